"""Versions of rows that were read before: the ledger only appends, so none is read twice, but after
personal data was erased.

After an import of one month's figures a page would else read all that came in the years before,
and again for each earlier moment that it compares with.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime
from threading import Lock
from typing import Final, NamedTuple

import polars as pl
from sqlalchemy import Connection, func, select

from data_access.datasets import Dataset
from data_access.ledger.as_known import table_of, versions_of
from data_access.ledger.batch import Action, Batch

_KEPT: Final = 96  # datasets of a council: those of some five councils
_PIECES: Final = 8  # in more than so many, joining them costs less than each sum over them


class _Held(NamedTuple):
    versions: pl.DataFrame
    newest: int  # the batch up to which they are known
    recorded_at: datetime  # of that batch


class HeldVersions:
    """What has been read of one store. Only for connections that read: what is being written may
    still be taken back."""

    def __init__(self) -> None:
        self._held: OrderedDict[tuple[str, ...], _Held] = OrderedDict()
        self._lock = Lock()
        self._erased = 0

    def reading(self, connection: Connection) -> Reading:
        """What a connection reads, in its state of the store."""
        table = table_of(Batch)
        told = connection.execute(select(table.c["batch_id"], table.c["recorded_at"]))
        erasures = select(func.max(table.c["batch_id"])).where(table.c["action"] == Action.ERASE)
        erased = connection.execute(erasures).scalar() or 0
        with self._lock:
            newly = erased > self._erased
            if newly:
                self._held.clear()
                self._erased = erased
        return Reading(self, connection, dict(told.all()), erased, newly_erased=newly)

    def kept(self, key: tuple[str, ...]) -> _Held | None:
        """What is held under a key."""
        return self._held.get(key)

    def keep(self, key: tuple[str, ...], held: _Held) -> None:
        """Hold this from now on; what was kept longest ago goes."""
        with self._lock:
            self._held[key] = held
            self._held.move_to_end(key)
            while len(self._held) > _KEPT:
                self._held.popitem(last=False)


class Reading:
    """One connection's reading.

    batches: every batch of its state of the store, with its moment. erased: the newest that tells
    of an erasure (0: none): no version that was read before it may be shown. newly_erased: whether
    nobody has read since.
    """

    def __init__(
        self,
        held: HeldVersions,
        connection: Connection,
        batches: dict[int, datetime],
        erased: int = 0,
        *,
        newly_erased: bool = False,
    ) -> None:
        self._held, self._connection, self._batches = held, connection, batches
        self._erased, self.newly_erased = erased, newly_erased

    def versions(self, dataset: Dataset, authorities: Sequence[str] | None = None) -> pl.DataFrame:
        """What `versions_of` gives."""
        names = None if authorities is None else list(authorities)
        key = (dataset.name, *(names or ()))
        before = self._held.kept(key)
        if (
            before is None
            or before.newest < self._erased
            # The moment tells another store, such as a copy that was put in the place of this one.
            or self._batches.get(before.newest) != before.recorded_at
        ):
            versions = versions_of(self._connection, dataset, names)
        elif before.newest == max(self._batches):
            return before.versions
        else:
            versions = self._with_what_came(before.versions, dataset, names)
        if self._batches:
            newest = max(self._batches)
            self._held.keep(key, _Held(versions, newest, self._batches[newest]))
        return versions

    def _with_what_came(
        self, before: pl.DataFrame, dataset: Dataset, names: list[str] | None
    ) -> pl.DataFrame:
        last = before.item(-1, "row_id") if before.height else 0
        came = versions_of(self._connection, dataset, names, after=last)
        if came.is_empty():
            return before
        versions = pl.concat([before, came])
        return versions.rechunk() if versions.n_chunks() > _PIECES else versions
