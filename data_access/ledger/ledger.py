"""The ledger: the only way anything is written. It only ever appends.

An import is one or more batches (one a dataset) that land together or not at all. Rows are never
updated: a newer row with the same natural key supersedes the older. What arrived can be withdrawn:
see `history`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

import polars as pl
from sqlalchemy import Connection

from data_access.activity.note import note
from data_access.datasets import PUBLISHED_EDITION
from data_access.erasure.files import refuse_erased_file
from data_access.errors import DataError
from data_access.importing.personal_data.guard import personal_values, refuse
from data_access.ledger import left_out
from data_access.ledger.as_known import batches, table_of
from data_access.ledger.batch import Action, Affirmation, Batch
from data_access.ledger.classify import Classified, Prepared, added_up, classify
from data_access.ledger.clock import refuse_far_ahead
from data_access.ledger.coverage import Coverage, coverage_of
from data_access.ledger.decision import next_batch_id
from data_access.ledger.entry import Counts, Entry, canonical
from data_access.ledger.permission import permission_to_write
from data_access.ledger.standing import Standing
from data_access.moments import now
from data_access.principal import require, require_somewhere
from data_access.store.bulk import insert_frame, joined_lists
from data_access.store.database import Store
from vocabulary.activity import Act
from vocabulary.nature import Nature
from vocabulary.principal import Principal

INVENTED_COUNCILS = frozenset({"Example Borough"})
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
    recorded_at: datetime | None = None,
    extracted: date | None = None,
    progress: Callable[[float], None] | None = None,
) -> Landed:
    """Append an import. Everything lands, or nothing.

    Rows of an invented council are always recorded as illustrative, and no others can be. An
    import that changes nothing from a source already seen leaves no trace. `recorded_at` (UTC,
    naive) may only be set for illustrative rows, and not before the newest batch. `extracted` is
    the day an imported file was taken from where it comes from, which decides up to when the record
    is whole (None: the day it is recorded). What `prepare` made keeps its nature, and is compared
    anew if the store has changed since. `progress` is called with the share of rows written, and
    may raise: then nothing lands.

    Raises DataError for rows that cannot be stored, ConflictError if a row changed since it was
    read (`based_on`), NotAllowedError unless the principal may do for each council what
    `permission_to_write` asks.
    """
    if isinstance(entries, Prepared):
        ready, nature = entries, entries.nature
        prepared = [item.entry for item in ready.items]
    else:
        ready = None
        prepared = [_canonical(entry) for entry in entries]
    _allow(prepared, principal, nature, action)
    if action is Action.IMPORT:
        _by_file(prepared)
    if nature is Nature.OWN and action in {Action.IMPORT, Action.FORM}:
        for entry in prepared:
            _guard(entry, source_name)
    if recorded_at and any(nature_of(e, nature) is not Nature.ILLUSTRATIVE for e in prepared):
        raise DataError("Only illustrative records can be dated back.")
    with store.writing() as connection:
        refuse_erased_file(connection, sha256)
        known = batches(connection)
        first = next_batch = next_batch_id(connection)
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
        moment = next_moment(known, recorded_at)
        table = table_of(Batch)
        ids = []
        tell = _Told(progress, sum(item.rows_written for item in classified))
        for item in classified:
            shared = {
                "batch_id": next_batch,
                "import_id": first,
                "dataset": item.entry.dataset.name,
                "action": str(action),
                "nature": str(nature_of(item.entry, nature)),
                "source_name": source_name,
                "sha256": sha256,
                "recorded_by": principal.name,
                "recorded_at": moment,
                "note": note,
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
                    "rows_used": item.entry.used,
                },
            )
            if action in {Action.IMPORT, Action.EXAMPLE}:
                covered = coverage_of(item, extracted or moment.date())
                told = covered.with_columns(batch_id=pl.lit(next_batch))
                insert_frame(connection, table_of(Coverage), told)
            _insert(connection, item, next_batch, tell)
            left_out.record(connection, item.entry, item.taken_up, next_batch)
            ids.append(next_batch)
            next_batch += 1
        # Many rows take a while: what was shown at a moment meanwhile must stay true of it.
        moment = next_moment(known, recorded_at)
        mine = table.c["import_id"] == first
        connection.execute(table.update().where(mine).values(recorded_at=moment))
        _note(connection, action, [item.entry for item in classified], principal, first)
    return Landed(first, tuple(ids), counts)


def _note(
    connection: Connection,
    action: Action,
    entries: Sequence[Entry],
    principal: Principal,
    import_id: int,
) -> None:
    """Write down who imported or edited; what came with the product nobody did."""
    if action not in {Action.IMPORT, Action.FORM}:
        return
    act = Act.IMPORT if action is Action.IMPORT else Act.EDIT
    if any(entry.dataset is PUBLISHED_EDITION for entry in entries):
        act = Act.PUBLISH
    note(
        connection,
        act,
        principal=principal,
        authorities={a for e in entries for a in e.frame.get_column("authority").unique()},
        about=dict.fromkeys(entry.dataset.name for entry in entries),
        number=import_id,
    )


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
    store: Store,
    entries: Sequence[Entry],
    *,
    principal: Principal,
    nature: Nature = Nature.OWN,
    standing: Standing | None = None,
) -> Prepared:
    """What `append` would do now. Raises as `append` does. standing: rows that were read a moment
    ago, which are not read again while nothing else has landed."""
    canonical_entries = [_canonical(entry) for entry in entries]
    _allow(canonical_entries, principal, nature, Action.IMPORT)
    _by_file(canonical_entries)
    with store.reading() as connection:
        known = batches(connection)
        revision = next_batch_id(connection) - 1
        items = []
        for entry in canonical_entries:
            names = entry.frame.get_column("authority").unique()
            rows = standing.of(entry.dataset, set(names), revision) if standing else None
            items.append(classify(connection, entry, known, rows))
    return Prepared(revision, nature, tuple(items))


def _canonical(entry: Entry) -> Entry:
    return replace(entry, frame=canonical(entry.dataset, entry.frame))


def _allow(entries: Sequence[Entry], principal: Principal, nature: Nature, action: Action) -> None:
    needed = permission_to_write([entry.dataset for entry in entries], action)
    require_somewhere(principal, needed)
    for entry in entries:
        names = set(entry.frame.get_column("authority").unique())
        for authority in names:
            require(principal, needed, authority)
            if nature is Nature.ILLUSTRATIVE and authority not in INVENTED_COUNCILS:
                raise DataError(f"Invented records cannot be attached to {authority}.")
        if names & INVENTED_COUNCILS and names - INVENTED_COUNCILS:
            raise DataError("One batch cannot hold rows of an invented council and of a real one.")


def _by_file(entries: Sequence[Entry]) -> None:
    for entry in entries:
        if entry.dataset.for_good:
            raise DataError(f"{entry.dataset.title} are not brought in by file.")


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


def nature_of(entry: Entry, nature: Nature) -> Nature:
    """What kind of fact an entry's rows are recorded as, in an import of a nature."""
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


def next_moment(known: pl.DataFrame, asked: datetime | None) -> datetime:
    """Strictly after the newest batch, whatever the clock says: order is what "as at" rests on.
    DataError for a clock that is far ahead (`clock.refuse_far_ahead`)."""
    newest = known.get_column("recorded_at").max() if known.height else None
    if asked is not None:
        if isinstance(newest, datetime) and asked < newest:
            raise DataError("A batch cannot be recorded before one that is there already.")
        return asked
    moment = now()
    refuse_far_ahead(known, moment)
    if isinstance(newest, datetime) and moment <= newest:
        return newest + timedelta(microseconds=1)
    return moment
