"""Versions of rows that were read before: the ledger only appends, so none is read twice, but after
personal data was erased.

After an import of one month's figures a page would else read all that came in the years before,
and again for each earlier moment that it compares with. Nor is it worked out anew which of them
stand: what stood before is taken, but for the rows that something came to (`between_moments.py`);
where nothing came the frame stays the very same, and so does what was made of it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from threading import Lock
from typing import Final, NamedTuple

import polars as pl
from sqlalchemy import Connection, func, select

from data_access.datasets import Dataset
from data_access.ledger.as_known import rows_as_known, table_of, versions_of
from data_access.ledger.batch import Action, Batch
from data_access.ledger.between_moments import Visible, rows_from

_KEPT: Final = 96  # datasets of a council: those of some five councils
_MOMENTS: Final = 4  # of each of them, of which what stood is held
_PIECES: Final = 8  # in more than so many, joining them costs less than each sum over them


class Standing:
    """Rows that stand at a moment, and what was made of them. Never change a frame."""

    def __init__(self, rows: pl.DataFrame) -> None:
        self.rows = rows
        self._made: dict[str, pl.DataFrame] = {}

    def made(self, what: str, make: Callable[[pl.DataFrame], pl.DataFrame]) -> pl.DataFrame:
        """What a function makes of the rows; `what` names it."""
        if what not in self._made:
            self._made[what] = make(self.rows)
        return self._made[what]


class _Moments:
    """What stands of some versions, by the batches that are visible: of the newest moment, and of
    some earlier ones."""

    def __init__(self, read: object) -> None:
        self.read = read  # tells the reading from the first row on that the versions come from
        self.standing: OrderedDict[Visible, Standing] = OrderedDict()
        self.newest: Visible | None = None


class _Held(NamedTuple):
    versions: pl.DataFrame
    read: object  # one and the same as long as versions are only added to those that were read
    newest: int  # the batch up to which they are known
    recorded_at: datetime  # of that batch


class HeldVersions:
    """What has been read of one store. Only for connections that read: what is being written may
    still be taken back."""

    def __init__(self) -> None:
        self._held: OrderedDict[tuple[str, ...], _Held] = OrderedDict()
        self._moments: OrderedDict[tuple[str, ...], _Moments] = OrderedDict()
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
                self._moments.clear()
                self._erased = erased
        return Reading(self, connection, dict(told.all()), erased, newly_erased=newly)

    def kept(self, key: tuple[str, ...]) -> _Held | None:
        """What is held under a key."""
        return self._held.get(key)

    def standing(
        self,
        key: tuple[str, ...],
        read: object,
        visible: Visible,
        make: Callable[[Mapping[Visible, Standing]], Standing],
        *,
        newest: bool,
    ) -> Standing:
        """What stands of versions that come from one reading where some batches are visible; made
        from what stands at other moments where it is not known. newest: whether it is what stands
        now, which then is no longer what stood until then."""
        with self._lock:
            moments = self._moments.get(key)
            if moments is None or moments.read is not read:
                moments = self._moments[key] = _Moments(read)
            self._moments.move_to_end(key)
            while len(self._moments) > _KEPT:
                self._moments.popitem(last=False)
            found = moments.standing.get(visible)
            others = dict(moments.standing)
        if found is None:
            found = make(others)
        with self._lock:
            found = moments.standing.setdefault(visible, found)
            if newest and moments.newest != visible:
                if moments.newest is not None:
                    moments.standing.pop(moments.newest, None)
                moments.newest = visible
            moments.standing.move_to_end(visible)
            while len(moments.standing) > _MOMENTS:
                moments.standing.popitem(last=False)
        return found

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
        return self._versions(dataset, None if authorities is None else list(authorities)).versions

    def _versions(self, dataset: Dataset, names: list[str] | None) -> _Held:
        key = (dataset.name, *(names or ()))
        before = self._held.kept(key)
        if (
            before is None
            or before.newest < self._erased
            # The moment tells another store, such as a copy that was put in the place of this one.
            or self._batches.get(before.newest) != before.recorded_at
        ):
            versions, read = versions_of(self._connection, dataset, names), object()
        elif before.newest == max(self._batches):
            return before
        else:
            versions, read = self._with_what_came(before.versions, dataset, names), before.read
        newest = max(self._batches, default=0)
        found = _Held(versions, read, newest, self._batches.get(newest, datetime.min))
        if self._batches:
            self._held.keep(key, found)
        return found

    def standing(
        self, dataset: Dataset, known: pl.DataFrame, authorities: Sequence[str] | None = None
    ) -> Standing:
        """What `rows_as_known` gives, given `known` (what `batches` gave for the moment)."""
        names = None if authorities is None else list(authorities)
        held = self._versions(dataset, names)
        came = known.filter(pl.col("dataset") == dataset.name)
        visible = tuple(came.filter("visible").select("batch_id", "recorded_at").iter_rows())

        def make(others: Mapping[Visible, Standing]) -> Standing:
            rows = None
            if others:
                nearest = min(others, key=lambda other: len({*other} ^ {*visible}))
                rows = rows_from(
                    self._connection,
                    dataset,
                    known,
                    names,
                    versions=held.versions,
                    before=others[nearest].rows,
                    were_visible=nearest,
                    visible=visible,
                )
                if rows is others[nearest].rows:
                    return others[nearest]
            if rows is None:
                versions = held.versions
                rows = rows_as_known(self._connection, dataset, known, names, versions=versions)
            return Standing(rows)

        newest = known.height == len(self._batches)
        key = (dataset.name, *(names or ()))
        return self._held.standing(key, held.read, visible, make, newest=newest)

    def _with_what_came(
        self, before: pl.DataFrame, dataset: Dataset, names: list[str] | None
    ) -> pl.DataFrame:
        last = before.item(-1, "row_id") if before.height else 0
        came = versions_of(self._connection, dataset, names, after=last)
        if came.is_empty():
            return before
        versions = pl.concat([before, came])
        return versions.rechunk() if versions.n_chunks() > _PIECES else versions
