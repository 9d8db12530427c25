"""How large a chart is drawn: by itself, as the first of its page, or in a row of cards.

In a row all charts are as tall as the one that needs most, within reason: a chart of more rows than
have room there draws as many as can be read, closer before fewer; the table has them all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from math import ceil
from typing import Final, Literal

import plotly.graph_objects as go
import polars as pl

from components.charts.parts import BESIDE_WORDS, FOLDED_AT, folded
from components.charts.rules import interval_rows
from components.charts.spec import (
    Bars,
    ChartSpec,
    ControlChart,
    Intervals,
    OpposedBars,
    SeriesPanels,
    StackedBars,
)

Size = Literal["alone", "first"] | int
"""A number is the height in pixels of all charts of a row of cards."""
_LEAST_PX, _MOST_PX = 256, 352
FIRST_PX: Final = 330
_LINE_PX, _BETWEEN_PX = 18, 2
_BAR_PX: Final = 26  # a bar is no thicker, however few there are
_ROOM: Final = {Bars: 24, Intervals: 60, StackedBars: 64, OpposedBars: 52}  # beside the rows


def drawable_rows(spec: ChartSpec, frame: pl.DataFrame) -> pl.DataFrame:
    """The rows that a chart draws where it has room for all."""
    return interval_rows(spec, frame) if isinstance(spec, Intervals) else frame


def drawn_rows(spec: ChartSpec, frame: pl.DataFrame, size: Size) -> pl.DataFrame:
    """The rows that a chart of rows draws: in a card the first that have room, those set apart
    before others, in their own order; else all."""
    frame = drawable_rows(spec, frame)
    if isinstance(size, str) or not _has_rows(spec) or isinstance(spec, OpposedBars):
        return frame
    room = _fit(spec, frame, size)
    if room >= frame.height:
        return frame
    places = list(range(frame.height))
    if isinstance(spec, Intervals) and spec.apart:
        apart = frame.get_column(spec.apart).to_list()
        places.sort(key=lambda place: not apart[place])
    return frame[sorted(places[:room])]


def sized(spec: ChartSpec, frame: pl.DataFrame, size: Size) -> ChartSpec:
    """The specification as drawn at a size: opposed bars say themselves how many rows they draw."""
    if isinstance(size, int) and isinstance(spec, OpposedBars):
        return replace(spec, shown=min(spec.shown, _fit(spec, frame, size)))
    return spec


def height_px(spec: ChartSpec, natural: int, size: Size) -> int:
    """How tall the chart is; `natural`: as its drawing asks for."""
    if isinstance(size, int):
        return size
    if size == "first" and isinstance(spec, ControlChart | SeriesPanels | StackedBars):
        return max(natural, FIRST_PX)
    return natural


def keep_bars_slim(drawn: go.Figure, spec: ChartSpec, rows: int, height: int) -> None:
    """A few bars in a tall card are set apart, not made thick."""
    if _has_rows(spec) and not isinstance(spec, Intervals) and rows:
        each = (height - _ROOM[type(spec)]) / rows
        drawn.update_layout(bargap=max(0.3, 1 - _BAR_PX / each))
        drawn.update_yaxes(dtick=1)  # every bar is named, however close they are


def _has_rows(spec: ChartSpec) -> bool:
    return isinstance(spec, Bars | Intervals | OpposedBars) or (
        isinstance(spec, StackedBars) and spec.horizontal
    )


def row_height_px(charts: Iterable[tuple[ChartSpec, pl.DataFrame]]) -> int:
    """How tall the charts of a row of cards are, so that each that can draws all its rows."""
    needed = (
        _ROOM[type(spec)] + drawable_rows(spec, frame).height * _each_px(spec, frame)
        for spec, frame in charts
        if _has_rows(spec)
    )
    return ceil(max((px for px in needed if _LEAST_PX < px <= _MOST_PX), default=_LEAST_PX))


def _fit(spec: ChartSpec, frame: pl.DataFrame, height: int) -> int:
    """How many rows have room."""
    return int((height - _ROOM[type(spec)]) // _each_px(spec, frame))


def _each_px(spec: ChartSpec, frame: pl.DataFrame) -> float:
    """How tall a row is: no name touches the next, however many lines either has."""
    category = spec.category  # type: ignore[union-attr]
    names = ["" if name is None else str(name) for name in frame.get_column(category)]
    letters = BESIDE_WORDS if isinstance(spec, Bars) else FOLDED_AT
    lines = [folded(name, letters).count("<br>") + 1 for name in names]
    most = max((sum(pair) / 2 for pair in pairwise(lines)), default=max(lines, default=1))
    return _LINE_PX * most + _BETWEEN_PX
