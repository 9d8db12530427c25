"""Figures of England, a council's region and similar councils, beside the council's own."""

from __future__ import annotations

from typing import Final

import polars as pl

from measures.indicators.figures import figures_of_councils
from measures.statistics.columns import require

COMPARATORS_SCHEMA: Final[dict[str, pl.DataType]] = {
    "level": pl.String(),
    "area": pl.String(),
    "measure": pl.String(),
    "breakdown_kind": pl.String(),
    "breakdown": pl.String(),
    "period_start": pl.Date(),
    "date": pl.Date(),
    "numerator": pl.Float64(),
    "denominator": pl.Float64(),
    "figure": pl.Float64(),
}
_SEPARATOR: Final = "\x1f"


def comparator_figures(
    comparators: pl.DataFrame, catalogue: pl.DataFrame, measures: pl.DataFrame
) -> pl.DataFrame:
    """Lay the rows of comparators out as figures of the council's measures.

    `comparators`, `catalogue`: the datasets' columns. `measures`: what `declared` gave for the
    council's indicators; others are left out.

    Gives COMPARATORS_SCHEMA, by measure, date and area: level (one of `ComparatorLevel`), area,
    measure, breakdown_kind, breakdown, period_start, date (the period's last day), numerator,
    denominator and figure, each as `figures` gives them of the council, in the measure's unit. They
    hold no judgement: an area that the council is part of is no peer of it.

    Raises ValueError naming the column that is missing.
    """
    require(comparators, "level", "area", "indicator", "period_start", "period_end", "value")
    rows = comparators.with_columns(
        authority=pl.concat_str("level", "area", separator=_SEPARATOR),
        team=pl.lit(None, pl.String),
        target=pl.lit(None, pl.Float64),
    )
    laid_out = figures_of_councils(rows, catalogue, measures)
    parts = pl.col("authority").str.split_exact(_SEPARATOR, 1).struct
    return (
        laid_out.join(measures.select("measure"), on="measure", how="semi")
        .with_columns(level=parts.field("field_0"), area=parts.field("field_1"))
        .select(pl.col(name).cast(kind) for name, kind in COMPARATORS_SCHEMA.items())
        .sort("measure", "date", "area", "breakdown")
    )
