"""Stores and people for the tests of what is stored."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from data_access.principal import Principal
from data_access.store import Store, open_store


@pytest.fixture
def officer() -> Principal:
    """Somebody who may see and change the records of every council."""
    return Principal("Officer", "local")


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite store with its tables and nothing in them: copying it is faster than migrating."""
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    store = open_store(f"sqlite:///{path}")
    store.engine.dispose()
    return path


@pytest.fixture
def new_sqlite_store(empty_file: Path, tmp_path: Path) -> Iterator[Callable[[], Store]]:
    """Makes empty SQLite stores, and lets go of them at the end."""
    made: list[Store] = []

    def make() -> Store:
        path = tmp_path / f"store-{len(made)}.db"
        shutil.copyfile(empty_file, path)
        made.append(open_store(f"sqlite:///{path}"))
        return made[-1]

    yield make
    for store in made:
        store.engine.dispose()


@pytest.fixture
def sqlite_store(new_sqlite_store: Callable[[], Store]) -> Store:
    """An empty SQLite store."""
    return new_sqlite_store()
