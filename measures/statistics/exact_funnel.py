"""A funnel for small groups, whose outliers the exact test has to confirm."""

from __future__ import annotations

from typing import Final

import polars as pl

from measures.statistics.columns import numbers
from measures.statistics.comparison_wording import percent, share
from measures.statistics.exact_tests import binomial_p_values
from measures.statistics.funnel import funnel

RARELY: Final = 0.002
"""How often 99.8 % limits are crossed by chance alone."""


def exact_funnel(frame: pl.DataFrame) -> pl.DataFrame:
    """Set groups' shares against funnel limits as `measures.statistics.comparison.funnel` does,
    but call a group an outlier only where the exact binomial test agrees.

    The funnel's limits are worked out on a scale on which "all of 12" may lie outside though it
    comes up by chance one time in fifteen (where 80 % is usual). Takes and gives the columns of
    `measures.statistics.comparison.funnel`, and p_two_sided (of the group's figure, were its share
    the target); where that is 0.2 % or more, outlier is 0 and the verdict "within chance".

    Raises ValueError as `measures.statistics.comparison.funnel` does.
    """
    judged = funnel(frame)
    x, n = numbers(judged, "numerator"), numbers(judged, "denominator")
    p = binomial_p_values(x, n, numbers(judged, "target")).two_sided
    judged = judged.with_columns(pl.Series("p_two_sided", p, nan_to_null=True))
    outside = (pl.col("outlier") == 1).fill_null(value=False)
    pardoned = judged.select(outside & (pl.col("p_two_sided") >= RARELY)).to_series()
    said = [
        f"{share(*row[:2])}: within chance for so few, where {percent(row[2])} is usual."
        if pardon
        else row[3]
        for pardon, row in zip(
            pardoned,
            judged.select("numerator", "denominator", "target", "sentence").rows(),
            strict=True,
        )
    ]
    return judged.with_columns(
        pl.when(pardoned).then(pl.lit(0, pl.Int8)).otherwise("outlier").alias("outlier"),
        pl.when(pardoned).then(pl.lit("within chance")).otherwise("verdict").alias("verdict"),
        pl.Series("sentence", said, pl.String),
    )
