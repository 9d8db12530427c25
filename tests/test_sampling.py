"""Over a few days a plain run meets everything."""

from __future__ import annotations

import pytest

from tests import sampling
from tests.sampling import SLOW_ROOMS, one_in, one_in_slow

ADDRESSES = [f"address {number}" for number in range(20)]


@pytest.fixture(autouse=True)
def plain_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sampling, "FULL", False)


@pytest.mark.parametrize("many", [2, 3, 6, 8, 30])
def test_everything_is_met_within_twice_as_many_days(many: int) -> None:
    for first in (739_000, 739_001, 739_005):
        met = {
            item
            for day in range(first, first + 2 * many - 1)
            for item in one_in(many, ADDRESSES, seed=day)
        }
        assert met == set(ADDRESSES)


def test_a_part_is_as_large_as_asked_for_and_in_order() -> None:
    for day in range(739_000, 739_030):
        part = one_in(3, ADDRESSES, seed=day)
        assert len(part) in {6, 7}
        assert part == sorted(part, key=ADDRESSES.index)


def test_a_seed_takes_the_same_again_and_another_day_something_else() -> None:
    assert one_in(3, ADDRESSES, seed=739_000) == one_in(3, ADDRESSES, seed=739_000)
    parts = {tuple(one_in(3, ADDRESSES, seed=day)) for day in range(739_000, 739_030)}
    assert len(parts) > 20


def test_turns_part_the_list_between_them() -> None:
    halves = [one_in(2, ADDRESSES, turn=turn, seed=738_998) for turn in (0, 1)]
    assert sorted(halves[0] + halves[1]) == sorted(ADDRESSES)


def test_a_full_run_takes_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sampling, "FULL", True)
    assert one_in(3, ADDRESSES) == ADDRESSES


def test_lists_of_slow_rooms_are_met_in_as_many_days_as_both_parts_ask() -> None:
    """As the runs take them: a part of the list, and of that room's tests one in so many."""
    many = 6
    first = 739_000 // (many * SLOW_ROOMS) * many * SLOW_ROOMS
    met: list[str] = []
    for day in range(first, first + many * SLOW_ROOMS):
        room = [*one_in_slow(many, ADDRESSES, seed=day), "another test", "and another"]
        met += [item for item in one_in(SLOW_ROOMS, room, seed=day) if item in ADDRESSES]
    assert sorted(met) == sorted(ADDRESSES), "each once"
