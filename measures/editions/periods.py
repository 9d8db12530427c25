"""The periods that editions count by: financial years, their quarters, days and surveys.

Each has a label that sorts: "2025/26", "2025/26 Q1" (April to June 2025), "2026-03-31" (a day),
"2025-10-01/2026-03-31" (a survey).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, NamedTuple

import polars as pl

from vocabulary.wording import long_date, month_and_year

YEARS: Final = 3
"""How many whole years an edition shows at most."""


class Period(NamedTuple):
    """A label, and the first and last day it stands for."""

    label: str
    first: date
    last: date


def year_of(day: date) -> Period:
    """The financial year that a day lies in: 1 April to 31 March."""
    begins = day.year if day.month >= 4 else day.year - 1
    label = f"{begins}/{(begins + 1) % 100:02d}"
    return Period(label, date(begins, 4, 1), date(begins + 1, 3, 31))


def quarter_of(day: date) -> Period:
    """The quarter of a financial year that a day lies in."""
    first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    last = (first + timedelta(days=95)).replace(day=1) - timedelta(days=1)
    number = (first.month - 4) // 3 % 4 + 1
    return Period(f"{year_of(day).label} Q{number}", first, last)


def quarter_label(day: str) -> pl.Expr:
    """Expression for the label of the quarter that a column's days lie in."""
    moved = pl.col(day).dt.month_start().dt.offset_by("-3mo")
    return pl.format(
        "{}/{} Q{}",
        moved.dt.year(),
        ((moved.dt.year() + 1) % 100).cast(pl.String).str.zfill(2),
        moved.dt.quarter(),
    )


def whole_years(days: pl.Series, whole_to: date | None) -> list[Period]:
    """The newest financial years that are whole, oldest first, at most `YEARS`.

    A year is whole where its last day is not after `whole_to`, and the first of all `days` on
    record is not after its first month: before that the record had not begun.
    """
    first = days.min()
    if not isinstance(first, date) or whole_to is None:
        return []
    found: list[Period] = []
    year = year_of(whole_to + timedelta(days=1))
    while True:
        year = year_of(year.first - timedelta(days=1))
        if first > _end_of_month(year.first) or len(found) == YEARS:
            return found[::-1]
        found.append(year)


def whole_quarters(days: pl.Series, whole_to: date | None) -> list[Period]:
    """The quarters of the year in progress that are whole, oldest first, as `whole_years`."""
    first = days.min()
    if not isinstance(first, date) or whole_to is None:
        return []
    found: list[Period] = []
    quarter = quarter_of(year_of(whole_to + timedelta(days=1)).first)
    while quarter.last <= whole_to:
        if first <= _end_of_month(quarter.first):
            found.append(quarter)
        quarter = quarter_of(quarter.last + timedelta(days=1))
    return found


def period_words(label: str) -> str:
    """A period's label in words: "April to June 2025", "year to 31 March 2026", "31 March 2026".

    Raises ValueError where it is no label of a period.
    """
    if " Q" in label:
        year, number = label.split(" Q")
        begins = date(int(year[:4]), 4, 1)
        months = [_months_on(begins, 3 * (int(number) - 1) + step) for step in (0, 2)]
        return f"{month_and_year(months[0]).split()[0]} to {month_and_year(months[1])}"
    if len(label) == len("2025/26"):
        return f"year to {long_date(date(int(label[:4]) + 1, 3, 31))}"
    days = [long_date(date.fromisoformat(day)) for day in label.split("/")]
    return " to ".join(days)


def _months_on(day: date, months: int) -> date:
    at = day.month - 1 + months
    return date(day.year + at // 12, at % 12 + 1, 1)


def _end_of_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
