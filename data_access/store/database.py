"""Opening a store: SQLite for one council's laptop, PostgreSQL where there is a server.

SQLite runs in WAL mode with a busy timeout, so that readers never wait for a writer, and writers
take turns. Every write holds the store's one write lock from its first statement, so that moments
of recording follow the order of batches and "as at" can never change afterwards.
"""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, func, select, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from data_access.errors import StoreError
from data_access.ledger.batch import Batch
from data_access.principal import require_everywhere
from data_access.settings import settings
from data_access.store.migrations import HEAD, current, upgrade
from data_access.store.write_lock import write_lock
from vocabulary.principal import Permission, Principal

BUSY_SECONDS = 60
# Any constant will do, as long as every version of the program uses the same one.
_POSTGRES_WRITE_LOCK = 0x41534344
WRITTEN = "dashboard_written"
"""The channel on which PostgreSQL says that something was written."""
_DRIVERS = {"sqlite", "sqlite+pysqlite", "postgresql", "postgresql+psycopg"}
_POINTER = "store-in-use.txt"
EXAMPLE_FILE = "example.db"


# Revisions seen by the consistent read under way in this context; None: none is.
_revisions: ContextVar[dict[Store, int] | None] = ContextVar("revisions", default=None)


@contextmanager
def consistent_read() -> Iterator[None]:
    """What is read until the block ends is one state of the store: what others write meanwhile is
    seen by the next read. A page is one, so that its parts cannot disagree."""
    before = _revisions.set({})
    try:
        yield
    finally:
        _revisions.reset(before)


class Store:
    """An open store. Get one from `open_store`."""

    def __init__(self, url: str, engine: Engine) -> None:
        self.url = url
        self.engine = engine

    @property
    def is_sqlite(self) -> bool:
        """True for a SQLite file."""
        return self.engine.dialect.name == "sqlite"

    @property
    def _file(self) -> Path | None:
        return _sqlite_file(self.url) if self.is_sqlite else None

    @property
    def label(self) -> str:
        """The store's address without a password."""
        return make_url(self.url).render_as_string(hide_password=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one unchanging state of the store."""
        options = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        with self._told("read"), self.engine.connect() as raw:
            connection = raw.execution_options(**options)
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that holds the write lock; all of it lands, or nothing."""
        try:
            with self._told("written"), write_lock(self._file), self.engine.connect() as raw:
                connection = raw.execution_options(write=True)
                with connection.begin():
                    if not self.is_sqlite:
                        lock = {"key": _POSTGRES_WRITE_LOCK}
                        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), lock)
                    yield connection
                    if not self.is_sqlite:
                        connection.execute(text(f"NOTIFY {WRITTEN}"))  # sent when all has landed
        finally:
            seen = _revisions.get()
            if seen is not None:
                seen.pop(self, None)

    def revision(self) -> int:
        """Number of the newest batch: as long as it is the same, so is everything read. Within
        `consistent_read` it is asked for once, and again after a write."""
        seen = _revisions.get()
        if seen is not None and self in seen:
            return seen[self]
        with self._told("read"), self.engine.connect() as connection:
            newest = int(connection.execute(select(func.max(Batch.batch_id))).scalar() or 0)
        if seen is not None:
            seen[self] = newest
        return newest

    @contextmanager
    def _told(self, done: str) -> Iterator[None]:
        """The database's own errors (a full disk, a lost server) as one sentence."""
        try:
            yield
        except (DBAPIError, self.engine.dialect.loaded_dbapi.Error) as error:
            raise StoreError(f"The store cannot be {done}: {_reason(error)}.") from error


def _reason(error: Exception) -> str:
    return str(getattr(error, "orig", error)).strip().partition("\n")[0].rstrip(".")


def default_url() -> str:
    """The store in use: DATABASE_URL, else the file chosen in the data folder, else the example's.

    The data folder is made if it is missing.
    """
    configured = settings().database_url
    if configured:
        return configured
    folder = _data_folder()
    pointer = folder / _POINTER
    name = pointer.read_text(encoding="utf-8").strip() if pointer.exists() else EXAMPLE_FILE
    if not (folder / name).exists():
        name = EXAMPLE_FILE
    return _url_of(folder / name)


def file_url(name: str) -> str:
    """URL of the store kept in a file of the data folder. StoreError when DATABASE_URL sets the
    store."""
    if settings().database_url:
        raise StoreError("The store is set by DATABASE_URL; change it there.")
    return _url_of(_data_folder() / name)


