"""What a high or low signal means, given where better lies for the series."""

from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from measures.process_control.series import Layout

Codes = NDArray[np.int8]

DIRECTIONS: Final = ("neutral", "increase", "decrease")
MEANINGS: Final = ("common_cause", "improvement", "concern", "neutral_high", "neutral_low")

_LABELS = pl.Series(MEANINGS)
# One row per direction, in the order of DIRECTIONS; columns: no signal, a high one, a low one.
_MEANING_OF = np.array([[0, 3, 4], [0, 1, 2], [0, 2, 1]], np.int8)


def directions(frame: pl.DataFrame, layout: Layout) -> Codes:
    """Give each point, in layout order, its series' direction as a position in `DIRECTIONS`.

    Neutral where column direction is not there or missing in every row of the series. Raises
    ValueError when a word is none of the three, or a series has more than one.
    """
    if "direction" not in frame.columns or frame.height == 0:
        return np.zeros(frame.height, np.int8)
    column = frame.get_column("direction")
    if column.dtype == pl.Null:
        return np.zeros(frame.height, np.int8)
    words = column.cast(pl.String)
    stated = np.full(frame.height, -1, np.int8)
    for code, word in enumerate(DIRECTIONS):
        stated[(words == word).fill_null(value=False).to_numpy()] = code
    unknown = (stated < 0) & words.is_not_null().to_numpy()
    if unknown.any():
        word = words[int(np.flatnonzero(unknown)[0])]
        raise ValueError(f"direction must be increase, decrease or neutral, not {word!r}")
    stated = layout.arrange(stated)
    highest = np.maximum.reduceat(stated, layout.starts)
    lowest = np.minimum.reduceat(np.where(stated < 0, np.int8(9), stated), layout.starts)
    if (lowest < highest).any():
        raise ValueError("direction changes within a series")
    codes: Codes = np.repeat(np.maximum(highest, np.int8(0)), layout.lengths)
    return codes


def meanings(direction: Codes, height: Codes) -> Codes:
    """Give the meaning of signals as positions in `MEANINGS`.

    `height` is 0 for no signal, 1 for a high and 2 for a low one.
    """
    answer: Codes = _MEANING_OF[direction, height]
    return answer


def labels(codes: Codes) -> pl.Series:
    """Give the words for positions in `MEANINGS`."""
    return _LABELS.gather(codes)
