"""Which teams are specialist, as a council's records tell it."""

from __future__ import annotations

from data_access.datasets import DATASETS
from data_access.datasets.base import plain
from data_access.ledger.as_known import batches, rows_as_known
from data_access.store.database import Store


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
