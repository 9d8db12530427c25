"""Control charts and before-and-after worked out anew, by code that draws no chart."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from scipy.stats import norm, t


def limits(values: Sequence[float]) -> tuple[float, float]:
    """The mean and how far limits lie from it: 2.66 mean moving ranges, those of 3.267 means or
    more left out once."""
    ranges = [abs(b - a) for a, b in pairwise(values)]
    most = 3.267 * sum(ranges) / len(ranges)
    kept = [each for each in ranges if each < most]
    if not any(kept):
        kept = ranges
    return sum(values) / len(values), 2.66 * sum(kept) / len(kept)


def marks(values: Sequence[float], z: Sequence[float]) -> list[int]:
    """1 for a point that is a signal of high figures, -1 of low ones, 0 for others. `z`: how far
    each lies from the mean, limits at 3."""
    return [_mark(values, z, place) for place in range(len(values))]


def _mark(values: Sequence[float], z: Sequence[float], place: int) -> int:
    if abs(z[place]) > 3:
        return 1 if z[place] > 0 else -1
    for way in (1, -1):
        runs = range(max(0, place - 6), min(place, len(z) - 7) + 1)
        if any(all(way * (b - a) > 0 for a, b in pairwise(values[at : at + 7])) for at in runs):
            return way
    for way in (1, -1):
        for at in range(max(0, place - 2), min(place, len(z) - 3) + 1):
            three = [way * each for each in z[at : at + 3]]
            near = [each for each in three if 2 < each <= 3]
            if min(three) > 0 and len(near) >= 2 and 2 < way * z[place] <= 3:
                return way
    for way in (1, -1):
        runs = range(max(0, place - 6), min(place, len(z) - 7) + 1)
        if any(min(way * each for each in z[at : at + 7]) > 0 for at in runs):
            return way
    return 0


class Point(NamedTuple):
    """A whole period's figure, in the unit of its parts' ratio where it has them."""

    start: date
    end: date
    figure: float
    x: float | None
    n: float | None


class Compared(NamedTuple):
    """Before and after an event, in the unit of `Point.figure` or of x ÷ n."""

    before: int
    after: int
    was: float
    became: float
    low: float
    high: float
    first: date | None
    moving: bool


def compared(points: Sequence[Point], day: date, chart: str) -> Compared | None:
    """What figures say of an event on a day, by the chart they are judged by; None where there are
    none on one of its sides."""
    earlier = [each for each in points if each.start < day]
    later = [each for each in points if each.start >= day]
    if not earlier or not later:
        return None
    shared = chart in ("p", "u")

    def value(each: Point) -> float:
        return each.x / each.n if shared and each.x is not None and each.n else each.figure

    def level(some: Sequence[Point]) -> float:
        if shared:
            return sum(each.x or 0 for each in some) / sum(each.n or 0 for each in some)
        return sum(each.figure for each in some) / len(some)

    was, became = level(earlier), level(later)
    olds, news = [value(each) for each in earlier], [value(each) for each in later]
    reach = limits(olds)[1] if len(olds) > 1 else math.nan

    def away(each: Point) -> float:
        if not shared:
            return 3 * (each.figure - was) / reach if reach else 0.0
        spread = was * (1 - was) if chart == "p" else was
        return (value(each) - was) / math.sqrt(spread / (each.n or 1))

    if shared:
        first, last = (sum(each.n or 0 for each in some) for some in (earlier, later))
        pooled = (was * first + became * last) / (first + last)
        variance = pooled * (1 - pooled) if chart == "p" else pooled
        error = math.sqrt(variance * (1 / first + 1 / last)) * float(norm.ppf(0.975))
    else:
        free = max(0.62 * (len(earlier) - 1), 1)
        error = reach / 3 * math.sqrt(1 / len(earlier) + 1 / len(later))
        error *= float(t.ppf(0.975, free))
    gap = became - was
    side = 1 if gap > 0 else -1
    found = marks(news, [away(each) for each in later])
    seen = [each.end for each, mark in zip(later, found, strict=True) if mark == side]
    moving = marks(olds, [away(each) for each in earlier])[-1] != 0
    return Compared(
        len(earlier), len(later), was, became, gap - error, gap + error,
        seen[0] if seen else None, moving,
    )  # fmt: skip


def verdict(found: Compared, direction: str) -> str:
    """What may be said: a change only with a signal and a difference that leaves out nought."""
    if found.before < 8 or found.after < 3:
        return "few"
    if found.first is None or found.low <= 0 <= found.high:
        return "none"
    if found.moving:
        return "moving"
    up = found.became > found.was
    if direction not in ("increase", "decrease"):
        return "higher" if up else "lower"
    return "better" if up == (direction == "increase") else "worse"
