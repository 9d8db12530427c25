"""A store of the first release: opened by this one it says the same, and there is a way back."""

from __future__ import annotations

import csv
import os
import sqlite3
import stat
import subprocess
from contextlib import closing
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import polars as pl
import psycopg
import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Boolean, Date, DateTime, Integer, MetaData, create_engine, text
from sqlalchemy.types import TypeEngine

from data_access.datasets import COMPLAINT
from data_access.datasets import dataset as dataset_named
from data_access.errors import StoreError
from data_access.exporting.rows import write_csv
from data_access.ledger.batch import Action
from data_access.ledger.entry import Entry
from data_access.ledger.history import history, restore
from data_access.ledger.ledger import append
from data_access.snapshot import snapshot
from data_access.store.database import Store, open_store
from data_access.store.migrations import FOLDER as MIGRATIONS
from data_access.store.migrations import HEAD, current
from tests.data_access.store.first_release.program import COUNCIL, EXPORTED, HERE, first_store
from tests.postgres import Server, binaries
from tests.principals import OFFICER

FIRST = "0004"  # the migration at which the first release stood
REVISION = 13


@pytest.fixture
def first(tmp_path: Path) -> Path:
    path = tmp_path / "council.db"
    first_store(path)
    return path


def opened(path: Path) -> Store:
    return open_store(f"sqlite:///{path}")


def copy_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.before-upgrade-from-{FIRST}")


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text)))


def test_what_the_first_release_said_is_said_by_this_one(first: Path) -> None:
    store = opened(first)
    assert current(store.engine) == HEAD
    assert store.revision() == REVISION
    known = snapshot(COUNCIL, principal=OFFICER, store=store)
    for name in EXPORTED:
        before = rows((HERE / f"exported_{name}.csv").read_text("utf-8"))
        ours = [each for each in before if each["authority"] == COUNCIL]
        now = rows(write_csv(known[name].select(dataset_named(name).schema.keys())))
        said = [{column: row[column] for column in before[0]} for row in now] if before else []
        assert [row for row in said if row["authority"] == COUNCIL] == ours, name


def test_its_history_can_be_taken_up(first: Path) -> None:
    store = opened(first)
    past = history(store, principal=OFFICER)
    assert past.height == REVISION
    assert set(past.get_column("recorded_by")) == {"Ada Finch"}
    assert snapshot(COUNCIL, principal=OFFICER, store=store)["action"].is_empty()
    restore(store, 10, principal=OFFICER)  # the actions that were withdrawn there
    again = snapshot(COUNCIL, principal=OFFICER, store=store)["action"]
    assert sorted(again.get_column("reference")) == ["A-1", "A-2"]
    row = {"authority": COUNCIL, "reference": "C-006", "received": date(2026, 4, 1)}
    frame = pl.DataFrame([row]).with_columns(ombudsman_referred=pl.lit(None, dtype=pl.Boolean()))
    append(
        store,
        [Entry(COMPLAINT, frame)],
        principal=OFFICER,
        source_name="later.csv",
        action=Action.IMPORT,
    )
    references = snapshot(COUNCIL, principal=OFFICER, store=store)["complaint"]["reference"]
    assert sorted(references) == [f"C-00{number}" for number in range(1, 7)]


def test_before_it_is_changed_a_whole_copy_is_kept_for_the_way_back(first: Path) -> None:
    with closing(sqlite3.connect(first)) as file:
        before = list(file.iterdump())
    opened(first).engine.dispose()
    copy = copy_of(first)
    with closing(sqlite3.connect(f"{copy.as_uri()}?mode=ro", uri=True)) as file:
        assert list(file.iterdump()) == before
    if os.name == "posix":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert sorted(path.name for path in first.parent.glob("*.db")) == ["council.db"]


def test_a_store_that_is_new_or_up_to_date_leaves_no_copies(first: Path, tmp_path: Path) -> None:
    opened(first).engine.dispose()
    copy_of(first).unlink()
    again = tmp_path / "again.db"
    again.write_bytes(first.read_bytes())
    opened(again)
    assert not list(tmp_path.glob("*.before-*"))


def test_where_no_copy_can_be_kept_nothing_is_changed(first: Path) -> None:
    copy_of(first).mkdir()  # as good as a full disk: it cannot be written
    with pytest.raises(StoreError, match="Nothing was changed"):
        opened(first)
    with closing(sqlite3.connect(first)) as file:
        [found] = file.execute("SELECT version_num FROM alembic_version").fetchone()
    assert found == FIRST


@pytest.mark.postgres
def test_a_server_s_store_is_brought_up_to_date_and_back(
    first: Path, tmp_path: Path, postgres_server: Server
) -> None:
    name = postgres_server.new_database()
    url = postgres_server.url(name)
    _lay_first_release(first, url)
    programs, dump = binaries(), tmp_path / "before.dump"
    assert programs is not None
    subprocess.run([str(programs / "pg_dump"), "-Fc", "-f", str(dump), url], check=True)
    store = open_store(url)
    assert (current(store.engine), store.revision()) == (HEAD, REVISION)
    known = snapshot(COUNCIL, principal=OFFICER, store=store)["complaint"]
    exported = rows((HERE / "exported_complaint.csv").read_text("utf-8"))
    assert sorted(known.get_column("reference")) == sorted(row["reference"] for row in exported)
    append(
        store,
        [Entry(COMPLAINT, known.head(1).with_columns(reference=pl.lit("C-099")))],
        principal=OFFICER,
        source_name="later.csv",
        action=Action.IMPORT,
    )
    assert store.revision() == REVISION + 1
    store.engine.dispose()
    back = postgres_server.new_database()
    restored = [str(programs / "pg_restore"), "-d", postgres_server.url(back), str(dump)]
    subprocess.run(restored, check=True)
    with psycopg.connect(postgres_server.url(back)) as connection:
        found = connection.execute(
            "SELECT (SELECT version_num FROM alembic_version), (SELECT max(batch_id) FROM batch)"
        ).fetchone()
    assert found == (FIRST, REVISION)


def _lay_first_release(file: Path, url: str) -> None:
    """Make the first release's tables on PostgreSQL by its own migrations, and fill them."""
    engine = create_engine(url)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection, closing(sqlite3.connect(file)) as source:
        config.attributes["connection"] = connection
        command.upgrade(config, FIRST)
        tables = MetaData()
        tables.reflect(connection)
        source.row_factory = sqlite3.Row
        for table in tables.sorted_tables:
            if table.name == "alembic_version":
                continue
            found = [dict(row) for row in source.execute(f'SELECT * FROM "{table.name}"')]
            for row in found:
                for column in table.columns:
                    row[column.name] = _as_kind(row[column.name], column.type)
            if found:
                connection.execute(table.insert(), found)
            for key in (each for each in table.primary_key if isinstance(each.type, Integer)):
                connection.execute(
                    text(
                        f"SELECT setval(pg_get_serial_sequence('{table.name}', '{key.name}'), "
                        f"(SELECT coalesce(max({key.name}), 1) FROM {table.name}))"
                    )
                )
    engine.dispose()


def _as_kind(value: Any, kind: TypeEngine[Any]) -> Any:
    """A value of SQLite, which knows no booleans and days, as the column has it."""
    if value is None:
        return None
    if isinstance(kind, Boolean):
        return bool(value)
    if isinstance(kind, DateTime):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(kind, Date) else value
