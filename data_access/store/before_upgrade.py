"""The way back: before a store's tables are changed for a newer release, it is copied as it was."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from data_access.errors import StoreError
from data_access.store.sqlite_file import make_file


def keep_as_it_was(store_file: Path, migration: str) -> Path:
    """Copy a store's file to one beside it, named after the migration it stands at: the release
    that made it opens the copy. Called under the store's write lock; a copy made by an upgrade that
    was broken off is made anew.

    StoreError if the copy cannot be written or is not whole: then nothing has been changed.
    """
    copy = store_file.with_name(f"{store_file.name}.before-upgrade-from-{migration}")
    try:
        copy.unlink(missing_ok=True)
        make_file(copy)
        address = f"{store_file.resolve().as_uri()}?mode=ro"
        with (
            closing(sqlite3.connect(address, uri=True)) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)
            # A copy that nobody writes to needs no files beside it.
            target.execute("PRAGMA journal_mode = DELETE")
            [found] = target.execute("PRAGMA quick_check").fetchone()
        if found != "ok":
            raise sqlite3.DatabaseError("the copy is damaged")
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):
            copy.unlink(missing_ok=True)
        raise StoreError(
            f"The store {store_file.name} was made by an earlier version of the dashboard. It is "
            f"not brought up to date, because a copy of it as it is cannot be kept beside it "
            f"({getattr(error, 'strerror', None) or error}). Nothing was changed."
        ) from error
    return copy
