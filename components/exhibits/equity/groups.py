"""Access, waiting and outcomes by ethnic group, against each other and the people who live here;
and before any of it, of how many people the group is recorded."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import polars as pl

from components.charts.spec import Intervals
from components.exhibits.declaration import Drill, ExhibitRequest, Row, declare
from components.exhibits.exhibit import Content, Exhibit
from components.exhibits.filters import Filters
from components.exhibits.indicators.judged import judged, judged_measure
from components.exhibits.memo import memo
from components.exhibits.records import Records
from components.exhibits.view import View
from measures.equity.groups import EquitySubject, GroupVerdict, by_group, recording
from vocabulary.indicators import PERCENT, BreakdownKind
from vocabulary.verdict import Verdict
from vocabulary.wording import long_date, sentence, within

SOURCE: Final = "Indicators by ethnic group, numerator and denominator."
"""What is drawn apart: a question to ask. That others fare better is the other side of it."""
_COLUMNS: Final = {
    "name": "Measure",
    "group": "Group",
    "numerator": "Counted",
    "denominator": "Out of",
    "figure": "Figure",
    "low": "Interval from",
    "high": "Interval to",
    "others": "All others together",
    "unit": "Unit",
    "share_of_all": "Share of those counted",
    "share_of_population": "Share of adults who live here",
    "periods": "Periods added up",
    "last": "To",
    "verdict": "Verdict",
}

_NOTHING: Final = {
    EquitySubject.ACCESS: "No measure of who reaches the council is on record by ethnic group",
    EquitySubject.WAITING: "No measure of waiting is on record by ethnic group",
    EquitySubject.OUTCOMES: "No measure of outcomes is on record by ethnic group",
}
_DIFFERS: Final = (GroupVerdict.WORSE, GroupVerdict.BETTER, GroupVerdict.LOWER, GroupVerdict.HIGHER)
"""What tells more than chance, gravest first."""
_KIND: Final = BreakdownKind.ETHNICITY.value


def _rows(records: Records) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Every measure by ethnic group, and the recording of groups; worked out once."""
    return memo(records, _worked_out)


def _worked_out(records: Records) -> tuple[pl.DataFrame, pl.DataFrame]:
    found = judged(records)
    groups = by_group(found.points, found.yearly, found.measures, _KIND)
    return groups, recording(found.points, found.latest, found.measures)


def _inputs(
    records: Records, _request: ExhibitRequest, _view: View
) -> tuple[pl.DataFrame, pl.DataFrame]:
    return _rows(records)


def _figures_of(records: Records, measure: str) -> pl.DataFrame:
    """Whole periods' figures of a measure, newest first."""
    points = judged_measure(records, measure).points
    rows = points.filter(
        (pl.col("measure") == measure) & pl.col("team").is_null() & ~pl.col("so_far")
    )
    return rows.sort("date", descending=True)


def _of_group(records: Records, filters: Filters, view: View, row: Row) -> pl.DataFrame:
    of_group = (pl.col("breakdown_kind") == _KIND) & (pl.col("breakdown") == row["group"])
    within = pl.col("date").is_between(pl.lit(row["first"]), pl.lit(row["last"]))
    return _figures_of(records, row["measure"]).filter(
        of_group & within & pl.col("numerator").is_not_null()
    )


def _of_everybody(records: Records, filters: Filters, view: View, row: Row) -> pl.DataFrame:
    whole = pl.col("breakdown").is_null() & (pl.col("date") == row["date"])
    return _figures_of(records, row["measure"]).filter(whole)


