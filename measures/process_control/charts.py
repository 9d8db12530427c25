"""Signal or noise: XmR charts of many series at once.

`docs/methods.md` explains the rules and lists where we decide otherwise than the reference
(constant and rare-event series, missing values, joined trends).
"""

from typing import Final, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from measures.process_control.series import (
    Groups,
    Layout,
    Positions,
    directions,
    lay_out,
    split_at_rebases,
)
from measures.process_control.series_wording import Assurance, Standing, sentence
from measures.process_control.special_causes import (
    EQUAL_WITHIN,
    Judged,
    Meaning,
    SpecialCause,
    judge,
    meanings,
)
from measures.statistics.columns import Bools, Codes, Floats, numbers, require, words
from vocabulary.indicators import Direction

PROVISIONAL_BELOW: Final = 13
"""Limits drawn from fewer points than this are provisional."""


class Charts(NamedTuple):
    """What `xmr` found: `points`, one row per point, and `latest`, one row per series."""

    points: pl.DataFrame
    latest: pl.DataFrame


def xmr(frame: pl.DataFrame, screen: bool = True) -> Charts:
    """Find the limits and special causes of many series, and where each stands by its last point.

    `frame`: one row per point with series, date (dates, or text as 2026-04-30), value (missing
    allowed: the gap is kept), and optionally direction (increase, decrease or neutral: where
    better lies; neutral when missing), target, and rebase (1 or true starts new limits at that
    date). Rows may come in any order. `screen=False` keeps every moving range.

    Gives `points`: `frame` in its own order and with its own columns, and beside them
    rebase_group, mean, lower_limit and upper_limit (in the units of value; missing while there is
    no range), special_cause (one of `SpecialCause`), meaning (one of `Meaning`) and provisional
    (limits from fewer than 13 points); columns of those names in `frame` are replaced. And
    `latest`, one row per series, as first met: series, n (points, gaps included), missing (gaps),
    direction, target, mean, lower_limit, upper_limit, last_date and last_value (of the last point
    that has a value), special_cause and variation (that point's label and meaning), assurance (one
    of `Assurance`), provisional, sentence.

    Raises ValueError naming the column that is missing or cannot be read.
    """
    require(frame, "series", "date", "value")
    layout = lay_out(frame)
    value = layout.arrange(numbers(frame, "value"))
    direction = directions(frame, layout)
    targets = (
        numbers(frame, "target") if "target" in frame.columns else np.full(layout.size, np.nan)
    )
    groups = split_at_rebases(frame, layout)
    judged = judge(value, groups, screen=screen)
    cause = judged.cause
    height = np.where(cause == 0, 0, 2 - cause % 2).astype(np.int8)
    provisional = np.repeat(judged.points < PROVISIONAL_BELOW, groups.lengths)
    back = layout.restore
    meaning = meanings(np.repeat(direction, layout.lengths), height)
    points = frame.with_columns(
        pl.Series("rebase_group", back(groups.number)),
        _missing_where_nan("mean", back(judged.mean)),
        _missing_where_nan("lower_limit", back(judged.mean - judged.reach)),
        _missing_where_nan("upper_limit", back(judged.mean + judged.reach)),
        words(SpecialCause, back(cause)).alias("special_cause"),
        words(Meaning, back(meaning)).alias("meaning"),
        pl.Series("provisional", back(provisional)),
    )
    target = layout.arrange(targets)
    return Charts(points, _latest(points, layout, groups, value, direction, target, judged))


def _latest(
    points: pl.DataFrame,
    layout: Layout,
    groups: Groups,
    value: Floats,
    direction: Codes,
    target: Floats,
    judged: Judged,
) -> pl.DataFrame:
    there = ~np.isnan(value)
    last = _last_known(there, layout)
    known = _count(there, layout)
    current = groups.number == np.repeat(groups.number[last], layout.lengths)
    of_limits = _count(there & current, layout)
    # A value like the one before it; in most of a series, they leave little to judge by.
    alike = np.zeros(layout.size, np.bool_)
    alike[1:] = (value[1:] == value[:-1]) & ~groups.first[1:]
    repeats = 2 * _count(alike & current, layout) > of_limits
    value, target = value[last], target[last]
    mean, reach = judged.mean[last], judged.reach[last]
    lower, upper = mean - reach, mean + reach
    assured = assurance(direction, target, mean, lower, upper)
    rows = points[layout.rows[last]]
    latest = rows.select(
        "series",
        pl.Series("n", layout.lengths),
        pl.Series("missing", layout.lengths - known),
        words(Direction, direction).alias("direction"),
        _missing_where_nan("target", target),
        "mean",
        "lower_limit",
        "upper_limit",
        pl.col("date").alias("last_date"),
        _missing_where_nan("last_value", value),
        "special_cause",
        pl.col("meaning").alias("variation"),
        words(Assurance, assured).alias("assurance"),
        "provisional",
    )
    figures = (of_limits, value, mean, lower, upper, target)
    verdicts = latest.select("special_cause", "variation", "assurance", "provisional").to_dict()
    standings = zip(
        *(column.tolist() for column in figures),
        *(column.to_list() for column in verdicts.values()),
        repeats.tolist(),
        strict=True,
    )
    said = [sentence(Standing(*standing)) for standing in standings]
    return latest.with_columns(pl.Series("sentence", said, pl.String))


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


def assurance(
    direction: Codes, target: Floats, mean: Floats, lower: Floats, upper: Floats
) -> NDArray[np.integer]:
    """Give positions in `Assurance`; `direction` as positions in `Direction`, the rest in the units
    of the figures, one value per series, NaN where there is none."""
    equal = np.fmax(np.abs(target), np.fmax(np.abs(lower), np.abs(upper))) * EQUAL_WITHIN
    # 1 where the target lies above what to expect, -1 where below, 0 within or on the limits.
    beyond = (target > upper + equal).astype(np.int8) - (target < lower - equal).astype(np.int8)
    ways = list(Direction)
    beyond = np.where(direction == ways.index(Direction.DECREASE), -beyond, beyond)
    code = np.choose(beyond + 1, (2, 1, 3))
    judged = (direction != ways.index(Direction.NEUTRAL)) & ~np.isnan(target) & ~np.isnan(mean)
    return np.where(judged, code, 0)


def _missing_where_nan(name: str, values: Floats) -> pl.Series:
    return pl.Series(name, values, nan_to_null=True)
