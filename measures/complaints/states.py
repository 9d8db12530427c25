"""A complaint's state on a day: what had happened by then, and what was due by when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Final

import polars as pl

from measures.statistics.columns import require, words

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


def as_on(complaints: pl.DataFrame, on: date) -> pl.DataFrame:
    """Take complaints back to a day: later ones left out, and what happened later undone.

    Outcomes go with the day they were reached. That a complaint went to the ombudsman has no
    day, and stays. Raises ValueError naming a column that is missing.
    """
    happened = [name for day, outcomes in _HAPPENINGS.items() for name in (day, *outcomes)]
    require(complaints, "received", "answer_due", *happened)
    undone = [
        pl.when((pl.col(day) <= on) | pl.col(day).is_null()).then(name).alias(name)
        for day, outcomes in _HAPPENINGS.items()
        for name in (day, *outcomes)
    ]
    return complaints.filter(pl.col("received") <= on).with_columns(undone)


def concluded() -> pl.Expr:
    """Expression for what was concluded: the outcome; NO_FINDING where an answer was sent and none
    is recorded, for that case is no longer waiting; NOT_DECIDED where neither is there."""
    return (
        pl.when(pl.col("outcome").is_not_null())
        .then("outcome")
        .when(pl.col("responded").is_not_null())
        .then(pl.lit(NO_FINDING))
        .otherwise(pl.lit(NOT_DECIDED))
    )


def deadlines(complaints: pl.DataFrame, on: date) -> pl.DataFrame:
    """Say of every complaint received by a day what was due when, and how it stood on that day.

    `complaints`: the complaint dataset's frame. Gives the rows received by `on`, in their order
    and with their columns as on that day, and beside them acknowledge_by (3 working days after
    the day it was received), acknowledgement (one of `Acknowledgement`; not recorded: it ended
    without a day of acknowledgement), answer_by (the day agreed, or the last of six months),
    agreed (whether it was agreed), answer (one of `Answer`), days (from receipt to the answer,
    or to `on` while there is none) and open.

    Raises ValueError naming a column that is missing.
    """
    rows = as_on(complaints, on)
    withdrawn = (pl.col("outcome") == "withdrawn").fill_null(value=False)
    rows = rows.join(_due_days(rows), on="received", how="left", maintain_order="left")
    rows = rows.with_columns(
        answer_by=pl.coalesce("answer_due", "six_months"),
        agreed=pl.col("answer_due").is_not_null(),
        open=pl.col("responded").is_null() & ~withdrawn,
        days=(pl.col("responded").fill_null(on) - pl.col("received")).dt.total_days(),
    ).drop("six_months")
    acknowledged, responded = pl.col("acknowledged"), pl.col("responded")
    places = rows.select(
        acknowledgement=_first_that_holds(
            acknowledged <= pl.col("acknowledge_by"),
            acknowledged.is_not_null(),
            pl.col("open") & (pl.col("acknowledge_by") < on),
            pl.col("open"),
        ),
        answer=_first_that_holds(
            ~withdrawn & (responded <= pl.col("answer_by")),
            ~withdrawn & responded.is_not_null(),
            ~withdrawn & (pl.col("answer_by") < on),
            ~withdrawn,
        ),
    )
    return rows.with_columns(
        words(Acknowledgement, places["acknowledgement"]).alias("acknowledgement"),
        words(Answer, places["answer"]).alias("answer"),
    )


def _due_days(rows: pl.DataFrame) -> pl.DataFrame:
    # Many complaints share a day, and working days take long to count.
    days = rows.select(pl.col("received").unique())
    return days.with_columns(
        working_day_after(days.get_column("received"), DAYS_TO_ACKNOWLEDGE).alias("acknowledge_by"),
        six_months=last_of_six_months(pl.col("received")),
    )


def _first_that_holds(*conditions: pl.Expr) -> pl.Expr:
    place = pl.lit(len(conditions), pl.UInt32)
    for at, condition in reversed(list(enumerate(conditions))):
        place = pl.when(condition).then(pl.lit(at, pl.UInt32)).otherwise(place)
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
