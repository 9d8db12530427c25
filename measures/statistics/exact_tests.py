"""Exact p values for a count against an expected count, and for x of n against a share.

Two-sided p values add up every outcome no likelier than the one seen, as R's binom.test and
poisson.test do, likelihoods within one part in ten million counting as equal.
"""

from collections.abc import Callable
from typing import Final, NamedTuple

import numpy as np

from measures.statistics.columns import Bools, Floats
from measures.statistics.distributions import (
    binomial_above,
    binomial_at_most,
    binomial_is,
    poisson_above,
    poisson_at_most,
    poisson_is,
)

EQUALLY_LIKELY: Final = 1 + 1e-7


class PValues(NamedTuple):
    """How often chance alone gives a result as far out, as high or higher, as low or lower."""

    two_sided: Floats
    greater: Floats
    less: Floats


def binomial_p_values(x: Floats, n: Floats, share: Floats) -> PValues:
    """Test x of n against an expected share (0 to 1). Missing where any is, or where n is 0."""
    known = ~np.isnan(x + n + share) & (n > 0)
    x, n, share = x[known], n[known], share[known]
    return _p_values(
        known,
        x,
        n * share,
        n + 1,
        lambda k: binomial_is(k, n, share),
        lambda k: binomial_at_most(k, n, share),
        lambda k: binomial_above(k, n, share),
    )


def poisson_p_values(x: Floats, expected: Floats) -> PValues:
    """Test a count against an expected count. Missing where either is."""
    known = ~np.isnan(x + expected)
    x, expected = x[known], expected[known]
    # Past the far edge even the least likely count is likelier than anything beyond it.
    edge = np.ceil(2 * expected + x + 10)
    likelihood = poisson_is(x, expected)
    while (more := poisson_is(edge, expected) > likelihood).any():
        edge[more] *= 2
    return _p_values(
        known,
        x,
        expected,
        edge,
        lambda k: poisson_is(k, expected),
        lambda k: poisson_at_most(k, expected),
        lambda k: poisson_above(k, expected),
    )


def _p_values(
    known: Bools,
    x: Floats,
    mean: Floats,
    edge: Floats,
    likelihood: Callable[[Floats], Floats],
    at_most: Callable[[Floats], Floats],
    above: Callable[[Floats], Floats],
) -> PValues:
    bar = likelihood(x) * EQUALLY_LIKELY
    less, greater = at_most(x), above(x - 1)
    # Beyond the mean on either side likelihood only falls, so halving finds where it meets the bar.
    high = _first(np.ceil(mean), edge, lambda k: likelihood(k) <= bar)
    low = _first(np.zeros_like(mean), np.floor(mean) + 1, lambda k: likelihood(k) > bar)
    two_sided = np.where(x < mean, less + above(high - 1), at_most(low - 1) + greater)
    two_sided = np.where(x == mean, 1.0, np.minimum(two_sided, 1.0))
    return PValues(*(_with_gaps(known, p) for p in (two_sided, greater, less)))


def _first(start: Floats, end: Floats, holds: Callable[[Floats], Bools]) -> Floats:
    """Find each row's first whole number from `start` for which `holds`; `end` if none does."""
    low, high = start.copy(), np.maximum(start, end)
    while (undecided := low < high).any():
        middle = np.floor((low + high) / 2)
        yes = holds(middle)
        high = np.where(undecided & yes, middle, high)
        low = np.where(undecided & ~yes, middle + 1, low)
    return low


def _with_gaps(known: Bools, values: Floats) -> Floats:
    answer = np.full(known.size, np.nan)
    answer[known] = values
    return answer
