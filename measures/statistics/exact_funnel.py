"""A funnel for small groups, whose outliers the exact test has to confirm."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl

from measures.statistics.columns import Floats, numbers
from measures.statistics.comparison_wording import percent, share
from measures.statistics.distributions import binomial_quantile, binomial_quantile_above
from measures.statistics.exact_tests import binomial_p_values
from measures.statistics.funnel import EQUAL_WITHIN, FunnelVerdict, funnel

RARELY: Final = 0.002
"""How often 99.8 % limits are crossed by chance alone, half of it at either end."""


def exact_funnel(frame: pl.DataFrame) -> pl.DataFrame:
    """Set groups' shares against funnel limits as `measures.statistics.comparison.funnel` does,
    but call a group an outlier only where the exact binomial test agrees.

    The funnel's limits are worked out on a scale on which "all of 12" may lie outside though it
    comes up by chance one time in fifteen (where 80 % is usual). Takes and gives the columns of
    `measures.statistics.comparison.funnel`, and p_two_sided (of the group's figure, were its share
    the target), low_limit and high_limit: the wider of the funnel's limit and the exact test's.
    These are the ones to draw, for a group is an outlier where it lies outside them and nowhere
    else, and too few to judge where neither none nor all would. One group alone is compared with
    nothing.

    Raises ValueError as `measures.statistics.comparison.funnel` does.
    """
    judged = funnel(frame)
    x, n, target, ratio = (
        numbers(judged, name) for name in ("numerator", "denominator", "target", "ratio")
    )
    widened = judged.get_column("phi").to_numpy() > 1
    low, high = (
        np.where(widened, numbers(judged, wide), numbers(judged, plain))
        for wide, plain in (("OD99LCL", "LCL99"), ("OD99UCL", "UCL99"))
    )
    least, most = _by_chance(n, target)
    low, high = np.fmin(low, least), np.fmax(high, most)
    outside = (ratio < low - EQUAL_WITHIN) | (ratio > high + EQUAL_WITHIN)
    unjudged = ~np.isnan(ratio) & (low <= 0) & (high >= 1)
    pardoned = (judged.get_column("outlier") == 1).fill_null(value=False).to_numpy() & ~outside
    few = unjudged & ~outside
    alone = np.count_nonzero(~np.isnan(ratio)) == 1
    said = [
        f"{share(a, b)}: nothing to compare with."
        if alone
        else f"{share(a, b)}: too few to judge."
        if is_few
        else f"{share(a, b)}: within chance for so few, where {percent(usual)} is usual."
        if pardon
        else sentence
        for is_few, pardon, a, b, usual, sentence in zip(
            few, pardoned, x, n, target, judged.get_column("sentence"), strict=True
        )
    ]
    verdict = (
        pl.when(pl.lit(value=alone))
        .then(pl.lit(FunnelVerdict.NOTHING_TO_COMPARE))
        .when(pl.Series(few))
        .then(pl.lit(FunnelVerdict.TOO_FEW))
        .when(pl.Series(pardoned))
        .then(pl.lit(FunnelVerdict.WITHIN_CHANCE))
        .otherwise("verdict")
    )
    return judged.with_columns(
        pl.Series("p_two_sided", binomial_p_values(x, n, target).two_sided, nan_to_null=True),
        pl.Series("low_limit", low, nan_to_null=True),
        pl.Series("high_limit", high, nan_to_null=True),
        pl.when(pl.Series(pardoned)).then(pl.lit(0, pl.Int8)).otherwise("outlier").alias("outlier"),
        verdict.alias("verdict"),
        pl.Series("sentence", said, pl.String),
    )


def _by_chance(n: Floats, target: Floats) -> tuple[Floats, Floats]:
    """The least and the greatest share that the exact test lets pass for a group of this size."""
    with np.errstate(invalid="ignore", divide="ignore"):
        least = binomial_quantile(RARELY / 2, n, target) / n
        most = binomial_quantile_above(RARELY / 2, n, target) / n
    return np.where(n > 0, least, np.nan), np.where(n > 0, most, np.nan)
