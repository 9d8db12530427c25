"""Comparisons as PowerPoint's own charts of points: intervals, the funnel, councils on a scale."""

from __future__ import annotations

from typing import Any, Final

import polars as pl
from pptx.enum.chart import XL_CHART_TYPE, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_LINE

from components.charts.spec import DotDistribution, FunnelPlot, Intervals
from components.look.tokens import Ink, Signal, Surface
from reports.drawing_parts import said, steps
from reports.powerpoint_chart import (
    AXIS,
    CIRCLE,
    DIAMOND,
    LEGEND,
    Labels,
    Place,
    Points,
    category_axis,
    cut,
    draw,
    drawable,
    frame_of,
    inner,
    label,
    legend,
    line,
    mark,
    marks,
    names_of,
    value_axis,
    widest,
)
from reports.powerpoint_text import SMALLEST, shortened, width_of

_ROW: Final = 17.4
_NAMES: Final = 0.44  # of the width, the most that names take
_DOT: Final = 10  # points across


@drawable.register
def _(spec: Intervals, frame: pl.DataFrame) -> bool:
    return frame.get_column(spec.value).drop_nulls().len() > 0


@draw.register
def _(spec: Intervals, frame: pl.DataFrame, place: Place) -> list[Any]:
    """A series a row: from its low end through its value to its high end. Rows set apart are open
    diamonds, those with too few are pale."""
    box = place.box
    top = 22.0 if spec.reference is not None else 4.0
    frame = cut(frame, int((box.height - top - AXIS) / _ROW), place)
    number_format = "0%" if spec.percent else "General"
    plain = names_of(frame, spec.category)
    rows = list(frame.iter_rows(named=True))
    names = [
        shortened(name + (" (not shown)" if row[spec.value] is None else ""),
                  box.width * _NAMES - 16, 1, SMALLEST)
        for name, row in zip(plain, rows, strict=True)
    ]  # fmt: skip
    least, most, step = _range(spec, frame)
    data = Points(place.produced, number_format)
    # Row by row from the top: the vertical axis only says where a row is.
    begins = data.add_series("rows")
    for at in range(len(rows)):
        begins.add_data_point(least, len(rows) - at)
    drawn = [(at, row) for at, row in enumerate(rows) if row[spec.value] is not None]
    for at, row in drawn:
        series = data.add_series(plain[at])
        for value in (row[spec.low], row[spec.value], row[spec.high]):
            if value is not None:
                series.add_data_point(value, len(rows) - at)
    if spec.reference is not None:
        series = data.add_series(spec.reference_label or "reference")
        series.add_data_point(spec.reference, 0.5)
        series.add_data_point(spec.reference, len(rows) + 0.5)
    shape = frame_of(place, XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS, data)
    chart = shape.chart
    left = min(widest(names) + 18, box.width * _NAMES)
    right = widest([_said(spec, row) for _, row in drawn], bold=True) + 14
    inner(chart, box, left, top, right, AXIS)
    value_axis(chart.category_axis, least, most, step, number_format)
    _hidden(chart.value_axis, 0.5, len(rows) + 0.5)
    shown = list(chart.plots[0].series)
    marks(shown[0], CIRCLE, Surface.PAPER, 2)
    shown[0].marker.format.line.fill.background()
    shown[0].marker.format.fill.background()
    label(shown[0], Labels(position="l", shows=(), texts=dict(enumerate(names))), box)
    for (_, row), one in zip(drawn, shown[1:], strict=False):
        _interval(spec, row, one, place)
    if spec.reference is not None:
        line(shown[-1], Ink.TEXT, 1.25, MSO_LINE.DASH)
        label(shown[-1], Labels(position="t", shows=("name",), only=frozenset({1})), box)
    return [shape]


