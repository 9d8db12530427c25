"""How old each dataset is, against how often it should come."""

from __future__ import annotations

from datetime import date

import polars as pl

FRESHNESS_SCHEMA: dict[str, pl.DataType] = {
    "dataset": pl.String(),
    "title": pl.String(),
    "rows": pl.Int64(),
    "recorded": pl.Date(),
    "age_days": pl.Int64(),
    "rhythm_days": pl.Int64(),
    "state": pl.String(),
}


def freshness(held: pl.DataFrame, today: date) -> pl.DataFrame:
    """State of each dataset: "on time", "late", "empty", or "held" (it comes when it comes).

    `held` has dataset, title, rows, recorded (day of the newest row, null if none), rhythm_days
    (null: no expectation). Adds age_days and state; FRESHNESS_SCHEMA. Late comes first, empty last.
    """
    age = (pl.lit(today) - pl.col("recorded")).dt.total_days()
    state = (
        pl.when(pl.col("rows") == 0)
        .then(pl.lit("empty"))
        .when(pl.col("rhythm_days").is_null())
        .then(pl.lit("held"))
        .when(age > pl.col("rhythm_days"))
        .then(pl.lit("late"))
        .otherwise(pl.lit("on time"))
    )
    rank = pl.col("state").replace_strict(
        {"late": 0, "on time": 1, "held": 2, "empty": 3}, return_dtype=pl.Int64
    )
    return (
        held.with_columns(age_days=age, state=state)
        .sort(rank, "title")
        .select(pl.col(name).cast(kind) for name, kind in FRESHNESS_SCHEMA.items())
    )
