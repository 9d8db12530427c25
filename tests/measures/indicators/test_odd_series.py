"""Whatever a scorecard holds, every series is judged or said to be too short; none brings the
others down."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

import numpy as np
import polars as pl
import pytest

from measures.indicators.before_after import before_and_after
from measures.indicators.series import indicator_series
from measures.indicators.yearly import against_peers
from tests.measures.indicators.indicator_rows import (
    catalogue,
    events,
    months,
    rows,
    together,
    typed,
)

Parts = list[tuple[float | None, float | None]]
STEADY: Parts = [(30.0 + i % 5, 60.0 + i % 7) for i in range(20)]

ODD: dict[str, dict[str, Any]] = {
    "all zero": {"figures": [0.0] * 20},
    "all equal": {"figures": [7.0] * 20},
    "one": {"figures": [7.0]},
    "two": {"figures": [7.0, 9.0]},
    "three": {"figures": [7.0, 9.0, 8.0]},
    "none": {"figures": [None] * 6},
    "gaps": {"figures": [7.0, None, None, 9.0] * 5},
    "negative": {"figures": [-3.0, 2.0, -1.0] * 6},
    "huge": {"figures": [1e15, 1e-9, 3.0] * 6},
    "outlier": {"figures": [5.0, 6.0] * 9 + [1e9]},
    "nobody": {"parts": [(0.0, 0.0)] * 20},
    "nobody at times": {"parts": [*STEADY[:9], (0.0, 0.0), (None, 0.0), *STEADY]},
    "none counted": {"parts": [(0.0, 40.0)] * 20},
    "all counted": {"parts": [(40.0, 40.0)] * 20},
    "over a hundred": {"parts": [*STEADY, (70.0, 60.0)]},
    "below nothing": {"parts": [*STEADY, (-4.0, 60.0)]},
    "below nothing of nobody": {"parts": [*STEADY, (-4.0, 0.0)]},
    "some of nobody": {"parts": [*STEADY, (4.0, 0.0)]},
    "one part": {"parts": [*STEADY, (4.0, None)]},
    "of one": {"parts": [(1.0, 1.0), (0.0, 1.0)] * 10},
    "parts of a person": {"parts": [(0.5, 3.5)] * 20},
}
SAID = {"p": {"per": 100.0, "out_of": "L"}, "u": {"per": 1000.0, "out_of": "L"}, "xmr": {}}


@pytest.mark.parametrize("chart", ["p", "u", "xmr"])
def test_an_odd_series_is_judged_and_nothing_falls_over(chart: str) -> None:
    told = events(
        {"day": months(12)[11], "effect": "rebases", "why": "w"},
        {"event": "Second", "day": months(19)[18], "effect": "annotates"},
    )
    ways = itertools.product(ODD, ("increase", "decrease", "neutral"), (None, 0.0, 7.0, 100.0))
    frames, entries = [], []
    for name, direction, target in ways:
        code = f"{name} {direction} {target}"
        frames.append(rows(code, **ODD[name], direction=direction, target=target))
        entries.append({"indicator": code, **SAID[chart]})
    found = indicator_series(together(*frames), catalogue(*entries), told)
    assert found.latest.height == len(frames)
    assert found.latest.select("outlook", "assurance", "sentence").null_count().row(0) == (0, 0, 0)
    assert before_and_after(found).get_column("verdict").null_count() == 0
    neutral = found.latest.filter(pl.col("direction") == "neutral")
    assert set(neutral.get_column("outlook")) == {"none"}
    finite = found.points.select(
        pl.col("mean", "lower_limit", "upper_limit", "lower_before").is_finite().all()
    )
    assert finite.row(0) == (True, True, True, True)


def test_a_figure_that_its_parts_do_not_give_is_judged_as_it_is() -> None:
    """A median reported with how many it is of is no share."""
    parts = [(30.0, 60.0)] * 20
    given = rows("lamps", parts=parts).with_columns(value=pl.lit(71.0))
    entry = {"indicator": "lamps", "per": 100.0, "out_of": "L"}
    [row] = indicator_series(given, catalogue(entry), events()).latest.to_dicts()
    assert (row["chart"], row["last_value"], row["mean"]) == ("xmr", 71.0, 71.0)
    drawn = np.random.default_rng(4).binomial(60, 0.5, 20)
    rounded = rows("lamps", parts=[(float(x), 60.0) for x in drawn]).with_columns(
        value=(pl.col("numerator") / pl.col("denominator") * 100).round()
    )
    assert indicator_series(rounded, catalogue(entry), events()).latest.item(0, "chart") == "p"


def test_a_group_is_not_a_team_of_the_same_name() -> None:
    both = together(
        rows("lamps", figures=[1.0] * 9, team="Hall"),
        rows("lamps", figures=[2.0] * 9, breakdown="Hall"),
        rows("lamps", figures=[3.0] * 9, breakdown="Hall", breakdown_kind="area"),
        rows("lamps", figures=[4.0] * 9, team="Hall", breakdown="Hall"),
    )
    found = indicator_series(both, catalogue(), events()).latest
    assert found.get_column("last_value").sort().to_list() == [1.0, 2.0, 3.0, 4.0]


def test_periods_of_every_length_stand_apart() -> None:
    starts = [date(2024, 4, 1), date(2024, 4, 8), date(2024, 4, 1), date(2024, 4, 1)]
    ends = [date(2024, 4, 7), date(2024, 4, 14), date(2024, 6, 30), date(2024, 4, 30)]
    one = typed(pl.DataFrame({
        "indicator": ["lamps"] * 4, "period_start": starts, "period_end": ends,
        "value": [1.0, 2.0, 3.0, 4.0],
    }))  # fmt: skip
    found = indicator_series(one, catalogue(), events())
    assert set(found.latest.get_column("series")) == {
        "lamps | weekly", "lamps | monthly", "lamps | quarterly",
    }  # fmt: skip


def test_odd_yearly_figures_have_their_interval_or_none() -> None:
    years = [date(2020 + i, 4, 1) for i in range(6)]
    odd = typed(pl.DataFrame({
        "indicator": ["lamps"] * 6, "period_start": years,
        "period_end": [date(each.year + 1, 3, 31) for each in years],
        "numerator": [0.0, 0.0, 50.0, 60.0, -1.0, None],
        "denominator": [0.0, 50.0, 50.0, 50.0, 50.0, 50.0],
    }))  # fmt: skip
    entry = {"indicator": "lamps", "per": 100.0, "out_of": "L"}
    yearly = indicator_series(odd, catalogue(entry), events()).yearly
    mine = yearly.with_columns(authority=pl.lit("Ours"))
    told = against_peers(yearly, mine.with_columns(authority=pl.lit("Theirs")))
    assert told.height == 6
    low = told.get_column("low").to_list()
    assert low[0] is None
    assert low[4] is None
    assert low[5] is None
    assert low[1] == 0.0
