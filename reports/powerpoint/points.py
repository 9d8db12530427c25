"""Marks on scales as PowerPoint's own charts: intervals, the funnel, control charts, councils along
a scale, scores over time.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any, Final

import polars as pl
from pptx.enum.chart import XL_CHART_TYPE, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.util import Pt

from components.charts.rules import (
    NOT_SHOWN,
    SCORE_KINDS,
    Interval,
    Shape,
    SignalMark,
    bands,
    funnel_rows,
    interval,
    interval_rows,
    own_label,
    stacked_dots,
)
from components.charts.spec import DotDistribution, FunnelPlot, Intervals, ScoreTimeline
from components.tokens import Ink, Signal, Surface
from reports.drawing.parts import months_apart, steps
from reports.powerpoint.chart import (
    AXIS,
    CIRCLE,
    LEGEND,
    SQUARE,
    TRIANGLE,
    Categories,
    Labels,
    Place,
    Points,
    category_axis,
    draw,
    drawable,
    first_rows,
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
from reports.powerpoint.text import SMALLEST, shortened_apart, width_of
from vocabulary.ratings import SCORE_NAMES
from vocabulary.wording import within

_CLOSE: Final = SMALLEST * 1.12  # rows named beside points may stand closer than an axis names them
_NAMES: Final = 0.44  # of the width, the most that names take
_DOT: Final = 16  # points across at most
_UNDER: Final = 2.0  # dots' heights below the dots, for ours


@drawable.register
def _(spec: Intervals, frame: pl.DataFrame) -> bool:
    return interval_rows(spec, frame).get_column(spec.value).drop_nulls().len() > 0


@draw.register
def _(spec: Intervals, frame: pl.DataFrame, place: Place) -> list[Any]:
    """A series a row: from its low end through its value to its high end. Rows set apart are
    triangles, those with too few are pale."""
    box = place.box
    top = 22.0 if spec.reference is not None else 4.0
    shown_rows = interval_rows(spec, frame)
    frame = first_rows(shown_rows, int((box.height - top - AXIS) / _CLOSE), place)
    number_format = "0%" if spec.percent else "General"
    plain = names_of(frame, spec.category)
    rows = list(frame.iter_rows(named=True))
    names = shortened_apart(
        [
            name + (f" ({NOT_SHOWN})" if row[spec.value] is None else "")
            for name, row in zip(plain, rows, strict=True)
        ],
        box.width * _NAMES - 16,
        SMALLEST,
    )
    least, most, step = _range(spec, frame)
    data = Points(place.produced, number_format)
    # The vertical axis only says where a row is; names stand beside points at its foot. The last
    # is repeated, so that no series after this is longer (see `_longest_first`).
    begins = data.add_series("rows")
    for at in [*range(len(rows)), *[len(rows) - 1] * (3 - len(rows))]:
        begins.add_data_point(least, len(rows) - at)
    drawn = [found for row in rows if (found := interval(spec, row))]
    for at, row in enumerate(rows):
        if row[spec.value] is None:
            continue
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
    right = widest([found.label for found in drawn], bold=True) + 14
    inner(chart, box, left, top, right, AXIS)
    value_axis(chart.category_axis, least, most, step, number_format)
    _hidden(chart.value_axis, 0.5, len(rows) + 0.5)
    shown = list(chart.plots[0].series)
    marks(shown[0], CIRCLE, Surface.PAPER, 2)
    shown[0].marker.format.line.fill.background()
    shown[0].marker.format.fill.background()
    label(shown[0], Labels(position="l", shows=(), texts=dict(enumerate(names))), box)
    for found, one in zip(drawn, shown[1:], strict=False):
        _interval(found, one, place)
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


def _interval(found: Interval, series: Any, place: Place) -> None:
    ink = found.colour
    line(series, ink, 2.75 if found.enough else 1.25)
    at = 0 if found.low is None else 1
    last = at if found.high is None else at + 1
    mark(series.points[at].marker, TRIANGLE if found.apart else CIRCLE, ink,
         11 if found.apart else 9, filled=found.enough, ground=Surface.PAPER.value)  # fmt: skip
    words = Labels(position="r", shows=(), ink=ink, bold=True, texts={last: found.label})
    label(series, words, place.box)


def _hidden(axis: Any, low: float, high: float) -> None:
    """An axis that only says where things are."""
    value_axis(axis, low, high, None, "General", lines=False)
    axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE


_Series = dict[str, list[tuple[float, float]]]


def _longest_first(data: Points, found: _Series, number_format: str | None = None) -> list[str]:
    """Add series, and say in which order: LibreOffice leaves out those before a longer one."""
    order = sorted((name for name in found if found[name]), key=lambda name: -len(found[name]))
    for name in order:
        series = data.add_series(name, number_format=number_format)
        for across, up in found[name]:
            series.add_data_point(across, up)
    return order


@drawable.register
def _(spec: FunnelPlot, frame: pl.DataFrame) -> bool:
    return funnel_rows(spec, frame).height > 0


@draw.register
def _(spec: FunnelPlot, frame: pl.DataFrame, place: Place) -> list[Any]:
    """Shares against size between limits; ours filled, with its name."""
    others = "each of the others" if spec.parts else "other councils"
    known = funnel_rows(spec, frame)
    data = Points(place.produced, "#,##0")
    found: _Series = {}
    for name, column in (
        ("lower limit", spec.lower),
        ("upper limit", spec.upper),
        (spec.all_of, spec.centre),
    ):
        rule = known.drop_nulls(column).select(spec.denominator, column)
        found[name] = list(rule.iter_rows())
    for row in known.iter_rows(named=True):
        name = str(row[spec.group]) if row[spec.own] else others
        found.setdefault(name, []).append((row[spec.denominator], row["share"]))
    looks = _longest_first(data, found, "0%")
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
        elif name == spec.all_of:
            line(series, Ink.TEXT, 1.25)
        elif name == others:
            marks(series, CIRCLE, Signal.BRAND if spec.parts else Ink.QUIET, 8, filled=spec.parts)
        elif spec.parts:
            marks(series, TRIANGLE, Signal.ATTENTION, 12)
        else:
            marks(series, CIRCLE, Signal.BRAND, 12)
    legend(chart, box, left=0, top=0)
    place.notes.append(f"Across: {within(spec.unit)}.")
    return [shape]


@drawable.register
def _(spec: DotDistribution, frame: pl.DataFrame) -> bool:
    return frame.get_column(spec.value).drop_nulls().len() > 0 or spec.own_low is not None


@draw.register
def _(spec: DotDistribution, frame: pl.DataFrame, place: Place) -> list[Any]:
    """A dot a council, stacked along the scale; ours filled, below them."""
    stacked = stacked_dots(spec, frame)
    tallest = max(stacked.get_column("level").to_list(), default=1)
    box = place.box
    top, bottom = LEGEND + 26, AXIS
    room = box.height - top - bottom
    unit = min(room / (tallest + _UNDER + 0.6), _DOT * 1.4)  # from dot to dot
    size = round(unit / 1.4)
    high = room / unit
    data = Points(place.produced, '0"%"')
    found: _Series = {}
    for name, which in ((spec.highlight_label, True), (spec.other_label, False)):
        rows = stacked.filter(pl.col(spec.highlight).fill_null(False) == which)
        for value, level in rows.select(spec.value, "level").iter_rows():
            found.setdefault(name or "Councils", []).append((value, level + _UNDER - 0.4))
    own = [] if spec.own is None else [spec.own]
    if not own and spec.own_low is not None and spec.own_high is not None:
        own = [spec.own_low, spec.own_high]
    ours = spec.own_label or "ours"
    found[ours] = [(value, _UNDER / 2) for value in own]
    begins = {name.capitalize(): start for name, start in spec.bands}
    for name, start in begins.items():
        found[name] = [(start, 0), (start, high * 0.995)]
    order = _longest_first(data, found)
    shape = frame_of(place, XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS, data)
    chart = shape.chart
    value_axis(chart.category_axis, spec.low, spec.high + 1, 25, '0"%"', lines=False)
    category_axis(chart.category_axis)
    _hidden(chart.value_axis, 0, high)
    inner(chart, box, 20, top, 30, bottom)
    shown = list(chart.plots[0].series)
    wide = (box.width - 50) / (spec.high + 1 - spec.low)
    for name, series in zip(order, shown, strict=True):
        if name == ours:
            _ours(spec, own, series, place, wide)
        elif name in begins:
            _band(spec, name, series, place, wide)
        else:
            ink = Ink.TEXT if name == spec.highlight_label else Ink.QUIET
            marks(series, CIRCLE, ink, size, filled=False)
    without = [at for at, name in enumerate(order) if name in begins]
    legend(chart, box, left=0, top=0, without=without)
    return [shape]


def _band(spec: DotDistribution, name: str, series: Any, place: Place, wide: float) -> None:
    """A band's beginning, and its name beside it."""
    line(series, Surface.CONTROL, 1, MSO_LINE.DASH)
    start, end = next((a, b) for band, a, b in bands(spec) if band.capitalize() == name)
    words = f"{name} from {start}%"
    if width_of(words, SMALLEST) > (end - start) * wide:
        words = name
    label(
        series,
        Labels(position="r", shows=(), ink=Ink.SECONDARY.value, texts={1: words},
               nudged={1: -12}),
        place.box,
    )  # fmt: skip


