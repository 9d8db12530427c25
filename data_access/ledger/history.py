"""What arrived, and taking it back: every batch, the months since the first, withdrawing an import
and restoring it. Withdrawing is itself recorded, and brings back what the import superseded. So is
setting aside what an import left out of its file.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from functools import lru_cache

import polars as pl
from sqlalchemy import Connection, Select, Table, or_, select

from data_access.activity.note import note
from data_access.datasets import DATASETS
from data_access.datasets.theme import EVERY_COUNCIL
from data_access.erasure.table import Erasure
from data_access.errors import DataError
from data_access.ledger.as_known import batches, table_of
from data_access.ledger.batch import Action, Affirmation
from data_access.ledger.decision import write_decision
from data_access.ledger.ledger import next_moment
from data_access.ledger.left_out import awaits_rest, parts_of_files
from data_access.ledger.permission import permission_to_write
from data_access.principal import require, require_somewhere
from data_access.store.database import Store
from vocabulary.activity import Act
from vocabulary.principal import Permission, Principal

MONTHS_BACK = 24


def history(store: Store, as_at: datetime | None = None, *, principal: Principal) -> pl.DataFrame:
    """The batches that hold rows the principal may see, and what was decided about them, newest
    first: the columns of `as_known.BATCH_SCHEMA`, visible, and rows_awaited (rows of the file that
    are still to come; null where none are)."""
    with store.reading() as connection:
        known = batches(connection, as_at)
        waiting = [
            (part.batch_id, part.of - part.rows) for part in parts_of_files(connection, known)
        ]
        known = known.join(
            pl.DataFrame(waiting, {"batch_id": pl.Int64, "rows_awaited": pl.Int64}, orient="row"),
            on="batch_id",
            how="left",
            maintain_order="left",
        )
        seen = principal.councils(Permission.SEE)
        if seen is not None:
            theirs = batches_with(connection, {*seen, EVERY_COUNCIL})
            mine = known.filter(pl.col("batch_id").is_in(theirs)).get_column("import_id")
            erased = _erasures(connection, seen)
            known = known.filter(
                pl.col("batch_id").is_in([*theirs, *erased])
                | pl.col("target_import").is_in(mine.implode())
            )
        return known.sort("batch_id", descending=True)


def _erasures(connection: Connection, authorities: Collection[str]) -> list[int]:
    """The batches that tell of what was erased from the records of some councils."""
    table = table_of(Erasure)
    theirs = select(table.c["batch_id"]).where(table.c["authority"].in_(authorities))
    return list(connection.execute(theirs).scalars())


def month_ends(store: Store, today: date, *, principal: Principal) -> list[date]:
    """The ends of the months since the first batch that the principal may see, newest first, two
    years at most."""
    first = _first_recorded(store, store.revision(), principal)
    if first is None:
        return []
    ends: list[date] = []
    day = today.replace(day=1) - timedelta(days=1)
    while day >= first.date() and len(ends) < MONTHS_BACK:
        ends.append(day)
        day = day.replace(day=1) - timedelta(days=1)
    return ends


@lru_cache(maxsize=32)
def _first_recorded(store: Store, revision: int, principal: Principal) -> datetime | None:
    if not revision:
        return None
    first = history(store, principal=principal).get_column("recorded_at").min()
    return first if isinstance(first, datetime) else None


def withdraw(store: Store, batch_id: int, *, principal: Principal) -> tuple[int, ...]:
    """Withdraw the import a batch belongs to; what it superseded stands again.

    Returns the batches withdrawn. DataError if there is no such batch or it is withdrawn already,
    NotAllowedError unless the principal may write such rows.
    """
    return _decide(store, batch_id, Action.WITHDRAW, principal)


def restore(store: Store, batch_id: int, *, principal: Principal) -> tuple[int, ...]:
    """Undo a withdrawal. Returns the batches restored. DataError if it was not withdrawn."""
    return _decide(store, batch_id, Action.RESTORE, principal)


def set_rest_aside(store: Store, batch_id: int, *, principal: Principal) -> tuple[int, ...]:
    """Say that what an import left out of its file is left out on purpose: the import is whole as
    it is, and nothing is awaited. DataError where nothing was left out, or this was said."""
    return _decide(store, batch_id, Action.SET_REST_ASIDE, principal)


def await_rest(store: Store, batch_id: int, *, principal: Principal) -> tuple[int, ...]:
    """Undo `set_rest_aside`. DataError if the rest was not set aside."""
    return _decide(store, batch_id, Action.AWAIT_REST, principal)


def _decide(store: Store, batch_id: int, action: Action, principal: Principal) -> tuple[int, ...]:
    with store.writing() as connection:
        known = batches(connection)
        target = known.filter(pl.col("batch_id") == batch_id)
        if target.is_empty() or target.item(0, "target_import") is not None:
            raise DataError(f"There is no import with batch number {batch_id}.")
        import_id = target.item(0, "import_id")
        together = known.filter(
            (pl.col("import_id") == import_id) & pl.col("target_import").is_null()
        )
        datasets = [DATASETS[name] for name in together.get_column("dataset")]
        needed = permission_to_write(datasets, Action(target.item(0, "action")))
        require_somewhere(principal, needed)
        theirs = authorities_in(connection, together)
        for authority in theirs:
            require(principal, needed, authority)
        _may_decide(known, together, batch_id, action)
        write_decision(
            connection,
            action,
            dataset=", ".join(together.get_column("dataset")),
            nature=target.item(0, "nature"),
            source_name=target.item(0, "source_name"),
            recorded_by=principal.name,
            recorded_at=next_moment(known, None),
            about=import_id,
        )
        note(
            connection,
            Act(action),  # decisions are called the same
            principal=principal,
            authorities=theirs,
            about=together.get_column("dataset"),
            number=import_id,
        )
    return tuple(together.get_column("batch_id"))


def _may_decide(known: pl.DataFrame, together: pl.DataFrame, batch_id: int, action: Action) -> None:
    if action in {Action.WITHDRAW, Action.RESTORE}:
        kept = [DATASETS[name] for name in together.get_column("dataset")]
        if any(dataset.for_good for dataset in kept):
            raise DataError(
                "What was published stays on record: withdraw or correct the edition instead."
            )
        visible = bool(together.get_column("visible").all())
        if visible is (action is Action.RESTORE):
            state = "not withdrawn" if visible else "withdrawn already"
            raise DataError(f"Batch {batch_id} is {state}.")
        return
    if not together.get_column("rows_rejected").sum():
        raise DataError(f"Nothing was left out of batch {batch_id}.")
    awaited = together.filter(awaits_rest(known)).height > 0
    if awaited is (action is Action.AWAIT_REST):
        state = "awaited" if awaited else "set aside already"
        raise DataError(f"What was left out of batch {batch_id} is {state}.")


def authorities_in(connection: Connection, together: pl.DataFrame) -> list[str]:
    """Councils that have rows in these batches (batch_id, dataset), sent for the first time or
    again."""
    found: set[str] = set()
    for batch_id, name in together.select("batch_id", "dataset").iter_rows():
        table, again = table_of(DATASETS[name].table), table_of(Affirmation)
        sent_again = _sent_again(table, again, name).where(again.c["batch_id"] == batch_id)
        where = or_(table.c["batch_id"] == batch_id, sent_again.exists())
        found.update(
            connection.execute(select(table.c["authority"]).where(where).distinct()).scalars()
        )
    return sorted(found)


def batches_with(connection: Connection, authorities: set[str]) -> list[int]:
    """Batches that hold rows of any of these councils, sent for the first time or again."""
    found: set[int] = set()
    for name, dataset in DATASETS.items():
        table, again = table_of(dataset.table), table_of(Affirmation)
        theirs = table.c["authority"].in_(authorities)
        for batch_ids in (
            select(table.c["batch_id"]).where(theirs),
            _sent_again(table, again, name).where(theirs),
        ):
            found.update(connection.execute(batch_ids.distinct()).scalars())
    return sorted(found)


def _sent_again(table: Table, again: Table, dataset: str) -> Select[tuple[int]]:
    """Batches that sent rows of a dataset's table again."""
    same_row = table.c["row_id"].between(again.c["row_id"], again.c["last_row_id"])
    return select(again.c["batch_id"]).where(again.c["dataset"] == dataset, same_row)
