"""Complaints: is this month like the others, and how many compliments come beside them?"""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl

from components.charts.spec import ControlChart, OpposedBars
from components.exhibits.declaration import Drill, declare, of_whole, whole_to
from components.exhibits.exhibit import Content, Exhibit
from components.exhibits.filters import Filters
from components.exhibits.records import Records
from components.exhibits.tables.columns import (
    hidden_shares_alone,
    without_hidden,
)
from components.exhibits.view import View
from measures.complaints.states import as_on, told_until
from measures.complaints.volume import (
    SO_FAR,
    by_month,
    compliments_beside,
    so_far,
    with_open_months,
)
from measures.evidence_trail.records_behind import of_period
from measures.process_control.charts import xmr
from measures.process_control.special_causes import Meaning
from measures.statistics.kept import kept_with_frame
from measures.statistics.two_periods import Rate
from vocabulary.verdict import Verdict
from vocabulary.wording import counted, listed, long_date, month_and_year, sentence

SOURCE = "The council's record of complaints."
QUARTERS = 8
ENOUGH_MONTHS = 13


def last_day(complaints: pl.DataFrame, whole: date | None, view: View) -> date:
    """The day that the record tells of, as `measures.complaints.states.told_until` has it."""
    return told_until(complaints, whole, view.today)


def about(filters: Filters) -> str:
    """Such as "all teams" or "North team, waiting times"."""
    return ", ".join(filter(None, [filters.team or "all teams", filters.theme_name]))


_COUNTED: Final = (
    "received", "acknowledged", "answer_due", "responded", "channel", "team", "themes", "outcome",
    "ombudsman_referred", "ombudsman_decided", "ombudsman_outcome", "remedy_due", "remedied",
)  # fmt: skip
"""What is counted of complaints. To leave the rest out halves what filtering a million costs."""


@kept_with_frame
def complaints_within(complaints: pl.DataFrame, filters: Filters) -> pl.DataFrame:
    """The complaints received within the filters, with the columns that are counted: the same frame
    for every exhibit that asks for the same, so that what is worked out of it is as well."""
    return filters.within(complaints.select(_COUNTED), "received")


def complaints_on(records: Records, filters: Filters, view: View) -> pl.DataFrame:
    """Complaints received within the filters, as they stood on the record's last day."""
    rows = filters.within(records["complaint"], "received")
    whole = whole_to(records, "complaint")
    return as_on(rows, last_day(records["complaint"], whole, view))


