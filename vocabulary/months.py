"""Months of the calendar, and periods whose record is not whole yet."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Final

SO_FAR: Final = "so far"
"""How a period is marked whose record is not whole yet."""


def month_end(day: date) -> date:
    """The last day of the month that a day lies in."""
    return day.replace(day=monthrange(day.year, day.month)[1])
