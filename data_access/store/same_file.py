"""A store's file stays the one that was opened.

A file can be deleted, replaced or copied over while the dashboard has it open. SQLite does not
notice: it goes on in a file that nobody finds any more, or mixes what it still holds into the other
one. So the file is looked at before each read and write (two questions to the system, some
microseconds), and nothing is written to any other.

The file changes only when what waits in its journal (`-wal`) is carried over. That is done here
alone, right after each write and in the writer's turn, and what the file was like afterwards is
noted beside it (`-state`): so every process knows a change of ours from somebody else's.
"""

from __future__ import annotations

import os
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, NamedTuple

from data_access.errors import StoreError
from data_access.store.write_lock import PATIENCE, write_lock

JOURNAL: Final = "-wal"
BESIDE: Final = (JOURNAL, "-shm", "-state", "-turn")
"""Ends of the names of the files that belong to a store's file."""
_CHANGING: Final = "changing"
_AGAIN: Final = "start the dashboard again"
_PAUSE: Final = 0.01
_WRITING: Final = 0.1  # seconds in which whoever is noting something has done so
_NOTE_LENGTH: Final = 100


class _Stamp(NamedTuple):
    """What a file is like: which one it is, how long, and when it was last changed."""

    number: int
    size: int
    changed: int


class _Note(NamedTuple):
    """What the file was like after the last write; None while it is being changed. epoch: of those
    who have opened the same file, and so trust each other's notes."""

    epoch: str
    stamp: _Stamp | None