@declare(
    key="complaints_volume",
    title="Complaints received each month",
    question="Is the number of complaints as usual, or is there a signal?",
    meaning="Whether the number of complaints in a month is as usual, or a signal.",
    formula=(
        "Complaints by the month they were received. Mean and expected range by an XmR chart: "
        "mean ± 2.66 × mean moving range."
    ),
    source="Complaint dataset. A month is judged once a file was extracted after its end.",
    how_to_read=(
        "Grey dots inside the band are as usual: asking why this one differs from the last leads "
        "nowhere. A ring is a month that stood out, a dotted ring one so far, not judged; what is "
        "hatched is not in yet. An upright line is something that happened."
    ),
    caveats=(
        "Fewer complaints are no proof of fewer reasons: people may not know how to complain.",
    ),
    page="complaints",
    place=8010,
    inputs=of_whole("complaint"),
    periods="tested",
    attention=1,
    themes=("complaints",),
    place_on_statement=10,
    drill=Drill(
        "complaint",
        ("date",),
        ("value",),
        lambda records, filters, view, row: of_period(
            complaints_on(records, filters, view), "received", row["date"], "month"
        ),
    ),
)
def complaints_volume(
    complaints: pl.DataFrame, whole: date | None, filters: Filters, view: View
) -> Content:
    """The control chart, from the complaint dataset."""
    on = last_day(complaints, whole, view)
    rows = complaints_within(complaints, filters)
    since = filters.since if complaints.height else None
    first = complaints.get_column("received").min()
    if since and isinstance(first, date):
        since = max(since, first.replace(day=1))
    months = by_month(rows, min(whole, on) if whole else None, since=since)
    public = view.audience == "public"
    if public and months.height:
        small = hidden_shares_alone(months, "value", "value")
        months = without_hidden(months.with_columns(small), "value")
    shown = months.get_column("value").drop_nulls()
    # With months hidden, what is usual would be worked out from the largest ones only.
    told = shown.len() == months.height or shown.len() >= ENOUGH_MONTHS
    points, latest = xmr(months if told else months.with_columns(value=pl.lit(None, pl.Int64)))
    headline, judged, verdict, meaning = _volume_words(points, latest)
    if not told:
        headline, judged = "Too few complaints a month to show here", Verdict.TOO_FEW
        verdict = meaning = ""
    # What stood out once and is usual again needs nobody's attention now.
    now = told and not latest.filter(pl.col("variation") != Meaning.COMMON_CAUSE).is_empty()
    # The public sees whole months only: what is added to one later would give small numbers away.
    open_months = pl.DataFrame() if public else so_far(rows, whole, on, since=since)
    caveats: tuple[str, ...] = ()
    if open_months.height:
        points = with_open_months(points, open_months)
        named = listed([month_and_year(day) for day in open_months.get_column("date").tail(3)])
        caveats = (f"{named}: so far, not judged; the record is not whole yet.",)
    return Content(
        headline=headline,
        subtitle=f"Complaints received each month, {about(filters)}{_span(points)}",
        caveats=caveats,
        frame=points.with_columns(
            pl.col("mean", "upper_limit").round(1),
            lower_shown=pl.col("lower_limit").clip(0).round(1),
            said=pl.when(pl.col("meaning") == Meaning.COMMON_CAUSE)
            .then(pl.lit("usual"))
            .when(pl.col("meaning") == SO_FAR)
            .then(pl.lit("so far"))
            .otherwise(pl.lit("stood out")),
        ),
        columns={
            "date": "Month",
            "value": "Complaints",
            "mean": "Mean",
            "lower_shown": "Expected from",
            "upper_limit": "Expected to",
            "said": "Reading",
        },
        counts_of_people=("value",),
        source=f"{SOURCE} It reaches to {long_date(on)}.",
        alternative=f"{headline}. {verdict} {meaning}".strip(),
        verdict=verdict,
        judged=judged,
        meaning=meaning,
        chart=ControlChart(
            "date",
            "value",
            "mean",
            "lower_limit",
            "upper_limit",
            "meaning",
            unit="complaints",
            late=() if public else _late(points, view.today),
        )
        if shown.len() and told
        else None,
        signal="attention" if now else "usual",
        rate=Rate(counts=tuple(months.get_column("value").drop_nulls())),
    )


def _late(points: pl.DataFrame, today: date) -> tuple[str, ...]:
    """First days of the months after the points that are over by today."""
    last = points.get_column("date").max()
    if not isinstance(last, date):
        return ()
    over = today.replace(day=1)
    days = pl.date_range(last, over, "1mo", closed="none", eager=True)
    return tuple(str(day) for day in days)


def _span(points: pl.DataFrame) -> str:
    first, last = points.get_column("date").min(), points.get_column("date").max()
    if not isinstance(first, date) or not isinstance(last, date):
        return ""
    return f", {month_and_year(first)} to {month_and_year(last)}"


def _volume_words(points: pl.DataFrame, latest: pl.DataFrame) -> tuple[str, Verdict, str, str]:
    if points.is_empty():
        headline = "No whole month of complaints is recorded for this choice"
        return headline, Verdict.NOT_RECORDED, "", ""
    told = latest.row(0, named=True)
    months = points.height
    if told["mean"] is None or told["lower_limit"] is None:
        headline = "Too few months to say what is usual"
        return headline, Verdict.TOO_FEW, "Too few to judge.", told["sentence"]
    low, high = max(told["lower_limit"], 0), told["upper_limit"]
    usual = f"A month between {-(-low // 1):.0f} and {high // 1:.0f} needs no explanation."
    signals = points.filter(pl.col("meaning") != Meaning.COMMON_CAUSE)
    if signals.is_empty():
        of = counted(months, "month")
        headline = f"Complaints are as usual: none of {of} stood out"
        return headline, Verdict.USUAL_VARIATION, "As usual.", usual
    names = [month_and_year(day) for day in signals.get_column("date")]
    if told["variation"] == Meaning.COMMON_CAUSE:
        stood = listed(names) if len(names) <= 2 else counted(len(names), "month")
        headline = f"Complaints are as usual now; {stood} stood out"
        return headline, Verdict.USUAL_VARIATION, "As usual now.", usual
    way = "more" if told["variation"] == Meaning.NEUTRAL_HIGH else "fewer"
    headline = f"{sentence(way)} complaints than usual"
    return headline, Verdict.BEYOND_CHANCE, "Needs explaining.", str(told["sentence"])


