"""What several charts have in common: how each registers its drawing, and room for its labels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import singledispatch
from math import ceil
from typing import Final

import plotly.graph_objects as go
import polars as pl

from components.tokens import Ink

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


# Advance widths of Atkinson Hyperlegible Next, regular, in hundredths of the letters' size.
_LETTERS: Final[dict[int, str]] = {
    16: "'",
    21: ",.:;",
    24: "`j|’‘",
    25: "i",
    26: "l",
    28: " ",
    29: "!",
    30: '"()',
    31: "f",
    32: "[",
    33: "t",
    34: "]{}",
    35: "r",
    36: "-",
    37: "_",
    39: "/I\\",
    41: "1",
    45: "y",
    46: "vz",
    47: "s",
    48: "*?cx",
    49: "k",
    51: "7J–",
    53: "a",
    54: "Leu",
    55: "2<>F^hno",
    56: "Tdg~",
    57: "EYbpq",
    58: "3",
    59: "$59PSV",
    60: "6",
    61: "+48BRZ£",
    62: "X",
    63: "=AK",
    65: "#0C",
    67: "D",
    68: "w",
    69: "GHNU",
    71: "O",
    72: "Q",
    73: "&",
    78: "@",
    82: "M",
    84: "m",
    86: "W",
    92: "%",
}
_WIDTHS: Final = {letter: width for width, letters in _LETTERS.items() for letter in letters}
_OTHER: Final = 80  # a sign that is not listed is taken to be a wide one
DIGITS_ALIKE: Final = 62  # figures stand in columns, each as wide as the next


def text_px(text: str, size: float) -> float:
    """How wide a line of text is, in pixels, at a letter size in pixels."""
    widths = (DIGITS_ALIKE if each.isdigit() else _WIDTHS.get(each, _OTHER) for each in text)
    return sum(widths) * size / 100


def widest_px(labels: Iterable[str], size: float) -> float:
    """How wide the widest line of some labels is; `<br>` begins a line."""
    lines = (line for label in labels for line in label.split("<br>"))
    return max((text_px(line, size) for line in lines), default=0.0)
