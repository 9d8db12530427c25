"""The measures that bear on a quality statement or a theme, worst signal first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import polars as pl

from components.exhibits.declaration import ExhibitRequest, declare
from components.exhibits.exhibit import Content, Signal
from components.exhibits.filters import Filters
from components.exhibits.indicators.judged import every_measure
from components.exhibits.indicators.measures import held_with_points, measure_rows
from components.exhibits.memo import memo
from components.exhibits.records import Records
from components.exhibits.view import View
from measures.indicators.bearing import bearing, signals_by_theme
from vocabulary.wording import (
    agree,
    counted,
    listed,
    listed_up_to,
    month_and_year,
    number_word,
    sentence,
    within,
)

TOLD: Final = 8
"""Measures that a text alternative tells one by one."""
BOTH: Final = 2
_SAYS: Final[Mapping[Signal, tuple[str, str]]] = {
    "attention": ("needs attention", "need attention"),
    "improved": ("is getting better", "are getting better"),
    "usual": ("is as usual", "are as usual"),
    "unknown": ("cannot be judged yet", "cannot be judged yet"),
}
"""What is said of one measure, and of several, by signal."""
_COLUMNS: Final = {
    "name": "Measure",
    "latest": "Newest figure",
    "said": "What it says",
    "target_words": "Target",
    "outlook_words": "Against the target",
    "newest": "Of",
    "n": "Figures",
}
_MEANING: Final = (
    "Each measure with its newest figure for the whole service, whether it has changed by more "
    "than usual, and whether it will meet its target while nothing changes."
)
_READ: Final = (
    "Needs attention: changed for the worse, misses its target while nothing changes, or is worse "
    "than at other councils. As usual: no more change than chance allows. A measure's name leads "
    "to its chart."
)
_SOURCE: Final = "Indicators of the whole service"


def signals_of_themes(records: Records) -> dict[str, tuple[int, int]]:
    """By theme that a measure is on: how many of its measures need attention, and how many it
    has."""

    return memo(records, _signals_of_themes)


def _signals_of_themes(records: Records) -> dict[str, tuple[int, int]]:
    rows = signals_by_theme(every_measure(records))
    counts = rows.select("theme", "attention", "measures")
    return {theme: (attention, measures) for theme, attention, measures in counts.iter_rows()}


def _of_statement(
    records: Records, request: ExhibitRequest, _view: View
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame, str]:
    return (
        held_with_points(records),
        records["theme"],
        records.framework.frame(),
        request.statement,
    )


@declare(
    key="statement_indicators",
    title="Measures of a quality statement",
    question="What do a statement's measures say, the worst first?",
    meaning=_MEANING,
    formula=(
        "A measure is of the statements that the catalogue or the council's files name it for; one "
        "that names none is of those that the codebook ties its themes to. Measures of other "
        "statements on such a theme come last and are not counted as the statement's own."
    ),
    source="Indicators, the catalogue of indicators and the codebook.",
    how_to_read=_READ,
    page="statement",
    place=20210,
    inputs=_of_statement,
    public=False,
    of_statement=True,
    next_step="Bring in a scorecard, and say which statement each of its lines is of.",
)
def statement_indicators(
    held: pl.DataFrame, codebook: pl.DataFrame, statements: pl.DataFrame, statement: str, view: View
) -> Content:
    """The list. `held`: what `held_with_points` gave; `codebook`: theme, name, statements;
    `statements`: the framework's frame."""
    name = str(statements.filter(pl.col("statement") == statement).item(0, "name"))
    themes = dict(codebook.select("theme", "name").iter_rows())
    tied = bearing(held, codebook, statements).filter(pl.col("statement") == statement)
    rows = tied.select("measure", "own", through="themes").join(
        held, on="measure", maintain_order="left"
    )
    belongs = [
        "This statement" if own else f"Others, on {listed([themes.get(t, t) for t in through])}"
        for own, through in rows.select("own", "through").iter_rows()
    ]
    rows = rows.drop("through").with_columns(pl.Series("belongs", belongs, pl.String))
    return _content(rows, name, statements, {**_COLUMNS, "belongs": "Measure of"}, view)


def _of_theme(
    records: Records, request: ExhibitRequest, _view: View
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame, Filters]:
    return held_with_points(records), records["theme"], records.framework.frame(), request.filters


