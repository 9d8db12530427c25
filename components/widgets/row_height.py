"""How tall a grid's rows must be for its longest text to be read whole.

Streamlit gives every row of a grid the same height and wraps text only in rows above 64 pixels.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import cast

import polars as pl

WRAPS_FROM_PX = 68
LINE_PX = 20
PADDING_PX = 16
CHARACTER_PX = 7.0  # of the grid's 14 px type, on average
MOST_LINES = 9  # a longer text opens whole when its cell is clicked


def row_height(frame: pl.DataFrame, widths: Mapping[str, int], *, least_lines: int = 1) -> int:
    """Pixels for rows of `frame` whose text columns are as wide as `widths` says, in pixels."""
    lines = least_lines
    for name, width in widths.items():
        longest = cast("int | None", frame.get_column(name).str.len_chars().max()) or 0
        # Words are not broken, so a line is rarely full: reckon with nine tenths of it.
        room = 0.9 * (width - PADDING_PX) / CHARACTER_PX
        lines = max(lines, ceil(longest / room))
    return max(WRAPS_FROM_PX, min(lines, MOST_LINES) * LINE_PX + PADDING_PX)
