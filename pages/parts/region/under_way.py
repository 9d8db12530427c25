"""Councils that are being worked out, a few at a time, each once however many people wait for it.
Whoever leaves ends their waiting, not the work."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Sequence
from threading import Condition, Thread
from typing import Final, Generic, TypeVar

from components.own_process.work import MOST

_TOGETHER: Final = 3  # a piece: so that others' work comes in between
Key = TypeVar("Key", bound=Hashable)


class UnderWay(Generic[Key]):
    """Pieces of work in threads of their own, which wait for processes."""

    def __init__(self) -> None:
        self._pieces: deque[tuple[Callable[[Sequence[Key]], object], Sequence[Key]]] = deque()
        self._asked: set[Key] = set()
        self._failed: dict[Key, Exception] = {}
        self._threads = 0
        self._changed = Condition()

    def begin(self, wanted: Sequence[Key], do: Callable[[Sequence[Key]], object]) -> None:
        """Have `do` done for what is wanted and not under way, some at a time."""
        with self._changed:
            new = [each for each in wanted if each not in self._asked]
            self._asked.update(new)
            for each in new:
                self._failed.pop(each, None)
            for first in range(0, len(new), _TOGETHER):
                self._pieces.append((do, new[first : first + _TOGETHER]))
            while self._threads < min(MOST, len(self._pieces)):
                self._threads += 1
                Thread(target=self._work, name="councils", daemon=True).start()

    def wait(self, wanted: Sequence[Key], seconds: float) -> bool:
        """Wait until something is done, or so many seconds; whether some of it is under way
        still."""
        with self._changed:
            if self._asked.isdisjoint(wanted):
                return False
            self._changed.wait(seconds)
            return True

    def check(self, wanted: Sequence[Key]) -> None:
        """Raise what the work on any of it raised."""
        with self._changed:
            raised = [self._failed.pop(each) for each in wanted if each in self._failed]
        if raised:
            raise raised[0]

    def _work(self) -> None:
        while True:
            with self._changed:
                if not self._pieces:
                    self._threads -= 1
                    return
                do, piece = self._pieces.popleft()
            failed = None
            try:
                do(piece)
            except Exception as error:
                failed = error
            with self._changed:
                self._asked.difference_update(piece)
                if failed is not None:
                    self._failed.update(dict.fromkeys(piece, failed))
                self._changed.notify_all()
