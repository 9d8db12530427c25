"""What panels of series over time show alike in every renderer: their lines, words and axes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

import polars as pl

from components.charts.rules import SIGNALS, USUAL, SignalMark
from components.charts.spec import SeriesPanels
from vocabulary.values import figure_in, is_count, range_in

NAMED_EVENTS: Final = 3
"""So many events are named on a chart, the newest; others are lines alone."""
_FROM_NOUGHT: Final = 0.5
_MID_MONTH: Final = 16
Numbers = list[float | None]


class Line(NamedTuple):
    """A line without gaps: days and values."""

    days: list[date]
    values: list[float]


class Panel(NamedTuple):
    """One panel: its name, what stands under it, and its points in order of time, each in the
    middle of its period."""

    name: str
    note: str
    periods: list[str]
    days: list[date]
    values: Numbers
    marks: list[SignalMark]
    mean: Numbers
    lower: Numbers
    upper: Numbers
    target: Numbers
    groups: list[int]
    mean_before: Numbers
    lower_before: Numbers
    upper_before: Numbers

    def runs(self, series: Numbers) -> list[Line]:
        """A line of limits in pieces: it ends where the usual range begins anew, or nothing is
        known. A piece of one point is as wide as the way to its neighbours."""
        return list(_runs(self.days, series, self.groups))


def panels(spec: SeriesPanels, frame: pl.DataFrame) -> list[Panel]:
    """The panels in the frame's order."""
    half = _half_a_period(frame.get_column(spec.date))
    found = []
    for part in frame.partition_by(spec.panel, maintain_order=True):
        rows = part.sort(spec.date)

        def column(name: str, rows: pl.DataFrame = rows) -> Numbers:
            return [None if each is None else float(each) for each in rows.get_column(name)]

        found.append(
            Panel(
                name=str(rows.item(0, spec.panel) or ""),
                note=str(rows.item(-1, spec.note) or ""),
                periods=rows.get_column(spec.period).to_list(),
                days=[day - half for day in rows.get_column(spec.date)],
                values=column(spec.value),
                marks=[SIGNALS.get(str(each), USUAL) for each in rows.get_column(spec.meaning)],
                mean=column(spec.mean),
                lower=column(spec.lower),
                upper=column(spec.upper),
                target=column(spec.target),
                groups=rows.get_column(spec.rebased).fill_null(0).to_list(),
                mean_before=column(spec.mean_before),
                lower_before=column(spec.lower_before),
                upper_before=column(spec.upper_before),
            )
        )
    return found


def _half_a_period(ends: pl.Series) -> timedelta:
    """Half of the time from one period's last day to the next's; half a month where there is one
    period alone."""
    apart = ends.unique().sort().diff().drop_nulls().median()
    return timedelta(days=apart.days // 2 if isinstance(apart, timedelta) else _MID_MONTH - 1)


def mid_month(day: date) -> date:
    """Where a month's name stands: under the middle of the month, as its figure does."""
    return day.replace(day=_MID_MONTH)


def _runs(days: Sequence[date], series: Numbers, groups: Sequence[int]) -> Iterator[Line]:
    line, group = Line([], []), None
    for day, value, each in zip(days, series, groups, strict=True):
        if value is None or each != group:
            if line.days:
                yield line
            line, group = Line([], []), each
        if value is not None:
            line.days.append(day)
            line.values.append(value)
    if line.days:
        yield line


def axis(shown: Sequence[Panel]) -> tuple[float, float]:
    """From where to where the upright axis goes, the same for every panel: from nought, unless all
    lies in the upper half, where nothing would be seen to move."""
    said = [
        value
        for panel in shown
        for series in (panel.values, panel.target, panel.mean)
        for value in series
        if value is not None
    ]
    limits = [
        value
        for panel in shown
        for series in (panel.lower, panel.upper, panel.lower_before, panel.upper_before)
        for value in series
        if value is not None
    ]
    if not said:
        return 0.0, 1.0
    least, most = min(said + limits), max(said + limits)
    room = (most - least) * 0.06 or abs(most) * 0.1 or 1.0
    if least >= 0:
        return (0.0 if least < most * _FROM_NOUGHT else max(least - room, 0.0)), most + room
    return least - room, most + room


def suffix(spec: SeriesPanels) -> str:
    """What stands behind a number on the axis."""
    return "%" if spec.unit == "percent" else ""


def short_unit(spec: SeriesPanels) -> str | None:
    """The unit that stands behind figures beside the chart: the short one alone."""
    return spec.unit if spec.unit == "percent" or is_count(spec.unit) else None


def usual_range(spec: SeriesPanels, panel: Panel) -> str:
    """The newest usual range in words: "58 to 75%"; empty where there is none."""
    low, high = last(panel.lower), last(panel.upper)
    return "" if low is None or high is None else range_in(low, high, short_unit(spec))


def last(series: Numbers) -> float | None:
    """The newest value that is known."""
    return next((value for value in reversed(series) if value is not None), None)


def ends(spec: SeriesPanels, panel: Panel) -> list[tuple[float, str]]:
    """What is written at the right end of a panel's lines: where, and what."""
    found = []
    target, mean, high = map(last, (panel.target, panel.mean, panel.upper))
    if target is not None:
        found.append((target, f"target {figure_in(target, short_unit(spec))}"))
    if mean is not None:
        found.append((mean, f"mean {figure_in(mean, short_unit(spec))}"))
    expected = usual_range(spec, panel)
    if high is not None and expected and not math.isclose(high, mean or 0):
        found.append((high, f"usual {expected}"))
    return found


def hover(spec: SeriesPanels, panel: Panel) -> list[str]:
    """What is said of each point."""
    return [
        "" if value is None else f"{period}: {figure_in(value, spec.unit)}<br>{mark.words}"
        for period, value, mark in zip(panel.periods, panel.values, panel.marks, strict=True)
    ]


def events(spec: SeriesPanels, shown: Sequence[Panel]) -> list[tuple[date, str]]:
    """The events within the time that is shown, in order, named where there is room."""
    days = [day for panel in shown for day in panel.days]
    if not days:
        return []
    told = sorted((date.fromisoformat(day), what) for day, what in spec.events)
    beside = (max(days) - min(days)) / max(len(set(days)) - 1, 1)
    told = [(day, what) for day, what in told if min(days) - beside <= day <= max(days) + beside]
    unnamed = max(0, len(told) - NAMED_EVENTS)
    return [(day, what if place >= unnamed else "") for place, (day, what) in enumerate(told)]
