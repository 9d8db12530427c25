"""Rows that stand at a moment, worked out from those that stood at another.

Only what the batches tell of in which the two differ can stand otherwise: after an import of 300
rows beside a million the other rows are taken as they are.
"""

from __future__ import annotations

from collections.abc import Set
from datetime import datetime
from typing import Final

import polars as pl
from sqlalchemy import Connection

from data_access.datasets import Dataset
from data_access.ledger.as_known import rows_as_known, sent_again

Visible = tuple[tuple[int, datetime], ...]
"""Batches, each with its moment."""

MOST_SHARE: Final = 0.2
"""Of the rows, beyond which all are worked out anew: that costs no more then."""
MOST_CUTS: Final = 5_000
"""Places at which rows are put between those that stay; beyond these, likewise."""


def rows_from(
    connection: Connection,
    dataset: Dataset,
    known: pl.DataFrame,
    authorities: list[str] | None,
    *,
    versions: pl.DataFrame,
    before: pl.DataFrame,
    were_visible: Visible,
    visible: Visible,
) -> pl.DataFrame | None:
    """What `rows_as_known` gives of some versions where some batches are visible, given the rows
    that stood of them (or of those among them that had come by then) where others were: the very
    same frame where nothing differs; None where so much does that it is to be worked out anew."""
    came, gone = set(visible) - set(were_visible), set(were_visible) - set(visible)
    keys = _told_otherwise(connection, dataset, versions, before, _ids(came), _ids(gone))
    if keys.is_empty():
        return before
    if keys.len() > MOST_SHARE * max(before.height, 1):
        return None
    told = versions.filter(pl.col("row_key").is_in(keys.implode()))
    rows = rows_as_known(connection, dataset, known, authorities, versions=told)
    return _in_place_of(before, keys, rows)


def _ids(batches: Set[tuple[int, datetime]]) -> pl.Series:
    return pl.Series("batch_id", sorted(number for number, _ in batches), dtype=pl.Int64())


def _told_otherwise(
    connection: Connection,
    dataset: Dataset,
    versions: pl.DataFrame,
    before: pl.DataFrame,
    came: pl.Series,
    gone: pl.Series,
) -> pl.Series:
    """Keys of the rows that may stand otherwise once some batches are visible and others are not,
    sorted.

    These are all that the batches tell of, but for rows that stood and are only sent again by a
    batch that came after the one they stood by: these stand as they did.
    """
    both = pl.concat([came, gone]).unique()
    again = sent_again(connection, dataset, both, versions.get_column("row_id"))
    if not again.is_empty():
        stood = before.select("row_id", stood_by="batch_id")
        as_before = pl.col("stood_by") < pl.col("batch_id")
        again = again.join(stood, on="row_id", how="left").filter(
            pl.col("batch_id").is_in(gone.implode()) | ~as_before.fill_null(value=False)
        )
    told = versions.select("row_key", "row_id", "batch_id").filter(
        pl.col("batch_id").is_in(both.implode())
        | pl.col("row_id").is_in(again.get_column("row_id").unique().implode())
    )
    return told.get_column("row_key").unique().sort()


def _in_place_of(before: pl.DataFrame, keys: pl.Series, rows: pl.DataFrame) -> pl.DataFrame | None:
    """The rows with those of some keys taken out and others of these keys put in their places, all
    sorted by row_key; None where that would cut them into too many pieces."""
    held = before.get_column("row_key")
    places = held.search_sorted(keys, side="left")
    taken_out = set(places.filter(places != held.search_sorted(keys, side="right")).to_list())
    cuts = places.unique().sort()
    if cuts.len() > MOST_CUTS:
        return None
    into = held.search_sorted(rows.get_column("row_key"), side="left")
    begin = into.search_sorted(cuts, side="left").to_list()
    pieces, at = [], 0
    for cut, first, last in zip(cuts.to_list(), begin, [*begin[1:], rows.height], strict=True):
        pieces += [before.slice(at, cut - at), rows.slice(first, last - first)]
        at = cut + (cut in taken_out)
    pieces.append(before.slice(at))
    return pl.concat([piece for piece in pieces if piece.height] or [before.clear()], rechunk=True)
