"""A council's records are read as fast among many councils as alone."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import polars as pl

from data_access.datasets import COMPLAINT
from data_access.example.scale import scaled_frame
from data_access.ledger.as_known import table_of, versions_of
from data_access.store.bulk import insert_frame
from data_access.store.database import Store, open_store

ROWS, COUNCILS = 1_000, 33
_STEPS = 100  # SQLite counts this many of its own steps at once


def filled(path: Path, councils: int) -> Store:
    """A store with so many councils' complaints; the one that is asked for comes first."""
    store = open_store(f"sqlite:///{path}")
    rows = scaled_frame(COMPLAINT, ROWS).with_columns(
        batch_id=pl.lit(1), removed=pl.lit(value=False)
    )
    for number in range(councils):
        with store.writing() as connection:
            named = rows.with_columns(authority=pl.lit(f"Borough {number}"))
            insert_frame(connection, table_of(COMPLAINT.table), named)
    return store


def steps(store: Store, council: str, after: int = 0) -> tuple[int, int]:
    """Rows read, and SQLite's own steps to read them: what it costs whatever else the machine
    does."""
    counted = 0

    def count() -> int:
        nonlocal counted
        counted += _STEPS
        return 0

    with store.reading() as connection:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        raw.set_progress_handler(count, _STEPS)
        try:
            rows = versions_of(connection, COMPLAINT, [council], after=after).height
        finally:
            raw.set_progress_handler(None, 0)
    return rows, counted


def test_one_council_among_many_costs_what_it_costs_alone(tmp_path: Path) -> None:
    alone = filled(tmp_path / "alone.db", 1)
    many = filled(tmp_path / "many.db", COUNCILS)
    rows, cost = steps(alone, "Borough 0")
    assert rows == ROWS
    for council in ("Borough 0", "Borough 32"):
        found, among = steps(many, council)
        assert found == ROWS
        assert among <= 1.3 * cost
    # What came since, where nothing did, and a council that has nothing.
    for council, after in (("Borough 0", ROWS), ("Nowhere", 0)):
        found, nothing = steps(many, council, after)
        assert found == 0
        assert nothing <= 0.1 * cost
