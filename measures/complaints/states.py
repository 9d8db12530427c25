"""A complaint's state on a day: what had happened by then, and what was due by when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final

import polars as pl

from measures.statistics.columns import require
from measures.statistics.kept import kept_with_frame

DAYS_TO_ACKNOWLEDGE: Final = 3
MONTHS_TO_ANSWER: Final = 6


class Acknowledgement(StrEnum):
    """Whether a complaint was acknowledged by its day."""

    IN_TIME = "in time"
    LATE = "late"
    OVERDUE = "overdue"
    NOT_DUE_YET = "not due yet"
    NOT_RECORDED = "not recorded"


class Answer(StrEnum):
    """Whether a complaint was answered by its day."""

    IN_TIME = "in time"
    LATE = "late"
    OVERDUE = "overdue"
    NOT_DUE_YET = "not due yet"
    WITHDRAWN = "withdrawn"
    NOT_RECORDED = "not recorded"


WELL_FOUNDED: Final = ("upheld", "partly_upheld")
DECIDED: Final = (*WELL_FOUNDED, "not_upheld")
NO_FINDING: Final = "no_finding"
NOT_DECIDED: Final = "not_decided"

_HAPPENINGS: Final = {
    "acknowledged": (),
    "responded": ("outcome",),
    "ombudsman_decided": ("ombudsman_outcome",),
    "remedied": (),
}


def told_until(complaints: pl.DataFrame, whole_to: date | None, today: date) -> date:
    """The day that the record of complaints tells of: the last up to which it is whole, or that of
    the newest complaint, never after `today`; `today` where nothing says how far it is whole.

    What came later is not missing but unknown: nothing may be said of it."""
    newest = complaints.get_column("received").max()
    if not isinstance(newest, date) or whole_to is None:
        return today
    return min(today, max(whole_to, newest))


def as_on(complaints: pl.DataFrame, on: date) -> pl.DataFrame:
    """Take complaints back to a day: later ones left out, and what happened later undone.

    Outcomes go with the day they were reached. That a complaint went to the ombudsman has no
    day, and stays. Raises ValueError naming a column that is missing.
    """
    happened = [name for day, outcomes in _HAPPENINGS.items() for name in (day, *outcomes)]
    require(complaints, "received", "answer_due", *happened)
    # What is to be read on its last day, as most is, stays as it is: nothing is copied.
    later = complaints.select((pl.col("received", *_HAPPENINGS) > on).any())
    early = complaints.get_column("received")
    if later.item(0, "received") or early.has_nulls():
        complaints = complaints.filter(early <= on)
    undone = [
        pl.when((pl.col(day) <= on) | pl.col(day).is_null()).then(name).alias(name)
        for day, outcomes in _HAPPENINGS.items()
        for name in (day, *outcomes)
        if later.item(0, day)
    ]
    return complaints.with_columns(undone) if undone else complaints


_ANSWERED: Final = pl.col("responded").is_not_null()


def concluded(answered: str | pl.Expr = _ANSWERED) -> pl.Expr:
    """Expression for what was concluded: the outcome; NO_FINDING where an answer was sent and none
    is recorded, for that case is no longer waiting; NOT_DECIDED where neither is there. `answered`:
    whether one was sent."""
    return (
        pl.when(pl.col("outcome").is_not_null())
        .then("outcome")
        .when(answered)
        .then(pl.lit(NO_FINDING))
        .otherwise(pl.lit(NOT_DECIDED))
    )


Recorded = Mapping[str, tuple[date, date]]
"""By field, between which days of receipt it was recorded; a field that is not there never was."""
_RECORDED: Final = ("acknowledged", "responded", "outcome")
_STILL_COMING: Final = timedelta(days=200)
"""Answers take six months: for so long after the last that is recorded, further ones may come."""


@kept_with_frame
def recorded(complaints: pl.DataFrame) -> Recorded:
    """When days of acknowledgement, days of answers and outcomes were recorded: from the first
    complaint that has one to the last, and as long after as others may still come.

    `complaints`: all that the council has, not only those in view. Where nobody ever filled a
    field, or no longer does, an empty one is not a "no".
    """
    found = {}
    for name in _RECORDED:
        days = complaints.select("received", name).drop_nulls(name).get_column("received")
        first, last = days.min(), days.max()
        if isinstance(first, date) and isinstance(last, date):
            found[name] = (first, last + _STILL_COMING)
    return found


@kept_with_frame
def deadlines(complaints: pl.DataFrame, on: date, recorded: Recorded | None = None) -> pl.DataFrame:
    """Say of every complaint received by a day what was due when, and how it stood on that day.

    `complaints`: the complaint dataset's frame. Gives the rows received by `on`, in their order
    and with their columns as on that day, and beside them acknowledge_by (3 working days after
    the day it was received), acknowledgement (one of `Acknowledgement`; not recorded: it ended
    without a day of acknowledgement), answer_by (the day agreed, or the last of six months),
    agreed (whether it was agreed), answer (one of `Answer`; not recorded: it was concluded, nobody
    wrote down when), days (from receipt to the answer, or to `on` while it is open; missing where
    the answer's day is not recorded) and open (missing where nothing says so).

    `recorded`: what `recorded` gave of all complaints of the council (None: everything was). A day
    that was not recorded then is no "not yet": it is neither in time nor late, and where outcomes
    were not recorded either, nobody knows what is open.

    Raises ValueError naming a column that is missing.
    """
    rows = as_on(complaints, on)
    withdrawn = (pl.col("outcome") == "withdrawn").fill_null(value=False)
    concluded_ = pl.col("responded").is_not_null() | pl.col("outcome").is_not_null()
    acknowledgements, answers = _was(recorded, "acknowledged"), _was(recorded, "responded")
    ends = concluded_ | answers | _was(recorded, "outcome")
    rows = rows.join(_due_days(rows), on="received", how="left", maintain_order="left")
    rows = rows.with_columns(
        answer_by=pl.coalesce("answer_due", "six_months"),
        agreed=pl.col("answer_due").is_not_null(),
        open=pl.when(ends).then(~concluded_),
    ).drop("six_months")
    until = pl.when(pl.col("open")).then(pl.lit(on)).otherwise("responded")
    rows = rows.with_columns(days=(until - pl.col("received")).dt.total_days())
    acknowledged, responded = pl.col("acknowledged"), pl.col("responded")
    may_wait = (pl.col("open") & acknowledgements).fill_null(value=False)
    may_answer = (pl.col("open") & answers).fill_null(value=False)
    return rows.with_columns(
        acknowledgement=_first_that_holds(
            acknowledged <= pl.col("acknowledge_by"),
            acknowledged.is_not_null(),
            may_wait & (pl.col("acknowledge_by") < on),
            may_wait,
        ),
        answer=_first_that_holds(
            ~withdrawn & (responded <= pl.col("answer_by")),
            ~withdrawn & responded.is_not_null(),
            may_answer & (pl.col("answer_by") < on),
            may_answer,
            withdrawn,
        ),
    ).with_columns(
        pl.col("acknowledgement").cat.to(pl.Enum(Acknowledgement)),
        pl.col("answer").cat.to(pl.Enum(Answer)),
    )


def _was(recorded: Recorded | None, name: str) -> pl.Expr:
    """Expression for whether a field was recorded of complaints received then."""
    if recorded is None:
        return pl.lit(value=True)
    if name not in recorded:
        return pl.lit(value=False)
    first, last = recorded[name]
    return pl.col("received").is_between(pl.lit(first), pl.lit(last))


def _due_days(rows: pl.DataFrame) -> pl.DataFrame:
    # Many complaints share a day, and working days take long to count.
    days = rows.select(pl.col("received").unique())
    return days.with_columns(
        working_day_after(days.get_column("received"), DAYS_TO_ACKNOWLEDGE).alias("acknowledge_by"),
        six_months=last_of_six_months(pl.col("received")),
    )


def _first_that_holds(*conditions: pl.Expr) -> pl.Expr:
    place = pl.lit(len(conditions), pl.UInt8)
    for at, condition in reversed(list(enumerate(conditions))):
        place = pl.when(condition).then(pl.lit(at, pl.UInt8)).otherwise(place)
    return place


def last_of_six_months(received: pl.Expr) -> pl.Expr:
    """Expression for the last day of the six months that begin with the day of receipt: for 14
    September the 13 March, for 31 August the last of February (SI 2009/309, regulation 14)."""
    later = received.dt.offset_by(f"{MONTHS_TO_ANSWER}mo")
    # Where the later month has no such day, it is the month's last day, and inside already.
    return (
        pl.when(later.dt.day() == received.dt.day())
        .then(later.dt.offset_by("-1d"))
        .otherwise(later)
    )


def working_day_after(days: pl.Series, number: int) -> pl.Series:
    """Give the day that is `number` working days after each of `days` (dates; missing stays so).

    A working day is any but Saturday, Sunday, Christmas Day, Good Friday and a bank holiday in
    England (SI 2009/309, regulation 2), royal and other one-off holidays included. From a day
    that is none, counting begins with the next working day. Raises ValueError when `number` is
    below 0.
    """
    if number < 0:
        raise ValueError(f"number must be 0 or more, not {number}")
    years = {year for found in days.dt.year().unique().drop_nulls() for year in (found, found + 1)}
    return days.dt.add_business_days(number, holidays=bank_holidays(years), roll="backward")


def bank_holidays(years: Iterable[int]) -> list[date]:
    """Give the public holidays of England in these years, in order."""
    return sorted(day for year in set(years) for day in _holidays_of(year))


@lru_cache(maxsize=200)
def _holidays_of(year: int) -> tuple[date, ...]:
    import holidays  # a third of a second, only where working days are counted

    return tuple(holidays.country_holidays("GB", subdiv="ENG", years=year))
