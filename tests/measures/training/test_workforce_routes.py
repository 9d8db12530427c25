"""Workforce routes: who begins, completes and stays, and which professions have no route."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from measures.statistics.shares import ShareVerdict
from measures.training.workforce_routes import (
    RouteState,
    RouteVerdict,
    availability,
    gaps,
    progress,
)

SCHEMA: dict[str, Any] = {
    "authority": pl.String,
    "route": pl.String,
    "profession": pl.String,
    "period_start": pl.Date,
    "period_end": pl.Date,
    "available": pl.Boolean,
    "headcount": pl.Int64,
    "started": pl.Int64,
    "completed": pl.Int64,
    "left_early": pl.Int64,
    "reached_12_months": pl.Int64,
    "retained_12_months": pl.Int64,
}


def cohort(
    started: int = 0,
    fate: tuple[int | None, ...] = (None, None, None, None),
    year: int = 2024,
    **columns: Any,
) -> dict[str, Any]:
    """Give one row; `fate` is completed, left early, reached and retained at 12 months."""
    return {
        "authority": "Example Borough",
        "route": "apprenticeship",
        "profession": "social_work",
        "period_start": date(year, 4, 1),
        "period_end": date(year + 1, 3, 31),
        "available": True,
        "headcount": None,
        "started": started,
        **dict(zip(list(SCHEMA)[8:], fate, strict=True)),
        **columns,
    }


def routes(*rows: dict[str, Any]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=SCHEMA)


def row(frame: pl.DataFrame, **where: Any) -> dict[str, Any]:
    found = frame.filter(**where) if where else frame
    assert found.height == 1
    return found.row(0, named=True)


def test_adds_cohorts_up() -> None:
    frame = routes(
        cohort(12, (10, 2, 9, 8), 2021),
        cohort(8, (6, 2, 3, 3), 2022),
        cohort(10, (2, 1, 0, 0), 2023),
    )
    told = row(progress(frame))
    assert (told["route"], told["profession"]) == ("apprenticeship", "social_work")
    assert (told["first_day"], told["last_day"]) == (date(2021, 4, 1), date(2024, 3, 31))
    assert (told["started"], told["completed"], told["left_early"]) == (30, 18, 5)
    assert (told["still_on"], told["not_known"], told["overlapping"]) == (7, 0, False)
    assert (told["reached_12_months"], told["retained_12_months"]) == (12, 11)
    exact = binomtest(11, 12).proportion_ci(method="exact")
    assert (told["retained_low"], told["retained_high"]) == pytest.approx((exact.low, exact.high))
    assert told["verdict"] == "more than half"
    assert told["sentence"] == (
        "30 people began; 18 completed and 5 left early; 11 of 12 (92%) stayed for 12 months "
        "(62% to 100%)."
    )


def test_who_completes_is_told_from_cohorts_that_have_ended() -> None:
    frame = routes(cohort(12, (10, 2, 9, 8), 2021), cohort(10, (0, 4, 0, 0), 2023))
    told = row(progress(frame))
    assert (told["ended"], told["completed_share"]) == (12, pytest.approx(10 / 12))
    assert row(progress(frame[1:]))["completed_share"] is None


def test_what_was_not_recorded_stays_unknown() -> None:
    frame = routes(cohort(12, (10, 2, None, None), 2021), cohort(8, year=2022))
    told = row(progress(frame))
    assert (told["started"], told["completed"], told["not_known"]) == (20, 10, 8)
    assert (told["reached_12_months"], told["retained_share"]) == (None, None)
    assert told["verdict"] == "nothing to judge yet"
    assert told["sentence"] == "20 people began; 10 completed and 2 left early."
    nothing = row(progress(routes(cohort(8))))
    assert (nothing["completed"], nothing["still_on"], nothing["not_known"]) == (None, None, 8)
    assert nothing["sentence"] == "8 people began; what became of them is not recorded."


@pytest.mark.parametrize(
    ("frame", "sentence"),
    [
        (routes(cohort(0, (0, 0, 0, 0))), "Nobody began."),
        (
            routes(cohort(1, (1, 0, 1, 1))),
            "1 person began; 1 completed and 0 left early; 1 of 1 (100%) stayed for 12 months: "
            "too few to judge.",
        ),
    ],
)
def test_says_when_there_is_little_to_say(frame: pl.DataFrame, sentence: str) -> None:
    assert row(progress(frame))["sentence"] == sentence


def test_periods_that_overlap_are_pointed_out() -> None:
    quarter = cohort(2, period_start=date(2024, 10, 1), period_end=date(2024, 12, 31))
    told = row(progress(routes(cohort(8), quarter)))
    assert told["overlapping"]
    assert told["sentence"].endswith("Periods overlap, so people may be counted twice.")
    assert not row(progress(routes(cohort(8), cohort(8, year=2025))))["overlapping"]
    from_its_last_day = cohort(8, period_start=date(2025, 3, 31), period_end=date(2026, 3, 31))
    assert row(progress(routes(cohort(8), from_its_last_day)))["overlapping"]
    other = cohort(8, profession="nursing")
    assert not progress(routes(cohort(8), other))["overlapping"].any()


def test_periods_can_be_told_apart() -> None:
    frame = routes(cohort(8), cohort(5, year=2025), cohort(3, year=2025, profession="nursing"))
    by_year = progress(frame, ("period_start", "period_end"))
    assert by_year["started"].to_list() == [8, 8]
    assert row(progress(frame, ()))["started"] == 16
    with pytest.raises(ValueError, match="by: 'team' is not one of"):
        progress(frame, ("team",))


def test_names_the_professions_without_a_route() -> None:
    frame = routes(
        cohort(5, headcount=108),
        cohort(0, headcount=31, profession="occupational_therapy", available=False),
        cohort(2, profession="occupational_therapy", route="shadowing"),
        cohort(0, headcount=8, profession="rehabilitation", available=False),
        cohort(0, profession="rehabilitation", route="shadowing", available=False),
        cohort(0, profession="nursing", available=None),
    )
    told = gaps(frame)
    therapy = row(told, profession="occupational_therapy")
    assert (therapy["headcount"], therapy["verdict"]) == (31, "has a route")
    assert (therapy["open"], therapy["not_open"]) == (["shadowing"], ["apprenticeship"])
    assert therapy["elsewhere"] == ["apprenticeship"]
    assert therapy["sentence"] == (
        "Open to occupational therapy: shadowing. Not open: apprenticeship."
    )
    none = row(told, profession="rehabilitation")
    assert (none["verdict"], none["sentence"]) == (
        "has no route",
        "No route is open to rehabilitation.",
    )
    unknown = row(told, profession="nursing")
    assert (unknown["verdict"], unknown["not_known"]) == (
        "not known",
        ["apprenticeship", "shadowing"],
    )
    social_work = row(told, profession="social_work")
    assert social_work["sentence"] == "Open to social work: apprenticeship. Not known: shadowing."


def test_a_profession_nobody_recorded_is_not_known_rather_than_without() -> None:
    told = gaps(routes(cohort(5)), ("commissioning",), ("asye", "apprenticeship"))
    assert told["profession"].to_list() == ["commissioning", "social_work"]
    assert told["verdict"].to_list() == ["not known", "has a route"]
    assert row(told, profession="social_work")["sentence"] == (
        "Open to social work: apprenticeship. Not known: ASYE."
    )


@pytest.mark.parametrize(
    ("rows", "state"),
    [
        ([cohort(3, available=None)], "open"),
        ([cohort(3, available=False)], "open"),
        ([cohort(0, available=True)], "open"),
        ([cohort(0, available=False)], "not open"),
        ([cohort(0, available=None)], "not known"),
        ([cohort(3), cohort(0, available=False, year=2025)], "not open"),
        ([cohort(0, available=False), cohort(0, available=True, year=2025)], "open"),
    ],
)
def test_the_newest_period_says_whether_a_route_is_open(
    rows: list[dict[str, Any]], state: str
) -> None:
    assert row(availability(routes(*reversed(rows))))["state"] == state


counts = st.integers(0, 20).flatmap(
    lambda n: st.tuples(
        st.just(n),
        st.none() | st.tuples(st.integers(0, n), st.integers(0, n)).filter(lambda f: sum(f) <= n),
        st.booleans(),
    )
)
frames = st.lists(
    st.tuples(
        st.sampled_from(["asye", "apprenticeship"]),
        st.sampled_from(["social_work", "nursing", "commissioning"]),
        st.integers(2020, 2023),
        st.none() | st.booleans(),
        counts,
    ),
    max_size=14,
    unique_by=lambda r: r[:3],
).map(
    lambda rows: routes(
        *(
            cohort(
                started,
                (*fate, fate[0], fate[0] // 2) if fate and known else (None,) * 4,
                year,
                route=route,
                profession=profession,
                available=available,
            )
            for route, profession, year, available, (started, fate, known) in rows
        )
    )
)


@settings(max_examples=30, deadline=None)
@given(frames)
def test_everybody_who_began_is_accounted_for(frame: pl.DataFrame) -> None:
    for by in ((), ("profession",), ("route", "profession"), ("period_end",)):
        told = progress(frame, by)
        assert told["started"].sum() == frame["started"].sum()
        accounted = told.select(
            pl.sum_horizontal("completed", "left_early", "still_on", "not_known")
        ).to_series()
        assert accounted.equals(told["started"].alias(accounted.name))
        for name in ("completed", "retained"):
            known = told.drop_nulls(f"{name}_share")
            low, high = (known[f"{name}_{end}"] for end in ("low", "high"))
            assert known[f"{name}_share"].is_between(low - 1e-9, high + 1e-9).all()
        assert set(told["verdict"]) <= set(ShareVerdict)


@settings(max_examples=30, deadline=None)
@given(frames)
def test_every_route_is_in_one_state_for_every_profession(frame: pl.DataFrame) -> None:
    grid, told = availability(frame), gaps(frame)
    assert grid.height == frame["route"].n_unique() * frame["profession"].n_unique()
    assert set(grid["state"]) <= set(RouteState)
    assert set(told["verdict"]) <= set(RouteVerdict)
    for name, state in zip(("open", "not_open", "not_known"), RouteState, strict=True):
        assert told[name].list.len().sum() == grid.filter(state=state).height


def test_nothing_recorded_gives_an_empty_answer_of_the_same_shape() -> None:
    frame = routes(cohort(12, (10, 2, 9, 8)))
    for by in ((), ("route",)):
        assert progress(frame.clear(), by).schema == progress(frame, by).schema
        assert progress(frame.clear(), by).is_empty()
    for measure in (availability, gaps):
        assert measure(frame.clear()).schema == measure(frame).schema
        assert measure(frame.clear()).is_empty()
    assert gaps(frame.clear(), ("nursing",), ("asye",))["verdict"].to_list() == ["not known"]


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (routes(cohort(3)).drop("available"), "missing column: available"),
        (routes(cohort(3, (4, 0, 0, 0))), "completed is larger than started"),
        (routes(cohort(3, (2, 0, 2, 3))), "retained_12_months is larger than reached_12_months"),
    ],
)
def test_refuses_impossible_figures(frame: pl.DataFrame, message: str) -> None:
    for measure in (progress, availability, gaps):
        with pytest.raises(ValueError, match=message):
            measure(frame)


def test_more_ends_than_beginnings_leave_nobody_still_on_it() -> None:
    assert row(progress(routes(cohort(3, (2, 2, 0, 0)))))["still_on"] == 0