@declare(
    key="equity_recording",
    title="Whose ethnicity and language are recorded",
    question="Of how many people is it known to which group they belong?",
    meaning="The share of people with long-term support whose ethnicity, and whose language, is "
    "recorded: what every figure by group rests on.",
    formula="Recorded ÷ people with long-term support at the newest whole month's end, with "
    "Wilson's 95% interval.",
    source="Indicators of whose ethnicity and language are recorded, as the council counts them.",
    how_to_read="The mark is the share. Where many are not recorded, figures by group speak of "
    "the others alone.",
    page="measures",
    place=20410,
    inputs=_inputs,
    public=False,
    themes=("equity",),
    place_on_statement=41,
    drill=Drill("indicator", ("name",), ("denominator",), _of_everybody, unit="denominator"),
    records="indicators of whose ethnicity and language are recorded",
)
def equity_recording(_groups: pl.DataFrame, recorded: pl.DataFrame, view: View) -> Content:
    """The shares, from what `recording` gives."""
    told = {row["measure"]: row for row in recorded.iter_rows(named=True)}
    parts = [
        f"{what}{'' if place else ' is recorded'} for {told[code]['figure']:.0f}%"
        for place, (code, what) in enumerate(
            (code, what) for code, what in _RECORDED.items() if code in told
        )
    ]
    headline = (
        sentence(f"{', '.join(parts)} of people with long-term support")
        if parts
        else "Of how many people ethnicity and language are recorded is not on record"
    )
    frame = recorded.with_columns(
        *((pl.col(name) / PERCENT).alias(f"{name}_share") for name in ("figure", "low", "high"))
    )
    day = recorded.get_column("date").max()
    return Content(
        headline=headline,
        subtitle=f"People with long-term support, {long_date(day)}"  # type: ignore[arg-type]
        if day
        else "People with long-term support",
        frame=frame,
        columns={
            "name": "Measure",
            "numerator": "Recorded",
            "denominator": "People",
            "figure": "Share (%)",
            "low": "Interval from (%)",
            "high": "Interval to (%)",
            "target": "Target (%)",
            "date": "On",
        },
        source="Indicators.",
        alternative="; ".join(
            f"{row['name']}: {row['figure']:.0f}%" for row in recorded.iter_rows(named=True)
        ),
        chart=Intervals("name", "figure_share", "low_share", "high_share", most=1.0),
        signal="usual" if parts else "unknown",
    )


_RECORDED: Final = {"ethnicity_recorded": "ethnicity", "language_recorded": "language"}


_Builder = Callable[[pl.DataFrame, pl.DataFrame, View], Content]


def _declared(
    subject: EquitySubject, title: str, question: str, place: int, what: str
) -> Callable[[_Builder], Callable[[pl.DataFrame, pl.DataFrame, View], Exhibit]]:
    return declare(
        key=f"equity_{subject.value}",
        title=title,
        question=question,
        meaning=f"{what}, group by group, beside all other groups together.",
        formula="How many ÷ out of how many, of the whole periods of the last year added up, with "
        "Wilson's 95% interval; each group against all others together by Newcombe's interval, at "
        "95% divided by the number of groups. Plain counts are taken at the newest period out of "
        "the adults of the group who live in the area.",
        source=SOURCE,
        how_to_read="The mark is the group's figure, the line how far chance alone could move it. "
        "Triangles are worse than all others together by more than chance; pale marks are of too "
        "few people to judge. The measure with the gravest difference is drawn.",
        caveats=(
            "Groups differ in age and in what people need: a difference is a question, and no "
            "answer.",
            "People whose group is not recorded are in none.",
        ),
        page="measures",
        place=place,
        inputs=_inputs,
        public=False,
        themes=("equity",),
        place_on_statement=(place - 20000) // 10,
        drill=Drill("indicator", ("group",), ("numerator",), _of_group, unit="numerator"),
        records="indicators by ethnic group",
    )


@_declared(
    EquitySubject.ACCESS,
    "Who reaches the council, by ethnic group",
    "Do people of every group reach the council as often as others who live here?",
    20420,
    "How often people of each ethnic group ask for or receive support",
)
def equity_access(groups: pl.DataFrame, recorded: pl.DataFrame, view: View) -> Content:
    """Access by group, from what `by_group` gives."""
    return _content(groups, recorded, EquitySubject.ACCESS)


@_declared(
    EquitySubject.WAITING,
    "Waiting, by ethnic group",
    "Do people of one group wait longer than others?",
    20430,
    "How people of each ethnic group wait",
)
def equity_waiting(groups: pl.DataFrame, recorded: pl.DataFrame, view: View) -> Content:
    """Waiting by group, from what `by_group` gives."""
    return _content(groups, recorded, EquitySubject.WAITING)


@_declared(
    EquitySubject.OUTCOMES,
    "Outcomes, by ethnic group",
    "Does support help people of every group as much?",
    20440,
    "What support came to for people of each ethnic group",
)
def equity_outcomes(groups: pl.DataFrame, recorded: pl.DataFrame, view: View) -> Content:
    """Outcomes by group, from what `by_group` gives."""
    return _content(groups, recorded, EquitySubject.OUTCOMES)


