from types import ModuleType
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from measures.statistics import comparison
from measures.statistics.comparison import counts, difference, proportions
from measures.statistics.comparison_wording import AgainstExpected, DifferenceVerdict
from tests.measures.reference import assert_close, reference


def check_comparison(measures: ModuleType) -> None:
    for name, measure in (
        ("binomial", measures.proportions),
        ("poisson", measures.counts),
        ("difference", measures.difference),
    ):
        theirs = reference(name)
        inputs = [c for c in ("x", "n", "expected", "x1", "n1", "x2", "n2") if c in theirs.columns]
        ours = measure(theirs.select("case", *inputs))
        assert ours["case"].equals(theirs["case"])
        for column in set(theirs.columns) - {"case", *inputs}:
            assert_close(ours[column], theirs[column], theirs)


def test_tests_and_intervals_agree_with_the_reference() -> None:
    check_comparison(comparison)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.integers(1, 2000).flatmap(
            lambda n: st.tuples(st.integers(0, n), st.just(n), st.integers(0, 100))
        ),
        min_size=1,
        max_size=20,
    )
)
def test_two_sided_p_values_add_up_every_outcome_no_likelier(rows: list[Any]) -> None:
    frame = pl.DataFrame(rows, schema=["x", "n", "expected"], orient="row")
    frame = frame.with_columns(pl.col("expected") / 100)
    theirs = [binomtest(*row).pvalue for row in frame.rows()]
    assert proportions(frame)["p_two_sided"].to_list() == pytest.approx(theirs, abs=1e-9)


def one(measure: Any, **columns: Any) -> dict[str, Any]:
    row: dict[str, Any] = measure(pl.DataFrame({k: [v] for k, v in columns.items()})).row(
        0, named=True
    )
    return row


def test_nine_complaints_where_five_were_expected_is_within_chance() -> None:
    judged = one(counts, x=9, expected=5)
    assert judged["verdict"] == "within chance"
    assert judged["sentence"] == (
        "9 where 5 were expected: within chance. "
        "A figure this high or higher comes up about 1 time in 15 by chance alone."
    )


def test_eight_of_nine_upheld_where_80_per_cent_was_expected_is_within_chance() -> None:
    judged = one(proportions, x=8, n=9, expected=0.8)
    assert judged["verdict"] == "within chance"
    assert judged["sentence"].startswith("8 of 9 (89%) where 80% was expected: within chance.")


def test_chance_can_be_counted_in_years() -> None:
    frame = pl.DataFrame({"x": [9], "expected": [5]})
    assert "about 1 year in 15" in counts(frame, unit="year")["sentence"][0]


@pytest.mark.parametrize(
    ("x", "n", "expected", "verdict"),
    [
        (2, 2, 0.5, "too few to judge"),
        (5, 5, 0.5, "too few to judge"),
        (6, 6, 0.5, "higher than expected"),
        (3, 6, 0.5, "within chance"),
        (0, 6, 0.5, "lower than expected"),
        (0, 0, 0.5, "too few to judge"),
        (2, 2, 0.01, "higher than expected"),
        (2, 2, None, "nothing to compare with"),
        (None, 2, 0.5, "nothing to compare with"),
    ],
)
def test_shares_are_judged(x: int, n: int, expected: float, verdict: str) -> None:
    assert one(proportions, x=x, n=n, expected=expected)["verdict"] == verdict


@pytest.mark.parametrize(
    ("x", "expected", "verdict"),
    [
        (0, 1.0, "too few to judge"),
        (3, 1.0, "too few to judge"),
        (4, 1.0, "higher than expected"),
        (5, 5.0, "within chance"),
        (0, 6.0, "lower than expected"),
        (0, 0.0, "too few to judge"),
        (1, 0.0, "higher than expected"),
        (1, None, "nothing to compare with"),
    ],
)
def test_counts_are_judged(x: int, expected: float, verdict: str) -> None:
    assert one(counts, x=x, expected=expected)["verdict"] == verdict


