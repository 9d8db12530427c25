"""All series of indicators at once are what the charts say of each by itself."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl
import pytest

from measures.indicators.declared import declared
from measures.indicators.dispersion import dispersion
from measures.indicators.series import (
    LATEST_SCHEMA,
    POINTS_SCHEMA,
    IndicatorSeries,
    indicator_series,
)
from measures.process_control.attribute_charts import p_chart, u_chart
from measures.process_control.charts import xmr
from tests.measures.indicators.indicator_rows import (
    FIRST,
    catalogue,
    events,
    months,
    rows,
    together,
    typed,
)
from tests.measures.reference import assert_close, assert_same, reference

SHARE = {"per": 100.0, "unit": "percent", "out_of": "Lamps"}
NO_EVENTS = events()


def judged(indicators: pl.DataFrame, *entries: dict[str, Any], **options: Any) -> IndicatorSeries:
    return indicator_series(indicators, catalogue(*entries), options.pop("told", NO_EVENTS),
                            **options)  # fmt: skip


def latest(found: IndicatorSeries, series: str) -> dict[str, Any]:
    [row] = found.latest.filter(pl.col("series") == series).to_dicts()
    return row


def counts(many: int, share: float, size: int, seed: int = 7) -> list[tuple[float, float]]:
    rng = np.random.default_rng(seed)
    sizes = rng.integers(size // 2, size * 2, many)
    return [(float(x), float(n)) for x, n in zip(rng.binomial(sizes, share), sizes, strict=True)]


# Charts


def by_reference(name: str, **columns: Any) -> pl.DataFrame:
    """The reference's series as indicators, one after another."""
    given = reference(name)
    day = pl.col("date").str.to_date() if given.schema["date"] == pl.String else pl.col("date")
    given = given.with_columns(date=day)
    frame = given.select(
        indicator="series",
        period_start=pl.col("date"),
        period_end=pl.col("date") + timedelta(days=27),
        numerator=pl.col("value") if "denominator" in given.columns else pl.lit(None),
        denominator=pl.col("denominator") if "denominator" in given.columns else pl.lit(None),
        value=pl.lit(None) if "denominator" in given.columns else pl.col("value"),
        **{name: pl.col(name) for name in ("direction", "target") if name in given.columns},
        **{name: pl.lit(each) for name, each in columns.items()},
    )
    return typed(frame)


def test_figures_are_judged_as_the_reference_judges_them() -> None:
    found = judged(by_reference("xmr_in"))
    direct = xmr(reference("xmr_in"))
    both = direct.latest.join(found.latest, on="series", suffix="_ours")
    assert both.height == direct.latest.height
    for name in ("mean", "lower_limit", "upper_limit", "last_value"):
        assert_close(both[f"{name}_ours"], both[name], both)
    for name in ("special_cause", "variation", "assurance", "sentence", "provisional"):
        assert_same(both[f"{name}_ours"].cast(pl.String), both[name].cast(pl.String), both)
    marked = direct.points.get_column("special_cause").sort()
    assert found.points.get_column("special_cause").sort().to_list() == marked.to_list()


@pytest.mark.parametrize("kind", ["p", "u"])
def test_limits_of_shares_and_rates_are_those_of_their_charts(kind: str) -> None:
    per = 100.0 if kind == "p" else 1000.0
    given = by_reference("prop_in", per=per)
    if kind == "p":
        given = given.filter(pl.col("numerator") <= pl.col("denominator"))
    found = judged(given)
    drawn = found.points.filter(pl.col("chart") == kind)
    assert drawn.height > 300
    asked = given.select(
        pl.col("numerator").alias("value"), "denominator", series="indicator", date="period_end"
    )
    direct = (p_chart if kind == "p" else u_chart)(asked)
    both = direct.join(drawn, on=["series", "date"], suffix="_ours")
    assert both.height == drawn.height
    for ours, theirs in (("mean", "cl"), ("lower_limit", "lcl"), ("upper_limit", "ucl")):
        assert_close(both[ours], both[theirs] * per, both)
    outside = both.filter(pl.col("sigma_signal"))
    assert_same(outside["special_cause_ours"], outside["special_cause"], outside)
    inside = both.filter(~pl.col("sigma_signal"))
    assert not inside["special_cause_ours"].str.ends_with("_limit").any()


