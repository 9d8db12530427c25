"""Writers to one SQLite file take turns in the order they came.

SQLite lets whoever asks at the right moment write next, so that among many one can be passed over
until its patience ends. The operating system's own lock on a file beside the store keeps a queue,
and lets go when a process ends, however it ends.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl


@contextmanager
def write_turn(store_file: Path | None) -> Iterator[None]:
    """Hold the turn to write to the store in a file (None: a database that queues by itself).

    Where no such file can be kept (Windows, a folder one may not write to, some network drives),
    SQLite's own waiting has to do.
    """
    if store_file is None or sys.platform == "win32":
        yield
        return
    # Not the store's own file: closing it would let go of SQLite's locks on it.
    queue = store_file.with_name(f"{store_file.name}-turn")
    try:
        file = queue.open("ab")
    except OSError:
        yield
        return
    with file:
        with suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
