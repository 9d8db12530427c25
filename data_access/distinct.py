"""Columns repeat their texts: work is done once for each distinct text, and spread over the rows.

A million rows have four channels and some thousand days; to clean, read or search each row's text
anew would cost a hundred times as much.
"""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

_SAMPLE = 1 << 15
_WORTHWHILE = 4  # rows that share a text, on average


def distinct(texts: pl.Series) -> tuple[pl.Series, pl.Series | None]:
    """The distinct texts of a column, and each row's place among them (null where it has none).

    Where texts hardly repeat there is nothing to gain: then the column itself, and None.
    """
    sample = texts.head(_SAMPLE)
    if sample.n_unique() > max(sample.len() // _WORTHWHILE, 1):
        return texts, None
    coded = texts.cast(pl.Categorical(pl.Categories.random()))
    places = coded.to_physical()
    seen = coded.unique().drop_nulls()
    return seen.cast(pl.String).gather(seen.to_physical().arg_sort()), places


def by_distinct(texts: pl.Series, read: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """What `read` makes of a text column, asked once for each distinct text.

    `read` gives one value for each text, which depends on nothing else; of a null it makes null.
    """
    words, places = distinct(texts)
    found = read(words)
    return (found if places is None else found.gather(places)).alias(texts.name)