@pytest.mark.parametrize(
    ("four", "verdict"),
    [
        ((3, 3, 0, 3), "too few to judge"),
        ((4, 4, 0, 4), "first is higher"),
        ((0, 4, 4, 4), "first is lower"),
        ((5, 10, 6, 10), "within chance"),
        ((5, 10, 0, 0), "too few to judge"),
        ((None, 10, 1, 5), "nothing to compare with"),
    ],
)
def test_differences_are_judged(four: tuple[int, ...], verdict: str) -> None:
    judged = one(difference, **dict(zip(("x1", "n1", "x2", "n2"), four, strict=True)))
    assert judged["verdict"] == verdict


def test_says_by_how_much_shares_differ() -> None:
    judged = one(difference, x1=61, n1=100, x2=84, n2=100)
    assert judged["sentence"] == (
        "61 of 100 (61%) against 84 of 100 (84%): the first is lower, "
        "by 11 to 34 percentage points."
    )


def test_without_a_denominator_there_is_no_interval() -> None:
    judged = one(proportions, x=0, n=0, expected=0.5)
    assert judged["exact_low"] is judged["wilson_high"] is judged["p_two_sided"] is None


def test_holds_for_numbers_beyond_any_council() -> None:
    assert one(counts, x=1_000_500, expected=1_000_000)["p_two_sided"] == pytest.approx(
        0.617, abs=0.01
    )
    assert one(proportions, x=500_100_000, n=10**9, expected=0.5)["p_two_sided"] < 1e-9
    assert one(counts, x=0, expected=800)["p_two_sided"] < 1e-300


@pytest.mark.parametrize(
    "columns",
    [
        {"scope": ["adult social care", "all services"]},
        {"scope": ["adult social care", None]},
        {"scope": ["adult social care"] * 2, "expected_scope": ["all services"] * 2},
    ],
)
def test_never_compares_different_scopes(columns: dict[str, list[str]]) -> None:
    frame = pl.DataFrame({"x": [1, 2], "n": [3, 4], "expected": [0.5, 0.5], **columns})
    for measure in (proportions, counts):
        with pytest.raises(ValueError, match="scope: these figures are of different scopes"):
            measure(frame)


def test_never_takes_the_difference_of_different_scopes() -> None:
    frame = pl.DataFrame(
        {"x1": [1], "n1": [2], "x2": [1], "n2": [2], "scope1": ["all"], "scope2": ["adults"]}
    )
    with pytest.raises(ValueError, match="different scopes"):
        difference(frame)
    difference(frame.with_columns(scope2=pl.lit("all")))


@pytest.mark.parametrize(
    ("measure", "columns", "message"),
    [
        (proportions, {"x": 3, "n": 2, "expected": 0.5}, "x is larger than n"),
        (proportions, {"x": 1, "n": 2, "expected": 50}, "expected has a value above 1"),
        (proportions, {"x": 0.5, "n": 2, "expected": 0.5}, "x must be whole"),
        (proportions, {"x": 1, "n": 2}, "missing column: expected"),
        (counts, {"x": -1, "expected": 0.5}, "x has a value below 0"),
        (counts, {"x": 1, "expected": -0.5}, "expected has a value below 0"),
        (counts, {"x": "1", "expected": 0.5}, "x must be numbers"),
        (difference, {"x1": 1, "n1": 2, "x2": 5, "n2": 4}, "x2 is larger than n2"),
    ],
)
def test_refuses_impossible_figures(measure: Any, columns: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        one(measure, **columns)


@pytest.mark.parametrize(
    ("measure", "name", "verdicts"),
    [
        (proportions, "binomial", AgainstExpected),
        (counts, "poisson", AgainstExpected),
        (difference, "difference", DifferenceVerdict),
    ],
)
def test_keeps_row_order_other_columns_and_empty_frames(
    measure: Any, name: str, verdicts: tuple[str, ...]
) -> None:
    frame = reference(name).reverse().with_columns(team=pl.lit("North"))
    judged = measure(frame)
    assert judged["case"].equals(frame["case"])
    assert judged["team"].equals(frame["team"])
    assert measure(frame[:0]).schema == judged.schema
    assert set(judged["verdict"]) <= set(verdicts)


def test_confidence_can_be_changed_but_not_left_the_scale() -> None:
    frame = pl.DataFrame({"x": [12], "expected": [6]})
    assert counts(frame)["verdict"][0] == "higher than expected"
    assert counts(frame, confidence=0.99)["verdict"][0] == "within chance"
    with pytest.raises(ValueError, match="confidence"):
        counts(frame, confidence=95)
