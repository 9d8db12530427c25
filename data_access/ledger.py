"""The ledger: the only way anything is written. It only ever appends.

An import is one or more batches (one a dataset) that land together or not at all. Rows are never
updated: a newer row with the same natural key supersedes the older. Withdrawing an import is
itself recorded, and brings back what it superseded.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import polars as pl
from sqlalchemy import Connection, func, or_, select

from data_access.as_known import BATCH_SCHEMA, batches, rows_as_known, rows_not_standing, table_of
from data_access.batch import Action, Affirmation, Batch
from data_access.bulk import insert_frame, joined_lists, split_texts
from data_access.datasets import DATASETS, Dataset, FieldSpec, Nature
from data_access.distinct import by_distinct
from data_access.errors import ConflictError, DataError
from data_access.natural_key import KEY_SEPARATOR, row_key
from data_access.personal_data import personal_values, refuse
from data_access.principal import Principal
from data_access.store import Store

INVENTED_COUNCILS = frozenset({"Example Borough"})
_TOLD_EVERY = 100_000  # rows written between two words on how far it is
GREATEST_INTEGER = 2**31 - 1  # what an integer column of PostgreSQL holds


@dataclass(frozen=True)
class Entry:
    """Rows of one dataset to append.

    `frame` has the dataset's columns (missing ones are empty). `replaces` names key columns: rows
    with the same values in them that are not in `frame` do not stand any longer, so that a
    corrected document replaces the whole of the old one. A column `based_on` (row_id a person was
    looking at, null for a new row) makes the append refuse if someone else was faster. `guarded`:
    the rows have been searched for personal data already, by whoever knows their place in a file.
    `nature`: what kind of fact these rows are, where the import brings several kinds.
    """

    dataset: Dataset
    frame: pl.DataFrame
    replaces: tuple[str, ...] = ()
    rejected: int = 0
    guarded: bool = False
    nature: Nature | None = None


@dataclass(frozen=True)
class Counts:
    """What an entry would do, or did, in rows."""

    new: int
    changed: int
    unchanged: int
    removed: int
    rejected: int = 0

    @property
    def changes(self) -> int:
        """Rows that make a difference."""
        return self.new + self.changed + self.removed

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.new + other.new,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            self.removed + other.removed,
            self.rejected + other.rejected,
        )


@dataclass(frozen=True)
class Landed:
    """What an append did: one batch id and counts per dataset; no ids if nothing was new."""

    import_id: int | None
    batch_ids: tuple[int, ...]
    counts: dict[str, Counts] = field(default_factory=dict)


@dataclass(frozen=True)
class _Classified:
    """An entry (its rows canonical), and what becomes of each row."""

    entry: Entry
    new: pl.DataFrame
    changed: pl.DataFrame
    unchanged_rows: pl.Series
    removed: pl.DataFrame
    # Rows in the scope of `replaces` that do not stand already, but would if a batch were
    # withdrawn or restored: taken away by another batch, or themselves withdrawn.
    still_removed: pl.Series
    withdrawn: pl.DataFrame

    @property
    def rows_written(self) -> int:
        written = self.new.height + self.changed.height + self.removed.height
        again = self.unchanged_rows.len() + self.still_removed.len()
        return written + self.withdrawn.height + again

    @property
    def counts(self) -> Counts:
        return Counts(
            self.new.height,
            self.changed.height,
            self.unchanged_rows.len(),
            self.removed.height,
            self.entry.rejected,
        )


@dataclass(frozen=True)
class Prepared:
    """Entries checked, and compared with what the store holds at a revision."""

    revision: int
    nature: Nature
    items: tuple[_Classified, ...]

    @property
    def counts(self) -> dict[str, Counts]:
        """What appending them would do, in rows per dataset."""
        return {item.entry.dataset.name: item.counts for item in self.items}


def canonical(dataset: Dataset, frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with exactly the dataset's columns, typed; text trimmed, empty text and lists as
    null (a list that must be there stays, empty). DataError if a required field is empty, a value
    is of the wrong kind, or a key occurs twice."""
    columns = []
    for spec in dataset.fields:
        try:
            values = _column(dataset, frame, spec)
        except pl.exceptions.PolarsError as error:
            raise DataError(
                f"{dataset.title}: '{spec.name}' has a value of the wrong kind."
            ) from error
        if not _nullable(dataset, spec) and values.has_nulls():
            raise DataError(f"{dataset.title}: '{spec.name}' must not be empty.")
        if spec.python_type is int and (values.abs() > GREATEST_INTEGER).any():
            raise DataError(f"{dataset.title}: '{spec.name}' has a number that is too great.")
        columns.append(values)
    carried = [frame.get_column(name) for name in ("based_on",) if name in frame.columns]
    result = pl.DataFrame([*columns, *carried]).with_columns(row_key(dataset))
    keys = result.get_column("row_key")
    if keys.n_unique() < keys.len():
        key = keys.filter(keys.is_duplicated()).item(0).replace(KEY_SEPARATOR, ", ")
        raise DataError(f"{dataset.title}: the same row occurs twice ({key}).")
    return result


