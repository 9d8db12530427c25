"""Events on series: which they touch, where the usual range begins anew, and what changed since."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import polars as pl
import pytest

from measures.indicators.before_after import Since, before_and_after
from measures.indicators.events import touching
from measures.indicators.series import IndicatorSeries, indicator_series
from measures.process_control.charts import xmr
from tests.measures.indicators.indicator_rows import catalogue, events, months, rows, together

BEFORE = [10.0, 11.0, 9.0, 10.5, 9.5, 10.0, 11.0, 9.0, 10.5, 9.5, 10.0, 10.4]
DAY = months(13)[12]


def judged(figures: list[float], told: dict[str, Any], **columns: Any) -> IndicatorSeries:
    return indicator_series(rows("lamps", figures=figures, **columns), catalogue(), events(told))


def since(figures: list[float], **columns: Any) -> dict[str, Any]:
    [row] = before_and_after(judged(figures, {"day": DAY}, **columns)).to_dicts()
    return row


def test_the_usual_range_begins_anew_and_the_old_one_stays_visible() -> None:
    figures = BEFORE + [value + 5 for value in BEFORE]
    found = judged(figures, {"day": DAY, "effect": "rebases", "why": "Other lamps."})
    anew = found.points.filter(pl.col("rebase_group") == 1)
    assert anew.height == 12
    direct = xmr(pl.DataFrame({
        "series": "s", "date": months(24), "value": figures, "rebase": [0] * 12 + [1] + [0] * 11,
    })).points  # fmt: skip
    assert found.points.get_column("mean").to_list() == direct.get_column("mean").to_list()
    assert set(found.points.get_column("special_cause")) == {"common_cause"}
    assert anew.get_column("mean_before").unique().to_list() == [direct.item(0, "mean")]
    assert anew.get_column("upper_before").unique().to_list() == [direct.item(0, "upper_limit")]
    assert found.points.filter(pl.col("rebase_group") == 0)["mean_before"].null_count() == 12


@pytest.mark.parametrize("parts", [[(30.0, 50.0)] * 14, [(31.0, 50.0), (29.0, 52.0)] * 7])
def test_where_nothing_began_anew_there_are_no_limits_of_before(
    parts: list[tuple[float, float]],
) -> None:
    figures = rows("lamps", parts=parts, per=100.0, unit="percent")
    found = indicator_series(figures, catalogue(), events())
    before = found.points.select("mean_before", "lower_before", "upper_before")
    assert before.null_count().row(0) == (14, 14, 14)


def test_an_event_that_only_marks_changes_no_limit() -> None:
    figures = BEFORE + [value + 5 for value in BEFORE]
    found = judged(figures, {"day": DAY})
    assert found.points.get_column("rebase_group").unique().to_list() == [0]
    assert found.marks.select("event", "date").rows() == [
        ("Lamps changed", found.points.item(12, "date"))
    ]


def test_a_share_keeps_its_old_limits_too() -> None:
    rng = np.random.default_rng(5)
    sizes = rng.integers(60, 120, 30)
    counted = rng.binomial(sizes, [0.5] * 15 + [0.7] * 15)
    parts = [(float(x), float(n)) for x, n in zip(counted, sizes, strict=True)]
    told = {"day": months(16)[15], "effect": "rebases", "why": "Other lamps."}
    entry = {"indicator": "lamps", "per": 100.0, "out_of": "Lamps"}
    found = indicator_series(rows("lamps", parts=parts), catalogue(entry), events(told))
    last = found.points.tail(1).to_dicts()[0]
    share = float(counted[:15].sum() / sizes[:15].sum())
    reach = 3 * (share * (1 - share) / sizes[-1]) ** 0.5
    assert last["mean_before"] == pytest.approx(share * 100)
    assert last["lower_before"] == pytest.approx((share - reach) * 100)
    assert last["upper_before"] == pytest.approx((share + reach) * 100)


def test_a_month_that_the_day_lies_within_counts_as_before() -> None:
    day = DAY.replace(day=9)
    found = judged([*BEFORE, *BEFORE], {"day": day, "effect": "rebases", "why": "w"})
    assert found.points.filter(pl.col("rebase_group") == 1).height == 11


@pytest.mark.parametrize(
    ("told", "touched"),
    [
        ({}, {"lamps", "lamps | Hall", "wicks"}),
        ({"indicators": ["wicks"]}, {"wicks"}),
        ({"statements": ["learning"]}, {"lamps", "lamps | Hall"}),
        ({"themes": ["front_door"]}, {"wicks"}),
        ({"teams": ["Hall"]}, {"lamps | Hall"}),
        ({"teams": ["Hall"], "indicators": ["lamps"]}, {"lamps", "lamps | Hall"}),
        ({"teams": ["Attic"], "statements": ["learning"]}, set()),
        ({"statements": ["equity"]}, set()),
    ],
)
def test_an_event_touches_what_it_names(told: dict[str, Any], touched: set[str]) -> None:
    indicators = together(
        rows("lamps", figures=BEFORE, statements=["learning"]),
        rows("lamps", figures=BEFORE, statements=["learning"], team="Hall"),
        rows("wicks", figures=BEFORE, themes=["front_door"]),
    )
    day = months(6)[5]
    found = indicator_series(indicators, catalogue(), events({"day": day, **told}))
    assert set(found.marks.get_column("series")) == touched


def test_an_event_after_the_last_period_is_known_and_counts_for_none() -> None:
    found = judged(BEFORE, {"day": date(2030, 1, 1), "effect": "rebases", "why": "w"})
    assert found.marks.get_column("date").to_list() == [None]
    assert before_and_after(found).is_empty()


@pytest.mark.parametrize(
    ("direction", "shift", "verdict"),
    [
        ("increase", 4, Since.BETTER),
        ("decrease", 4, Since.WORSE),
        ("decrease", -4, Since.BETTER),
        ("neutral", 4, Since.HIGHER),
        ("neutral", -4, Since.LOWER),
    ],
)
def test_a_change_is_said_with_its_size_and_its_first_signal(
    direction: str, shift: float, verdict: Since
) -> None:
    row = since(BEFORE + [value + shift for value in BEFORE[:9]], direction=direction)
    assert row["verdict"] == verdict
    assert row["difference_low"] < row["difference"] < row["difference_high"]
    assert row["difference"] == pytest.approx(shift, abs=0.5)
    assert row["first_signal"] == months(13)[12].replace(day=30)
    assert (row["points_before"], row["points_after"]) == (12, 9)


def test_no_change_is_claimed_without_a_signal() -> None:
    row = since(BEFORE + BEFORE[:9])
    assert (row["verdict"], row["signal"], row["first_signal"]) == (Since.NO_SIGNAL, None, None)


def test_what_was_changing_before_is_not_laid_at_the_events_door() -> None:
    falling = [30.0 - i * 1.5 for i in range(12)]
    row = since([*falling, *(value - 18 for value in falling[:8])], direction="decrease")
    assert row["verdict"] == Since.MOVING_BEFORE


@pytest.mark.parametrize(("before", "after"), [(7, 9), (12, 2)])
def test_too_few_figures_are_judged_by_nothing(before: int, after: int) -> None:
    figures = BEFORE[:before] + [30.0] * after
    told = {"day": months(before + 1)[before]}
    [row] = before_and_after(judged(figures, told)).to_dicts()
    assert row["verdict"] == Since.TOO_FEW


def test_before_and_after_end_where_the_usual_range_begins_anew() -> None:
    first, second = months(13)[12], months(25)[24]
    told = events(
        {"event": "First", "day": first, "effect": "rebases", "why": "w"},
        {"event": "Second", "day": second, "effect": "rebases", "why": "w"},
    )
    figures = BEFORE + [value + 4 for value in BEFORE] + [value + 9 for value in BEFORE]
    found = before_and_after(
        indicator_series(rows("lamps", figures=figures), catalogue(), told)
    ).sort("day")
    assert found.get_column("points_before").to_list() == [12, 12]
    assert found.get_column("points_after").to_list() == [12, 12]
    assert found.get_column("level_before").round(1).to_list() == [10.0, 14.0]


def test_figures_that_never_varied_before_show_any_change() -> None:
    row = since([10.0] * 12 + [12.0] * 8)
    assert (row["verdict"], row["signal"]) == (Since.HIGHER, "above_limit")


@pytest.mark.parametrize(
    ("told", "team", "found"),
    [
        ({}, None, True),
        ({"themes": ["lamps"]}, None, True),
        ({"themes": ["wax"]}, None, False),
        ({"statements": ["light"]}, None, True),
        ({"indicators": ["lamps"]}, None, False),
        ({"themes": ["lamps"], "teams": ["Hall"]}, None, False),
        ({"themes": ["lamps"], "teams": ["Hall"]}, "Hall", True),
        ({"themes": ["lamps"], "teams": ["Hall"]}, "Attic", False),
    ],
)
def test_an_event_touches_the_charts_of_its_themes(
    told: dict[str, Any], team: str | None, found: bool
) -> None:
    marked = touching(events({"day": DAY, **told}), ("lamps",), ("light",), team)
    assert (marked.height == 1) == found
