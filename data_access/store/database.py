"""Opening a store: SQLite for one council's laptop, PostgreSQL where there is a server.

SQLite runs in WAL mode with a busy timeout, so that readers never wait for a writer, and writers
take turns. Every write holds the store's one write lock from its first statement, so that moments
of recording follow the order of batches and "as at" can never change afterwards.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from data_access.errors import StoreError
from data_access.settings import settings
from data_access.store.addresses import HOW_TO_MAKE, reason, shown_address, url_of_file
from data_access.store.before_upgrade import keep_as_it_was
from data_access.store.migrations import HEAD, current, upgrade
from data_access.store.same_file import SameFile
from data_access.store.shown import Came, ShownRevision
from data_access.store.sqlite_file import (
    carry_over,
    check_journal,
    file_engine,
    file_of,
    keep_to_owner,
    make_file,
    make_folder,
    only_to_be_read,
    tables_in,
)
from data_access.store.synced import refuse_to_make
from data_access.store.write_lock import PATIENCE, TOO_LONG, kept_waiting, write_lock

# Any constant will do, as long as every version of the program uses the same one.
_POSTGRES_WRITE_LOCK: Final = 0x41534344
_SECONDS_TO_CONNECT: Final = 10
WRITTEN: Final = "dashboard_written"
"""The channel on which PostgreSQL says that something was written."""
_DRIVERS: Final = {"sqlite", "sqlite+pysqlite", "postgresql", "postgresql+psycopg"}
# Every page asks: as the driver's own words they take a third of the time.
_TOLD: Final = "SELECT batch_id, recorded_at, action, dataset, recorded_by FROM batch"
_NEWEST_BATCH: Final = f"{_TOLD} ORDER BY batch_id DESC LIMIT 1"
_BATCHES_SINCE: Final = f"{_TOLD} WHERE batch_id >= {{}} ORDER BY batch_id"
_POINTER: Final = "store-in-use.txt"
EXAMPLE_FILE: Final = "example.db"


At = Callable[["Store", int], int]
"""At which revision a store is read, given the newest."""


@dataclass(frozen=True)
class _ConsistentRead:
    at: At | None
    revisions: dict[Store, int] = field(default_factory=dict)  # seen so far


# The consistent read under way in this context; None: none is.
_reading: ContextVar[_ConsistentRead | None] = ContextVar("reading", default=None)
_wrote: ContextVar[bool] = ContextVar("wrote", default=False)


@contextmanager
def consistent_read(at: At | None = None) -> Iterator[None]:
    """What is read until the block ends is one state of the store: what others write meanwhile is
    seen by the next read. A page is one, so that its parts cannot disagree. at: which state; None:
    the newest, which it is in any case once something was written in it, or before in the same run
    (`has_written`)."""
    before = _reading.set(_ConsistentRead(at))
    try:
        yield
    finally:
        _reading.reset(before)


def has_written() -> bool:
    """Whether something was written in this context, or was to be, since this was asked last: a
    page's run asks when it begins, after what was done by a button of it."""
    wrote = _wrote.get()
    if wrote:
        _wrote.set(False)
    return wrote


