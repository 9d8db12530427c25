"""Which revision of a store people are shown while a newer one is made ready for them.

After an import everything on every page is worked out anew. Where many are at work at once they
would all wait for it, so they go on with the revision that they have until the newer one is ready,
for `HOLD_SECONDS` after it came at most. Only imports and what was entered are waited for: what was
withdrawn, restored or erased is seen by the next page, and so is by whoever wrote what they wrote.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from threading import Lock
from typing import Final, NamedTuple

HOLD_SECONDS: Final = 15.0
"""After a batch was recorded, until it is shown whether or not it has been made ready."""
_WAITED_FOR: Final = {"import", "form"}  # `ledger.batch.Action`: anything else is shown at once
_AT_ONCE: Final = {"published_edition"}  # small numbers are hidden over all that is published


class Came(NamedTuple):
    """A batch that came: its number and moment as the driver tells them, what it did and to which
    dataset, and by whom it was recorded."""

    batch_id: int
    recorded_at: object
    action: str
    dataset: str
    recorded_by: str


class _Waiting(NamedTuple):
    batch_id: int
    recorded_by: str
    since: float


class ShownRevision:
    """The revision of one store that is shown here, in this process. clock: seconds that only go
    on; now: the moment, UTC and naive."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = lambda: datetime.now(UTC).replace(tzinfo=None),
    ) -> None:
        self._clock, self._now = clock, now
        self._shown = 0
        self._newest = 0
        self._in_hand = 0
        self._asked = -HOLD_SECONDS
        self._waiting: list[_Waiting] = []
        self._lock = Lock()

    @property
    def oldest(self) -> int:
        """No older revision is asked for any more. Where nobody was shown an earlier one lately it
        is the newest."""
        lately = self._clock() - self._asked < HOLD_SECONDS
        return self._shown if lately else self._newest

    def came(self, batches: Iterable[Came]) -> None:
        """Some batches are known of, in their order; those before the first are shown."""
        with self._lock:
            for each in batches:
                if each.batch_id <= self._newest:
                    continue  # another was told of it, too
                first, self._newest = not self._newest, each.batch_id
                if first or each.action not in _WAITED_FOR or each.dataset in _AT_ONCE:
                    self._show(each.batch_id)
                else:
                    since = self._clock() - self._age(each.recorded_at)
                    self._waiting.append(_Waiting(each.batch_id, each.recorded_by, since))
            self._overdue()

    def at(self, name: str, least: int = 0) -> int:
        """The revision to show to a person of this name: what is shown here, no older than the
        newest that they recorded themselves, nor than `least`, which they have seen or asked for.
        """
        with self._lock:
            self._asked = self._clock()
            self._overdue()
            own = (each.batch_id for each in self._waiting if each.recorded_by == name)
            return max(self._shown, min(least, self._newest), *own, 0)

    def to_make_ready(self) -> int | None:
        """The newest revision, to be made ready now; None where it is shown."""
        with self._lock:
            self._overdue()
            self._in_hand = self._newest if self._newest > self._shown else 0
            return self._in_hand or None

    def seconds_left(self) -> float:
        """Until the oldest batch that waits is shown, ready or not."""
        with self._lock:
            if not self._waiting:
                return 0.0
            return max(self._waiting[0].since + HOLD_SECONDS - self._clock(), 0.0)

    def ready(self, revision: int) -> None:
        """A revision was made ready, and is shown from now on."""
        with self._lock:
            self._show(revision)

    def _show(self, revision: int) -> None:
        self._shown = max(self._shown, revision)
        self._waiting = [each for each in self._waiting if each.batch_id > self._shown]

    def _overdue(self) -> None:
        """Go on to what has waited for too long: as far as the revision in hand, of which most is
        ready, if that is far enough."""
        until = self._clock() - HOLD_SECONDS
        late = [each.batch_id for each in self._waiting if each.since <= until]
        if late:
            self._show(self._in_hand if self._in_hand >= late[-1] else self._newest)

    def _age(self, recorded_at: object) -> float:
        told = datetime.fromisoformat(recorded_at) if isinstance(recorded_at, str) else recorded_at
        if not isinstance(told, datetime):
            return 0.0
        return min(max((self._now() - told).total_seconds(), 0.0), HOLD_SECONDS)
