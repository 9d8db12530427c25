"""Series over time in panels: one large, or small ones on the same axes."""

from __future__ import annotations

from datetime import date
from math import ceil
from typing import Final, NamedTuple

import polars as pl

from components.charts.panels import (
    Numbers,
    Panel,
    Told,
    axis,
    ends,
    events,
    mid_month,
    not_in_yet,
    panels,
    series_of,
    suffix,
    told_signals,
)
from components.charts.rules import USUAL
from components.charts.spec import ControlChart, SeriesPanels
from components.tokens import Ink, Surface
from reports.drawing.canvas import LABEL, SMALL, Canvas, Scale, fold, width_of
from reports.drawing.parts import draw, height_needed, key, months, number_label, ticks_between
from vocabulary.wording import short_date

_MM: Final = 25.4 / 72
_SMALL_PT: Final = 88.0
_GAP: Final = 16.0
_EVENT: Final = 11.0
_WORDS_ABOVE: Final = 0.16  # of the plot's height: room for words above what stood out


class _Place(NamedTuple):
    """Where a panel's plot lies."""

    left: float
    top: float
    right: float
    foot: float


@height_needed.register
def _(spec: SeriesPanels, frame: pl.DataFrame, width_mm: float) -> float:
    many = frame.get_column(spec.panel).n_unique()
    if many <= 1:
        return 84.0
    across = _across(many)
    return _MM * (ceil(many / across) * (_SMALL_PT + 46) + 44)