class Store:
    """An open store. Get one from `open_store`. read_only: nothing can be recorded in it from
    here."""

    def __init__(
        self,
        url: str,
        engine: Engine,
        watched: SameFile | None = None,
        *,
        read_only: bool = False,
    ) -> None:
        self.url = url
        self.engine = engine
        self.read_only = read_only
        self._watched = watched
        self._newest: tuple[int, object] | None = None  # as the driver tells of a moment
        self.shown = ShownRevision()

    @property
    def is_sqlite(self) -> bool:
        """True for a SQLite file."""
        return self.engine.dialect.name == "sqlite"

    @property
    def file(self) -> Path | None:
        """The file a SQLite store is in."""
        return file_of(self.url) if self.is_sqlite else None

    @property
    def label(self) -> str:
        """The store's address without a password."""
        return shown_address(self.url)

    @cached_property
    def _alone(self) -> Engine:
        """For one question by itself: it begins and ends no transaction on a server, which are two
        ways there less."""
        if self.is_sqlite:
            return self.engine
        return self.engine.execution_options(isolation_level="AUTOCOMMIT")

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one unchanging state of the store."""
        self._check()
        options = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        with self._told("read"), self.engine.connect() as raw:
            connection = raw.execution_options(**options)
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self, *, ledger: bool = True) -> Iterator[Connection]:
        """A transaction that holds the write lock; all of it lands, or nothing. StoreError where
        others write for too long, and where the file is no longer the one that was opened. ledger:
        False for what stands in no order with others' imports, and on PostgreSQL need not wait for
        them."""
        if self.read_only:
            raise StoreError(
                f"The store {self.label} can only be read from here. Nothing was recorded."
            )
        try:
            turn = write_lock(self.file, PATIENCE)
            with self._told("written"), turn, self.engine.connect() as raw:
                connection = raw.execution_options(write=True)
                self._check(turn=True)
                with connection.begin():
                    if not self.is_sqlite and ledger:
                        self._wait_for_turn(connection)
                    yield connection
                    if not self.is_sqlite:
                        connection.execute(text(f"NOTIFY {WRITTEN}"))  # sent when all has landed
                    self._check(turn=True)
                if self._watched is not None:
                    self._watched.check_written()
                    carry_over(connection, self._watched)
        finally:
            if ledger:
                self.read_anew()

    @contextmanager
    def rewriting(self) -> Iterator[Connection]:
        """A connection outside any transaction, in the writer's turn: for what makes the store anew
        as it is."""
        turn = write_lock(self.file, PATIENCE)
        with self._told("written"), turn, self.engine.connect() as raw:
            self._check(turn=True)
            changing = self._watched.changing() if self._watched is not None else nullcontext()
            with changing:
                yield raw

    def revision(self) -> int:
        """Number of the newest batch: as long as it is the same, so is everything read. Within
        `consistent_read` it is asked for once, and again after a write; what is read is what stood
        at it, if others have come since."""
        block = _reading.get()
        if block is not None and self in block.revisions:
            return block.revisions[self]
        self._check()
        known = self._newest
        with self._told("read"), self._alone.connect() as connection:
            if known is None:
                batches = connection.exec_driver_sql(_NEWEST_BATCH)
            else:
                since = _BATCHES_SINCE.format("?" if self.is_sqlite else "%s")
                batches = connection.exec_driver_sql(since, (known[0],))
            told = [Came(int(number), *rest) for number, *rest in batches]
        found = [(each.batch_id, each.recorded_at) for each in told]
        if known is not None and (not found or found[0] != known):
            raise StoreError(
                f"The store {self.label} holds other records than it did: an older or another copy "
                "was put in its place while the dashboard had it open. Nothing was written. Look "
                "whether it is the right one, and start the dashboard again."
            )
        if found:
            self._newest = found[-1]
        self.shown.came(told)
        newest = found[-1][0] if found else 0
        if block is not None:
            if block.at is not None and newest and not _wrote.get():
                newest = block.at(self, newest)
            block.revisions[self] = newest
        return newest

    def seen(self) -> tuple[int, object] | None:
        """The newest batch known of, to tell another process which store is meant (`hold_to`)."""
        self._check()
        return self._newest

    def hold_to(self, newest: tuple[int, object] | None) -> None:
        """StoreError unless this is the store of which another process has seen so much."""
        self._newest = newest
        self.revision()

    def read_anew(self) -> None:
        """See what was written since, in this context or for it: within `consistent_read`, and from
        then on."""
        _wrote.set(True)
        block = _reading.get()
        if block is not None:
            block.revisions.pop(self, None)

    def _check(self, *, turn: bool = False) -> None:
        if self._watched is not None:
            self._watched.check(turn=turn)

    def _wait_for_turn(self, connection: Connection) -> None:
        connection.execute(text(f"SET LOCAL lock_timeout = '{PATIENCE}s'"))
        lock = {"key": _POSTGRES_WRITE_LOCK}
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), lock)

    @contextmanager
    def _told(self, done: str) -> Iterator[None]:
        """The database's own errors (a full disk, a lost server) as one sentence."""
        try:
            yield
        except (DBAPIError, self.engine.dialect.loaded_dbapi.Error) as error:
            if kept_waiting(error):
                raise StoreError(TOO_LONG.format(PATIENCE)) from error
            raise StoreError(f"The store cannot be {done}: {reason(error, self.url)}.") from error


def default_url() -> str:
    """The store in use: DATABASE_URL, else the file chosen in the data folder, else the example's.

    The data folder is made if it is missing.
    """
    return settings().database_url or url_of_file(_data_folder() / _chosen_file())


def begins_by_itself() -> bool:
    """Whether the store in use is the example's of the data folder, which is made where there is
    none. One that somebody named or chose has to be there."""
    return not settings().database_url and _chosen_file() == EXAMPLE_FILE


def _chosen_file() -> str:
    pointer = _data_folder() / _POINTER
    return pointer.read_text(encoding="utf-8").strip() if pointer.exists() else EXAMPLE_FILE


def file_url(name: str) -> str:
    """URL of the store kept in a file of the data folder. StoreError when DATABASE_URL sets the
    store."""
    if settings().database_url:
        raise StoreError("The store is set by DATABASE_URL; change it there.")
    return url_of_file(_data_folder() / name)


