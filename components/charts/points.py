"""Marks on scales: intervals, control charts, councils on a scale, scores over time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

import plotly.graph_objects as go
import polars as pl

from components.charts.label_places import Mark, label_places
from components.charts.parts import (
    MONTH_TICKS,
    draw,
    folded,
    left_room,
    row_px,
    widest_px,
)
from components.charts.rules import (
    NOT_SHOWN,
    SCORE_KINDS,
    SignalMark,
    bands,
    interval,
    interval_rows,
    own_label,
    room_around,
    stacked_dots,
)
from components.charts.spec import DotDistribution, Intervals, ScoreTimeline
from components.tokens import Ink, Signal, Surface
from vocabulary.ratings import SCORE_NAMES
from vocabulary.wording import short_date


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
    frame = interval_rows(spec, frame)
    scale = 100 if spec.percent else 1
    suffix = "%" if spec.percent else ""
    names = frame.get_column(spec.category).to_list()
    # Drawn as few parts: a browser takes as long for one more annotation or shape as for ten more
    # rows of a part that is there.
    lines: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    words: list[_Words] = []
    marks: list[_Mark] = []
    for place, row in enumerate(frame.iter_rows(named=True)):
        found = interval(spec, row)
        if found is None:
            words.append(_Words(spec.least * scale, place, NOT_SHOWN, Ink.SECONDARY.value))
            continue
        said = ""
        if found.low is not None and found.high is not None:
            said = f"{found.low:,.3g} to {found.high:,.3g}{suffix}"
            path = f"M{found.low},{place}L{found.high},{place}"
            lines[found.colour, 4 if found.enough else 2].append(path)
        symbol = "circle" if found.enough else "circle-open"
        marks.append(
            _Mark(
                found.value,
                place,
                "triangle-up" if found.apart else symbol,
                found.colour,
                f"{names[place]}<br>interval {said}",
            )
        )
        # Beside the line, not above the mark, so that rows can be close.
        words.append(
            _Words(
                found.value if found.high is None else found.high,
                place,
                f"<b>{found.label}</b>",
                found.colour if found.enough else Ink.SECONDARY.value,
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
                    "line": {"width": 2.5, "color": [mark.colour for mark in marks]},
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
    if spec.reference_low is not None and spec.reference_high is not None:
        drawn.add_vrect(
            x0=spec.reference_low * scale, x1=spec.reference_high * scale, line_width=0,
            fillcolor=Surface.BAND.value, layer="below",
        )  # fmt: skip
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


def markers(found: Sequence[SignalMark], size: int) -> dict[str, Any]:
    """How the points of a series are marked: usual ones small and filled, rings white inside so
    that no line shows through. `size`: of the larger ones, in pixels."""
    hollow = [mark.shape in {"ring", "dotted"} for mark in found]
    paper = Surface.PAPER.value
    return {
        "symbol": ["triangle-up" if mark.shape == "triangle" else "circle" for mark in found],
        "size": [size if mark.shape in {"ring", "triangle"} else size * 0.6 for mark in found],
        "color": [paper if open_ else m.colour for open_, m in zip(hollow, found, strict=True)],
        "line": {
            "color": [m.colour if open_ else paper for open_, m in zip(hollow, found, strict=True)],
            "width": [3 if mark.shape == "ring" else 1.5 for mark in found],
        },
        "opacity": 1,  # marks of several sizes are seen through otherwise
    }


_END_LABEL_PX = 17


def end_labels(
    drawn: go.Figure, x: object, ends: list[tuple[float, str]], *, per_px: float, low: float = 0.0
) -> None:
    """Words at the right end of lines, each beside its own, none on another: what would be is
    moved up. `per_px`: how much of the axis a pixel is; `low`: where the axis begins."""
    free = float("-inf")  # the lowest place above the words so far, in pixels
    for value, text in sorted(ends, key=lambda end: end[0]):
        half = _END_LABEL_PX * (text.count("<br>") + 1) / 2
        at = (value - low) / per_px
        middle = max(at, free + half)
        free = middle + half
        drawn.add_annotation(
            x=x,
            y=value,
            xanchor="left",
            xshift=10,
            yanchor="middle",
            yshift=middle - at,
            align="left",
            text=text,
            font={"color": Ink.TEXT.value, "size": 13},
        )


@draw.register
def _dot_distribution(spec: DotDistribution, frame: pl.DataFrame) -> tuple[go.Figure, int]:
    stacked = stacked_dots(spec, frame)
    drawn = go.Figure()
    _bands(drawn, spec)
    tallest = int(stacked.get_column("level").max() or 1)  # type: ignore[arg-type]
    for chosen, label in ((True, spec.highlight_label), (False, spec.other_label)):
        rows = stacked.filter(pl.col(spec.highlight) == chosen)
        if rows.is_empty():
            continue
        drawn.add_scatter(
            x=rows.get_column(spec.value),
            y=rows.get_column("level"),
            mode="markers",
            name=label,
            customdata=rows.get_column(spec.name),
            marker={
                "size": 14,
                "color": Surface.PAPER.value,
                "line": {
                    "color": Ink.TEXT.value if chosen else Ink.QUIET.value,
                    "width": 3.5 if chosen else 2,
                },
            },
            hovertemplate="%{customdata}<br>%{x}%<extra></extra>",
        )
    if spec.own is not None:
        drawn.add_scatter(
            x=[spec.own],
            y=[0],
            mode="markers+text",
            name=spec.own_label,
            marker={"symbol": "circle", "size": 15, "color": Signal.BRAND.value},
            text=[f"<b>{own_label(spec)}</b>"],
            textposition="bottom center",
            textfont={"color": Signal.BRAND.value, "size": 14},
            showlegend=False,
            cliponaxis=False,
            hovertemplate=f"{spec.own_label}<br>{spec.own}%<extra></extra>",
        )
    elif spec.own_low is not None and spec.own_high is not None:
        drawn.add_scatter(
            x=[spec.own_low, spec.own_high],
            y=[0, 0],
            mode="lines+markers",
            line={"color": Signal.BRAND.value, "width": 5},
            marker={"size": 12, "color": Signal.BRAND.value},
            showlegend=False,
            hovertemplate=f"{spec.own_label}<br>still possible: %{{x}}%<extra></extra>",
        )
        drawn.add_annotation(
            x=(spec.own_low + spec.own_high) / 2,
            y=0,
            yanchor="top",
            yshift=-8,
            text=f"<b>{own_label(spec)}</b>",
            font={"color": Signal.BRAND.value, "size": 14},
        )
    drawn.update_xaxes(
        range=[spec.low, spec.high + 1],
        tickvals=[start for _, start in spec.bands] + [spec.high],
        ticksuffix="%",
        fixedrange=True,
    )
    drawn.update_yaxes(range=[-1.6, tallest + 2.2], visible=False, fixedrange=True)
    drawn.update_layout(
        legend={"y": -0.16, "yanchor": "top", "itemclick": False, "itemdoubleclick": False},
        margin={"t": 8, "b": 64},
    )
    drawn.update_xaxes(automargin=False)
    return drawn, 166 + 26 * tallest


def _bands(drawn: go.Figure, spec: DotDistribution) -> None:
    shades = (Surface.GROUND, Surface.BAND, Surface.GROUND, Surface.BAND)
    for (name, start, end), shade in zip(bands(spec), shades, strict=False):
        first, last = start == spec.low, end > spec.high
        drawn.add_vrect(x0=start, x1=end, fillcolor=shade.value, line_width=0, layer="below")
        drawn.add_annotation(
            # The outer bands are narrow: their names begin and end where the chart does.
            x=start if first else end if last else (start + end) / 2,
            y=1,
            yref="paper",
            xanchor="left" if first else "right" if last else "center",
            yanchor="top",
            text=name.capitalize().replace(" ", "<br>"),
            font={"color": Ink.SECONDARY.value, "size": 13},
        )


# The chart on a telephone: what does not overlap there overlaps nowhere.
_NARROWEST_PX = 150
_SCORE_PX = 50
_SCORE_SYMBOLS = {"circle": "circle", "dash": "line-ew-open", "square": "square-open"}
_LOW_END, _HIGH_END = 0.4, 4.7


@draw.register
def _score_timeline(spec: ScoreTimeline, frame: pl.DataFrame) -> tuple[go.Figure, int]:
    drawn = go.Figure()
    low, high = room_around(frame.get_column(spec.day))
    marks = [
        (row[spec.kind], row[spec.day], row[spec.score])
        for row in frame.sort(spec.day).iter_rows(named=True)
    ]
    for kind, label in spec.kinds:
        own = [(day, score) for given, day, score in marks if given == kind]
        if not own:
            continue
        shape, colour, _ = SCORE_KINDS[kind]
        drawn.add_scatter(
            x=[day for day, _ in own],
            y=[score for _, score in own],
            mode="markers",
            name=label,
            marker={
                "symbol": _SCORE_SYMBOLS[shape],
                "size": 22 if shape == "dash" else 15,
                "color": colour,
                "line": {"width": 3, "color": colour},
            },
            customdata=[short_date(day) for day, _ in own],
            hovertemplate=label + "<br>%{customdata}: %{y}<extra></extra>",
            cliponaxis=False,
        )
    words = dict(spec.kinds)
    places = label_places(
        [
            Mark(kind, _NARROWEST_PX * (day - low) / (high - low), _SCORE_PX * (score - _LOW_END))
            for kind, day, score in marks
        ],
        {kind: widest_px([label], 14) for kind, label in spec.kinds},
        height=_SCORE_PX * (_HIGH_END - _LOW_END),
    )
    for kind, place in places.items():
        _, day, score = marks[place.mark]
        drawn.add_annotation(
            x=day,
            y=score,
            yshift=place.shift,
            yanchor="middle",
            text=words[kind],
            font={"color": SCORE_KINDS[kind].colour, "size": 14},
        )
    drawn.update_yaxes(
        range=[_LOW_END, _HIGH_END],
        tickvals=[1, 2, 3, 4],
        ticktext=[f"{n} {SCORE_NAMES[n]}  " for n in range(1, 5)],
        showgrid=True,
        fixedrange=True,
    )
    drawn.update_xaxes(fixedrange=True, tickformat=MONTH_TICKS, nticks=6, range=[low, high])
    drawn.update_layout(showlegend=False, margin={"t": 0, "r": 40, "b": 46})
    left_room(drawn, [f"{n} {SCORE_NAMES[n]}" for n in range(1, 5)])
    return drawn, round(_SCORE_PX * (_HIGH_END - _LOW_END)) + 46
