"""Months, quarters and half-years: a row for each, also for those in which nothing happened."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

import polars as pl

from vocabulary.wording import SO_FAR

Every = Literal["month", "quarter", "half-year"]
_STEP: Final = {"month": "1mo", "quarter": "1q", "half-year": "6mo"}
_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def period_of(day: str, every: Every) -> pl.Expr:
    """Expression for the first day of the month, quarter or half-year that the date column `day`
    lies in.

    Quarters are January to March and so on, half-years April to September and October to March, as
    councils' financial years have them.
    """
    return _first_day(pl.col(day), every)


def _first_day(day: pl.Expr, every: Every) -> pl.Expr:
    if every == "half-year":  # the calendar's halves begin in January and July
        return day.dt.offset_by("-3mo").dt.truncate("6mo").dt.offset_by("3mo")
    return day.dt.truncate(_STEP[every])


def within(day: str, since: date | None, as_at: date) -> pl.Expr:
    """Expression for whether the date column `day` lies after `since` (None: ever) and not after
    `as_at`. A missing day does not."""
    inside = pl.col(day) <= as_at
    if since is not None:
        inside &= pl.col(day) > since
    return inside.fill_null(value=False)


def calendar(first: date | None, as_at: date, every: Every) -> pl.DataFrame:
    """Every month, quarter or half-year from that of `first` to that of `as_at`, oldest first.

    Columns: period (its first day), name ("March 2026", "January to March 2026"), complete (it
    is over at the end of `as_at`: an unfinished period must not be read as a fall). Empty where
    `first` is None or later than `as_at`.
    """
    step = _STEP[every]
    starts = pl.Series("period", [], pl.Date)
    if first is not None and first <= as_at:
        span = pl.select(_first_day(pl.lit(pl.Series([first, as_at])), every)).to_series()
        starts = pl.date_range(span[0], span[1], step, eager=True).alias("period")
    last_day = pl.col("period").dt.offset_by(step).dt.offset_by("-1d")
    return pl.DataFrame([starts]).with_columns(
        name=_name(every, last_day), complete=last_day <= as_at
    )


def closed_periods(periods: pl.DataFrame, whole_to: date | None, every: Every) -> pl.DataFrame:
    """Months, quarters or half-years (of `calendar`, beside other columns) by how far the record is
    whole.

    A period is complete only if the record is whole to its end (`whole_to`; None: nothing says so
    of any). The name of one that is not ends in ", so far".
    """
    last_day = pl.col("period").dt.offset_by(_STEP[every]).dt.offset_by("-1d")
    whole = pl.col("complete") & (last_day <= (whole_to or date.min))
    return periods.with_columns(
        complete=whole,
        name=pl.when(whole).then("name").otherwise(pl.format("{}, {}", "name", pl.lit(SO_FAR))),
    )


def whole_rows(
    rows: pl.DataFrame, last_day: pl.Expr, whole_to: date | None
) -> tuple[pl.DataFrame, bool]:
    """Rows of periods whose record is whole, and False; where it is of none, all rows, and True:
    they may only be shown as they are so far, never judged. `last_day`: of a row's period."""
    whole = rows.filter(last_day <= (whole_to or date.min))
    only_open = whole.is_empty() and rows.height > 0
    return (rows, True) if only_open else (whole, False)


def last_whole_day(whole_to: date | None, as_at: date, every: Every) -> date | None:
    """The end of the newest month, quarter or half-year that is over by the end of `as_at`, whose
    record is whole; None where nothing says so of any."""
    if whole_to is None:
        return None
    after = _first_day(pl.lit(min(whole_to, as_at)).dt.offset_by("1d"), every)
    last: date = pl.select(after.dt.offset_by("-1d")).item()
    return last


def _name(every: Every, last_day: pl.Expr) -> pl.Expr:
    def month(day: pl.Expr) -> pl.Expr:
        # Not by strftime, whose month names follow the computer's language.
        return (day.dt.month() - 1).replace_strict(dict(enumerate(_MONTHS)), return_dtype=pl.String)

    start = pl.col("period")
    year = start.dt.year().cast(pl.String)
    if every == "month":
        return pl.format("{} {}", month(start), year)
    ends = last_day.dt.year().cast(pl.String)
    begun = (
        pl.when(year == ends).then(month(start)).otherwise(pl.format("{} {}", month(start), year))
    )
    return pl.format("{} to {} {}", begun, month(last_day), ends)
