"""How near councils are to each other: an open distance over people, density, deprivation and type.

Two councils differ by the natural logarithm of their population, that of their people per square
kilometre, and their average score of the Index of Multiple Deprivation, each in standard deviations
of all councils known; and by type, which counts `OF_ANOTHER_TYPE`. The distance is the square root
of the sum of the squares. Rule: our own, written down in `docs/methods.md`; the inputs are those of
published nearest-neighbour models (population, density, deprivation), the weights are equal.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from measures.statistics.columns import require

NEIGHBOURS: Final = 15
"""How many councils are the nearest."""
OF_ANOTHER_TYPE: Final = 1.0
"""What another type of council counts: as much as one standard deviation of a figure."""
PARTS: Final = ("population_apart", "density_apart", "deprivation_apart", "type_apart")


def distances(profiles: pl.DataFrame, council: str) -> pl.DataFrame:
    """How far every other council is from one, the nearest first.

    `profiles`: authority, authority_type, population (people), area_km2, deprivation (IMD average
    score), one row a council; further columns are kept. Gives those of the other councils that
    have all three figures, with density (people per km²), `PARTS` (how far apart by each figure, in
    standard deviations; signed: above 0 where the other has more, but for the type), distance, and
    nearest (among the `NEIGHBOURS` nearest; names decide between equals). Empty where the council's
    own figures are not known.

    Raises ValueError naming a column that is missing, or that a council comes twice.
    """
    require(profiles, "authority", "authority_type", "population", "area_km2", "deprivation")
    if profiles.get_column("authority").is_duplicated().any():
        raise ValueError("authority: a council comes more than once")
    known = (
        profiles.drop_nulls(["population", "area_km2", "deprivation"])
        .with_columns(density=pl.col("population") / pl.col("area_km2"))
        .with_columns(
            _population=pl.col("population").log(),
            _density=pl.col("density").log(),
            _deprivation=pl.col("deprivation"),
        )
    )
    ours = known.filter(pl.col("authority") == council)
    if ours.is_empty():
        known = known.clear()
    mine = ours.row(0, named=True) if ours.height else dict.fromkeys(known.columns)
    apart = {
        f"{name}_apart": (pl.col(f"_{name}") - pl.lit(mine[f"_{name}"], pl.Float64)) / spread
        for name in ("population", "density", "deprivation")
        for spread in [_spread(known.get_column(f"_{name}"))]
    }
    same = pl.col("authority_type").eq_missing(pl.lit(mine["authority_type"], pl.String))
    return (
        known.with_columns(
            type_apart=pl.when(same).then(0.0).otherwise(OF_ANOTHER_TYPE),
            **apart,
        )
        .filter(pl.col("authority") != council)
        .with_columns(distance=pl.sum_horizontal(pl.col(each) ** 2 for each in PARTS).sqrt())
        .sort("distance", "authority")
        .with_columns(nearest=pl.int_range(pl.len()) < NEIGHBOURS)
        .drop("_population", "_density", "_deprivation")
    )


def _spread(values: pl.Series) -> float:
    """The standard deviation of all councils; 1 where they do not differ."""
    spread = values.std(ddof=0)
    return float(spread) if isinstance(spread, float) and spread > 0 else 1.0
