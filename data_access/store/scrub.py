"""Rewriting what a database keeps, so that what was erased is in none of its files.

Databases leave what was changed where it was until they need the room. SQLite keeps it in free
pages and in its write-ahead log, PostgreSQL in dead rows; its own log and base backups are kept by
whoever runs the server.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Sequence
from glob import escape

from sqlalchemy import Connection, Table

from data_access.errors import StoreError
from data_access.store.database import Store

_PATIENCE = 10.0  # seconds for pages that are being read to be done


def scrub(store: Store, tables: Sequence[Table]) -> bool:
    """Rewrite the tables; False where the database could not do so now, such as while somebody
    reads on and on, or because its disk is full."""
    try:
        with store.rewriting() as connection:
            if store.is_sqlite:
                return _sqlite(connection)
            return _postgres(connection, tables)
    except StoreError:
        return False


def copies_beside(store: Store) -> tuple[str, ...]:
    """Names of the copies that the dashboard itself keeps beside a SQLite store's file: from before
    an upgrade, and set aside when a backup was restored. What is erased is not erased there."""
    if store.file is None:
        return ()
    stem, whole = escape(store.file.stem), escape(store.file.name)
    patterns = (f"{whole}.before-upgrade-from-*", f"{stem}-set-aside-*{store.file.suffix}")
    return tuple(sorted(path.name for each in patterns for path in store.file.parent.glob(each)))


def _sqlite(connection: Connection) -> bool:
    deadline = time.monotonic() + _PATIENCE
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    raw.execute("VACUUM")
    while True:
        busy, *_ = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if not busy or time.monotonic() > deadline:
            return not busy
        time.sleep(0.05)


def _postgres(raw: Connection, tables: Sequence[Table]) -> bool:
    connection = raw.execution_options(isolation_level="AUTOCOMMIT")
    connection.exec_driver_sql(f"SET lock_timeout = '{int(_PATIENCE)}s'")
    try:
        for table in tables:
            connection.exec_driver_sql(f'VACUUM (FULL) "{table.name}"')
    finally:
        connection.exec_driver_sql("RESET lock_timeout")
    return True
