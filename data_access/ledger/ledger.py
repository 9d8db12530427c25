"""The ledger: the only way anything is written. It only ever appends.

An import is one or more batches (one a dataset) that land together or not at all. Rows are never
updated: a newer row with the same natural key supersedes the older. Withdrawing an import is
itself recorded, and brings back what it superseded.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import lru_cache

import polars as pl
from sqlalchemy import Connection, Select, Table, func, or_, select

from data_access.datasets import DATASETS
from data_access.datasets.theme import EVERY_COUNCIL
from data_access.errors import DataError
from data_access.importing.personal_data.guard import personal_values, refuse
from data_access.ledger.as_known import BATCH_SCHEMA, batches, table_of
from data_access.ledger.batch import Action, Affirmation, Batch
from data_access.ledger.classify import Classified, Prepared, added_up, classify
from data_access.ledger.entry import Counts, Entry, canonical
from data_access.moments import now
from data_access.principal import require
from data_access.store.bulk import insert_frame, joined_lists
from data_access.store.database import Store
from vocabulary.nature import Nature
from vocabulary.principal import Principal

INVENTED_COUNCILS = frozenset({"Example Borough"})
MONTHS_BACK = 24
_TOLD_EVERY = 100_000  # rows written between two words on how far it is


@dataclass(frozen=True)
class Landed:
    """What an append did: one batch id and counts per dataset; no ids if nothing was new."""

    import_id: int | None
    batch_ids: tuple[int, ...]
    counts: dict[str, Counts] = field(default_factory=dict)


def append(
    store: Store,
    entries: Sequence[Entry] | Prepared,
    *,
    principal: Principal,
    source_name: str,
    action: Action = Action.IMPORT,
    nature: Nature = Nature.OWN,
    sha256: str | None = None,
    note: str | None = None,
    read_as: str | None = None,
    recorded_at: datetime | None = None,
    progress: Callable[[float], None] | None = None,
) -> Landed:
    """Append an import. Everything lands, or nothing.

    Rows of an invented council are always recorded as illustrative, and no others can be. An
    import that changes nothing from a source already seen leaves no trace. `recorded_at` (UTC,
    naive) may only be set for illustrative rows, and not before the newest batch. `read_as` is kept
    for whoever gets the same file again. What `prepare` made keeps its nature, and is compared
    anew if the store has changed since. `progress` is called with the share of rows written, and
    may raise: then nothing lands.

    Raises DataError for rows that cannot be stored, ConflictError if a row changed since it was
    read (`based_on`), NotAllowedError if the principal may not write for a council.
    """
    if isinstance(entries, Prepared):
        ready, nature = entries, entries.nature
        prepared = [item.entry for item in ready.items]
        for entry in prepared:
            _allow(entry, principal, nature)
    else:
        ready = None
        prepared = [_prepare(entry, principal, nature) for entry in entries]
    if nature is Nature.OWN and action in {Action.IMPORT, Action.FORM}:
        for entry in prepared:
            _guard(entry, source_name)
    if recorded_at and any(_nature(e, nature) is not Nature.ILLUSTRATIVE for e in prepared):
        raise DataError("Only illustrative records can be dated back.")
    with store.writing() as connection:
        known = batches(connection)
        first = next_batch = _next_batch_id(connection)
        if ready is not None and ready.revision == first - 1:
            classified = list(ready.items)
        else:
            classified = [classify(connection, entry, known) for entry in prepared]
        counts = added_up(classified)
        seen = (
            sha256 is not None
            and not known.filter(pl.col("visible") & (pl.col("sha256") == sha256)).is_empty()
        )
        known_already = seen or not any(c.unchanged for c in counts.values())
        if (
            action is not Action.START
            and not any(c.changes for c in counts.values())
            and (known_already or action is not Action.IMPORT)
        ):
            return Landed(None, (), counts)
        moment = _moment(known, recorded_at)
        table = table_of(Batch)
        ids = []
        tell = _Told(progress, sum(item.rows_written for item in classified))
        for item in classified:
            shared = {
                "batch_id": next_batch,
                "import_id": first,
                "dataset": item.entry.dataset.name,
                "action": str(action),
                "nature": str(_nature(item.entry, nature)),
                "source_name": source_name,
                "sha256": sha256,
                "recorded_by": principal.name,
                "recorded_at": moment,
                "note": note,
                "read_as": read_as,
            }
            done = item.counts
            connection.execute(
                table.insert(),
                {
                    **shared,
                    "rows_new": done.new,
                    "rows_changed": done.changed,
                    "rows_unchanged": done.unchanged,
                    "rows_removed": done.removed,
                    "rows_rejected": done.rejected,
                },
            )
            _insert(connection, item, next_batch, tell)
            ids.append(next_batch)
            next_batch += 1
        # Many rows take a while: what was shown at a moment meanwhile must stay true of it.
        moment = _moment(known, recorded_at)
        mine = table.c["import_id"] == first
        connection.execute(table.update().where(mine).values(recorded_at=moment))
    return Landed(first, tuple(ids), counts)


@dataclass
class _Told:
    """Tells how far the writing is."""

    progress: Callable[[float], None] | None
    rows: int
    written: int = 0

    def wrote(self, rows: int) -> None:
        self.written += rows
        if self.progress is not None:
            self.progress(self.written / max(self.rows, 1))


def prepare(
    store: Store, entries: Sequence[Entry], *, principal: Principal, nature: Nature = Nature.OWN
) -> Prepared:
    """What `append` would do now. Raises as `append` does."""
    canonical_entries = [_prepare(entry, principal, nature) for entry in entries]
    with store.reading() as connection:
        known = batches(connection)
        revision = _next_batch_id(connection) - 1
        items = tuple(classify(connection, entry, known) for entry in canonical_entries)
    return Prepared(revision, nature, items)


def preview(
    store: Store, entries: Sequence[Entry], *, principal: Principal, nature: Nature = Nature.OWN
) -> dict[str, Counts]:
    """What `append` would do now, in rows per dataset. Raises as `append` does."""
    return prepare(store, entries, principal=principal, nature=nature).counts


def withdraw(store: Store, batch_id: int, *, principal: Principal) -> tuple[int, ...]:
    """Withdraw the import a batch belongs to; what it superseded stands again.

    Returns the batches withdrawn. DataError if there is no such batch or it is withdrawn already.
    """
    return _turn(store, batch_id, Action.WITHDRAW, principal)


def restore(store: Store, batch_id: int, *, principal: Principal) -> tuple[int, ...]:
    """Undo a withdrawal. Returns the batches restored. DataError if it was not withdrawn."""
    return _turn(store, batch_id, Action.RESTORE, principal)


def history(store: Store, as_at: datetime | None = None, *, principal: Principal) -> pl.DataFrame:
    """The batches that hold rows the principal may see, and what was withdrawn or restored of
    them, newest first: the columns of `as_known.BATCH_SCHEMA`, and visible."""
    with store.reading() as connection:
        known = batches(connection, as_at)
        if principal.authorities is not None:
            theirs = _batches_with(connection, {*principal.authorities, EVERY_COUNCIL})
            mine = known.filter(pl.col("batch_id").is_in(theirs)).get_column("import_id")
            known = known.filter(
                pl.col("batch_id").is_in(theirs) | pl.col("target_import").is_in(mine.implode())
            )
        return known.sort("batch_id", descending=True)


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


def _prepare(entry: Entry, principal: Principal, nature: Nature) -> Entry:
    prepared = replace(entry, frame=canonical(entry.dataset, entry.frame))
    _allow(prepared, principal, nature)
    return prepared


def _allow(entry: Entry, principal: Principal, nature: Nature) -> None:
    names = set(entry.frame.get_column("authority").unique())
    for authority in names:
        require(principal, authority)
        if nature is Nature.ILLUSTRATIVE and authority not in INVENTED_COUNCILS:
            raise DataError(f"Invented records cannot be attached to {authority}.")
    if names & INVENTED_COUNCILS and names - INVENTED_COUNCILS:
        raise DataError("One batch cannot hold rows of an invented council and of a real one.")


def _guard(entry: Entry, source_name: str) -> None:
    """The last of the guards against personal data: nothing of a council's own gets past it."""
    if entry.guarded:
        return
    rows = pl.int_range(1, entry.frame.height + 1, dtype=pl.Int64, eager=True)
    found = []
    for spec in entry.dataset.fields:
        if spec.python_type is str and not spec.choices and spec.name != "authority":
            texts = joined_lists(entry.frame.select(spec.name)).to_series()
            found += personal_values(texts, spec.label, rows)
    refuse(found, source_name)


