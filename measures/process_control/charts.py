"""Signal or noise: XmR charts, p charts and u charts of many series at once.

`docs/methods.md` explains the rules and lists where we decide otherwise than the reference
(constant and rare-event series, missing values, joined trends).
"""

from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from measures.process_control.meaning import (
    DIRECTIONS,
    Codes,
    directions,
    labels,
    meanings,
)
from measures.process_control.series import Layout, Positions, lay_out, split_at_rebases
from measures.process_control.series_wording import Standing, sentence
from measures.process_control.special_causes import EQUAL_WITHIN, SPECIAL_CAUSES, judge
from measures.statistics.columns import Bools, numbers, require

PROVISIONAL_BELOW: Final = 13
"""Limits drawn from fewer points than this are provisional."""
ASSURANCES: Final = ("none", "inconsistent", "consistent_pass", "consistent_fail")

_CAUSE_LABELS = pl.Series(SPECIAL_CAUSES)
_DIRECTION_LABELS = pl.Series(DIRECTIONS)
_ASSURANCE_LABELS = pl.Series(ASSURANCES)


def xmr(frame: pl.DataFrame, screen: bool = True) -> pl.DataFrame:
    """Find the limits and special causes of many series at once.

    `frame`: one row per point with series, date (dates, or text as 2026-04-30), value (missing
    allowed: the gap is kept), and optionally direction (increase, decrease or neutral: where
    better lies; neutral when missing), target, and rebase (1 or true starts new limits at that
    date). Rows may come in any order. `screen=False` keeps every moving range.

    Gives `frame` in its own order and with its own columns, and beside them rebase_group, mean,
    lower_limit and upper_limit (in the units of value; missing while there is no range),
    special_cause (one of `SPECIAL_CAUSES`), meaning (one of `MEANINGS`) and provisional (limits
    from fewer than 13 points). Columns of those names in `frame` are replaced.

    Raises ValueError naming the column that is missing or cannot be read.
    """
    require(frame, "series", "date", "value")
    layout = lay_out(frame)
    value = layout.arrange(numbers(frame, "value"))
    direction = directions(frame, layout)
    if "target" in frame.columns:
        numbers(frame, "target")
    groups = split_at_rebases(frame, layout)
    judged = judge(value, groups, screen=screen)
    cause, lower, upper = judged.cause, judged.mean - judged.reach, judged.mean + judged.reach
    height = np.where(cause == 0, 0, 2 - cause % 2).astype(np.int8)
    provisional = np.repeat(judged.points < PROVISIONAL_BELOW, groups.lengths)
    back = layout.restore
    return frame.with_columns(
        pl.Series("rebase_group", back(groups.number)),
        pl.Series("mean", back(judged.mean), nan_to_null=True),
        pl.Series("lower_limit", back(lower), nan_to_null=True),
        pl.Series("upper_limit", back(upper), nan_to_null=True),
        _CAUSE_LABELS.gather(back(cause)).alias("special_cause"),
        labels(back(meanings(direction, height))).alias("meaning"),
        pl.Series("provisional", back(provisional)),
    )


def variation(points: pl.DataFrame) -> pl.DataFrame:
    """Say where each series stands: its latest point's verdict, and whether its target is in reach.

    `points`: what `xmr` gave. Gives one row per series, as first met: series, n (points, gaps
    included), missing (gaps), direction, target, mean, lower_limit, upper_limit, last_date and
    last_value (of the last point that has a value), special_cause and variation (that point's
    label and meaning), assurance (one of `ASSURANCES`), provisional, sentence.

    Raises ValueError naming the column that is missing or cannot be read.
    """
    require(points, "series", "date", "value", "mean", "lower_limit", "upper_limit")
    require(points, "rebase_group", "special_cause", "meaning", "provisional")
    layout = lay_out(points)
    value = layout.arrange(numbers(points, "value"))
    group = layout.arrange(numbers(points, "rebase_group"))
    direction = directions(points, layout)[layout.starts]
    there = ~np.isnan(value)
    last = _last_known(there, layout)
    current = group == np.repeat(group[last], layout.lengths)
    known = _count(there, layout)
    # A value like the one before it; in most of a series, they leave little to judge by.
    alike = np.zeros(layout.size, np.bool_)
    alike[1:] = (value[1:] == value[:-1]) & (group[1:] == group[:-1])
    rows = points[last if layout.order is None else layout.order[last]]
    if "target" not in rows.columns:
        rows = rows.with_columns(target=pl.lit(None, pl.Float64))
    standing = rows.select(
        "series",
        pl.Series("n", layout.lengths),
        pl.Series("missing", layout.lengths - known),
        _DIRECTION_LABELS.gather(direction).alias("direction"),
        pl.col("target").cast(pl.Float64),
        "mean",
        "lower_limit",
        "upper_limit",
        pl.col("date").alias("last_date"),
        pl.col("value").cast(pl.Float64).alias("last_value"),
        "special_cause",
        pl.col("meaning").alias("variation"),
        _assurance(rows, direction),
        "provisional",
    )
    of_limits = _count(there & current, layout)
    return standing.with_columns(
        _sentences(standing, of_limits, 2 * _count(alike & current, layout) > of_limits)
    )


def _last_known(there: Bools, layout: Layout) -> Positions:
    """Give the place of each series' last value, or of its last row if there is none."""
    if layout.size == 0:
        return layout.starts
    last = np.maximum.reduceat(np.where(there, np.arange(layout.size), -1), layout.starts)
    place: Positions = np.where(last < 0, layout.starts + layout.lengths - 1, last)
    return place


def _count(which: Bools, layout: Layout) -> NDArray[np.int64]:
    if layout.size == 0:
        return np.zeros(0, np.int64)
    counted: NDArray[np.int64] = np.add.reduceat(which, layout.starts, dtype=np.int64)
    return counted


def _assurance(rows: pl.DataFrame, direction: Codes) -> pl.Series:
    target = numbers(rows, "target")
    lower, upper = numbers(rows, "lower_limit"), numbers(rows, "upper_limit")
    equal = np.fmax(np.abs(target), np.fmax(np.abs(lower), np.abs(upper))) * EQUAL_WITHIN
    # 1 where the target lies above what to expect, -1 where below, 0 within or on the limits.
    beyond = (target > upper + equal).astype(np.int8) - (target < lower - equal).astype(np.int8)
    beyond = np.where(direction == DIRECTIONS.index("decrease"), -beyond, beyond)
    code = np.choose(beyond + 1, (2, 1, 3))
    judged = (direction != DIRECTIONS.index("neutral")) & ~np.isnan(target)
    judged &= ~np.isnan(numbers(rows, "mean"))
    return _ASSURANCE_LABELS.gather(np.where(judged, code, 0)).alias("assurance")


def _sentences(standing: pl.DataFrame, known: NDArray[np.int64], alike: Bools) -> pl.Series:
    def figures(name: str) -> list[float]:
        listed: list[float] = numbers(standing, name).tolist()
        return listed

    rows = zip(
        known.tolist(),
        figures("last_value"),
        figures("mean"),
        figures("lower_limit"),
        figures("upper_limit"),
        figures("target"),
        standing["special_cause"].to_list(),
        standing["variation"].to_list(),
        standing["assurance"].to_list(),
        standing["provisional"].to_list(),
        alike.tolist(),
        strict=True,
    )
    return pl.Series("sentence", [sentence(Standing(*row)) for row in rows], pl.String)
