"""A process control chart: is this month like the others?"""

from __future__ import annotations

from datetime import timedelta

import plotly.graph_objects as go
import polars as pl

from components.charts.drawing import MONTH_TICKS, counted_up_to, draw, left_room, words_px
from components.charts.spec import ControlChart
from components.look.tokens import Ink, Signal, Surface
from vocabulary.wording import expected_range

_MARKS: dict[str, tuple[str, str]] = {
    "concern": ("triangle-up-open", Signal.ATTENTION.value),
    "improvement": ("diamond-open", Signal.GOOD.value),
    "neutral_high": ("square-open", Signal.BRAND.value),
    "neutral_low": ("square-open", Signal.BRAND.value),
}
_WORDS = {
    "concern": "signal: needs a look",
    "improvement": "signal: improvement",
    "neutral_high": "signal: higher than usual",
    "neutral_low": "signal: lower than usual",
    "common_cause": "usual variation",
}
_HEIGHT = 280
_LINE_PX = 17


@draw.register
def _control_chart(spec: ControlChart, frame: pl.DataFrame) -> tuple[go.Figure, int]:
    rows = frame.sort(spec.date)
    scale = 100 if spec.percent else 1
    suffix = "%" if spec.percent else ""
    days = rows.get_column(spec.date).to_list()
    values = (rows.get_column(spec.value) * scale).to_list()
    upper = (rows.get_column(spec.upper) * scale).to_list()
    lower = (rows.get_column(spec.lower) * scale).to_list()
    mean = (rows.get_column(spec.mean) * scale).to_list()
    drawn = go.Figure()
    quiet = {"color": Ink.QUIET.value, "width": 1, "dash": "dash"}
    drawn.add_scatter(x=days, y=upper, mode="lines", line=quiet, hoverinfo="skip")
    drawn.add_scatter(
        x=days,
        y=[max(value, 0) if value is not None else None for value in lower],
        mode="lines",
        line=quiet,
        fill="tonexty",
        fillcolor=Surface.BAND.value,
        hoverinfo="skip",
    )
    drawn.add_scatter(
        x=days,
        y=mean,
        mode="lines",
        line={"color": Ink.TEXT.value, "width": 1},
        hoverinfo="skip",
    )
    meanings = rows.get_column(spec.meaning).to_list()
    drawn.add_scatter(
        x=days,
        y=values,
        mode="lines+markers",
        line={"color": Surface.DISABLED.value, "width": 1.5},
        marker={
            "symbol": [_MARKS.get(m, ("circle", ""))[0] for m in meanings],
            "size": [13 if m in _MARKS else 8 for m in meanings],
            "color": [_MARKS.get(m, ("", Ink.QUIET.value))[1] for m in meanings],
            "line": {"width": 2.5, "color": Surface.PAPER.value},
        },
        customdata=[_WORDS.get(m, "") for m in meanings],
        hovertemplate="%{x|%B %Y}: %{y:,.4~g}" + suffix + "<br>%{customdata}<extra></extra>",
        cliponaxis=False,
    )
    ends: list[tuple[float, str]] = []
    if spec.target and days:
        target = (rows.get_column(spec.target) * scale).to_list()
        drawn.add_scatter(
            x=days,
            y=target,
            mode="lines",
            line={"color": Signal.BRAND.value, "width": 1.5, "dash": "dot"},
            hoverinfo="skip",
        )
        ends.append((target[-1], f"target {target[-1]:,.4g}{suffix}"))
    if days and mean[-1] is not None:
        ends.append((mean[-1], f"mean {mean[-1]:,.3g}{suffix}"))
        if upper[-1] is not None:
            expected = expected_range(lower[-1], upper[-1], percent=spec.percent)
            ends.append((upper[-1], f"expected<br>{expected}"))
    room_px = words_px(line for _, text in ends for line in text.split("<br>")) + 10
    most = max([1e-9, *(each for each in (*values, *upper) if each is not None)])
    if days:
        _end_labels(drawn, days[-1], ends, per_px=most * 1.06 / (_HEIGHT - 68))
    drawn.update_yaxes(ticksuffix=suffix, nticks=5, fixedrange=True, showgrid=False)
    if days:
        room = timedelta(days=max(20, (days[-1] - days[0]).days // 40))
        drawn.update_xaxes(
            range=[days[0] - room, days[-1] + room],
            tickformat=MONTH_TICKS,
            nticks=4,
            fixedrange=True,
        )
    drawn.update_layout(showlegend=False, margin={"t": 24, "r": room_px, "b": 44})
    left_room(drawn, [counted_up_to(most, suffix)])
    return drawn, _HEIGHT


def _end_labels(
    drawn: go.Figure, x: object, ends: list[tuple[float, str]], *, per_px: float
) -> None:
    """Words at the right end of lines, each beside its own, none on another: what would be is
    moved up. `per_px`: how much of the axis a pixel is."""
    free = float("-inf")  # the lowest place above the words so far, in pixels
    for value, text in sorted(ends, key=lambda end: end[0]):
        half = _LINE_PX * (text.count("<br>") + 1) / 2
        middle = max(value / per_px, free + half)
        free = middle + half
        drawn.add_annotation(
            x=x,
            y=value,
            xanchor="left",
            xshift=10,
            yanchor="middle",
            yshift=middle - value / per_px,
            align="left",
            text=text,
            font={"color": Ink.TEXT.value, "size": 13},
        )
