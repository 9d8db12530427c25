"""Counts as PowerPoint's own charts: bars, stacks, opposed bars, shares of scores."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import polars as pl
from pptx.chart.axis import DateAxis
from pptx.chart.chart import Chart
from pptx.enum.chart import XL_CHART_TYPE, XL_TICK_LABEL_POSITION

from components.charts.panels import events, middles
from components.charts.rules import (
    HIDDEN,
    LIGHT_LETTERS_ON,
    NOT_SHOWN,
    bar_labels,
    edge_of,
    open_periods,
    opposed_rows,
)
from components.charts.spec import Bars, OpposedBars, ScoreShares, StackedBars
from components.tokens import Ink, Scale, Signal, Surface, Tint
from reports.drawing.parts import steps
from reports.powerpoint.chart import (
    AXIS,
    LEGEND,
    ROW,
    Categories,
    Labels,
    Place,
    category_axis,
    draw,
    drawable,
    fill,
    first_rows,
    frame_of,
    inner,
    label,
    legend,
    named,
    names_of,
    value_axis,
    widest,
)
from reports.powerpoint.points import date_axis
from reports.powerpoint.text import SMALLEST, Box, shortened_apart, width_of
from vocabulary.ratings import SCORE_NAMES
from vocabulary.wording import SO_FAR, short_date

_NAMES: Final = 0.44  # of the width, the most that names take
_WHOLE: Final = "#,##0"
_AWAY: Final = " " * 9  # between a number and the axis, where the first month's name stands below
_NOT_NONE: Final = "#,##0;;"  # a block of none has no number
# From lowest score to highest, deeper: text reads at 5:1 or better on each.
_SCORES: Final = (Surface.PAPER, Scale.FIRST, Scale.FOURTH, Surface.CONTROL)


def _rows(place: Place, chart: Chart, names: Sequence[str], *, top: float, right: float,
          bottom: float) -> tuple[float, float]:  # fmt: skip
    """Rows from top to bottom with their names left of them; the plot's width and a row's
    height."""
    box = place.box
    left = min(widest(names) + 16, box.width * _NAMES)
    inner(chart, box, left, top, right, bottom)
    axis = chart.category_axis
    category_axis(axis)
    axis.reverse_order = True
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    return box.width - left - right, (box.height - top - bottom) / max(len(names), 1)


def _fit(place: Place, names: Sequence[str]) -> list[str]:
    """Names that fit beside the rows in one line."""
    return shortened_apart(names, place.box.width * _NAMES - 16, SMALLEST)


@drawable.register
def _(spec: Bars, frame: pl.DataFrame) -> bool:
    return frame.get_column(spec.count).drop_nulls().len() > 0


@draw.register
def _(spec: Bars, frame: pl.DataFrame, place: Place) -> list[Any]:
    """One bar a row from zero, its number beside it; the part of it darker."""
    frame = first_rows(frame, int(place.box.height / ROW), place)
    beside = bar_labels(spec, frame)
    counts = frame.get_column(spec.count).to_list()
    names = _fit(place, names_of(frame, spec.category))
    hidden = {at for at, count in enumerate(counts) if count is None}
    data = Categories(place.produced, _WHOLE)
    data.categories = _with(names, hidden, NOT_SHOWN)
    data.add_series(spec.unit or "all", counts)
    if spec.part:
        data.add_series(spec.part_label or "part", frame.get_column(spec.part).to_list())
    shape = frame_of(place, XL_CHART_TYPE.BAR_CLUSTERED, data)
    chart = shape.chart
    _rows(place, chart, _with(names, hidden, NOT_SHOWN), top=2, right=widest(beside) + 14, bottom=2)
    most = max([*(count or 0 for count in counts), 1])
    value_axis(chart.value_axis, 0, most, None, _WHOLE, lines=False)
    chart.value_axis.visible = False
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 55, 100
    whole = plot.series[0]
    if spec.part:
        fill(whole, Tint.FOURTH, edge=Surface.CONTROL)
        fill(plot.series[1], Signal.BRAND)
    else:
        fill(whole, Signal.BRAND)
    words = dict(enumerate(beside)) if spec.part or spec.steps else {}
    label(whole, Labels(_WHOLE, texts={at: words[at] for at in words if at not in hidden}),
          place.box)  # fmt: skip
    return [shape]


def _with(names: Sequence[str], places: set[int], words: str) -> list[str]:
    return [f"{name} ({words})" if at in places else name for at, name in enumerate(names)]


@drawable.register
def _(spec: StackedBars, frame: pl.DataFrame) -> bool:
    return any(frame.get_column(column).drop_nulls().len() > 0 for column, _ in spec.kinds)


@draw.register
def _(spec: StackedBars, frame: pl.DataFrame, place: Place) -> list[Any]:
    """Counts of a few kinds stacked from zero, the number in each block where it fits."""
    if spec.horizontal:
        frame = first_rows(frame, int((place.box.height - LEGEND - AXIS) / ROW), place)
    counts = [frame.get_column(column).to_list() for column, _ in spec.kinds]
    hidden = {at for at in range(frame.height) if any(kind[at] is None for kind in counts)}
    if hidden:
        place.notes.append(HIDDEN)
    names = _names(spec, frame)
    if spec.horizontal:
        names = _with(_fit(place, names), hidden, "part not shown")
    ticks = steps(max([*(sum(kind[at] or 0 for kind in counts) for at in range(frame.height)), 1]))
    data = Categories(place.produced, _WHOLE)
    data.categories = names
    # Names of months that stand closer than they are wide would be broken: a true axis of time
    # names as many as there is room for.
    left, beside = _beside(spec, ticks[-1])
    room = place.box.width - left - beside
    if spec.date and not spec.horizontal and widest(names) + 8 > room / max(len(names), 1):
        data = Categories(place.produced, "mmm yyyy")
        data.categories = frame.get_column(spec.category).to_list()
        place.notes.extend(f"{name}." for name in names if name.endswith(SO_FAR))
    for (_, name), kind in zip(spec.kinds, counts, strict=True):
        data.add_series(name, kind, _WHOLE)
    lying = spec.horizontal
    shape = frame_of(
        place, XL_CHART_TYPE.BAR_STACKED if lying else XL_CHART_TYPE.COLUMN_STACKED, data
    )
    value_axis(shape.chart.value_axis, 0, ticks[-1], ticks[1], _WHOLE)
    if lying:
        long, thick = _rows(place, shape.chart, names, top=LEGEND + 4, right=16, bottom=AXIS)
        legend(shape.chart, place.box, left=0, top=0)
        # The first row is at the top, where the axis would be too: its numbers go to the far side.
        shape.chart.value_axis.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    else:
        long, thick = _standing(spec, place, shape.chart, frame, ticks[-1])
        begins = frame.get_column(spec.category).to_list() if spec.date else []
        told = [(day, what) for day, what in events(spec, middles(begins)) if what]
        if told:
            said = "; ".join(f"{what}, {short_date(day)}" for day, what in told)
            place.notes.append(f"What happened: {said}.")
    plot = shape.chart.plots[0]
    plot.gap_width, plot.overlap = 40, 100
    for series, kind, ink in zip(plot.series, counts, Tint, strict=False):
        fill(series, ink, edge=edge_of(ink))
        without = frozenset(
            at for at, count in enumerate(kind)
            if not _has_room(count, long / ticks[-1], thick / 1.4, lying=lying)
        )  # fmt: skip
        words = Surface.PAPER if ink in LIGHT_LETTERS_ON else Ink.TEXT
        label(series, Labels(_NOT_NONE, "ctr", words.value, without=without), place.box)
    return [shape]


def _names(spec: StackedBars, frame: pl.DataFrame) -> list[str]:
    if spec.date:
        days: list[date] = frame.get_column(spec.category).to_list()
        told = zip(days, open_periods(spec, frame), strict=True)
        return [f"{day:%b %Y}{f', {SO_FAR}' if still_open else ''}" for day, still_open in told]
    return names_of(frame, spec.category)


def _has_room(count: int | None, a_count: float, thick: float, *, lying: bool) -> bool:
    """Whether a block is large enough for its number."""
    if not count:
        return False
    wide, tall = width_of(f"{count:,}", SMALLEST) + 3, SMALLEST * 1.05
    long = count * a_count
    return (long >= wide and thick >= tall - 3) if lying else (long >= tall and thick >= wide)


def _beside(spec: StackedBars, most: float) -> tuple[float, float]:
    """The room left of standing columns for numbers, and right of them for the kinds' names."""
    return width_of(f"{most:,.0f}", SMALLEST) + 14, widest([name for _, name in spec.kinds]) + 40


