"""Newer records are made ready beside the pages that stand open.

After an import everything on every page is worked out anew. One thread a process does so for the
pages that were looked at lately, a part at a time and with pauses, so that others' pages go on;
meanwhile they show the records that they have (`data_access/store/shown.py`). Where few are at work
nothing waits: each page takes the newest.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Final, Protocol

from streamlit import runtime

from components.exhibits.view import View
from components.web.newer.looked_at import LookedAt, looked_at
from components.web.newer.unseen_run import run_unseen
from vocabulary.principal import Principal

FEW: Final = 5
"""Sessions at work, below which each page takes the newest records."""
AT_WORK_SECONDS: Final = 120.0
_PART_SECONDS: Final = 0.005
_TURN_SECONDS: Final = 0.0005
_REST, _ROOM = 5.0, 3.0  # times of what the work takes: between two, and what is left for the next


class AtWork:
    """Sessions that ran a page lately and go on. active: whether a session goes on."""

    def __init__(self, active: Callable[[str], bool]) -> None:
        self._active = active
        self._ran: OrderedDict[str, float] = OrderedDict()
        self._lock = threading.Lock()

    def runs(self, session: str) -> None:
        """A session runs a page."""
        with self._lock:
            self._ran[session] = time.monotonic()
            self._ran.move_to_end(session)

    def many(self) -> bool:
        """Whether so many are at work that one's work keeps others waiting."""
        until = time.monotonic() - AT_WORK_SECONDS
        with self._lock:
            while self._ran and next(iter(self._ran.values())) < until:
                self._ran.popitem(last=False)
            sessions = list(reversed(self._ran))
        found = 0
        for each in sessions:
            found += bool(self._active(each))
            if found >= FEW:
                return True
        return False


def _goes_on(session: str) -> bool:
    return runtime.exists() and runtime.get_instance().is_active_session(session)


at_work: Final = AtWork(_goes_on)


class Newer(Protocol):
    """Which of a store's revisions is shown, as `ShownRevision` has it."""

    def to_make_ready(self) -> int | None:
        """The newest revision; None where it is shown."""

    def ready(self, revision: int) -> None:
        """It is shown from now on."""

    def seconds_left(self) -> float:
        """Until it is shown whether or not it is ready."""


@dataclass(frozen=True)
class FromOutside:
    """What is needed of the store.

    Attributes:
        newer: which revision of the store in use is shown.
        at: what is read until the block ends is as at a revision.
        view: a view as it is then.
    """

    newer: Callable[[], Newer]
    at: Callable[[int], AbstractContextManager[None]]
    view: Callable[[View, Principal], View]


class MakingReady:
    """Makes newer records ready, in a thread of its own that begins when it is woken first."""

    def __init__(self, outside: FromOutside) -> None:
        self._outside = outside
        self._woken = threading.Event()
        self._beginning = threading.Lock()
        self._thread: threading.Thread | None = None
        self._takes = 0.0  # seconds of work, as it took last

    def wake(self) -> None:
        """Newer records may have come."""
        self._woken.set()
        if self._thread is None:
            with self._beginning:
                if self._thread is None:
                    self._thread = threading.Thread(
                        target=self._work, name="newer records", daemon=True
                    )
                    self._thread.start()

    def _work(self) -> None:
        while True:
            self._woken.wait()
            self._woken.clear()
            try:
                while self.make_ready():
                    self._rest()
            except Exception:  # then it is shown when its time is over, and worked out by the pages
                logging.getLogger(__name__).exception("newer records were not made ready")
                time.sleep(1.0)

    def make_ready(self) -> bool:
        """Make the newest revision ready and have it shown; False where it is shown already."""
        newer = self._outside.newer()
        revision = newer.to_make_ready()
        if revision is None:
            return False
        pages = looked_at()
        pace = _Pace(newer, self._takes)
        with _short_turns():
            for place, (looked, principal) in enumerate(pages):
                self._run(looked, principal, revision, pace)
                pace.pause(to_do=1 - (place + 1) / len(pages))
        self._takes = pace.worked
        newer.ready(revision)
        return True

    def _run(self, looked: LookedAt, principal: Principal, revision: int, pace: _Pace) -> None:
        try:
            with self._outside.at(revision):
                view = self._outside.view(looked.view, principal)
                run_unseen(looked.screen.file, view, principal, looked.query, pace.drew)
        except Exception:  # whoever looks at it is told
            logging.getLogger(__name__).debug("%s", looked.screen.address, exc_info=True)

    def _rest(self) -> None:
        """While file after file comes in, several are made ready together."""
        until = time.monotonic() + _REST * self._takes
        while time.monotonic() < until:
            left = self._outside.newer().seconds_left()
            if 0 < left < _ROOM * self._takes:
                return
            time.sleep(0.1)


class _Pace:
    """Pauses for as long as was worked since the last, and less when there is little time.

    takes: seconds that all of the work takes, as far as is known. worked: seconds so far.
    """

    def __init__(self, newer: Newer, takes: float) -> None:
        self._newer, self._takes, self._to_do = newer, takes, 1.0
        self.worked = 0.0
        self._since = time.perf_counter()

    def drew(self) -> None:
        """A part was drawn."""
        if time.perf_counter() - self._since >= _PART_SECONDS:
            self.pause()

    def pause(self, to_do: float | None = None) -> None:
        """Let others go on. to_do: the share of the work that is still to be done."""
        worked = time.perf_counter() - self._since
        self.worked += worked
        if to_do is not None:
            self._to_do = to_do
        needs = max(self._takes - self.worked, self._takes * self._to_do)
        left = self._newer.seconds_left()
        time.sleep(worked * min(max(left - needs, 0.0) / (needs + 1.0), 1.0))
        self._since = time.perf_counter()


@contextmanager
def _short_turns() -> Iterator[None]:
    """Whoever wants to go on beside a thread that computes gets its turn sooner than usual."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(_TURN_SECONDS)
    try:
        yield
    finally:
        sys.setswitchinterval(before)
