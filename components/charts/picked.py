"""Which row of the frame a bar or point of a drawing stands for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

from components.charts.spec import (
    Bars,
    ChartSpec,
    ControlChart,
    Intervals,
    OpposedBars,
    StackedBars,
)


def picked_row(
    spec: ChartSpec, frame: pl.DataFrame, point: Mapping[str, Any]
) -> dict[str, Any] | None:
    """The row behind a point that somebody clicked, as Plotly tells of it (x, y, point_index);
    None where it stands for none."""
    if isinstance(spec, ControlChart):
        day = _day(str(point.get("x", ""))[:10])
        return _first(frame, pl.col(spec.date) == day) if day else None
    if isinstance(spec, OpposedBars):
        return _first(frame, pl.col(spec.category) == str(point.get("y", "")))
    place = point.get("y") if isinstance(spec, Intervals) else point.get("point_index")
    if not isinstance(spec, Bars | StackedBars | Intervals) or not isinstance(place, int | float):
        return None
    row = int(place)
    return frame.row(row, named=True) if 0 <= row < frame.height else None


def _first(frame: pl.DataFrame, condition: pl.Expr) -> dict[str, Any] | None:
    rows = frame.filter(condition)
    return rows.row(0, named=True) if rows.height else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
