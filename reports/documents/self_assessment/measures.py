"""The lines of a quality statement's measures: figure, period, how much it rests on, verdict."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from components.exhibits.exhibit import Exhibit
from components.exhibits.indicators.bearing import what_it_says
from reports.documents.written_report import Heading, Paragraph, Part, Table
from vocabulary.wording import sentence

_HEADS: Final = ("Measure", "Newest figure", "Period", "Figures", "What it says")
_WIDTHS: Final = (44.0, 28.0, 28.0, 15.0, 50.0)


def measure_lines(shown: Exhibit, level: int) -> list[Part]:
    """A heading, what the measures say together, and a line for each of the statement's own, worst
    first; nothing where it has none. `shown`: the exhibit `statement_indicators`."""
    own = shown.frame.filter("own")
    if own.is_empty():
        return []
    return [
        Heading("What its measures say", level),
        Paragraph(f"{shown.headline}. {shown.verdict} {shown.meaning}".strip()),
        Table(
            _HEADS,
            tuple(map(_line, own.iter_rows(named=True))),
            "Measures of this statement, for the whole service",
            numbers=(3,),
            widths=_WIDTHS,
        ),
    ]


def _line(row: Mapping[str, Any]) -> tuple[str, ...]:
    return (
        row["name"],
        row["latest"],
        sentence(row["newest"]),
        f"{row['n']:,}",
        what_it_says(row),
    )
