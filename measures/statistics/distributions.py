"""Quantiles and probabilities of the distributions that our statistics rest on: SciPy's own,
without `scipy.stats`, which takes half a second to load before anybody sees a page.

The same numbers to the last bit: `tests/measures/statistics/test_distributions.py`. What is missing
or impossible gives what is missing.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import special

# SciPy's binomial and beta (Boost's) have no name of their own outside `scipy.stats`.
from scipy.special import _ufuncs as boost

from measures.statistics.columns import Floats


def normal_quantile(share: float) -> float:
    """Below which a share of a standard normal lies."""
    return float(special.ndtri(share))


def student_quantile(share: float, freedom: Any) -> Floats:
    """Below which a share of Student's t with so many degrees of freedom lies."""
    return np.asarray(special.stdtrit(freedom, share))


def beta_quantile(share: float, a: Floats, b: Floats) -> Floats:
    """Below which a share of a beta distribution lies."""
    with np.errstate(invalid="ignore"):
        return np.where((a > 0) & (b > 0), boost._beta_ppf(share, a, b), np.nan)


def beta_quantile_above(share: float, a: Floats, b: Floats) -> Floats:
    """Above which a share of a beta distribution lies."""
    with np.errstate(invalid="ignore"):
        return np.where((a > 0) & (b > 0), special.betainccinv(a, b, share), np.nan)


def gamma_quantile(share: float, a: Floats) -> Floats:
    """Below which a share of a gamma distribution of scale 1 lies."""
    with np.errstate(invalid="ignore"):
        return np.where(a > 0, special.gammaincinv(a, share), np.nan)


def gamma_quantile_above(share: float, a: Floats) -> Floats:
    """Above which a share of a gamma distribution of scale 1 lies."""
    with np.errstate(invalid="ignore"):
        return np.where(a > 0, special.gammainccinv(a, share), np.nan)


def binomial_is(k: Floats, n: Floats, share: Floats) -> Floats:
    """How likely exactly k of n is."""
    within = (k >= 0) & (k <= n)
    return np.where(within, boost._binom_pmf(np.clip(k, 0, n), n, share), 0.0)


def binomial_at_most(k: Floats, n: Floats, share: Floats) -> Floats:
    """How likely k of n or fewer is."""
    likely = boost._binom_cdf(np.clip(k, 0, n), n, share)
    return np.where(k < 0, 0.0, np.where(k >= n, 1.0, likely))


def binomial_above(k: Floats, n: Floats, share: Floats) -> Floats:
    """How likely more than k of n is."""
    likely = boost._binom_sf(np.clip(k, 0, n), n, share)
    return np.where(k < 0, 1.0, np.where(k >= n, 0.0, likely))


def binomial_quantile(likely: float, n: Any, share: Any) -> Floats:
    """The least k such that k of n or fewer is as likely as that."""
    return _whole(boost._binom_ppf, likely, n, share)


def binomial_quantile_above(likely: float, n: Any, share: Any) -> Floats:
    """The least k such that more than k of n is no likelier than that."""
    return _whole(boost._binom_isf, likely, n, share)


def _whole(quantile: Any, likely: float, n: Any, share: Any) -> Floats:
    n, share = np.broadcast_arrays(np.asarray(n, float), np.asarray(share, float))
    with np.errstate(invalid="ignore"):
        known = (n > 0) & (share >= 0) & (share <= 1)
    answer = np.where(n == 0, 0.0, np.nan)
    answer[known] = quantile(likely, n[known], share[known])
    return answer


def poisson_is(k: Floats, expected: Floats) -> Floats:
    """How likely exactly k is."""
    return np.asarray(np.exp(special.xlogy(k, expected) - special.gammaln(k + 1) - expected))


def poisson_at_most(k: Floats, expected: Floats) -> Floats:
    """How likely k or fewer is."""
    return np.where(k < 0, 0.0, special.pdtr(np.maximum(k, 0), expected))


def poisson_above(k: Floats, expected: Floats) -> Floats:
    """How likely more than k is."""
    return np.where(k < 0, 1.0, special.pdtrc(np.maximum(k, 0), expected))
