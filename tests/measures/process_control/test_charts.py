from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measures.process_control import charts as process_control
from measures.process_control.charts import xmr
from measures.process_control.special_causes import SpecialCause
from tests.measures.process_control import xmr_reference
from tests.measures.process_control.plain_xmr import plain_xmr
from tests.measures.reference import reference

WIDE = [0, 100] * 10
"""Twenty points of usual variation so wide that nothing near 50 is outside the limits."""
NEW = (
    "rebase_group",
    "mean",
    "lower_limit",
    "upper_limit",
    "special_cause",
    "meaning",
    "provisional",
)


def points(values: list[Any], series: str = "s", **columns: Any) -> pl.DataFrame:
    days = [date(2024, 1, 1) + timedelta(days=i) for i in range(len(values))]
    return pl.DataFrame(
        {"series": [series] * len(values), "date": days, "value": values}
    ).with_columns(
        **{
            name: pl.Series(value) if isinstance(value, list) else pl.lit(value)
            for name, value in columns.items()
        }
    )


def labels(values: list[Any], **options: Any) -> list[str]:
    return xmr(points(values), **options).points["special_cause"].to_list()


@pytest.mark.parametrize("name", xmr_reference.FILES)
def test_points_agree_with_the_reference(name: str) -> None:
    xmr_reference.check_points(process_control, f"{name}_in", f"{name}_points")


def test_points_agree_with_the_reference_without_screening() -> None:
    xmr_reference.check_points(process_control, "xmr_in", "xmr_noscreen_points", screen=False)


@pytest.mark.parametrize("name", xmr_reference.FILES)
def test_standing_agrees_with_the_reference(name: str) -> None:
    xmr_reference.check_series(process_control, f"{name}_in", f"{name}_series")


def test_every_special_cause_occurs_in_the_reference() -> None:
    seen = set(xmr(reference("xmr_in")).points["special_cause"])
    assert seen == set(SpecialCause)


# What we decide ourselves


def test_a_constant_series_has_its_value_as_limits_and_no_signal() -> None:
    given_points = points([7.3] * 20, direction="increase", target=8.0)
    judged = xmr(given_points).points
    assert judged["lower_limit"].to_list() == judged["upper_limit"].to_list() == [7.3] * 20
    assert set(judged["special_cause"]) == {"common_cause"}


@pytest.mark.parametrize(
    ("direction", "target", "assurance"),
    [
        ("increase", 8.0, "consistent_fail"),
        ("increase", 7.0, "consistent_pass"),
        ("decrease", 8.0, "consistent_pass"),
        ("decrease", 7.0, "consistent_fail"),
        ("increase", 7.3, "inconsistent"),
        ("neutral", 8.0, "none"),
    ],
)
def test_a_constant_series_meets_its_target_or_not(
    direction: str, target: float, assurance: str
) -> None:
    judged = xmr(points([7.3] * 20, direction=direction, target=target))
    assert judged.latest["assurance"].to_list() == [assurance]


def test_a_rare_event_keeps_its_moving_ranges() -> None:
    values = [0] * 9 + [1] + [0] * 6
    screened, unscreened = xmr(points(values)).points, xmr(points(values), screen=False).points
    assert screened.equals(unscreened)
    assert "below_limit" not in set(screened["special_cause"])
    assert screened["upper_limit"][0] > 0.4


def test_a_missing_value_stays_as_a_gap_without_a_signal() -> None:
    judged = xmr(points([1.0, 2, None, 3, float("nan"), 4])).points
    assert judged["value"].is_null().to_list() == [False, False, True, False, False, False]
    assert judged["special_cause"][2] == judged["special_cause"][4] == "common_cause"
    assert judged["mean"].to_list() == [2.5] * 6


def test_a_gap_breaks_runs_and_trends_and_moving_ranges() -> None:
    rising = [*range(10, 16), None, *range(16, 22)]
    assert "trend_increasing" not in labels(rising)
    assert "trend_increasing" in labels([v for v in rising if v is not None])
    high = [0.0, 10] * 12 + [8, 8, 8, 8, None, 8, 8, 8]
    assert "shift_above" not in labels(high)
    assert "shift_above" in labels([v for v in high if v is not None])
    # 1 → 2 and 2 → 1 are measured; 2 → 100 across the gap is not.
    assert xmr(points([1, 2, None, 100, 101])).points["upper_limit"][0] == pytest.approx(51 + 2.66)