def use_store_file(name: str) -> str:
    """Make a file in the data folder the store in use; returns its URL."""
    url = file_url(name)
    (_data_folder() / _POINTER).write_text(name, encoding="utf-8")
    return url


def store_files() -> list[Path]:
    """Files in the data folder that may be stores, by name. StoreError when DATABASE_URL sets the
    store."""
    if settings().database_url:
        raise StoreError("The store is set by DATABASE_URL; change it there.")
    return sorted(_data_folder().glob("*.db"))


def _data_folder() -> Path:
    folder = settings().dashboard_data_folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"The data folder {folder} cannot be made: {error.strerror}. "
            "Set DASHBOARD_DATA_FOLDER or DATABASE_URL."
        ) from error
    return folder


def _url_of(path: Path) -> str:
    # Not just put together: in a URL a % or ? in a folder's name means something else.
    return URL.create("sqlite", database=str(path)).render_as_string()


def open_store(url: str | None = None) -> Store:
    """Open a store and bring its tables up to date. StoreError, in one sentence, if it cannot be.

    The same URL gives the same store within a process.
    """
    return _open(url or default_url())


@lru_cache(maxsize=16)
def _open(url: str) -> Store:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:  # ValueError: a port that is no number
        shown = re.sub(r"//[^@]*@", "//***@", url)  # there may be a password in it
        raise StoreError(f"'{shown}' is not a store URL, such as sqlite:///council.db.") from error
    if parsed.drivername not in _DRIVERS:
        raise StoreError("Only SQLite and PostgreSQL stores are supported.")
    if parsed.get_backend_name() == "sqlite" and parsed.database in {None, "", ":memory:"}:
        raise StoreError("A store must be kept in a file, such as sqlite:///council.db.")
    label = parsed.render_as_string(hide_password=True)
    try:
        engine = _engine(url)
        store = Store(url, engine)
        found = current(engine)
        if found is not None and found > HEAD:
            raise StoreError(f"The store {label} was made by a newer version of the dashboard.")
        upgrade(engine, store.writing)
    except (DBAPIError, sqlite3.Error, NoSuchModuleError, OSError) as error:
        raise StoreError(f"The store {label} cannot be opened: {_reason(error)}.") from error
    return store


def _sqlite_file(url: str) -> Path:
    """The store's file, also where the URL names it in SQLite's own way (file:…)."""
    return Path((make_url(url).database or "").removeprefix("file:"))


def _engine(url: str) -> Engine:
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, pool_size=10, max_overflow=40)
    _sqlite_file(url).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url, connect_args={"timeout": BUSY_SECONDS}, pool_size=10, max_overflow=90
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # We begin transactions ourselves (below): the driver would begin them too late.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    _use_wal(cursor)
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _use_wal(cursor: sqlite3.Cursor) -> None:
    """Turn a new file to WAL. While another process does the same, SQLite says "locked" at once,
    whatever the busy timeout: then we wait ourselves."""
    patience = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
            if not busy or time.monotonic() > patience:
                raise
            time.sleep(0.01)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def backup(store: Store, path: Path, *, principal: Principal) -> None:
    """Write a whole copy of the store to a new SQLite file. StoreError if the file exists,
    NotAllowedError unless the principal may administer every council."""
    require_everywhere(principal, Permission.ADMINISTER)
    if path.exists():
        raise StoreError(f"{path} exists already; name a new file.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if store.is_sqlite:
            _copy_file(store, path)
        else:
            copy = open_store(_url_of(path))
            _copy_rows(store, copy)
            copy.engine.dispose()
    except (DBAPIError, sqlite3.Error, OSError, StoreError) as error:
        if path.is_file():
            path.unlink()
        raise StoreError(f"The backup could not be written: {_reason(error)}.") from error


def _copy_file(store: Store, path: Path) -> None:
    with store.engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        with closing(sqlite3.connect(path)) as target:
            raw.backup(target)


def _copy_rows(source: Store, target: Store) -> None:
    from sqlmodel import SQLModel

    with source.reading() as reading, target.writing() as writing:
        for table in SQLModel.metadata.sorted_tables:
            rows = reading.execution_options(yield_per=2000).execute(select(table)).mappings()
            for part in rows.partitions(2000):
                writing.execute(table.insert(), [dict(row) for row in part])
