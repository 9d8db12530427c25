"""What several charts have in common: rows with labels, axes, a key of the marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import singledispatch
from typing import Final, Literal

import polars as pl
from matplotlib.ticker import MaxNLocator

from components.charts.rules import Shape
from components.tokens import Ink, Surface
from reports.drawing.canvas import LABEL, LINE, SMALL, Canvas, Scale, fold, width_of

ROW: Final = 20.0
_ROW_AIR: Final = 5.0
_POINTS_A_MM: Final = 72 / 25.4
_SMALLEST: Final = 5.5


@singledispatch
def draw(spec: object, frame: pl.DataFrame, canvas: Canvas) -> None:
    """Draw a specification over its frame on a canvas."""
    raise TypeError(f"no drawing for {type(spec).__name__}")


@singledispatch
def height_needed(spec: object, frame: pl.DataFrame, width_mm: float) -> float:
    """The height in mm at which a specification's labels have their full size."""
    return 78.0


def rows_mm(names: Sequence[str], width_mm: float, *, besides: float, share: float = 0.34) -> float:
    """The height for rows with these labels, and `besides` points for everything else."""
    folded = [fold(name, width_mm * _POINTS_A_MM * share) for name in names]
    return (_tallest(folded, LABEL) * max(len(names), 1) + besides) / _POINTS_A_MM


def _tallest(folded: Sequence[str], size: float) -> float:
    lines = max((name.count("\n") + 1 for name in folded), default=1)
    return max(ROW, lines * size * LINE + _ROW_AIR)


@dataclass(frozen=True)
class Rows:
    """Rows under each other: where each one's middle is, how tall they are, where drawing may
    begin right of the labels, and their size of type."""

    middles: tuple[float, ...]
    tall: float
    left: float
    size: float


def rows(
    canvas: Canvas, names: Sequence[str], *, top: float, bottom: float, share: float = 0.34
) -> Rows:
    """Write the rows' labels and say where the rows are; type gets smaller where many are close.

    top, bottom: where the rows begin and end. share: how much of the width labels may take.
    """
    tall = (bottom - top) / max(len(names), 1)
    size = LABEL
    folded = [fold(name, canvas.width * share, size) for name in names]
    while size > _SMALLEST and max(n.count("\n") + 1 for n in [*folded, ""]) * size * LINE > tall:
        size -= 0.5
        folded = [fold(name, canvas.width * share, size) for name in names]
    wide = max((width_of(name, size) for name in folded), default=0) + 3
    middles = tuple(top + tall * (place + 0.5) for place in range(len(names)))
    for name, middle in zip(folded, middles, strict=True):
        canvas.words(wide, middle, name, side="right", size=size)
    return Rows(middles, tall, wide + 8, size)


def steps(most: float, *, whole: bool = False) -> list[float]:
    """Round numbers from 0 to at least `most`, evenly apart: about five; whole ones from 4 on, and
    always where things are counted (`whole`)."""
    if most <= 0:
        return [0.0, 1.0]
    locator = MaxNLocator(5, steps=[1, 2, 2.5, 5, 10], integer=whole or most >= 4)
    return [float(tick) for tick in locator.tick_values(0, most)]


def ticks_between(low: float, high: float, many: int) -> list[float]:
    """Round numbers from `low` to `high`, evenly apart, about so many."""
    locator = MaxNLocator(many, steps=[1, 2, 2.5, 5, 10])
    return [float(tick) for tick in locator.tick_values(low, high) if low <= tick <= high]


def number_label(value: float, suffix: str = "") -> str:
    """A number on an axis or beside a mark: "1,200", "0.5", "80%"."""
    return f"{value:,.4g}{suffix}" if abs(value) < 1000 else f"{value:,.0f}{suffix}"


def across(
    canvas: Canvas, scale: Scale, at: float, ticks: Sequence[float], *, top: float, suffix: str = ""
) -> None:
    """An axis along the bottom, with quiet lines up to `top`."""
    for tick in ticks:
        x = scale(tick)
        canvas.line([(x, top), (x, at)], colour=Surface.EMPTY.value, width=0.6)
        canvas.words(
            x, at + 4, number_label(tick, suffix), side="center", at="top", size=SMALL,
            colour=Ink.SECONDARY.value,
        )  # fmt: skip
    canvas.line([(scale.start, at), (scale.end, at)], colour=Ink.TEXT.value, width=0.7)


def months_apart(first: date, last: date, most: float) -> int:
    """How many months apart names stand, so that no more than so many are between two days."""
    span = (last.year - first.year) * 12 + last.month - first.month + 1
    return next((apart for apart in (1, 2, 3, 6, 12, 24, 60) if span / apart <= most), 120)


def months(first: date, last: date, most: int = 7) -> list[date]:
    """First days of months between two days, evenly apart and no more than so many."""
    step = months_apart(first, last, most)
    span = (last.year - first.year) * 12 + last.month - first.month + 1
    beginnings = [
        date(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 1)
        for n in range(span + 1)
    ]
    chosen = [day for day in beginnings if (day.month - 1) % min(step, 12) == 0]
    if step > 12:
        chosen = [day for day in chosen if day.year % (step // 12) == 0]
    return [day for day in chosen if first <= day <= last] or [first]


KeyEntry = tuple[Shape | Literal["block"], str, bool, str]


def key(canvas: Canvas, entries: Sequence[KeyEntry], *, top: float) -> float:
    """A row of marks with what they mean (shape, colour, filled, label); says where it ends.

    shape: as `Canvas.mark`, or "block" for a filled square.
    """
    x, y = 0.0, top + 7
    for shape, colour, filled, label in entries:
        wide = 14 + width_of(label, SMALL) + 14
        if x and x + wide > canvas.width:
            x, y = 0.0, y + 13
        if shape == "block":
            canvas.block(x, y - 4, x + 9, y + 4, colour=colour, edge=Surface.CONTROL.value,
                         width=0.5)  # fmt: skip
        else:
            canvas.mark(x + 5, y, shape, colour=colour, size=6, filled=filled)
        canvas.words(x + 14, y, label, size=SMALL)
        x += wide
    return y + 9
