"""Tables: what the migrations make is what the models say, on both databases, from any version."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, Table, create_engine, inspect, types
from sqlmodel import SQLModel

from data_access.datasets import DATASETS
from data_access.example.make_ready import migrated
from data_access.ledger.history import history
from data_access.snapshot import snapshot
from data_access.store import migrations
from data_access.store.database import Store, open_store
from data_access.store.migrations import FOLDER, HEAD, SCHEMA, current, schema_of
from tests.sampling import one_in_slow
from vocabulary.principal import Principal, every_role

OFFICER = Principal("Officer", every_role())


def config() -> Config:
    made = Config()
    made.set_main_option("script_location", str(FOLDER))
    return made


def scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(config())


REVISIONS = [script.revision for script in reversed(list(scripts().walk_revisions()))]


@contextmanager
def opened(url: str) -> Iterator[Store]:
    store = open_store(url)
    yield store
    store.engine.dispose()


def differences(store: Store) -> list[Any]:
    with store.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, SQLModel.metadata))


def migrate(url: str, revision: str, *, down: bool = False) -> None:
    """Take a database to a revision without the store's door, as an older version would have."""
    engine = create_engine(url)
    with engine.begin() as connection:
        made = config()
        made.attributes["connection"] = connection
        (command.downgrade if down else command.upgrade)(made, revision)
    engine.dispose()


def made_up(column: Any) -> Any:
    """A value that the column takes."""
    kinds: dict[type, Any] = {
        types.Boolean: False,
        types.Integer: 1,
        types.Float: 1.0,
        types.DateTime: datetime(2025, 1, 31, 9),
        types.Date: date(2025, 1, 31),
    }
    for kind, value in kinds.items():
        if isinstance(column.type, kind):
            return value
    if column.name == "authority":
        return "Somewhere Council"
    return f"a {column.name}"[: getattr(column.type, "length", None)]


def fill(url: str) -> set[str]:
    """One row in every dataset's table as it was then; the names of the datasets."""
    engine = create_engine(url)
    then = MetaData()
    then.reflect(engine)
    names = [name for name in DATASETS if DATASETS[name].table.__tablename__ in then.tables]
    with engine.begin() as connection:
        for number, name in enumerate(names, start=1):
            ours = {"batch_id": number, "import_id": number, "dataset": name, "nature": "own"}
            _insert(connection, then.tables["batch"], ours | {"target_import": None})
            table = then.tables[str(DATASETS[name].table.__tablename__)]
            _insert(connection, table, {"row_id": number, "batch_id": number})
    engine.dispose()
    return set(names)


def _insert(connection: Any, table: Table, given: dict[str, Any]) -> None:
    values = {column.name: made_up(column) for column in table.columns}
    connection.execute(table.insert(), values | given)


def test_the_newest_migration_is_named_where_opening_looks() -> None:
    assert scripts().get_heads() == [HEAD]


def test_a_new_file_is_given_what_the_migrations_make() -> None:
    told = SCHEMA.read_text(encoding="utf-8")
    assert told == migrated(), "not as the migrations make it: run make ready"


def test_migrations_are_in_one_line_and_in_the_order_of_their_names() -> None:
    assert sorted(REVISIONS) == REVISIONS
    assert scripts().get_bases() == REVISIONS[:1]
    for script in scripts().walk_revisions():
        assert isinstance(script.down_revision, str | None)
        assert script.doc


def test_a_new_store_has_the_tables_that_the_models_say(new_url: str) -> None:
    with opened(new_url) as store:
        assert current(store.engine) == HEAD
        assert differences(store) == []


@pytest.mark.parametrize("revision", one_in_slow(4, REVISIONS))
def test_an_older_store_is_brought_up_to_date_with_all_it_has(new_url: str, revision: str) -> None:
    migrate(new_url, revision)
    names = fill(new_url)
    with opened(new_url) as store:
        assert current(store.engine) == HEAD
        assert differences(store) == []
        assert set(history(store, principal=OFFICER).get_column("dataset")) == names
        shown = snapshot("Somewhere Council", principal=OFFICER, store=store)
        for name in names - {"council"}:
            assert shown[name].height == 1, name
        assert shown.councils.height == 1


def test_opening_a_store_again_changes_nothing(new_url: str) -> None:
    with opened(new_url) as store, store.reading() as connection:
        before = inspect(connection).get_table_names()
    again = new_url.replace("sqlite:", "sqlite+pysqlite:").replace("sql:", "sql+psycopg:")
    with opened(again) as store, store.reading() as connection:
        assert inspect(connection).get_table_names() == before
        assert store.revision() == 0


def test_migrations_can_be_undone(new_url: str) -> None:
    migrate(new_url, "head")
    migrate(new_url, "base", down=True)
    engine = create_engine(new_url)
    assert inspect(engine).get_table_names() == ["alembic_version"]
    engine.dispose()
    migrate(new_url, "head")
    with opened(new_url) as store:
        assert differences(store) == []


def test_keys_have_room_for_many_rows(store: Store) -> None:
    """A 32-bit key would end at two thousand million rows; SQLite's are always wide."""
    if store.is_sqlite:
        return
    with store.reading() as connection:
        seen = inspect(connection)
        for dataset in DATASETS.values():
            columns = {c["name"]: c["type"] for c in seen.get_columns(dataset.name)}
            assert isinstance(columns["row_id"], types.BigInteger), dataset.name
            assert isinstance(columns["batch_id"], types.BigInteger), dataset.name


def test_a_new_file_is_brought_up_to_date_where_what_it_is_given_is_older(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = REVISIONS[-2]
    migrate(f"sqlite:///{tmp_path / 'older.db'}", older)
    engine = create_engine(f"sqlite:///{tmp_path / 'older.db'}")
    with engine.begin() as connection:
        told = schema_of(connection)
    engine.dispose()
    (tmp_path / "schema.sql").write_text(told, encoding="utf-8")
    monkeypatch.setattr(migrations, "SCHEMA", tmp_path / "schema.sql")
    with opened(f"sqlite:///{tmp_path / 'new.db'}") as store:
        assert current(store.engine) == HEAD
        assert differences(store) == []
