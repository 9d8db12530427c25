"""How scores are drawn: opposed bars, councils along a scale, shares, a timeline."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import cast

import plotly.graph_objects as go
import polars as pl

from components.charts.drawing import (
    CHARACTER_PX,
    MONTH_TICKS,
    ROW_PX,
    draw,
    folded,
    left_room,
    row_px,
    write_in_cells,
)
from components.charts.label_places import Mark, label_places
from components.charts.spec import (
    DotDistribution,
    OpposedBars,
    ScoreShares,
    ScoreTimeline,
)
from components.look.tokens import Ink, Signal, Surface
from measures.ratings.rating import SCORE_NAMES
from vocabulary.wording import short_date

_NARROW_LABEL = 20  # letters a line: both sides of the middle need room


@draw.register
def _opposed_bars(spec: OpposedBars, frame: pl.DataFrame) -> tuple[go.Figure, int]:
    rows = frame.filter((pl.col(spec.left) + pl.col(spec.right)) > 0).head(spec.shown)
    names = rows.get_column(spec.category).to_list()
    sides = (
        (spec.left, spec.left_label, Signal.ATTENTION, -1),
        (spec.right, spec.right_label, Signal.BRAND, 1),
    )
    drawn = go.Figure()
    for column, label, colour, way in sides:
        counts = rows.get_column(column).to_list()
        drawn.add_bar(
            y=names,
            x=[way * count for count in counts],
            orientation="h",
            name=label,
            marker={"color": colour.value},
            text=[str(count) if count else "" for count in counts],
            textposition="outside",
            textangle=0,
            cliponaxis=False,
            textfont={"color": Ink.TEXT.value, "size": 14},
            hovertemplate="%{y}<br>" + label + ": %{text}<extra></extra>",
        )
    most = max((*rows.get_column(spec.left), *rows.get_column(spec.right), 1))
    drawn.update_layout(barmode="relative", showlegend=False, bargap=0.42)
    drawn.update_xaxes(range=[-most * 1.25, most * 1.25], visible=False, fixedrange=True)
    drawn.update_yaxes(autorange="reversed", fixedrange=True, ticksuffix="  ", tickfont_size=14)
    drawn.update_yaxes(tickfont_color=Ink.TEXT.value)
    short = [folded(name, _NARROW_LABEL) for name in names]
    drawn.update_yaxes(tickvals=names, ticktext=short)
    drawn.add_vline(x=0, line={"color": Ink.TEXT.value, "width": 1})
    for side, label, colour, _way in sides:
        drawn.add_annotation(
            x=0,
            y=1.0,
            yref="paper",
            yanchor="bottom",
            xanchor="right" if side == spec.left else "left",
            xshift=-8 if side == spec.left else 8,
            text=f"<b>{label}</b>",
            font={"color": colour.value, "size": 14},
        )
    drawn.update_layout(margin={"t": 30, "b": 8})
    left_room(drawn, short)
    return drawn, max(ROW_PX, row_px(names, _NARROW_LABEL)) * len(names) + 52


@draw.register
def _dot_distribution(spec: DotDistribution, frame: pl.DataFrame) -> tuple[go.Figure, int]:
    stacked = frame.sort(spec.value, spec.highlight, descending=[False, True]).with_columns(
        level=pl.int_range(1, pl.len() + 1).over(spec.value)
    )
    drawn = go.Figure()
    _bands(drawn, spec)
    tallest = int(stacked.get_column("level").max() or 1)  # type: ignore[arg-type]
    for chosen, label in ((True, spec.highlight_label), (False, spec.other_label)):
        rows = stacked.filter(pl.col(spec.highlight) == chosen)
        drawn.add_scatter(
            x=rows.get_column(spec.value),
            y=rows.get_column("level"),
            mode="markers",
            name=label,
            customdata=rows.get_column(spec.name),
            marker={
                "size": 14,
                "color": Ink.QUIET.value if chosen else Surface.PAPER.value,
                "line": {"color": Ink.QUIET.value, "width": 2},
            },
            hovertemplate="%{customdata}<br>%{x}%<extra></extra>",
        )
    if spec.own is not None:
        drawn.add_scatter(
            x=[spec.own],
            y=[0],
            mode="markers+text",
            name=spec.own_label,
            marker={"symbol": "diamond", "size": 17, "color": Signal.BRAND.value},
            text=[f"<b>{spec.own_label} {spec.own}%</b>"],
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
            text=f"<b>{spec.own_label}: {spec.own_low} to {spec.own_high}% still possible</b>",
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
    ends = [start for _, start in spec.bands[1:]] + [spec.high + 1]
    shades = (Surface.GROUND, Surface.BAND, Surface.GROUND, Surface.BAND)
    for (name, start), end, shade in zip(spec.bands, ends, shades, strict=False):
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


@draw.register
def _score_shares(spec: ScoreShares, frame: pl.DataFrame) -> tuple[go.Figure, int]:
    names = frame.get_column(spec.category).to_list()
    own = frame.get_column(spec.own).to_list()
    drawn = go.Figure()
    most = max(max(frame.get_column(c)) for c in spec.counts) or 1
    # Blocks of one shade are one shape: a browser takes as long for each shape as for many blocks.
    # The deeper the shade the more councils; the number says the same.
    blocks: defaultdict[str, list[str]] = defaultdict(list)
    ours: list[str] = []
    x, y, text, hover = [], [], [], []
    for place, column in enumerate(spec.counts, start=1):
        for row, count in enumerate(frame.get_column(column).to_list()):
            block = _block(place, row)
            blocks[_shade(count / most)].append(block)
            if own[row] == place:
                ours.append(block)
            x.append(place)
            y.append(row)
            text.append(f"<b>◆ {count}</b>" if own[row] == place else str(count))
            hover.append(f"{names[row]}<br>{count} councils scored {place}")
    write_in_cells(drawn, x, y, text, hover, size=14)
    shapes = [
        {"type": "path", "path": "".join(paths), "fillcolor": shade, "line_width": 0}
        for shade, paths in blocks.items()
    ]
    if ours:
        edge = {"color": Signal.BRAND.value, "width": 3}
        shapes.append({"type": "path", "path": "".join(ours), "line": edge})
    drawn.update_xaxes(
        range=[0.5, 4.5],
        tickvals=[1, 2, 3, 4],
        ticktext=["1", "2", "3", "4"],
        tickfont={"size": 14, "color": Ink.TEXT.value},
        side="top",
        showline=False,
        fixedrange=True,
    )
    drawn.update_yaxes(
        range=[len(names) - 0.5, -0.5],
        tickvals=list(range(len(names))),
        ticktext=names,
        tickfont={"size": 14, "color": Ink.TEXT.value},
        ticksuffix="  ",
        fixedrange=True,
    )
    named = [f"{n} {SCORE_NAMES[n]}" for n in range(1, 5)]
    # Set at once: adding one by one copies all of them each time.
    drawn.update_layout(
        margin={"t": 72, "b": 4},
        shapes=[{"layer": "below", **shape} for shape in shapes],
        # Over the whole width, because a phone's columns have no room for the scores' names.
        title={
            "text": f"◆ our score. {named[0]}, {named[1]},<br>{named[2]}, {named[3]}",
            "x": 0,
            "xref": "container",
            "y": 1,
            "yref": "container",
            "yanchor": "top",
            "pad": {"t": 14},
            "font": {"size": 13, "color": Ink.SECONDARY.value},
        },
    )
    left_room(drawn, names)
    return drawn, ROW_PX * len(names) + 84


def _block(place: int, row: int) -> str:
    """A block around a place on a row, as a path."""
    left, right, top, bottom = place - 0.47, place + 0.47, row - 0.38, row + 0.38
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    return f"M{'L'.join(f'{x:.2f},{y:.2f}' for x, y in corners)}Z"


def _shade(share: float) -> str:
    """Between paper and the scale's deepest quiet blue, on which ink still reads at 7:1."""
    light, deep = (255, 255, 255), (177, 192, 211)
    return "#" + "".join(
        f"{round(a + (b - a) * share):02X}" for a, b in zip(light, deep, strict=True)
    )


