from collections.abc import Callable, Sequence
from datetime import date
from types import ModuleType

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measures.process_control import attribute_charts
from measures.process_control.attribute_charts import p_chart, u_chart
from tests.measures.reference import assert_close, assert_same, reference

Chart = Callable[[pl.DataFrame], pl.DataFrame]


def check_charts(charts: ModuleType) -> None:
    for name, chart in (("prop_p", charts.p_chart), ("prop_u", charts.u_chart)):
        theirs = reference(name)
        ours = chart(reference("prop_in")).select(theirs.columns)
        assert_same(ours["series"], theirs["series"], theirs)
        for column in ("y", "n", "cl", "lcl", "ucl", "longest_run", "n_crossings"):
            assert_close(ours[column], theirs[column], theirs)
        for column in ("sigma_signal", "runs_signal"):
            assert_same(ours[column], theirs[column], theirs)


def test_charts_agree_with_the_reference() -> None:
    check_charts(attribute_charts)


def months(values: Sequence[int | None], denominators: Sequence[int | None]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "series": ["s"] * len(values),
            "date": [date(2020 + i // 12, i % 12 + 1, 1) for i in range(len(values))],
            "value": values,
            "denominator": denominators,
        }
    )


@pytest.mark.parametrize("chart", [p_chart, u_chart])
def test_a_point_without_a_denominator_is_a_gap(chart: Chart) -> None:
    judged = chart(months([1, 0, None, 3], [10, 0, 10, None]))
    assert judged["y"].to_list() == [0.1, None, None, None]
    assert judged["cl"].to_list() == [0.1] * 4
    assert judged["lcl"].is_null().to_list() == [False, True, True, True]
    assert not judged["sigma_signal"].any()


@pytest.mark.parametrize("chart", [p_chart, u_chart])
def test_a_series_of_equal_shares_has_no_runs_and_no_signal(chart: Chart) -> None:
    judged = chart(months([1, 3, 7, 9], [10, 30, 70, 90]))
    assert not judged["sigma_signal"].any()
    assert not judged["runs_signal"].any()
    assert judged["longest_run"].to_list() == [None] * 4


@pytest.mark.parametrize("chart", [p_chart, u_chart])
def test_none_at_all_and_no_rows_are_answered(chart: Chart) -> None:
    frame = months([0, 0, 0], [10, 10, 10])
    assert chart(frame)["ucl"].to_list() == [0.0] * 3
    assert chart(frame[:0]).schema == chart(frame).schema


def test_a_share_of_all_is_not_a_signal_at_a_limit_of_one() -> None:
    judged = p_chart(months([9, 9, 9, 10], [10] * 4))
    assert judged["ucl"].to_list() == [1.0] * 4
    assert not judged["sigma_signal"].any()


def test_a_rebase_starts_new_limits_and_new_runs() -> None:
    frame = months([1] * 6 + [5] * 6, [10] * 12)
    rebased = p_chart(frame.with_columns(rebase=pl.int_range(pl.len()) == 6))
    assert rebased["cl"].to_list() == [0.1] * 6 + [0.5] * 6
    assert p_chart(frame)["longest_run"][0] == 6
    assert rebased["longest_run"][0] is None


def test_meaning_depends_on_where_better_lies() -> None:
    frame = months([10, 11, 9, 10, 40], [100] * 5)
    for direction, meaning in (("increase", "improvement"), ("decrease", "concern")):
        judged = p_chart(frame.with_columns(direction=pl.lit(direction)))
        assert judged["special_cause"][-1] == "above_limit"
        assert judged["meaning"].to_list()[-1] == meaning


def test_keeps_row_order_and_other_columns() -> None:
    frame = reference("prop_in").with_row_index("row").sample(fraction=1, shuffle=True, seed=2)
    judged = u_chart(frame)
    assert judged.select(frame.columns).equals(frame)
    assert judged.sort("row").equals(u_chart(frame.sort("row")))


@pytest.mark.parametrize(
    ("value", "denominator", "message"),
    [
        ([11], [10], "value is larger than denominator"),
        ([-1], [10], "value has a value below 0"),
        ([1], [-10], "denominator has a value below 0"),
    ],
)
def test_refuses_impossible_counts(
    value: list[int | None], denominator: list[int | None], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        p_chart(months(value, denominator))


counts = st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@settings(max_examples=60, deadline=None)
@given(st.lists(counts, min_size=1, max_size=30))
def test_limits_hold_the_centre_and_narrow_as_denominators_grow(
    rows: list[tuple[int, int]],
) -> None:
    judged = p_chart(months([x for x, _ in rows], [n for _, n in rows])).sort("n")
    assert (judged["lcl"] <= judged["cl"] + 1e-12).all()
    assert (judged["ucl"] >= judged["cl"] - 1e-12).all()
    assert judged["lcl"].round(12).is_sorted()
    assert judged["ucl"].round(12).is_sorted(descending=True)
