"""Made-up measures, as many as a large council's: whole service and groups, month by month."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from data_access.datasets import INDICATOR
from data_access.ledger.batch import Action
from data_access.ledger.entry import Entry
from data_access.ledger.ledger import append
from data_access.store.database import Store
from vocabulary.framework import CQC_2023
from vocabulary.nature import Nature
from vocabulary.principal import Principal

COUNCIL = "Benchmark Borough"
MEASURES, MONTHS, GROUPS = 300, 60, 12
NEWEST = date(2026, 10, 1)


def figures(
    measures: int, months: int, groups: int, newest: date = NEWEST, seed: int = 1
) -> pl.DataFrame:
    """A figure a month for each measure, of the whole service and of so many groups of age; columns
    as the indicator dataset's. A third are shares with their parts, a third worsens at the end."""
    firsts = pl.date_range(
        pl.Series([newest]).dt.offset_by(f"-{months - 1}mo")[0], newest, "1mo", eager=True
    )
    names = pl.DataFrame(
        {
            "indicator": [f"measure_{number:03d}" for number in range(measures)],
            "name": [f"People who waited longer than {number} days" for number in range(measures)],
            "share": [number % 3 == 0 for number in range(measures)],
            "worsens": [number % 3 == 1 for number in range(measures)],
            "statements": [
                [CQC_2023.ids[number % len(CQC_2023.ids)]] for number in range(measures)
            ],
        }
    )
    parts = pl.DataFrame({"breakdown": [None, *(f"{5 * n} to {5 * n + 4}" for n in range(groups))]},
                         schema={"breakdown": pl.String})  # fmt: skip
    rows = names.join(parts, how="cross").join(pl.DataFrame({"period_start": firsts}), how="cross")
    noise = np.random.default_rng(seed).normal(0, 4, rows.height).round(1)
    late = pl.when("worsens" & (pl.col("period_start") > firsts[-min(months, 8)])).then(15)
    rows = rows.with_columns(level=50 + pl.Series(noise) + late.otherwise(0))
    return rows.select(
        authority=pl.lit(COUNCIL),
        indicator="indicator",
        name="name",
        period_start="period_start",
        period_end=pl.col("period_start").dt.month_end(),
        team=pl.lit(None, pl.String),
        breakdown_kind=pl.when(pl.col("breakdown").is_not_null()).then(pl.lit("age")),
        breakdown="breakdown",
        numerator=pl.when("share").then(pl.col("level").round(0)),
        denominator=pl.when("share").then(120.0),
        value=pl.when(~pl.col("share")).then("level"),
        per=pl.when("share").then(100.0),
        unit=pl.when("share").then(pl.lit("percent")).otherwise(pl.lit("days")),
        direction=pl.lit("decrease"),
        target=pl.lit(45.0),
        statements="statements",
        themes=pl.lit(None, pl.List(pl.String)),
        area_code=pl.lit(None, pl.String),
        source=pl.lit("Made up"),
    ).select(INDICATOR.columns)


def land(store: Store, frame: pl.DataFrame, principal: Principal) -> None:
    """Bring the figures in."""
    append(
        store,
        [Entry(INDICATOR, frame)],
        principal=principal,
        source_name=f"{frame.height:,} figures",
        action=Action.IMPORT,
        nature=Nature.OWN,
    )
