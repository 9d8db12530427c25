"""How a figure moves over the months: straight between points that are set by hand."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

Path = tuple[tuple[date, float], ...]


def along(path: Path, day: date) -> float:
    """The path's height on a day; level before its first point and after its last."""
    first, last = path[0], path[-1]
    if day <= first[0]:
        return first[1]
    for (start, low), (end, high) in pairwise(path):
        if day <= end:
            through = (day - start).days / (end - start).days
            return low + (high - low) * through
    return last[1]
