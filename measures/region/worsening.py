"""Whether a council's measures get worse by more than chance allows among so many.

A council is looked at by fifty measures, a region by fifty times thirty: that one of them is marked
on a chart is then no news. So what counts here allows for how many were looked at, by two published
rules, each wrong for one council in forty where nothing changes."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl

from measures.indicators.standings import StandingVerdict
from measures.statistics.columns import require
from measures.statistics.distributions import binomial_above, student_quantile
from vocabulary.indicators import Direction

BY_CHANCE: Final = 0.015
"""Of measures in which nothing changes, the share that is marked as worse at any moment. Of 9,000
drawn from a normal distribution, of 8 to 60 months, 0.7% were; of figures as a council's, with what
they said of each month laid on another at random, 1.6%."""
_EACH: Final = 0.025  # how often each of the two rules is wrong for a council
_FREEDOM: Final = 0.62  # degrees of freedom of a moving range's limits, for each figure after one
_SIGMAS: Final = 3.0  # from the mean to a limit


def beyond_chance(standings: pl.DataFrame) -> tuple[int, bool, tuple[str, ...]]:
    """How many measures are judged over time, whether more of them are worse than chance allows,
    and the names of those that are worse by so much that chance alone would not do it in any.

    `standings`: name, verdict, variation, direction, how_far and n, as
    `measures.indicators.standings.standings` gives them. More than chance allows: as many or more
    would be found in less than one council of forty, by the binomial distribution with `BY_CHANCE`
    for each measure. By so much: how far the figure lies from the mean, in standard deviations,
    beyond what Student's t has at one in forty divided by the number of measures (Bonferroni), its
    degrees of freedom 0.62 for each figure after the first (Wheeler).

    Raises ValueError naming a column that is missing.
    """
    require(standings, "name", "verdict", "variation", "direction", "how_far", "n")
    either = [Direction.INCREASE.value, Direction.DECREASE.value]
    judged = standings.filter(pl.col("variation").is_not_null() & pl.col("direction").is_in(either))
    worse = judged.filter(pl.col("verdict") == StandingVerdict.WORSE.value)
    if worse.is_empty():
        return judged.height, False, ()
    likely = binomial_above(
        np.array([worse.height - 1.0]), np.array([float(judged.height)]), np.array([BY_CHANCE])
    )
    freedom = np.maximum(_FREEDOM * (worse.get_column("n").to_numpy() - 1.0), 1.0)
    limit = student_quantile(1 - _EACH / judged.height, freedom) / _SIGMAS
    far = worse.filter(pl.Series(worse.get_column("how_far").fill_null(0).to_numpy() > limit))
    return judged.height, bool(likely[0] < _EACH), tuple(far.get_column("name"))
