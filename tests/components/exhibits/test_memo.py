"""What was worked out is kept, and no more of it than has room."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from components.exhibits.memo import MOST_PLACES, memo


class Records:
    """Records that were just read."""

    def __init__(self) -> None:
        self.memo: MutableMapping[Any, Any] = {}


def test_a_flood_of_addresses_takes_no_more_room_and_what_is_looked_at_stays() -> None:
    records, made = Records(), list[str]()

    def looked_at(place: str) -> str:
        def make() -> str:
            made.append(place)
            return f"shown at {place}"

        return memo(records, place, make)

    for number in range(3 * MOST_PLACES):
        assert looked_at(f"team {number}") == f"shown at team {number}"
        assert looked_at("the overview") == "shown at the overview"
    assert len(records.memo) == MOST_PLACES
    assert made.count("the overview") == 1
    looked_at("team 0")
    assert made.count("team 0") == 2  # gone meanwhile, and made again


def test_nothing_made_is_kept_too() -> None:
    records, made = Records(), list[int]()
    for _ in range(2):
        assert memo(records, "none", lambda: made.append(1)) is None
    assert made == [1]