def test_a_shift_of_a_share_is_marked_by_the_rules_for_runs() -> None:
    noise = counts(24, 0.5, 100)
    risen = [(float(round(0.59 * n)), n) for _, n in counts(9, 0.5, 100, seed=8)]
    quiet = judged(rows("lamps", parts=noise), {"indicator": "lamps", **SHARE})
    shifted = judged(rows("lamps", parts=noise + risen), {"indicator": "lamps", **SHARE})
    assert latest(quiet, "lamps")["variation"] == "common_cause"
    row = latest(shifted, "lamps")
    assert (row["chart"], row["variation"]) == ("p", "neutral_high")
    assert set(shifted.points.tail(9).get_column("special_cause")) >= {"shift_above"}


def test_a_share_that_counting_alone_does_not_explain_is_judged_by_how_it_varies() -> None:
    rng = np.random.default_rng(3)
    wild = [(round(n * share), n) for n, share in zip([4000.0] * 30, rng.normal(0.8, 0.03, 30),
                                                      strict=True)]  # fmt: skip
    found = judged(rows("lamps", parts=wild), {"indicator": "lamps", **SHARE})
    row = latest(found, "lamps")
    assert row["chart"] == "xmr"
    assert row["dispersion"] > 2
    direct = xmr(pl.DataFrame({
        "series": ["s"] * 30, "date": months(30), "value": [x / n * 100 for x, n in wild],
    })).latest  # fmt: skip
    assert row["upper_limit"] == pytest.approx(direct.item(0, "upper_limit"))


def test_the_declaration_decides_the_chart_and_figures_without_parts_cannot_follow_it() -> None:
    found = judged(
        together(
            rows("shares", parts=counts(20, 0.6, 80), per=100.0),
            rows("figures", figures=[60.0, 61.5] * 10, per=100.0, unit="percent"),
            rows("stock", parts=counts(20, 0.6, 80), per=100.0),
            rows("over", parts=[(90.0, 80.0)] * 20, per=100.0),
        ),
        {"indicator": "stock", **SHARE, "chart": "xmr"},
    )
    charts = dict(found.latest.select("series", "chart").iter_rows())
    assert charts == {"shares": "p", "figures": "xmr", "stock": "xmr", "over": "xmr"}


def test_a_share_is_never_expected_below_none_or_above_all() -> None:
    found = judged(rows("lamps", parts=counts(20, 0.97, 40)), {"indicator": "lamps", **SHARE})
    assert found.points.get_column("chart").unique().to_list() == ["p"]
    assert found.points.get_column("upper_limit").max() == 100
    row = latest(found, "lamps")
    assert row["last_numerator"] <= row["last_denominator"]


@pytest.mark.parametrize("parts", [[(0.0, 50.0)] * 20, [(50.0, 50.0)] * 20, [(None, 50.0)] * 20])
def test_a_share_that_never_varies_raises_no_alarm(parts: list[tuple[float, float]]) -> None:
    found = judged(rows("lamps", parts=parts), {"indicator": "lamps", **SHARE})
    assert set(found.points.get_column("special_cause")) == {"common_cause"}
    assert latest(found, "lamps")["sentence"]


# What measures are


def test_an_unknown_line_is_a_measure_of_its_own() -> None:
    found = judged(rows("Lamps lit", figures=[float(i) for i in range(20)], unit="lamps",
                        statements=["learning"]))  # fmt: skip
    [measure] = found.measures.to_dicts()
    assert (measure["name"], measure["unit"], measure["in_catalogue"]) == (
        "Lamps lit", "lamps", False,
    )  # fmt: skip
    assert (measure["statements"], measure["frequency"]) == (["learning"], "monthly")


