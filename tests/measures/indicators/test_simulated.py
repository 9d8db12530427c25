"""Charts of indicators seldom see something in pure chance, and see a change that is there.

Ordinary runs draw few series; FULL=1 draws as many as docs/methods.md reports.
"""

from __future__ import annotations

import pytest

from tests.measures.indicators import simulated
from tests.sampling import FULL

LENGTHS = simulated.LENGTHS if FULL else ((12, 12),)
SLACK = 0.0 if FULL else 0.02
"""What the few series of an ordinary run may be out by."""


@pytest.mark.parametrize("kind", ["normal", "counts", "share"])
def test_a_change_since_an_event_is_seldom_claimed_by_chance(kind: str) -> None:
    for before, after in LENGTHS:
        found = simulated.claims(kind, before, after)
        assert found.claimed <= 0.045 + SLACK, found


@pytest.mark.parametrize("kind", ["normal", "share"])
def test_a_change_that_is_there_is_seen(kind: str) -> None:
    assert simulated.claims(kind, 12, 12, shift=2).claimed >= 0.93 - SLACK
    assert simulated.claims(kind, 24, 12, shift=1).claimed >= 0.5 - SLACK


def test_steady_shares_are_seldom_marked_and_mostly_judged_by_counting() -> None:
    assert simulated.latest_marked("share", 24) <= 0.025 + SLACK
    assert simulated.judged_by_counting(24) >= 0.85 - SLACK