def use_store_file(name: str) -> str:
    """Make a file in the data folder the store in use; returns its URL."""
    url = file_url(name)
    try:
        (_data_folder() / _POINTER).write_text(name, encoding="utf-8")
    except OSError as error:
        raise StoreError(f"The store in use cannot be changed: {error.strerror}.") from error
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
        make_folder(folder)
    except OSError as error:
        raise StoreError(
            f"The data folder {folder} cannot be made: {error.strerror}. "
            "Set DASHBOARD_DATA_FOLDER or DATABASE_URL."
        ) from error
    return folder


def open_store(url: str | None = None, *, make: bool | None = None) -> Store:
    """Open a store and bring its tables up to date. StoreError, in one sentence, if it cannot be.

    The same URL gives the same store within a process. Without a URL it is the store in use. make:
    whether one that is not there is made; None: one whose URL is given, and of the store in use
    only the example (`begins_by_itself`).
    """
    if url is None:
        url, make = default_url(), begins_by_itself() if make is None else make
        if make and url not in _opened:
            refuse_synced(url)
    return _open(url, make=make is not False)


def refuse_synced(url: str) -> None:
    """StoreError where a new store would come into a folder that is kept in step with other
    computers."""
    if make_url(url).get_backend_name() == "sqlite":
        refuse_to_make(file_of(url))


def store_answers() -> bool:
    """Whether the store in use is there and can be read now. StoreError, which says why not."""
    store = open_store()
    return store.revision() > 0 or begins_by_itself()


_opened: dict[str, Store] = {}


def _open(url: str, *, make: bool) -> Store:
    # Opened outside of any lock: a server that does not answer keeps nobody else waiting.
    return _opened.get(url) or _opened.setdefault(url, _opened_anew(url, make=make))


def forget(store: Store) -> None:
    """Let go of a store that nobody needs any more, such as a copy."""
    store.engine.dispose()
    if _opened.get(store.url) is store:
        del _opened[store.url]


def _opened_anew(url: str, *, make: bool) -> Store:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:  # ValueError: a port that is no number
        raise StoreError(
            f"'{shown_address(url)}' is not a store URL, such as sqlite:///council.db."
        ) from error
    if parsed.drivername not in _DRIVERS:
        raise StoreError("Only SQLite and PostgreSQL stores are supported.")
    if parsed.get_backend_name() == "sqlite" and parsed.database in {None, "", ":memory:"}:
        raise StoreError("A store must be kept in a file, such as sqlite:///council.db.")
    label = shown_address(url)
    try:
        store = _connected(url, make=make)
        found = current(store.engine)
        if found is not None and found > HEAD:
            raise StoreError(f"The store {label} was made by a newer version of the dashboard.")
        if found is None and not make:
            raise StoreError(f"There is nothing in the store {label}. {HOW_TO_MAKE}")
        if found != HEAD and store.read_only:
            raise StoreError(
                f"The store {label} was made by an earlier version of the dashboard, and cannot be "
                "brought up to date where it can only be read."
            )
        # A server's store is copied by whoever looks after the server (docs/running.md).
        keep = partial(keep_as_it_was, file_of(url)) if store.is_sqlite else None
        upgrade(store.engine, store.writing, before=keep)
    except (DBAPIError, sqlite3.Error, NoSuchModuleError, OSError) as error:
        raise StoreError(f"The store {label} cannot be opened: {reason(error, url)}.") from error
    return store


def _connected(url: str, *, make: bool) -> Store:
    if make_url(url).get_backend_name() != "sqlite":
        return _on_a_server(url)
    file = file_of(url)
    if make:
        make_file(file)
    elif not file.exists():
        raise StoreError(f"There is no store {shown_address(url)}. {HOW_TO_MAKE}")
    read_only = only_to_be_read(file)
    if not read_only and file.stat().st_size:
        tables = tables_in(file)
        if tables and "alembic_version" not in tables:  # without any, it is being made
            raise StoreError(f"There is no store in {file}. {HOW_TO_MAKE}")
        check_journal(file)
    if not read_only:
        keep_to_owner(file)
    engine, watched = file_engine(url, read_only=read_only)
    if not read_only and not watched.known():
        # Opening a new file changes it, too: those who do so at once take turns, and the first
        # notes what it is like for the others.
        with write_lock(file, PATIENCE), engine.connect():
            pass
    return Store(url, engine, watched, read_only=read_only)


def _on_a_server(url: str) -> Store:
    given = (
        {} if "connect_timeout" in make_url(url).query else {"connect_timeout": _SECONDS_TO_CONNECT}
    )
    engine = create_engine(
        url,
        connect_args=given,
        pool_pre_ping=True,  # a server that was restarted is found again
        # A PostgreSQL takes 100 connections unless it is told otherwise: room for four processes.
        pool_size=10,
        max_overflow=10,
        hide_parameters=True,  # what is logged of an error holds no values
    )
    with engine.connect() as connection:
        told = connection.execute(text("SELECT current_setting('transaction_read_only')")).scalar()
    return Store(url, engine, read_only=told == "on")