def test_the_catalogue_says_what_rows_leave_open_and_rows_go_before_it() -> None:
    entry = {"indicator": "lamps", "name": "Lamps that burn", "unit": "percent", "per": 100.0,
             "direction": "increase", "target": 90.0, "target_kind": "statutory",
             "statements": ["governance"], "frequency": "monthly"}  # fmt: skip
    silent = declared(rows("lamps", figures=[80.0] * 3), catalogue(entry)).to_dicts()[0]
    assert (silent["name"], silent["direction"], silent["target"], silent["target_kind"]) == (
        "Lamps that burn", "increase", 90.0, "statutory",
    )  # fmt: skip
    own = rows("lamps", figures=[80.0] * 3, target=95.0, statements=["learning"])
    told = declared(own, catalogue(entry)).to_dicts()[0]
    assert (told["target"], told["target_kind"]) == (95.0, None)
    assert told["statements"] == ["governance", "learning"]


def test_a_code_that_meant_something_else_before_is_another_measure() -> None:
    entry = {"indicator": "3A", "name": "Control", "valid_from": date(2023, 4, 1)}
    found = declared(
        together(rows("3A", figures=[1.0], first=date(2022, 4, 1), name="Satisfaction"),
                 rows("3A", figures=[2.0], first=date(2024, 4, 1))),
        catalogue(entry),
    )  # fmt: skip
    assert dict(found.select("measure", "name").iter_rows()) == {
        "3A": "Control",
        "3A before 2023": "Satisfaction",
    }


def test_teams_breakdowns_and_lengths_of_period_are_series_apart() -> None:
    year = typed(pl.DataFrame({
        "indicator": ["lamps"], "period_start": [FIRST],
        "period_end": [date(2025, 3, 31)], "value": [120.0],
    }))  # fmt: skip
    found = judged(
        together(
            rows("lamps", figures=[10.0] * 12),
            rows("lamps", figures=[4.0] * 12, team="Hall"),
            rows("lamps", figures=[3.0] * 12, breakdown="Oil", breakdown_kind="other"),
            year,
        )
    )
    assert set(found.latest.get_column("series")) == {
        "lamps | monthly", "lamps | Hall", "lamps | other | Oil",
    }  # fmt: skip
    assert found.yearly.get_column("figure").to_list() == [120.0]


def test_of_two_rows_for_a_period_the_later_recorded_counts() -> None:
    first = rows("lamps", figures=[1.0] * 3).with_columns(batch_id=pl.lit(1))
    second = rows("lamps", figures=[2.0] * 3).with_columns(batch_id=pl.lit(2))
    second = second.with_columns(period_start=pl.col("period_start") + timedelta(days=1))
    found = judged(pl.concat([second, first]))
    assert found.points.get_column("figure").to_list() == [2.0] * 3


def test_a_period_that_is_not_whole_has_its_figure_and_is_judged_by_nothing() -> None:
    indicators = rows("lamps", figures=[10.0, 11.0] * 10 + [99.0])
    last = indicators.get_column("period_end").max()
    assert isinstance(last, date)
    found = judged(indicators, whole_to=last - timedelta(days=3))
    open_ = found.points.filter("so_far")
    assert open_.get_column("figure").to_list() == [99.0]
    assert open_.get_column("special_cause").to_list() == ["common_cause"]
    row = latest(found, "lamps")
    assert row["last_value"] == 11.0
    assert row["variation"] == "common_cause"
    shares = rows("lamps", parts=[*counts(20, 0.5, 90), (90.0, 90.0)])
    found = judged(shares, {"indicator": "lamps", **SHARE}, whole_to=last - timedelta(days=3))
    assert latest(found, "lamps")["last_date"] < last
    assert found.points.filter("so_far").get_column("denominator").to_list() == [90.0]


def test_a_signal_says_since_when() -> None:
    found = judged(rows("lamps", figures=[10.0, 11.0, 9.0] * 6 + [20.0] * 8))
    assert latest(found, "lamps")["since"] == months(26)[18].replace(day=31)
    quiet = judged(rows("lamps", figures=[10.0, 11.0, 9.0] * 6))
    assert latest(quiet, "lamps")["since"] is None


def test_nothing_gives_nothing() -> None:
    found = judged(typed(pl.DataFrame()).clear())
    assert found.points.schema == POINTS_SCHEMA
    assert found.latest.schema == LATEST_SCHEMA
    assert dispersion(found.points).is_empty()
