"""Figures by group: added up over a year, held against all others, and against who lives here."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import polars as pl
import pytest

from measures.equity.groups import GROUPS_SCHEMA, EquitySubject, GroupVerdict, by_group, recording
from measures.indicators.series import indicator_series
from tests.measures.indicators.indicator_rows import catalogue, events, rows, together, typed

SHARE = {"per": 100.0, "unit": "percent", "out_of": "Lamps", "frequency": "monthly"}
Told = dict[str, Any]


def groups(parts: dict[str, tuple[float, float]], months: int = 14, **columns: Any) -> pl.DataFrame:
    """The same of the same for each group, every month."""
    return together(*(
        rows("lamps", parts=[part] * months, breakdown=name, breakdown_kind="ethnicity", **columns)
        for name, part in parts.items()
    ))  # fmt: skip


def compared(
    indicators: pl.DataFrame, whole_to: date | None = None, **declared: Any
) -> dict[str, Told]:
    entry = {"indicator": "lamps", **SHARE, **declared}
    found = indicator_series(indicators, catalogue(entry), events(), whole_to)
    told = by_group(found.points, found.yearly, found.measures, "ethnicity")
    assert told.schema == GROUPS_SCHEMA
    return {row["group"]: row for row in told.to_dicts()}


@pytest.mark.parametrize(
    ("direction", "low", "high"),
    [
        ("increase", GroupVerdict.WORSE, GroupVerdict.BETTER),
        ("decrease", GroupVerdict.BETTER, GroupVerdict.WORSE),
        ("neutral", GroupVerdict.LOWER, GroupVerdict.HIGHER),
    ],
)
def test_a_group_that_fares_otherwise_than_the_others_is_told(
    direction: str, low: GroupVerdict, high: GroupVerdict
) -> None:
    told = compared(groups({"A": (40, 50), "B": (24, 40), "C": (1, 2)}, direction=direction))
    assert told["A"]["verdict"] == high
    assert told["B"]["verdict"] == low
    assert told["C"]["verdict"] == GroupVerdict.WITHIN_CHANCE
    assert list(told) == ["C", "B", "A"]  # lowest first


def test_a_year_s_months_are_added_up_and_earlier_ones_are_not() -> None:
    told = compared(groups({"A": (4, 5), "B": (3, 5)}, months=20))
    assert (told["A"]["numerator"], told["A"]["denominator"], told["A"]["periods"]) == (48, 60, 12)
    assert (told["A"]["figure"], told["A"]["others"]) == (80.0, 60.0)
    assert (told["A"]["first"], told["A"]["last"]) == (date(2024, 12, 1), date(2025, 11, 30))
    assert told["A"]["low"] < 80.0 < told["A"]["high"]
    assert told["A"]["difference"] == pytest.approx(20.0)


def test_a_month_that_is_not_whole_is_left_out() -> None:
    frame = groups({"A": (4, 5), "B": (3, 5)}, months=6)
    told = compared(frame, whole_to=date(2024, 8, 31))
    assert told["A"]["periods"] == 5


def test_of_few_people_nothing_is_judged() -> None:
    told = compared(groups({"A": (0, 3), "B": (300, 300)}, months=3))
    assert told["A"]["verdict"] == GroupVerdict.TOO_FEW
    alone = compared(groups({"A": (4, 5)}))
    assert alone["A"]["verdict"] == GroupVerdict.NOTHING_TO_COMPARE
    assert alone["A"]["others"] is None


def test_more_groups_raise_the_bar() -> None:
    rng = np.random.default_rng(11)
    told = 0
    for _ in range(15):
        parts = {f"G{n}": (float(rng.binomial(60, 0.6)), 60.0) for n in range(8)}
        found = compared(groups(parts, months=1))
        told += any(row["verdict"] != GroupVerdict.WITHIN_CHANCE for row in found.values())
    assert told <= 3


def test_counts_are_set_against_the_people_who_live_here() -> None:
    people = typed(pl.DataFrame({
        "indicator": ["adult_population"] * 2, "breakdown": ["A", "B"],
        "breakdown_kind": ["ethnicity"] * 2, "numerator": [20_000.0, 60_000.0],
        "period_start": [date(2024, 4, 1)] * 2, "period_end": [date(2025, 3, 31)] * 2,
    }))  # fmt: skip
    asked = together(
        *(rows("lamps", parts=[(x, None)] * 3, breakdown=name, breakdown_kind="ethnicity")
          for name, x in (("A", 40.0), ("B", 240.0), ("Not stated", 12.0))),
        people,
    )  # fmt: skip
    told = compared(asked, per=None, unit="people", out_of=None, themes=["front_door"])
    assert set(told) == {"A", "B"}
    assert (told["A"]["figure"], told["B"]["figure"]) == (2.0, 4.0)
    assert (told["A"]["unit"], told["A"]["subject"]) == ("per 1,000 adults", EquitySubject.ACCESS)
    assert told["A"]["share_of_all"] == pytest.approx(40 / 280)
    assert told["A"]["share_of_population"] == pytest.approx(0.25)
    assert told["A"]["verdict"] == GroupVerdict.LOWER


@pytest.mark.parametrize(
    ("themes", "subject"),
    [(["waiting_times", "front_door"], "waiting"), (["front_door"], "access"), ([], "outcomes")],
)
def test_what_a_measure_tells_of_follows_from_its_themes(themes: list[str], subject: str) -> None:
    told = compared(groups({"A": (4, 5), "B": (3, 5)}), themes=themes)
    assert told["A"]["subject"] == subject


def test_what_is_no_share_of_people_is_left_out() -> None:
    days = rows("lamps", figures=[20.0] * 5, breakdown="A", breakdown_kind="ethnicity")
    assert compared(days, per=None) == {}
    assert compared(groups({"A": (70, 60), "B": (30, 60)}), per=1000.0) == {}
    of_teams = groups({"A": (4, 5), "B": (3, 5)}, team="Hall")
    assert compared(of_teams) == {}


def test_whose_group_is_recorded_is_said_by_its_newest_figure() -> None:
    frame = together(
        rows("ethnicity_recorded", parts=[(70, 100), (80, 100)], per=100.0),
        rows("language_recorded", figures=[55.0, 57.0]),
    )
    found = indicator_series(frame, catalogue(), events())
    told = recording(found.points, found.latest, found.measures).to_dicts()
    assert [(row["measure"], row["figure"]) for row in told] == [
        ("ethnicity_recorded", 80.0), ("language_recorded", 57.0),
    ]  # fmt: skip
    assert told[0]["low"] < 80 < told[0]["high"]
    assert told[1]["low"] is None
