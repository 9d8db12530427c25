"""Complaints acknowledged and answered in time, and those that still wait."""

from __future__ import annotations

from datetime import date

import polars as pl

from components.charts.spec import Intervals
from components.exhibits.complaints.volume import SOURCE, about, complaints_within, last_day
from components.exhibits.declaration import Drill, Row, declare, of_whole, whole_to
from components.exhibits.exhibit import Content
from components.exhibits.filters import Filters
from components.exhibits.records import Records
from components.exhibits.tables.columns import (
    hidden_shares_alone,
    in_percent,
    without_hidden,
)
from components.exhibits.view import View
from measures.complaints.states import recorded
from measures.complaints.times import fell_due, still_open, time_to_respond, timeliness
from measures.statistics.time_to_close import ClosingVerdict
from measures.statistics.two_periods import Rate
from vocabulary.complaints import ComplaintStep
from vocabulary.wording import long_date, number_of

_NOT_RECORDED = {
    "acknowledged": "when complaints were acknowledged",
    "answered": "when answers were given",
}


def _fell_due(records: Records, filters: Filters, view: View, row: Row) -> pl.DataFrame:
    complaints = records["complaint"]
    on = last_day(complaints, whole_to(records, "complaint"), view)
    rows = filters.within(complaints, "received")
    return fell_due(rows, on, row["step"], recorded=recorded(complaints))


@declare(
    key="complaints_timeliness",
    title="Complaints acknowledged and answered in time",
    question="Are complaints acknowledged and answered in time, and which still wait?",
    meaning="Share of complaints acknowledged, and answered, by the day it was due.",
    formula=(
        "In time ÷ fell due, with Clopper and Pearson's 95% interval. Acknowledgement: 3 working "
        "days. Answer: the day agreed with the person, or six months."
    ),
    source="SI 2009/309, regulations 13 and 14; complaint dataset.",
    how_to_read="The mark is the share in time, the line how far chance could move it.",
    caveats=("Only complaints that had fallen due are judged; newer ones could still be late.",),
    page="complaints",
    place=8020,
    inputs=of_whole("complaint"),
    periods="tested",
    attention=6,
    themes=("complaints",),
    place_on_statement=11,
    drill=Drill("complaint", ("name",), ("due",), _fell_due),
)
def complaints_timeliness(
    complaints: pl.DataFrame, whole: date | None, filters: Filters, view: View
) -> Content:
    """The exhibit, from the complaint dataset."""
    on = last_day(complaints, whole, view)
    rows, kept = complaints_within(complaints, filters), recorded(complaints)
    frame = timeliness(rows, on, recorded=kept).with_columns(
        name=pl.col("step").replace_strict(ComplaintStep.labels())
    )
    # A step that nobody recorded has no figures, not ones of 0.
    silent = (pl.col("due") == 0) & (pl.col("not_recorded") > 0)
    frame = frame.with_columns(
        pl.when(~silent).then(pl.col(name)).alias(name)
        for name in ("due", "in_time", "late", "overdue")
    )
    public = view.audience == "public"
    if public:
        frame = without_hidden(
            frame.with_columns(hidden_shares_alone(frame, "in_time", "due")),
            "in_time", "due", "late", "overdue", "share", "low", "high", "sentence",
        )  # fmt: skip
    shares = dict(frame.select("step", "share").rows())
    parts = [
        f"{shares[step]:.0%} {said}"
        for step, said in (("acknowledged", "acknowledged"), ("answered", "answered"))
        if shares.get(step) is not None
    ]
    waiting = (
        None
        if public
        else next(iter(still_open(rows, on, recorded=kept).iter_rows(named=True)), None)
    )
    taken = next(iter(time_to_respond(rows, on, recorded=kept).iter_rows(named=True)), None)
    unrecorded = [
        _NOT_RECORDED[row["step"]]
        for row in frame.iter_rows(named=True)
        if not row["due"] and row["not_recorded"]
    ]
    headline = f"{' and '.join(parts)} in time" if parts else "No complaint has fallen due yet"
    if len(unrecorded) == len(shares) and unrecorded:
        headline = "When complaints were acknowledged and answered is not recorded"
    elif unrecorded and parts:
        headline = f"{headline}; {unrecorded[0]} is not recorded"
    if not rows.height:
        headline = "No complaint is recorded for this choice"
    elif not parts and public:
        headline = "Too few complaints to show how many were in time"
    meaning = str(waiting["sentence"]) if waiting else ""
    if taken and taken["verdict"] == ClosingVerdict.HALF and not public:
        within = number_of(round(taken["median"]), "day", nought="0")
        meaning = f"{meaning} Half are answered within {within}.".strip()
    answered = frame.filter(step="answered").select("in_time", "due").fill_null(0).rows()
    overdue = (waiting["overdue"] or 0) if waiting else 0
    return Content(
        headline=headline,
        subtitle=f"Complaints that fell due, {about(filters)}, as on {long_date(on)}",
        frame=in_percent(frame, "share", "low", "high"),
        columns={
            "name": "Step",
            "due": "Fell due",
            "in_time": "In time",
            "late": "Late",
            "overdue": "Not done yet, overdue",
            "share_percent": "In time (%)",
            "low_percent": "Interval from (%)",
            "high_percent": "Interval to (%)",
        },
        counts_of_people=(
            "due",
            "in_time",
            "late",
            "overdue",
            "share_percent",
            "low_percent",
            "high_percent",
        ),
        source=f"{SOURCE} SI 2009/309, regulations 13 and 14.",
        alternative="; ".join(
            f"{row['name']}: {row['sentence'] or 'not shown'}"
            for row in frame.iter_rows(named=True)
        ),
        verdict=f"{overdue} overdue." if overdue else "",
        meaning=meaning,
        chart=Intervals("name", "share", "low", "high") if parts else None,
        signal="attention" if overdue else "usual",
        rate=Rate(*answered[0]) if answered else None,
    )
