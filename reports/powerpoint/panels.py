"""Series over time in panels, as PowerPoint's own charts: one large, or small ones on the same
axes."""

from __future__ import annotations

from datetime import date
from math import ceil
from typing import Any, Final

import polars as pl
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_CONNECTOR
from pptx.util import Pt

from components.charts.panels import (
    Numbers,
    Panel,
    Told,
    axis,
    ends,
    events,
    last,
    not_in_yet,
    panels,
    series_of,
    suffix,
    told_signals,
)
from components.charts.rules import HIDDEN, SIGNALS
from components.charts.spec import ControlChart, SeriesPanels
from components.tokens import Ink, Surface
from reports.drawing.parts import number_label, ticks_between
from reports.office_file import legible
from reports.powerpoint.chart import (
    AXIS,
    CIRCLE,
    LEGEND,
    Categories,
    Labels,
    Place,
    colour,
    draw,
    drawable,
    frame_of,
    inner,
    label,
    legend,
    line,
    mark,
    named,
    value_axis,
    widest,
)
from reports.powerpoint.points import date_axis, nudges, serial, signalled
from reports.powerpoint.text import SMALLEST, Box, fitted, width_of
from vocabulary.wording import short_date

_MOST: Final = 6
_LARGE: Final = 400.0  # points across, from which a chart is a large one
_GAP: Final = 14.0
_LINE: Final = SMALLEST * 1.2
_FOOT: Final = AXIS + 2
_BESIDE: Final = 31  # days before the first point and after the last, as `date_axis` has them
_TOP: Final = 10.0


@drawable.register
def _(spec: SeriesPanels, frame: pl.DataFrame) -> bool:
    return frame.get_column(spec.value).drop_nulls().len() > 0


