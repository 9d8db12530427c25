"""How the rows of many series lie in one frame: which belong together, in what order, and where
better lies for each of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from measures.statistics.columns import Bools, Codes, Floats, flags
from vocabulary.indicators import Direction

Positions = NDArray[np.intp]


@dataclass(frozen=True)
class Layout:
    """Rows put in order of series (as first met) and date.

    `order` holds row numbers in that order (None when the frame already lies so), `starts` the
    position of each series' first row in it, `size` the number of rows.
    """

    order: Positions | None
    starts: Positions
    size: int

    @property
    def lengths(self) -> NDArray[np.intp]:
        """The number of rows of each series."""
        return np.diff(self.starts, append=self.size)

    @property
    def rows(self) -> Positions:
        """The number of the frame's row at each position."""
        return np.arange(self.size) if self.order is None else self.order

    def arrange(self, values: NDArray[Any]) -> NDArray[Any]:
        """Put one value per row of the frame into series and date order."""
        return values if self.order is None else values[self.order]

    def restore(self, values: NDArray[Any]) -> NDArray[Any]:
        """Put one value per position back into the frame's own row order."""
        if self.order is None:
            return values
        back = np.empty_like(values)
        back[self.order] = values
        return back


def lay_out(frame: pl.DataFrame) -> Layout:
    """Find the series in `frame` (columns series, date) and the order of their rows.

    Raises ValueError naming the column when one has missing values, is not a date, or has the
    same date twice in one series.
    """
    series = frame.get_column("series")
    if series.has_nulls():
        raise ValueError("series has missing values")
    dates = _date_numbers(frame.get_column("date"))
    size = frame.height
    if size == 0:
        return Layout(None, np.zeros(0, np.intp), 0)
    starts = _first_of_runs(series.rle_id().to_numpy())
    order: Positions | None = None
    new_series = np.zeros(size, np.bool_)
    new_series[starts] = True
    if series.gather(starts).n_unique() < starts.size or _falls(dates, new_series):
        rows = frame.select("series").with_row_index("row")
        ranks = rows.select(pl.col("row").first().over("series")).to_series().to_numpy()
        order = _order_by(ranks, dates)
        starts = _first_of_runs(ranks[order])
        dates = dates[order]
        new_series[:] = False
        new_series[starts] = True
    same = (dates[1:] == dates[:-1]) & ~new_series[1:]
    if same.any():
        at = int(np.flatnonzero(same)[0])
        row = at if order is None else int(order[at])
        raise ValueError(
            f"date: series {series[row]!r} has {frame.get_column('date')[row]} more than once"
        )
    return Layout(order, starts, size)


class Groups(NamedTuple):
    """Points that share one set of limits: a series, or a part of it between rebases.

    `starts` and `lengths` have one value per group; `first` (is this point its group's first?)
    and `number` (0 until the series' first rebase, then 1 …) one per point.
    """

    starts: Positions
    lengths: NDArray[np.intp]
    first: Bools
    number: NDArray[np.int32]

    def spread(self, per_group: Floats) -> Floats:
        """Give every point its group's value."""
        return np.repeat(per_group, self.lengths)

    def blocks(self, size: int) -> Iterator[tuple[slice, slice]]:
        """Cut into runs of whole groups of about `size` points: which groups, and which points."""
        ends = self.starts + self.lengths
        first = 0
        while first < ends.size:
            # The first group to end `size` points on, so that a block never stops within one.
            last = int(np.searchsorted(ends, self.starts[first] + size))
            last = min(max(last, first + 1), ends.size)
            yield slice(first, last), slice(int(self.starts[first]), int(ends[last - 1]))
            first = last

    def part(self, which: slice, points: slice) -> Groups:
        """Give some of the groups as if there were no others."""
        starts = self.starts[which] - points.start
        return Groups(starts, self.lengths[which], self.first[points], self.number[points])


def split_at_rebases(frame: pl.DataFrame, layout: Layout) -> Groups:
    """Split each series where column rebase, if `frame` has it, is 1 or true.

    Raises ValueError when rebase holds anything else.
    """
    first = np.zeros(layout.size, np.bool_)
    first[layout.starts] = True
    number = np.zeros(layout.size, np.int32)
    if "rebase" in frame.columns:
        rebase = layout.arrange(flags(frame, "rebase"))
        if rebase.any():
            so_far = np.cumsum(rebase, dtype=np.int32)
            before = so_far[layout.starts] - rebase[layout.starts].astype(np.int32)
            number = so_far - np.repeat(before, layout.lengths)
            first |= rebase
    starts = np.flatnonzero(first)
    return Groups(starts, np.diff(starts, append=layout.size), first, number)


def directions(frame: pl.DataFrame, layout: Layout) -> Codes:
    """Give each series' direction (better is more, less, or neither) as a position in `Direction`.

    Neutral where column direction is not there or missing in every row of the series. Raises
    ValueError when a word is none of the three, or a series has more than one.
    """
    neutral = list(Direction).index(Direction.NEUTRAL)
    column = frame.get_column("direction") if "direction" in frame.columns else None
    if column is None or column.dtype == pl.Null or frame.is_empty():
        return np.full(layout.starts.size, neutral, np.int8)
    named = column.cast(pl.String)
    stated = np.full(frame.height, -1, np.int8)
    for code, direction in enumerate(Direction):
        stated[(named == direction).fill_null(value=False).to_numpy()] = code
    unknown = (stated < 0) & named.is_not_null().to_numpy()
    if unknown.any():
        word = named[int(np.flatnonzero(unknown)[0])]
        raise ValueError(f"direction must be increase, decrease or neutral, not {word!r}")
    stated = layout.arrange(stated)
    highest = np.maximum.reduceat(stated, layout.starts)
    lowest = np.minimum.reduceat(np.where(stated < 0, np.int8(9), stated), layout.starts)
    if (lowest < highest).any():
        raise ValueError("direction changes within a series")
    codes: Codes = np.where(highest < 0, np.int8(neutral), highest)
    return codes


def _first_of_runs(values: NDArray[Any]) -> Positions:
    return np.concatenate(([0], np.flatnonzero(values[1:] != values[:-1]) + 1))


def _order_by(ranks: NDArray[Any], dates: NDArray[np.int64]) -> Positions:
    earliest, latest = int(dates.min()), int(dates.max())
    span = latest - earliest + 1
    if int(ranks.max()) * span < np.iinfo(np.int64).max // 2:
        # One whole number for both sorts in less than half the time of two keys.
        key = ranks.astype(np.int64) * span + (dates - earliest)
        return pl.Series(key).arg_sort().to_numpy().astype(np.intp)
    return np.lexsort((dates, ranks))


def _falls(dates: NDArray[Any], new_series: NDArray[np.bool_]) -> bool:
    return bool(((dates[1:] < dates[:-1]) & ~new_series[1:]).any())


def _date_numbers(dates: pl.Series) -> NDArray[np.int64]:
    if dates.has_nulls():
        raise ValueError("date has missing values")
    if dates.dtype == pl.String:
        try:
            dates = dates.str.to_date("%Y-%m-%d", strict=True)
        except pl.exceptions.PolarsError as error:
            raise ValueError("date must be dates, or text as 2026-04-30") from error
    if not (dates.dtype.is_integer() or dates.dtype in (pl.Date, pl.Datetime)):
        raise ValueError(f"date must be dates, not {dates.dtype}")
    return dates.to_physical().cast(pl.Int64).to_numpy()
