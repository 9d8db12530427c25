"""Rows that stand, read once for all that compare with them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import polars as pl

from data_access.datasets import Dataset
from data_access.ledger.as_known import batches, rows_as_known
from data_access.store.database import Store


@dataclass(frozen=True)
class Standing:
    """The rows of a dataset that stand for some councils at a revision of the store, as
    `rows_as_known` gives them."""

    revision: int
    dataset: Dataset
    authorities: frozenset[str]
    rows: pl.DataFrame

    def of(
        self, dataset: Dataset, authorities: Collection[str], revision: int
    ) -> pl.DataFrame | None:
        """The rows of some councils at a revision; None where they have to be read anew."""
        asked = frozenset(authorities)
        if dataset is not self.dataset or revision != self.revision or asked - self.authorities:
            return None
        if asked == self.authorities:
            return self.rows
        return self.rows.filter(pl.col("authority").is_in(sorted(asked)))


def read_standing(store: Store, dataset: Dataset, authorities: Collection[str]) -> Standing:
    """The rows of a dataset that stand now for some councils."""
    with store.reading() as connection:
        known = batches(connection)
        rows = rows_as_known(connection, dataset, known, sorted(authorities))
    newest = known.get_column("batch_id").max()
    revision = newest if isinstance(newest, int) else 0
    return Standing(revision, dataset, frozenset(authorities), rows)


def places_of(keys: pl.Series, among: pl.Series) -> pl.Series:
    """The place of each key among others, of which each is there once; null where it is not."""
    others = among.alias("key").to_frame().with_row_index("place")
    asked = keys.alias("key").to_frame()
    return asked.join(others, on="key", how="left", maintain_order="left").get_column("place")


def beyond(places: pl.Series, height: int) -> pl.Series:
    """True for each of so many rows that none of the places is of."""
    return pl.repeat(True, height, dtype=pl.Boolean, eager=True).scatter(places.drop_nulls(), False)
