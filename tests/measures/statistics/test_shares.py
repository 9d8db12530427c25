"""How many of how many, months and quarters, and the words for them."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measures.statistics.breakdown import break_down, plain
from measures.statistics.periods import calendar, period_of
from measures.statistics.shares import ShareVerdict, share_in_words, with_share


@pytest.mark.parametrize(
    ("x", "n", "verdict", "said"),
    [
        (0, 0, "nothing to judge yet", "none to judge by yet"),
        (5, 5, "too few to judge", "5 of 5: too few to judge"),
        (6, 6, "more than half", "6 of 6 (100%): more than half"),
        (1, 9, "fewer than half", "1 of 9 (11%): fewer than half"),
        (3, 4, "too few to judge", "3 of 4: too few to judge"),
    ],
)  # fmt: skip
def test_a_share_says_what_it_is_worth(x: int, n: int, verdict: str, said: str) -> None:
    row = with_share(pl.DataFrame({"x": [x], "n": [n]}), "x", "n").row(0, named=True)
    assert row["verdict"] == verdict
    assert share_in_words(x, n, verdict) == said


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), max_size=8))
@settings(max_examples=40, deadline=None)
def test_a_share_lies_in_its_interval_and_the_verdict_agrees_with_it(
    pairs: list[tuple[int, int]],
) -> None:
    rows = [(min(pair), max(pair)) for pair in pairs]
    frame = pl.DataFrame(rows, schema={"x": pl.Int64, "n": pl.Int64}, orient="row")
    for row in with_share(frame, "x", "n").iter_rows(named=True):
        assert row["verdict"] in set(ShareVerdict)
        if row["n"] == 0:
            assert (row["share"], row["low"], row["high"]) == (None, None, None)
            continue
        assert row["low"] <= row["share"] <= row["high"]
        if row["n"] >= 6:
            assert (row["verdict"] == "more than half") == (row["low"] > 0.5)
            assert (row["verdict"] == "fewer than half") == (row["high"] < 0.5)


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.integers(0, 900))
@settings(max_examples=60, deadline=None)
def test_every_period_up_to_the_day_has_a_row(first: date, days: int) -> None:
    as_at = date.fromordinal(first.toordinal() + days)
    for every in ("month", "quarter"):
        frame = calendar(first, as_at, every)
        starts = frame["period"].to_list()
        assert starts == sorted(set(starts))
        assert starts[0] <= first
        assert starts[-1] <= as_at
        assert frame["complete"][:-1].all()
        known = pl.DataFrame({"d": [first, as_at]}).select(period_of("d", every))
        assert set(known["d"]) <= set(starts)


def test_periods_are_named_for_people() -> None:
    quarters = calendar(date(2025, 11, 3), date(2026, 3, 31), "quarter")
    assert quarters["name"].to_list() == ["October to December 2025", "January to March 2026"]
    assert quarters["complete"].to_list() == [True, True]
    months = calendar(date(2026, 3, 31), date(2026, 3, 30), "month")
    assert months.is_empty()
    assert calendar(date(2026, 3, 1), date(2026, 3, 30), "month").rows() == [
        (date(2026, 3, 1), "March 2026", False)
    ]


def test_a_row_comes_once_for_each_of_its_values() -> None:
    frame = pl.DataFrame(
        {"themes": [["a", "b", "a"], [], None], "team": ["x", None, "y"]},
        schema={"themes": pl.List(pl.String), "team": pl.String},
    )
    assert break_down(frame, "themes")["case"].to_list() == ["a", "b", *["not recorded"] * 2]
    assert break_down(frame, "team")["case"].to_list() == ["x", "not recorded", "y"]
    assert break_down(frame, None)["case"].to_list() == ["all"] * 3
    with pytest.raises(ValueError, match="missing column: where"):
        break_down(frame, "where")


def test_two_ways_to_write_a_name_compare() -> None:
    names = pl.DataFrame({"n": ["Carers' strategy", "CARERS’ STRATEGY", "carers-strategy"]})
    assert names.select(plain(pl.col("n")))["n"].n_unique() == 1
