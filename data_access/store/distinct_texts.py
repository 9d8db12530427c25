"""Columns repeat their texts: work is done once for each distinct text, and spread over the rows.

A million rows have seven channels and some thousand days; to clean, read or search each row's text
anew would cost a hundred times as much.
"""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

SAMPLE = 1 << 15  # rows that tell what a column is like
FEW = 1000  # rows that are sooner gone through than looked at
_WORTHWHILE = 4  # rows that share a text, on average


def coded(texts: pl.Series) -> pl.Series:
    """A text column as a categorical one of its own, so that its distinct texts are at hand;
    unchanged where texts hardly repeat and there is nothing to gain."""
    if texts.dtype != pl.String or not repeats(texts):
        return texts
    return texts.cast(pl.Categorical(pl.Categories.random()))


def repeats(texts: pl.Series) -> bool:
    """Whether a column's first rows share their texts enough for it to be worth while."""
    sample = texts.head(SAMPLE)
    return sample.n_unique() <= max(sample.len() // _WORTHWHILE, 1)


def distinct_texts(texts: pl.Series) -> tuple[pl.Series, pl.Series | None]:
    """The distinct texts of a column, and each row's place among them (null where it has none).

    Where texts hardly repeat: the column itself, and None.
    """
    column = coded(texts)
    if not isinstance(column.dtype, pl.Categorical):
        return column, None
    return column.dtype.categories.to_series(), column.to_physical()


def by_distinct_text(texts: pl.Series, read: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """What `read` makes of a text column, asked once for each distinct text.

    `read` gives one value for each text, which depends on nothing else; of a null it makes null.
    """
    if texts.len() <= FEW and texts.dtype == pl.String:
        return read(texts).alias(texts.name)
    words, places = distinct_texts(texts)
    found = read(words)
    return (found if places is None else found.gather(places)).alias(texts.name)