def test_a_point_belongs_to_its_own_trend_where_two_are_joined() -> None:
    falling = [53, 52, 51, 50, 49, 48, 47]
    joined = [*WIDE, *falling, *(v + 3 for v in falling), *WIDE]
    assert set(labels(joined)[20:34]) == {"trend_decreasing"}


def test_the_later_trend_counts_at_a_peak() -> None:
    up = [47, 48, 49, 50, 51, 52, 53]
    assert labels([*WIDE, *up, *up[-2::-1], *WIDE])[20:33] == (
        ["trend_increasing"] * 6 + ["trend_decreasing"] * 7
    )


def test_one_point_has_no_limits_and_says_so() -> None:
    judged = xmr(points([5], direction="increase", target=4))
    assert judged.points.select(NEW).row(0) == (
        0,
        5.0,
        None,
        None,
        "common_cause",
        "common_cause",
        True,
    )
    assert judged.latest["sentence"].to_list() == ["Too few figures to judge: the latest is 5."]


# Equality on the lines


def test_points_on_the_mean_stay_on_it_in_floating_point() -> None:
    # The mean is 0.4 in decimals, but not in floating point.
    values = [0.0, 0.7, 0.8, 0.6, 0.7, 0.3, 0.1, 0.2, 0.3, 0.3] + [0.4] * 7
    assert sum(values) / len(values) != 0.4
    assert labels(values)[-7:] == ["common_cause"] * 7


def test_a_point_on_the_limit_is_inside_it() -> None:
    # Mean 0, average moving range 1: the limits are ±2.66, and the one point of 2.66 is on one.
    judged = xmr(points([0.5, -0.5] * 20, series="flat")).points
    assert judged["upper_limit"][0] == pytest.approx(2.66)
    on_limit = reference("xmr_equal_points").filter(pl.col("value") == pl.col("upl"))
    assert on_limit.height > 0
    assert not on_limit["outside_limits"].any()


def test_a_moving_range_exactly_on_the_screen_is_left_out() -> None:
    # Moving ranges 9 × 2267/3 … : the largest is exactly 3.267 times their average of 1000.
    sizes = [3267.0] + [(10000 - 3267) / 9] * 9
    values = [0.0]
    for i, size in enumerate(sizes):
        values.append(values[-1] + (size if i % 2 else -size))
    reach = xmr(points(values)).points["upper_limit"][0] - xmr(points(values)).points["mean"][0]
    assert reach == pytest.approx(2.66 * sizes[1])


# Against the rules said again in plain Python, in exact arithmetic

tenths = st.one_of(
    st.integers(0, 3).map(Decimal),
    st.integers(-40, 40).map(lambda n: Decimal(n) / 10),
)
series_values = st.lists(st.one_of(tenths, tenths, tenths, st.none()), min_size=1, max_size=40)
walks = st.lists(st.sampled_from([-1, 1, 1, 1, 0, 5]), min_size=7, max_size=40).map(
    lambda ways: [Decimal(int(n)) / 10 for n in np.cumsum(ways)]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(series_values, walks), min_size=1, max_size=4), st.booleans())
def test_agrees_with_the_rules_in_exact_arithmetic(
    many: list[list[Decimal | None]], screen: bool
) -> None:
    frame = pl.concat(
        points([None if v is None else float(v) for v in values], f"s{i}").cast(
            {"value": pl.Float64}
        )
        for i, values in enumerate(many)
    )
    judged = xmr(frame.sample(fraction=1, shuffle=True, seed=1), screen).points.sort(
        "series", "date"
    )
    for i, values in enumerate(many):
        ours = judged.filter(series=f"s{i}")
        theirs = plain_xmr([None if v is None else Fraction(v) for v in values], screen=screen)
        assert ours["special_cause"].to_list() == theirs.labels
        if theirs.lower is None:
            assert ours["lower_limit"].is_null().all()
        else:
            assert ours["lower_limit"][0] == pytest.approx(float(theirs.lower), abs=1e-9)
            assert ours["upper_limit"][0] == pytest.approx(float(theirs.upper), abs=1e-9)


