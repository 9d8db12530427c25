"""Which column is which field: what a person confirmed once is suggested again."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from data_access.datasets import COLUMN_NAME, DATASETS
from data_access.datasets.base import plain
from data_access.datasets.theme import EVERY_COUNCIL
from data_access.importing.tables.columns import known_names
from data_access.ledger.as_known import batches, rows_as_known
from data_access.ledger.batch import Action
from data_access.ledger.ledger import Entry, append
from data_access.store.database import Store
from vocabulary.principal import Principal


def remembered_columns(store: Store, dataset: str) -> dict[str, str]:
    """Confirmed column names of a dataset's files: {header: field}."""
    with store.reading() as connection:
        rows = rows_as_known(connection, COLUMN_NAME, batches(connection))
    rows = rows.filter(pl.col("dataset") == dataset)
    return dict(rows.select("header", "field").iter_rows())


def remember_columns(
    store: Store, dataset: str, columns: Mapping[str, str], *, principal: Principal
) -> None:
    """Remember the columns ({field: header}) whose names would not be understood by themselves.

    For every council; by somebody who writes for some alone, for those.
    """
    names = known_names(DATASETS[dataset])
    current = remembered_columns(store, dataset)
    whose = [EVERY_COUNCIL] if principal.authorities is None else sorted(principal.authorities)
    rows = [
        {"authority": authority, "dataset": dataset, "header": header, "field": field}
        for field, header in columns.items()
        if names.get(plain(header)) != field or current.get(header, field) != field
        for authority in whose
    ]
    if rows:
        append(
            store,
            [Entry(COLUMN_NAME, pl.DataFrame(rows))],
            principal=principal,
            source_name="Columns confirmed at an import",
            action=Action.FORM,
        )