def _column(dataset: Dataset, frame: pl.DataFrame, spec: FieldSpec) -> pl.Series:
    if spec.name in frame.columns:
        values = frame.get_column(spec.name).cast(spec.polars_type)
    else:
        values = pl.repeat(None, frame.height, dtype=spec.polars_type, eager=True).alias(spec.name)
    if spec.is_list:
        lists = by_distinct(values.list.join(";"), _tidy_lists)
        return lists if _nullable(dataset, spec) else lists.fill_null([])
    if spec.python_type is str:
        values = by_distinct(values, _tidy_texts)
    elif spec.python_type is float:
        values = values.fill_nan(None)
    default = dataset.fields_model.model_fields[spec.name].get_default()
    if isinstance(default, str | int | float | bool) and not _nullable(dataset, spec):
        values = values.fill_null(default)
    return values


def _tidy_texts(texts: pl.Series) -> pl.Series:
    # A NUL would end the text in the store.
    trimmed = texts.str.replace_all("\x00", "", literal=True).str.strip_chars()
    return trimmed.set(trimmed == "", None)


def _tidy_lists(joined: pl.Series) -> pl.Series:
    lists = split_texts(joined.str.replace_all("\x00", "", literal=True))
    return lists.to_frame().select(pl.when(pl.first().list.len() > 0).then(pl.first())).to_series()


