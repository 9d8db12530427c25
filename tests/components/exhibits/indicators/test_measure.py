"""What is shown of one measure is what the measures of process control give when called directly,
and every sentence about it follows from its frame."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl
import pytest

from components.charts.panels import panels
from components.charts.spec import Intervals, SeriesPanels
from components.exhibits.catalogue import CATALOGUE, ExhibitRequest, exhibit
from components.exhibits.drills import drill_names, drill_of
from components.exhibits.exhibit import Exhibit
from components.exhibits.filters import filters_of
from components.exhibits.indicators.groups import kinds_held
from components.exhibits.indicators.judged import measures_with_rows
from components.exhibits.indicators.one_measure import one_measure
from data_access.snapshot import Snapshot, snapshot
from data_access.store.database import Store
from measures.process_control.attribute_charts import p_chart, u_chart
from measures.process_control.charts import xmr
from tests.components.exhibits.all_exhibits import TODAY, view_of
from tests.components.exhibits.claims.checking import PLACES, expected, said
from tests.components.exhibits.claims.told import Told
from tests.principals import OFFICER
from tests.sampling import one_in

KEYS = ("measure", "measure_groups", "measure_peers")
ANSWER_TIME, IN_TIME, WAITING = (
    "front_door_answer_time", "assessments_in_time", "home_care_waiting",
)  # fmt: skip
FILTERS = filters_of(TODAY)


@pytest.fixture(scope="module")
def example(example_store: Store) -> Snapshot:
    return snapshot("Example Borough", store=example_store, principal=OFFICER)


def shown(known: Snapshot, key: str, measure: str, by: str = "") -> Exhibit:
    return exhibit(known, _request(key, measure, by), view_of(known))


def _request(key: str, measure: str, by: str = "") -> ExhibitRequest:
    return ExhibitRequest(key, FILTERS, measure=measure, breakdown=by)


def series_of(found: Exhibit) -> Iterator[pl.DataFrame]:
    """The points of each series shown."""
    yield from found.frame.partition_by("series", maintain_order=True)


def directly(points: pl.DataFrame) -> pl.DataFrame:
    """Limits and means of a series by its chart alone, in the figures' unit."""
    kind = points.item(0, "chart")
    anew = pl.col("rebase_group").diff().fill_null(0).cast(pl.Int64)
    given = points.with_columns(rebase=anew)
    limits = ("mean", "lower_limit", "upper_limit", "label")
    if kind == "xmr":
        made = xmr(given.select("series", "date", "direction", "target", "rebase", value="figure"))
        return made.points.select(*limits[:3], label="special_cause")
    chart = (p_chart if kind == "p" else u_chart)(
        given.select("series", "date", "denominator", "rebase", value="numerator")
    )
    per = given.select(
        per=(pl.col("figure") / (pl.col("numerator") / pl.col("denominator"))).median()
    ).item()
    return chart.select(
        mean=pl.col("cl") * per, lower_limit=pl.col("lcl") * per, upper_limit=pl.col("ucl") * per,
        label="special_cause",
    )  # fmt: skip


def test_limits_and_labels_of_every_series_shown_are_those_of_its_chart(example: Snapshot) -> None:
    seen: dict[str, int] = {}
    for measure in measures_with_rows(example):
        exhibits = [shown(example, "measure", measure)] + [
            shown(example, "measure_groups", measure, by) for by in by_of(example, measure)
        ]
        over_time = [each for each in exhibits if isinstance(each.chart, SeriesPanels)]
        for points in (each for one in over_time for each in series_of(one)):
            kind = points.item(0, "chart")
            seen[kind] = seen.get(kind, 0) + 1
            direct = directly(points)
            for name in ("mean", "lower_limit", "upper_limit"):
                assert points.get_column(name).to_list() == pytest.approx(
                    direct.get_column(name).to_list(), rel=1e-9, abs=1e-9
                ), (measure, name)
            marked = direct.get_column("label").to_list()
            if kind == "xmr":
                assert points.get_column("special_cause").to_list() == marked, measure
            else:  # those beyond the limits; runs are marked beside them
                beyond = [each for each in zip(marked, points["special_cause"], strict=True)
                          if each[0] != "common_cause"]  # fmt: skip
                assert all(one == other for one, other in beyond), measure
    assert set(seen) == {"p", "u", "xmr"}
    assert sum(seen.values()) > 60


