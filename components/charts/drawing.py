"""The one door to a drawing: each kind of chart registers how it is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import singledispatch
from math import ceil

import plotly.graph_objects as go
import polars as pl

from components.charts.letters import widest_px
from components.look.tokens import Ink

ROW_PX = 34
LINE_PX = 19
FOLDED_AT = 24
MONTH_TICKS = "%b\n%Y"  # the year below, where it begins: half as wide
_BESIDE_LABELS = 22  # a gap on either side, and the spaces after a label
_WHOLE_NUMBERS = 5  # from here on an axis says no decimals
CHARACTER_PX = 7.6  # a letter of a label, on average and rather more


@singledispatch
def draw(spec: object, frame: pl.DataFrame) -> tuple[go.Figure, int]:
    """The figure of a specification over its frame, and the height it needs in pixels."""
    raise TypeError(f"no drawing for {type(spec).__name__}")


def folded(label: str, width: int = FOLDED_AT) -> str:
    """A label broken into lines of about so many letters, so that a phone has room for the bars."""
    lines, line = [], ""
    for word in label.split():
        if line and len(line) + len(word) >= width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "<br>".join([*lines, line])


def row_px(labels: list[str], width: int = FOLDED_AT) -> int:
    """How tall a row must be, so that no folded label touches the next."""
    most = max((folded(label, width).count("<br>") + 1 for label in labels), default=1)
    return max(ROW_PX, LINE_PX * most + 6)


def write_in_cells(
    drawn: go.Figure,
    x: Sequence[int],
    y: Sequence[int],
    text: Sequence[str],
    hover: Sequence[str],
    *,
    size: int,
) -> None:
    """Write a text in each cell of a grid, as one part of the figure."""
    drawn.add_scatter(
        x=x,
        y=y,
        mode="text",
        text=text,
        textfont={"color": Ink.TEXT.value, "size": size},
        hovertext=hover,
        hovertemplate="%{hovertext}<extra></extra>",
        showlegend=False,
    )


def left_room(drawn: go.Figure, labels: Iterable[str], size: int = 14) -> None:
    """Give the labels of the upright axis the room they need, so that the browser need not find
    out: the longest line, and what stands between it and the axis."""
    drawn.update_xaxes(automargin=False)
    drawn.update_yaxes(automargin=False)
    drawn.update_layout(margin_l=ceil(widest_px(labels, size)) + _BESIDE_LABELS)


def counted_up_to(most: float, suffix: str = "") -> str:
    """The widest label of an axis of numbers that ends near `most`."""
    return f"{most:,.0f}{suffix}" if most >= _WHOLE_NUMBERS else f"{most:,.2f}{suffix}"


def words_px(texts: Iterable[str]) -> int:
    """How wide the longest of some texts is, and a little more."""
    return round(CHARACTER_PX * max((len(text) for text in texts), default=0)) + 12