def _content(groups: pl.DataFrame, recorded: pl.DataFrame, subject: EquitySubject) -> Content:
    rows = groups.filter(pl.col("subject") == subject.value)
    drawn = _gravest(rows)
    frame = rows.filter(pl.col("measure") == drawn)
    percent = frame.height > 0 and frame.item(0, "unit") == "percent"
    scale = PERCENT if percent else 1.0
    frame = frame.with_columns(
        *((pl.col(name) / scale).alias(f"{name}_drawn") for name in ("figure", "low", "high")),
        worse=pl.col("verdict") == GroupVerdict.WORSE.value,
        enough=pl.col("verdict") != GroupVerdict.TOO_FEW.value,
    )
    told = list(frame.iter_rows(named=True))
    headline, verdict, judged_as = _words(told, subject)
    return Content(
        headline=headline,
        subtitle=_subtitle(told, recorded),
        frame=frame,
        columns=_COLUMNS,
        source=SOURCE,
        alternative="; ".join(f"{row['group']}: {_figure(row, 'figure')}" for row in told),
        verdict=verdict,
        judged=judged_as,
        meaning=" ".join(filter(None, (_population(told, subject), _others(rows, drawn)))),
        chart=Intervals(
            "group", "figure_drawn", "low_drawn", "high_drawn", apart="worse", enough="enough",
            percent=percent, most=1.0 if percent else None,
        ),
        signal="attention"
        if any(row["verdict"] == GroupVerdict.WORSE for row in told)
        else "usual"
        if told
        else "unknown",
    )  # fmt: skip


def _gravest(rows: pl.DataFrame) -> str:
    """The measure to draw: the gravest difference first, then the most people."""
    order = {verdict.value: place for place, verdict in enumerate(_DIFFERS)}
    place = pl.col("verdict").replace_strict(order, default=len(order), return_dtype=pl.Int64)
    by_measure = rows.group_by("measure").agg(grave=place.min(), people=pl.col("denominator").sum())
    ranked = by_measure.sort("grave", "people", "measure", descending=[False, True, False])
    return str(ranked.item(0, "measure")) if ranked.height else ""


def _worst(told: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The group that differs most, of the gravest verdict there is."""
    for verdict in _DIFFERS:
        found = [row for row in told if row["verdict"] == verdict]
        if found:
            return max(found, key=lambda row: (abs(row["difference"]), row["group"]))
    return None


def _words(told: Sequence[Mapping[str, Any]], subject: EquitySubject) -> tuple[str, str, Verdict]:
    if not told:
        return _NOTHING[subject], "", Verdict.NOT_RECORDED
    name, worst = told[0]["name"], _worst(told)
    if worst is not None:
        return (
            f"{name}: {_figure(worst, 'figure')} for {worst['group']}, "
            f"{_figure(worst, 'others')} for all others",
            f"More than chance: {worst['verdict']}.",
            Verdict.BEYOND_CHANCE,
        )
    if any(row["verdict"] == GroupVerdict.WITHIN_CHANCE for row in told):
        said = f"{name}: no ethnic group differs from the others by more than chance"
        return said, "Within chance.", Verdict.WITHIN_CHANCE
    said = f"{name}: too few people of each ethnic group to compare"
    return said, "Too few to judge.", Verdict.TOO_FEW


def _subtitle(told: Sequence[Mapping[str, Any]], recorded: pl.DataFrame) -> str:
    """Of how many people the group is known, before the period."""
    known = recorded.filter(pl.col("measure") == "ethnicity_recorded")
    said = (
        f"Ethnicity is recorded for {known.item(0, 'figure'):.0f}% of people"
        if known.height
        else "Of how many people ethnicity is recorded is not known"
    )
    if not told:
        return said
    first = min(row["first"] for row in told)
    last = max(row["last"] for row in told)
    return f"{said}; figures of {long_date(first)} to {long_date(last)}"


def _population(told: Sequence[Mapping[str, Any]], subject: EquitySubject) -> str:
    """Of access, the group that differs most among those counted and the people who live here."""
    worst = _worst(told) if subject is EquitySubject.ACCESS else None
    if worst is None or worst["share_of_population"] is None:
        return ""
    return (
        f"{worst['group']}: {worst['share_of_population']:.0%} of the adults of these groups who "
        f"live here, {worst['share_of_all']:.0%} of those counted."
    )


def _others(rows: pl.DataFrame, drawn: str) -> str:
    """What the other measures say, in a few words."""
    said = []
    for part in rows.filter(pl.col("measure") != drawn).partition_by(
        "measure", maintain_order=True
    ):
        worst = _worst(list(part.iter_rows(named=True)))
        name = within(part.item(0, "name"))
        said.append(
            f"{name}: no group differs by more than chance"
            if worst is None
            else f"{name}: {worst['group']} {worst['verdict']}"
        )
    return f"Also by group: {'; '.join(said)}." if said else ""


def _figure(row: Mapping[str, Any], name: str) -> str:
    value = row[name]
    if value is None:
        return "not known"
    if row["unit"] == "percent":
        return f"{value:.0f}%"
    said = f"{value:,.1f}"
    # A name that says the unit needs it no second time.
    return said if not row["unit"] or row["unit"] in row["name"] else f"{said} {row['unit']}"
