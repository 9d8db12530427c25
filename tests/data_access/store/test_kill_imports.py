"""An import that is killed leaves nothing of itself, and nothing that had landed is lost.

A few kills here; 200 on each database with FULL=1 or `python -m
tests.data_access.store.kill_imports`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from data_access.store.database import Store, open_store
from tests.data_access.importing.made_up_files import COMPLAINTS, land
from tests.data_access.store.kill_imports import look, run
from tests.postgres import Server
from tests.sampling import FULL

pytestmark = pytest.mark.both_databases

COUNT = 200 if FULL else 4


def test_on_sqlite(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'killed.db'}"
    tally = run(url, COUNT, seed=1)
    assert tally.failures == []
    assert sum(tally.killed_while.values()) == COUNT


@pytest.mark.postgres
def test_on_postgresql(postgres_server: Server) -> None:
    name = postgres_server.new_database()
    tally = run(postgres_server.url(name), COUNT, seed=2)
    open_store(postgres_server.url(name)).engine.dispose()
    postgres_server.drop_database(name)
    assert tally.failures == []


def test_a_lost_or_partial_batch_would_be_seen(new_store: Callable[[], Store]) -> None:
    store = new_store()
    [batch] = land(store, COMPLAINTS).batch_ids
    assert look(store, {batch}) == []
    assert look(store, {10_000}) == ["batch 10000 had landed and is lost"]
    with store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM complaint WHERE reference = 'C-2'")
    assert look(store, {batch}) == [f"batch {batch} says 3 rows and has 2"]
    with store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM batch WHERE dataset = 'complaint'")
    assert look(store, set()) == [f"rows of batch {batch}, which there is not"]
