"""Working days in England."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.complaints.states import bank_holidays, working_day_after


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 5, 11), date(2026, 5, 14)),  # Monday: by Thursday
        (date(2026, 5, 13), date(2026, 5, 18)),  # over a weekend
        (date(2026, 6, 6), date(2026, 6, 10)),  # a Saturday: Monday is the first
        (date(2026, 4, 2), date(2026, 4, 9)),  # before Good Friday and Easter Monday
        (date(2026, 4, 6), date(2026, 4, 9)),  # on Easter Monday
        (date(2026, 12, 23), date(2026, 12, 30)),  # Boxing Day is a Saturday: Monday off
        (date(2021, 12, 23), date(2021, 12, 30)),  # both Christmas days at a weekend
        (date(2022, 9, 16), date(2022, 9, 22)),  # the Queen's funeral
        (date(2023, 5, 5), date(2023, 5, 11)),  # the King's coronation
        (date(2022, 6, 1), date(2022, 6, 8)),  # the platinum jubilee
        (date(2024, 12, 31), date(2025, 1, 6)),  # into a new year
    ],
)
def test_three_working_days(received: date, due: date) -> None:
    assert working_day_after(pl.Series([received]), 3).to_list() == [due]


def test_holidays_are_englands() -> None:
    days = bank_holidays([2026])
    assert len(days) == 9  # Boxing Day falls on a Saturday, so the Monday is one as well
    assert date(2026, 1, 2) not in days  # Scotland's
    assert date(2026, 3, 17) not in days  # Northern Ireland's


@given(st.dates(date(2015, 1, 1), date(2040, 12, 31)), st.integers(0, 25))
def test_counts_as_one_would_on_a_calendar(received: date, number: int) -> None:
    off = set(bank_holidays(range(received.year, received.year + 2)))
    day, left = received, number
    while left:
        day += timedelta(1)
        left -= day.weekday() < 5 and day not in off
    if number:
        assert working_day_after(pl.Series([received]), number).to_list() == [day]


def test_missing_days_stay_missing_and_none_may_be_counted_backwards() -> None:
    assert working_day_after(pl.Series([None], dtype=pl.Date), 3).to_list() == [None]
    assert working_day_after(pl.Series([], dtype=pl.Date), 3).to_list() == []
    with pytest.raises(ValueError, match="number must be 0 or more, not -1"):
        working_day_after(pl.Series([date(2026, 5, 11)]), -1)
