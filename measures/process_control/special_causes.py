"""The arithmetic of XmR charts on bare arrays: limits per group, which rule marks each point, and
what a mark means.

The rules are those of NHS England's "Making Data Count" guides as NHSRplotthedots 0.2.2 applies
them. Arrays hold many series one after another, each in date order; missing values are NaN.
"""

from enum import StrEnum
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from measures.process_control.series import Groups, Positions
from measures.statistics.columns import Bools, Codes, Floats

LIMIT_FACTOR: Final = 2.66
"""Limits lie this many average moving ranges from the mean (3 ÷ 1.128)."""
NEAR_SHARE: Final = 2 / 3
"""Near lines lie this share of the way from the mean to the limits."""
SCREEN_FACTOR: Final = 3.267
"""Moving ranges of this many times their average or more are left out of it, once."""
SHIFT_POINTS: Final = 7
TREND_STEPS: Final = 6
NEAR_POINTS: Final = 2

BLOCK: Final = 50_000
"""Points judged at a time."""
EQUAL_WITHIN: Final = 1e-12
"""Values closer than this share of the group's largest value count as equal: floating point
cannot hold most decimals, and a point on a line must stay on it."""


class SpecialCause(StrEnum):
    """What a point can be marked as; odd positions are high signals, even ones low."""

    COMMON_CAUSE = "common_cause"
    ABOVE_LIMIT = "above_limit"
    BELOW_LIMIT = "below_limit"
    SHIFT_ABOVE = "shift_above"
    SHIFT_BELOW = "shift_below"
    TREND_INCREASING = "trend_increasing"
    TREND_DECREASING = "trend_decreasing"
    TWO_IN_THREE_ABOVE = "two_in_three_above"
    TWO_IN_THREE_BELOW = "two_in_three_below"


class Meaning(StrEnum):
    """What a point means, given where better lies for its series."""

    COMMON_CAUSE = "common_cause"
    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    NEUTRAL_HIGH = "neutral_high"
    NEUTRAL_LOW = "neutral_low"


# One row per direction, in the order of `Direction`; columns: no signal, a high one, a low one.
_MEANING_OF: Final = np.array([[0, 1, 2], [0, 2, 1], [0, 3, 4]], np.int8)
_OUTSIDE, _SHIFT, _TREND, _TWO_IN_THREE = 1, 3, 5, 7


class Limits(NamedTuple):
    """One value per group. `reach` is from mean to limit, `equal` the tolerance of equality."""

    mean: Floats
    reach: Floats
    equal: Floats
    points: NDArray[np.int64]


class Judged(NamedTuple):
    """Every point's mean, reach and mark (a position in `SpecialCause`); points per group."""

    mean: Floats
    reach: Floats
    cause: Codes
    points: NDArray[np.int64]


def judge(value: Floats, groups: Groups, *, screen: bool) -> Judged:
    """Find limits and mark points, in blocks of whole groups.

    One block at a time keeps memory bounded and the numbers in the processor's cache.
    """
    judged = Judged(
        np.empty(value.size),
        np.empty(value.size),
        np.empty(value.size, np.int8),
        np.empty(groups.starts.size, np.int64),
    )
    for which, rows in groups.blocks(BLOCK):
        block, values = groups.part(which, rows), value[rows]
        step = steps(values, block)
        limits = find_limits(values, step, block, screen=screen)
        judged.mean[rows] = block.spread(limits.mean)
        judged.reach[rows] = block.spread(limits.reach)
        judged.cause[rows] = mark(values, step, block, limits)
        judged.points[which] = limits.points
    return judged


def steps(value: Floats, groups: Groups) -> Floats:
    """Give the change into each point; missing at a group's first and beside missing values."""
    step = np.full(value.size, np.nan)
    np.subtract(value[1:], value[:-1], out=step[1:])
    step[groups.starts] = np.nan
    return step


