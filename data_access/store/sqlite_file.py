"""A store in a SQLite file: making the file, connecting to it, and keeping it to its owner."""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from data_access.errors import StoreError
from data_access.store.same_file import JOURNAL, SameFile
from data_access.store.write_lock import PATIENCE

_OWNER_ALONE: Final = 0o600
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


def file_of(url: str) -> Path:
    """The store's file, also where the URL names it in SQLite's own way (file:…)."""
    return _path_in(make_url(url).database or "")


def _path_in(name: str) -> Path:
    if not name.startswith("file:"):
        return Path(name)
    return Path(unquote(name.removeprefix("file:").partition("?")[0]))


def make_file(path: Path) -> None:
    """Make an empty file for a store, and the folder it is in, where there is none: for its owner
    alone. OSError where that cannot be."""
    make_folder(path.parent)
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, _OWNER_ALONE))


def make_folder(folder: Path) -> None:
    """Make a folder that its owner alone may look into; one that is there stays as it is."""
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)


def keep_to_owner(path: Path) -> None:
    """Take a store's file, made before stores were for their owner alone, away from others. One
    that a group may write to was given to the group on purpose."""
    with suppress(OSError):
        mode = path.stat().st_mode
        if mode & _OTHERS and not mode & stat.S_IWGRP:
            path.chmod(stat.S_IMODE(mode) & ~_OTHERS)


def only_to_be_read(path: Path) -> bool:
    """Whether a store's file is where we may not write."""
    return path.exists() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))


def tables_in(path: Path) -> frozenset[str]:
    """The tables of a SQLite file, which is not touched. sqlite3.Error if it is none."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as file:
        found = file.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return frozenset(name for (name,) in found)


def check_journal(path: Path) -> None:
    """StoreError where a journal stands beside a store's file that was changed since: SQLite would
    carry what another file was to get into this one."""
    journal = path.with_name(path.name + JOURNAL)
    if not journal.exists() or not journal.stat().st_size or SameFile(path).as_noted():
        return
    raise StoreError(
        f"The store {path} and the journal {journal.name} beside it do not belong together: the "
        "file was replaced or changed while it was open. Nothing was touched. To use the file as "
        f"it is, move {journal.name} and {path.name}-shm to another folder; or restore a backup."
    )


def file_engine(url: str, *, read_only: bool) -> tuple[Engine, SameFile]:
    """An engine for a store's file, which is never made by connecting to it, and what watches that
    it stays the same file."""
    watched = SameFile(file_of(url))
    arguments = {"timeout": PATIENCE}
    if read_only:
        # A new connection each time, so that what others write elsewhere is seen.
        engine = create_engine(
            url, connect_args=arguments, poolclass=NullPool, hide_parameters=True
        )
        event.listen(engine, "do_connect", _read_only)
    else:
        engine = create_engine(
            url, connect_args=arguments, pool_size=10, max_overflow=90, hide_parameters=True
        )
        event.listen(engine, "do_connect", _never_made)
        event.listen(engine, "connect", _prepare)

        def opened(_connection: Any, _record: Any) -> None:
            watched.opened()

        def closed(_connection: Any, _record: Any) -> None:
            watched.closed()

        event.listen(engine, "connect", opened)
        event.listen(engine, "close", closed)
    event.listen(engine, "connect", _begun_by_us, insert=True)
    event.listen(engine, "begin", _begin)
    return engine, watched


def _never_made(_dialect: Any, _record: Any, given: list[Any], named: dict[str, Any]) -> None:
    """By default SQLite makes a file that there is not; a store that is gone is not made anew."""
    _as_uri(given, named, "mode=rw")


def _read_only(_dialect: Any, _record: Any, given: list[Any], named: dict[str, Any]) -> None:
    path = _path_in(str(given[0]))
    waiting = path.with_name(path.name + JOURNAL).exists()
    # Without a journal nothing but the file itself is needed; SQLite would make its own.
    _as_uri(given, named, "mode=ro" if waiting else "mode=ro&immutable=1")


def _as_uri(given: list[Any], named: dict[str, Any], query: str) -> None:
    name = str(given[0])
    if not named.get("uri"):
        given[0] = f"{Path(name).resolve().as_uri()}?{query}"
        named["uri"] = True
    elif "mode=" not in name:
        given[0] = f"{name}{'&' if '?' in name else '?'}{query}"


def _begun_by_us(connection: Any, _record: Any) -> None:
    # We begin transactions ourselves (below): the driver would begin them too late.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000}")
    connection.execute("PRAGMA foreign_keys = ON")


def _prepare(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    _use_wal(cursor)
    cursor.execute("PRAGMA synchronous = FULL")
    # The file is changed where it is watched (`same_file`), and nowhere else.
    cursor.execute("PRAGMA wal_autocheckpoint = 0")
    cursor.execute("SELECT count(*) FROM sqlite_master").fetchall()  # opens the journal
    cursor.close()


def _use_wal(cursor: sqlite3.Cursor) -> None:
    """Turn a new file to WAL. While another process does the same, SQLite says "locked" at once,
    whatever the busy timeout: then we wait ourselves."""
    patience = time.monotonic() + PATIENCE
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


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def carry_over(connection: Connection, watched: SameFile) -> None:
    """Carry what was written from the journal over into the file, so that a copy of the file alone
    has it, and the file changes at no other time. By whoever has the turn to write."""
    raw = connection.connection.driver_connection
    with watched.changing(), suppress(sqlite3.Error):  # what is in the journal is safe there
        assert isinstance(raw, sqlite3.Connection)
        raw.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