def _ours(spec: DotDistribution, own: list[int], series: Any, place: Place, wide: float) -> None:
    ink, words = Signal.BRAND.value, own_label(spec)
    if len(own) == 1:
        marks(series, CIRCLE, ink, 12)
    else:
        line(series, ink, 3)
        mark(series.marker, CIRCLE, ink, 9)
    room = (spec.high + 1 - own[-1]) * wide + 30
    right = room > width_of(words, SMALLEST, bold=True) + 14
    at = len(own) - 1 if right else 0
    side = "r" if right else "l"
    label(series, Labels(position=side, shows=(), ink=ink, bold=True, texts={at: words}), place.box)


MARK_STYLES: Final[dict[Shape, XL_MARKER_STYLE]] = {
    "circle": CIRCLE,
    "dash": XL_MARKER_STYLE.DASH,
    "dotted": CIRCLE,
    "ring": CIRCLE,
    "square": SQUARE,
    "triangle": TRIANGLE,
}
MONTH: Final = max(width_of(f"{date(2026, n, 1):%b %Y}", SMALLEST) for n in range(1, 13)) + 14
"""How much room a month's name takes on an axis, with what is free beside it."""
_APART: Final = SMALLEST * 1.2  # the least distance between two labels


def signalled(series: Any, found: SignalMark, size: int) -> None:
    """A series of the points that mean something: triangles filled, rings heavy, what is not known
    yet dotted."""
    marks(series, MARK_STYLES[found.shape], found.colour, size, filled=found.shape == "triangle")
    edge = series.marker.format.line
    edge.width = Pt(2.25 if found.shape == "ring" else 1)
    if found.shape == "dotted":
        edge.dash_style = MSO_LINE.ROUND_DOT