def _nature(entry: Entry, nature: Nature) -> Nature:
    names = set(entry.frame.get_column("authority").unique())
    return Nature.ILLUSTRATIVE if names & INVENTED_COUNCILS else entry.nature or nature


def _insert(connection: Connection, item: Classified, batch_id: int, tell: _Told) -> None:
    for frame, removed in (
        (item.new, False),
        (item.changed, False),
        (item.removed, True),
        (item.withdrawn, True),
    ):
        for part in frame.select(item.entry.dataset.columns).iter_slices(_TOLD_EVERY):
            written = part.with_columns(removed=pl.lit(removed), batch_id=pl.lit(batch_id))
            insert_frame(connection, table_of(item.entry.dataset.table), written)
            tell.wrote(part.height)
    rows = pl.concat([item.unchanged_rows, item.still_removed])
    again = _runs(rows).with_columns(
        batch_id=pl.lit(batch_id), dataset=pl.lit(item.entry.dataset.name)
    )
    insert_frame(connection, table_of(Affirmation), again)


def _runs(numbers: pl.Series) -> pl.DataFrame:
    """Numbers that follow each other, as row_id (the first) and last_row_id."""
    ordered = numbers.sort().alias("row_id").to_frame()
    run = (pl.col("row_id").diff() != 1).fill_null(value=False).cum_sum().alias("run")
    return (
        ordered.group_by(run, maintain_order=True)
        .agg(pl.col("row_id").min(), last_row_id=pl.col("row_id").max())
        .drop("run")
    )