def _standing(
    spec: StackedBars, place: Place, chart: Chart, frame: pl.DataFrame, most: float
) -> tuple[float, float]:
    """Columns with the kinds' names right of them; the plot's height and a column's width."""
    box = place.box
    left, beside = _beside(spec, most)
    legend(chart, box, left=box.width - beside + 6, top=6, right=True)
    if isinstance(chart.category_axis, DateAxis):
        left += width_of(_AWAY, SMALLEST) + 4
        chart.value_axis.tick_labels.number_format = f'{_WHOLE}"{_AWAY}"'
    room, below = box.width - left - beside, AXIS + 2
    if isinstance(chart.category_axis, DateAxis):
        days: list[date] = frame.get_column(spec.category).to_list()
        date_axis(chart, days, room)
        columns = (days[-1].year - days[0].year) * 12 + days[-1].month - days[0].month + 3
    else:
        category_axis(chart.category_axis)
        columns = max(frame.height, 1)
    inner(chart, box, left, 10, beside, below)
    return box.height - 10 - below, room / columns


@drawable.register
def _(spec: ScoreShares, frame: pl.DataFrame) -> bool:
    return any((frame.get_column(column).sum() or 0) > 0 for column in spec.counts)


@draw.register
def _(spec: ScoreShares, frame: pl.DataFrame, place: Place) -> list[Any]:
    """Per category four blocks with how many councils have each score; ours edged, and named."""
    frame = first_rows(frame, int((place.box.height - LEGEND) / ROW), place)
    own = frame.get_column(spec.own).to_list()
    plain = names_of(frame, spec.category)
    names = [
        name if score is None else f"{name} ● {score}"
        for name, score in zip(plain, own, strict=True)
    ]
    data = Categories(place.produced, _WHOLE)
    data.categories = names
    counts = [frame.get_column(column).to_list() for column in spec.counts]
    for score, kind in enumerate(counts, start=1):
        data.add_series(f"{score} {SCORE_NAMES[score]}", kind)
    shape = frame_of(place, XL_CHART_TYPE.BAR_STACKED, data)
    chart = shape.chart
    most = max([*(sum(kind[at] or 0 for kind in counts) for at in range(frame.height)), 1])
    value_axis(chart.value_axis, 0, most, None, _WHOLE, lines=False)
    chart.value_axis.visible = False
    long, _ = _rows(place, chart, names, top=LEGEND + 4, right=6, bottom=2)
    legend(chart, place.box, left=0, top=0)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 30, 100
    for score, (series, kind, ink) in enumerate(
        zip(plot.series, counts, _SCORES, strict=True), start=1
    ):
        fill(series, ink, edge=Surface.CONTROL)
        without = frozenset(
            at for at, count in enumerate(kind)
            if not count or count * long / most < width_of(str(count), SMALLEST)
        )  # fmt: skip
        for at in (at for at, ours in enumerate(own) if ours == score and kind[at]):
            fill(series.points[at], ink, edge=Signal.BRAND, width=2.5)
        label(series, Labels(_NOT_NONE, "ctr", without=without), place.box)
    place.notes.append("● and the strong edge: our score.")
    return [shape]


