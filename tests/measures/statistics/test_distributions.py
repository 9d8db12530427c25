"""Quantiles and probabilities are those of `scipy.stats`, to the last bit."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from numpy.testing import assert_array_equal
from scipy import stats

from measures.statistics import distributions as ours
from measures.statistics.columns import Floats
from tests.paths import ROOT

SHARES = (1e-9, 0.001, 0.025, 0.2, 0.5, 0.975, 0.999)
RNG = np.random.default_rng(2026)


def counts() -> tuple[Floats, Floats, Floats]:
    """k, n and a share: small and large, and at the edges."""
    small = np.array(
        [(k, n, p) for n in range(13) for k in range(-1, n + 2) for p in (0, 0.03, 0.5, 0.8, 1)],
        float,
    )
    n = RNG.integers(1, 200_000, 2_000).astype(float)
    p = RNG.beta(0.5, 0.5, n.size)
    near = np.clip(np.round(n * p + RNG.normal(0, 3, n.size) * np.sqrt(n * p * (1 - p))), 0, n)
    k, of, share = (np.concatenate(pair) for pair in zip(small.T, (near, n, p), strict=True))
    return k, of, share


def test_normal_and_student() -> None:
    freedom = np.array([1, 2.5, 7, 30, 1_000, 1e6])
    for share in SHARES:
        assert ours.normal_quantile(share) == stats.norm.ppf(share)
        assert_array_equal(ours.student_quantile(share, freedom), stats.t.ppf(share, freedom))


@pytest.mark.parametrize("share", SHARES)
def test_beta_and_gamma(share: float) -> None:
    a = np.concatenate([np.arange(0, 30), RNG.gamma(1, 500, 300), [np.nan]]).astype(float)
    b = a[::-1].copy()
    assert_array_equal(ours.beta_quantile(share, a, b), stats.beta.ppf(share, a, b))
    assert_array_equal(ours.beta_quantile_above(share, a, b), stats.beta.isf(share, a, b))
    some = a[~(a == 0)]
    assert_array_equal(ours.gamma_quantile(share, some), stats.gamma.ppf(share, some))
    assert_array_equal(ours.gamma_quantile_above(share, some), stats.gamma.isf(share, some))


def test_binomial() -> None:
    k, n, p = counts()
    assert_array_equal(ours.binomial_is(k, n, p), stats.binom.pmf(k, n, p))
    assert_array_equal(ours.binomial_at_most(k, n, p), stats.binom.cdf(k, n, p))
    assert_array_equal(ours.binomial_above(k, n, p), stats.binom.sf(k, n, p))


@pytest.mark.parametrize("likely", SHARES)
def test_binomial_quantiles(likely: float) -> None:
    _, n, p = counts()
    some = n > 0
    n, p = np.append(n[some], np.nan), np.append(p[some], 0.5)
    assert_array_equal(ours.binomial_quantile(likely, n, p), stats.binom.ppf(likely, n, p))
    assert_array_equal(ours.binomial_quantile_above(likely, n, p), stats.binom.isf(likely, n, p))
    assert ours.binomial_quantile(likely, 0.0, 0.5) == 0


def test_poisson() -> None:
    expected = np.concatenate([[0, 0.2, 1, 4], RNG.gamma(1, 900, 400)])
    for k in (-1.0, 0.0, 1.0, 7.0, 250.0, 4_000.0):
        many = np.full_like(expected, k)
        if k >= 0:
            assert_array_equal(ours.poisson_is(many, expected), stats.poisson.pmf(many, expected))
        assert_array_equal(ours.poisson_at_most(many, expected), stats.poisson.cdf(many, expected))
        assert_array_equal(ours.poisson_above(many, expected), stats.poisson.sf(many, expected))


def test_the_first_page_does_without_what_is_long_to_load() -> None:
    """`scipy.stats`, and what only publishing needs, wait until somebody asks for them."""
    asked = (
        "import sys, dashboard, components.exhibits.catalogue;"
        "print([name for name in ('scipy.stats', 'scipy.optimize', 'alembic', 'docx', 'pptx',"
        " 'matplotlib') if name in sys.modules])"
    )
    told = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "[]"
