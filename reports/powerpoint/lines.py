"""What changes over time as PowerPoint's own charts: control charts and scores."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any, Final

import polars as pl
from pptx.enum.chart import XL_CHART_TYPE, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn

from components.charts.spec import ControlChart, ScoreTimeline
from components.look.tokens import Ink, Signal, Surface
from measures.ratings.rating import SCORE_NAMES
from reports.drawing.parts import said, steps
from reports.powerpoint.chart import (
    AXIS,
    CIRCLE,
    DIAMOND,
    HIDDEN,
    LEGEND,
    SQUARE,
    TRIANGLE,
    Categories,
    Labels,
    Place,
    category_axis,
    draw,
    drawable,
    frame_of,
    inner,
    label,
    legend,
    line,
    mark,
    marks,
    value_axis,
    widest,
)
from reports.powerpoint.text import SMALLEST, width_of

_SIGNALS: Final[dict[str, tuple[XL_MARKER_STYLE, str, str]]] = {
    "concern": (TRIANGLE, Signal.ATTENTION.value, "signal: needs a look"),
    "improvement": (DIAMOND, Signal.GOOD.value, "signal: improvement"),
    "neutral_high": (SQUARE, Signal.BRAND.value, "signal: higher than usual"),
    "neutral_low": (SQUARE, Signal.BRAND.value, "signal: lower than usual"),
}
_KINDS: Final[dict[str, tuple[XL_MARKER_STYLE, str, bool, int]]] = {
    "published": (CIRCLE, Signal.BRAND.value, True, 12),
    "self_assessed": (DIAMOND, Ink.SECONDARY.value, False, 12),
    "peer_review": (SQUARE, Ink.SECONDARY.value, False, 11),
}
_APART: Final = 17.0  # the least distance between two labels
_TOP: Final = 10.0
_AWAY: Final = " " * 7  # between a value and the axis, where the first month's name stands below


@drawable.register
def _(spec: ControlChart, frame: pl.DataFrame) -> bool:
    return frame.get_column(spec.value).drop_nulls().len() > 0


@draw.register
def _(spec: ControlChart, frame: pl.DataFrame, place: Place) -> list[Any]:
    """The series with its mean and limits; signals are series of marks of their own."""
    rows = frame.sort(spec.date)
    days: list[date] = rows.get_column(spec.date).to_list()
    values = rows.get_column(spec.value).to_list()
    if None in values:
        place.notes.append(HIDDEN)
    found = rows.get_column(spec.meaning).to_list()
    signals = [meaning for meaning in _SIGNALS if meaning in found]
    shown_as = "0%" if spec.percent else "#,##0.##"
    data = Categories(place.produced, "mmm yyyy")
    data.categories = days
    data.add_series(spec.unit or "value", values, shown_as)
    rules = [("mean", spec.mean), ("upper limit", spec.upper), ("lower limit", spec.lower)]
    if spec.target:
        rules.append(("target", spec.target))
    lines = {name: rows.get_column(column).to_list() for name, column in rules}
    for name, series in lines.items():
        data.add_series(name, series, shown_as)
    for meaning in signals:
        marked = [v if m == meaning else None for v, m in zip(values, found, strict=True)]
        data.add_series(_SIGNALS[meaning][2], marked, shown_as)
    shape = frame_of(place, XL_CHART_TYPE.LINE_MARKERS, data)
    chart = shape.chart
    known = [v for series in (values, *lines.values()) for v in series if v is not None]
    times = 100 if spec.percent else 1
    ticks = [tick / times for tick in steps(max([*known, 0.0]) * times * 1.02)]
    if spec.percent and ticks[-1] > 1 >= max(known):
        ticks = [tick for tick in ticks if tick <= 1]
    value_axis(chart.value_axis, 0, ticks[-1], ticks[1], f'{shown_as}"{_AWAY}"', lines=False)
    _dates(chart, days, place.box.width)
    top = (LEGEND + 4 if signals else 0) + _TOP
    suffix = "%" if spec.percent else ""
    ends = {
        name: f"{name} {said(series[-1] * times, suffix)}"
        for name, series in lines.items() if series[-1] is not None
    }  # fmt: skip
    beside = widest(list(ends.values())) + 22
    left = max(width_of(said(tick * times, suffix), SMALLEST) for tick in ticks) + 40
    inner(chart, place.box, left, top, beside, AXIS + 2)
    if signals:
        without = range(1 + len(rules))
        legend(chart, place.box, left=0, top=0, without=without)
    shown = list(chart.plots[0].series)
    line(shown[0], Surface.CONTROL, 1.75)
    mark(shown[0].marker, CIRCLE, Ink.QUIET, 6)
    tall = place.box.height - top - AXIS - 2
    nudges = _nudges({n: tall * (1 - lines[n][-1] / ticks[-1]) for n in ends})
    last = len(days) - 1
    looks = {"mean": (Ink.TEXT, 1.25, None), "target": (Signal.BRAND, 1.75, MSO_LINE.ROUND_DOT)}
    for (name, _), series in zip(rules, shown[1:], strict=False):
        ink, width, dash = looks.get(name, (Ink.QUIET, 1.25, MSO_LINE.DASH))
        line(series, ink, width, dash)
        if name in ends:
            label(
                series,
                Labels("0%" if spec.percent else "#,##0.##", "r", ink.value,
                       shows=("name", "val"), only=frozenset({last}), nudged={last: nudges[name]}),
                place.box,
            )  # fmt: skip
    for meaning, series in zip(signals, shown[1 + len(rules) :], strict=True):
        style, ink_of, _ = _SIGNALS[meaning]
        marks(series, style, ink_of, 12)
    return [shape]


def _nudges(heights: dict[str, float]) -> dict[str, float]:
    """How far each label moves down so that none lies on another."""
    moved: dict[str, float] = {}
    last = -_APART
    for name, height in sorted(heights.items(), key=lambda entry: entry[1]):
        at = max(height, last + _APART)
        moved[name], last = at - height, at
    return moved


def _dates(chart: Any, days: list[date], width: float) -> None:
    """A true axis of time, with a month's name as often as there is room."""
    axis = chart.category_axis
    category_axis(axis)
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "mmm yyyy", False
    months = {(day.year, day.month) for day in days}
    span = (days[-1].year - days[0].year) * 12 + days[-1].month - days[0].month + 1
    room = max(int(width * 0.75 / (width_of("Mar 2026", SMALLEST) + 14)), 1)
    every = next((n for n in (1, 2, 3, 6, 12, 24, 60) if span / n <= room), 120)
    whole = len(months) == len(days) and all(a < b for a, b in pairwise(days))
    element = axis._element
    # A month's room before the first and after the last.
    axis.minimum_scale, axis.maximum_scale = _serial(days[0]) - 31, _serial(days[-1]) + 31
    for name in ("c:baseTimeUnit", "c:majorUnit", "c:majorTimeUnit"):
        for old in element.findall(qn(name)):
            element.remove(old)
    for name, value in (
        ("baseTimeUnit", "months" if whole else "days"),
        ("majorUnit", str(every)),
        ("majorTimeUnit", "months"),
    ):
        element.append(element.makeelement(qn(f"c:{name}"), {"val": value}))


