"""Which version of each row stood at a moment: the arithmetic behind "as at", undo and history.

A batch is visible from its `recorded_at` until it is withdrawn, and again once restored. Of a
row's versions the one from the newest visible batch stands; a version that a later batch sent
again unchanged counts as that batch's too.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import polars as pl
from sqlalchemy import Connection, Table, select
from sqlalchemy.sql import ColumnElement
from sqlmodel import SQLModel

from data_access.datasets import Dataset
from data_access.datasets.follows import with_what_follows
from data_access.ledger.batch import Action, Affirmation, Batch
from data_access.store.bulk import read_frame

KEY_SEPARATOR = "\x1f"

BATCH_SCHEMA: dict[str, pl.DataType] = {
    "batch_id": pl.Int64(),
    "import_id": pl.Int64(),
    "dataset": pl.String(),
    "action": pl.String(),
    "nature": pl.String(),
    "source_name": pl.String(),
    "sha256": pl.String(),
    "recorded_by": pl.String(),
    "recorded_at": pl.Datetime("us"),
    "rows_new": pl.Int64(),
    "rows_changed": pl.Int64(),
    "rows_unchanged": pl.Int64(),
    "rows_removed": pl.Int64(),
    "rows_rejected": pl.Int64(),
    "rows_used": pl.Int64(),
    "target_import": pl.Int64(),
    "note": pl.String(),
}

# What a snapshot adds to a dataset's own columns: where each row came from.
PROVENANCE_SCHEMA: dict[str, pl.DataType] = {
    "row_id": pl.Int64(),
    "row_key": pl.String(),
    "batch_id": pl.Int64(),
    "nature": pl.String(),
    "source_name": pl.String(),
    "recorded_by": pl.String(),
    "recorded_at": pl.Datetime("us"),
}


def row_key(dataset: Dataset) -> pl.Expr:
    """Expression for the natural key of a dataset's rows, joined to one text: `row_key`."""
    parts = [pl.col(name).cast(pl.String).fill_null("") for name in dataset.natural_key]
    return pl.concat_str(parts, separator=KEY_SEPARATOR).alias("row_key")


def table_of(model: type[SQLModel]) -> Table:
    """The SQL table of a model."""
    return model.metadata.tables[str(model.__tablename__)]


def batches(
    connection: Connection, as_at: datetime | None = None, *, revision: int | None = None
) -> pl.DataFrame:
    """Every batch recorded by `as_at` (UTC, naive; None: now), oldest first, with `visible`:
    neither itself a decision about another nor withdrawn by then. revision: the number of the
    newest that counts (None: all do). Columns: BATCH_SCHEMA and visible."""
    frame = read_frame(connection, table_of(Batch), BATCH_SCHEMA).sort("batch_id")
    if revision is not None:
        frame = frame.filter(pl.col("batch_id") <= revision)
    if as_at is not None:
        frame = frame.filter(pl.col("recorded_at") <= as_at)
    decided = (
        frame.filter(pl.col("action").is_in([Action.WITHDRAW, Action.RESTORE]))
        .group_by("target_import", maintain_order=True)
        .agg(withdrawn=pl.col("action").last() == Action.WITHDRAW)
    )
    return (
        frame.join(
            decided,
            left_on="import_id",
            right_on="target_import",
            how="left",
            maintain_order="left",
        )
        .with_columns(
            visible=pl.col("target_import").is_null() & ~pl.col("withdrawn").fill_null(value=False)
        )
        .drop("withdrawn")
    )