def test_assurance_of_every_series_over_time_is_that_of_its_chart(example: Snapshot) -> None:
    tried = 0
    for measure in measures_with_rows(example):
        [chosen] = one_measure(example, _request("measure", measure), view_of(example))
        standing = chosen.standing
        if standing is None or standing["chart"] != "xmr":
            continue
        points = chosen.points.filter(pl.col("series") == standing["series"])
        told = pl.lit(standing["direction"]).alias("direction")
        anew = pl.col("rebase_group").diff().fill_null(0).cast(pl.Int64)
        made = xmr(points.select("series", "date", "target", told, value="figure", rebase=anew))
        assert made.latest.item(0, "assurance") == standing["assurance"], measure
        assert made.latest.item(0, "variation") == standing["variation"], measure
        tried += 1
    assert tried > 20


def by_of(known: Snapshot, measure: str) -> list[str]:
    [chosen] = one_measure(known, _request("measure_groups", measure), view_of(known))
    return kinds_held(chosen)


def wrong_of(known: Snapshot, measure: str) -> Iterator[str]:
    """What exhibits of a measure say that does not follow."""
    for key, by in [(key, "") for key in KEYS] + [
        ("measure_groups", by) for by in by_of(known, measure)
    ]:
        built = shown(known, key, measure, by)
        told = Told(built, known, FILTERS, view_of(known), {})
        for place in ("headline", *PLACES):
            text, right = said(built, place), expected(told, place)
            if text != right:
                yield f"{measure}, {key} {by}, {place}:\n  says  {text}\n  right {right}"


def test_what_is_said_of_each_measure_follows_from_its_frame(example: Snapshot) -> None:
    found = [each for measure in one_in(4, list(measures_with_rows(example)))
             for each in wrong_of(example, measure)]  # fmt: skip
    assert not found, "\n".join(found)


# By year and beside other councils


def with_years(known: Snapshot, peers: int = 7, **columns: Any) -> Snapshot:
    """The same records, with a yearly share of two years and two ages, and that of others."""
    schema = known["indicator"].schema
    ages = ((None, 150.0, 250.0), ("18 to 64", 60.0, 100.0), ("65 and over", 90.0, 150.0))
    rows = [
        {"indicator": "lamps_lit", "name": "Lamps that are lit", "numerator": x, "denominator": n,
         "period_start": date(year - 1, 4, 1), "period_end": date(year, 3, 31), "per": 100.0,
         "unit": "percent", "direction": "increase", "breakdown": group, "source": "Lamp register",
         "breakdown_kind": "age" if group else None, **columns}
        for year in (2025, 2026)
        for group, x, n in ages
    ]  # fmt: skip
    own = pl.DataFrame(rows, schema=schema)
    counted = pl.col("numerator")
    others = pl.concat([
        own.with_columns(authority=pl.lit(f"Council {n}"), numerator=counted * (0.9 + n / 30))
        for n in range(peers)
    ] or [own.clear()])  # fmt: skip
    return replace(
        known,
        frames={**known.frames, "indicator": pl.concat([known["indicator"], own])},
        peers={**known.peers, "indicator": others},
        memo={},
    )


@pytest.mark.parametrize(
    ("peers", "columns", "says"),
    [
        (7, {}, "as at other councils"),
        (7, {"target": 85.0}, "beyond chance short of its target of 85%"),
        (7, {"numerator": 20.0}, "worse than at other councils"),
        (7, {"numerator": 20.0, "direction": "neutral"}, "unlike other councils"),
        (3, {}, "nothing to compare with"),
        (0, {}, "nothing to compare with"),
    ],
)
def test_a_yearly_measure_has_intervals_and_stands_among_others(
    example: Snapshot, peers: int, columns: dict[str, Any], says: str
) -> None:
    known = with_years(example, peers, **columns)
    if "numerator" in columns:  # others' as they were
        known = replace(known, peers=with_years(example, peers).peers, memo={})
    built = shown(known, "measure", "lamps_lit")
    assert isinstance(built.chart, Intervals)
    assert built.frame.get_column("period").to_list() == [
        "Year to March 2025",
        "Year to March 2026",
    ]
    assert built.headline.endswith(f"in the year to March 2026, {says}")
    beside = shown(known, "measure_peers", "lamps_lit")
    assert beside.frame.height == (2 if peers else 0)
    groups = shown(known, "measure_groups", "lamps_lit")
    assert groups.frame.get_column("breakdown").to_list() == ["18 to 64", "65 and over"]
    assert not list(wrong_of(known, "lamps_lit"))


