"""What a snapshot holds, dataset by dataset: for judging how fresh it is."""

from __future__ import annotations

import polars as pl

from data_access.datasets import DATASETS, REMEMBERED, WORK
from data_access.snapshot import Snapshot


def held(known: Snapshot) -> pl.DataFrame:
    """One row per dataset a council fills: dataset, title, rows, recorded (day of the newest row,
    null if none), rhythm_days (null: comes when it comes)."""
    rows = []
    for name, frame in known.frames.items():
        dataset = DATASETS[name]
        if dataset in (*REMEMBERED, *WORK):
            continue
        newest = frame.get_column("recorded_at").max() if frame.height else None
        rows.append((name, dataset.title, frame.height, newest, dataset.rhythm_days))
    return pl.DataFrame(
        rows,
        schema={
            "dataset": pl.String,
            "title": pl.String,
            "rows": pl.Int64,
            "recorded": pl.Datetime("us"),
            "rhythm_days": pl.Int64,
        },
        orient="row",
    ).with_columns(pl.col("recorded").dt.date())
