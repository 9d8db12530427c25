"""Where the labels of a chart's marks go so that none lies on another.

Places are found for a narrow chart. On a wider one marks stand further apart while labels stay as
large as they are, so what does not overlap on the narrow one does not on any wider one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

LABEL_PX = 18
MARK_PX = 20
LEVELS = (20, -20, 38, -38)  # how far above its mark (below: negative) a label's middle may lie


@dataclass(frozen=True)
class Mark:
    """One mark: what it is labelled with, and its middle in pixels from the left and bottom."""

    label: str
    x: float
    y: float


@dataclass(frozen=True)
class Place:
    """A label's place: at which mark (its position among the marks) and how far above it."""

    mark: int
    shift: int


@dataclass(frozen=True)
class _Box:
    x: float
    y: float
    width: float
    height: float

    def hits(self, other: _Box) -> bool:
        return (
            abs(self.x - other.x) * 2 < self.width + other.width
            and abs(self.y - other.y) * 2 < self.height + other.height
        )


def label_places(
    marks: Sequence[Mark], widths: Mapping[str, float], *, height: float
) -> dict[str, Place]:
    """One place per label of `widths` that has a mark, at its first or its last mark.

    `widths` in pixels; a label stays between 0 and `height`. Labels never overlap each other if
    there is any way; next they keep off the marks; next they stand close above their mark.
    """
    around = [_Box(mark.x, mark.y, MARK_PX, MARK_PX) for mark in marks]
    choices = {
        label: list(_choices(label, marks, height))
        for label in widths
        if any(mark.label == label for mark in marks)
    }
    best: tuple[tuple[int, int, int], dict[str, Place]] | None = None
    for combination in product(*(range(len(places)) for places in choices.values())):
        chosen = {
            label: places[pick]
            for (label, places), pick in zip(choices.items(), combination, strict=True)
        }
        boxes = [_box(marks, place, widths[label]) for label, place in chosen.items()]
        clashes = sum(a.hits(b) for n, a in enumerate(boxes) for b in boxes[:n])
        on_marks = sum(box.hits(mark) for box in boxes for mark in around)
        cost = (clashes, on_marks, sum(combination))
        if best is None or cost < best[0]:
            best = cost, chosen
    return best[1] if best else {}


def _box(marks: Sequence[Mark], place: Place, width: float) -> _Box:
    mark = marks[place.mark]
    return _Box(mark.x, mark.y + place.shift, width, LABEL_PX)


def _choices(label: str, marks: Sequence[Mark], height: float) -> Iterator[Place]:
    own = [place for place, mark in enumerate(marks) if mark.label == label]
    own.sort(key=lambda place: marks[place].x)
    for shift in LEVELS:
        for place in dict.fromkeys((own[0], own[-1])):
            middle = marks[place].y + shift
            if LABEL_PX / 2 <= middle <= height - LABEL_PX / 2:
                yield Place(place, shift)