# The chart on a telephone: what does not overlap there overlaps nowhere.
_NARROWEST_PX = 150
_SCORE_PX = 50
_LOW_END, _HIGH_END = 0.4, 4.7
_KIND_MARKS = {
    "published": ("circle", Signal.BRAND.value),
    "self_assessed": ("diamond-open", Ink.SECONDARY.value),
    "peer_review": ("square-open", Ink.SECONDARY.value),
}


@draw.register
def _score_timeline(spec: ScoreTimeline, frame: pl.DataFrame) -> tuple[go.Figure, int]:
    drawn = go.Figure()
    low, high = _room_around(frame.get_column(spec.day))
    marks = [
        (row[spec.kind], row[spec.day], row[spec.score])
        for row in frame.sort(spec.day).iter_rows(named=True)
    ]
    for kind, label in spec.kinds:
        own = [(day, score) for given, day, score in marks if given == kind]
        if not own:
            continue
        symbol, colour = _KIND_MARKS[kind]
        drawn.add_scatter(
            x=[day for day, _ in own],
            y=[score for _, score in own],
            mode="markers",
            name=label,
            marker={
                "symbol": symbol,
                "size": 15,
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
        {kind: CHARACTER_PX * len(label) for kind, label in spec.kinds},
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
            font={"color": _KIND_MARKS[kind][1], "size": 14},
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


def _room_around(days: pl.Series) -> tuple[date, date]:
    """Four months or a sixth of the time shown on either side, whichever is more, so that no label
    is cut off and a single score has an axis."""
    first, last = cast("date", days.min()), cast("date", days.max())
    room = max(timedelta(days=122), (last - first) / 6)
    return first - room, last + room
