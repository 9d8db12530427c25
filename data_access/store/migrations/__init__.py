"""Bringing a store's tables up to date."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

FOLDER = Path(__file__).parent
# The newest migration, by the scripts' names: opening an up-to-date store does not load Alembic
# (a third of a second).
HEAD = max(script.name.split("_")[0] for script in (FOLDER / "versions").glob("[0-9]*_*.py"))
# What all migrations together make of an empty SQLite file, written by `make ready`: a new store
# gets its tables at once, and does not load Alembic either.
SCHEMA = FOLDER / "schema.sql"
_BETWEEN = ";\n\n"


def upgrade(
    engine: Engine,
    writing: Callable[[], AbstractContextManager[Connection]],
    before: Callable[[str], object] | None,
) -> None:
    """Run the migrations that the store has not had, under the store's write lock. before: called
    first with the migration that a store in use stands at; if it fails nothing is changed."""
    if current(engine) == HEAD:
        return
    with writing() as connection:
        found = current(engine)  # another process may have been at it meanwhile
        if found == HEAD:
            return
        if before is not None and found is not None:
            before(found)
        if engine.dialect.name == "sqlite" and not inspect(connection).get_table_names():
            for statement in SCHEMA.read_text(encoding="utf-8").rstrip(";\n").split(_BETWEEN):
                connection.exec_driver_sql(statement)
            if _stands_at(connection) == HEAD:
                return
        run_migrations(connection)


def run_migrations(connection: Connection) -> None:
    """Run the migrations that the store has not had, one by one."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def schema_of(connection: Connection) -> str:
    """The tables, indexes and triggers of a SQLite store, and its migration, as `SCHEMA` has
    them."""
    made = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")
    version = _stands_at(connection)
    stands_at = f"INSERT INTO alembic_version (version_num) VALUES ('{version}')"  # noqa: S608
    whole = _BETWEEN.join([*made.scalars(), stands_at]) + ";\n"
    return "".join(f"{line.rstrip()}\n" for line in whole.splitlines())


def current(engine: Engine) -> str | None:
    """The store's migration, or None for an empty store."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return _stands_at(connection)


def _stands_at(connection: Connection) -> str | None:
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
