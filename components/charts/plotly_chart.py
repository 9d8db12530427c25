"""How a screen draws a chart specification: Plotly, in the house's look."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module

import plotly.graph_objects as go
import polars as pl

from components.charts import (  # noqa: F401  (each registers how its charts are drawn)
    bar_charts,
    comparison_charts,
    control_chart,
    score_charts,
)
from components.charts import theme as chart_theme
from components.charts.drawing import draw
from components.charts.spec import ChartSpec

_KEPT = 300  # a few dozen kilobytes each


def figure(spec: ChartSpec, frame: pl.DataFrame) -> tuple[go.Figure, int]:
    """The figure of a specification over its frame, in the house's look, and the height it needs in
    pixels.

    Drawn once for the very same frame, which exhibits keep: building a figure takes longer than all
    else on a page. The figure is shared, so never change it.
    """
    return _figure(spec, _Frame(frame))


class _Frame:
    """A frame that is equal to itself alone: frames are never changed, and too large to compare."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self.frame = frame

    def __hash__(self) -> int:
        return id(self.frame)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Frame) and other.frame is self.frame


@lru_cache(maxsize=_KEPT)
def _figure(spec: ChartSpec, of: _Frame) -> tuple[go.Figure, int]:
    # Streamlit loads pandas at the first chart or table, and Plotly looks into it if it is there,
    # even when another run, of somebody else or of one who chose again, is still loading it: the
    # page would fail. Whoever imports it waits until it is whole.
    import_module("pandas")
    drawn, height = draw(spec, of.frame)
    return chart_theme.apply(drawn, height=height), height
