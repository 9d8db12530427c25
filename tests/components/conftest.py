"""Stores to build exhibits from."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from data_access.store.database import Store, open_store


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with its tables and nothing in them."""
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    open_store(f"sqlite:///{path}").engine.dispose()
    return path


@pytest.fixture
def new_store(empty_file: Path, tmp_path: Path) -> Iterator[Callable[[], Store]]:
    """Makes empty stores."""
    made: list[Store] = []

    def make() -> Store:
        path = tmp_path / f"store-{len(made)}.db"
        shutil.copyfile(empty_file, path)
        made.append(open_store(f"sqlite:///{path}"))
        return made[-1]

    yield make
    for store in made:
        store.engine.dispose()
