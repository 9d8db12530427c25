"""Series over time in panels, as a screen draws them: one large, or small ones on the same axes."""

from __future__ import annotations

from datetime import date, timedelta
from math import ceil
from typing import Any, Final

import plotly.graph_objects as go
import polars as pl
from plotly.subplots import make_subplots

from components.charts.panels import (
    Panel,
    Told,
    axis,
    ends,
    events,
    hover,
    mid_month,
    not_in_yet,
    panels,
    series_of,
    suffix,
    told_signals,
)
from components.charts.parts import draw, folded, left_room, widest_px
from components.charts.points import end_labels, markers
from components.charts.spec import ControlChart, SeriesPanels
from components.tokens import Ink, Surface
from vocabulary.wording import short_date

_HEIGHT: Final = 330
_SMALL: Final = 150
_LINE_PX: Final = 17
_FOLDED_AT: Final = 20  # letters in a line: a phone has room for two panels so wide
_EVENT_AT: Final = 26
_FOOT_PX: Final = 44
_EVENT_PX: Final = 20
_MANY: Final = 6
_TICKS: Final = (1, 2, 3, 6, 12, 24)
_YEAR: Final = 12
_WORDS_ABOVE: Final = 0.16  # of the plot's height: room for words above what stood out
_HATCH_WIDE: Final = 14 * 24 * 60 * 60 * 1000  # a fortnight in milliseconds
_BEFORE: Final = {"color": Ink.QUIET.value, "width": 1, "dash": "dot"}


@draw.register
def _series_panels(spec: SeriesPanels, frame: pl.DataFrame) -> tuple[go.Figure, int]:
    shown = panels(spec, frame)
    if not shown:
        return go.Figure(), _HEIGHT
    if len(shown) == 1:
        return _large(spec, shown[0])
    return _small(spec, shown)


@draw.register
def _control_chart(spec: ControlChart, frame: pl.DataFrame) -> tuple[go.Figure, int]:
    return draw(*series_of(spec, frame))


def _large(spec: SeriesPanels, panel: Panel) -> tuple[go.Figure, int]:
    drawn = go.Figure()
    low, high = axis([panel])
    signals = told_signals(spec, panel)
    if any(each.above for each in signals):
        high += (high - low) * _WORDS_ABOVE
    waiting, late = not_in_yet(spec, panel)
    days = sorted({*panel.days, *waiting})
    _lines(drawn, panel)
    top = mark_events(drawn, events(spec, [panel]), days)
    plot_px = _HEIGHT - 16 - _FOOT_PX
    if waiting:
        _not_in_yet(drawn, waiting, late, low, high)
    _points(drawn, spec, panel)
    written = ends(spec, panel)
    end_labels(drawn, days[-1], written, per_px=(high - low) / plot_px, low=low)
    for told in signals:
        drawn.add_annotation(**_said(panel, told, days))
    _axes(drawn, days, low, high, suffix(spec), ticks=6)
    drawn.update_layout(
        showlegend=False,
        margin={
            "t": 16 + top, "b": _FOOT_PX, "r": ceil(widest_px((t for _, t in written), 13)) + 22,
        },
    )  # fmt: skip
    left_room(drawn, _tick_labels(low, high, suffix(spec)))
    return drawn, _HEIGHT + top


def mark_events(drawn: go.Figure, told: list[tuple[date, str]], days: list[date]) -> int:
    """Mark what happened by upright lines, named above the plot; gives the pixels that takes.
    `days`: where points are, in order."""
    words = [(day, folded(f"{what}, {short_date(day)}", _EVENT_AT)) for day, what in told if what]
    lines = [text.count("<br>") + 1 for _, text in words]
    for day, _ in told:
        _event(drawn, day)
    for place, (day, text) in enumerate(words):
        drawn.add_annotation(**_named(day, text, days, sum(lines[place + 1 :])))
    return _EVENT_PX * sum(lines)