def _nullable(dataset: Dataset, spec: FieldSpec) -> bool:
    return bool(table_of(dataset.table).c[spec.name].nullable)


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
    progress: Callable[[float], None] | None = None,
) -> Landed:
    """Append an import. Everything lands, or nothing.

    Rows of an invented council are always recorded as illustrative, and no others can be. An
    import that changes nothing from a source already seen leaves no trace. `recorded_at` (UTC,
    naive) may only be set for illustrative rows, and not before the newest batch. What `prepare`
    made keeps its nature, and is compared anew if the store has changed since. `progress` is
    called with the share of rows written, and may raise: then nothing lands.

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
            classified = [_classify(connection, entry, known) for entry in prepared]
        counts = {c.entry.dataset.name: c.counts for c in classified}
        seen = (
            sha256 is not None
            and not known.filter(pl.col("visible") & (pl.col("sha256") == sha256)).is_empty()
        )
        nothing = seen or not any(c.unchanged for c in counts.values())
        if (
            action is not Action.START
            and not any(c.changes for c in counts.values())
            and (nothing or action is not Action.IMPORT)
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
        items = tuple(_classify(connection, entry, known) for entry in canonical_entries)
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


def history(store: Store, as_at: datetime | None = None) -> pl.DataFrame:
    """Every batch, newest first: the columns of `as_known.BATCH_SCHEMA`, and visible."""
    with store.reading() as connection:
        return batches(connection, as_at).sort("batch_id", descending=True)


def _prepare(entry: Entry, principal: Principal, nature: Nature) -> Entry:
    prepared = replace(entry, frame=canonical(entry.dataset, entry.frame))
    _allow(prepared, principal, nature)
    return prepared


def _allow(entry: Entry, principal: Principal, nature: Nature) -> None:
    names = set(entry.frame.get_column("authority").unique())
    for authority in names:
        principal.require(authority)
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
    names = set(entry.frame.get_column("authority"))
    return Nature.ILLUSTRATIVE if names & INVENTED_COUNCILS else entry.nature or nature


def _added_up(classified: Sequence[_Classified]) -> dict[str, Counts]:
    """Counts per dataset, of all its entries."""
    counts: dict[str, Counts] = {}
    for item in classified:
        name, more = item.entry.dataset.name, item.counts
        counts[name] = counts[name] + more if name in counts else more
    return counts


def _classify(connection: Connection, entry: Entry, known: pl.DataFrame) -> _Classified:
    dataset, frame = entry.dataset, entry.frame
    authorities = frame.get_column("authority").unique().to_list()
    standing = rows_as_known(connection, dataset, known, authorities)
    if standing.is_empty() and not entry.replaces and "based_on" not in frame.columns:
        nothing = pl.Series("row_id", [], dtype=pl.Int64())
        return _Classified(entry, frame, frame.clear(), nothing, standing, nothing, standing)
    old = joined_lists(standing.select(*dataset.columns, "row_key", "row_id"))
    joined = joined_lists(frame).join(
        old, on="row_key", how="left", suffix="_old", maintain_order="left"
    )
    if "based_on" in frame.columns:
        clash = joined.filter(pl.col("row_id").ne_missing(pl.col("based_on")))
        if not clash.is_empty():
            raise ConflictError(
                f"{clash.height} row{'s were' if clash.height > 1 else ' was'} changed by someone "
                "else in the meantime."
            )
    same = pl.all_horizontal(
        pl.col(name).eq_missing(pl.col(f"{name}_old")) for name in dataset.columns
    )
    verdict = joined.select(
        state=pl.when(pl.col("row_id").is_null())
        .then(pl.lit("new"))
        .when(same)
        .then(pl.lit("unchanged"))
        .otherwise(pl.lit("changed")),
        row_id="row_id",
    )
    removed = withdrawn = standing.clear()
    still_removed = pl.Series("row_id", [], dtype=pl.Int64())
    if entry.replaces and not frame.is_empty():
        removed = _replaced(entry, standing)
        absent = _replaced(entry, rows_not_standing(connection, dataset, known, authorities))
        still_removed = absent.get_column("taken_away_by").drop_nulls()
        withdrawn = absent.filter(pl.col("taken_away_by").is_null())
    return _Classified(
        entry,
        frame.filter(verdict.get_column("state") == "new"),
        frame.filter(verdict.get_column("state") == "changed"),
        verdict.filter(pl.col("state") == "unchanged").get_column("row_id"),
        removed,
        still_removed,
        withdrawn,
    )


def _replaced(entry: Entry, rows: pl.DataFrame) -> pl.DataFrame:
    """Of these rows those that the entry replaces without having them."""
    columns = list(entry.replaces)
    scope = entry.frame.select(columns).unique()
    return rows.join(scope, on=columns, how="semi", nulls_equal=True).join(
        entry.frame.select("row_key"), on="row_key", how="anti"
    )


def _insert(connection: Connection, item: _Classified, batch_id: int, tell: _Told) -> None:
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
    again = pl.DataFrame({"row_id": rows}).with_columns(
        batch_id=pl.lit(batch_id), dataset=pl.lit(item.entry.dataset.name)
    )
    for part in again.iter_slices(_TOLD_EVERY):
        insert_frame(connection, table_of(Affirmation), part)
        tell.wrote(part.height)


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
                principal.require(authority)
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
        mine = (again.c["batch_id"] == batch_id) & (again.c["dataset"] == name)
        sent_again = select(again.c["row_id"]).where(mine)
        column = table.c["authority"]
        where = or_(table.c["batch_id"] == batch_id, table.c["row_id"].in_(sent_again))
        found.update(connection.execute(select(column).where(where).distinct()).scalars())
    return sorted(found)


def now() -> datetime:
    """This moment as batches are recorded: UTC, naive."""
    return datetime.now(UTC).replace(tzinfo=None)


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
    "now",
    "prepare",
    "preview",
    "restore",
    "row_key",
    "withdraw",
]
