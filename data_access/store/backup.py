"""Copies of a whole store, each verified, and a store made from one again."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Integer, MetaData, make_url, select, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel, col

from data_access.activity.note import note, noted
from data_access.errors import StoreError
from data_access.ledger.batch import Batch
from data_access.ledger.check import Checked, check
from data_access.principal import require_everywhere
from data_access.store.addresses import reason, shown_address, url_of_file
from data_access.store.database import Store, forget, open_store
from data_access.store.same_file import BESIDE
from data_access.store.sqlite_file import file_of, make_file, make_folder
from data_access.store.synced import refuse_to_make
from data_access.store.write_lock import write_lock
from vocabulary.activity import Act
from vocabulary.principal import Permission, Principal
from vocabulary.wording import number_of

_AT_ONCE: Final = 2000
_TROUBLES: Final = (DBAPIError, sqlite3.Error, OSError)


def backup(store: Store, path: Path, *, principal: Principal) -> Checked:
    """Write a whole copy of the store to a new SQLite file, and look through what was written.
    Returns what is in it. StoreError if the file exists, the copy cannot be written, or what was
    written is not sound, and then it is taken away again; NotAllowedError unless the principal may
    administer every council's records."""
    require_everywhere(principal, Permission.ADMINISTER)
    if path.exists():
        raise StoreError(f"{path} exists already; name a new file.")
    before = _batches_of(store)
    try:
        make_folder(path.parent)
        if store.is_sqlite:
            _copy_file(store, path)
        else:
            with _opened(path) as copy:
                _copy_rows(store, copy)
        with _copied(path) as copy:
            checked, written = check(copy, principal=principal), _batches_of(copy)
        if checked.faults:
            raise StoreError(_first_of(checked))
        if written[: len(before)] != before:
            raise StoreError("not all that was recorded is in it")
    except (*_TROUBLES, StoreError) as error:
        with suppress(OSError):
            path.unlink()
        raise StoreError(
            f"The backup could not be written: {reason(error, store.url)}. There is no new backup; "
            "those made before stay."
        ) from error
    noted(store, Act.BACK_UP, principal=principal)
    return checked


def check_file(path: Path, *, principal: Principal) -> Checked:
    """Look through a backup, or any store's file: a copy of it is opened, and brought up to date if
    it was made by an earlier version; the file itself is not touched. StoreError if it cannot be
    read at all."""
    with _copied(path) as copy:
        return check(copy, principal=principal)


@dataclass(frozen=True)
class Restored:
    """A store that was made from a backup. set_aside: where the file went that was in its place."""

    label: str
    checked: Checked
    set_aside: Path | None = None


def restore_backup(path: Path, url: str, *, now: datetime, principal: Principal) -> Restored:
    """Make a store from a backup, which is looked through first. A SQLite file in its place is set
    aside under another name beside it (after `now`, UTC), never deleted; a PostgreSQL database has
    to be empty. StoreError, which says what is wrong, and then nothing was changed."""
    require_everywhere(principal, Permission.ADMINISTER)
    if not path.is_file():
        raise StoreError(f"There is no backup {path}.")
    with _copied(path) as copy:
        checked = check(copy, principal=principal)
        if checked.faults:
            raise StoreError(f"The backup {path} is damaged: {_first_of(checked)} Nothing changed.")
        with copy.writing() as connection:  # it is the first that is done in the new one
            note(connection, Act.RESTORE_BACKUP, principal=principal)
        label = shown_address(url)
        try:
            if make_url(url).get_backend_name() != "sqlite":
                _into_database(copy, url)
                return Restored(label, checked)
            return Restored(label, checked, _into_file(copy, file_of(url), now))
        except _TROUBLES as error:
            raise StoreError(
                f"The backup could not be restored to {label}: {reason(error, url)}. If the "
                "dashboard is running, stop it first."
            ) from error


