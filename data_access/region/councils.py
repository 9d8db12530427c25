"""The councils of a store that somebody may see, and of each what its signals are worked out from:
no more is read, and nothing of it is kept here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Final

import polars as pl
from sqlalchemy import Connection, func, select
from sqlalchemy.sql import ColumnElement

from data_access.datasets import (
    CLOSED_PERIOD,
    COUNCIL_PROFILE,
    DATASETS,
    REMEMBERED,
    TRAINING,
    WORK,
    Dataset,
)
from data_access.datasets.theme import EVERY_COUNCIL
from data_access.ledger.as_known import batches, rows_as_known, table_of, versions_of
from data_access.ledger.coverage import whole_to
from data_access.principal import require
from data_access.region.arrived import NOTHING, Arrived, Rows, Stamp, arrived, stamp
from data_access.snapshot import framework_of, own_before_shipped, stored_councils, with_closed
from data_access.store.database import Store, open_store
from vocabulary.framework import Framework
from vocabulary.nature import Nature
from vocabulary.principal import Permission, Principal

FEWEST: Final = 2
"""Councils of which there is something to look at side by side."""
READ: Final = ("score", "rating", "ombudsman", "complaint", "action", "indicator", "event")
"""What is read of a council, beside training of its newest months and its catalogue of measures."""
_NOT_ITS_RECORD: Final = frozenset(each.name for each in (*REMEMBERED, *WORK, COUNCIL_PROFILE))
_MONTHS_OF_TRAINING: Final = 4  # each counts everybody again, and only the newest whole one is told


@dataclass(frozen=True)
class CouncilHere:
    """A council with records of its own in the store. stamp: while it is the same, so is all that
    is read of the council."""

    authority: str
    stamp: Stamp


@dataclass(frozen=True)
class CouncilRecords:
    """What signals are worked out from. frames: by dataset, as a snapshot has them, of training the
    newest months; whole_to as of a snapshot; freshness: as `Snapshot.freshness` has it, rows 1
    where there is any."""

    authority: str
    frames: Mapping[str, pl.DataFrame]
    whole_to: Mapping[str, date]
    freshness: pl.DataFrame
    framework: Framework


def councils_here(
    as_at: datetime | None = None, *, principal: Principal, store: Store | None = None
) -> tuple[CouncilHere, ...]:
    """The councils with records of their own (not only what is published about them) that the
    principal may see, as known at `as_at` (UTC, naive; None: now), by name. Asking again costs one
    small query."""
    store = store or open_store()
    return _here(store, store.revision(), as_at, principal.councils(Permission.SEE))


@lru_cache(maxsize=64)
def _here(
    store: Store, _revision: int, as_at: datetime | None, seen: frozenset[str] | None
) -> tuple[CouncilHere, ...]:
    listed = set(stored_councils(store).get_column("authority"))
    if seen is not None:
        listed &= seen
    if len(listed) < FEWEST:
        return ()  # nobody asks for one alone
    with store.reading() as connection:
        now = batches(connection)
        found = arrived(store, connection, now)
        known = now if as_at is None else batches(connection, as_at)
        visible = known.filter(pl.col("visible") & (pl.col("nature") != Nature.PUBLISHED))
        own = set(visible.get_column("batch_id"))
        return tuple(
            CouncilHere(name, stamp(known, found, name))
            for name in sorted(listed)
            if _has_own(found.rows.get(name, NOTHING), own)
        )


def council_records(
    authority: str,
    as_at: datetime | None = None,
    *,
    principal: Principal,
    store: Store | None = None,
) -> CouncilRecords:
    """What a council's signals are worked out from, as known at `as_at`. NotAllowedError unless the
    principal may see the council."""
    store = store or open_store()
    require(principal, Permission.SEE, authority)
    with store.reading() as connection:
        now = batches(connection)
        found = arrived(store, connection, now)
        known = now if as_at is None else batches(connection, as_at)
        covered = whole_to(connection, known, authority)
        frames = {
            name: rows_as_known(connection, DATASETS[name], known, [authority]) for name in READ
        }
        frames[TRAINING.name] = _training(connection, known, authority, covered)
        catalogue = DATASETS["indicator_definition"]
        shipped = rows_as_known(connection, catalogue, known, [EVERY_COUNCIL, authority])
        frames[catalogue.name] = own_before_shipped(catalogue, shipped)
        closed = rows_as_known(connection, CLOSED_PERIOD, known, [authority])
        covered = with_closed(covered, closed)
        freshness = _freshness(connection, known, found, authority)
    return CouncilRecords(authority, frames, covered, freshness, framework_of(as_at))


def _has_own(rows: Mapping[str, list[Rows]], own: set[int]) -> bool:
    return any(
        each.kept and each.batch_id in own
        for name, arrivals in rows.items()
        if name not in _NOT_ITS_RECORD
        for each in arrivals
    )


def _training(
    connection: Connection, known: pl.DataFrame, authority: str, covered: Mapping[str, date]
) -> pl.DataFrame:
    """The newest months, those up to which the record is whole among them: a month is part of what
    tells rows apart, so those of a month supersede none of another."""
    month = table_of(TRAINING.table).c["month"]
    theirs = table_of(TRAINING.table).c["authority"] == authority
    newest = connection.execute(select(func.max(month)).where(theirs)).scalar()
    if newest is None:
        return rows_as_known(connection, TRAINING, known, [authority])
    whole = covered.get(TRAINING.name) or newest
    first = pl.Series([min(newest, whole).replace(day=1)]).dt.offset_by(f"-{_MONTHS_OF_TRAINING}mo")
    since: list[ColumnElement[bool]] = [month >= first[0]]
    versions = versions_of(connection, TRAINING, [authority], where=since)
    rows = rows_as_known(connection, TRAINING, known, [authority], versions=versions)
    if rows.is_empty():  # taken back since, or an earlier moment is looked at
        rows = rows_as_known(connection, TRAINING, known, [authority])
    return rows


def _freshness(
    connection: Connection, known: pl.DataFrame, found: Arrived, authority: str
) -> pl.DataFrame:
    """As `Snapshot.freshness` has it. recorded: the day on which rows last came."""
    moments: dict[int, datetime] = dict(
        known.filter("visible").select("batch_id", "recorded_at").iter_rows()
    )
    rows = []
    for name, dataset in DATASETS.items():
        if name in _NOT_ITS_RECORD or dataset.comes_with_product or name == "council":
            continue
        came = found.rows.get(authority, NOTHING).get(name, [])
        visible = [each for each in came if each.batch_id in moments]
        days = [moments[each.batch_id].date() for each in visible if each.kept]
        there = bool(days) and _stands(connection, dataset, known, authority, visible)
        rows.append(
            (name, dataset.title, int(there), max(days) if there else None, dataset.rhythm_days)
        )
    schema = {
        "dataset": pl.String,
        "title": pl.String,
        "rows": pl.Int64,
        "recorded": pl.Date,
        "rhythm_days": pl.Int64,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def _stands(
    connection: Connection,
    dataset: Dataset,
    known: pl.DataFrame,
    authority: str,
    came: list[Rows],
) -> bool:
    """Whether any row is left: what was taken away row by row is looked up."""
    if not any(each.removed for each in came):
        return True
    return rows_as_known(connection, dataset, known, [authority]).height > 0
