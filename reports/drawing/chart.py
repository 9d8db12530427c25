"""An exhibit's chart as a drawing for files: the same reading as on screen, without a browser."""

from __future__ import annotations

from threading import RLock

from components.charts.spec import ChartSpec
from components.exhibits.exhibit import Exhibit
from reports.drawing import (  # they register how charts are drawn
    bars,  # noqa: F401
    panels,  # noqa: F401
    points,  # noqa: F401
)
from reports.drawing.canvas import Canvas, fold
from reports.drawing.parts import draw, height_needed

__all__ = ["ONE_AT_A_TIME", "draw_chart", "draw_on", "height_mm", "lines", "png", "svg"]
ONE_AT_A_TIME = RLock()
"""What measures letters is shared, and sessions are threads: one draws at a time."""


def svg(exhibit: Exhibit, width_mm: float, height_mm: float) -> bytes:
    """The chart as SVG of this size. Raises ValueError where the exhibit has no chart."""
    with ONE_AT_A_TIME:
        return draw_chart(exhibit, width_mm, height_mm).svg()


def png(exhibit: Exhibit, width_mm: float, height_mm: float, *, dpi: int = 200) -> bytes:
    """The chart as PNG of this size. Raises ValueError where the exhibit has no chart."""
    with ONE_AT_A_TIME:
        return draw_chart(exhibit, width_mm, height_mm).png(dpi=dpi)


def height_mm(exhibit: Exhibit, width_mm: float) -> float:
    """The height at which the chart's labels have their full size."""
    with ONE_AT_A_TIME:
        return height_needed(_chart(exhibit), exhibit.frame, width_mm)


def lines(text: str, width_mm: float, size: float) -> int:
    """How many lines a text takes in so much width, in letters of so many points."""
    with ONE_AT_A_TIME:
        return fold(text, width_mm * 72 / 25.4, size).count("\n") + 1


def draw_chart(exhibit: Exhibit, width_mm: float, height_mm: float) -> Canvas:
    """The chart on a canvas of this size. Raises ValueError where the exhibit has no chart."""
    drawn = Canvas(width_mm, height_mm)
    draw_on(exhibit, drawn)
    return drawn


def draw_on(exhibit: Exhibit, canvas: Canvas) -> None:
    """Draw the chart on a canvas. Raises ValueError where the exhibit has no chart."""
    with ONE_AT_A_TIME:
        draw(_chart(exhibit), exhibit.frame, canvas)


def _chart(exhibit: Exhibit) -> ChartSpec:
    if exhibit.chart is None:
        raise ValueError(f"'{exhibit.key}' has no chart")
    return exhibit.chart
