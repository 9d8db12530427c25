"""The XmR rules said again in plain Python, one point at a time, to check and time ours against.

Works in whatever numbers it is given: fractions for exactness, floats for the benchmark.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any, NamedTuple

FACTOR, SCREEN = Fraction(266, 100), Fraction(3267, 1000)


class Plain(NamedTuple):
    mean: Any
    lower: Any
    upper: Any
    labels: list[str]


def plain_xmr(
    values: Sequence[Any], *, screen: bool = True, factor: Any = FACTOR, cut: Any = SCREEN
) -> Plain:
    """Judge one group of points in date order; a missing value is None."""
    there = [v for v in values if v is not None]
    if not there:
        return Plain(None, None, None, ["common_cause"] * len(values))
    mean = sum(there) / len(there)
    ranges = [abs(b - a) for a, b in pairwise(values) if None not in (a, b)]
    if not ranges:
        return Plain(mean, None, None, _labels(values, mean, None, None, None))
    average = sum(ranges) / len(ranges)
    kept = [r for r in ranges if r < cut * average]
    if screen and kept and sum(kept) > 0:
        average = sum(kept) / len(kept)
    reach = factor * average
    return Plain(
        mean,
        mean - reach,
        mean + reach,
        _labels(values, mean, mean - reach, mean + reach, reach * 2 / 3),
    )


def _labels(values: Sequence[Any], mean: Any, lower: Any, upper: Any, near: Any) -> list[str]:
    size = len(values)
    side = [0 if v is None or v == mean else 1 if v > mean else -1 for v in values]
    outside, close = [False] * size, [False] * size
    if lower is not None:
        outside = [v is not None and (v > upper or v < lower) for v in values]
        close = [
            v is not None and not out and abs(v - mean) > near
            for v, out in zip(values, outside, strict=True)
        ]
    shift, trend, two = [0] * size, [0] * size, [0] * size
    for start in range(size - 6):
        window = values[start : start + 7]
        if all(s == side[start] != 0 for s in side[start : start + 7]):
            shift[start : start + 7] = [side[start]] * 7
        if None not in window:
            pairs = list(pairwise(window))
            way = 1 if all(b > a for a, b in pairs) else -1 if all(b < a for a, b in pairs) else 0
            if way:
                trend[start : start + 7] = [way] * 7
    for start in range(size - 2):
        three = range(start, start + 3)
        if abs(sum(side[i] for i in three)) == 3 and sum(close[i] for i in three) >= 2:
            for i in three:
                two[i] = side[i] if close[i] else two[i]
    return [_label(side[i], outside[i], trend[i], two[i], shift[i]) for i in range(size)]


def _label(side: int, outside: bool, trend: int, two: int, shift: int) -> str:
    if outside:
        return "above_limit" if side > 0 else "below_limit"
    if trend:
        return "trend_increasing" if trend > 0 else "trend_decreasing"
    if two:
        return "two_in_three_above" if two > 0 else "two_in_three_below"
    if shift:
        return "shift_above" if shift > 0 else "shift_below"
    return "common_cause"
