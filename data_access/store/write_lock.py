"""Writers to one SQLite file take turns.

SQLite lets whoever asks at the right moment write next, so that among many one can be passed over
until its patience ends. The operating system's own lock on a file beside the store lets go when a
process ends, however it ends; on Linux and macOS it keeps writers in the order they came.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import portalocker


@contextmanager
def write_lock(store_file: Path | None) -> Iterator[None]:
    """Hold the right to write to the store in a file (None: a database that queues by itself).

    Where no such lock can be kept (a folder one may not write to, some network drives), SQLite's
    own waiting has to do.
    """
    if store_file is None:
        yield
        return
    # Not the store's own file: closing it would let go of SQLite's locks on it.
    beside = store_file.with_name(f"{store_file.name}-turn")
    try:
        file = beside.open("ab")
    except OSError:
        yield
        return
    with file:
        locked = _locked(file)
        try:
            yield
        finally:
            if locked:
                portalocker.unlock(file)


def _locked(file: IO[bytes]) -> bool:
    """Wait until the file is ours; False where it cannot be locked."""
    while True:
        try:
            portalocker.lock(file, portalocker.LockFlags.EXCLUSIVE)
        except portalocker.AlreadyLocked:  # Windows waits for ten seconds only
            continue
        except portalocker.LockException:
            return False
        return True
