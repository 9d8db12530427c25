"""Stores that pages look at."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from filecmp import cmp
from pathlib import Path

import pytest

from components.web import activity
from components.web.principal import register_sign_in
from data_access.new_store import make_empty_store, make_own_store
from data_access.settings import settings
from data_access.store.backup import backup
from data_access.store.database import Store, open_store
from tests.example_store import example_at
from tests.pages.harness import SOMEWHERE
from vocabulary.principal import Principal, every_role

OFFICER = Principal("Officer", every_role())


@pytest.fixture(scope="session", autouse=True)
def signed_in() -> None:
    """Pages are asked for by somebody who may see everything; nobody writes down that they are."""
    register_sign_in(lambda _headers: OFFICER)
    activity._registered.clear()  # the server's own, where another test loaded it


def made(folder: Path, make: Callable[[Store], object]) -> Path:
    """A file with a store made once, to be copied for each test."""
    store = open_store(f"sqlite:///{folder / 'made.db'}")
    make(store)
    backup(store, folder / "copy.db", principal=OFFICER)
    store.engine.dispose()
    return folder / "copy.db"


@pytest.fixture(scope="session")
def example_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("example") / "copy.db"
    example_at(file).engine.dispose()
    return file


@pytest.fixture(scope="session")
def own_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(
        tmp_path_factory.mktemp("own"),
        lambda s: make_own_store(s, principal=OFFICER, authority=SOMEWHERE),
    )


@pytest.fixture(scope="session")
def bare_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("bare"), lambda s: make_empty_store(s, principal=OFFICER))


@pytest.fixture(scope="session")
def as_made() -> dict[Path, Path]:
    """Copies of stores that the tests so far only read: by the file they are copies of."""
    return {}


@pytest.fixture
def in_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, as_made: dict[Path, Path]
) -> Iterator[Callable[[Path], Store]]:
    """Makes a copy of a store's file the store in use: the one of the test before, with what was
    worked out from it, as long as nobody has written to it."""
    opened: list[Store] = []
    copies: dict[Path, Path] = {}

    def use(file: Path) -> Store:
        path = as_made.pop(file, None)
        if path is None:
            path = tmp_path / "store.db"
            shutil.copyfile(file, path)
        copies[file] = path
        monkeypatch.setenv("DATABASE_URL", f"sqlite:///{path}")
        monkeypatch.setenv("DASHBOARD_USER", "Officer")
        settings.cache_clear()
        opened.append(open_store())
        return opened[-1]

    yield use
    for store in opened:
        store.engine.dispose()
    for file, path in copies.items():
        if not path.with_name(f"{path.name}-wal").exists() and cmp(file, path, shallow=False):
            as_made[file] = path
    monkeypatch.undo()
    settings.cache_clear()


@pytest.fixture
def example(in_use: Callable[[Path], Store], example_file: Path) -> Store:
    """The store in use has Example Borough and the published facts."""
    return in_use(example_file)


@pytest.fixture
def own(in_use: Callable[[Path], Store], own_file: Path) -> Store:
    """The store in use is Somewhere Council's, with nothing of its own yet."""
    return in_use(own_file)


@pytest.fixture
def bare(in_use: Callable[[Path], Store], bare_file: Path) -> Store:
    """The store in use has no council and no row."""
    return in_use(bare_file)
