"""What tells the invented councils of a region apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import polars as pl


def otherwise(dataset: str, frame: pl.DataFrame, number: int) -> pl.DataFrame:
    """A dataset's frame as the council of a number has it; that of the first (0) stays as it is."""
    change = _CHANGES.get(dataset)
    return change(frame, number) if number and change else frame


def _lot(number: int) -> pl.Expr:
    """A number from 0 to 99 for each row, the same each time."""
    return pl.int_range(pl.len()).hash(number) % 100


def _scores(frame: pl.DataFrame, number: int) -> pl.DataFrame:
    more = (_lot(number) < 3 * (number % 7)).cast(pl.Int64)
    less = (_lot(number) > 97 - number % 11).cast(pl.Int64)
    return frame.with_columns(score=(pl.col("score") + more - less).clip(1, 4))


def _actions(frame: pl.DataFrame, number: int) -> pl.DataFrame:
    done = (_lot(number) < 45 * (number % 4)) & (pl.col("due") < pl.date(2027, 1, 1))
    closed = pl.when(done).then(pl.coalesce("closed", "due")).otherwise("closed")
    last = pl.date(2026, 9, 30)  # nobody knows later days
    return frame.with_columns(closed=pl.when(closed > last).then(last).otherwise(closed))


def _indicators(frame: pl.DataFrame, number: int) -> pl.DataFrame:
    """Some measures are not followed any more: nothing new can be said of them."""
    followed = pl.col("indicator").hash(number) % 10 < number % 8
    return frame.filter(followed | (pl.col("period_end") < pl.date(2025, 6, 1)))


def _training(frame: pl.DataFrame, number: int) -> pl.DataFrame:
    return frame.with_columns(in_date=pl.col("in_date") - pl.col("in_date") * (number % 9) // 30)


def _complaints(frame: pl.DataFrame, number: int) -> pl.DataFrame:
    late = (_lot(number) < 4 * (number % 13)) & pl.col("responded").is_not_null()
    answered = pl.col("responded").dt.offset_by("70d")
    return frame.with_columns(responded=pl.when(late).then(answered).otherwise("responded"))


def _coproduction(frame: pl.DataFrame, number: int) -> pl.DataFrame:
    return frame.clear() if number % 5 == 0 else frame


_CHANGES: Final[Mapping[str, Callable[[pl.DataFrame, int], pl.DataFrame]]] = {
    "score": _scores,
    "action": _actions,
    "indicator": _indicators,
    "training": _training,
    "complaint": _complaints,
    "coproduction": _coproduction,
}
