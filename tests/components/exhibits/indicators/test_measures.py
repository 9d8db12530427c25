"""The table of all measures: what its sentences say of few figures, and of none."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from components.exhibits.exhibit import Exhibit
from components.exhibits.indicators.measures import SHOWN, measures, newest_points
from components.exhibits.view import View
from measures.indicators.series import indicator_series
from measures.indicators.standings import standings
from measures.indicators.yearly import against_peers
from tests.measures.indicators.indicator_rows import catalogue, events, rows, together, typed
from vocabulary.framework import CQC_2023
from vocabulary.nature import Nature

TODAY = date(2026, 6, 15)
STEADY = [50.0, 52, 49, 51, 50, 48, 51, 50, 52, 49, 50, 51, 49, 50, 51, 50]


def shown(indicators: pl.DataFrame, today: date = TODAY) -> Exhibit:
    found = indicator_series(indicators, catalogue(), events())
    nobody = found.yearly.with_columns(authority=pl.lit("Elsewhere")).clear()
    held = standings(found, against_peers(found.yearly, nobody))
    told = held.join(newest_points(found, held), on="series", how="left", maintain_order="left")
    return measures(told, CQC_2023.frame(), View("Somewhere Council", Nature.OWN, today))


def lamps(**columns: Any) -> pl.DataFrame:
    return rows("lamps", STEADY, **{"name": "Lamps", **columns})


def test_of_nothing_it_says_so() -> None:
    exhibit = shown(typed(pl.DataFrame(schema={"indicator": pl.String})))
    assert exhibit.headline == "No measure has a figure yet"
    assert (exhibit.frame.height, exhibit.signal, exhibit.verdict) == (0, "unknown", "")


@pytest.mark.parametrize(
    ("last", "direction", "headline", "signal"),
    [
        ([], "decrease", "No measure is getting worse: 1 of 1 is as usual", "usual"),
        ([90.0], "decrease", "1 of 1 measure is getting worse, none is as usual", "attention"),
        ([90.0], "increase",
         "No measure is getting worse: of 1, 1 is getting better and none is as usual", "improved"),
        ([90.0], "neutral", "1 of 1 measure has changed; none is getting better or worse",
         "attention"),
    ],
)  # fmt: skip
def test_one_measure_is_said_as_one(
    last: list[float], direction: str, headline: str, signal: str
) -> None:
    exhibit = shown(rows("lamps", [*STEADY, *last], name="Lamps", direction=direction))
    assert (exhibit.headline, exhibit.signal) == (headline, signal)


def test_few_figures_are_not_judged() -> None:
    exhibit = shown(rows("lamps", [5.0], name="Lamps", target=4.0, direction="increase"))
    row = exhibit.table().row(0, named=True)
    assert row["Variation"] == "too few figures to judge"
    assert row["Against the target"] == "too early to say"
    assert exhibit.headline == "1 measure: no change can be told yet"


def test_statements_have_their_names_and_unknown_ones_none() -> None:
    exhibit = shown(lamps(statements=["learning", "of another framework"]))
    assert exhibit.table().item(0, "Quality statements") == "Learning"


def test_a_figure_is_late_only_once_the_next_should_be_here() -> None:
    indicators = lamps()
    newest = indicators["period_end"].max()
    assert newest == date(2025, 7, 31)
    assert shown(indicators, date(2025, 9, 30)).table().item(0, "Freshness") == "on time"
    late = shown(indicators, date(2025, 10, 15))
    assert late.table().item(0, "Freshness") == "late"
    assert late.meaning == "1 is late: a newer figure should be here by now."


def test_a_line_has_the_newest_figures_and_what_was_usual_at_each() -> None:
    many = [float(number % 5) for number in range(SHOWN + 9)]
    exhibit = shown(together(rows("many", many, name="Many"), lamps()))
    by_name = {row["name"]: row for row in exhibit.frame.iter_rows(named=True)}
    assert by_name["Many"]["figures"] == many[-SHOWN:]
    assert by_name["Lamps"]["figures"] == STEADY
    assert len(by_name["Many"]["uppers"]) == SHOWN
    assert max(by_name["Lamps"]["lowers"]) < min(STEADY)
    assert min(by_name["Lamps"]["uppers"]) > max(STEADY)