def _serial(day: date) -> int:
    """A day as a workbook has it."""
    return (day - date(1899, 12, 30)).days


@drawable.register
def _(spec: ScoreTimeline, frame: pl.DataFrame) -> bool:
    return frame.drop_nulls([spec.day, spec.score]).height > 0


@draw.register
def _(spec: ScoreTimeline, frame: pl.DataFrame, place: Place) -> list[Any]:
    """Scores from 1 to 4 over time, one shape a kind."""
    given = frame.drop_nulls([spec.day, spec.score]).sort(spec.day)
    days = sorted(set(given.get_column(spec.day).to_list()))
    words = dict(spec.kinds)
    kinds = [kind for kind in _KINDS if kind in set(given.get_column(spec.kind))]
    data = Categories(place.produced, "d mmm yyyy")
    data.categories = days
    for kind in kinds:
        scores = dict(
            given.filter(pl.col(spec.kind) == kind).select(spec.day, spec.score).iter_rows()
        )
        data.add_series(words.get(kind, kind), [scores.get(day) for day in days], "0")
    shape = frame_of(place, XL_CHART_TYPE.LINE_MARKERS, data)
    chart = shape.chart
    value_axis(chart.value_axis, 0, 5, 1, '[>4]"";[<1]"";0')
    _dates(chart, days, place.box.width)
    legend(chart, place.box, left=0, top=0)
    inner(chart, place.box, 30, LEGEND + 8, 40, AXIS + 2)
    for kind, series in zip(kinds, chart.plots[0].series, strict=True):
        style, ink, filled, size = _KINDS[kind]
        marks(series, style, ink, size, filled=filled)
    place.notes.append("; ".join(f"{score} {name}" for score, name in SCORE_NAMES.items()) + ".")
    return [shape]