@declare(
    key="theme_indicators",
    title="Measures of a theme",
    question="What do a theme's measures say, the worst first?",
    meaning=_MEANING,
    formula="Measures that the catalogue or the council's files put on the theme.",
    source="Indicators and the catalogue of indicators.",
    how_to_read=_READ,
    page="theme",
    place=20220,
    inputs=_of_theme,
    public=False,
    next_step="Bring in a scorecard, and say which theme each of its lines is on.",
)
def theme_indicators(
    held: pl.DataFrame,
    codebook: pl.DataFrame,
    statements: pl.DataFrame,
    filters: Filters,
    view: View,
) -> Content:
    """The list, of the filters' theme. `held`, `codebook`, `statements`: as for
    `statement_indicators`."""
    theme = filters.theme or ""
    called = codebook.filter(pl.col("theme") == theme).get_column("name").to_list()
    rows = held.filter(pl.col("themes").list.contains(theme)).with_columns(own=pl.lit(value=True))
    name = called[0] if called else theme or "The theme"
    return _content(rows, name, statements, {**_COLUMNS, "statement_names": "Measure of"}, view)


def _content(
    rows: pl.DataFrame,
    name: str,
    statements: pl.DataFrame,
    columns: Mapping[str, str],
    view: View,
) -> Content:
    """The list of some measures of a statement or theme called `name`. `rows`: columns as
    `held_with_points` gives them, and own."""
    frame = measure_rows(rows, statements, view.today)
    said = [_since(row) for row in frame.select("variation_words", "since").iter_rows(named=True)]
    frame = frame.with_columns(pl.Series("said", said, pl.String))
    own = frame.filter("own")
    newest = own.get_column("last_date").max()
    until = f", figures to {month_and_year(newest)}" if isinstance(newest, date) else ""
    return Content(
        headline=_headline(own, name),
        subtitle=f"Measures of the whole service{until}, {view.council}",
        frame=frame,
        columns=columns,
        source=_SOURCE,
        alternative=_alternative(own, name),
        verdict=_verdict(own),
        meaning=_rest(own),
        signal=own.item(0, "signal") if own.height else "unknown",
    )


def _since(row: Mapping[str, Any]) -> str:
    """What a measure says, and since when, such as "Getting worse, since April 2026"."""
    said = sentence(row["variation_words"])
    return f"{said}, since {month_and_year(row['since'])}" if row["since"] else said


def what_it_says(row: Mapping[str, Any]) -> str:
    """What a measure says and how it stands to its target, as a sentence. `row`: columns as
    `measure_rows` gives them."""
    return "; ".join(filter(None, (_since(row), against_target(row)))) + "."


def against_target(row: Mapping[str, Any]) -> str:
    """How a measure stands to its target, such as "will miss the target of 20%"; empty where it has
    none. `row`: of the frame of one of these exhibits."""
    aim, words = row["target_words"], row["outlook_words"]
    if aim is None:
        return ""
    return f"{words} of {aim}" if words.endswith("target") else f"{words} (target {aim})"


def _named(rows: pl.DataFrame, signal: Signal) -> list[str]:
    return rows.filter(pl.col("signal") == signal).get_column("name").to_list()


def _headline(own: pl.DataFrame, name: str) -> str:
    """How many say the worst that any of them says."""
    many = own.height
    if not many:
        return f"No measure of {within(name)} is held yet"
    worst: Signal = own.item(0, "signal")
    first = len(_named(own, worst))
    says = agree(first, *_SAYS[worst])
    if many == 1:
        return f"{name}: its one measure {says}"
    if first == many:
        every = "both" if many == BOTH else f"all {number_word(many)}"
        return f"{name}: {every} measures {says}"
    return f"{name}: {number_word(first)} of {counted(many, 'measure')} {says}"


def _verdict(own: pl.DataFrame) -> str:
    names = _named(own, "attention")
    if names:
        return f"Needs attention: {listed_up_to(names)}."
    return "" if own.is_empty() else "None needs attention."


def _rest(own: pl.DataFrame) -> str:
    """What is getting better, how many are as usual, and how many cannot be judged."""
    improved = _named(own, "improved")
    usual, unknown = len(_named(own, "usual")), len(_named(own, "unknown"))
    said = [f"Getting better: {listed_up_to(improved)}."] if improved else []
    if usual:
        said.append(f"{sentence(number_word(usual))} as usual.")
    if unknown:
        said.append(f"{sentence(number_word(unknown))} cannot be judged yet.")
    return " ".join(said)


def _alternative(own: pl.DataFrame, name: str) -> str:
    """The headline, then the first measures one by one."""
    told = [
        f"{row['name']}: {row['latest']}, {within(row['said'])}"
        for row in own.head(TOLD).iter_rows(named=True)
    ]
    return ". ".join([_headline(own, name), *told])
