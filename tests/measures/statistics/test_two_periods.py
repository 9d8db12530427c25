"""What changed from one period to the next by more than chance, and what could be chance."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from measures.statistics.two_periods import ChangeVerdict, Rate, changed, dispersion, rate_ratio
from tests.sampling import FULL

TRIES = 4000 if FULL else 150


def one(value: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([float(value)])


def test_the_ratio_of_two_rates_is_that_of_rs_own_example() -> None:
    """`poisson.test(c(11, 6 + 8 + 7), c(800, 1083 + 1050 + 878))` of R's documentation."""
    low, high = rate_ratio(one(11), one(800), one(21), one(3011))
    assert (low[0], high[0]) == pytest.approx((0.8584264, 4.277266), abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 60), st.integers(0, 60), st.sampled_from([1, 2, 3]))
def test_the_interval_leaves_out_no_change_where_the_exact_test_does(
    x: int, y: int, n: int
) -> None:
    """The binomial test of one count given both: twice its smaller tail, below the bar."""
    if x + y == 0:
        return
    bar = 0.05 / n
    low, high = rate_ratio(one(x), one(1), one(y), one(1), 1 - bar)
    tails = [binomtest(x, x + y, alternative=way).pvalue for way in ("greater", "less")]
    assert (low[0] > 1 or high[0] < 1) == (2 * min(tails) < bar)


@pytest.mark.parametrize(
    ("now", "before", "tests", "verdict"),
    [
        (Rate(81, 100), Rate(62, 100), 1, "More than chance"),
        (Rate(75, 100), Rate(62, 100), 1, "More than chance"),
        (Rate(75, 100), Rate(62, 100), 3, "Could be chance"),  # one of three looked at
        (Rate(8, 9), Rate(7, 9), 1, "Could be chance"),
        (Rate(2, 2), Rate(0, 2), 1, "Too few to judge"),
        (Rate(8, 9), Rate(0, 0), 1, "Nothing to compare"),
        (Rate(counts=(14, 13, 15, 14) * 3), Rate(counts=(9, 8, 10, 9) * 3), 3, "More than chance"),
        (
            Rate(counts=(14, 13, 15, 14) * 3),
            Rate(counts=(13, 12, 15, 14) * 3),
            3,
            "Could be chance",
        ),
        (Rate(counts=(1, 0, 0)), Rate(counts=(0, 0, 1)), 3, "Too few to judge"),
        (Rate(counts=(3, 1)), Rate(), 3, "Nothing to compare"),
    ],
)
def test_a_change_is_called_one_only_beyond_chance(
    now: Rate, before: Rate, tests: int, verdict: str
) -> None:
    told = changed(now, before, tests=tests)
    assert told.verdict == verdict
    assert told.sentence.startswith(verdict) or not told.sentence


def test_months_that_swing_need_more_to_be_told_apart() -> None:
    steady = Rate(counts=(15,) * 12), Rate(counts=(10,) * 12)
    swinging = Rate(counts=(2, 28) * 6), Rate(counts=(1, 19) * 6)
    assert changed(*steady).verdict is ChangeVerdict.MORE_THAN_CHANCE
    assert changed(*swinging).verdict is ChangeVerdict.COULD_BE_CHANCE
    assert dispersion((15,) * 12, (10,) * 12) == 1


def test_it_says_from_where_to_where_the_change_may_lie() -> None:
    assert changed(Rate(81, 100), Rate(62, 100)).sentence == (
        "More than chance: 81 of 100 (81%), 62 of 100 (62%) before; "
        "higher by 6 to 31 percentage points."
    )
    assert changed(Rate(8, 9), Rate(7, 9)).sentence == (
        "Could be chance: 8 of 9 (89%), 7 of 9 (78%) before; "
        "it may be 25 percentage points lower to 45 higher."
    )
    rising = changed(Rate(counts=(20,) * 12), Rate(counts=(10,) * 12))
    assert rising.sentence == (
        "More than chance: 20.0 a month, 10.0 before; higher by 60% to 151%."
    )


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 40), st.integers(1, 40), st.integers(0, 40), st.integers(1, 40))
def test_the_other_way_round_it_is_as_sure(a: int, n: int, b: int, m: int) -> None:
    there, back = (
        changed(Rate(min(a, n), n), Rate(min(b, m), m)),
        changed(Rate(min(b, m), m), Rate(min(a, n), n)),
    )
    assert there.verdict == back.verdict
    assert (there.low, there.high) == pytest.approx((-back.high, -back.low))


@pytest.mark.parametrize("spread", [1.0, 2.0])
def test_pages_seldom_see_a_change_in_pure_chance(spread: float) -> None:
    """Three rates at once, as on Complaints: monthly counts and two shares, all unchanged."""
    random, seen = np.random.default_rng(7), 0
    for _ in range(TRIES):
        size = 14 / (spread - 1) if spread > 1 else math.inf
        means = [random.gamma(size, 14 / size, 12) if spread > 1 else [14.0] * 12 for _ in "ab"]
        now, before = (tuple(int(n) for n in random.poisson(mean)) for mean in means)
        pairs = [(Rate(counts=now), Rate(counts=before))]
        for share, n in ((0.6, 90), (0.85, 110)):
            a, b = (Rate(int(random.binomial(n, share)), n) for _ in "ab")
            pairs.append((a, b))
        told = [changed(*pair, tests=len(pairs)).verdict for pair in pairs]
        seen += ChangeVerdict.MORE_THAN_CHANCE in told
    assert seen / TRIES <= (0.05 if FULL else 0.07)


def test_what_cannot_be_compared_is_refused() -> None:
    with pytest.raises(ValueError, match="tests"):
        changed(Rate(1, 2), Rate(1, 2), tests=0)
    with pytest.raises(ValueError, match="counts"):
        changed(Rate(counts=(1, 2)), Rate(1, 2))
    with pytest.raises(ValueError, match="larger"):
        changed(Rate(3, 2), Rate(1, 2))
