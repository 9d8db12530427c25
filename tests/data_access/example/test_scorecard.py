"""Example Borough's scorecard tells its story: what changed since a dated event, and what not."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from data_access.datasets import EVENT, INDICATOR, INDICATOR_DEFINITION
from data_access.example.records import EXAMPLE_BOROUGH
from data_access.example.scorecard import scorecard
from data_access.example.timeline import SCORECARD_CAME
from data_access.reference.published_facts import catalogue_frame
from data_access.snapshot import Snapshot, snapshot
from data_access.store.database import Store
from measures.indicators.before_after import Since, before_and_after
from measures.indicators.series import IndicatorSeries, indicator_series
from tests.principals import OFFICER
from vocabulary.framework import CQC_2023


@pytest.fixture(name="known")
def known_fixture(example_store: Store) -> Snapshot:
    return snapshot(EXAMPLE_BOROUGH, store=example_store, principal=OFFICER)


@pytest.fixture(name="judged")
def judged_fixture(known: Snapshot) -> IndicatorSeries:
    return indicator_series(
        known[INDICATOR.name],
        known[INDICATOR_DEFINITION.name],
        known[EVENT.name],
        known.whole_to[INDICATOR.name],
    )


def since(judged: IndicatorSeries) -> dict[str, str]:
    return dict(before_and_after(judged).select("series", "verdict").iter_rows())


def latest(judged: IndicatorSeries, series: str) -> dict[str, Any]:
    [row] = judged.latest.filter(pl.col("series") == series).to_dicts()
    return row


def test_every_line_is_a_measure_of_the_catalogue_and_of_its_unit() -> None:
    lines = scorecard().select("indicator", "unit", "direction", "per").unique()
    both = lines.join(catalogue_frame(), on="indicator", suffix="_declared")
    assert both.height == lines.height
    for name in ("unit", "direction", "per"):
        differing = both.filter(~pl.col(name).eq_missing(pl.col(f"{name}_declared")))
        assert differing.select("indicator", name, f"{name}_declared").rows() == []


def test_every_statement_has_four_measures_or_more(judged: IndicatorSeries) -> None:
    drawn = judged.measures.filter(pl.col("measure").is_in(judged.latest["measure"].implode()))
    counted = dict(drawn.explode("statements").group_by("statements").len().iter_rows())
    assert {each: counted.get(each, 0) for each in CQC_2023.ids if counted.get(each, 0) < 4} == {}


def test_new_telephones_answered_complex_calls_sooner_and_others_no_sooner(
    judged: IndicatorSeries,
) -> None:
    verdicts = since(judged)
    assert verdicts["front_door_answer_time | reason | Complex calls"] == Since.BETTER
    assert verdicts["front_door_answer_time | reason | Other calls"] == Since.NO_SIGNAL
    begun = judged.points.filter(
        pl.col("measure").eq("front_door_answer_time") & pl.col("rebase_group").eq(1)
    )
    assert begun.get_column("mean_before").null_count() == 0
    moved = {name: latest(judged, f"front_door_contacts | channel | {name}")["variation"]
             for name in ("Telephone", "Online", "Email and letter")}  # fmt: skip
    assert moved == {
        "Telephone": "neutral_low", "Online": "neutral_high", "Email and letter": "common_cause",
    }  # fmt: skip


def test_waiting_fell_since_a_team_began_for_some_groups_and_not_for_others(
    judged: IndicatorSeries,
) -> None:
    verdicts = since(judged)
    assert verdicts["assessments_waiting"] == Since.BETTER
    assert verdicts["assessments_in_time | ethnicity | White British"] == Since.BETTER
    assert verdicts["assessments_in_time | ethnicity | Asian or Asian British"] == Since.NO_SIGNAL


def test_home_care_worsens_and_targets_are_met_and_missed(judged: IndicatorSeries) -> None:
    row = latest(judged, "home_care_waiting")
    assert (row["variation"], str(row["since"])) == ("concern", "2026-05-31")
    assurance = set(judged.latest.get_column("assurance"))
    assert {"consistent_pass", "consistent_fail", "inconsistent", "none"} <= assurance


def test_what_was_shown_before_stays_as_it_was(known: Snapshot) -> None:
    before = known.as_known(SCORECARD_CAME.date().replace(day=4))
    assert before[EVENT.name].is_empty()
    assert before[INDICATOR.name].get_column("breakdown_kind").null_count() == (
        before[INDICATOR.name].height
    )
    assert known[EVENT.name].height == 4
