"""Funnels of small groups: an outlier is one that the exact test confirms."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from measures.statistics.exact_funnel import exact_funnel
from measures.statistics.funnel import funnel

groups = st.lists(
    st.integers(0, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    min_size=1,
    max_size=12,
).map(
    lambda rows: pl.DataFrame(
        {
            "group": [f"{at}" for at in range(len(rows))],
            "numerator": [x for x, _ in rows],
            "denominator": [n for _, n in rows],
        }
    )
)


def beside_many(x: int, n: int, usual: float = 0.8) -> dict[str, object]:
    """Judge x of n among groups whose share is, together, the usual one."""
    frame = pl.DataFrame(
        {
            "group": ["ours", *"abcdefghij"],
            "numerator": [x, *[round(100_000 * usual)] * 10],
            "denominator": [n, *[100_000] * 10],
        }
    )
    return exact_funnel(frame).row(0, named=True)


def test_all_of_twelve_is_within_chance_where_four_of_five_are_usual() -> None:
    ours = beside_many(12, 12)
    assert ours["verdict"] == "within chance"
    assert ours["outlier"] == 0
    assert ours["sentence"] == "12 of 12 (100%): within chance for so few, where 80% is usual."


def test_a_group_far_out_is_still_an_outlier() -> None:
    ours = beside_many(3, 12)
    assert (ours["verdict"], ours["outlier"]) == ("lower than peers", 1)
    assert beside_many(60, 60)["verdict"] == "higher than peers"


@pytest.mark.parametrize("usual", [0.3, 0.6, 0.8, 0.93])
def test_a_group_like_its_peers_is_rarely_called_an_outlier(usual: float) -> None:
    for n in (3, 7, 12, 20, 40):
        wrong = [
            binom.pmf(x, n, usual) for x in range(n + 1) if beside_many(x, n, usual)["outlier"]
        ]
        assert sum(wrong) < 0.004


@settings(max_examples=40, deadline=None)
@given(groups)
def test_outliers_are_among_the_funnels(frame: pl.DataFrame) -> None:
    ours, theirs = exact_funnel(frame), funnel(frame)
    assert (ours["outlier"].fill_null(0) <= theirs["outlier"].fill_null(0)).all()
    ours_alone = ("outlier", "verdict", "sentence", "p_two_sided", "low_limit", "high_limit")
    assert ours.drop(ours_alone).equals(theirs.drop("outlier", "verdict", "sentence"))
    for x, n, usual in ours.filter(outlier=1).select("numerator", "denominator", "target").rows():
        assert min(binom.cdf(x, n, usual), binom.sf(x - 1, n, usual)) < 0.001


@settings(max_examples=60, deadline=None)
@given(groups)
def test_a_verdict_never_differs_from_the_limits_that_are_drawn(frame: pl.DataFrame) -> None:
    """0 of 5 below the limit drawn, yet "too few to judge", was one."""
    judged = exact_funnel(frame).drop_nulls("ratio")
    for row in judged.iter_rows(named=True):
        low, high, ratio = row["low_limit"], row["high_limit"], row["ratio"]
        place = "lower" if ratio < low - 1e-9 else "higher" if ratio > high + 1e-9 else "within"
        said = {"lower than peers": "lower", "higher than peers": "higher"}
        assert said.get(row["verdict"], "within") == place, row
        assert row["outlier"] == (place != "within")
        few = row["verdict"] == "too few to judge"
        alone = row["verdict"] == "nothing to compare with"
        assert alone == (judged.height == 1)
        assert alone or few == (low <= 0 and high >= 1)
        assert row["sentence"].endswith(": too few to judge.") == few


def test_no_groups_give_an_empty_answer_of_the_same_shape() -> None:
    frame = pl.DataFrame({"group": ["a"], "numerator": [1], "denominator": [2]})
    assert exact_funnel(frame[:0]).schema == exact_funnel(frame).schema