class SameFile:
    """Watches the file that a process's connections have open."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._guard = threading.Lock()
        self._connections = 0
        self._number: int | None = None
        self._journal: int | None = None
        self._seen: _Stamp | None = None
        self._epoch = ""

    def opened(self) -> None:
        """Another connection has the file open. StoreError if it is another file."""
        with self._guard:
            if not self._connections:
                self._begin()
            self._connections += 1
        self.check()

    def closed(self) -> None:
        """A connection was closed. After the last one SQLite tidies up the file itself."""
        with self._guard:
            self._connections -= 1

    def _begin(self) -> None:
        """Take the file as it is. Where it is not as noted, whoever may still have it open is to
        know that it is not theirs."""
        found, noted = self._with_its_note()
        journal = _stamp(self._beside(JOURNAL))
        self._number = found.number if found else None
        self._journal = journal.number if journal else None
        self._seen = found
        if noted is not None and noted.stamp in {None, found}:
            self._epoch = noted.epoch
        else:
            self._epoch = secrets.token_hex(8)
            self._note(found)

    def _with_its_note(self) -> tuple[_Stamp | None, _Note | None]:
        """The file and its note as of one moment: another process may be writing both just now, and
        whoever took one from before and one from after would take the file for somebody else's."""
        before, until = None, time.monotonic() + _WRITING
        while True:
            found, noted = _stamp(self.path), self._noted()
            if noted is not None and noted.stamp in {None, found}:
                return found, noted
            if before == (found, noted) and time.monotonic() > until:
                return found, noted
            before = found, noted
            time.sleep(_PAUSE)

    def check(self, *, turn: bool = False) -> None:
        """StoreError, which says what happened, unless the file is the one that was opened, changed
        by nobody else. turn: it is this thread's turn to write."""
        trouble = self._trouble(turn=turn)
        if trouble:
            raise StoreError(f"{trouble} Nothing was written.")

    def check_written(self) -> None:
        """As `check`, right after a write, which may then be lost."""
        trouble = self._trouble(turn=True)
        if trouble:
            raise StoreError(
                f"{trouble} That was while this was being recorded: look whether it is there, and "
                "enter it again if it is not."
            )

    def _trouble(self, *, turn: bool) -> str:
        if not self._connections:
            return ""
        found, journal = _stamp(self.path), _stamp(self._beside(JOURNAL))
        if found is None:
            return (
                f"The store's file {self.path} is gone: it was moved or deleted while the "
                f"dashboard had it open. Put it back, or restore a backup and {_AGAIN}."
            )
        if found.number != self._number:
            return (
                f"Another file was put in the place of the store {self.path} while the dashboard "
                f"had it open. To use the one that is there now, {_AGAIN}."
            )
        if self._journal is not None and (journal is None or journal.number != self._journal):
            return (
                f"The file {self._beside(JOURNAL).name}, which belongs to the store {self.path}, "
                f"was taken away or replaced while the dashboard had it open: {_AGAIN}."
            )
        if found == self._seen or self._settled(turn=turn):
            return ""
        return (
            f"Something other than the dashboard changed the store's file {self.path} while the "
            "dashboard had it open: another was copied over it, or a program that keeps folders in "
            f"step did it. Look whether it is the right one, and {_AGAIN}."
        )

    def _settled(self, *, turn: bool) -> bool:
        """Whether the file is as it was noted, once nobody is changing it."""
        before, patience = None, time.monotonic() + PATIENCE
        while True:
            found, noted = _stamp(self.path), self._noted()
            if found is None or found.number != self._number:
                return False
            if noted is None or noted == _Note(self._epoch, found):
                self._seen = found
                return True
            if noted.epoch != self._epoch or time.monotonic() > patience:
                return False
            if noted.stamp is not None:  # it may have been noted just between the two looks
                if before == (found, noted):
                    return False
                before = found, noted
                continue
            if turn:
                self._note_what_was_left()
                continue
            with suppress(StoreError), write_lock(self.path, 0):
                self._note_what_was_left()
                continue
            time.sleep(_PAUSE)

    def _note_what_was_left(self) -> None:
        """Note the file as it is where whoever changed it was ended in the middle. In the turn to
        write, and looked at anew: else somebody may have changed and noted it meanwhile."""
        noted = self._noted()
        if noted is not None and noted.stamp is None:
            self._note(_stamp(self.path))

    @contextmanager
    def changing(self) -> Iterator[None]:
        """While what waits in the journal is carried over into the file, by whoever has the turn to
        write."""
        self._note(None)
        try:
            yield
        finally:
            found = _stamp(self.path)
            if found is not None and found.number == self._number:
                self._seen = found
                self._note(found)

    def known(self) -> bool:
        """Whether others have opened the file as it is now, and noted what it is like."""
        noted = self._noted()
        return noted is not None and noted.stamp in {None, _stamp(self.path)}

    def as_noted(self) -> bool:
        """Whether the file is as it was after the last write, as far as is known; a copy of it,
        with the note, on another disk is."""
        before = None
        while True:
            noted, found = self._noted(), _stamp(self.path)
            if noted is None or noted.stamp is None or found is None:
                return True
            if noted.stamp[1:] == found[1:]:
                return True
            if before == (noted, found):  # it was not just being noted
                return False
            before = noted, found
            time.sleep(_PAUSE)

    def _noted(self) -> _Note | None:
        try:
            epoch, *words = self._beside("-state").read_text(encoding="ascii").split()
            if words == [_CHANGING]:
                return _Note(epoch, None)
            return _Note(epoch, _Stamp(*map(int, words)))
        except (OSError, ValueError, TypeError):  # none, or written only in part
            return None

    def _note(self, stamp: _Stamp | None) -> None:
        words = (_CHANGING,) if stamp is None else map(str, stamp)
        with suppress(OSError):  # a folder one may not write to: then it is known here alone
            # One write of one length, so that nobody reads a note in part.
            note = os.open(self._beside("-state"), os.O_WRONLY | os.O_CREAT, 0o600)
            with os.fdopen(note, "w", encoding="ascii") as file:
                file.write(" ".join((self._epoch, *words)).ljust(_NOTE_LENGTH))

    def _beside(self, end: str) -> Path:
        return self.path.with_name(self.path.name + end)


def _stamp(path: Path) -> _Stamp | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return _Stamp(found.st_ino, found.st_size, found.st_mtime_ns)