FLIPPED = {
    "above": "below",
    "below": "above",
    "increasing": "decreasing",
    "decreasing": "increasing",
}


@settings(max_examples=100, deadline=None)
@given(series_values, st.sampled_from([-1000, 0.5, 100]), st.sampled_from([0.01, 1000]))
def test_moving_scaling_and_mirroring_a_series_moves_scales_and_mirrors_its_verdict(
    values: list[Decimal | None], shift: float, scale: float
) -> None:
    def label(move: Any) -> list[str]:
        return labels([None if v is None else move(float(v)) for v in values])

    straight = label(lambda v: v)
    assert label(lambda v: v + shift) == straight
    assert label(lambda v: v * scale) == straight
    words = [w.split("_") for w in straight]
    assert label(lambda v: -v) == ["_".join(FLIPPED.get(p, p) for p in w) for w in words]


# Shapes of frames


def test_keeps_row_order_and_other_columns() -> None:
    frame = reference("xmr_in").with_row_index("row").sample(fraction=1, shuffle=True, seed=3)
    judged = xmr(frame).points
    assert judged.select(frame.columns).equals(frame)
    assert judged.sort("row").equals(xmr(frame.sort("row")).points)


def test_standing_comes_in_the_order_series_are_first_met() -> None:
    frame = pl.concat([points([1, 2, 3], "b"), points([4, 5], "a")])
    assert xmr(frame[[3, 0, 4, 1, 2]]).latest["series"].to_list() == ["a", "b"]


@pytest.mark.parametrize("dtype", [pl.Int64, pl.UInt8, pl.Float32, pl.Decimal(10, 2)])
def test_takes_any_kind_of_number(dtype: Any) -> None:
    frame = points([1, 9, 3, 4, 3, 2, 6])
    judged = xmr(frame.with_columns(pl.col("value").cast(dtype))).points
    assert judged.drop("value").equals(xmr(frame).points.drop("value"))
    assert judged["value"].dtype == dtype


def test_takes_dates_as_dates_times_or_text() -> None:
    frame = points([1, 9, 3, 4, 3, 2, 6])
    as_text = frame.with_columns(pl.col("date").cast(pl.String))
    as_time = frame.with_columns(pl.col("date").cast(pl.Datetime))
    for other in (as_text, as_time):
        assert xmr(other).points.drop("date").equals(xmr(frame).points.drop("date"))


def test_an_empty_frame_gives_an_empty_answer() -> None:
    empty = points([1.0])[:0]
    judged = xmr(empty)
    assert judged.points.columns == [*empty.columns, *NEW]
    standing = judged.latest
    assert standing.height == 0
    assert standing.schema == xmr(points([1.0])).latest[:0].schema


def test_a_series_without_any_value_says_so() -> None:
    standing = xmr(points([None, None], direction="increase", target=5)).latest
    assert standing.select("variation", "assurance", "sentence").row(0) == (
        "common_cause",
        "none",
        "No figures yet.",
    )


def test_a_rebase_at_the_first_point_numbers_the_group_one() -> None:
    judged = xmr(points([1, 2, 3, 4], rebase=[True, False, True, None])).points
    assert judged["rebase_group"].to_list() == [1, 1, 2, 2]
    assert judged["mean"].to_list() == [1.5, 1.5, 3.5, 3.5]


def test_no_run_crosses_a_rebase_or_another_series() -> None:
    rising = list(range(12))
    assert "trend_increasing" not in labels_of(points(rising, rebase=[0] * 6 + [1] + [0] * 5))
    halves = pl.concat([points(rising[:6], "a"), points(rising[6:], "b")])
    assert set(labels_of(halves)) == {"common_cause"}


def labels_of(frame: pl.DataFrame) -> list[str]:
    return xmr(frame).points["special_cause"].to_list()


def test_direction_is_neutral_until_stated_and_stated_once_is_enough() -> None:
    values = [1, 2] * 10 + [50]
    assert xmr(points(values)).points["meaning"][-1] == "neutral_high"
    assert xmr(points(values, direction=[None] * 21)).points["meaning"][-1] == "neutral_high"
    stated = ["increase"] + [None] * 20
    assert xmr(points(values, direction=stated)).points["meaning"][-1] == "improvement"


