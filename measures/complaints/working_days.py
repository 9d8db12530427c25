"""Working days in England, as the complaints regulations count them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

import polars as pl


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