def find_limits(value: Floats, step: Floats, groups: Groups, *, screen: bool) -> Limits:
    """Find each group's mean and limits from what values there are."""
    starts = groups.starts
    there = ~np.isnan(value)
    known = np.where(there, value, 0.0)
    points = np.add.reduceat(there, starts, dtype=np.int64)
    equal = np.maximum.reduceat(np.abs(known), starts) * EQUAL_WITHIN
    moving_range = np.abs(step)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.add.reduceat(known, starts) / points
        # A second pass takes out what rounding left in the first, so that the mean of equal
        # values is that value.
        rest = np.where(there, value - groups.spread(mean), 0.0)
        mean += np.add.reduceat(rest, starts) / points
        average = _mean_where(moving_range, ~np.isnan(moving_range), starts)
        if screen:
            cut = groups.spread(SCREEN_FACTOR * average - equal)
            screened = _mean_where(moving_range, moving_range < cut, starts)
            # Where screening leaves no variation (rare events), every event would be a signal.
            average = np.where(screened > equal, screened, average)
    return Limits(mean, LIMIT_FACTOR * average, equal, points)


def _mean_where(values: Floats, keep: Bools, starts: Positions) -> Floats:
    total = np.add.reduceat(np.where(keep, values, 0.0), starts)
    answer: Floats = total / np.add.reduceat(keep, starts, dtype=np.int64)
    return answer


def mark(value: Floats, step: Floats, groups: Groups, limits: Limits) -> Codes:
    """Mark each point with the first rule it meets, as a position in `SpecialCause`."""
    equal = groups.spread(limits.equal)
    reach = groups.spread(limits.reach)
    off = value - groups.spread(limits.mean)
    side = _sign(off, equal)
    distance = np.abs(off)
    outside = distance > reach + equal
    near = (distance > reach * NEAR_SHARE + equal) & ~outside
    trend = _trend(_sign(step, equal))
    shift = (side != 0) & (_run_lengths(side, groups.first) >= SHIFT_POINTS)
    low = (side < 0).astype(np.int8)
    # The later a rule is written here, the more it counts: outside, trend, two in three, shift.
    cause = np.where(shift, _SHIFT + low, 0)
    cause = np.where(_two_in_three(near, side, groups.first), _TWO_IN_THREE + low, cause)
    cause = np.where(trend != 0, _TREND + (trend < 0), cause)
    cause = np.where(outside, _OUTSIDE + low, cause)
    return cause.astype(np.int8)


def meanings(direction: Codes, height: Codes) -> Codes:
    """Give what signals mean, as positions in `Meaning`; `direction` as positions in `Direction`,
    `height` 0 for no signal, 1 for a high and 2 for a low one."""
    answer: Codes = _MEANING_OF[direction, height]
    return answer


def _sign(values: Floats, equal: Floats) -> Codes:
    # Missing values compare as neither, so they come out as 0: on no side.
    return (values > equal).astype(np.int8) - (values < -equal).astype(np.int8)


def _run_lengths(values: Codes, first: Bools) -> NDArray[np.intp]:
    new = first.copy()
    new[1:] |= values[1:] != values[:-1]
    lengths = np.diff(np.flatnonzero(new), append=values.size)
    return np.repeat(lengths, lengths)


def _trend(way: Codes) -> Codes:
    # `way` is that of the step into a point, and 0 at a group's first: no run crosses groups.
    start = np.zeros(way.size, np.bool_)
    start[:1] = True
    into = np.where(_run_lengths(way, start) >= TREND_STEPS, way, np.int8(0))
    out_of = np.zeros_like(into)
    out_of[:-1] = into[1:]
    # At a peak or trough that ends one trend and starts another, the later one counts.
    answer: Codes = np.where(out_of != 0, out_of, into)
    return answer


def _two_in_three(near: Bools, side: Codes, first: Bools) -> Bools:
    hit = np.zeros(near.size, np.bool_)
    if near.size < 3:
        return hit
    one_side = (side[:-2] == side[1:-1]) & (side[1:-1] == side[2:]) & (side[2:] != 0)
    together = ~(first[1:-1] | first[2:])
    count = near.astype(np.int8)
    window = one_side & together & (count[:-2] + count[1:-1] + count[2:] >= NEAR_POINTS)
    hit[:-2] |= window
    hit[1:-1] |= window
    hit[2:] |= window
    return hit & near
