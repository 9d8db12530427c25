"""Chance that comes out the same every time: each use has a stream of its own, named in words."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Shares = NDArray[np.float64]
Days = NDArray[np.datetime64]


class Draws:
    """A stream of chance. The same name gives the same draws, whatever else is drawn."""

    def __init__(self, name: str) -> None:
        digest = hashlib.sha256(f"Example Borough: {name}".encode()).digest()
        self._bits = np.random.default_rng(int.from_bytes(digest[:8], "big"))

    def shares(self, count: int) -> Shares:
        """Numbers from 0 to 1."""
        return self._bits.random(count)

    def happens(self, count: int, chance: float) -> NDArray[np.bool_]:
        """Whether something of that chance happens."""
        return self.shares(count) < chance

    def whole(self, count: int, least: int, most: int) -> Whole:
        """Whole numbers from least to most, both included."""
        return least + (self.shares(count) * (most - least + 1)).astype(np.int64)

    def places(self, count: int, weights: Sequence[float]) -> Whole:
        """Places in a list, by weight."""
        steps = np.cumsum(np.array(weights) / np.sum(weights))
        return np.minimum(np.searchsorted(steps, self.shares(count)), len(weights) - 1)

    def chosen(self, count: int, weights: dict[str, float]) -> pl.Series:
        """Words, by weight."""
        words = pl.Series(list(weights))
        return words.gather(self.places(count, list(weights.values())))

    def days(self, months: Sequence[date], place: Whole) -> Days:
        """A day in each of the months that `place` names by their place in the list."""
        firsts = np.array(months, dtype="datetime64[M]")
        begin, end = firsts.astype("datetime64[D]"), (firsts + 1).astype("datetime64[D]")
        lengths = (end - begin).astype(np.int64)
        day: Days = begin[place] + (self.shares(place.size) * lengths[place]).astype(np.int64)
        return day

    def counts(self, means: Sequence[float]) -> Whole:
        """Counts of rare things, one for each mean."""
        return self._bits.poisson(np.array(means)).astype(np.int64)


def shares_of(name: str, periods: int, later: Sequence[date]) -> Shares:
    """Numbers from 0 to 1, one for each period of the story and one for each later one, which are
    drawn by themselves: however many later ones there are, each has its own."""
    drawn = [Draws(name).shares(periods), *(Draws(f"{name} {day}").shares(1) for day in later)]
    return np.concatenate(drawn)


# Bank holidays in England while the example lasts, as announced on gov.uk.
_BANK_HOLIDAYS = np.array(
    [
        *("2024-01-01", "2024-03-29", "2024-04-01", "2024-05-06", "2024-05-27", "2024-08-26"),
        *("2024-12-25", "2024-12-26", "2025-01-01", "2025-04-18", "2025-04-21", "2025-05-05"),
        *("2025-05-26", "2025-08-25", "2025-12-25", "2025-12-26", "2026-01-01", "2026-04-03"),
        *("2026-04-06", "2026-05-04", "2026-05-25", "2026-08-31", "2026-12-25", "2026-12-28"),
        *("2027-01-01", "2027-03-26", "2027-03-29", "2027-05-03", "2027-05-31", "2027-08-30"),
        *("2027-12-27", "2027-12-28"),
    ],
    dtype="datetime64[D]",
)


def working_days_after(days: Days, after: Whole) -> Days:
    """The working day in England so many working days after a day (the day itself for none)."""
    later = np.busday_offset(days, after, roll="backward", holidays=_BANK_HOLIDAYS)
    return np.maximum(later, days)


def working_day_from(days: Days) -> Days:
    """The day itself, or the next working day in England."""
    return np.busday_offset(days, 0, roll="forward", holidays=_BANK_HOLIDAYS)


def as_dates(days: Days, where: NDArray[np.bool_] | None = None) -> pl.Series:
    """Days as a series of dates; missing where `where` is false."""
    series = pl.Series(days.astype("datetime64[D]"))
    if where is None:
        return series
    return pl.select(pl.when(pl.Series(where)).then(series)).to_series()
