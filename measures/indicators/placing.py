"""Lines of a scorecard that nobody has placed: which statement they bear on is not known."""

from __future__ import annotations

from typing import Final

import polars as pl

from measures.indicators.series import IndicatorSeries

PLACING_SCHEMA: Final[dict[str, pl.DataType]] = {
    "measure": pl.String(),
    "name": pl.String(),
    "unit": pl.String(),
    "per": pl.Float64(),
    "direction": pl.String(),
    "frequency": pl.String(),
    "figures": pl.Int64(),
    "last_date": pl.Date(),
    "figure": pl.Float64(),
}


def without_place(found: IndicatorSeries) -> pl.DataFrame:
    """The measures that bear on no quality statement, those with the newest figures first.

    Gives PLACING_SCHEMA: what each measure is, how many figures the whole service has of it
    (periods that are not over count), and the last of them with its day; none of both where only
    teams or groups have figures.
    """
    told = found.measures.filter(pl.col("statements").list.len() == 0)
    columns = ("measure", "team", "breakdown", "date", "figure")
    every = pl.concat([found.points.select(columns), found.yearly.select(columns)])
    whole = every.filter(pl.col("team").is_null() & pl.col("breakdown").is_null())
    last = (
        whole.drop_nulls("figure")
        .sort("date")
        .group_by("measure")
        .agg(
            figures=pl.len().cast(pl.Int64),
            last_date=pl.col("date").last(),
            figure=pl.col("figure").last(),
        )
    )
    return (
        told.join(last, on="measure", how="left")
        .with_columns(pl.col("figures").fill_null(0))
        .sort("last_date", "name", descending=[True, False], nulls_last=True)
        .select(pl.col(name).cast(kind) for name, kind in PLACING_SCHEMA.items())
    )