def _into_file(copy: Store, file: Path, now: datetime) -> Path | None:
    refuse_to_make(file)
    make_folder(file.parent)
    new = file.with_name(f"{file.name}-restoring")
    new.unlink(missing_ok=True)
    _copy_file(copy, new)
    set_aside = None
    with write_lock(file):  # nobody is in the middle of writing
        if file.exists():
            set_aside = file.with_name(f"{file.stem}-set-aside-{now:%Y-%m-%d-%H%M%S}{file.suffix}")
            file.rename(set_aside)
            for end in BESIDE[:3]:  # its journal goes with it: it belongs to no other file
                there = file.with_name(file.name + end)
                if there.exists():
                    there.rename(set_aside.with_name(set_aside.name + end))
        else:
            _tidy(file)
        new.rename(file)
    return set_aside


def _into_database(copy: Store, url: str) -> None:
    store = open_store(url, make=True)
    if store.revision():
        raise StoreError(
            f"There are records in {store.label}. Name an empty database; nothing was changed."
        )
    _copy_rows(copy, store)
    with store.writing() as connection:  # the next row gets the next number
        for table in _tables().sorted_tables:
            for column in table.primary_key:
                if not isinstance(column.type, Integer):
                    continue
                named = {"table": table.name, "column": column.name}
                sequence = connection.execute(
                    text("SELECT pg_get_serial_sequence(:table, :column)"), named
                ).scalar()
                if sequence:
                    newest = select(column).order_by(column.desc()).limit(1)
                    last = connection.execute(newest).scalar()
                    if last:
                        moved = {"sequence": sequence, "last": last}
                        connection.execute(text("SELECT setval(:sequence, :last)"), moved)


@contextmanager
def _copied(path: Path) -> Iterator[Store]:
    """A store's file, copied to where it can be opened and brought up to date."""
    # Beside it, where there is as much room as for itself.
    beside = path.parent if os.access(path.parent, os.W_OK) else None
    with tempfile.TemporaryDirectory(
        prefix="looked-through-", dir=beside, ignore_cleanup_errors=True
    ) as folder:
        there = Path(folder) / "copy.db"
        try:
            make_file(there)
            source = f"{path.resolve().as_uri()}?mode=ro"
            if not path.with_name(path.name + BESIDE[0]).exists():
                source += "&immutable=1"
            with (
                closing(sqlite3.connect(source, uri=True)) as opened,
                closing(sqlite3.connect(there)) as copy,
            ):
                opened.backup(copy)
        except sqlite3.Error as error:
            raise StoreError(f"{path} cannot be read: {reason(error)}.") from error
        with _opened(there) as store:
            yield store


@contextmanager
def _opened(path: Path) -> Iterator[Store]:
    """The store in a file, until the block ends; nothing is left beside the file then."""
    store = open_store(url_of_file(path))
    try:
        yield store
    finally:
        forget(store)
        _tidy(path)


def _tidy(path: Path) -> None:
    for end in BESIDE:
        with suppress(OSError):
            path.with_name(path.name + end).unlink(missing_ok=True)


def _copy_file(store: Store, path: Path) -> None:
    with store.reading() as connection:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        make_file(path)
        with closing(sqlite3.connect(path)) as target:
            raw.backup(target)


def _copy_rows(source: Store, target: Store) -> None:
    with source.reading() as reading, target.writing() as writing:
        for table in _tables().sorted_tables:
            rows = reading.execution_options(yield_per=_AT_ONCE).execute(select(table)).mappings()
            for part in rows.partitions(_AT_ONCE):
                writing.execute(table.insert(), [dict(row) for row in part])


def _tables() -> MetaData:
    return SQLModel.metadata


def _batches_of(store: Store) -> list[tuple[object, ...]]:
    told = select(col(Batch.batch_id), col(Batch.recorded_at), col(Batch.sha256))
    with store.reading() as connection:
        return [tuple(row) for row in connection.execute(told.order_by(col(Batch.batch_id)))]


def _first_of(checked: Checked) -> str:
    first, more = checked.faults[0], len(checked.faults) - 1
    return f"{first} {number_of(more, 'more fault')}." if more else first
