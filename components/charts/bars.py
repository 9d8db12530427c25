"""Counts as bars and blocks: bars, steps, stacks, opposed bars and shares of scores."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from math import ceil

import plotly.graph_objects as go
import polars as pl
from plotly.colors import find_intermediate_color, hex_to_rgb

from components.charts.panels import events, middles
from components.charts.parts import (
    BESIDE_WORDS,
    ROW_PX,
    counted_up_to,
    draw,
    folded,
    left_room,
    row_px,
    widest_px,
    write_in_cells,
)
from components.charts.rules import (
    bar_labels,
    edge_of,
    lost_labels,
    open_periods,
    opposed_rows,
    stacked_series,
)
from components.charts.series_panels import mark_events
from components.charts.spec import (
    Bars,
    OpposedBars,
    ScoreShares,
    StackedBars,
)
from components.tokens import Ink, Scale, Signal, Surface, Tint
from vocabulary.ratings import SCORE_NAMES
from vocabulary.wording import SO_FAR

_STACK_HEIGHT = 280
_MOST_TICKS = 9  # as many as a phone has room for
_FEW_COUNTED = 8  # up to which each whole number has its mark
_NARROW_LABEL = 20  # letters a line: both sides of the middle need room


@draw.register
def _bars(spec: Bars, frame: pl.DataFrame) -> tuple[go.Figure, int]:
    names = [str(name) for name in frame.get_column(spec.category)]
    counts = frame.get_column(spec.count).fill_null(0).to_list()
    places = list(range(len(names)))
    labels, lost = bar_labels(spec, frame), lost_labels(spec, frame)
    drawn = go.Figure()
    drawn.add_bar(
        y=places,
        x=counts,
        orientation="h",
        marker={
            "color": Tint.FOURTH.value if spec.part else Signal.BRAND.value,
            "line": {"color": Surface.CONTROL.value, "width": 1 if spec.part else 0},
        },
        text=labels,
        textposition="outside",
        textfont={"color": Ink.TEXT.value, "size": 14},
        customdata=names,
        hovertemplate="%{customdata}: %{x:,} " + spec.unit + "<extra></extra>",
        cliponaxis=False,
    )
    if spec.part:
        parts = frame.get_column(spec.part).fill_null(0).to_list()
        drawn.add_bar(
            y=places,
            x=parts,
            orientation="h",
            marker={"color": Signal.BRAND.value},
            customdata=names,
            hovertemplate="%{customdata}: %{x:,} " + spec.part_label + "<extra></extra>",
        )
    for place, words in lost.items():
        drawn.add_annotation(
            x=counts[place],
            y=place - 0.5,
            xanchor="left",  # under the stretch of the longer bar that is lost
            xshift=4,
            text=words,
            font={"color": Ink.SECONDARY.value, "size": 13},
        )
    most = max([*counts, 1])
    drawn.update_layout(barmode="overlay", bargap=0.42, showlegend=False)
    drawn.update_xaxes(range=[0, most], visible=False)
    drawn.update_xaxes(fixedrange=True)
    drawn.update_yaxes(
        range=[len(names) - 0.4, -0.6],
        tickvals=places,
        ticktext=[folded(name, BESIDE_WORDS) for name in names],
        ticklabelstandoff=8,
        tickfont={"size": 14, "color": Ink.TEXT.value},
        ticksuffix="  ",
        fixedrange=True,
    )
    # Room for what stands beside the longest bar, however narrow the chart is.
    room = ceil(widest_px([*labels, *lost.values()], 14)) + 12
    drawn.update_layout(margin={"t": 6, "b": 6, "r": room})
    left_room(drawn, [folded(name, BESIDE_WORDS) for name in names])
    return drawn, (row_px(names, BESIDE_WORDS) + 6) * max(len(names), 1) + 24


@draw.register
def _stacked_bars(spec: StackedBars, frame: pl.DataFrame) -> tuple[go.Figure, int]:
    drawn = go.Figure()
    height_px = _STACK_HEIGHT
    categories = frame.get_column(spec.category).to_list()
    height = row_px([str(category) for category in categories])
    if spec.horizontal:
        categories = [folded(str(category)) for category in categories]
    places = middles(categories) if spec.date else categories
    named = [f"{each:%B %Y}" if spec.date else str(each) for each in categories]
    for given, label, colour in stacked_series(spec, frame):
        counts = [count or 0 for count in given]
        axes = {"x": counts, "y": categories} if spec.horizontal else {"x": places, "y": counts}
        when = "%{y}" if spec.horizontal else "%{customdata}"
        number = "%{x:,}" if spec.horizontal else "%{y:,}"
        drawn.add_bar(
            **axes,
            customdata=named,
            orientation="h" if spec.horizontal else "v",
            name=label,
            marker={"color": colour.value, "line": {"color": edge_of(colour).value, "width": 1}},
            hovertemplate=f"{when}<br>{label}: {number}<extra></extra>",
        )
    drawn.update_layout(
        barmode="stack",
        bargap=0.3,
        legend={"itemclick": False, "itemdoubleclick": False, "traceorder": "normal"},
        margin={"t": 34, "b": 46 if spec.date else 30},
    )
    drawn.update_xaxes(fixedrange=True)
    drawn.update_yaxes(fixedrange=True)
    if spec.horizontal:
        most = frame.select(pl.sum_horizontal(column for column, _ in spec.kinds)).to_series().max()
        if isinstance(most, int) and most <= _FEW_COUNTED:  # there is no half of what is counted
            drawn.update_xaxes(dtick=1)
        drawn.update_yaxes(autorange="reversed", tickfont_size=14, ticksuffix="  ")
        left_room(drawn, map(str, categories))
        return drawn, height * max(len(categories), 1) + 80
    if spec.date:
        # A period's name stands under its bar, and months are those that quarters begin with.
        named_at = _named_periods(categories)
        drawn.update_xaxes(
            tickangle=0,  # turned, the year would lie on the month
            tickvals=[places[at] for at in named_at],
            ticktext=[f"{categories[at]:%b}<br>{categories[at]:%Y}" for at in named_at],
        )
        room = mark_events(drawn, events(spec, places), places)
        drawn.update_layout(margin_t=34 + room)
        if room:
            drawn.update_layout(legend={"y": -0.2, "yanchor": "top"}, margin_b=84)
            height_px += room + 40
    totals = frame.select(pl.sum_horizontal(column for column, _ in spec.kinds)).to_series()
    waiting = open_periods(spec, frame)
    later = [*waiting[1:], False]
    for day, total, still_open, next_too in zip(places, totals, waiting, later, strict=True):
        if still_open and not next_too:  # said once of several: side by side they have no room
            drawn.add_annotation(x=day, y=total or 0, text=SO_FAR, showarrow=False, yshift=10)
    tallest = frame.select(pl.sum_horizontal(column for column, _ in spec.kinds)).to_series().max()
    left_room(drawn, [counted_up_to(float(tallest or 0))])  # type: ignore[arg-type]
    return drawn, height_px


def _named_periods(begin: list[date]) -> list[int]:
    """Places of the periods that are named, so many that a phone has room for them: all, or those
    that a quarter, half-year or year begins with."""
    if len(begin) <= _MOST_TICKS:
        return list(range(len(begin)))
    found: list[int] = []
    for months in (3, 6, 12):
        found = [at for at, day in enumerate(begin) if (day.month - 1) % months == 0]
        if len(found) <= _MOST_TICKS:
            break
    return found


@draw.register
def _opposed_bars(spec: OpposedBars, frame: pl.DataFrame) -> tuple[go.Figure, int]:
    rows = opposed_rows(spec, frame)
    names = rows.get_column(spec.category).to_list()
    sides = (
        (spec.left, spec.left_label, Tint.FIRST, -1),
        (spec.right, spec.right_label, Tint.THIRD, 1),
    )
    drawn = go.Figure()
    for column, label, colour, way in sides:
        counts = rows.get_column(column).to_list()
        drawn.add_bar(
            y=names,
            x=[way * count for count in counts],
            orientation="h",
            name=label,
            marker={"color": colour.value, "line": {"color": edge_of(colour).value, "width": 1}},
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
    for side, label, _colour, _way in sides:
        drawn.add_annotation(
            x=0,
            y=1.0,
            yref="paper",
            yanchor="bottom",
            xanchor="right" if side == spec.left else "left",
            xshift=-8 if side == spec.left else 8,
            text=f"<b>{label}</b>",
            font={"color": Ink.TEXT.value, "size": 14},
        )
    drawn.update_layout(margin={"t": 30, "b": 8})
    left_room(drawn, short)
    return drawn, max(ROW_PX, row_px(names, _NARROW_LABEL)) * len(names) + 52


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
            blocks[_share_shade(count / most)].append(block)
            if own[row] == place:
                ours.append(block)
            x.append(place)
            y.append(row)
            text.append(f"<b>● {count}</b>" if own[row] == place else str(count))
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
            "text": f"● our score. {named[0]}, {named[1]},<br>{named[2]}, {named[3]}",
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


def _share_shade(share: float) -> str:
    """Between paper and the scale's deepest quiet blue, on which ink still reads at 7:1."""
    paper, deep = hex_to_rgb(Surface.PAPER.value), hex_to_rgb(Scale.FOURTH.value)
    return "#" + "".join(f"{round(v):02X}" for v in find_intermediate_color(paper, deep, share))
