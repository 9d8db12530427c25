"""How wide words come out in the dashboard's letters.

So that a chart knows the room its labels need. A browser that has to find out draws the chart's
axes again and again, which takes as long as all the rest of the chart.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

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