@drawable.register
def _(spec: OpposedBars, frame: pl.DataFrame) -> bool:
    return opposed_rows(spec, frame).height > 0


@draw.register
def _(spec: OpposedBars, frame: pl.DataFrame, place: Place) -> list[Any]:
    """Two counts a row, left and right of a middle line; both are from zero, and positive."""
    shown = opposed_rows(spec, frame)
    names = _fit(place, names_of(shown, spec.category))
    box = place.box
    counts = [shown.get_column(column).to_list() for column in (spec.left, spec.right)]
    # Room for the numbers beyond the longest bars.
    most = max([*counts[0], *counts[1], 1]) * 1.15
    beside = min(widest(names) + 16, box.width * _NAMES)
    half = (box.width - beside) / 2
    halves = (
        (Box(box.left, box.top, beside + half, box.height), spec.left_label, Tint.FIRST),
        (Box(box.left + beside + half, box.top, half, box.height), spec.right_label, Tint.THIRD),
    )
    shapes: list[Any] = []
    for (at, name, ink), values in zip(halves, counts, strict=True):
        data = Categories(place.produced, _WHOLE)
        data.categories = names
        data.add_series(name, values)
        shape = frame_of(place, XL_CHART_TYPE.BAR_CLUSTERED, data, at)
        chart, left = shape.chart, not shapes
        value_axis(chart.value_axis, 0, most, None, _WHOLE, lines=False)
        chart.value_axis.visible = False
        chart.value_axis.reverse_order = left
        category_axis(chart.category_axis)
        chart.category_axis.reverse_order = True
        chart.category_axis.tick_label_position = (
            XL_TICK_LABEL_POSITION.HIGH if left else XL_TICK_LABEL_POSITION.NONE
        )
        inner(chart, at, beside if left else 0, LEGEND + 4, 0, 2)
        wide = width_of(name, SMALLEST) + 34
        legend(chart, at, left=at.width - wide if left else 6, top=0)
        chart.plots[0].gap_width = 55
        series = chart.plots[0].series[0]
        fill(series, ink)
        label(series, Labels(_NOT_NONE, "outEnd", bold=True), at)
        shapes.append(shape)
    named(shapes[1], f"{place.name}: {spec.right_label}",
          f"The right half of the chart before: {spec.right_label}.")  # fmt: skip
    return shapes
