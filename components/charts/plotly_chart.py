"""How a screen draws a chart specification: Plotly, in the house's look."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from importlib import import_module
from typing import Any, Final

import plotly.graph_objects as go
import polars as pl

from components.charts import (  # they register how charts are drawn
    bars,  # noqa: F401
    funnel,  # noqa: F401
    points,  # noqa: F401
    series_panels,  # noqa: F401
)
from components.charts.parts import draw
from components.charts.plain_text import frame_as_written, from_plotly, spec_as_written
from components.charts.rules import funnel_rows, interval_rows
from components.charts.sizes import Size, drawn_rows, height_px, keep_bars_slim, sized
from components.charts.spec import (
    Bars,
    ChartSpec,
    ControlChart,
    FunnelPlot,
    Intervals,
    OpposedBars,
    SeriesPanels,
    StackedBars,
)
from components.tokens import FONT_STACK, Ink, Surface, Tint

_LONGEST_PERIOD = timedelta(days=92)
_KEPT = 300  # a few dozen kilobytes each


def figure(spec: ChartSpec, frame: pl.DataFrame, size: Size = "alone") -> tuple[go.Figure, int]:
    """The figure of a specification over its frame, in the house's look, and its height in pixels.
    `size`: where it stands; in a row of cards it draws the `drawn_rows`.

    Drawn once for the very same frame, which exhibits keep: building a figure takes longer than all
    else on a page. The figure is shared, so never change it.
    """
    return _figure(spec, _Frame(frame), size)


class _Frame:
    """A frame that is equal to itself alone: frames are never changed, and too large to compare."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self.frame = frame

    def __hash__(self) -> int:
        return id(self.frame)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Frame) and other.frame is self.frame


@lru_cache(maxsize=_KEPT)
def _figure(spec: ChartSpec, of: _Frame, size: Size) -> tuple[go.Figure, int]:
    # Streamlit loads pandas at the first chart or table, and Plotly looks into it if it is there,
    # even when another run, of somebody else or of one who chose again, is still loading it: the
    # page would fail. Whoever imports it waits until it is whole.
    import_module("pandas")
    spec = spec_as_written(spec)
    rows = frame_as_written(drawn_rows(spec, of.frame, size))
    drawn, natural = draw(sized(spec, rows, size), rows)
    height = height_px(spec, natural, size)
    if isinstance(size, int):
        keep_bars_slim(drawn, spec, rows.height, height)
    return _Drawn(with_look(drawn, height=height)), height


class _Drawn(go.Figure):  # type: ignore[misc]
    """A figure that nobody changes any more. Streamlit asks it for its parts each time it is shown,
    and Plotly copies them all: here that is done once."""

    def to_dict(self) -> dict[str, Any]:
        """Its parts, shared with whoever asked before."""
        kept: dict[str, Any] | None = self.__dict__.get("_parts")
        if kept is None:
            kept = self.__dict__["_parts"] = super().to_dict()
        return kept


TICK_SIZE_PX: Final = 13
LABEL_SIZE_PX: Final = 14


def template() -> go.layout.Template:
    """The template: ground, type, axes and the tint of parts."""
    axis = {
        "automargin": True,
        "gridcolor": Surface.EMPTY.value,
        "gridwidth": 1,
        "linecolor": Ink.TEXT.value,
        "showgrid": False,
        "showline": True,
        "tickcolor": Surface.EMPTY.value,
        "tickfont": {"color": Ink.SECONDARY.value, "size": TICK_SIZE_PX},
        "ticklabeloverflow": "allow",
        "ticks": "",
        "title": {
            "font": {"color": Ink.SECONDARY.value, "size": TICK_SIZE_PX},
            "standoff": 8,
        },
        "zeroline": False,
    }
    # Nothing pales when one is picked: it leads on, and is no choice that stays.
    still = [{"unselected": {"marker": {"opacity": 1}}}]
    return go.layout.Template(
        data={"bar": still, "scatter": still},
        layout={
            "annotationdefaults": {
                "font": {"color": Ink.TEXT.value, "size": TICK_SIZE_PX},
                "showarrow": False,
            },
            "colorway": [colour.value for colour in Tint],
            "font": {"color": Ink.TEXT.value, "family": FONT_STACK, "size": LABEL_SIZE_PX},
            "hoverlabel": {
                "align": "left",
                "bgcolor": Surface.PAPER.value,
                "bordercolor": Surface.CONTROL.value,
                "font": {"color": Ink.TEXT.value, "family": FONT_STACK, "size": LABEL_SIZE_PX},
            },
            "legend": {
                "font": {"color": Ink.TEXT.value, "size": TICK_SIZE_PX},
                "orientation": "h",
                "x": 0,
                "xanchor": "left",
                "y": 1.02,
                "yanchor": "bottom",
            },
            "margin": {"b": 32, "l": 16, "r": 16, "t": 12},
            "minreducedwidth": 40,  # else labels are cut off on a phone
            "paper_bgcolor": Surface.PAPER.value,
            "plot_bgcolor": Surface.PAPER.value,
            "separators": ".,",
            "xaxis": axis,
            "yaxis": {
                **axis,
                "rangemode": "tozero",
                "showline": False,
                "ticklabelstandoff": 6,
            },
        },
    )


_TEMPLATE: Final = template()


def with_look(figure: go.Figure, *, height: int = 260) -> go.Figure:
    """Give a figure the house's look; returns the same figure.

    The font is written into the figure too, because each axis's tick colour would otherwise be
    Streamlit's, which is too pale to read (3.7:1).

    Args:
        figure: any Plotly figure.
        height: in pixels.
    """
    figure.update_layout(template=_TEMPLATE, height=height, dragmode=False)
    # Nothing pales when a bar or point is picked: it leads on, and is no choice that stays.
    for kind in ("bar", "scatter"):
        figure.update_traces(unselected={"marker": {"opacity": 1}}, selector={"type": kind})
    return figure


def picked_row(
    spec: ChartSpec, frame: pl.DataFrame, point: Mapping[str, Any]
) -> dict[str, Any] | None:
    """The row behind a point that somebody clicked, as Plotly tells of it (x, y, point_index);
    None where it stands for none."""
    if isinstance(spec, ControlChart | SeriesPanels):
        day = _day(str(point.get("x", ""))[:10])
        if day is None:
            return None
        if isinstance(spec, SeriesPanels):  # drawn within the period that ends next
            rows = frame.sort(spec.date).filter(pl.col(spec.date) >= day)
            there = rows.filter(pl.col(spec.date) == rows.get_column(spec.date).min())
            return _first(there, pl.col(spec.value) == point.get("y")) or _first(
                there, pl.lit(True)
            )
        began = (pl.col(spec.date) <= day) & (pl.col(spec.date) > day - _LONGEST_PERIOD)
        return _first(frame.sort(spec.date, descending=True), began)
    if isinstance(spec, OpposedBars):
        return _first(frame, pl.col(spec.category) == from_plotly(str(point.get("y", ""))))
    if isinstance(spec, FunnelPlot):
        frame = funnel_rows(spec, frame)
    place = point.get("y") if isinstance(spec, Intervals) else point.get("point_index")
    marked = Bars | StackedBars | Intervals | FunnelPlot
    if not isinstance(spec, marked) or not isinstance(place, int | float):
        return None
    if isinstance(spec, Intervals):
        frame = interval_rows(spec, frame)
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
