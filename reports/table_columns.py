"""A table's columns: which stand to the right as numbers do, and how wide each is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import polars as pl

SCORES: Final = frozenset({"own_score", "published_score", "score"})
"""What a frame calls its columns of scores of quality statements, which have marks beside them."""
NO_COUNT: Final = frozenset({"[c]", "–"})
_COUNT: Final = re.compile(r"(?:0|[1-9]\d*)(?:\.\d+)?")
_PADDING = 2.4  # characters between columns
_SHORT = 13  # dates and short words stay on one line
_LONGEST = 160  # a text longer than this gets no wider a column


def shares(
    headers: Sequence[str], rows: Sequence[Sequence[str]], characters: float
) -> tuple[float, ...]:
    """Each column's share of a line of so many characters, or nothing if all fit unbroken.

    No column gets narrower than its longest word or date; what is left goes where texts are long.
    """
    least, full = [], []
    for column in zip(headers, *rows, strict=True):
        whole = [text for text in column[1:] if len(text) <= _SHORT]
        words = [*whole, *(word for text in column for word in text.split())]
        # Heads are bold, and may break where cells need not.
        least.append(max((len(word) for word in words), default=1) * 1.08 + _PADDING)
        cells = max((len(text) for text in column[1:]), default=0)
        full.append(max(min(cells, _LONGEST) + _PADDING, least[-1]))
    unbroken = [
        max(width, len(head) * 1.08 + _PADDING) for width, head in zip(full, headers, strict=True)
    ]
    if sum(unbroken) <= characters:
        return ()
    more = [a - b for a, b in zip(full, least, strict=True)]
    left = max(characters - sum(least), 0.0)
    times = min(1.0, left / sum(more)) if sum(more) else 0.0
    return tuple(b + m * times for b, m in zip(least, more, strict=True))


def to_the_right(series: pl.Series) -> bool:
    """Whether a column stands to the right, as numbers do."""
    return series.dtype.is_numeric() or of_counts(series)


def of_counts(series: pl.Series) -> bool:
    """Whether a column of texts holds counts, as suppressed tables do; some may be hidden."""
    if series.dtype != pl.String:
        return False
    values = set(series.drop_nulls())
    counts = values - NO_COUNT
    return bool(counts) and all(_COUNT.fullmatch(value) for value in counts)