def test_a_choice_of_councils_holds_beside_a_measure(example: Snapshot) -> None:
    known = with_years(example)
    register = known.peers["council_profile"]
    named = register.head(7).with_columns(
        authority=pl.Series([f"Council {n}" for n in range(7)]),
        short_name=pl.Series([f"C{n}" for n in range(7)]),
        region=pl.Series(["London"] * 5 + ["South West"] * 2),
    )
    known = replace(known, peers={**known.peers, "council_profile": named}, memo={})

    def beside(peers: str) -> Exhibit:
        request = replace(_request("measure_peers", "lamps_lit"), peers=peers)
        return exhibit(known, request, view_of(known))

    assert beside("").subtitle.endswith("7 other councils")
    london, two = beside("region"), beside("C1;C6")
    assert london.subtitle.endswith("5 of 5 councils in London")
    assert two.subtitle.endswith("2 of 2 chosen councils")
    assert two.headline.endswith("nothing to compare with")
    figures = [each.frame.row(1, named=True)["figure"] for each in (london, two)]
    assert figures == pytest.approx([60 * (0.9 + 2 / 30), 60 * (0.9 + 3.5 / 30)])
    assert london.address["peers"] == "region"


def test_similar_councils_the_region_and_england_stand_beside(example: Snapshot) -> None:
    known = with_years(example)
    year = {"period_start": date(2025, 4, 1), "period_end": date(2026, 3, 31), "value": 71.0}
    rows = [
        {"authority": known.authority, "indicator": "lamps_lit", "level": level, "area": area,
         **year, **more}
        for level, area, more in (
            ("england", "England", {"numerator": 700.0, "denominator": 1000.0, "value": None}),
            ("region", "North West", {}),
            ("neighbours", "Similar councils", {"value": 69.5}),
            ("england", "England", {"breakdown": "18 to 64"}),
            ("england", "England", {"period_end": date(2025, 3, 31)}),
        )
    ]  # fmt: skip
    beside = pl.DataFrame(rows, schema=known["comparator"].schema)
    known = replace(known, frames={**known.frames, "comparator": beside}, memo={})
    built = shown(known, "measure_peers", "lamps_lit")
    assert built.frame.select("who", "figure").rows()[2:] == [
        ("Similar councils", 69.5), ("North West", 71.0), ("England", 70.0),
    ]  # fmt: skip
    assert "England: 70%" in built.alternative
    assert not list(wrong_of(known, "lamps_lit"))
    alone = replace(known, peers={**known.peers, "indicator": known.peers["indicator"].clear()},
                    memo={})  # fmt: skip
    built = shown(alone, "measure_peers", "lamps_lit")
    assert built.frame.get_column("who").to_list()[1:] == [
        "Similar councils", "North West", "England",
    ]  # fmt: skip
    assert built.headline.endswith("nothing to compare with")
    assert not list(wrong_of(alone, "lamps_lit"))


# What a reader sees


def test_what_was_usual_before_stays_visible_after_an_event_that_rebases(example: Snapshot) -> None:
    built = shown(example, "measure", ANSWER_TIME)
    assert isinstance(built.chart, SeriesPanels)
    [panel] = panels(built.chart, built.frame)
    first = panel.groups.index(1)
    assert panel.mean_before[first] == panel.mean[first - 1]
    assert all(value is None for value in panel.mean_before[:first])
    assert built.chart.events == (("2026-02-01", "New telephones at the front door"),)
    assert any("begins anew after New telephones" in each for each in built.all_caveats)
    [happened] = built.frame.filter(pl.col("happened") != "–").rows(named=True)
    assert (happened["period"], happened["happened"]) == (
        "February 2026", "New telephones at the front door",
    )  # fmt: skip