def _turn(store: Store, batch_id: int, action: Action, principal: Principal) -> tuple[int, ...]:
    with store.writing() as connection:
        known = batches(connection)
        target = known.filter(pl.col("batch_id") == batch_id)
        if target.is_empty() or target.item(0, "target_import") is not None:
            raise DataError(f"There is no import with batch number {batch_id}.")
        import_id = target.item(0, "import_id")
        together = known.filter(
            (pl.col("import_id") == import_id) & pl.col("target_import").is_null()
        )
        visible = bool(together.get_column("visible").all())
        if visible is (action is Action.RESTORE):
            state = "not withdrawn" if visible else "withdrawn already"
            raise DataError(f"Batch {batch_id} is {state}.")
        if principal.authorities is not None:
            for authority in _authorities(connection, together):
                require(principal, authority)
        new_id = _next_batch_id(connection)
        connection.execute(
            table_of(Batch).insert(),
            {
                "batch_id": new_id,
                "import_id": new_id,
                "dataset": ", ".join(together.get_column("dataset")),
                "action": str(action),
                "nature": target.item(0, "nature"),
                "source_name": target.item(0, "source_name"),
                "recorded_by": principal.name,
                "recorded_at": _moment(known, None),
                "target_import": import_id,
                "rows_new": 0,
                "rows_changed": 0,
                "rows_unchanged": 0,
                "rows_removed": 0,
                "rows_rejected": 0,
            },
        )
    return tuple(together.get_column("batch_id"))


def _authorities(connection: Connection, together: pl.DataFrame) -> list[str]:
    """Councils that have rows in these batches, sent for the first time or again."""
    found: set[str] = set()
    for batch_id, name in together.select("batch_id", "dataset").iter_rows():
        table, again = table_of(DATASETS[name].table), table_of(Affirmation)
        sent_again = _sent_again(table, again, name).where(again.c["batch_id"] == batch_id)
        where = or_(table.c["batch_id"] == batch_id, sent_again.exists())
        found.update(
            connection.execute(select(table.c["authority"]).where(where).distinct()).scalars()
        )
    return sorted(found)


def _batches_with(connection: Connection, authorities: set[str]) -> list[int]:
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


def _moment(known: pl.DataFrame, asked: datetime | None) -> datetime:
    """Strictly after the newest batch, whatever the clock says: order is what "as at" rests on."""
    newest = known.get_column("recorded_at").max() if known.height else None
    if asked is not None:
        if isinstance(newest, datetime) and asked < newest:
            raise DataError("A batch cannot be recorded before one that is there already.")
        return asked
    moment = now()
    if isinstance(newest, datetime) and moment <= newest:
        return newest + timedelta(microseconds=1)
    return moment


def _next_batch_id(connection: Connection) -> int:
    return int(connection.execute(select(func.max(Batch.batch_id))).scalar() or 0) + 1


__all__ = [
    "BATCH_SCHEMA",
    "INVENTED_COUNCILS",
    "Counts",
    "Entry",
    "Landed",
    "Prepared",
    "append",
    "canonical",
    "history",
    "month_ends",
    "prepare",
    "preview",
    "restore",
    "withdraw",
]
