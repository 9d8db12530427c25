"""What became of complaints, half-year by half-year, and whether it changed by more than chance."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Final

import polars as pl

from components.charts.spec import StackedBars
from components.exhibits.complaints.volume import (
    SOURCE,
    about,
    complaints_on,
    complaints_within,
    last_day,
)
from components.exhibits.declaration import Drill, declare, of_whole
from components.exhibits.exhibit import Content, Signal
from components.exhibits.filters import Filters
from components.exhibits.not_recorded import unless_not_recorded
from components.exhibits.view import View
from measures.complaints.outcomes import newest_half_year, outcomes_by_half_year
from measures.evidence_trail.records_behind import of_period
from measures.statistics.comparison_wording import DifferenceVerdict
from measures.statistics.periods import closed_periods
from vocabulary.complaints import OUTCOMES_SO_FAR
from vocabulary.verdict import Verdict
from vocabulary.wording import agree, long_date, month_and_year

_NO_PART: Final = ("withdrawn", "no_finding", "not_decided")
_KINDS: Final = (
    ("upheld", "Upheld"),
    ("partly_upheld", "Partly upheld"),
    ("not_upheld", "Not upheld"),
    ("without", "Withdrawn or no finding yet"),
)
_JUDGED: Final = {
    DifferenceVerdict.FIRST_HIGHER: ("More than chance.", Verdict.BEYOND_CHANCE),
    DifferenceVerdict.FIRST_LOWER: ("More than chance.", Verdict.BEYOND_CHANCE),
    DifferenceVerdict.WITHIN_CHANCE: ("Could be chance.", Verdict.WITHIN_CHANCE),
    DifferenceVerdict.TOO_FEW: ("Too few to judge.", Verdict.TOO_FEW),
}


@declare(
    key="complaints_half_years",
    title="What was concluded, by half-year",
    question="Does the share of complaints upheld change by more than chance?",
    meaning="What became of the complaints received in each half-year, and whether the newest that "
    "is whole differs from the one before by more than chance.",
    formula="Complaints by the half-year they were received in (April to September, October to "
    "March); upheld or partly upheld ÷ decided. The two newest whole half-years are compared by "
    "Newcombe's 95% interval for two shares. They are judged only where the complaints that wait "
    "for a decision could not change that.",
    source="Complaint dataset.",
    how_to_read="One bar a half-year, newest first. The dark parts were upheld, the palest has no "
    "finding. A half-year that is not whole, or of which much still waits, is not judged.",
    caveats=("A high share is not bad in itself: it may mean that the council admits faults.",),
    page="complaints",
    place=8035,
    inputs=of_whole("complaint"),
    public=False,
    drill=Drill(
        "complaint",
        ("name",),
        ("received",),
        lambda records, filters, view, row: of_period(
            complaints_on(records, replace(filters, since=None), view),
            "received",
            row["period"],
            "half-year",
        ),
    ),
)
def complaints_half_years(
    complaints: pl.DataFrame, whole: date | None, filters: Filters, view: View
) -> Content:
    """Outcomes by half-year, from the complaint dataset; half-years that the period chosen touches,
    each of them entire."""
    ever = complaints_within(complaints, replace(filters, since=None))
    on = last_day(complaints, whole, view)
    halves = closed_periods(outcomes_by_half_year(ever, on), whole, "half-year")
    told = next(newest_half_year(halves).iter_rows(named=True), None)
    last = pl.col("period").dt.offset_by("6mo")
    shown = halves.filter(last > filters.since) if filters.since else halves
    frame = shown.with_columns(
        without=pl.sum_horizontal(_NO_PART), upheld_share=(pl.col("share") * 100).round(0)
    ).sort("period", descending=True)
    headline, verdict, judged, meaning = _words(halves, told)
    begun = frame.get_column("period").min()
    early = isinstance(begun, date) and filters.since is not None and begun < filters.since
    content = Content(
        headline=headline,
        subtitle=f"Complaints by the half-year they were received in, {about(filters)}",
        frame=frame,
        columns={
            "name": "Received",
            "received": "Complaints",
            **OUTCOMES_SO_FAR,
            "decided": "Decided",
            "well_founded": "Upheld at least in part",
            "upheld_share": "Upheld of decided (%)",
        },
        source=f"{SOURCE} It reaches to {long_date(on)}.",
        alternative="; ".join(
            f"{row['name']}: {row['well_founded']:,} of {row['decided']:,} decided upheld, "
            f"{row['without']:,} withdrawn or without a finding"
            for row in frame.iter_rows(named=True)
        ),
        verdict=verdict,
        judged=judged,
        meaning=meaning,
        chart=StackedBars("name", _KINDS, horizontal=True),
        signal=_signal(judged),
        caveats=(f"Half-years are shown whole: the first begins on {long_date(begun)}.",)
        if early and isinstance(begun, date)
        else (),
    )
    return unless_not_recorded(content, ever, "What was concluded is not recorded", "outcome")


def _signal(judged: Verdict) -> Signal:
    if judged is Verdict.BEYOND_CHANCE:
        return "attention"
    return "usual" if judged is Verdict.WITHIN_CHANCE else "unknown"


def _words(halves: pl.DataFrame, told: dict[str, Any] | None) -> tuple[str, str, Verdict, str]:
    """Headline, verdict in words and as a value, and why."""
    if halves.is_empty():
        return "No complaint is recorded for this choice", "", Verdict.NOT_RECORDED, ""
    nothing = "Nothing to compare with yet.", Verdict.NOTHING_TO_COMPARE, ""
    newest = next(halves.filter("complete").tail(1).iter_rows(named=True), None)
    if newest is None:
        return "No half-year of complaints is whole yet", *nothing
    half = f"the half-year to {month_and_year(_last_month(newest['period']))}"
    if told is None:
        upheld = f"{newest['well_founded']:,} of {newest['decided']:,} decided complaints"
        return f"{upheld} were upheld in {half}", *nothing
    x1, n1, x2, n2, waiting = (told[name] for name in ("x1", "n1", "x2", "n2", "waiting"))
    figures = f"{x1:,} of {n1:,} decided, and {x2:,} of {n2:,} before"
    verdict, judged = _JUDGED[told["verdict"]]
    if judged is Verdict.TOO_FEW:
        return f"Too few are decided in {half} to compare it", verdict, judged, f"{figures}."
    headline = f"{x1 / n1:.0%} were upheld in {half}, {x2 / n2:.0%} before"
    if not told["settled"]:
        waits = f"{waiting:,} of the two {agree(waiting, 'waits', 'wait')} for a decision"
        verdict, judged = "Not judged yet.", Verdict.NOTHING_TO_COMPARE
        return headline, verdict, judged, f"{figures}; {waits}."
    return f"{headline}: {verdict.rstrip('.').lower()}", verdict, judged, str(told["sentence"])


def _last_month(first: date) -> date:
    return first.replace(month=9) if first.month == 4 else date(first.year + 1, 3, 1)
