"""What several charts have in common: how each registers its drawing, and room for its labels."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from functools import cache, singledispatch
from math import ceil
from typing import Final

import plotly.graph_objects as go
import polars as pl
from PIL import ImageFont

from components.look.assets import FILES, FONT
from components.tokens import Ink

ROW_PX = 34
LINE_PX = 19
FOLDED_AT = 26
BESIDE_WORDS = 20  # where words stand on the other side too
MONTH_TICKS = "%b\n%Y"  # the year below, where it begins: half as wide
_BESIDE_LABELS = 22  # a gap on either side, and the spaces after a label
_LARGE: Final = 1000
_WHOLE_NUMBERS = 5  # from here on an axis says no decimals


@singledispatch
def draw(spec: object, frame: pl.DataFrame) -> tuple[go.Figure, int]:
    """The figure of a specification over its frame, and the height it needs in pixels."""
    raise TypeError(f"no drawing for {type(spec).__name__}")


def folded(label: str, width: int = FOLDED_AT) -> str:
    """A label broken into lines of about so many letters, so that a phone has room for the bars. A
    word stays whole, unless it would leave them none."""
    endless = any(len(word) > 2 * width for word in label.split())
    return "<br>".join(
        textwrap.wrap(label, width, break_long_words=endless, break_on_hyphens=False)
    )


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


@cache
def _font() -> ImageFont.FreeTypeFont:
    """The dashboard's letters, regular, so large that rounding to whole pixels does not matter."""
    letters = ImageFont.truetype(FILES / FONT, _LARGE, layout_engine=ImageFont.Layout.BASIC)
    letters.set_variation_by_axes([400])
    return letters


@cache
def _letter_px(letter: str) -> float:
    # Figures stand in columns: each is as wide as the next.
    return _font().getlength("0" if letter.isdigit() else letter)


def text_px(text: str, size: float) -> float:
    """How wide a line of text is, in pixels, at a letter size in pixels."""
    return sum(map(_letter_px, text)) * size / _LARGE


def widest_px(labels: Iterable[str], size: float) -> float:
    """How wide the widest line of some labels is; `<br>` begins a line."""
    lines = (line for label in labels for line in label.split("<br>"))
    return max((text_px(line, size) for line in lines), default=0.0)
