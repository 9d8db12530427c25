"""Waiting until somebody writes to a store, in whatever process.

PostgreSQL says so itself (LISTEN and NOTIFY); a SQLite file is looked at again shortly.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from contextlib import suppress
from typing import TYPE_CHECKING, Final, TypeVar

from data_access.errors import StoreError
from data_access.store.database import WRITTEN, Store, open_store

if TYPE_CHECKING:
    import psycopg

Told = TypeVar("Told")
LOOK_SECONDS: Final = 0.3  # between two looks at a file
_PATIENCE: Final = 1.0  # seconds until the store is looked at again whatever it says
_AWAY_SECONDS: Final = 1.0  # until a database that does not answer is tried again


class Writes:
    """What is written to a store, as it happens. Close it in the end."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._connection: psycopg.Connection[tuple[object, ...]] | None = None

    def wait(self, seconds: float) -> None:
        """Return when something may have been written, and after so many seconds at the latest.
        A database that is away counts as nothing written."""
        if self._store.is_sqlite:
            time.sleep(min(seconds, LOOK_SECONDS))
            return
        if self._connection is None:
            if not self._listen():  # what was written until it listens, nobody was told of
                time.sleep(min(seconds, _AWAY_SECONDS))
            return
        try:
            for _ in self._connection.notifies(timeout=seconds, stop_after=1):
                pass
        except self._store.engine.dialect.loaded_dbapi.Error:
            self.close()

    def close(self) -> None:
        """Let go of the connection."""
        if self._connection is not None:
            with suppress(self._store.engine.dialect.loaded_dbapi.Error):
                self._connection.close()
        self._connection = None

    def _listen(self) -> bool:
        """Listen on a connection of its own; False while the database is away."""
        dialect = self._store.engine.dialect
        try:
            # Not one of the pool's: it is held for as long as anybody waits.
            arguments, options = dialect.create_connect_args(self._store.engine.url)
            self._connection = dialect.loaded_dbapi.connect(*arguments, autocommit=True, **options)
            self._connection.execute(f"LISTEN {WRITTEN}")
        except dialect.loaded_dbapi.Error:
            self.close()
            return False
        return True


def whenever_written(look: Callable[[Store, bool], Told]) -> Generator[Told | None]:
    """What `look` gives of the store in use, again and again: as soon as something was written, and
    every second. It is handed the store, and whether that is another than the one before. None
    where the store does not answer (StoreError). Close the iterator in the end."""
    writes: Writes | None = None
    url = ""
    try:
        while True:
            told: Told | None
            try:
                store = open_store()
                told = look(store, store.url != url)
                if writes is None or store.url != url:
                    if writes is not None:
                        writes.close()
                    writes, url = Writes(store), store.url
            except StoreError:
                told = None
            yield told
            if writes is None:
                time.sleep(_PATIENCE)
            else:
                writes.wait(_PATIENCE)
    finally:
        if writes is not None:
            writes.close()
