"""What arrived for each council, counted once and then only what came since: so that it is known
which councils have records, and of which something changed, without reading their rows."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import astuple, dataclass, field
from datetime import datetime
from functools import lru_cache
from threading import Lock
from typing import Final

import polars as pl
from sqlalchemy import Connection, Integer, cast, func, select

from data_access.datasets import DATASETS
from data_access.datasets.theme import EVERY_COUNCIL
from data_access.ledger.as_known import table_of
from data_access.ledger.batch import Action
from data_access.ledger.coverage import Coverage
from data_access.region.keep import ARRIVED, keep_soon, kept_part
from data_access.store.database import Store


@dataclass(frozen=True)
class Rows:
    """How many rows of a dataset a batch brought for a council, and how many it took away."""

    batch_id: int
    kept: int
    removed: int


Stamp = tuple[int, tuple[int, ...]]
"""The newest erasure, and the batches that count."""
_MANY: Final = 50_000  # rows that are counted so soon that nobody waits
NOTHING: Final[Mapping[str, list[Rows]]] = {}


@dataclass
class Arrived:
    """What arrived until a batch.

    rows: by council and dataset. batches: the batches that say anything of a council, under
    `EVERY_COUNCIL` those of all; a batch in none of them may concern any.
    """

    rows: dict[str, dict[str, list[Rows]]] = field(default_factory=dict)
    batches: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    newest: int = 0
    recorded_at: datetime | None = None
    erased: int = 0
    last_rows: dict[str, int] = field(default_factory=dict)


class _Counted:
    """What is counted of one store, by whoever asks first."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.arrived = Arrived()


@lru_cache(maxsize=16)
def _counted(store: Store) -> _Counted:
    return _Counted()


def arrived(store: Store, connection: Connection, batches: pl.DataFrame) -> Arrived:
    """What arrived for each council until the newest of `batches` (`as_known.batches`, of now).
    Shared: never change it."""
    held = _counted(store)
    with held.lock:
        before = held.arrived
        if not before.newest:  # after a start: what was counted before
            before = _from_text(kept_part(connection, ARRIVED, EVERY_COUNCIL)) or before
        moments: dict[int, datetime] = dict(batches.select("batch_id", "recorded_at").iter_rows())
        erased = batches.filter(pl.col("action") == Action.ERASE).get_column("batch_id").max() or 0
        # The moment tells another store, such as a copy that was put in the place of this one.
        same = not before.newest or moments.get(before.newest) == before.recorded_at
        if not same or erased != before.erased:
            before = Arrived()
        newest = max(moments, default=0)
        if newest == before.newest and before is held.arrived:
            return before
        told = _with_what_came(connection, before)
        told.newest, told.recorded_at = newest, moments.get(newest)
        told.erased = int(str(erased))
        if sum(told.last_rows.values()) - sum(before.last_rows.values()) >= _MANY:
            kept = {EVERY_COUNCIL: (str(newest), _as_text(told))}
            keep_soon(store, ARRIVED, kept, told.erased)
        held.arrived = told
        return told


def _as_text(told: Arrived) -> str:
    rows = {
        council: {name: [astuple(each) for each in came] for name, came in of.items()}
        for council, of in told.rows.items()
    }
    batches = {council: sorted(ids) for council, ids in told.batches.items()}
    moment = told.recorded_at.isoformat() if told.recorded_at else None
    return json.dumps([rows, batches, told.newest, moment, told.erased, told.last_rows])


def _from_text(text: str | None) -> Arrived | None:
    if text is None:
        return None
    rows, batches, newest, moment, erased, last_rows = json.loads(text)
    return Arrived(
        {
            council: {name: [Rows(*each) for each in came] for name, came in of.items()}
            for council, of in rows.items()
        },
        {council: set(ids) for council, ids in batches.items()},
        newest,
        datetime.fromisoformat(moment) if moment else None,
        erased,
        last_rows,
    )


def _with_what_came(connection: Connection, before: Arrived) -> Arrived:
    rows = {name: {key: list(each) for key, each in of.items()} for name, of in before.rows.items()}
    batches: dict[str, set[int]] = defaultdict(set)
    batches.update({name: set(ids) for name, ids in before.batches.items()})
    last_rows = dict(before.last_rows)
    for name, dataset in DATASETS.items():
        table = table_of(dataset.table)
        gone = func.sum(cast(table.c["removed"], Integer))
        came = (
            select(
                table.c["authority"],
                table.c["batch_id"],
                func.count(),
                gone,
                func.max(table.c["row_id"]),
            )
            .where(table.c["row_id"] > last_rows.get(name, 0))
            .group_by(table.c["authority"], table.c["batch_id"])
            .order_by(table.c["batch_id"])
        )
        for council, batch_id, every, gone_rows, last in connection.execute(came):
            removed = int(gone_rows or 0)
            there = rows.setdefault(council, {}).setdefault(name, [])
            there.append(Rows(batch_id, every - removed, removed))
            batches[council].add(batch_id)
            last_rows[name] = max(last_rows.get(name, 0), last)
    covered = table_of(Coverage)
    told = select(covered.c["authority"], covered.c["batch_id"])
    for council, batch_id in connection.execute(told.where(covered.c["batch_id"] > before.newest)):
        batches[council].add(batch_id)
    return Arrived(rows, batches, last_rows=last_rows)


def stamp(known: pl.DataFrame, found: Arrived, council: str) -> Stamp:
    """What tells whether anything that concerns a council changed: the batches of its own, of all
    councils and of nobody in particular that are visible, given `known` (`as_known.batches` of
    the moment)."""
    placed: set[int] = set().union(*found.batches.values())
    theirs = found.batches.get(council, set()) | found.batches.get(EVERY_COUNCIL, set())
    ids = known.filter("visible").get_column("batch_id").to_list()
    return found.erased, tuple(each for each in ids if each in theirs or each not in placed)
