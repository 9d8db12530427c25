"""What was worked out is kept, and no more of it than has room; of newer records it is told only
where nothing that was read for it is otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, MutableMapping
from datetime import date
from typing import Any

import polars as pl
import pytest

from components.exhibits.memo import MOST_PLACES, memo
from components.exhibits.tracked import FilteredRecords

MADE: Counter[str] = Counter()
DAY = date(2026, 9, 30)


class Known:
    """Records as they were just read."""

    def __init__(self, earlier: Known | None = None, /, **frames: pl.DataFrame) -> None:
        self.frames, self._earlier = frames, earlier
        self.memo: MutableMapping[Any, Any] = {}
        self.whole_to = {"complaint": DAY}
        self.parts: dict[str, tuple[str, ...]] = {}
        self.newest_batch = 7

    def __getitem__(self, name: str) -> pl.DataFrame:
        return self.frames[name]

    def as_known(self, day: date) -> Known:
        """As known on another day."""
        return self._earlier or self

    def newer(self, earlier: Known | None = None, /, **frames: pl.DataFrame) -> Known:
        """The same with other frames, and what was made that holds of it too."""
        after = Known(earlier or self._earlier, **(self.frames | frames))
        for place, kept in self.memo.items():
            if (still := kept.for_newer(after)) is not None:
                after.memo[place] = still
        return after


@pytest.fixture(autouse=True)
def _anew() -> None:
    MADE.clear()


def frame(*values: int) -> pl.DataFrame:
    return pl.DataFrame({"value": values})


def shown(records: Known, place: str) -> str:
    MADE[place] += 1
    return f"shown at {place}"


def total(records: Known, name: str) -> int:
    MADE[name] += 1
    return int(records[name]["value"].sum())


def both(records: Known) -> int:
    MADE["both"] += 1
    return memo(records, total, "complaint") + memo(records, total, "training")


def then(records: Known) -> int:
    MADE["then"] += 1
    return memo(records.as_known(DAY), total, "training")


def whole(records: Known) -> date | None:
    MADE["whole"] += 1
    return records.whole_to.get("complaint")


def any_parts(records: Known) -> bool:
    MADE["parts"] += 1
    return bool(records.parts)


def newest(records: Known) -> int:
    MADE["newest"] += 1
    return records.newest_batch


def known() -> Known:
    return Known(complaint=frame(1, 2), training=frame(3))


def test_a_flood_of_addresses_takes_no_more_room_and_what_is_looked_at_stays() -> None:
    records = known()
    for number in range(3 * MOST_PLACES):
        assert memo(records, shown, f"team {number}") == f"shown at team {number}"
        assert memo(records, shown, "the overview") == "shown at the overview"
    assert len(records.memo) == MOST_PLACES
    assert MADE["the overview"] == 1
    memo(records, shown, "team 0")
    assert MADE["team 0"] == 2  # gone meanwhile, and made again


def nothing(records: Known) -> None:
    MADE["nothing"] += 1


def test_nothing_made_is_kept_too() -> None:
    records = known()
    for _ in range(2):
        memo(records, nothing)
    assert MADE["nothing"] == 1


def test_after_an_import_only_what_rests_on_its_frames_is_made_again() -> None:
    before = known()
    assert memo(before, both) == 6
    after = before.newer(training=frame(3, 4))
    assert memo(after, both) == 10
    assert memo(after, total, "complaint") == 3
    assert Counter(complaint=1, training=2, both=2) == MADE


def test_what_a_part_read_that_was_made_before_counts_for_the_whole() -> None:
    before = known()
    memo(before, total, "training")  # some other page asked first
    memo(before, both)
    assert memo(before.newer(training=frame(9)), both) == 12


def test_what_was_read_of_an_earlier_day_is_looked_at_too() -> None:
    earlier = known()
    before = Known(earlier, **earlier.frames)
    assert memo(before, then) == 3
    same = before.newer(complaint=frame(5))
    assert memo(same, then) == 3
    assert MADE["then"] == 1
    assert memo(same.newer(earlier.newer(training=frame(8))), then) == 8


@pytest.mark.parametrize(
    ("make", "change"),
    [
        (whole, lambda each: each.whole_to.update(complaint=date(2026, 10, 31))),
        (any_parts, lambda each: each.parts.update(complaint=("complaints.xlsx",))),
        (newest, lambda each: setattr(each, "newest_batch", 8)),
    ],
)
def test_plain_values_that_were_read_have_to_be_equal(
    make: Callable[[Known], Any], change: Callable[[Known], None]
) -> None:
    before = known()
    was = memo(before, make)
    assert memo(before.newer(complaint=frame(4)), make) == was
    assert sum(MADE.values()) == 1
    after = Known(**before.frames)
    change(after)
    for place, kept in before.memo.items():
        assert kept.for_newer(after) is None, place
    assert memo(after, make) != was


def of_filtered(records: Known) -> int:
    MADE["filtered"] += 1
    return sum(int(records[name]["value"].sum()) for name in ("complaint", "training"))


def filtered(records: Any) -> Any:
    rows = records["complaint"].filter(pl.col("value") > 1)
    return FilteredRecords(records, {"complaint": rows}, "more than one", filtered)


def test_filtered_records_hold_as_long_as_what_they_are_filtered_from() -> None:
    before = known()
    assert memo(filtered(before), of_filtered) == 5
    same = before.newer(other=frame(1))
    assert memo(filtered(same), of_filtered) == 5
    assert MADE["filtered"] == 1
    assert memo(filtered(same.newer(complaint=frame(7))), of_filtered) == 10
    given: Any = FilteredRecords(before, {"complaint": frame(100)}, "given")
    assert memo(given, of_filtered) == 103
    assert ("given", of_filtered) not in before.newer(other=frame(2)).memo


def in_hand(records: Known) -> Known:
    return records


def asks_a_method(records: Known) -> Any:
    return records.newer()


def test_nothing_is_read_without_being_noted() -> None:
    records = known()
    with pytest.raises(TypeError, match="may know more"):
        memo(records, lambda given: records["complaint"])
    with pytest.raises(TypeError, match="would not be known"):
        memo(records, asks_a_method)
    with pytest.raises(RuntimeError, match="after"):
        memo(records, in_hand)["complaint"]


def absent(records: Known) -> bool:
    try:
        memo(records, total, "region")
    except KeyError:
        return True
    return False


def test_what_was_not_there_is_noted_as_such() -> None:
    before = known()
    assert memo(before, absent)
    assert not memo(before.newer(region=frame(1)), absent)
