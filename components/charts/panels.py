"""What panels of series over time show alike in every renderer: their lines, words and axes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

import polars as pl

from components.charts.rules import SIGNALS, USUAL, SignalMark
from components.charts.spec import ControlChart, SeriesPanels, StackedBars
from vocabulary.values import figure_in, is_count, range_in
from vocabulary.wording import listed_up_to, month_and_year

NAMED_EVENTS: Final = 3
"""So many events are named on a chart, the newest; others are lines alone."""
_FROM_NOUGHT: Final = 0.5
_MID_MONTH: Final = 16
_A_MONTH: Final = 30.4
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


def series_of(spec: ControlChart, frame: pl.DataFrame) -> tuple[SeriesPanels, pl.DataFrame]:
    """A control chart as one series, so that all series over time are drawn alike: the chart, and
    the frame with what it names. Dates become the last days of their months or quarters."""
    rows = frame.sort(spec.date)
    apart = rows.get_column(spec.date).diff().drop_nulls().median()
    months = max(1, round(apart.days / _A_MONTH)) if isinstance(apart, timedelta) else 1
    times = 100.0 if spec.percent else 1.0
    end = pl.col(spec.date).dt.month_start().dt.offset_by(f"{months}mo").dt.offset_by("-1d")
    told = ("name",) if "name" in rows.columns else ()
    period = pl.col("name") if told else pl.col(spec.date).dt.strftime("%B %Y")
    least = pl.when(pl.col(spec.value).min() >= 0).then(0.0)
    columns = {
        "value": pl.col(spec.value) * times,
        "mean": pl.col(spec.mean) * times,
        "lower": pl.max_horizontal(pl.col(spec.lower) * times, least),
        "upper": pl.col(spec.upper) * times,
        "meaning": pl.col(spec.meaning),
        "target": pl.col(spec.target) * times if spec.target else pl.lit(None, pl.Float64),
        "date": end,
        "period": period,
        **dict.fromkeys(("panel", "note"), pl.lit("")),
        "rebased": pl.lit(0),
        **dict.fromkeys(("mean_before", "lower_before", "upper_before"), pl.lit(None, pl.Float64)),
    }
    # No range is known where its upper end is not.
    known = pl.col(spec.lower).is_not_null()
    columns["lower"] = pl.when(known).then(columns["lower"])
    names = {name: name for name in columns}
    unit = "percent" if spec.percent else spec.unit
    series = SeriesPanels(**names, unit=unit, events=spec.events, late=spec.late)
    return series, rows.select(**columns)


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


def middles(begin: Sequence[date]) -> list[date]:
    """The middles of periods that begin on these days, in order."""
    apart = pl.Series(begin, dtype=pl.Date).diff().drop_nulls().median()
    half = timedelta(days=apart.days // 2 if isinstance(apart, timedelta) else _MID_MONTH - 1)
    return [day + half for day in begin]


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


class Told(NamedTuple):
    """What is written beside a point that stood out: its place, the words, and whether it is above
    the mean."""

    at: int
    strong: str
    under: str
    above: bool
    alone: bool


NAMED_SIGNALS: Final = 2
"""So many stretches that stood out are named on a chart, the newest; others are marks alone."""


def told_signals(spec: SeriesPanels, panel: Panel) -> list[Told]:
    """What is written beside the newest stretches of points that stood out: one point by its figure
    and month, more by what they are and since when."""
    found = []
    # What holds for most of the time shown is not what stood out in it.
    runs = [run for run in _signals(panel) if len(run) * 2 < len(panel.values)]
    for run in runs[-NAMED_SIGNALS:]:
        mean = [panel.mean[at] or 0.0 for at in run]
        far = [abs((panel.values[at] or 0.0) - each) for at, each in zip(run, mean, strict=True)]
        at = run[far.index(max(far))]
        value, low, high = panel.values[at] or 0.0, panel.lower[at], panel.upper[at]
        mark = panel.marks[at]
        if len(run) == 1:
            strong = f"{figure_in(value, short_unit(spec))} in {panel.periods[at]}"
            under = mark.words
            if low is not None and high is not None and not low <= value <= high:
                usual = range_in(low, high, short_unit(spec))
                under = f"{'above' if value > high else 'below'} the usual {usual}"
        else:
            strong = f"{mark.words[:1].upper()}{mark.words[1:]}"
            goes_on = all(each.shape == "dotted" for each in panel.marks[run[-1] + 1 :])
            first, last_of = panel.periods[run[0]], panel.periods[run[-1]]
            under = f"since {first}" if goes_on else f"{first} to {last_of}"
        found.append(Told(at, strong, under, value >= (panel.mean[at] or 0.0), len(run) == 1))
    return found


def _signals(panel: Panel) -> Iterator[list[int]]:
    """Places of points in a row that stood out alike."""
    run: list[int] = []
    for at, (mark, value) in enumerate(zip(panel.marks, panel.values, strict=True)):
        stood = mark is not USUAL and mark.shape != "dotted" and value is not None
        if run and not (stood and mark is panel.marks[run[-1]]):
            yield run
            run = []
        if stood:
            run.append(at)
    if run:
        yield run


def not_in_yet(spec: SeriesPanels, panel: Panel) -> tuple[list[date], str]:
    """Where months stand that are not known yet, whole or at all; and what is said of those that
    are over: "October 2026 not in yet"."""
    late = [date.fromisoformat(day) for day in spec.late]
    so_far = [day for day, mark in zip(panel.days, panel.marks, strict=True)
              if mark.shape == "dotted"]  # fmt: skip
    said = f"{listed_up_to([month_and_year(day) for day in late])} not in yet" if late else ""
    return so_far + [mid_month(day) for day in late], said


def events(
    spec: SeriesPanels | StackedBars, shown: Sequence[Panel] | Sequence[date]
) -> list[tuple[date, str]]:
    """The events within the time that is shown (panels, or days), in order, named where there is
    room."""
    days = [day for each in shown for day in (each.days if isinstance(each, Panel) else (each,))]
    if not days:
        return []
    told = sorted((date.fromisoformat(day), what) for day, what in spec.events)
    beside = (max(days) - min(days)) / max(len(set(days)) - 1, 1)
    told = [(day, what) for day, what in told if min(days) - beside <= day <= max(days) + beside]
    unnamed = max(0, len(told) - NAMED_EVENTS)
    return [(day, what if place >= unnamed else "") for place, (day, what) in enumerate(told)]
