"""Found, shared, changed, checked again, embedded: how far lessons come, and what leaks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measures.learning.learning_loop import (
    STAGES,
    NotEvidenced,
    biggest_leak,
    flow,
    lesson_stages,
    not_evidenced,
)
from tests.measures.record_rows import day, records

TODAY = date(2026, 9, 30)
ORIGINS = ("audit", "complaint", "ombudsman", "safeguarding_adult_review", "coproduction")


def lessons(*rows: dict[str, Any]) -> pl.DataFrame:
    plain = {"origin": "audit", "found": day("2026-01-01"), "lesson": "Ask first."}
    return records("learning", [{**plain, **row} for row in rows])


def stages_of(*rows: dict[str, Any]) -> pl.DataFrame:
    return lesson_stages(lessons(*rows), TODAY)


SHARED: dict[str, Any] = {"shared_on": day("2026-02-01")}
CHANGED = {**SHARED, "changed_on": day("2026-03-01")}
CHECKED = {**CHANGED, "checked_on": day("2026-04-01"), "check_result": "improved"}
EMBEDDED = {**CHECKED, "embedded_on": day("2026-05-01")}

days = st.none() | st.dates(date(2025, 6, 1), date(2026, 12, 31))
some = st.lists(
    st.fixed_dictionaries(
        {
            "origin": st.sampled_from(ORIGINS),
            "found": st.dates(date(2025, 6, 1), date(2026, 12, 31)),
            "themes": st.none() | st.lists(st.sampled_from(["carers", "waiting"]), max_size=2),
            "shared_on": days,
            "changed_on": days,
            "checked_on": days,
            "check_result": st.none()
            | st.sampled_from(["improved", "partly_improved", "not_improved"]),
            "embedded_on": days,
        }
    ),
    max_size=20,
)


# How far each lesson has come


@pytest.mark.parametrize(
    ("row", "stage", "next_step"),
    [
        ({}, "found", "share it"),
        (SHARED, "shared", "make the change"),
        (CHANGED, "changed", "check whether practice has changed"),
        (CHECKED, "checked", "judge whether it has lasted"),
        ({**CHECKED, "check_result": "not_improved"}, "checked", "change something else"),
        (EMBEDDED, "embedded", "nothing more"),
        ({**EMBEDDED, "check_result": "partly_improved"}, "embedded", "nothing more"),
    ],
)
def test_a_lesson_comes_as_far_as_its_days_say(
    row: dict[str, Any], stage: str, next_step: str
) -> None:
    found = stages_of(row).row(0, named=True)
    assert (found["stage"], found["next_step"], found["skipped"]) == (stage, next_step, [])
    assert found["why_not_evidenced"] is None


@pytest.mark.parametrize(
    ("row", "stage", "why"),
    [
        ({**CHANGED, "embedded_on": day("2026-05-01")}, "changed", "no check on record"),
        (
            {**EMBEDDED, "checked_on": day("2026-02-15")},
            "changed",
            "checked only before the change",
        ),
        (
            {**EMBEDDED, "check_result": None},
            "checked",
            "what the check found is not recorded",
        ),
        (
            {**EMBEDDED, "check_result": "not_improved"},
            "checked",
            "the check found no improvement",
        ),
        ({"embedded_on": day("2026-05-01")}, "found", "no check on record"),
    ],
)
def test_said_to_be_embedded_without_a_check_that_shows_it_is_not_evidenced(
    row: dict[str, Any], stage: str, why: str
) -> None:
    found = stages_of(row).row(0, named=True)
    assert (found["stage"], found["said_embedded"]) == (stage, True)
    assert found["why_not_evidenced"] == why


def test_a_check_on_the_day_of_the_change_counts_and_so_does_one_that_comes_late() -> None:
    same_day = stages_of({**EMBEDDED, "checked_on": day("2026-03-01")})
    late = stages_of({**EMBEDDED, "checked_on": day("2026-08-01")})
    assert same_day["stage"].to_list() == late["stage"].to_list() == ["embedded"]
    assert late["stage_since"].to_list() == [day("2026-08-01")]


def test_said_to_be_embedded_in_spite_of_its_check_it_needs_another_change() -> None:
    frame = stages_of(
        {**EMBEDDED, "check_result": "not_improved"},
        {**CHANGED, "embedded_on": day("2026-05-01")},
    )
    assert frame["next_step"].to_list() == [
        "change something else", "check whether it is embedded"
    ]  # fmt: skip


def test_a_lesson_is_stuck_after_more_than_a_quarter() -> None:
    found = [TODAY - timedelta(days=92), TODAY - timedelta(days=93)]
    frame = flow(stages_of(*({"found": when} for when in found)))
    assert frame.select("stopped", "stuck").row(0) == (2, 1)


def test_lessons_that_nobody_can_show_to_be_embedded_are_named() -> None:
    frame = not_evidenced(
        stages_of(
            {**CHANGED, "embedded_on": day("2026-05-01"), "reference": "L-2"},
            {**EMBEDDED, "check_result": "not_improved", "reference": "L-1"},
            {**EMBEDDED, "reference": "L-3"},
            {**EMBEDDED, "checked_on": day("2026-01-15"), "reference": "L-4"},
        )
    )
    assert frame["sentence"].to_list() == [
        "L-1 is said to be embedded, but the check found no improvement: not evidenced.",
        "L-2 is said to be embedded, but no check is on record: not evidenced.",
        "L-4 is said to be embedded, but it was checked only before the change: not evidenced.",
    ]


def test_a_stage_without_a_day_is_skipped_and_not_a_step_back() -> None:
    found = stages_of({"changed_on": day("2026-03-01")}).row(0, named=True)
    assert (found["stage"], found["skipped"]) == ("changed", ["shared"])


def test_what_happens_after_the_as_at_date_has_not_happened() -> None:
    frame = lesson_stages(lessons(EMBEDDED), day("2026-03-15"))
    assert frame.select("stage", "checked_on", "said_embedded").row(0) == ("changed", None, False)
    assert lesson_stages(lessons(EMBEDDED), day("2025-12-31")).is_empty()
    assert lesson_stages(lessons(EMBEDDED), day("2026-05-01"))["stage"].to_list() == ["embedded"]


def test_longest_open_come_first_and_embedded_last() -> None:
    frame = stages_of(
        {**EMBEDDED, "reference": "done"},
        {"reference": "new", "found": day("2026-09-01")},
        {"reference": "old", **CHECKED},
    )
    assert frame["reference"].to_list() == ["old", "new", "done"]
    assert frame["days_since_found"].to_list() == [272, 29, 272]
    assert frame["days_at_stage"].to_list() == [182, 29, 152]


@given(some)
@settings(max_examples=40, deadline=None)
def test_every_lesson_found_stands_somewhere_once(rows: list[dict[str, Any]]) -> None:
    frame = lessons(*rows)
    found = lesson_stages(frame, TODAY)
    assert sorted(found["reference"]) == sorted(frame.filter(pl.col("found") <= TODAY)["reference"])
    for row in found.iter_rows(named=True):
        assert row["stage"] == STAGES[row["rank"] - 1]
        assert row["stage_since"] <= TODAY
        assert row["stage"] not in row["skipped"]
        assert set(row["skipped"]) <= set(STAGES[1 : row["rank"] - 1])
        # Said to be embedded is either shown, or there is a reason why it is not.
        shown = row["stage"] == "embedded"
        assert row["said_embedded"] == (shown or row["why_not_evidenced"] in set(NotEvidenced))
        if shown:
            assert row["check_result"] in ("improved", "partly_improved")
            assert row["changed_on"] is None or row["checked_on"] >= row["changed_on"]


# The flow


def test_counts_how_many_come_to_each_stage_and_where_they_stop() -> None:
    stages = stages_of(
        *[{}] * 2,
        {"found": TODAY - timedelta(days=10)},
        *[SHARED] * 3,
        {"changed_on": day("2026-03-01")},
        *[CHANGED] * 2,
        {**CHANGED, "embedded_on": day("2026-05-01")},
        CHECKED,
        EMBEDDED,
    )
    frame = flow(stages)
    assert frame.select("stage", "reached", "of", "stopped", "stuck", "skipped").rows() == [
        ("found", 12, 12, 3, 2, 0),
        ("shared", 9, 12, 3, 3, 1),
        ("changed", 6, 12, 4, 4, 0),
        ("checked", 2, 12, 1, 1, 0),
        ("embedded", 1, 12, 0, 0, 0),
    ]
    assert frame["share"].to_list() == [1.0, 0.75, 0.5, pytest.approx(1 / 6), pytest.approx(1 / 12)]
    assert frame["sentence"].to_list() == [
        "12 lessons found.",
        "Shared: 9 of 12 (75%): could be more or less than half.",
        "Changed: 6 of 12 (50%): could be more or less than half.",
        "Checked: 2 of 12 (17%): fewer than half.",
        "Embedded: 1 of 12 (8%): fewer than half.",
    ]
    assert biggest_leak(frame) == (
        "Lessons leak most after 'changed': of 6 that came this far, 4 have waited long and not "
        "been checked again."
    )


def test_new_lessons_have_not_leaked() -> None:
    new = stages_of({"found": TODAY - timedelta(days=5)})
    assert biggest_leak(flow(new)) == "Not one of 1 lesson has been stuck at a stage."
    assert biggest_leak(flow(new[:0])) == "No lesson is on record yet."


@given(some)
@settings(max_examples=40, deadline=None)
def test_what_stops_is_what_does_not_come_on(rows: list[dict[str, Any]]) -> None:
    stages = stages_of(*rows)
    for by in (None, "origin"):
        frame = flow(stages, by)
        for (_, *_), case in frame.group_by("case", maintain_order=True):
            reached = case["reached"].to_list()
            stopped = case["stopped"].to_list()
            assert reached[0] == case["of"][0]
            assert all(reached[n] - reached[n + 1] == stopped[n] for n in range(len(STAGES) - 1))
            assert (case["stuck"] <= case["stopped"]).all()
        assert frame.filter(pl.col("stage") == "found")["of"].sum() == stages.height


# Nothing at all


def test_nothing_learnt_gives_columns_and_no_rows() -> None:
    one = lessons({**CHANGED, "embedded_on": day("2026-05-01"), "themes": ["carers"]})
    measures: list[Callable[[pl.DataFrame], pl.DataFrame]] = [
        lambda frame: lesson_stages(frame, TODAY),
        lambda frame: not_evidenced(lesson_stages(frame, TODAY)),
        lambda frame: flow(lesson_stages(frame, TODAY)),
        lambda frame: flow(lesson_stages(frame, TODAY), "themes"),
    ]
    for measure in measures:
        assert measure(one[:0]).is_empty()
        assert measure(one[:0]).schema == measure(one).schema