def _not_in_yet(drawn: go.Figure, waiting: list[date], late: str, low: float, high: float) -> None:
    """Months that are not known yet: hatched from top to bottom, under the points."""
    drawn.add_bar(
        x=waiting, y=[high - low] * len(waiting), base=low, width=_HATCH_WIDE,
        marker={"color": Surface.PAPER.value, "line": {"width": 0}, "pattern": {
            "shape": "/", "fgcolor": Surface.CONTROL.value, "bgcolor": Surface.PAPER.value,
            "size": 5, "solidity": 0.3,
        }},
        hoverinfo="skip",
    )  # fmt: skip
    if late:
        drawn.add_annotation(
            x=waiting[-1], y=low, xanchor="right", yanchor="bottom", xshift=-12, yshift=4,
            text=folded(late, _EVENT_AT), align="right", font={"size": 13},
        )  # fmt: skip


def _said(panel: Panel, told: Told, days: list[date]) -> dict[str, Any]:
    """What stood out, beside its point: to the side with more room where it stands alone, else
    above or below its stretch."""
    day = panel.days[told.at]
    right = (day - days[0]) * 2 < days[-1] - days[0]
    side = 12 if told.alone else -6
    return {
        "x": day, "y": panel.values[told.at], "xanchor": "left" if right else "right",
        "xshift": side if right else -side,
        "yanchor": "middle" if told.alone else "bottom" if told.above else "top",
        "yshift": 0 if told.alone else 10 if told.above else -10,
        "align": "left" if right else "right",
        "text": f"<b>{folded(told.strong, _FOLDED_AT)}</b><br>{folded(told.under, _EVENT_AT)}",
        "font": {"color": panel.marks[told.at].colour, "size": 13},
    }  # fmt: skip


