"""Periods of figures are said as people say them."""

from __future__ import annotations

from datetime import date

import pytest

from vocabulary.indicators import period_in_words


@pytest.mark.parametrize(
    ("last_day", "frequency", "said"),
    [
        (date(2026, 9, 30), "monthly", "September 2026"),
        (date(2026, 9, 30), None, "September 2026"),
        (date(2026, 9, 30), "quarterly", "July to September 2026"),
        (date(2026, 1, 31), "quarterly", "November 2025 to January 2026"),
        (date(2026, 2, 28), "quarterly", "December 2025 to February 2026"),
        (date(2026, 3, 31), "yearly", "year to March 2026"),
        (date(2026, 3, 31), "every_two_years", "year to March 2026"),
        (date(2026, 9, 27), "weekly", "week to 27 September 2026"),
    ],
)
def test_a_period_is_called_by_its_last_day(last_day: date, frequency: str, said: str) -> None:
    assert period_in_words(last_day, frequency) == said


def test_in_a_table_months_are_short() -> None:
    assert period_in_words(date(2026, 9, 30), "quarterly", short=True) == "Jul to Sep 2026"
