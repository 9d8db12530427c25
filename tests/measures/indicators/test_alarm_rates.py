"""Charts of indicators seldom see something in pure chance, and see a change that is there.

Ordinary runs draw few series; FULL=1 draws as many as docs/methods.md reports.
"""

from __future__ import annotations

import pytest

from tests.measures.indicators import alarm_rates, simulated
from tests.sampling import FULL

LENGTHS = simulated.LENGTHS if FULL else ((12, 12),)
SLACK = 0.0 if FULL else 0.025
"""What the few series of an ordinary run may be out by."""

each_chart = pytest.mark.parametrize("kind", alarm_rates.CHARTED)
before_a_rebase = pytest.mark.parametrize("rebased", [None, alarm_rates.REBASED])


@pytest.mark.parametrize("kind", ["normal", "counts", "share", "rate"])
@before_a_rebase
def test_a_change_since_an_event_is_seldom_claimed_by_chance(
    kind: str, rebased: int | None
) -> None:
    for before, after in LENGTHS:
        found = simulated.claims(kind, before + (rebased or 0), after, rebased=rebased)
        assert found.claimed <= 0.05 + SLACK, found


@each_chart
@before_a_rebase
def test_a_change_that_is_there_is_seen(kind: str, rebased: int | None) -> None:
    more = rebased or 0
    two = simulated.claims(kind, 12 + more, 12, shift=2, rebased=rebased)
    assert two.claimed >= 0.93 - SLACK
    one = simulated.claims(kind, 24 + more, 12, shift=1, rebased=rebased)
    assert one.claimed >= 0.5 - SLACK


@each_chart
@before_a_rebase
def test_steady_figures_are_seldom_marked(kind: str, rebased: int | None) -> None:
    assert alarm_rates.of_months(kind, 24, rebased=rebased) <= 0.02 + SLACK
    assert alarm_rates.of_latest(kind, 24, rebased=rebased) <= 0.025 + SLACK


@each_chart
def test_a_shift_of_two_standard_deviations_is_seen_within_a_year(kind: str) -> None:
    months = 6 if FULL else 3
    assert alarm_rates.seen_within(kind, 24, 2, months) >= (0.8 if FULL else 0.4)


@pytest.mark.parametrize("kind", ["share", "rate"])
def test_shares_and_rates_are_mostly_judged_by_counting(kind: str) -> None:
    assert simulated.judged_by_counting(kind, 24) >= 0.85 - SLACK