def _small(spec: SeriesPanels, shown: list[Panel]) -> tuple[go.Figure, int]:
    across = 2 if len(shown) <= _MANY else 3
    down = ceil(len(shown) / across)
    names = [f"<b>{folded(each.name, _FOLDED_AT)}</b><br>{folded(each.note, _FOLDED_AT)}"
             for each in shown]  # fmt: skip
    title_px = _LINE_PX * (1 + max(name.count("<br>") for name in names)) + 12
    plots_px = down * (_SMALL + title_px) - title_px
    drawn = make_subplots(
        rows=down, cols=across, shared_yaxes="all", shared_xaxes="all",
        horizontal_spacing=0.05, vertical_spacing=title_px / plots_px if down > 1 else 0,
    )  # fmt: skip
    low, high = axis(shown)
    days = sorted({day for panel in shown for day in panel.days})
    told = events(spec, shown)
    for place, panel in enumerate(shown):
        at = {"row": place // across + 1, "col": place % across + 1}
        _lines(drawn, panel, **at)
        for day, _ in told:
            _event(drawn, day, **at)
        _points(drawn, spec, panel, signal_px=9, **at)
        drawn.add_annotation(
            x=0, xref="x domain", y=1, yref="y domain", xanchor="left", yanchor="top",
            yshift=title_px - 6,
            align="left", text=names[place], font={"color": Ink.TEXT.value, "size": 13}, **at,
        )  # fmt: skip
    _axes(drawn, days, low, high, suffix(spec), ticks=3)
    drawn.update_layout(showlegend=False, margin={"t": title_px, "b": _FOOT_PX, "r": 16})
    left_room(drawn, _tick_labels(low, high, suffix(spec)))
    return drawn, plots_px + title_px + _FOOT_PX


def _lines(drawn: go.Figure, panel: Panel, **at: int) -> None:
    """The usual range with its mean, that of before, and the target."""
    quiet: dict[str, Any] = {"mode": "lines", "hoverinfo": "skip"}
    for lower, upper in zip(panel.runs(panel.lower), panel.runs(panel.upper), strict=True):
        drawn.add_scatter(x=upper.days, y=upper.values, line={"width": 0}, **quiet, **at)
        drawn.add_scatter(
            x=lower.days, y=lower.values, line={"width": 0}, fill="tonexty",
            fillcolor=Surface.BAND.value, **quiet, **at,
        )  # fmt: skip
    for series in (panel.lower_before, panel.mean_before, panel.upper_before):
        for line in panel.runs(series):
            drawn.add_scatter(x=line.days, y=line.values, line=_BEFORE, **quiet, **at)
    for line in panel.runs(panel.mean):
        mean = {"color": Ink.TEXT.value, "width": 1}
        drawn.add_scatter(x=line.days, y=line.values, line=mean, **quiet, **at)
    if any(value is not None for value in panel.target):
        aim = {"color": Ink.TEXT.value, "width": 1.5, "dash": "dot"}
        drawn.add_scatter(x=panel.days, y=panel.target, line=aim, **quiet, **at)


def _points(
    drawn: go.Figure, spec: SeriesPanels, panel: Panel, *, signal_px: int = 13, **at: int
) -> None:
    drawn.add_scatter(
        x=panel.days,
        y=panel.values,
        mode="lines+markers",
        line={"color": Surface.DISABLED.value, "width": 1.5},
        marker=markers(panel.marks, signal_px),
        customdata=hover(spec, panel),
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
        **at,
    )


def _event(drawn: go.Figure, day: date, **at: int) -> None:
    line = {"color": Ink.TEXT.value, "width": 1}
    drawn.add_vline(x=day.isoformat(), line=line, **at)


def _named(day: date, text: str, days: list[date], below: int) -> dict[str, Any]:
    """An event's name above the plot, on the side where there is room. `below`: how many lines of
    others are below it."""
    left = (day - days[0]) * 2 < days[-1] - days[0]
    return {
        "x": day.isoformat(), "y": 1, "yref": "paper", "yanchor": "bottom",
        "yshift": 2 + _EVENT_PX * below, "xanchor": "left" if left else "right",
        "align": "left" if left else "right", "text": text,
        "font": {"color": Ink.TEXT.value, "size": 13},
    }  # fmt: skip


def _axes(
    drawn: go.Figure, days: list[date], low: float, high: float, ends_in: str, *, ticks: int
) -> None:
    drawn.update_yaxes(
        range=[low, high], rangemode="normal", ticksuffix=ends_in, nticks=ticks, fixedrange=True
    )
    room = timedelta(days=max(20, (days[-1] - days[0]).days // 40))
    months = (days[-1].year - days[0].year) * 12 + days[-1].month - days[0].month + 1
    every = next((step for step in _TICKS if months / step <= ticks * 1.5), 60)
    named = _named_months(days[0] - room, days[-1] + room, every)
    drawn.update_xaxes(
        range=[days[0] - room, days[-1] + room], fixedrange=True, tickangle=0,
        tickvals=list(named), ticktext=list(named.values()),
        minor={
            "dtick": "M3", "tick0": mid_month(date(days[0].year, 1, 1)).isoformat(),
            "ticks": "outside", "ticklen": 4, "tickcolor": Ink.QUIET.value,
        },
    )  # fmt: skip


def _named_months(first: date, last: date, every: int) -> dict[date, str]:
    """The months an axis names, counted from January, by where their names stand. A year stands
    under its first; under the axis' first only where the next is of the same year: beside each
    other two years have no room on a phone."""
    years = max(every // _YEAR, 1)
    months = [
        mid_month(date(year, month, 1))
        for year in range(first.year - first.year % years, last.year + 1, years)
        for month in range(1, 13, min(every, _YEAR))
    ]
    months = [month for month in months if first <= month <= last]
    named = {}
    for place, month in enumerate(months):
        begins = place == 0 or months[place - 1].year != month.year
        alone = place == 0 and any(later.year != month.year for later in months[1:2])
        year = f"<br>{month.year}" if begins and (every >= _YEAR or not alone) else ""
        named[month] = f"{month:%b}{year}"
    return named


def _tick_labels(low: float, high: float, ends_in: str) -> list[str]:
    """About the widest labels that the axis may have."""
    few = high - low < 5
    return [f"{value:,.{2 if few else 0}f}{ends_in}" for value in (low, high)]
