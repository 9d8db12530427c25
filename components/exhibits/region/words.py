"""How a council's figures are said, and which page has the evidence."""

from __future__ import annotations

from typing import Any, Final

from measures.statistics.comparison_wording import percent
from vocabulary.region import RegionMeasure
from vocabulary.wording import number_of

SHARES: Final = (
    RegionMeasure.OVERDUE,
    RegionMeasure.ANSWERED,
    RegionMeasure.UPHELD,
    RegionMeasure.TRAINING,
)
PAGES: Final = {
    RegionMeasure.OVERALL: "statements",
    RegionMeasure.WORSENING: "measures",
    RegionMeasure.OVERDUE: "plan",
    RegionMeasure.ANSWERED: "complaints",
    RegionMeasure.UPHELD: "complaints",
    RegionMeasure.TRAINING: "learning",
    RegionMeasure.NOT_RECORDED: "data",
    RegionMeasure.NEWEST: "data",
}
"""By measure, the page of a council that has the evidence."""
SIGNAL_OF: Final = {
    RegionMeasure.OVERALL: "published scores",
    RegionMeasure.WORSENING: "measures getting worse",
    RegionMeasure.OVERDUE: "actions overdue",
    RegionMeasure.ANSWERED: "complaints answered in time",
    RegionMeasure.UPHELD: "complaints upheld by the ombudsman",
    RegionMeasure.TRAINING: "training of specialist teams",
    RegionMeasure.NOT_RECORDED: "kinds of record not held",
    RegionMeasure.NEWEST: "late records",
}
"""What a signal is on, in a sentence."""
NOT_KNOWN: Final = "not known"


def value_in_words(measure: str, value: float | None) -> str:
    """Such as "62%", "3" or "5 days"; "not known" where nothing tells it."""
    if value is None:
        return NOT_KNOWN
    if measure in SHARES:
        return percent(value)
    if measure == RegionMeasure.OVERALL:
        return f"{value:.0f}%"
    if measure == RegionMeasure.NEWEST:
        return number_of(round(value), "day", nought="0")
    return f"{value:,.4g}"


def figure_in_words(row: dict[str, Any]) -> str:
    """The value with what it is of: "59%, 10 of 17"."""
    said = value_in_words(row["measure"], row["value"])
    if row["value"] is None or row["part"] is None or row["of"] is None:
        return said
    of = f"{row['part']:,} of {row['of']:,}"
    return f"{said}, {of}" if row["measure"] in SHARES else of
