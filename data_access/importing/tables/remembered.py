"""What earlier imports and the people who confirmed them told: which column is which field, which
teams are specialist, and which file needs no second look.

A file needs none if its bytes are the same, it is read in the same way, its import still stands,
and no other batch has touched the dataset since.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import polars as pl
from sqlalchemy import select

from data_access.datasets import COLUMN_NAME, DATASETS, Dataset
from data_access.datasets.base import plain
from data_access.datasets.theme import EVERY_COUNCIL
from data_access.importing.tables.columns import known_names
from data_access.importing.tables.files.sheet import RawTable
from data_access.importing.tables.questions import TeamKindsNeeded
from data_access.ledger.as_known import batches, rows_as_known, table_of
from data_access.ledger.batch import Action, Batch
from data_access.ledger.entry import Counts, Entry
from data_access.ledger.ledger import append
from data_access.store.database import Store
from vocabulary.principal import Principal
from vocabulary.training import TeamKind


def team_kinds(store: Store, authority: str) -> dict[str, str]:
    """Kind of each team a council's records tell of: {plain name: kind}, the newest word."""
    kinds: dict[str, str] = {}
    with store.reading() as connection:
        known = batches(connection)
        for dataset in DATASETS.values():
            if {"team", "team_kind"} <= set(dataset.columns):
                rows = rows_as_known(connection, dataset, known, [authority]).sort("batch_id")
                kinds |= {
                    plain(team): kind
                    for team, kind in rows.select("team", "team_kind")
                    .unique(maintain_order=True)
                    .iter_rows()
                    if team and kind
                }
    return kinds


def with_team_kinds(
    store: Store,
    dataset: Dataset,
    raw: RawTable,
    columns: Mapping[str, str],
    authority: str | None,
    specialist: Collection[str] | None = None,
) -> tuple[RawTable, dict[str, str]]:
    """The table with a column for the kind of team, where it has none and needs one.

    Kinds are those the council's records tell; of a team they do not tell, `specialist` says
    whether it is among them, if it is given. Returns the table and its columns ({field: header}),
    unchanged if there is nothing to add. TeamKindsNeeded if a team's kind is not known.
    """
    chosen = dict(columns)
    wanted = "team_kind" in dataset.columns and "team_kind" not in chosen
    if not wanted or "team" not in chosen or authority is None:
        return raw, chosen
    spec = dataset.spec("team_kind")
    teams = raw.cells.get_column(str(raw.headers.index(chosen["team"]))).cast(pl.String)
    kinds = team_kinds(store, authority)
    named = sorted(teams.unique().drop_nulls().to_list())
    if specialist is not None:
        told = {plain(team) for team in specialist}
        for team in named:
            kind = TeamKind.SPECIALIST if plain(team) in told else TeamKind.GENERAL
            kinds.setdefault(plain(team), kind)
    unknown = [team for team in named if plain(team) not in kinds]
    if unknown and spec.required:
        raise TeamKindsNeeded(raw.source, unknown)
    found = {team: kinds.get(plain(team)) for team in named}
    column = teams.replace_strict(found, default=None, return_dtype=pl.String)
    chosen["team_kind"] = spec.label
    return (
        replace(
            raw,
            headers=(*raw.headers, spec.label),
            cells=raw.cells.with_columns(column.alias(str(len(raw.headers)))),
        ),
        chosen,
    )


# To be counted up whenever the same file would be read as other rows than before.
_READER = 2


@dataclass(frozen=True)
class EarlierImport:
    """The import that a file came in with, and the store's revision when that was looked up."""

    batch_id: int
    rows: int
    read_as: str
    revision: int

    @property
    def counts(self) -> Counts:
        """What importing it again would do."""
        return Counts(new=0, changed=0, unchanged=self.rows, removed=0)


def reading(dataset: Dataset, columns: Mapping[str, str], whose: str | None) -> str:
    """Digest of everything but its bytes that decides which rows a file gives."""
    told = (_READER, dataset.name, dataset.fields, dataset.rules, sorted(columns.items()), whose)
    return hashlib.sha256(repr(told).encode()).hexdigest()


def imported_before(store: Store, dataset: Dataset, sha256: str) -> EarlierImport | None:
    """The import of a file with these bytes, if all it told stands and nothing came after it."""
    with store.reading() as connection:
        known = batches(connection)
        mine = known.filter(pl.col("visible") & (pl.col("dataset") == dataset.name))
        if mine.is_empty():
            return None
        last = mine.row(-1, named=True)
        if last["sha256"] != sha256 or last["action"] != Action.IMPORT:
            return None
        parts = mine.filter(pl.col("import_id") == last["import_id"])  # one for each nature of rows
        if parts.get_column("rows_rejected").sum():
            return None
        table = table_of(Batch)
        asked = select(table.c["read_as"]).where(table.c["batch_id"] == last["batch_id"])
        read_as = connection.execute(asked).scalar()
    if read_as is None:
        return None
    rows = parts.select(pl.sum_horizontal("rows_new", "rows_changed", "rows_unchanged")).sum()
    return EarlierImport(
        parts.item(0, "batch_id"), rows.item(), read_as, int(known.item(-1, "batch_id"))
    )


def remembered_columns(store: Store, dataset: str, *, principal: Principal) -> dict[str, str]:
    """Confirmed column names of a dataset's files, for every council or for those the principal
    may see: {header: field}."""
    whose = None
    if principal.authorities is not None:
        whose = [EVERY_COUNCIL, *principal.authorities]
    with store.reading() as connection:
        rows = rows_as_known(connection, COLUMN_NAME, batches(connection), whose)
    rows = rows.filter(pl.col("dataset") == dataset)
    return dict(rows.select("header", "field").iter_rows())


def remember_columns(
    store: Store, dataset: str, columns: Mapping[str, str], *, principal: Principal
) -> None:
    """Remember the columns ({field: header}) whose names would not be understood by themselves.

    For every council; by somebody who writes for some alone, for those.
    """
    names = known_names(DATASETS[dataset])
    current = remembered_columns(store, dataset, principal=principal)
    whose = [EVERY_COUNCIL] if principal.authorities is None else sorted(principal.authorities)
    rows = [
        {"authority": authority, "dataset": dataset, "header": header, "field": field}
        for field, header in columns.items()
        if names.get(plain(header)) != field or current.get(header, field) != field
        for authority in whose
    ]
    if rows:
        append(
            store,
            [Entry(COLUMN_NAME, pl.DataFrame(rows))],
            principal=principal,
            source_name="Columns confirmed at an import",
            action=Action.FORM,
        )
