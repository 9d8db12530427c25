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


def upgrade(
    engine: Engine,
    writing: Callable[[], AbstractContextManager[Connection]],
    before: Callable[[str], object] | None,
) -> None:
    """Run the migrations that the store has not had, under the store's write lock. before: called
    first with the migration that a store in use stands at; if it fails nothing is changed."""
    if current(engine) == HEAD:
        return
    from alembic import command
    from alembic.config import Config

    with writing() as connection:
        found = current(engine)  # another process may have been at it meanwhile
        if before is not None and found is not None and found != HEAD:
            before(found)
        config = Config()
        config.set_main_option("script_location", str(FOLDER))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def current(engine: Engine) -> str | None:
    """The store's migration, or None for an empty store."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
