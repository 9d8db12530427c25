"""Copies of a whole store."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from data_access.activity.note import noted
from data_access.errors import StoreError
from data_access.principal import require_everywhere
from data_access.store.addresses import reason, url_of_file
from data_access.store.database import Store, open_store
from data_access.store.sqlite_file import make_file, make_folder
from vocabulary.activity import Act
from vocabulary.principal import Permission, Principal


def backup(store: Store, path: Path, *, principal: Principal) -> None:
    """Write a whole copy of the store to a new SQLite file. StoreError if the file exists,
    NotAllowedError unless the principal may see every council's records."""
    require_everywhere(principal, Permission.ADMINISTER)
    if path.exists():
        raise StoreError(f"{path} exists already; name a new file.")
    try:
        make_folder(path.parent)
        if store.is_sqlite:
            _copy_file(store, path)
        else:
            copy = open_store(url_of_file(path))
            _copy_rows(store, copy)
            copy.engine.dispose()
    except (DBAPIError, sqlite3.Error, OSError, StoreError) as error:
        if path.is_file():
            path.unlink()
        raise StoreError(f"The backup could not be written: {reason(error)}.") from error
    noted(store, Act.BACK_UP, principal=principal)


def _copy_file(store: Store, path: Path) -> None:
    with store.engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        make_file(path)
        with closing(sqlite3.connect(path)) as target:
            raw.backup(target)


def _copy_rows(source: Store, target: Store) -> None:
    from sqlmodel import SQLModel

    with source.reading() as reading, target.writing() as writing:
        for table in SQLModel.metadata.sorted_tables:
            rows = reading.execution_options(yield_per=2000).execute(select(table)).mappings()
            for part in rows.partitions(2000):
                writing.execute(table.insert(), [dict(row) for row in part])
