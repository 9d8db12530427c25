"""A council's measures are judged once for a snapshot, and every request for one is known."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from components.exhibits.catalogue import CATALOGUE, ExhibitRequest, address_of
from components.exhibits.every_request import requests_of
from components.exhibits.filters import filters_of
from components.exhibits.indicators.judged import (
    beside_peers,
    figure_in_words,
    judged,
    measures_held,
    measures_that_differ,
    measures_with_rows,
)
from components.exhibits.request import request_in_address
from components.packs.pack import Pack, PackItem
from components.packs.produce import produce_pack
from data_access.snapshot import Snapshot, snapshot
from data_access.store.database import Store
from measures.indicators.series import indicator_series
from measures.indicators.standings import standings
from tests.components.exhibits.all_exhibits import TODAY, view_of
from tests.principals import OFFICER

WAITING = "home_care_waiting"


@pytest.fixture(scope="module")
def example(example_store: Store) -> Snapshot:
    return snapshot("Example Borough", store=example_store, principal=OFFICER)


@pytest.fixture
def of_one_measure(monkeypatch: pytest.MonkeyPatch) -> str:
    """An exhibit that needs a measure."""
    needing = replace(CATALOGUE["freshness"], of_measure=True)
    monkeypatch.setitem(CATALOGUE, "freshness", needing)
    return "freshness"


def test_series_are_judged_once_and_as_the_measure_judges_them(example: Snapshot) -> None:
    found = judged(example)
    assert found is judged(example)
    directly = indicator_series(
        example["indicator"],
        example["indicator_definition"],
        example["event"],
        example.whole_to.get("indicator"),
    )
    assert all(one.equals(other) for one, other in zip(found, directly, strict=True))


def test_each_measure_of_the_whole_service_stands_once(example: Snapshot) -> None:
    held = measures_held(example)
    assert held.height > 40
    assert held.get_column("measure").is_unique().all()
    signals = held.get_column("signal").unique(maintain_order=True).to_list()
    assert signals[:2] == ["attention", "improved"]
    worst = held.row(0, named=True)
    assert (worst["measure"], figure_in_words(worst)) == (WAITING, f"{worst['figure']:.0f}")
    assert set(held.get_column("measure")) <= set(measures_with_rows(example))


def test_the_whole_service_stands_the_same_whether_groups_are_judged_or_not(
    example: Snapshot,
) -> None:
    directly = standings(judged(example), beside_peers(example, judged(example)))
    assert measures_held(example).equals(directly)


def test_others_yearly_figures_are_set_beside_ours(example: Snapshot) -> None:
    def of(frame: pl.DataFrame, council: str, add: float) -> pl.DataFrame:
        return frame.with_columns(authority=pl.lit(council), numerator=pl.col("numerator") + add)

    year = (
        example["indicator"]
        .filter(pl.col("indicator") == "vacancies")
        .head(1)
        .with_columns(
            indicator=pl.lit("posts"),
            period_start=pl.lit("2025-04-01").str.to_date(),
            period_end=pl.lit("2026-03-31").str.to_date(),
            numerator=pl.lit(20.0), denominator=pl.lit(200.0), value=pl.lit(None, pl.Float64),
        )
    )  # fmt: skip
    others = pl.concat([of(year, f"Council {n}", float(n)) for n in range(6)])
    known = replace(
        example,
        frames={**example.frames, "indicator": year},
        peers={**example.peers, "indicator": others},
        memo={},
    )
    [row] = beside_peers(known, judged(known)).to_dicts()
    assert (row["figure"], row["peers"], row["peers_median"]) == (10.0, 6, 11.25)
    assert measures_held(known).get_column("verdict").to_list() == ["as at other councils"]


def test_only_measures_whose_figures_differ_are_told_apart(example: Snapshot) -> None:
    later = pl.col("period_end") > pl.date(2026, 6, 30)
    shorter = example["indicator"].filter(~((pl.col("indicator") == WAITING) & later))
    other = replace(example, frames={**example.frames, "indicator": shorter}, memo={})
    assert measures_that_differ(example, other) == {WAITING}
    assert measures_that_differ(example, replace(example, memo={})) == frozenset()


def test_an_address_names_a_measure_that_has_rows(example: Snapshot, of_one_measure: str) -> None:
    view = view_of(example)

    def asked(**parameters: str) -> ExhibitRequest | None:
        return request_in_address({"show": of_one_measure, **parameters}, example, view)

    found = asked(measure=WAITING, by="ethnicity")
    assert found
    assert (found.measure, found.breakdown) == (WAITING, "ethnicity")
    assert request_in_address(address_of(found, view), example, view) == found
    assert asked(measure=WAITING, by="team").breakdown == "team"  # type: ignore[union-attr]
    assert asked(measure=WAITING, by="colour").breakdown == ""  # type: ignore[union-attr]
    assert asked() is None
    assert asked(measure="no such measure") is None


def test_a_pack_leaves_out_a_measure_that_has_no_rows(
    example: Snapshot, of_one_measure: str
) -> None:
    items = (PackItem(of_one_measure, measure=WAITING), PackItem(of_one_measure, measure="none"),
             PackItem(of_one_measure))  # fmt: skip
    assert example.newest_moment
    made, left_out = produce_pack(Pack("Measures", items), example, view_of(example), revision=1,
                                  produced=example.newest_moment)  # fmt: skip
    assert [each.address["measure"] for each in made.exhibits] == [WAITING]
    assert left_out == (of_one_measure, of_one_measure)


def test_every_measure_asks_for_an_exhibit_of_one(example: Snapshot, of_one_measure: str) -> None:
    filters = filters_of(TODAY)
    asked = list(requests_of(CATALOGUE[of_one_measure], filters, example))
    assert [request.measure for request, _ in asked] == list(measures_with_rows(example))
    assert dict(asked)[ExhibitRequest(of_one_measure, filters, measure=WAITING)] == (
        "People waiting for home care to start"
    )
    assert len(list(requests_of(CATALOGUE["score_history"], filters, example))) == 9
    assert [name for _, name in requests_of(CATALOGUE["overall_score"], filters, example)] == [""]