def test_a_period_so_far_is_shown_and_not_judged(example: Snapshot) -> None:
    known = replace(example, whole_to={**example.whole_to, "indicator": date(2026, 9, 15)}, memo={})
    built = shown(known, "measure", WAITING)
    last = built.frame.row(-1, named=True)
    assert (last["period"], last["reading"]) == ("September 2026", "so far, not judged")
    assert last["figure"] is not None
    assert "in August 2026" in built.headline
    assert any(each.startswith("September 2026: so far") for each in built.caveats)
    assert not list(wrong_of(known, WAITING))


def test_a_figure_far_off_is_named_and_what_follows_is_as_usual(example: Snapshot) -> None:
    first = pl.col("indicator").eq("sickness_days") & pl.col("period_end").eq(date(2024, 6, 30))
    rows = example["indicator"].with_columns(value=pl.when(first).then(110.0).otherwise("value"))
    known = replace(example, frames={**example.frames, "indicator": rows}, memo={})
    built = shown(known, "measure", "sickness_days")
    assert any("June 2024 lies so far off" in each for each in built.caveats)
    assert " since " not in built.headline
    assert not list(wrong_of(known, "sickness_days"))


def test_groups_have_the_same_axes_and_each_says_how_it_stands(example: Snapshot) -> None:
    built = shown(example, "measure_groups", IN_TIME)
    assert isinstance(built.chart, SeriesPanels)
    found = panels(built.chart, built.frame)
    assert [each.name for each in found] == [f"{where} locality team" for where in
                                             ("Central", "North", "South")]  # fmt: skip
    assert all(each.note for each in found)
    by_ethnicity = shown(example, "measure_groups", IN_TIME, "ethnicity")
    assert set(by_ethnicity.frame.get_column("panel")) >= {
        "White British", "Asian or Asian British", "Black or Black British",
    }  # fmt: skip
    assert shown(example, "measure_groups", IN_TIME, "age").frame.is_empty()


def test_too_few_people_are_said_to_be_too_few(example: Snapshot) -> None:
    few = pl.col("indicator").eq(IN_TIME) & pl.col("team").eq("North locality team")
    third = pl.col("period_start").dt.month() % 3
    rows = example["indicator"].with_columns(
        numerator=pl.when(few).then((third + 1).cast(pl.Float64)).otherwise("numerator"),
        denominator=pl.when(few).then(3.0).otherwise("denominator"),
        value=pl.when(few).then(None).otherwise("value"),
    )
    known = replace(example, frames={**example.frames, "indicator": rows}, memo={})
    built = shown(known, "measure_groups", IN_TIME)
    notes = dict(built.frame.select("panel", "note").iter_rows())
    assert notes["North locality team"].endswith("too few people to judge")
    assert "too few to judge in North locality team" in built.headline
    assert not list(wrong_of(known, IN_TIME))


def test_behind_a_point_stand_its_parts_and_those_of_teams_and_groups(example: Snapshot) -> None:
    built = shown(example, "measure", IN_TIME)
    drill = drill_of(built)
    assert drill
    names = drill_names(built, drill)
    assert next(iter(names)) == "September 2026", "the newest first"
    row = names["March 2026"]
    found = drill.behind(example, FILTERS, view_of(example), row)
    assert found.height == row["rows"] >= 7
    first = found.row(0, named=True)
    assert (first["team"], first["breakdown"]) == (None, None)
    assert (first["numerator"], first["denominator"]) == (row["numerator"], row["denominator"])
    assert first["numerator"] / first["denominator"] * 100 == pytest.approx(first["figure"])


def test_a_measure_of_groups_alone_says_so(example: Snapshot) -> None:
    built = shown(example, "measure", "new_requests_rate")
    assert built.headline.endswith("figures by ethnicity only, none of the whole service")
    assert shown(example, "measure_groups", "new_requests_rate").frame.height > 0


@pytest.mark.parametrize("key", KEYS)
def test_none_is_for_the_public(key: str) -> None:
    assert not CATALOGUE[key].public
    assert CATALOGUE[key].of_measure
