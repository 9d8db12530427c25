"""Batches that hold no rows and tell what was decided: a withdrawal, an erasure, a clock set right.

They change the revision, so that everything is read anew.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, select

from data_access.ledger.as_known import table_of
from data_access.ledger.batch import Action, Batch


def next_batch_id(connection: Connection) -> int:
    """The number that the next batch gets."""
    return int(connection.execute(select(func.max(Batch.batch_id))).scalar() or 0) + 1


def write_decision(
    connection: Connection,
    action: Action,
    *,
    dataset: str,
    nature: str,
    source_name: str,
    recorded_by: str,
    recorded_at: datetime,
    about: int | None = None,
    note: str | None = None,
) -> int:
    """Write one, and return its number. about: the import that was decided about; without one it
    decides about itself, so that nobody takes it for an import that can be withdrawn."""
    batch_id = next_batch_id(connection)
    connection.execute(
        table_of(Batch).insert(),
        {
            "batch_id": batch_id,
            "import_id": batch_id,
            "dataset": dataset,
            "action": str(action),
            "nature": nature,
            "source_name": source_name,
            "recorded_by": recorded_by,
            "recorded_at": recorded_at,
            "target_import": batch_id if about is None else about,
            "rows_new": 0,
            "rows_changed": 0,
            "rows_unchanged": 0,
            "rows_removed": 0,
            "rows_rejected": 0,
            "note": note,
        },
    )
    return batch_id
