"""Where measures stand: what changed for the worse first, then what misses its target."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from measures.indicators.series import IndicatorSeries, indicator_series
from measures.indicators.standings import (
    STANDINGS_SCHEMA,
    StandingVerdict,
    standings,
    standings_of_groups,
)
from measures.indicators.yearly import against_peers
from tests.measures.indicators.indicator_rows import catalogue, events, rows, together
from tests.measures.indicators.test_yearly import AROUND, peers, yearly

STEADY = [20.0, 21.0, 20.5, 19.5, 20.0, 20.5, 19.0, 21.0, 20.0, 19.5, 20.5, 20.0, 21.0, 19.5]
NO_YEARS = against_peers(yearly(), yearly())
NO_ROWS = rows("none", [1.0]).clear()


def told(*frames: pl.DataFrame, against: pl.DataFrame = NO_YEARS) -> pl.DataFrame:
    found = indicator_series(together(*frames), catalogue(), events())
    return standings(found, against)


def test_the_worst_comes_first_and_what_misses_its_target_before_what_is_as_usual() -> None:
    frame = told(
        rows("usual", STEADY, direction="decrease"),
        rows("missed", STEADY, direction="decrease", target=5.0),
        rows("better", [*STEADY, 9.0], direction="decrease"),
        rows("changed", [*STEADY, 40.0]),
        rows("worse", [*STEADY, 30.0], direction="decrease"),
        rows("far worse", [*STEADY, 60.0], direction="decrease"),
        rows("few", STEADY[:1], direction="decrease"),
    )
    assert frame.get_column("measure").to_list() == [
        "far worse", "worse", "missed", "changed", "better", "usual", "few",
    ]  # fmt: skip
    assert frame.get_column("signal").to_list() == [
        *["attention"] * 4, "improved", "usual", "unknown",
    ]  # fmt: skip
    assert frame.schema == pl.Schema(STANDINGS_SCHEMA)


def test_one_row_a_measure_of_the_whole_service_with_its_newest_figure() -> None:
    frame = told(
        rows("waits", STEADY),
        rows("waits", STEADY, team="North"),
        rows("waits", STEADY, breakdown="18 to 64", breakdown_kind="age"),
        rows("only by team", STEADY, team="North"),
    )
    [row] = frame.to_dicts()
    assert (row["measure"], row["figure"], row["n"]) == ("waits", 19.5, len(STEADY))
    assert str(row["last_date"]) == "2025-05-31"


def test_teams_and_groups_stand_each_by_itself() -> None:
    found = indicator_series(
        together(
            rows("waits", STEADY, direction="decrease"),
            rows("waits", [*STEADY, 60.0], direction="decrease", team="North"),
            rows("waits", STEADY, direction="decrease", breakdown="18 to 64", breakdown_kind="age"),
            rows("waits", STEADY, direction="decrease", breakdown="Night"),
        ),
        catalogue(),
        events(),
    )
    rows_of = standings_of_groups(found).to_dicts()
    told = {
        (row["team"], row["breakdown_kind"], row["breakdown"]): row["signal"] for row in rows_of
    }
    assert told == {
        ("North", None, None): "attention",
        (None, "age", "18 to 64"): "usual",
        (None, "other", "Night"): "usual",
    }


def test_what_improves_and_misses_its_target_has_improved_and_says_so() -> None:
    [row] = told(rows("waits", [*STEADY, 9.0], direction="decrease", target=2.0)).to_dicts()
    assert (row["signal"], row["assurance"]) == ("improved", "consistent_fail")
    assert "will be missed" in row["sentence"]


def by_year(*entries: dict[str, Any], others: pl.DataFrame, direction: str) -> dict[str, Any]:
    own = yearly(*entries)
    nothing = indicator_series(NO_ROWS, catalogue(), events())
    named = rows("3A", [1.0], direction=direction, unit="percent")
    measures = indicator_series(named, catalogue(), events()).measures
    ours = own.drop("authority").with_columns(so_far=pl.lit(value=False))
    found = IndicatorSeries(measures, nothing.points, nothing.latest, nothing.marks, ours)
    [row] = standings(found, against_peers(ours, others)).to_dicts()
    return row


@pytest.mark.parametrize(
    ("direction", "verdict", "signal"),
    [
        ("increase", StandingVerdict.WORSE_THAN_OTHERS, "attention"),
        ("decrease", StandingVerdict.BETTER_THAN_OTHERS, "usual"),
        ("neutral", StandingVerdict.UNLIKE_OTHERS, "usual"),
    ],
)
def test_a_yearly_figure_stands_among_other_councils(
    direction: str, verdict: StandingVerdict, signal: str
) -> None:
    row = by_year({"numerator": 120.0, "denominator": 400.0}, others=peers(*AROUND),
                  direction=direction)  # fmt: skip
    assert (row["verdict"], row["signal"], row["figure"]) == (verdict, signal, 30.0)
    assert "30% against a median of 76% at 8 other councils" in row["sentence"]


def test_a_yearly_target_is_missed_where_the_whole_interval_is_beyond_it() -> None:
    share = {"numerator": 304.0, "denominator": 400.0}
    for target, verdict in (
        (78.0, "as at other councils"),
        (90.0, "as usual, and misses its target"),
    ):
        row = by_year({**share, "target": target}, others=peers(*AROUND), direction="increase")
        assert row["verdict"] == verdict


def test_a_year_with_nothing_to_compare_with_is_not_judged() -> None:
    row = by_year({"figure": 61.0}, others=yearly(), direction="increase")
    assert (row["verdict"], row["signal"]) == ("nothing to compare with", "unknown")


def test_nothing_gives_nothing() -> None:
    frame = told(NO_ROWS)
    assert (frame.height, frame.schema) == (0, pl.Schema(STANDINGS_SCHEMA))
