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


def upgrade(engine: Engine, writing: Callable[[], AbstractContextManager[Connection]]) -> None:
    """Run the migrations that the store has not had, under the store's write lock."""
    if current(engine) == HEAD:
        return
    from alembic import command
    from alembic.config import Config

    with writing() as connection:
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
