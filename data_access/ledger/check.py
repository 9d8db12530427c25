"""Whether a store is sound: the database's own structure, and what must hold in every ledger."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import polars as pl
from sqlalchemy import Connection, func, select, text
from sqlalchemy.exc import DBAPIError

from data_access.datasets import DATASETS, Dataset
from data_access.errors import StoreError
from data_access.ledger.as_known import BATCH_SCHEMA, table_of
from data_access.ledger.batch import Affirmation, Batch, LeftOut, TakenUp
from data_access.ledger.coverage import Coverage
from data_access.moments import now
from data_access.principal import require_everywhere
from data_access.store.addresses import reason
from data_access.store.bulk import read_frame
from data_access.store.database import Store
from vocabulary.principal import Permission, Principal
from vocabulary.wording import number_of

_MOST_TOLD: Final = 20  # of the database's own complaints
_TOLERANCE: Final = timedelta(days=1)  # of a clock


@dataclass(frozen=True)
class Checked:
    """What a look through a store found. rows: versions of rows that it holds by table; faults: a
    sentence each, none where all holds."""

    batches: int
    rows: Mapping[str, int]
    faults: tuple[str, ...]

    @property
    def all_rows(self) -> int:
        """How many versions of rows there are."""
        return sum(self.rows.values())


def check(store: Store, *, principal: Principal) -> Checked:
    """Look through the whole store. StoreError if it cannot be read at all; NotAllowedError unless
    the principal may administer every council's records."""
    require_everywhere(principal, Permission.ADMINISTER)
    with store.reading() as connection:
        faults = [*_structure(connection)]
        try:
            known = read_frame(connection, table_of(Batch), BATCH_SCHEMA).sort("batch_id")
        except (DBAPIError, pl.exceptions.PolarsError) as error:
            faults.append(f"The batches cannot be read: {reason(error)}.")
            return Checked(0, {}, tuple(faults))
        faults += _order(known)
        rows = {}
        for dataset in DATASETS.values():
            try:
                rows[dataset.name], found = _rows(connection, dataset, known)
            except (DBAPIError, StoreError, pl.exceptions.PolarsError) as error:
                found = [f"{dataset.title} cannot be read: {reason(error)}."]
            faults += found
        faults += _hanging(connection, known)
    return Checked(known.height, rows, tuple(faults))


def _structure(connection: Connection) -> Iterator[str]:
    if connection.dialect.name != "sqlite":
        return
    try:
        said = connection.execute(text(f"PRAGMA integrity_check({_MOST_TOLD})")).scalars()
        yield from (f"SQLite says: {each}." for each in said if each != "ok")
    except DBAPIError as error:
        yield f"SQLite says: {reason(error)}."


def _order(known: pl.DataFrame) -> Iterator[str]:
    moments = known.get_column("recorded_at")
    if not moments.is_sorted():
        yield "The moments of recording do not follow the order of the batches."
    ahead = known.filter(pl.col("recorded_at") > now() + _TOLERANCE)
    if ahead.height:
        first, moment = ahead.select("batch_id", "recorded_at").row(0)
        yield (
            f"{number_of(ahead.height, 'batch', 'batches')}, from number {first} on, recorded at a "
            f"moment that is still to come ({moment:%Y-%m-%d}): a clock was wrong. "
            "`clock --mend` dates them anew."
        )
    ids = set(known.get_column("batch_id"))
    for column in ("import_id", "target_import"):
        strays = set(known.get_column(column).drop_nulls()) - ids
        if strays:
            yield f"Batches name imports that there are not: {_some(strays)}."
    names = set(known.filter(pl.col("target_import").is_null()).get_column("dataset"))
    if names - set(DATASETS):
        yield f"There are batches of unknown datasets: {', '.join(sorted(names - set(DATASETS)))}."


def _rows(connection: Connection, dataset: Dataset, known: pl.DataFrame) -> tuple[int, list[str]]:
    """How many versions of rows there are of a dataset, and what is wrong with them: each batch
    has as many as it said when it landed, and there are none beside."""
    schema = {"batch_id": pl.Int64(), "removed": pl.Boolean(), **dataset.schema}
    held = read_frame(connection, table_of(dataset.table), schema)
    counted = held.group_by("batch_id").agg(
        stands=(~pl.col("removed")).sum().cast(pl.Int64),
        taken=pl.col("removed").sum().cast(pl.Int64),
    )
    said = known.filter(
        (pl.col("dataset") == dataset.name) & pl.col("target_import").is_null()
    ).select("batch_id", "rows_removed", said=pl.col("rows_new") + pl.col("rows_changed"))
    both = said.join(counted, on="batch_id", how="full", coalesce=True)
    faults = [
        f"{dataset.title}: there are rows of batch {number}, which there is not."
        for number in both.filter(pl.col("said").is_null()).get_column("batch_id")
    ]
    there = both.drop_nulls("said").with_columns(pl.col("stands", "taken").fill_null(0))
    wrong = there.filter(
        (pl.col("stands") != pl.col("said")) | (pl.col("taken") < pl.col("rows_removed"))
    ).sort("batch_id")
    faults += [
        f"{dataset.title}: batch {number} brought {number_of(said, 'row')} and has {stands:,}."
        for number, said, stands in wrong.select("batch_id", "said", "stands").iter_rows()
    ]
    return held.height, faults


def _hanging(connection: Connection, known: pl.DataFrame) -> Iterator[str]:
    """What hangs on batches or rows that there are not."""
    ids = set(known.get_column("batch_id"))
    for model in (Affirmation, Coverage, LeftOut, TakenUp):
        table = table_of(model)
        strays = set(connection.execute(select(table.c["batch_id"]).distinct()).scalars()) - ids
        if strays:
            yield f"{table.name}: entries of batches that there are not: {_some(strays)}."
    again = table_of(Affirmation)
    last = select(again.c["dataset"], func.max(again.c["last_row_id"])).group_by(again.c["dataset"])
    for name, row_id in connection.execute(last):
        if name not in DATASETS:
            continue
        rows = table_of(DATASETS[name].table)
        newest = connection.execute(select(func.max(rows.c["row_id"]))).scalar() or 0
        if row_id > newest:
            yield f"{DATASETS[name].title}: rows were sent again that there are not."


def _some(numbers: set[int]) -> str:
    first = sorted(numbers)
    return ", ".join(map(str, first[:5])) + (" and more" if len(first) > 5 else "")