def _range(spec: Intervals, frame: pl.DataFrame) -> tuple[float, float, float]:
    """Where the axis begins and ends, and its steps."""
    if spec.most is not None:
        most = spec.most
    elif spec.percent:
        most = 1.0
    else:
        ends = [*frame.get_column(spec.high), *frame.get_column(spec.value), spec.reference]
        most = float(max([*(end for end in ends if end is not None), 0.0]) or 1.0)
    if spec.percent and spec.most is None and not spec.least:
        return 0.0, 1.0, 0.25
    times = 100 if spec.percent else 1
    ticks = [tick / times for tick in steps((most - spec.least) * times)]
    return spec.least, most if spec.most is not None else spec.least + ticks[-1], ticks[1]


def _interval(spec: Intervals, row: dict[str, Any], series: Any, place: Place) -> None:
    enough = bool(row[spec.enough]) if spec.enough else True
    apart = bool(row[spec.apart]) if spec.apart else False
    strong = Signal.ATTENTION if apart else Signal.BRAND
    ink = strong.value if enough else Ink.QUIET.value
    line(series, ink, 2.75 if enough else 1.25)
    at = 0 if row[spec.low] is None else 1
    last = at if row[spec.high] is None else at + 1
    mark(series.points[at].marker, DIAMOND if apart else CIRCLE, ink, 11 if apart else 9,
         filled=enough and not apart)  # fmt: skip
    words = Labels(position="r", shows=(), ink=ink, bold=True, texts={last: _said(spec, row)})
    label(series, words, place.box)


def _said(spec: Intervals, row: dict[str, Any]) -> str:
    return f"{row[spec.value]:.0%}" if spec.percent else f"{row[spec.value]:,.3g}"


def _hidden(axis: Any, low: float, high: float) -> None:
    """An axis that only says where things are."""
    value_axis(axis, low, high, None, "General", lines=False)
    axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE


def _funnel(spec: FunnelPlot, frame: pl.DataFrame) -> pl.DataFrame:
    known = frame.drop_nulls([spec.numerator, spec.denominator])
    return known.filter(pl.col(spec.denominator) > 0).sort(spec.denominator)


@drawable.register
def _(spec: FunnelPlot, frame: pl.DataFrame) -> bool:
    return _funnel(spec, frame).height > 0


@draw.register
def _(spec: FunnelPlot, frame: pl.DataFrame, place: Place) -> list[Any]:
    """Shares against size between limits; ours a diamond with its name."""
    known = _funnel(spec, frame)
    data = Points(place.produced, "#,##0")
    looks = []
    rules = (("lower limit", spec.lower), ("upper limit", spec.upper), ("all councils", spec.centre))
    for name, column in rules:
        rule = known.drop_nulls(column).select(spec.denominator, column)
        if rule.height:
            series = data.add_series(name, number_format="0%")
            for size, value in rule.iter_rows():
                series.add_data_point(size, value)
            looks.append(name)
    for ours in (False, True):
        for row in known.filter(pl.col(spec.own).fill_null(False) == ours).iter_rows(named=True):
            name = str(row[spec.group]) if ours else "other councils"
            if name not in looks:
                series = data.add_series(name, number_format="0%")
                looks.append(name)
            series.add_data_point(
                row[spec.denominator], row[spec.numerator] / row[spec.denominator]
            )
    shape = frame_of(place, XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS, data)
    chart, box = shape.chart, place.box
    ticks = steps(float(known.get_column(spec.denominator).max() or 1) * 1.1)  # type: ignore[arg-type]
    value_axis(chart.category_axis, 0, ticks[-1], ticks[1], "#,##0", lines=False)
    category_axis(chart.category_axis)
    value_axis(chart.value_axis, 0, 1, 0.25, "0%")
    inner(chart, box, 48, LEGEND + 12, 20, AXIS)
    shown = list(chart.plots[0].series)
    for name, series in zip(looks, shown, strict=True):
        if name in {"lower limit", "upper limit"}:
            line(series, Ink.QUIET, 1.25, MSO_LINE.DASH)
        elif name == "all councils":
            line(series, Ink.TEXT, 1.25)
        elif name == "other councils":
            marks(series, CIRCLE, Ink.QUIET, 8, filled=False)
        else:
            marks(series, DIAMOND, Signal.BRAND, 12)
    legend(chart, box, left=0, top=0)
    place.notes.append("Across: investigations decided.")
    return [shape]


