"""Intervals hold as often as they say, and verdicts seldom see something in pure chance.

Ordinary runs draw few samples; FULL=1 draws as many as docs/methods.md reports and holds every
truth to its bound, not only the average.
"""

import pytest

from tests.measures.statistics import simulated
from tests.sampling import FULL

SLACK = 0.0 if FULL else 0.015
"""What the few samples of an ordinary run may be out by."""


def test_exact_intervals_of_shares_never_hold_less_often_than_they_say() -> None:
    for rate in simulated.shares("exact_low", "exact_high", (5, 30, 100)):
        assert rate.lowest >= 0.95, rate


def test_exact_intervals_of_counts_never_hold_less_often_than_they_say() -> None:
    assert simulated.count_interval().lowest >= 0.95


def test_wilson_intervals_hold_as_often_as_they_say_on_average() -> None:
    for rate in simulated.shares("wilson_low", "wilson_high", (5, 10, 30, 100)):
        assert rate.mean >= 0.94, rate


def test_newcombe_intervals_hold_as_often_as_they_say_on_average() -> None:
    sizes = (5, 10, 30, 80) if FULL else (5, 30)
    assert min(rate.mean for rate in simulated.newcombe(sizes)) >= 0.94


def test_kappa_intervals_hold_as_often_as_they_say() -> None:
    sizes = (6, 10, 15, 25, 60, 150) if FULL else (6, 25)
    for pair in simulated.kappa_interval(sizes):
        for rate in pair:
            assert rate.mean >= 0.94 - SLACK, rate
            assert rate.lowest >= (0.94 if FULL else 0.9), rate


def test_time_to_close_intervals_hold_as_often_as_they_say_on_average() -> None:
    for rate in simulated.closing_interval((10, 20, 50, 200) if FULL else (20,)):
        assert rate.mean >= 0.94 - SLACK, rate


@pytest.mark.parametrize("points", [12, 24, 60])
def test_process_control_seldom_sees_change_in_chance(points: int) -> None:
    for kind, _, latest in simulated.process_alarms(points):
        assert latest <= (0.08 if "skewed" in kind else 0.04) + SLACK, kind


def test_p_charts_seldom_see_change_in_chance() -> None:
    outside, runs = simulated.p_chart_alarms(24)
    assert outside <= 0.005
    assert runs <= 0.06 + SLACK


def test_exact_verdicts_see_something_in_chance_at_most_once_in_twenty() -> None:
    assert simulated.proportion_alarms().highest <= 0.05
    assert simulated.count_alarms().highest <= 0.05


def test_other_verdicts_seldom_see_something_in_chance() -> None:
    assert simulated.difference_alarms().mean <= 0.05
    assert simulated.funnel_alarms().mean <= 0.01
    assert simulated.agreement_alarms().mean <= 0.025 + SLACK
