"""Stores and people for the tests of what is stored."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from data_access.settings import settings
from data_access.store.database import Store, open_store
from tests.postgres import Server, postgres_server
from vocabulary.principal import Principal, every_role

__all__ = ["postgres_server"]

BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tests marked `both_databases` meet a store of each; all others meet SQLite's alone."""
    if "new_store" in metafunc.fixturenames and metafunc.definition.get_closest_marker(
        "both_databases"
    ):
        metafunc.parametrize("new_store", BOTH, indirect=True)


@pytest.fixture(autouse=True)
def data_folder(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """A data folder of the tests' own: no test may touch the store of whoever runs them."""
    folder = tmp_path_factory.mktemp("data folder")
    monkeypatch.setenv("DASHBOARD_DATA_FOLDER", str(folder))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    settings.cache_clear()
    yield folder
    settings.cache_clear()


@pytest.fixture
def officer() -> Principal:
    """Somebody who may see and change the records of every council."""
    return Principal("Officer", every_role())


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite store with its tables and nothing in them: copying it is faster than migrating."""
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    store = open_store(f"sqlite:///{path}")
    store.engine.dispose()
    return path


@pytest.fixture(scope="session")
def empty_database(postgres_server: Server) -> str:
    """Name of a PostgreSQL store with its tables and nothing in them."""
    name = postgres_server.new_database()
    store = open_store(postgres_server.url(name))
    store.engine.dispose()
    return name


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
def new_postgres_store(
    postgres_server: Server, empty_database: str
) -> Iterator[Callable[[], Store]]:
    """Makes empty PostgreSQL stores, and drops them at the end."""
    made: list[tuple[str, Store]] = []

    def make() -> Store:
        name = postgres_server.new_database(empty_database)
        made.append((name, open_store(postgres_server.url(name))))
        return made[-1][1]

    yield make
    for name, store in made:
        store.engine.dispose()
        postgres_server.drop_database(name)


@pytest.fixture
def sqlite_store(new_sqlite_store: Callable[[], Store]) -> Store:
    """An empty SQLite store."""
    return new_sqlite_store()


@pytest.fixture
def new_store(request: pytest.FixtureRequest) -> Callable[[], Store]:
    """Makes empty stores, of the database that the test is run on."""
    database = getattr(request, "param", "sqlite")
    make: Callable[[], Store] = request.getfixturevalue(f"new_{database}_store")
    return make


@pytest.fixture
def store(new_store: Callable[[], Store]) -> Store:
    """An empty store, of the database that the test is run on."""
    return new_store()


@pytest.fixture(params=BOTH)
def make_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Makes URLs of stores that nobody has opened yet: no file, or a database without tables."""
    numbers = itertools.count()
    if request.param == "sqlite":
        yield lambda: f"sqlite:///{tmp_path / f'new-{next(numbers)}.db'}"
        return
    server: Server = request.getfixturevalue("postgres_server")
    made: list[str] = []

    def make() -> str:
        made.append(server.new_database())
        return server.url(made[-1])

    yield make
    for name in made:
        server.drop_database(name)


@pytest.fixture
def new_url(make_url: Callable[[], str]) -> str:
    """URL of a store that nobody has opened yet."""
    return make_url()
