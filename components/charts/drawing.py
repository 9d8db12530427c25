"""The one door to a drawing: each kind of chart registers how it is drawn."""

from __future__ import annotations

from functools import singledispatch

import plotly.graph_objects as go
import polars as pl

ROW_PX = 34


@singledispatch
def draw(spec: object, frame: pl.DataFrame) -> tuple[go.Figure, int]:
    """The figure of a specification over its frame, and the height it needs in pixels."""
    raise TypeError(f"no drawing for {type(spec).__name__}")
