"""Which teams are specialist: told once, known from then on."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

import polars as pl

from data_access.datasets import DATASETS, Dataset
from data_access.datasets.base import plain
from data_access.importing.tables.files.sheet import RawTable
from data_access.importing.tables.questions import TeamKindsNeeded
from data_access.ledger.as_known import batches, rows_as_known
from data_access.store.database import Store
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
