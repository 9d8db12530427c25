"""How old each dataset is, against how often it should come."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import polars as pl


class Freshness(StrEnum):
    """How old a dataset is against how often it should come, what needs a look first. held: it
    comes when it comes."""

    LATE = "late"
    ON_TIME = "on time"
    HELD = "held"
    EMPTY = "empty"


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
    """State of each dataset: one of `Freshness`.

    `held` has dataset, title, rows, recorded (day of the newest row, null if none), rhythm_days
    (null: no expectation). Adds age_days and state; FRESHNESS_SCHEMA. Late comes first, empty last.
    """
    age = (pl.lit(today) - pl.col("recorded")).dt.total_days()
    state = (
        pl.when(pl.col("rows") == 0)
        .then(pl.lit(Freshness.EMPTY))
        .when(pl.col("rhythm_days").is_null())
        .then(pl.lit(Freshness.HELD))
        .when(age > pl.col("rhythm_days"))
        .then(pl.lit(Freshness.LATE))
        .otherwise(pl.lit(Freshness.ON_TIME))
    )
    return (
        held.with_columns(age_days=age, state=state)
        .sort(pl.col("state").cast(pl.Enum(Freshness)), "title")
        .select(pl.col(name).cast(kind) for name, kind in FRESHNESS_SCHEMA.items())
    )