def test_a_target_missing_at_the_last_point_gives_no_assurance() -> None:
    judged = xmr(points([1, 2, 3], direction="increase", target=[9, 9, None]))
    assert judged.latest["assurance"].to_list() == ["none"]


def test_standing_is_that_of_the_last_value_not_of_a_gap_after_it() -> None:
    judged = xmr(points([1, 2] * 10 + [50, None], direction="decrease"))
    standing = judged.latest
    assert standing.select("variation", "last_value", "n", "missing").row(0) == (
        "concern",
        50.0,
        22,
        1,
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (pl.col("series").replace("s", None), "series has missing"),
        (pl.lit(None, pl.Date).alias("date"), "date has missing"),
        (pl.lit(date(2024, 1, 1)).alias("date"), "date: series 's' has 2024-01-01 more than once"),
        (pl.lit("1 Jan").alias("date"), "date must be"),
        (pl.lit(1.5).alias("date"), "date must be"),
        (pl.lit("12").alias("value"), "value must be numbers"),
        (pl.lit(float("inf")).alias("value"), "value has an infinite"),
        (pl.lit("up").alias("direction"), "direction must be"),
        (pl.Series("direction", ["increase", "decrease", "neutral"]), "direction changes"),
        (pl.lit("many").alias("target"), "target must be numbers"),
        (pl.lit(2).alias("rebase"), "rebase must be"),
    ],
)
def test_refuses_what_it_cannot_read_and_names_the_column(change: pl.Expr, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        xmr(points([1, 2, 3]).with_columns(change))


@pytest.mark.parametrize("column", ["series", "date", "value"])
def test_names_the_column_that_is_missing(column: str) -> None:
    with pytest.raises(ValueError, match=f"missing column: {column}"):
        xmr(points([1, 2, 3]).drop(column))


def test_says_how_many_figures_limits_rest_on_since_they_were_last_set() -> None:
    judged = xmr(points([1, 2] * 10 + [5, 6, 7], rebase=[0] * 20 + [1, 0, 0]))
    assert "rests on 3 figures only" in judged.latest["sentence"][0]


def test_says_that_rare_events_are_better_counted_otherwise() -> None:
    judged = xmr(points([0] * 9 + [1] + [0] * 9, direction="decrease"))
    assert judged.latest["sentence"][0].endswith("count days between events.")
    busy = xmr(points([0, 3, 1, 2] * 5 + [9], direction="decrease"))
    assert "days between events" not in busy.latest["sentence"][0]


@pytest.mark.parametrize(("size", "provisional"), [(12, True), (13, False)])
def test_limits_from_fewer_than_thirteen_points_are_provisional(
    size: int, provisional: bool
) -> None:
    judged = xmr(points([*range(size), None]))
    assert judged.points["provisional"].to_list() == [provisional] * (size + 1)
    assert judged.latest["provisional"].to_list() == [provisional]


# Sentences


@pytest.mark.parametrize(
    ("values", "direction", "target", "said"),
    [
        (
            [52.0, 48, 50, 53, 47] * 4,
            "increase",
            80,
            "Nothing has changed: the latest figure, 47, is within the expected range of "
            "39.5 to 60.5. Unless something changes, the target of 80 will be missed.",
        ),
        (
            [5, 6] * 7 + [20],
            "decrease",
            None,
            "Something has changed for the worse: the latest figure, 20, is above the expected "
            "range of 3.81 to 9.13.",
        ),
        (
            [20, 0, 1, 2, 3, 4, 5, 6],
            "increase",
            4,
            "Something has changed for the better: figures have risen six times or more in a row, "
            "to 6. Whether the target of 4 is met or missed is down to chance. This rests on 8 "
            "figures only, so the range is provisional.",
        ),
        (
            [7, 7, 7],
            "increase",
            7,
            "Nothing has changed: every figure is 7. That is exactly the target.",
        ),
    ],
)
def test_says_where_a_series_stands(
    values: list[float], direction: str, target: float | None, said: str
) -> None:
    judged = xmr(points(values, direction=direction, target=[target] * len(values)))
    assert judged.latest["sentence"].to_list() == [said]