def nudges(heights: dict[str, float]) -> dict[str, float]:
    """How far each label moves down so that none lies on another."""
    moved: dict[str, float] = {}
    last = -_APART
    for name, height in sorted(heights.items(), key=lambda entry: entry[1]):
        at = max(height, last + _APART)
        moved[name], last = at - height, at
    return moved


def date_axis(chart: Any, days: list[date], width: float) -> None:
    """A true axis of time, with a month's name as often as there is room in a plot so wide: a name
    with less than its room is broken in the middle of its year."""
    axis = chart.category_axis
    category_axis(axis)
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "mmm yyyy", False
    months = {(day.year, day.month) for day in days}
    # The axis begins a month before the first day and ends a month after the last.
    span = (days[-1].year - days[0].year) * 12 + days[-1].month - days[0].month + 3
    every = months_apart(days[0], days[-1], max(int(width / MONTH) * (span - 2) / span, 1))
    whole = len(months) == len(days) and all(a < b for a, b in pairwise(days))
    element = axis._element
    # A month's room before the first and after the last.
    axis.minimum_scale, axis.maximum_scale = serial(days[0]) - 31, serial(days[-1]) + 31
    for name in ("c:baseTimeUnit", "c:majorUnit", "c:majorTimeUnit"):
        for old in element.findall(qn(name)):
            element.remove(old)
    for name, value in (
        ("baseTimeUnit", "months" if whole else "days"),
        ("majorUnit", str(every)),
        ("majorTimeUnit", "months"),
    ):
        element.append(element.makeelement(qn(f"c:{name}"), {"val": value}))


def serial(day: date) -> int:
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
    kinds = [kind for kind in SCORE_KINDS if kind in set(given.get_column(spec.kind))]
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
    date_axis(chart, days, place.box.width - 70)
    legend(chart, place.box, left=0, top=0)
    inner(chart, place.box, 30, LEGEND + 8, 40, AXIS + 2)
    for kind, series in zip(kinds, chart.plots[0].series, strict=True):
        shape_of, ink, filled = SCORE_KINDS[kind]
        size = 11 if shape_of == "square" else 12
        marks(series, MARK_STYLES[shape_of], ink, size, filled=filled)
    place.notes.append("; ".join(f"{score} {name}" for score, name in SCORE_NAMES.items()) + ".")
    return [shape]