@draw.register
def _(spec: SeriesPanels, frame: pl.DataFrame, canvas: Canvas) -> None:
    """Each series between its usual limits with mean and target; signals marked by shape."""
    shown = panels(spec, frame)
    if not shown:
        return
    found = dict.fromkeys([USUAL, *(mark for panel in shown for mark in panel.marks)])
    head = key(canvas, [(s, c, True, label) for s, c, label in found], top=0) + 4
    low, high = axis(shown)
    if len(shown) == 1 and any(each.above for each in told_signals(spec, shown[0])):
        high += (high - low) * _WORDS_ABOVE
    ticks = ticks_between(low, high, 5 if len(shown) == 1 else 3)
    left = max(width_of(number_label(tick, suffix(spec)), SMALL) for tick in ticks) + 8
    told = events(spec, shown)
    days = [day for panel in shown for day in panel.days]
    first, last = min(days), max(days)
    if len(shown) == 1:
        named = [(day, what) for day, what in told if what]
        written = ends(spec, shown[0])
        wide = max([width_of(text, SMALL) for _, text in written], default=0)
        place = _Place(
            left, head + 8 + _EVENT * len(named), canvas.width - wide - 12, canvas.height - 16
        )
        waiting, late = not_in_yet(spec, shown[0])
        x, y = _scales(place, first, max([last, *waiting]), low, high)
        _not_in_yet(canvas, x, place, waiting, late)
        _panel(canvas, spec, shown[0], x, y, place, ticks, [day for day, _ in told], size=7.5)
        for each in told_signals(spec, shown[0]):
            _said(canvas, shown[0], each, x, y, place)
        _event_names(canvas, x, named, place)
        _end_words(canvas, y, place.right, written)
        return
    across = _across(len(shown))
    down = ceil(len(shown) / across)
    wide = (canvas.width - left - _GAP * (across - 1)) / across
    names = [fold(panel.name, wide, LABEL) for panel in shown]
    notes = [fold(panel.note, wide, SMALL) for panel in shown]
    title = 6 + max(
        11 * (name.count("\n") + 1) + 10 * (note.count("\n") + 1)
        for name, note in zip(names, notes, strict=True)
    )
    tall = (canvas.height - head - 16) / down
    for at, panel in enumerate(shown):
        begin = left + (at % across) * (wide + _GAP)
        top = head + (at // across) * tall
        place = _Place(begin, top + title, begin + wide, top + tall - 14)
        canvas.words(begin, top + 2, names[at], at="top", bold=True)
        under = top + 2 + 11 * (names[at].count("\n") + 1)
        canvas.words(begin, under, notes[at], at="top", size=SMALL)
        x, y = _scales(place, first, last, low, high)
        _panel(canvas, spec, panel, x, y, place, ticks, [day for day, _ in told], size=5,
               numbers=at % across == 0)  # fmt: skip


@height_needed.register
def _(spec: ControlChart, frame: pl.DataFrame, width_mm: float) -> float:
    return height_needed(*series_of(spec, frame), width_mm)


@draw.register
def _(spec: ControlChart, frame: pl.DataFrame, canvas: Canvas) -> None:
    """A control chart, as one series."""
    draw(*series_of(spec, frame), canvas)


def _across(many: int) -> int:
    return 2 if many in (2, 4) else 3


def _scales(place: _Place, first: date, last: date, low: float, high: float) -> tuple[Scale, Scale]:
    room = max(10.0, (last - first).days / 60)
    across = Scale(first.toordinal() - room, last.toordinal() + room, place.left, place.right)
    return across, Scale(low, high, place.foot, place.top)


def _panel(
    canvas: Canvas, spec: SeriesPanels, panel: Panel, x: Scale, y: Scale, place: _Place,
    ticks: list[float], told: list[date], *, size: float, numbers: bool = True,
) -> None:  # fmt: skip
    for tick in ticks if numbers else []:
        canvas.words(
            place.left - 5, y(tick), number_label(tick, suffix(spec)), side="right", size=SMALL,
            colour=Ink.SECONDARY.value,
        )  # fmt: skip
    _ranges(canvas, panel, x, y)
    for day in told:
        at = x(day.toordinal())
        canvas.line([(at, place.top), (at, place.foot)], colour=Ink.TEXT.value, width=0.8)
    for mean in panel.runs(panel.mean):
        if len(mean.days) > 1:
            line = [(x(d.toordinal()), y(v)) for d, v in zip(*mean, strict=True)]
            canvas.line(line, colour=Ink.TEXT.value, width=0.9)
    for target in _known(panel.days, panel.target):
        line = [(x(d.toordinal()), y(v)) for d, v in target]
        canvas.line(line, colour=Ink.TEXT.value, width=1.2, dash="dot")
    canvas.line([(place.left, place.foot), (place.right, place.foot)], colour=Ink.TEXT.value,
                width=0.7)  # fmt: skip
    begin = panel.days[0].replace(day=1)
    for day in months(begin, panel.days[-1], 7 if place.right - place.left > 250 else 2):
        canvas.words(
            x(mid_month(day).toordinal()), place.foot + 4, f"{day:%b %Y}", side="center", at="top",
            size=SMALL, colour=Ink.SECONDARY.value,
        )  # fmt: skip
    _points(canvas, panel, x, y, size)


def _not_in_yet(canvas: Canvas, x: Scale, place: _Place, waiting: list[date], late: str) -> None:
    """Months that are not known yet: hatched from top to bottom."""
    half = (x(20) - x(0)) / 4
    for day in waiting:
        at = x(day.toordinal())
        down = place.top
        while down < place.foot:
            lower = min(down + 2 * half, place.foot)
            canvas.line([(at - half, lower), (at + half, down)], colour=Surface.CONTROL.value,
                        width=0.6)  # fmt: skip
            down += 3.5
    if late:
        canvas.words(x(waiting[-1].toordinal()) - half - 4, place.foot - 8, late, side="right",
                     size=SMALL)  # fmt: skip


def _said(canvas: Canvas, panel: Panel, told: Told, x: Scale, y: Scale, place: _Place) -> None:
    """What stood out, beside its point."""
    at, up = x(panel.days[told.at].toordinal()), y(panel.values[told.at] or 0.0)
    right = at < (place.left + place.right) / 2
    side = 9 if told.alone else -4
    across = at + side if right else at - side
    middle = up if told.alone else up - 20 if told.above else up + 20
    for text, bold, down in ((told.strong, True, -5), (told.under, False, 5)):
        canvas.words(across, middle + down, text, side="left" if right else "right", bold=bold,
                     size=SMALL, colour=panel.marks[told.at].colour)  # fmt: skip


def _ranges(canvas: Canvas, panel: Panel, x: Scale, y: Scale) -> None:
    """The usual range as a pale band, and that of before as dotted lines."""
    for lower, upper in zip(panel.runs(panel.lower), panel.runs(panel.upper), strict=True):
        top = [(x(d.toordinal()), y(v)) for d, v in zip(*upper, strict=True)]
        bottom = [(x(d.toordinal()), y(v)) for d, v in zip(*lower, strict=True)]
        if len(top) < 2:
            continue
        canvas.area([*top, *reversed(bottom)], colour=Surface.BAND.value)
    for series in (panel.lower_before, panel.mean_before, panel.upper_before):
        for run in panel.runs(series):
            if len(run.days) > 1:
                line = [(x(d.toordinal()), y(v)) for d, v in zip(*run, strict=True)]
                canvas.line(line, colour=Ink.QUIET.value, width=0.8, dash="dot")


def _points(canvas: Canvas, panel: Panel, x: Scale, y: Scale, size: float) -> None:
    for run in _known(panel.days, panel.values):
        canvas.line([(x(d.toordinal()), y(v)) for d, v in run], colour=Surface.CONTROL.value)
    for day, value, mark in zip(panel.days, panel.values, panel.marks, strict=True):
        if value is not None:
            usual = mark is USUAL
            canvas.mark(
                x(day.toordinal()), y(value), mark.shape, colour=mark.colour,
                size=size * 0.55 if usual else size,
            )  # fmt: skip


def _known(days: list[date], values: Numbers) -> list[list[tuple[date, float]]]:
    """The figures in pieces without gaps."""
    runs: list[list[tuple[date, float]]] = [[]]
    for day, value in zip(days, values, strict=True):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((day, value))
    return [run for run in runs if len(run) > 1]


def _event_names(canvas: Canvas, x: Scale, named: list[tuple[date, str]], place: _Place) -> None:
    """What happened, each on a line of its own above the plot, on the side where there is room."""
    for row, (day, what) in enumerate(named):
        at = x(day.toordinal())
        left = at < (place.left + place.right) / 2
        canvas.words(
            at, place.top - 5 - _EVENT * (len(named) - 1 - row), f"{what}, {short_date(day)}",
            side="left" if left else "right", size=SMALL,
        )  # fmt: skip


def _end_words(canvas: Canvas, y: Scale, right: float, written: list[tuple[float, str]]) -> None:
    """Words at the right end of lines, none on another."""
    free = -99.0
    for value, text in sorted(written, key=lambda end: -end[0]):
        free = max(y(value), free + 10)
        canvas.words(right + 6, free, text, size=SMALL)
