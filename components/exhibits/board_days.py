"""Which day the last board was: chosen on the overview, and said in the address."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Final

import polars as pl

from components.exhibits.address import option_asked
from vocabulary.wording import long_date

USUAL: Final = 2  # the last board is taken to be the end of the month three months back


@lru_cache(maxsize=8)
def board_days(today: date) -> tuple[date, ...]:
    """Days a last board may have been: the ends of the last twelve months, newest first."""
    first = pl.Series([today.replace(day=1)])
    return tuple(first.dt.offset_by(f"-{n}mo").dt.offset_by("-1d")[0] for n in range(12))


def board_labels(today: date) -> dict[str, str]:
    """What the days are called, by the day in ISO form."""
    return {day.isoformat(): long_date(day) for day in board_days(today)}


def board_asked(asked: Mapping[str, str], today: date) -> date:
    """The board's day in an address's parameters, or the end of the month three months back."""
    found = option_asked(asked, "board", board_labels(today))
    return date.fromisoformat(found) if found else board_days(today)[USUAL]
