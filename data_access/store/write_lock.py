"""Writers to one SQLite file take turns.

SQLite lets whoever asks at the right moment write next, so that among many one can be passed over
until its patience ends. The operating system's own lock on a file beside the store lets go when a
process ends, however it ends; on Linux and macOS it keeps writers in the order they came.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final

import portalocker

from data_access.errors import StoreError

PATIENCE: Final = 60
"""Seconds that a writer waits for others."""
TOO_LONG: Final = (
    "The store cannot be written: somebody else has been writing to it for more than {} seconds. "
    "Nothing was written; try again in a while."
)

_LOCK_NOT_AVAILABLE: Final = "55P03"


def kept_waiting(error: Exception) -> bool:
    """Whether a database's error says that others wrote for longer than we wait."""
    cause = getattr(error, "orig", error)
    code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
    return code == sqlite3.SQLITE_BUSY or getattr(cause, "sqlstate", "") == _LOCK_NOT_AVAILABLE


@contextmanager
def write_lock(store_file: Path | None, seconds: float = PATIENCE) -> Iterator[None]:
    """Hold the right to write to the store in a file (None: a database that queues by itself).
    StoreError where others hold it for longer than we wait.

    Where no such lock can be kept (a folder one may not write to, some network drives), SQLite's
    own waiting has to do.
    """
    if store_file is None:
        yield
        return
    # Not the store's own file: closing it would let go of SQLite's locks on it.
    beside = store_file.with_name(f"{store_file.name}-turn")
    try:
        file = os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT, 0o600), "ab")
    except OSError:
        yield
        return
    locked = _locked_at_once(file)
    if locked is None and seconds <= 0:
        file.close()
        raise StoreError(TOO_LONG.format(0))
    if locked is None:
        locked = _Waiting(file).locked(seconds)
    try:
        yield
    finally:
        if locked:
            portalocker.unlock(file)
        file.close()


def _locked_at_once(file: IO[bytes]) -> bool | None:
    """True: the file is ours now. None: others have it. False: it cannot be locked."""
    flags = portalocker.LockFlags.EXCLUSIVE | portalocker.LockFlags.NON_BLOCKING
    try:
        portalocker.lock(file, flags)
    except portalocker.AlreadyLocked:
        return None
    except portalocker.LockException:
        return False
    return True


class _Waiting:
    """Waits in the system's queue, in a thread of its own: the system knows no limit of time."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._guard = threading.Lock()
        self._answer: bool | None = None
        self._given_up = False
        self._answered = threading.Event()

    def locked(self, seconds: float) -> bool:
        """As `_locked_at_once`. StoreError when the time is over."""
        threading.Thread(target=self._wait, name="a writer's turn", daemon=True).start()
        self._answered.wait(seconds)
        with self._guard:
            if self._answer is None:
                self._given_up = True
                raise StoreError(TOO_LONG.format(round(seconds)))
            return self._answer

    def _wait(self) -> None:
        answer = False
        while True:
            try:
                portalocker.lock(self._file, portalocker.LockFlags.EXCLUSIVE)
                answer = True
            except portalocker.AlreadyLocked:  # Windows waits for ten seconds only
                if not self._given_up:
                    continue
            except portalocker.LockException:
                pass
            break
        with self._guard:
            if self._given_up:
                with suppress(portalocker.LockException):
                    if answer:
                        portalocker.unlock(self._file)
                self._file.close()
            else:
                self._answer = answer
                self._answered.set()
