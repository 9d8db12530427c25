"""Which councils' records came or changed since a moment: what pages that stand open announce."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import closing
from typing import Final

import polars as pl
from sqlalchemy import Connection, func, select

from data_access.datasets import COUNCIL, DATASETS
from data_access.datasets.theme import EVERY_COUNCIL
from data_access.ledger.as_known import batches, table_of
from data_access.ledger.batch import Batch
from data_access.ledger.coverage import Coverage
from data_access.ledger.history import authorities_in
from data_access.snapshot import PEER_DATASETS
from data_access.store.database import Store
from data_access.store.waiting import whenever_written
from vocabulary.nature import Nature

EVERYBODY: Final = ""
"""Stands for all councils at once: such as for what is published, which all are compared with."""

Arrivals = Mapping[str, int]
"""The number of the newest batch by council; under `EVERYBODY`, of what concerns all."""


def arrivals(store: Store, after: int) -> dict[str, int]:
    """What came after the batch of that number. StoreError if the store cannot be read."""
    found: dict[str, int] = {}
    with store.reading() as connection:
        newest = connection.execute(select(func.max(Batch.batch_id))).scalar() or 0
        if newest <= after:
            return found
        table = table_of(Batch)
        came = connection.execute(
            select(table).where(table.c["batch_id"] > after).order_by(table.c["batch_id"])
        ).mappings()
        for batch in came.all():
            for council in _concerned(connection, dict(batch)):
                found[council] = int(batch["batch_id"])
    return found


def _concerned(connection: Connection, batch: Mapping[str, object]) -> set[str]:
    """The councils whose pages a batch changes."""
    target = batch["target_import"]
    if target is not None:
        known = batches(connection)
        together = known.filter((pl.col("import_id") == target) & pl.col("target_import").is_null())
        names = set(together.get_column("dataset"))
        councils = set(authorities_in(connection, together))
    else:
        names = {str(batch["dataset"])}
        councils = _councils_of(connection, batch)
    compared = names & PEER_DATASETS and batch["nature"] == Nature.PUBLISHED
    if compared or COUNCIL.name in names or EVERY_COUNCIL in councils:
        return {EVERYBODY}
    return councils


def _councils_of(connection: Connection, batch: Mapping[str, object]) -> set[str]:
    """The councils with rows in a batch, or of whom it says how far their record is whole."""
    table, covered = table_of(DATASETS[str(batch["dataset"])].table), table_of(Coverage)
    found: set[str] = set()
    for each in (table, covered):
        theirs = select(each.c["authority"]).where(each.c["batch_id"] == batch["batch_id"])
        found.update(connection.execute(theirs.distinct()).scalars())
    return found


def watch() -> Generator[Arrivals]:
    """What comes to the store in use, again and again: as soon as something came, and nothing every
    second. What is there when it begins counts as having come for everybody. A store that is away
    is waited for. Close the iterator in the end."""
    seen = 0

    def look(store: Store, other: bool) -> Arrivals:
        nonlocal seen
        newest = store.revision()
        told: Arrivals = {}
        if other:
            told = {EVERYBODY: newest}
        elif newest > seen:
            told = arrivals(store, seen)
        seen = newest
        return told

    with closing(whenever_written(look)) as looks:
        for told in looks:
            yield told or {}
