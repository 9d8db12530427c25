from types import ModuleType
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measures.statistics import time_to_close as loop
from measures.statistics.time_to_close import time_to_close
from tests.measures.reference import assert_close, assert_same, reference


def check_time_to_close(measures: ModuleType) -> None:
    theirs = reference("closing")
    both = theirs.join(
        measures.time_to_close(reference("closing_in")), on="case", how="left", suffix="_ours"
    )
    for column in ("n", "closed"):
        assert_same(both[f"{column}_ours"], both[column], both)
    for column in ("median", "low", "high"):
        assert_close(both[f"{column}_ours"], both[column], both)


def test_medians_agree_with_the_reference() -> None:
    check_time_to_close(loop)


def items(days: list[float], closed: list[Any] | None = None, case: str = "a") -> pl.DataFrame:
    closed = [True] * len(days) if closed is None else closed
    return pl.DataFrame({"case": [case] * len(days), "days": days, "closed": closed})


def median(*columns: Any) -> float | None:
    answer: float | None = time_to_close(items(*columns))["median"][0]
    return answer


def test_without_open_items_it_is_the_ordinary_median() -> None:
    assert median([1, 2, 9]) == 2
    assert median([1, 2, 3, 9]) == 2.5
    assert median([0, 0, 0]) == 0


def test_open_items_make_it_longer_than_the_median_of_the_closed() -> None:
    days, closed = [10, 20, 30, 100, 100, 100], [True] * 3 + [False] * 3
    assert median(days[:3]) == 20
    assert median(days, closed) == 65  # half are closed by day 30, and none later till 100


def test_is_missing_while_fewer_than_half_have_closed() -> None:
    judged = time_to_close(items([5, 50, 60, 70], [1, 0, 0, 0]))
    assert judged.select("n", "closed", "median", "high").row(0) == (4, 1, None, None)


def test_an_item_open_for_as_long_as_another_took_to_close_was_at_risk_then() -> None:
    assert median([5, 5, 8, 9], [True, False, True, True]) == 8


@pytest.mark.parametrize(
    ("days", "closed", "verdict", "said"),
    [
        ([9] * 9, None, "too few to judge", "9 of 9 closed: too few to judge how long it takes."),
        (
            [*range(1, 13)],
            [True] * 4 + [False] * 8,
            "too few to judge",
            "4 of 12 closed: too few to judge how long it takes.",
        ),
        (
            [*range(1, 13)],
            [True] * 5 + [False] * 7,
            "fewer than half closed",
            "5 of 12 closed: half have not, so how long it takes is not known yet.",
        ),
        (
            [*range(1, 13)],
            [True] * 11 + [False],
            "half closed",
            "Half close within 6 days (4 to unknown); 1 of 12 is still open.",
        ),
        ([7] * 10, None, "half closed", "Half close within 7 days; none is still open."),
    ],
)
def test_says_how_long_it_takes(
    days: list[float], closed: list[bool] | None, verdict: str, said: str
) -> None:
    judged = time_to_close(items(days, closed))
    assert judged.select("verdict", "sentence").row(0) == (verdict, said)


def test_cases_come_as_first_met() -> None:
    frame = pl.concat([items([4, 4], case="b"), items([3], case="a")])[[2, 0, 1]]
    assert time_to_close(frame).select("case", "median").rows() == [("a", 3.0), ("b", 4.0)]


def test_an_empty_frame_gives_an_empty_answer() -> None:
    frame = items([1.0])
    assert time_to_close(frame[:0]).schema == time_to_close(frame).schema


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (items([-1]), "days has a value below 0"),
        (items([1]).with_columns(days=pl.lit(None, pl.Int64)), "days has missing"),
        (items([1], [2]), "closed must be"),
        (items([1, 2], [True, None]), "closed has missing"),
        (items([1]).drop("case"), "missing column: case"),
    ],
)
def test_refuses_what_it_cannot_count(frame: pl.DataFrame, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        time_to_close(frame)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 20), st.booleans()), min_size=1, max_size=30))
def test_median_lies_in_its_interval_and_grows_when_items_stay_open(
    rows: list[tuple[float, bool]],
) -> None:
    days, closed = [d for d, _ in rows], [c for _, c in rows]
    judged = time_to_close(items(days, closed)).row(0, named=True)
    ends = [judged[name] for name in ("low", "median", "high")]
    known = [end for end in ends if end is not None]
    assert known == sorted(known)
    all_closed = median(days)
    assert all_closed is not None
    assert judged["median"] is None or judged["median"] >= all_closed
