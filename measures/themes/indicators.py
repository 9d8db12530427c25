"""The indicators that the council has linked to themes, each with its newest figure."""

from __future__ import annotations

from datetime import date

import polars as pl

from measures.statistics.columns import require
from measures.statistics.periods import within


def linked_measures(indicators: pl.DataFrame, as_at: date) -> pl.DataFrame:
    """List the indicators that the council has linked to themes.

    `indicators`: the indicator dataset's columns. Gives one row per theme and indicator: theme,
    indicator, name, direction, target, unit, periods (for the whole service), period_end (newest
    that is over by `as_at`) and value of that period (as reported, else numerator ÷ denominator ×
    per, else numerator). Both are missing where figures are kept only by team or breakdown.

    Raises ValueError naming the column that is missing.
    """
    require(indicators, "indicator", "name", "period_end", "team", "breakdown", "numerator")
    require(indicators, "denominator", "value", "per", "unit", "direction", "target", "themes")
    known = indicators.filter(within("period_end", None, as_at))
    ratio = pl.col("numerator") / pl.col("denominator") * pl.col("per").fill_null(1.0)
    figure = pl.coalesce(
        "value",
        pl.when(pl.col("denominator") > 0).then(ratio),
        pl.when(pl.col("denominator").is_null()).then("numerator"),
    )
    last = (
        known.sort("period_end", maintain_order=True)
        .group_by("indicator", maintain_order=True)
        .agg(pl.col("name", "direction", "unit").drop_nulls().last(), pl.col("target").last())
    )
    whole = (
        known.filter(pl.col("team").is_null() & pl.col("breakdown").is_null())
        .with_columns(value=figure)
        .sort("period_end", maintain_order=True)
        .group_by("indicator")
        .agg(
            pl.len().cast(pl.Int64).alias("periods"),
            pl.col("period_end").last(),
            pl.col("value").last(),
        )
    )
    return (
        known.select("indicator", theme="themes")
        .explode("theme", keep_nulls=False)
        .unique()
        .join(last, on="indicator", how="left")
        .join(whole, on="indicator", how="left")
        .with_columns(
            pl.col("periods").fill_null(0), name=pl.coalesce("name", "indicator")
        )
        .select(
            "theme", "indicator", "name", "direction", "target", "unit", "periods", "period_end",
            "value",
        )
        .sort("theme", "name", "indicator")
    )  # fmt: skip