@draw.register
def _(spec: SeriesPanels, frame: pl.DataFrame, place: Place) -> list[Any]:
    """Each series with its mean and limits; signals are series of marks of their own."""
    shown = panels(spec, frame)
    if any(value is None for panel in shown for value in panel.values):
        place.notes.append(HIDDEN)
    low, high = axis(shown)
    if len(shown) == 1:
        return _large(spec, shown[0], low, high, place)
    if len(shown) > _MOST:
        place.notes.append(f"{len(shown) - _MOST} more in the Excel file.")
        shown = shown[:_MOST]
    found = {mark.words for panel in shown for mark in panel.marks}
    told = [f"{SIGNALS[each].shape}, {SIGNALS[each].words}" for each in SIGNALS
            if SIGNALS[each].words in found]  # fmt: skip
    if told:
        place.notes.append(f"Marks: {'; '.join(told)}.")
    across = 2 if len(shown) in (2, 4) else 3
    down = ceil(len(shown) / across)
    wide = (place.box.width - _GAP * (across - 1)) / across
    tall = (place.box.height - _GAP * (down - 1)) / down
    shapes: list[Any] = []
    for at, panel in enumerate(shown):
        box = Box(
            place.box.left + (at % across) * (wide + _GAP),
            place.box.top + (at // across) * (tall + _GAP), wide, tall,
        )  # fmt: skip
        shapes += _small(spec, panel, low, high, place, box, first=at == 0)
    return shapes


@drawable.register
def _(spec: ControlChart, frame: pl.DataFrame) -> bool:
    return frame.get_column(spec.value).drop_nulls().len() > 0


@draw.register
def _(spec: ControlChart, frame: pl.DataFrame, place: Place) -> list[Any]:
    """A control chart, as one series."""
    return draw(*series_of(spec, frame), place)


def _large(spec: SeriesPanels, panel: Panel, low: float, high: float, place: Place) -> list[Any]:
    told = [(day, what) for day, what in events(spec, [panel]) if what]
    box = place.box
    signals = [each for each in SIGNALS if SIGNALS[each] in panel.marks]
    top = (LEGEND + 4 if signals else 0) + _TOP + _LINE * len(told)
    written = ends(spec, panel)
    margins = (_left(spec, low, high) + 12, top, widest([text for _, text in written]) + 22, _FOOT)
    shape, names = _chart(spec, panel, low, high, place, box, margins)
    chart = shape.chart
    if signals:
        without = [at for at, name in enumerate(names) if name not in signals]
        legend(chart, box, left=0, top=0, without=without)
    _end_words(panel, names, chart, box, top, low, high, dict(enumerate(written)))
    _name_signals(spec, panel, names, chart, box)
    _, late = not_in_yet(spec, panel)
    if late:
        place.notes.append(f"{late}.")
    return [shape, *_event_lines(told, panel.days, place, box, margins)]


def _small(
    spec: SeriesPanels, panel: Panel, low: float, high: float, place: Place, box: Box, *,
    first: bool,
) -> list[Any]:  # fmt: skip
    name = fitted(panel.name, box.width, ((SMALLEST, 2),), bold=True)
    note = fitted(panel.note, box.width, ((SMALLEST, 2),))
    title = _words(place, Box(box.left, box.top, box.width, name.height + note.height + 2),
                   [(name.text, True), (note.text, False)])  # fmt: skip
    used = name.height + note.height + 4
    rest = Box(box.left, box.top + used, box.width, box.height - used)
    margins = (_left(spec, low, high), _TOP, 14.0, _FOOT)
    shape, _ = _chart(spec, panel, low, high, place, rest, margins)
    # What is read out with the first is of all of them.
    said = place.alternative if first else f"{panel.name}: {panel.note}"
    named(shape, f"{place.name}: {panel.name}", said)
    told = [(day, "") for day, _ in events(spec, [panel])]
    return [title, shape, *_event_lines(told, panel.days, place, rest, margins)]


def _left(spec: SeriesPanels, low: float, high: float) -> float:
    ticks = ticks_between(low, high, 5)
    return max(width_of(number_label(tick, suffix(spec)), SMALLEST) for tick in ticks) + 28


def _away(box: Box) -> str:
    """Between numbers and the axis: the first month's name reaches further on a large chart."""
    return " " * (7 if box.width > _LARGE else 3)


def _chart(
    spec: SeriesPanels, panel: Panel, low: float, high: float, place: Place, box: Box,
    margins: tuple[float, float, float, float],
) -> tuple[Any, list[str]]:  # fmt: skip
    """A native chart of one panel, and what its series are, in order: "value", a line's name, or a
    signal."""
    shown_as = '#,##0.##"%"' if spec.unit == "percent" else "#,##0.##"
    data = Categories(place.produced, "mmm yyyy")
    data.categories = panel.days
    data.add_series(spec.unit or "value", panel.values, shown_as)
    names = ["value"]
    for name, series in _lines(panel):
        data.add_series(name, series, shown_as)
        names.append(name)
    for meaning, found in SIGNALS.items():
        if found in panel.marks:
            marked = [v if m is found else None
                      for v, m in zip(panel.values, panel.marks, strict=True)]  # fmt: skip
            data.add_series(found.words, marked, shown_as)
            names.append(meaning)
    shape = frame_of(place, XL_CHART_TYPE.LINE_MARKERS, data, box)
    chart = shape.chart
    ticks = ticks_between(low, high, 5 if box.height > 200 else 3)
    step = ticks[1] - ticks[0] if len(ticks) > 1 else None
    # The axis begins and ends at a whole step: programs count from its beginning.
    begin, end = low, high
    if step:
        begin, end = step * (low // step), step * -(-high // step)
    # Room beside the numbers: the first month's name reaches below the lowest.
    beside = f'#,##0.##"{suffix(spec)}{_away(box)}"'
    value_axis(chart.value_axis, begin, end, step, beside, lines=False)
    date_axis(chart, panel.days, box.width - margins[0] - margins[2])
    inner(chart, box, *margins)
    looks = {
        "mean": (Ink.TEXT, 1.25, None),
        "target": (Ink.TEXT, 1.75, MSO_LINE.ROUND_DOT),
        "before": (Ink.QUIET, 1.0, MSO_LINE.ROUND_DOT),
        "limit": (Ink.QUIET, 1.0, MSO_LINE.DASH),
    }
    for name, series in zip(names, chart.plots[0].series, strict=True):
        if name == "value":
            line(series, Surface.CONTROL, 1.75)
            mark(series.marker, CIRCLE, Ink.QUIET, 6)
        elif name in SIGNALS:
            signalled(series, SIGNALS[name], 12 if box.width > _LARGE else 9)
        else:
            kind = next((each for each in ("before", "mean", "target") if each in name), "limit")
            ink, width, dash = looks[kind]
            line(series, ink, width, dash)
    return shape, names


def _lines(panel: Panel) -> list[tuple[str, Numbers]]:
    """The lines by name: limits of each stretch by themselves, so that none joins two."""
    found: list[tuple[str, Numbers]] = []
    groups = sorted(set(panel.groups))
    for group in groups:
        since = "" if group == groups[-1] else f", up to {short_date(_last_day(panel, group))}"
        for name, series in (
            ("mean", panel.mean), ("upper limit", panel.upper), ("lower limit", panel.lower),
        ):  # fmt: skip
            found.append((f"{name}{since}", [
                value if each == group else None
                for value, each in zip(series, panel.groups, strict=True)
            ]))  # fmt: skip
    for name, series in (
        ("mean before", panel.mean_before),
        ("upper limit before", panel.upper_before),
        ("lower limit before", panel.lower_before),
        ("target", panel.target),
    ):
        found.append((name, series))
    return [(name, series) for name, series in found if any(v is not None for v in series)]


def _last_day(panel: Panel, group: int) -> date:
    return max(day for day, each in zip(panel.days, panel.groups, strict=True) if each == group)


def _end_words(
    panel: Panel, names: list[str], chart: Any, box: Box, top: float, low: float, high: float,
    written: dict[int, tuple[float, str]],
) -> None:  # fmt: skip
    """Words at the ends of target, mean and upper limit, none on another."""
    at_end = len(panel.days) - 1
    lines = {"target": panel.target, "mean": panel.mean, "upper limit": panel.upper}
    texts = {text.split()[0]: text for _, text in written.values()}
    words = {"target": texts.get("target"), "mean": texts.get("mean"),
             "upper limit": texts.get("usual")}  # fmt: skip
    axis_low, axis_high = chart.value_axis.minimum_scale, chart.value_axis.maximum_scale
    tall = box.height - top - _FOOT
    heights = {
        name: tall * (1 - ((last(lines[name]) or 0.0) - axis_low) / (axis_high - axis_low))
        for name, text in words.items() if text and name in names and lines[name][-1] is not None
    }  # fmt: skip
    moved = nudges(heights)
    for name, series in zip(names, chart.plots[0].series, strict=True):
        if name in moved:
            label(
                series,
                Labels(position="r", shows=(), texts={at_end: str(words[name])},
                       nudged={at_end: moved[name]}),
                box,
            )  # fmt: skip


def _name_signals(spec: SeriesPanels, panel: Panel, names: list[str], chart: Any, box: Box) -> None:
    """What stood out, beside its point."""
    told: dict[str, dict[int, Told]] = {}
    for each in told_signals(spec, panel):
        meaning = next(name for name, mark in SIGNALS.items() if mark is panel.marks[each.at])
        told.setdefault(meaning, {})[each.at] = each
    for name, series in zip(names, chart.plots[0].series, strict=True):
        found = told.get(name)
        if found:
            right = min(found) * 2 < len(panel.days)
            texts = {at: f"{each.strong}, {each.under}" for at, each in found.items()}
            label(
                series,
                Labels(position="r" if right else "l", shows=(), texts=texts,
                       ink=SIGNALS[name].colour, bold=True),
                box,
            )  # fmt: skip


def _event_lines(
    told: list[tuple[date, str]], days: list[date], place: Place, box: Box,
    margins: tuple[float, float, float, float],
) -> list[Any]:  # fmt: skip
    """An upright line for what happened, and its name above on the side where there is room."""
    left, top, right, bottom = margins
    wide = box.width - left - right
    begin, end = serial(days[0]) - _BESIDE, serial(days[-1]) + _BESIDE
    shapes: list[Any] = []
    for row, (day, what) in enumerate(told):
        x = box.left + left + wide * (serial(day) - begin) / (end - begin)
        high = box.top + top - (_LINE * (len(told) - row) - 4 if what else 0)
        drawn = place.slide.shapes.add_connector(
            MSO_CONNECTOR.STRAIGHT, Pt(x), Pt(high), Pt(x), Pt(box.bottom - bottom)
        )
        drawn.line.color.rgb, drawn.line.width = colour(Ink.TEXT), Pt(1)
        named(drawn, "What happened", f"{what}, {short_date(day)}" if what else short_date(day))
        shapes.append(drawn)
        if what:
            text = f"{what}, {short_date(day)}"
            long = width_of(text, SMALLEST) + 8
            beside = x + 4 if x + long < box.left + box.width else x - long
            shapes.append(_words(place, Box(beside, high - 4, long, _LINE + 2), [(text, False)]))
    return shapes


def _words(place: Place, box: Box, parts: list[tuple[str, bool]]) -> Any:
    """A text box without margins, a paragraph a part."""
    shape = place.slide.shapes.add_textbox(Pt(box.left), Pt(box.top), Pt(box.width), Pt(box.height))
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap = True
    for at, (text, bold) in enumerate(part for part in parts if part[0]):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text, run.font.size, run.font.bold = legible(text), Pt(SMALLEST), bold
        run.font.color.rgb = colour(Ink.TEXT)
    shape.name = "Words"
    return shape
