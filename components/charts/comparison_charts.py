"""Comparisons with how sure they are: intervals by category, and the funnel of small numbers."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

import plotly.graph_objects as go
import polars as pl

from components.charts.drawing import draw, folded, left_room, row_px
from components.charts.spec import FunnelPlot, Intervals
from components.look.tokens import Ink, Signal, Surface

_FUNNEL_HEIGHT = 320


class _Mark(NamedTuple):
    """A row's value, where it is drawn and how."""

    value: float
    place: int
    symbol: str
    colour: str
    said: str


class _Words(NamedTuple):
    """Words to the right of a place on a row."""

    x: float
    place: int
    text: str
    colour: str


@draw.register
def _intervals(spec: Intervals, frame: pl.DataFrame) -> tuple[go.Figure, int]:
    scale = 100 if spec.percent else 1
    suffix = "%" if spec.percent else ""
    names = frame.get_column(spec.category).to_list()
    # Drawn as few parts: a browser takes as long for one more annotation or shape as for ten more
    # rows of a part that is there.
    lines: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    words: list[_Words] = []
    marks: list[_Mark] = []
    for place, row in enumerate(frame.iter_rows(named=True)):
        if row[spec.value] is None:
            words.append(_Words(spec.least * scale, place, "not shown", Ink.SECONDARY.value))
            continue
        enough = row[spec.enough] if spec.enough else True
        apart = bool(row[spec.apart]) if spec.apart else False
        colour = Signal.ATTENTION if apart else Signal.BRAND
        shown = colour.value if enough else Ink.QUIET.value
        value = float(row[spec.value]) * scale
        low, high = (
            None if row[c] is None else float(row[c]) * scale for c in (spec.low, spec.high)
        )
        said = ""
        if low is not None and high is not None:
            said = f"{low:,.3g} to {high:,.3g}{suffix}"
            lines[shown, 4 if enough else 2].append(f"M{low},{place}L{high},{place}")
        symbol = "diamond-open" if apart else ("circle" if enough else "circle-open")
        marks.append(_Mark(value, place, symbol, shown, f"{names[place]}<br>interval {said}"))
        # Beside the line, not above the mark, so that rows can be close.
        words.append(
            _Words(
                value if high is None else high,
                place,
                f"<b>{value:,.0f}%</b>" if spec.percent else f"<b>{value:,.3g}</b>",
                shown if enough else Ink.SECONDARY.value,
            )
        )
    drawn = go.Figure(
        [
            _written(words),
            go.Scatter(
                x=[mark.value for mark in marks],
                y=[mark.place for mark in marks],
                mode="markers",
                marker={
                    "symbol": [mark.symbol for mark in marks],
                    "color": [mark.colour for mark in marks],
                    "size": 13,
                    "line": {"width": 2.5},
                },
                customdata=[mark.said for mark in marks],
                hovertemplate=f"%{{customdata}}<br>%{{x:.3~g}}{suffix}<extra></extra>",
                cliponaxis=False,
            ),
        ],
        {
            "shapes": [
                {
                    "type": "path",
                    "path": "".join(drawn_as),
                    "line": {"color": colour, "width": width},
                    "layer": "between",  # over the gridlines, under the marks
                }
                for (colour, width), drawn_as in lines.items()
            ]
        },
    )
    most = spec.most * scale if spec.most is not None else (100 if spec.percent else None)
    if most is None:
        tops = frame.get_column(spec.high).drop_nulls()
        most = float(tops.max() or 1) * 1.08 if tops.len() else 1.0  # type: ignore[arg-type]
    if spec.reference is not None:
        at = spec.reference * scale
        drawn.add_vline(x=at, line={"color": Ink.TEXT.value, "width": 1, "dash": "dash"})
        drawn.add_annotation(
            x=at,
            y=1,
            yref="paper",
            yanchor="bottom",
            text=spec.reference_label or f"{at:,.3g}{suffix}",
            font={"color": Ink.TEXT.value, "size": 13},
        )
    drawn.update_xaxes(
        range=[spec.least * scale, most * 1.14], ticksuffix=suffix, fixedrange=True,
        showgrid=True, tickangle=0,
    )  # fmt: skip
    if spec.percent and spec.most is None:
        drawn.update_xaxes(tickvals=[0, 25, 50, 75, 100], ticktext=["0%", "", "50%", "", "100%"])
    drawn.update_yaxes(
        range=[len(names) - 0.4, -0.8],
        tickvals=list(range(len(names))),
        ticktext=[folded(str(name)) for name in names],
        ticklabelstandoff=8,
        tickfont={"size": 14, "color": Ink.TEXT.value},
        ticksuffix="  ",
        fixedrange=True,
    )
    drawn.update_layout(
        showlegend=False, margin={"t": 26 if spec.reference is not None else 4, "r": 30, "b": 30}
    )
    left_room(drawn, [folded(str(name)) for name in names])
    return drawn, row_px([str(name) for name in names]) * max(len(names), 1) + 60


def _written(words: list[_Words]) -> go.Scatter:
    """All words as one part. A space before them keeps them off what they belong to."""
    return go.Scatter(
        x=[each.x for each in words],
        y=[each.place for each in words],
        mode="text",
        text=[f"\u2002{each.text}" for each in words],
        textposition="middle right",
        textfont={"color": [each.colour for each in words], "size": 13},
        hoverinfo="skip",
        cliponaxis=False,
    )


@draw.register
def _funnel_plot(spec: FunnelPlot, frame: pl.DataFrame) -> tuple[go.Figure, int]:
    rows = frame.sort(spec.denominator)
    sizes = rows.get_column(spec.denominator).to_list()
    drawn = go.Figure()
    for column in (spec.lower, spec.upper):
        drawn.add_scatter(
            x=sizes,
            y=(rows.get_column(column) * 100).to_list(),
            mode="lines",
            line={"color": Ink.QUIET.value, "width": 1, "dash": "dash", "shape": "spline"},
            hoverinfo="skip",
        )
    centre = rows.get_column(spec.centre).drop_nulls()
    if centre.len():
        drawn.add_hline(y=centre[0] * 100, line={"color": Ink.TEXT.value, "width": 1})
    shares = (rows.get_column(spec.numerator) / rows.get_column(spec.denominator) * 100).to_list()
    own = rows.get_column(spec.own).to_list()
    drawn.add_scatter(
        x=sizes,
        y=shares,
        mode="markers+text",
        marker={
            "symbol": ["diamond" if mine else "circle-open" for mine in own],
            "size": [16 if mine else 10 for mine in own],
            "color": [Signal.BRAND.value if mine else Ink.QUIET.value for mine in own],
            "line": {"width": 2},
        },
        text=[f"<b>{g}</b>" if mine else "" for g, mine in zip(rows[spec.group], own, strict=True)],
        textposition="bottom center",
        textfont={"color": Signal.BRAND.value, "size": 14},
        customdata=rows.select(spec.group, spec.numerator).rows(),
        hovertemplate="%{customdata[0]}<br>%{customdata[1]} of %{x} upheld: %{y:.0f}%"
        "<extra></extra>",
        cliponaxis=False,
    )
    drawn.update_yaxes(range=[0, 104], ticksuffix="%", nticks=5, fixedrange=True)
    drawn.update_xaxes(rangemode="tozero", fixedrange=True, title="Investigations decided")
    drawn.update_layout(
        showlegend=False, margin={"t": 12, "b": 48}, plot_bgcolor=Surface.PAPER.value
    )
    left_room(drawn, ["100%"])
    return drawn, _FUNNEL_HEIGHT
