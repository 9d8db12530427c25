"""Which teams are specialist: told once, known from then on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from data_access.as_known import batches, rows_as_known
from data_access.datasets import DATASETS, Dataset
from data_access.datasets.base import plain
from data_access.store import Store
from data_access.tabular.source import RawTable


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
) -> tuple[RawTable, dict[str, str]]:
    """The table with a column for the kind of team, where it has none and it is known.

    Returns the table and its columns ({field: header}), unchanged if there is nothing to add.
    """
    chosen = dict(columns)
    wanted = "team_kind" in dataset.columns and "team_kind" not in chosen
    if not wanted or "team" not in chosen or authority is None:
        return raw, chosen
    kinds = team_kinds(store, authority)
    if not kinds:
        return raw, chosen
    label = dataset.spec("team_kind").label
    teams = raw.cells.get_column(str(raw.headers.index(chosen["team"]))).cast(pl.String)
    found = {team: kinds.get(plain(team)) for team in teams.unique().drop_nulls().to_list()}
    column = teams.replace_strict(found, default=None, return_dtype=pl.String)
    chosen["team_kind"] = label
    return (
        replace(
            raw,
            headers=(*raw.headers, label),
            cells=raw.cells.with_columns(column.alias(str(len(raw.headers)))),
        ),
        chosen,
    )