@drawable.register
def _(spec: DotDistribution, frame: pl.DataFrame) -> bool:
    return frame.get_column(spec.value).drop_nulls().len() > 0 or spec.own_low is not None


@draw.register
def _(spec: DotDistribution, frame: pl.DataFrame, place: Place) -> list[Any]:
    """A dot a council, stacked along the scale; ours a diamond below them."""
    stacked = (
        frame.drop_nulls(spec.value)
        .sort(spec.value, spec.highlight, descending=[False, True])
        .with_columns(level=pl.int_range(1, pl.len() + 1).over(spec.value))
    )
    tallest = max(stacked.get_column("level").to_list(), default=1)
    box = place.box
    top, bottom = LEGEND + 26, AXIS
    high = max(tallest + 0.6, (box.height - top - bottom) / (_DOT * 1.6) - 2)
    data = Points(place.produced, '0"%"')
    for name, start in spec.bands:
        series = data.add_series(name.capitalize())
        series.add_data_point(start, -2)
        series.add_data_point(start, high)
    groups = [
        (name, stacked.filter(pl.col(spec.highlight).fill_null(False) == which), which)
        for name, which in ((spec.highlight_label, True), (spec.other_label, False))
    ]
    groups = [group for group in groups if group[1].height]
    for name, rows, _ in groups:
        series = data.add_series(name or "Councils")
        for value, level in rows.select(spec.value, "level").iter_rows():
            series.add_data_point(value, level)
    own = [] if spec.own is None else [spec.own]
    if not own and spec.own_low is not None and spec.own_high is not None:
        own = [spec.own_low, spec.own_high]
    if own:
        series = data.add_series(spec.own_label or "ours")
        for value in own:
            series.add_data_point(value, -1)
    shape = frame_of(place, XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS, data)
    chart = shape.chart
    value_axis(chart.category_axis, spec.low, spec.high + 1, None, '0"%"', lines=False)
    category_axis(chart.category_axis)
    chart.category_axis.major_unit = 25
    _hidden(chart.value_axis, -2, high)
    inner(chart, box, 20, top, 30, bottom)
    bands = len(spec.bands)
    shown = list(chart.plots[0].series)
    wide = (box.width - 50) / (spec.high + 1 - spec.low)
    for place_, (name, start) in enumerate(spec.bands):
        line(shown[place_], Surface.CONTROL, 1, MSO_LINE.DASH)
        ends = [begin for _, begin in spec.bands[place_ + 1 :]] + [spec.high + 1]
        words = f"{name.capitalize()} from {start}%"
        if width_of(words, SMALLEST) > (ends[0] - start) * wide:
            words = name.capitalize()
        label(shown[place_], Labels(position="t", shows=(), ink=Ink.SECONDARY.value,
                                    texts={1: words}), box)  # fmt: skip
    for (_, _, filled), series in zip(groups, shown[bands:], strict=False):
        marks(series, CIRCLE, Ink.QUIET, _DOT, filled=filled)
    if own:
        _ours(spec, own, shown[-1], place, wide)
    legend(chart, box, left=0, top=0, without=range(bands))
    return [shape]


def _ours(spec: DotDistribution, own: list[int], series: Any, place: Place, wide: float) -> None:
    ink = Signal.BRAND.value
    if len(own) == 1:
        marks(series, DIAMOND, ink, 13)
        words = f"{spec.own_label} {said(own[0])}%"
    else:
        line(series, ink, 3)
        mark(series.marker, CIRCLE, ink, 9)
        words = f"{spec.own_label}: {own[0]} to {own[1]}% still possible"
    room = (spec.high + 1 - own[-1]) * wide + 30
    right = room > width_of(words, SMALLEST, bold=True) + 14
    at = len(own) - 1 if right else 0
    side = "r" if right else "l"
    label(series, Labels(position=side, shows=(), ink=ink, bold=True, texts={at: words}), place.box)
