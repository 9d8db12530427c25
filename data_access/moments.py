"""Moments as the ledger counts them: UTC, naive."""

from __future__ import annotations

from datetime import UTC, date, datetime, time


def end_of(day: date) -> datetime:
    """The last moment of a day, as the ledger counts moments (UTC, naive)."""
    return datetime.combine(day, time.max)


def now() -> datetime:
    """This moment, as the ledger counts moments (UTC, naive)."""
    return datetime.now(UTC).replace(tzinfo=None)


def today() -> date:
    """The day of looking, UTC."""
    return now().date()
