"""Intervals for shares, counts and the difference of two shares. Arrays in, arrays out."""

from typing import Final, NamedTuple

import numpy as np

from measures.statistics.columns import Floats
from measures.statistics.distributions import (
    beta_quantile,
    beta_quantile_above,
    gamma_quantile,
    gamma_quantile_above,
    normal_quantile,
)

CONFIDENCE: Final = 0.95


class Interval(NamedTuple):
    """Lower and upper ends, in the units of what they are an interval for."""

    low: Floats
    high: Floats


def exact_share(x: Floats, n: Floats, confidence: float = CONFIDENCE) -> Interval:
    """Clopper and Pearson's interval (1934) for a share seen as x of n; missing where n is 0."""
    tail = (1 - confidence) / 2
    with np.errstate(invalid="ignore"):
        low = np.where(x == 0, 0.0, beta_quantile(tail, x, n - x + 1))
        high = np.where(x == n, 1.0, beta_quantile_above(tail, x + 1, n - x))
    return _where_some(n, low, high)


def exact_count(x: Floats, confidence: float = CONFIDENCE) -> Interval:
    """Garwood's interval (1936) for the count expected where x was seen."""
    tail = (1 - confidence) / 2
    low = np.where(x == 0, 0.0, gamma_quantile(tail, x))
    return Interval(low, gamma_quantile_above(tail, x + 1))


def wilson(x: Floats, n: Floats, confidence: float = CONFIDENCE) -> Interval:
    """Wilson's score interval (1927), uncorrected, for a share; missing where n is 0."""
    z = -normal_quantile((1 - confidence) / 2)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = x / n
        centre = (share + z**2 / (2 * n)) / (1 + z**2 / n)
        reach = z / (1 + z**2 / n) * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    # At 0 of n and n of n the end is exact; rounding would leave it a hair off.
    low = np.where(x == 0, 0.0, np.maximum(centre - reach, 0))
    high = np.where(x == n, 1.0, np.minimum(centre + reach, 1))
    return _where_some(n, low, high)


def newcombe(
    x1: Floats, n1: Floats, x2: Floats, n2: Floats, confidence: float = CONFIDENCE
) -> Interval:
    """Newcombe's interval (1998, method 10) for share 1 − share 2; missing where an n is 0."""
    first, second = wilson(x1, n1, confidence), wilson(x2, n2, confidence)
    with np.errstate(invalid="ignore", divide="ignore"):
        share1, share2 = x1 / n1, x2 / n2
    difference = share1 - share2
    low = difference - np.hypot(share1 - first.low, second.high - share2)
    high = difference + np.hypot(first.high - share1, share2 - second.low)
    return Interval(low, high)


def _where_some(n: Floats, low: Floats, high: Floats) -> Interval:
    return Interval(np.where(n > 0, low, np.nan), np.where(n > 0, high, np.nan))