@declare(
    key="complaints_compliments",
    title="Compliments beside complaints",
    question="How many compliments come beside complaints?",
    meaning="How many compliments and complaints came, quarter by quarter.",
    formula="Counts of both, months added to quarters that are over.",
    source="Complaint and compliment datasets.",
    how_to_read="Complaints to the left, compliments to the right, newest quarter first.",
    caveats=("Compliments are counted where somebody wrote them down; many are not.",),
    page="complaints",
    place=8060,
    periods="said",
    inputs=of_whole("complaint", "compliment"),
    drill=Drill(
        "complaint",
        ("name",),
        ("complaints",),
        lambda records, filters, view, row: of_period(
            complaints_on(records, filters, view), "received", row["day"], "quarter"
        ),
    ),
)
def complaints_compliments(
    complaints: pl.DataFrame,
    compliments: pl.DataFrame,
    whole: date | None,
    filters: Filters,
    view: View,
) -> Content:
    """Both side by side, from the complaint and compliment datasets."""
    on = min(whole, view.today) if whole else None
    chosen = complaints_within(complaints, filters)
    praise = filters.within(compliments, "month")
    if filters.theme:
        praise = praise.filter(pl.col("theme") == filters.theme)
    months = compliments_beside(chosen, praise, on)
    quarter = pl.col("date").dt.truncate("1q")
    frame = (
        months.group_by(day=quarter)
        .agg(
            pl.len().alias("months"),
            pl.col("complaints", "compliments").sum(),
            *(
                pl.col(name).is_not_null().all().alias(f"{name}_known")
                for name in ("complaints", "compliments")
            ),
        )
        .filter((pl.col("months") == 3) & pl.col("complaints_known") & pl.col("compliments_known"))
        .sort("day", descending=True)
        .with_columns(
            name=pl.format(
                "{} to {}",
                pl.col("day").dt.strftime("%b"),
                pl.col("day").dt.offset_by("2mo").dt.strftime("%b %Y"),
            )
        )
    )
    public = view.audience == "public"
    if public and frame.height:
        small = hidden_shares_alone(frame, "complaints", "complaints")
        frame = without_hidden(frame.with_columns(small), "complaints")
    known = frame.drop_nulls("complaints")
    bad, good = (int(known.get_column(n).sum()) for n in ("complaints", "compliments"))
    if known.is_empty():
        headline = "No whole quarter with both complaints and compliments is recorded here"
    elif good >= bad:
        headline = f"More compliments than complaints: {good:,} against {bad:,}"
    else:
        headline = f"Fewer compliments than complaints: {good:,} against {bad:,}"
    return Content(
        headline=headline,
        subtitle=f"Counts by quarter, {about(filters)}, whole quarters of the period",
        frame=frame if known.height else frame.clear(),
        columns={"name": "Quarter", "complaints": "Complaints", "compliments": "Compliments"},
        counts_of_people=("complaints",),
        source=f"{SOURCE} Counts of compliments sent in by teams.",
        alternative="; ".join(
            f"{row['name']}: {counted(row['complaints'], 'complaint')}, "
            f"{counted(row['compliments'], 'compliment')}"
            for row in known.iter_rows(named=True)
        ),
        chart=OpposedBars(
            "name", "complaints", "compliments", "Complaints", "Compliments", QUARTERS
        )
        if known.height == frame.height and known.height
        else None,
        signal="usual",
    )


def complaints_answer(volume: Exhibit, times: Exhibit, upheld: Exhibit) -> str:
    """Whether complaints are as usual, in one sentence, from `complaints_volume`,
    `complaints_timeliness` and `ombudsman_upheld`."""
    if volume.signal == "attention":
        lead = volume.headline
    elif volume.judged is Verdict.USUAL_VARIATION:
        lead = "Complaints are as usual"
    else:
        lead = "Too few complaints are on record to judge"
    if upheld.signal == "attention":
        return f"{lead}, but more is upheld than at similar councils"
    if times.signal == "attention":
        return f"{lead}, but some answers are overdue"
    if upheld.judged is Verdict.WITHIN_CHANCE:
        return f"{lead}, and what the ombudsman upheld is within chance"
    if upheld.judged is Verdict.TOO_FEW:
        return f"{lead}, and the ombudsman's findings are too few to judge"
    return lead
