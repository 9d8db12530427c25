"""How a screen draws a chart specification: Plotly, in the house's look."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl

from components.charts import (  # noqa: F401  (each registers how its charts are drawn)
    bar_charts,
    comparison_charts,
    control_chart,
    score_charts,
)
from components.charts.drawing import draw
from components.charts.spec import ChartSpec


def figure(spec: ChartSpec, frame: pl.DataFrame) -> tuple[go.Figure, int]:
    """The figure of a specification over its frame, and the height it needs in pixels."""
    return draw(spec, frame)
