"""Which exhibits come first: what needs attention, and what bears on a quality statement. Both
orders stand in the exhibits' declarations."""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl

from components.exhibits.catalogue import CATALOGUE, Showing
from components.exhibits.exhibit import Exhibit

WATCHED: Final = tuple(
    each.key
    for each in sorted(CATALOGUE.values(), key=lambda each: each.attention)
    if each.attention
)
"""In the order leaders should hear of them: people first, then proof, then what supports both."""
MOST: Final = 5
_TIED: Final = tuple(
    sorted((each for each in CATALOGUE.values() if each.themes), key=lambda e: e.place_on_statement)
)


def attention(showing: Showing) -> tuple[list[Exhibit], int]:
    """The exhibits to look at first, `MOST` at most, and how many more there are: what has a
    deadline ahead that can still be met, then in the order of `WATCHED`."""
    found = [exhibit for exhibit in map(showing, WATCHED) if exhibit.signal == "attention"]
    found.sort(key=lambda exhibit: exhibit.due or date.max)
    return found[:MOST], max(0, len(found) - MOST)


def bearing_on(statement: str, codebook: pl.DataFrame) -> tuple[str, ...]:
    """Keys of the exhibits that bear on a statement, in the order in which a reader wants them:
    those on a theme that the codebook ties to it. What shows records of every theme alike, or says
    something of each statement already, bears on none.

    `codebook`: theme, statements (list). A theme that is not in it ties nothing.
    """
    tied = codebook.filter(pl.col("statements").list.contains(statement).fill_null(value=False))
    themes = set(tied.get_column("theme"))
    return tuple(each.key for each in _TIED if themes & set(each.themes))
