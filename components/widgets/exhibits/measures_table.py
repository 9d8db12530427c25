"""All measures as one table: newest figure, spark line, marks with their words, and freshness."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final
from urllib.parse import quote

from components import look
from components.charts.spark_line import spark_line
from components.exhibits.exhibit import Exhibit
from components.exhibits.indicators.measures import SHOWN
from components.exhibits.indicators.standing_words import VARIATION
from measures.indicators.standings import StandingVerdict
from vocabulary.indicators import period_in_words
from vocabulary.shown import escape
from vocabulary.values import figure_in
from vocabulary.wording import number_of

ROWS: Final = 60
"""How many measures are shown at first: as many as anybody looks through. All are a link away."""
MEASURE: Final = "measure"
"""The address of the page of one measure, and the parameter that says which."""
ORDERS: Final = {
    "worst": "Worst first",
    "name": "By name",
    "statement": "By quality statement",
    "oldest": "Oldest figure first",
}
SIGNALS: Final = {
    "attention": "Needs attention",
    "improved": "Getting better",
    "usual": "As usual",
    "unknown": "Not judged yet",
    "late": "Late",
}
_HEADS: Final = (
    "Measure",
    "Newest figure",
    f"Last {SHOWN}",
    "Variation",
    "Target",
    "Period",
)


@dataclass(frozen=True)
class Choice:
    """Which measures are shown, and in which order. statement, signal: empty for all; find: words
    that names have; order: one of `ORDERS`; whole: all of them, however many."""

    statement: str = ""
    signal: str = ""
    find: str = ""
    order: str = "worst"
    whole: bool = False


@dataclass(frozen=True)
class Line:
    """A measure as a row: what it is found and ordered by, and `row`, as the exhibit has it."""

    measure: str
    name: str
    statements: tuple[str, ...]
    signals: frozenset[str]
    last_date: date
    row: Mapping[str, Any]

    @cached_property
    def cells(self) -> tuple[str, str]:
        """The row's cells as HTML, before and after the measure's own address; drawn once."""
        return _cells(self.row)


def measure_lines(exhibit: Exhibit) -> tuple[Line, ...]:
    """The rows of the `measures` exhibit, worst first."""
    return tuple(map(_line, exhibit.frame.iter_rows(named=True)))


def chosen(lines: Sequence[Line], choice: Choice, statements: Sequence[str]) -> list[Line]:
    """The lines of a choice, in its order. `statements`: the framework's ids, in its order."""
    words = choice.find.casefold().split()
    found = [
        line
        for line in lines
        if (not choice.statement or choice.statement in line.statements)
        and (not choice.signal or choice.signal in line.signals)
        and all(word in line.name for word in words)
    ]
    places = {statement: place for place, statement in enumerate(statements)}
    orders: dict[str, Callable[[Line], Any]] = {
        "name": lambda line: line.name,
        "statement": lambda line: min(
            (places.get(each, len(places)) for each in line.statements), default=len(places)
        ),
        "oldest": lambda line: line.last_date,
    }
    return sorted(found, key=orders[choice.order]) if choice.order in orders else found


def measures_table(lines: Sequence[Line], *, label: str) -> None:
    """Draw lines as a table; each measure's name leads to its page."""
    # What links take along is the same for all: asked for once.
    way = look.href(MEASURE, **{MEASURE: ""})
    rows = (f"{way}{quote(line.measure)}".join(line.cells) for line in lines)
    look.table(label, _HEADS, rows, kind="measure-table")


def _line(row: Mapping[str, Any]) -> Line:
    signals = {row["signal"], *(["late"] if row["late"] else [])}
    return Line(
        row["measure"],
        row["name"].casefold(),
        tuple(row["statements"] or ()),
        frozenset(signals),
        row["last_date"] or date.max,
        row,
    )


def _cells(row: Mapping[str, Any]) -> tuple[str, str]:
    under = escape(row["statement_names"] or "")
    return (
        '<th scope="row"><a class="link" data-page href="',
        f'">{escape(row["name"])}</a><br><span class="muted">{under}</span></th>'
        f"<td>{_newest(row)}</td><td>{spark(row)}</td><td>{_variation(row)}</td>"
        f"<td>{_target(row)}</td><td>{_period(row)}</td>",
    )


def _newest(row: Mapping[str, Any]) -> str:
    figure, _, parts = row["latest"].partition(" (")
    of = f'<br><span class="muted">{escape(parts.rstrip(")"))}</span>' if parts else ""
    return f"<b>{escape(figure)}</b>{of}"


def spark(row: Mapping[str, Any]) -> str:
    """A measure's newest figures as a small line, as HTML; empty where there is none. `row`:
    columns as `measure_rows` gives them."""
    figures, lowers, uppers = row["figures"], row["lowers"], row["uppers"]
    if figures is None:
        return ""
    drawn = spark_line(figures, lowers, uppers, row["variation"])
    if not drawn:
        return ""
    return (
        f'<img class="spark" alt="{escape(spark_in_words(row))}" '
        f'src="data:image/svg+xml,{quote(drawn, safe=_PLAIN)}">'
    )


_PLAIN: Final = " =:/'()"


def spark_in_words(row: Mapping[str, Any]) -> str:
    """What a spark line shows, for people who do not see it: from which figure to which, and the
    usual range at the newest."""
    known = [figure for figure in row["figures"] if figure is not None]
    unit = row["unit"]
    first, last = figure_in(known[0], unit), figure_in(known[-1], unit)
    said = f"{number_of(len(known), 'figure')}, from {first} to {last}"
    lower, upper = row["lowers"][-1], row["uppers"][-1]
    if lower is None or upper is None:
        return said
    return f"{said}; usual range {figure_in(lower, unit)} to {figure_in(upper, unit)}"


def _variation(row: Mapping[str, Any]) -> str:
    words = row["variation_words"]
    if row["variation"] not in VARIATION or row["verdict"] == StandingVerdict.TOO_FEW:
        return f'<span class="muted">{escape(words)}</span>'
    said, _, provisionally = words.partition(", ")
    mark = look.variation_mark(row["variation"], row["direction"], said)
    return f'{mark}<br><span class="muted">{provisionally}</span>' if provisionally else mark


def _target(row: Mapping[str, Any]) -> str:
    words = row["outlook_words"]
    if row["target"] is None:
        return f'<span class="muted">{escape(words)}</span>'
    if row["outlook"] in look.OUTLOOKS:
        said = look.outlook_mark(row["outlook"], words)
    else:
        said = f'<span class="muted">{escape(words)}</span>'
    return f"<b>{escape(row['target_words'])}</b><br>{said}"


def _period(row: Mapping[str, Any]) -> str:
    period = escape(period_in_words(row["last_date"], row["frequency"], short=True))
    late = f"{look.signal('attention')} Late, of {period}" if row["late"] else period
    return f'{late}<br><span class="muted">{number_of(row["n"], "figure")}</span>'
