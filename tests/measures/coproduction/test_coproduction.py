"""Who was there, how far they shaped things, what came of it and who told them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measures.coproduction.activities import (
    LEVELS,
    by_level,
    changed,
    days_to_hear_back,
    over_time,
    reach,
    shaped,
    you_said,
)
from tests.measures.record_rows import day, records

TODAY = date(2026, 9, 30)


def activities(*rows: dict[str, Any]) -> pl.DataFrame:
    plain = {"held": day("2026-02-10"), "title": "Workshop", "level": "consult"}
    return records("coproduction", [{**plain, **row} for row in rows])


def groups(*names: str) -> pl.DataFrame:
    return records("seldom_heard", [{"group": name} for name in names])


some = st.lists(
    st.fixed_dictionaries(
        {
            "held": st.dates(date(2025, 1, 1), date(2026, 12, 31)),
            "level": st.sampled_from(LEVELS),
            "people": st.none() | st.integers(0, 60),
            "groups": st.none() | st.lists(st.sampled_from(["Carers", "Deaf people", "carers"])),
            "shaped": st.none() | st.lists(st.sampled_from(["Strategy", "Board"]), max_size=2),
            "said": st.none() | st.just("Letters are hard to read."),
            "result": st.none() | st.sampled_from(["changed", "partly_changed", "not_changed"]),
            "heard_back": st.none() | st.dates(date(2025, 1, 1), date(2026, 12, 31)),
        }
    ),
    max_size=25,
)


# Over time


def test_every_quarter_and_every_level_has_a_row_also_where_nothing_happened() -> None:
    frame = over_time(
        activities(
            {"held": day("2026-01-05"), "level": "inform", "people": 40},
            {"held": day("2026-03-31"), "level": "inform", "people": None},
            {"held": day("2026-08-01"), "level": "coproduce", "people": 6},
        ),
        day("2026-09-15"),
    )
    assert frame.height == 3 * len(LEVELS)
    assert frame["case"].to_list() == [*LEVELS] * 3
    some_rows = frame.filter(pl.col("activities") > 0).select(
        "name", "complete", "case", "activities", "people", "people_unknown"
    )
    assert some_rows.rows() == [
        ("January to March 2026", True, "inform", 2, 40, 1),
        ("July to September 2026", False, "coproduce", 1, 6, 0),
    ]


def test_an_activity_counts_in_each_of_its_groups() -> None:
    frame = over_time(
        activities({"groups": ["Carers", "Deaf people"], "people": 5}, {"groups": None}),
        day("2026-03-31"),
        by="groups",
    )
    assert frame.select("case", "activities", "people").rows() == [
        ("Carers", 1, 5),
        ("Deaf people", 1, 5),
        ("not recorded", 1, 0),
    ]


@given(some)
@settings(max_examples=30, deadline=None)
def test_no_activity_is_lost_or_counted_twice_over_time(rows: list[dict[str, Any]]) -> None:
    frame = activities(*rows)
    held = frame.filter(pl.col("held") <= TODAY)
    for by in ("level", None):
        counts = over_time(frame, TODAY, by=by)
        assert counts["activities"].sum() == held.height
        assert counts["people"].sum() == held["people"].sum()
        assert counts["people_unknown"].sum() == held["people"].null_count()


# Levels


def test_says_how_often_people_shaped_more_than_the_talk() -> None:
    rows = [{"level": level} for level in ["inform"] * 3 + ["co_design"] * 4 + ["coproduce"] * 3]
    row = by_level(activities(*rows), TODAY).row(
        by_predicate=pl.col("level") == "co_design", named=True
    )
    assert (row["activities"], row["at_least"], row["of"], row["share"]) == (4, 7, 10, 0.7)
    assert row["verdict"] == "could be more or less than half"  # 7 of 10 may be chance


@given(some)
@settings(max_examples=30, deadline=None)
def test_fewer_activities_go_further(rows: list[dict[str, Any]]) -> None:
    frame = by_level(activities(*rows), TODAY)
    at_least = frame["at_least"].to_list()
    assert at_least == sorted(at_least, reverse=True)
    assert at_least[0] == frame["activities"].sum() == frame["of"][0]


# What was shaped


def test_lists_what_was_shaped_with_what_came_of_it() -> None:
    frame = shaped(
        activities(
            {
                "shaped": ["Carers' strategy", "Partnership board"],
                "shaped_kind": "strategy",
                "level": "engage",
                "result": "changed",
                "people": 8,
                "heard_back": TODAY,
            },
            {
                "shaped": ["Carers’ Strategy"],
                "shaped_kind": "commissioning",
                "level": "coproduce",
                "held": day("2026-05-01"),
                "result": None,
                "heard_back": TODAY + timedelta(days=1),
            },
            {"shaped": None},
        ),
        TODAY,
    )
    assert frame.select(
        "shaped", "kind", "activities", "people", "furthest_level", "changed", "not_changed",
        "undecided", "heard_back", "references",
    ).rows() == [
        ("Carers' strategy", "commissioning", 2, 8, "coproduce", 1, 0, 1, 1, ["1", "2"]),
        ("Partnership board", "strategy", 1, 8, "engage", 1, 0, 0, 1, ["1"]),
    ]  # fmt: skip
    assert frame.select("first", "last").rows() == [
        (day("2026-02-10"), day("2026-05-01")),
        (day("2026-02-10"), day("2026-02-10")),
    ]


# The day itself


def test_what_happens_on_the_as_at_date_has_happened() -> None:
    frame = activities(
        {"held": TODAY, "groups": ["Carers"], "said": "a", "result": "changed",
         "changed_on": TODAY, "heard_back": TODAY, "shaped": ["Plan"]}
    )  # fmt: skip
    assert over_time(frame, TODAY)["activities"].sum() == 1
    assert shaped(frame, TODAY)["heard_back"].to_list() == [1]
    assert changed(frame, TODAY)["changed"].to_list() == [1]
    assert days_to_hear_back(frame, TODAY)["heard_back"].to_list() == [1]
    assert you_said(frame, TODAY).select("state", "days_to_change").rows() == [("people told", 0)]


# Reach


def test_names_the_groups_that_nobody_has_heard() -> None:
    frame = reach(
        activities(
            {"groups": ["deaf people", "Deaf People"], "held": day("2026-06-01"), "people": 12},
            {"groups": ["Prisoners"], "held": day("2024-06-01")},
        ),
        groups("Deaf people", "Travellers", "Prisoners"),
        TODAY,
    )
    assert frame.select("group", "activities", "people", "last_held", "state").rows() == [
        ("Travellers", 0, 0, None, "never heard"),
        ("Prisoners", 1, 0, day("2024-06-01"), "not heard lately"),
        ("Deaf people", 1, 12, day("2026-06-01"), "heard lately"),
    ]
    assert frame["sentence"].to_list() == [
        "Travellers: no activity on record.",
        "Prisoners: last heard 851 days ago, not in the last 365 days.",
        "Deaf people: 1 activity in the last 365 days.",
    ]


def test_a_group_was_heard_lately_if_it_was_in_the_last_year() -> None:
    held = [TODAY - timedelta(days=365), TODAY - timedelta(days=364), day("2025-11-01")]
    levels = ["coproduce", "inform", "consult"]
    frame = reach(
        activities(
            *(
                {"groups": ["Carers"], "held": when, "level": level}
                for when, level in zip(held, levels, strict=True)
            )
        ),
        groups("Carers"),
        TODAY,
    )
    assert frame.select("activities", "lately", "furthest_level", "last_held").rows() == [
        (3, 2, "coproduce", day("2025-11-01"))
    ]


def test_what_is_still_to_come_has_reached_nobody() -> None:
    coming = activities({"groups": ["Carers"], "held": TODAY + timedelta(days=1)})
    assert reach(coming, groups("Carers"), TODAY)["state"].to_list() == ["never heard"]


# Whether something changed


def test_share_where_something_changed_is_out_of_those_decided() -> None:
    row = changed(
        activities(
            *[{"result": "changed"}] * 8,
            *[{"result": "partly_changed"}] * 2,
            {"result": "not_changed"},
            {"result": None},
        ),
        TODAY,
    ).row(0, named=True)
    assert (row["activities"], row["decided"], row["changed"], row["partly"]) == (12, 11, 10, 2)
    assert row["share"] == pytest.approx(10 / 11)
    assert 0.5 < row["low"] < row["share"] < row["high"] < 1
    assert row["sentence"] == (
        "Something changed after 10 of 11 (91%): more than half; 1 more not decided yet."
    )


def test_those_with_most_activities_come_first() -> None:
    frame = changed(
        activities({"groups": ["A"]}, {"groups": ["C", "B"]}, {"groups": ["C"]}), TODAY, "groups"
    )
    assert frame.select("case", "activities").rows() == [("C", 2), ("A", 1), ("B", 1)]


@pytest.mark.parametrize(
    ("results", "verdict"),
    [
        ([None, None], "nothing to judge yet"),
        (["changed"] * 5, "too few to judge"),
        (["changed"] * 6, "more than half"),
        (["not_changed"] * 6, "fewer than half"),
        (["changed", "not_changed"] * 6, "could be more or less than half"),
        (["changed"] * 6 + [None] * 6, "more than half"),
        (["changed"] * 6 + [None] * 7, "mostly undecided"),
    ],
)
def test_verdict_on_change(results: list[str | None], verdict: str) -> None:
    frame = changed(activities(*({"result": result} for result in results)), TODAY)
    assert frame["verdict"].to_list() == [verdict]
    assert "None" not in frame["sentence"][0]


@given(some)
@settings(max_examples=30, deadline=None)
def test_results_add_up(rows: list[dict[str, Any]]) -> None:
    for row in changed(activities(*rows), TODAY, by="level").iter_rows(named=True):
        assert row["changed"] + row["not_changed"] == row["decided"]
        assert row["decided"] + row["undecided"] == row["activities"]
        assert row["partly"] <= row["changed"]


# Until people heard back


def heard_after(*days: int | None) -> pl.DataFrame:
    held = day("2026-01-01")
    return activities(
        *(
            {"held": held, "heard_back": None if d is None else held + timedelta(days=d)}
            for d in days
        )
    )


def test_those_who_still_wait_count_as_waiting() -> None:
    waits: list[int | None] = [10, 20, 30, 40, 50, 60, None, None, None, None]
    row = days_to_hear_back(heard_after(*waits), TODAY).row(0, named=True)
    assert (row["n"], row["heard_back"], row["waiting"]) == (10, 6, 4)
    assert row["median"] == 55  # half of all ten; of those told it would be 35
    assert row["longest_wait"] == 272
    assert row["sentence"] == (
        "6 of 10 heard back, half of all within 55 days. The longest wait so far is 272 days."
    )


def test_the_longest_wait_is_that_of_who_waits_longest() -> None:
    frame = activities({"held": day("2026-09-20")}, {"held": day("2026-09-01")})
    assert days_to_hear_back(frame, TODAY)["longest_wait"].to_list() == [29]


def test_a_day_after_the_as_at_date_has_not_come_yet() -> None:
    row = days_to_hear_back(heard_after(100), day("2026-01-31")).row(0, named=True)
    assert (row["heard_back"], row["longest_wait"]) == (0, 30)
    assert row["verdict"] == "too few to judge"


def test_where_people_were_only_informed_there_is_nothing_to_hear_back() -> None:
    silent = {"level": "inform"}
    frame = activities(silent, silent, {**silent, "said": "Too long."}, {**silent, "title": "Fair"})
    assert days_to_hear_back(frame, TODAY)["n"].to_list() == [1]


@given(some)
@settings(max_examples=30, deadline=None)
def test_everyone_asked_has_either_heard_back_or_waits(rows: list[dict[str, Any]]) -> None:
    for row in days_to_hear_back(activities(*rows), TODAY, by="level").iter_rows(named=True):
        assert row["heard_back"] + row["waiting"] == row["n"]
        assert (row["longest_wait"] is None) == (row["waiting"] == 0)
        assert "None" not in row["sentence"]
        assert "nan" not in row["sentence"]


# You said, we did, we told you


def test_those_still_to_be_told_come_first() -> None:
    held = day("2026-01-01")
    frame = you_said(
        activities(
            {"held": held, "said": "a", "result": "changed", "changed_on": day("2026-02-01"),
             "heard_back": day("2026-03-02")},
            {"held": held, "said": "b", "result": "partly_changed"},
            {"held": day("2025-12-01"), "said": "c"},
            {"held": held, "said": "d", "result": "not_changed", "heard_back": day("2026-12-01")},
            {"held": held},
        ),
        TODAY,
    )  # fmt: skip
    assert frame.select("said", "state", "days_waiting", "days_to_hear_back").rows() == [
        ("c", "no answer yet", 303, None),
        ("b", "something changed, people not told", 272, None),
        ("d", "nothing changed, people not told", 272, None),
        ("a", "people told", None, 60),
    ]
    assert frame.filter(pl.col("said") == "a")["days_to_change"].to_list() == [31]


# Nothing at all


def test_nothing_held_gives_columns_and_no_rows() -> None:
    empty, one = activities(), activities({"groups": ["Carers"], "said": "a", "shaped": ["Plan"]})
    named = groups("Carers")
    measures: list[Callable[[pl.DataFrame], pl.DataFrame]] = [
        lambda frame: over_time(frame, TODAY),
        lambda frame: over_time(frame, TODAY, by="groups"),
        lambda frame: shaped(frame, TODAY),
        lambda frame: changed(frame, TODAY),
        lambda frame: days_to_hear_back(frame, TODAY),
        lambda frame: you_said(frame, TODAY),
    ]
    for measure in measures:
        assert measure(empty).is_empty()
        assert measure(empty).schema == measure(one).schema
    assert by_level(empty, TODAY)["verdict"].unique().to_list() == ["nothing to judge yet"]
    assert reach(empty, named, TODAY)["state"].to_list() == ["never heard"]
    assert reach(one, named[:0], TODAY).schema == reach(one, named, TODAY).schema


def test_a_missing_column_is_named() -> None:
    with pytest.raises(ValueError, match="missing column: result"):
        changed(activities().drop("result"), TODAY)
