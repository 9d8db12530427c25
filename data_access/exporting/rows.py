"""Rows out of the store again, in the columns they go in with."""

from __future__ import annotations

from datetime import datetime

import polars as pl

from data_access.datasets import Dataset
from data_access.ledger.as_known import batches, rows_as_known
from data_access.principal import require
from data_access.store.bulk import joined_lists
from data_access.store.database import Store
from vocabulary.principal import Permission, Principal


def rows_for_export(
    store: Store,
    dataset: Dataset,
    *,
    principal: Principal,
    as_at: datetime | None = None,
    authority: str | None = None,
) -> pl.DataFrame:
    """The standing rows of a dataset: its own columns, ordered by natural key.

    All councils the principal may see, or one. NotAllowedError for one they may not.
    """
    if authority is not None:
        require(principal, Permission.SEE, authority)
    names = [authority] if authority is not None else None
    seen = principal.councils(Permission.SEE)
    if names is None and seen is not None:
        names = sorted(seen)
    with store.reading() as connection:
        rows = rows_as_known(connection, dataset, batches(connection, as_at), names)
    return rows.select(dataset.columns).sort(dataset.natural_key, nulls_last=False)


def write_csv(frame: pl.DataFrame) -> str:
    """The frame as CSV; lists joined by '; ', dates in ISO form."""
    return joined_lists(frame).write_csv()


def write_json(frame: pl.DataFrame) -> str:
    """The frame as a JSON list of objects; lists stay lists, dates in ISO form."""
    return frame.write_json() + "\n"
