"""The funnel: shares against size, between limits that widen as numbers get small."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl

from components.charts.parts import draw, left_room
from components.charts.rules import funnel_label, funnel_mark, funnel_rows
from components.charts.spec import FunnelPlot
from components.tokens import Ink, Surface

_HEIGHT = 320
_SYMBOLS = {"circle": "circle", "ring": "circle-open", "triangle": "triangle-up"}


@draw.register
def _funnel_plot(spec: FunnelPlot, frame: pl.DataFrame) -> tuple[go.Figure, int]:
    rows = funnel_rows(spec, frame)
    sizes = rows.get_column(spec.denominator).to_list()
    drawn = go.Figure()
    for column in (spec.lower, spec.upper):
        drawn.add_scatter(
            x=sizes,
            y=(rows.get_column(column) * 100).to_list(),
            mode="lines",
            line={"color": Ink.QUIET.value, "width": 1, "dash": "dash"},
            hoverinfo="skip",
        )
    centre = rows.get_column(spec.centre).drop_nulls()
    if centre.len():
        drawn.add_hline(y=centre[0] * 100, line={"color": Ink.TEXT.value, "width": 1})
        right, above = funnel_label(spec, rows)
        drawn.add_annotation(
            x=int(right), xref="paper", xanchor="right" if right else "left",
            y=centre[0] * 100, yanchor="bottom" if above else "top",
            text=f"{spec.all_of} {centre[0]:.0%}", showarrow=False,
            font={"size": 13, "color": Ink.TEXT.value},
        )  # fmt: skip
    own = rows.get_column(spec.own).to_list()
    marks = [funnel_mark(spec, own=bool(mine)) for mine in own]
    drawn.add_scatter(
        x=sizes,
        y=(rows.get_column("share") * 100).to_list(),
        mode="markers+text",
        marker={
            "symbol": [_SYMBOLS[shape] for shape, _ in marks],
            "size": [14 if mine else 9 for mine in own],
            "color": [colour for _, colour in marks],
            "opacity": 1,  # marks of several sizes are seen through otherwise
            "line": {"width": 2},
        },
        text=[f"<b>{g}</b>" if mine else "" for g, mine in zip(rows[spec.group], own, strict=True)],
        textposition="bottom center",
        textfont={"color": funnel_mark(spec, own=True)[1], "size": 14},
        customdata=rows.select(spec.group, spec.numerator).rows(),
        hovertemplate="%{customdata[0]}<br>%{customdata[1]} of %{x} upheld: %{y:.0f}%"
        "<extra></extra>",
        cliponaxis=False,
    )
    drawn.update_yaxes(range=[0, 104], ticksuffix="%", nticks=5, fixedrange=True)
    drawn.update_xaxes(rangemode="tozero", fixedrange=True, title=spec.unit)
    drawn.update_layout(
        showlegend=False, margin={"t": 12, "b": 48}, plot_bgcolor=Surface.PAPER.value
    )
    left_room(drawn, ["100%"])
    return drawn, _HEIGHT