def rows_as_known(
    connection: Connection,
    dataset: Dataset,
    known: pl.DataFrame,
    authorities: list[str] | None = None,
    *,
    versions: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """The rows of a dataset that stand, given `known` (what `batches` gave for the moment).

    Columns: the dataset's own, what follows from others filled in, then PROVENANCE_SCHEMA. Sorted
    by row_key. `authorities` limits the rows to those councils; `versions`: what `versions_of`
    gives of them, where it is at hand.
    """
    if known.filter(pl.col("dataset") == dataset.name).is_empty():
        return pl.DataFrame(schema={**dataset.schema, **PROVENANCE_SCHEMA})  # nothing came yet
    if versions is None:
        versions = versions_of(connection, dataset, authorities)
    standing = _newest(connection, dataset, known, versions).filter(~pl.col("removed"))
    if not standing.get_column("row_key").is_sorted():
        standing = standing.sort("row_key")
    provenance = known.select("batch_id", "nature", "source_name", "recorded_by", "recorded_at")
    return (
        with_what_follows(standing, dataset.follows)
        .with_columns(batch_id="told_in")
        .join(provenance, on="batch_id", how="left", maintain_order="left")
        .select(*dataset.schema, *PROVENANCE_SCHEMA)
    )


def texts_told(
    connection: Connection, dataset: Dataset, known: pl.DataFrame, name: str, authority: str
) -> list[str]:
    """Every text that a field of a council's rows has had in batches that are visible, sorted."""
    table = table_of(dataset.table)
    visible = known.filter(pl.col("visible") & (pl.col("dataset") == dataset.name))
    batch_ids = set(visible.get_column("batch_id"))
    rows = connection.execute(
        select(table.c[name], table.c["batch_id"])
        .where(table.c["authority"] == authority, table.c[name].is_not(None))
        .distinct()
    )
    return sorted({text for text, batch_id in rows if batch_id in batch_ids})


def rows_not_standing(
    connection: Connection, dataset: Dataset, known: pl.DataFrame, authorities: list[str]
) -> pl.DataFrame:
    """Rows that a batch once had and that do not stand now, each as it was last.

    Columns: the dataset's own, row_key, and taken_away_by (row_id of the visible version that
    takes the row away; null if every batch that had the row is withdrawn).
    """
    versions = versions_of(connection, dataset, authorities)
    newest = _newest(connection, dataset, known, versions)
    taken_away = newest.filter("removed").select("row_key", taken_away_by="row_id")
    return (
        versions.join(newest.filter(~pl.col("removed")), on="row_key", how="anti")
        .sort("row_id")
        .unique("row_key", keep="last", maintain_order=True)
        .join(taken_away, on="row_key", how="left", maintain_order="left")
        .select(*dataset.schema, "row_key", "taken_away_by")
    )


def versions_of(
    connection: Connection,
    dataset: Dataset,
    authorities: list[str] | None,
    *,
    after: int = 0,
    where: Sequence[ColumnElement[bool]] = (),
) -> pl.DataFrame:
    """Every version of the rows of some councils (None: of all), in the order of their arrival,
    from the one that follows a row_id. Columns: the dataset's own, row_id, batch_id, removed and
    row_key. `where` narrows them by what tells rows apart, so that all versions of a row are in or
    out."""
    table = table_of(dataset.table)
    where = list(where)
    if authorities is not None:
        where.append(table.c["authority"].in_(authorities))
    schema = {
        **dataset.schema,
        "row_id": pl.Int64(),
        "batch_id": pl.Int64(),
        "removed": pl.Boolean(),
    }
    return read_frame(connection, table, schema, where, after=after).with_columns(row_key(dataset))


def _newest(
    connection: Connection, dataset: Dataset, known: pl.DataFrame, versions: pl.DataFrame
) -> pl.DataFrame:
    """Of each row the version of the newest visible batch, and told_in: the batch it came in, or
    if that is withdrawn the first visible one that sent it again."""
    visible = known.filter(pl.col("visible") & (pl.col("dataset") == dataset.name))
    ids = visible.get_column("batch_id")
    told = versions.with_columns(
        own=pl.when(pl.col("batch_id").is_in(ids.implode())).then(pl.col("batch_id"))
    )
    again = _affirmed(connection, dataset, ids, versions.get_column("row_id"))
    if again.is_empty():
        told = told.with_columns(effective="own", told_in="own")
    else:
        told = told.join(again, on="row_id", how="left", maintain_order="left").with_columns(
            effective=pl.max_horizontal("own", "affirmed_last"),
            told_in=pl.coalesce("own", "affirmed_first"),
        )
    told = told.filter(pl.col("effective").is_not_null())
    if told.get_column("row_key").n_unique() == told.height:
        return told  # one version of each row, as after a first import
    return told.sort("effective", maintain_order=True).unique(
        "row_key", keep="last", maintain_order=True
    )


def keys_told(connection: Connection, dataset: Dataset, batch_id: int) -> pl.Series:
    """The row_key of every row that a batch had, new or sent again."""
    schema = {
        **{name: dataset.spec(name).polars_type for name in dataset.natural_key},
        "row_id": pl.Int64(),
        "batch_id": pl.Int64(),
        "removed": pl.Boolean(),
    }
    told = read_frame(connection, table_of(dataset.table), schema).with_columns(row_key(dataset))
    again = sent_again(connection, dataset, pl.Series([batch_id]), told.get_column("row_id"))
    had = (pl.col("batch_id") == batch_id) & ~pl.col("removed")
    return told.filter(
        had | pl.col("row_id").is_in(again.get_column("row_id").implode())
    ).get_column("row_key")


def sent_again(
    connection: Connection, dataset: Dataset, batch_ids: pl.Series, row_ids: pl.Series
) -> pl.DataFrame:
    """Which of some rows (numbers in order) some batches sent again unchanged: batch_id, row_id."""
    table = table_of(Affirmation)
    schema: dict[str, pl.DataType] = {
        name: pl.Int64() for name in ("batch_id", "row_id", "last_row_id")
    }
    runs = read_frame(connection, table, schema, [table.c["dataset"] == dataset.name])
    runs = runs.filter(pl.col("batch_id").is_in(batch_ids.implode()))
    first = row_ids.search_sorted(runs.get_column("row_id"), side="left")
    after = row_ids.search_sorted(runs.get_column("last_row_id"), side="right")
    found = (
        runs.select("batch_id", place=pl.int_ranges(first, after))
        .filter(pl.col("place").list.len() > 0)
        .explode("place")
    )
    row_id = row_ids.gather(found.get_column("place")).alias("row_id")
    return found.select("batch_id").with_columns(row_id)


def _affirmed(
    connection: Connection, dataset: Dataset, visible: pl.Series, row_ids: pl.Series
) -> pl.DataFrame:
    """Of some rows those that visible batches sent again: row_id, affirmed_first and
    affirmed_last."""
    return (
        sent_again(connection, dataset, visible, row_ids)
        .group_by("row_id")
        .agg(affirmed_first=pl.col("batch_id").min(), affirmed_last=pl.col("batch_id").max())
    )
