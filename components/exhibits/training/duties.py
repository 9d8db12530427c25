"""Training that law or registration asks for: who is out of date, and what is due by when."""

from __future__ import annotations

from datetime import date

import polars as pl

from components.charts.spec import Bars
from components.exhibits.declaration import Drill, Row, declare, of_whole, whole_to
from components.exhibits.exhibit import Content
from components.exhibits.filters import Filters
from components.exhibits.records import Records
from components.exhibits.tables.columns import (
    hidden_shares_alone,
    in_percent,
    without_hidden,
)
from components.exhibits.training.access import SOURCE
from components.exhibits.training.months import judged_months, month_words, not_judged
from components.exhibits.view import View
from measures.training.access import DutyState, duties
from vocabulary.training import DUTY_IN_SHORT
from vocabulary.wording import SO_FAR, agree, counted, listed, long_date, number_word, sentence


def _with_duty(records: Records, filters: Filters, view: View, row: Row) -> pl.DataFrame:
    rows = filters.within(records["training"], "month")
    judged, _ = judged_months(rows, whole_to(records, "training"))
    of_duty = (pl.col("course") == row["course"]) & (pl.col("month") == row["month"])
    return judged.filter(of_duty, pl.col("required") > 0).sort("team", "role")


@declare(
    key="training_duties",
    title="Training that law or registration asks for",
    question="Which duties of law and registration are out of date, which still due?",
    meaning="Of the people who have a duty of law or registration, how many meet it.",
    formula=(
        "Met ÷ recorded at the newest month's end of each duty, with Wilson's 95% interval. "
        "Social workers' year ends on 30 November for everyone; other people's years are their own."
    ),
    source=(
        "SI 2008/1206 regulation 5 (approved mental health professionals); SI 2008/1858 "
        "regulation 5 (best interests assessors); Social Work England, renewal of registration."
    ),
    how_to_read="The whole bar is everyone with the duty, the dark part those who meet it.",
    page="learning",
    place=7030,
    inputs=of_whole("training"),
    attention=8,
    themes=("training_access", "professional_development"),
    place_on_statement=2,
    drill=Drill("training", ("name",), ("required",), _with_duty, unit="required"),
)
def training_duties(
    training: pl.DataFrame, whole: date | None, filters: Filters, view: View
) -> Content:
    """The duties, from the training dataset."""
    rows, still_open = judged_months(filters.within(training, "month"), whole)
    found = duties(rows, view.today).filter(pl.col("required") > 0)
    frame = found.with_columns(name=pl.col("course").replace(DUTY_IN_SHORT))
    public = view.audience == "public"
    if public:
        frame = without_hidden(
            frame.with_columns(hidden_shares_alone(frame, "met", "required")),
            "met", "required", "not_met", "share", "low", "high", "sentence", "not_known",
        )  # fmt: skip
    out = frame.filter(pl.col("state") == "out of date")
    due = frame.filter(pl.col("state") == "still due")
    soon = due.filter(pl.col("days_left") <= SOON_DAYS).sort("not_met", descending=True)
    headline = _headline(frame, out, due, soon)
    told = soon if soon.height else due
    said = [row["sentence"] for row in told.iter_rows(named=True) if row["sentence"]][:1]
    if still_open and frame.height:
        out, due, soon, said = out.clear(), due.clear(), soon.clear(), []
        headline = not_judged(frame)
        known = pl.format("{} of {} {}", "met", "required", pl.lit(SO_FAR))
        counted_so_far = pl.coalesce(known, pl.lit("not recorded"))
        frame = frame.with_columns(state=pl.lit(SO_FAR), sentence=counted_so_far)
    if soon.height and out.height:
        said.append(f"{_out_of_date(out.get_column('not_met'))}.")
    when = month_words(frame, still_open=still_open)
    return Content(
        headline=headline,
        subtitle=f"People by duty, {filters.team or 'all teams'}, {when}",
        frame=in_percent(frame, "share", "low", "high"),
        columns={
            "name": "Duty",
            "required": "Have the duty",
            "met": "Meet it",
            "not_met": "Do not",
            "not_known": "Not known",
            "share_percent": "Share (%)",
            "low_percent": "Interval from (%)",
            "high_percent": "Interval to (%)",
            "state": "State",
            "due": "Due",
        },
        counts_of_people=(
            "required",
            "met",
            "not_met",
            "not_known",
            "share_percent",
            "low_percent",
            "high_percent",
        ),
        source=f"{SOURCE} Duties: see how to read this.",
        alternative="; ".join(
            f"{row['name']}: {row['sentence'] or 'not shown'}"
            for row in frame.iter_rows(named=True)
        ),
        verdict=_verdict(due),
        meaning=" ".join(said),
        chart=Bars("name", "required", "met", "met", unit="have the duty"),
        signal="attention" if out.height or soon.height else "usual",
        due=soon.item(0, "due") if soon.height else None,
    )


SOON_DAYS = 30
"""A deadline this near comes before what is long out of date: it can still be met."""


def _headline(frame: pl.DataFrame, out: pl.DataFrame, due: pl.DataFrame, soon: pl.DataFrame) -> str:
    if frame.is_empty():
        return "No duty of law or registration is recorded for this choice"
    if soon.height:
        return _soon(soon)
    if out.height:
        return _out_of_date(out.get_column("not_met"))
    if due.height:
        return "Every legal duty is in date; some registration records are still to come"
    if frame.filter(pl.col("state") == DutyState.NOT_KNOWN).height:
        return "Whether the duties of law and registration are met is not fully recorded"
    return "Every duty of law and registration is met"


def _soon(soon: pl.DataFrame) -> str:
    """Such as "57 social workers have two days left for two CPD records"."""
    row = soon.row(0, named=True)
    left = counted(row["days_left"], "day") + " left" if row["days_left"] else "until today"
    who, _, what = str(row["name"]).partition(": ")
    if row["not_met"] is None:
        return f"{who} have {left} for {what}"
    return (
        f"{sentence(counted(row['not_met'], who.removesuffix('s').lower()))} "
        f"{agree(row['not_met'], 'has', 'have')} {left} for {what}"
    )


def _out_of_date(people: pl.Series) -> str:
    """How many duties are out of date, and for how many people each: one person may have two."""
    if people.null_count():
        return "Some duties of law or registration are out of date"
    if people.len() == 1:
        many = counted(people[0], "person", "people")
        return f"A duty of law or registration is out of date for {many}"
    each = f"{listed([number_word(many) for many in people])} people"
    if people.n_unique() == 1:
        each = f"{counted(people[0], 'person', 'people')} each"
    duties_ = counted(people.len(), "duty", "duties")
    return f"{sentence(duties_)} of law or registration are out of date, for {each}"


def _verdict(due: pl.DataFrame) -> str:
    days = due.get_column("due").drop_nulls().unique().sort() if due.height else pl.Series([])
    return f"Social workers' records are due by {long_date(days[0])}." if len(days) else ""
