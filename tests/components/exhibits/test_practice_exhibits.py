"""Practice, coproduction and plan: what the exhibits say, of some records and of none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest

from components.charts.plotly_chart import figure
from components.exhibits.audits.grades import audit_areas, audit_grades, audit_teams, audit_voice
from components.exhibits.audits.moderation import audit_moderation
from components.exhibits.audits.repeats import audit_repeats, repeat_detail
from components.exhibits.audits.sample import audit_sample
from components.exhibits.coproduction.participation import (
    coproduction_levels,
    coproduction_shaped,
    coproduction_voices,
)
from components.exhibits.coproduction.results import (
    coproduction_answer,
    coproduction_answers,
    coproduction_changed,
)
from components.exhibits.exhibit import Exhibit
from components.exhibits.filters import Filters
from components.exhibits.learning.learning_loop import (
    learning_loop,
    learning_not_evidenced,
    practice_answer,
)
from components.exhibits.plan.actions import plan_due, plan_without_evidence
from components.exhibits.plan.innovation import innovation
from components.exhibits.plan.progress import (
    plan_answer,
    plan_burn_up,
    plan_owners,
    plan_statements,
)
from components.exhibits.plan.shortfalls import plan_shortfalls
from components.exhibits.tables.csv_file import csv_text
from components.exhibits.view import View
from data_access.datasets import DATASETS
from data_access.snapshot import schema_of
from vocabulary.framework import CQC_2023
from vocabulary.nature import Nature

TODAY = date(2026, 9, 30)
WHOLE = TODAY
VIEW = View("Example Borough", Nature.ILLUSTRATIVE, TODAY)
PUBLIC = replace(VIEW, audience="public")
EVER = Filters(None, TODAY, None, None, None)
STATEMENTS = CQC_2023.frame()


def rows(dataset: str, *given: dict[str, Any]) -> pl.DataFrame:
    """Rows of a dataset as a snapshot hands them out; what is not given is missing."""
    schema = schema_of(DATASETS[dataset])
    return pl.DataFrame([{**dict.fromkeys(schema), **row} for row in given], schema=schema)


def audit(number: int, **given: Any) -> dict[str, Any]:
    return {
        "reference": f"A-{number}",
        "audited": date(2025, 1, 6) + timedelta(days=number * 6),
        "team": "North" if number % 2 else "South",
        "practice_area": "mental_capacity",
        "auditor_grade": 3,
        "themes": [],
        **given,
    }


AUDITS = rows(
    "audit",
    *(
        audit(
            number,
            auditor_grade=2 + number % 3,
            moderator_grade=2 + number % 3 - (number % 5 == 0),
            voice_sought=number % 4 > 0,
            themes=["carers"] if number % 3 == 0 else [],
            fed_back=date(2025, 1, 10) + timedelta(days=number * 6),
        )
        for number in range(1, 101)
    ),
)


def lesson(number: int, **given: Any) -> dict[str, Any]:
    return {
        "reference": f"L-{number}",
        "origin": "audit",
        "found": date(2026, 1, 5),
        "lesson": "Write down what the person wants.",
        "themes": ["carers"],
        **given,
    }


LESSONS = rows(
    "learning",
    lesson(1),
    lesson(2, shared_on=date(2026, 2, 2)),
    lesson(3, shared_on=date(2026, 2, 2), changed_on=date(2026, 3, 2), embedded_on=TODAY),
    lesson(
        4,
        shared_on=date(2026, 2, 2),
        changed_on=date(2026, 3, 2),
        checked_on=date(2026, 6, 2),
        check_result="improved",
        embedded_on=date(2026, 7, 1),
    ),
)
CASES = rows(
    "indicator",
    *(
        {
            "indicator": "open_cases",
            "period_end": date(2026, 8, 31),
            "team": team,
            "breakdown": "mental_capacity",
            "numerator": cases,
        }
        for team, cases in (("North", 40.0), ("South", 60.0))
    ),
)
ACTIVITIES = rows(
    "coproduction",
    {
        "reference": "CP-1",
        "held": date(2026, 3, 2),
        "title": "Letters group",
        "groups": ["Deaf people"],
        "people": 9,
        "level": "coproduce",
        "shaped": ["Charging letters"],
        "themes": [],
        "said": "Letters are hard to read.",
        "result": "changed",
        "changed": "One page, in plain words.",
        "changed_on": date(2026, 4, 1),
        "heard_back": date(2026, 4, 11),
    },
    {
        "reference": "CP-2",
        "held": date(2026, 5, 4),
        "title": "Survey",
        "groups": ["Carers in work"],
        "level": "consult",
        "themes": [],
        "said": "Nobody rings back.",
    },
)
GROUPS = rows("seldom_heard", {"group": "Deaf people"}, {"group": "People in temporary housing"})
ACTIONS = rows(
    "action",
    {
        "reference": "ACT-1",
        "action": "Agree a plan.",
        "statement": "learning",
        "owner": "Principal Social Worker",
        "opened": date(2026, 1, 5),
        "due": date(2026, 8, 31),
        "themes": [],
    },
    {
        "reference": "ACT-2",
        "action": "Print the directory.",
        "opened": date(2026, 1, 5),
        "closed": date(2026, 5, 5),
        "themes": [],
    },
    {
        "reference": "ACT-3",
        "action": "Answer letters.",
        "statement": "learning",
        "owner": "Complaints manager",
        "opened": date(2026, 1, 5),
        "due": date(2026, 5, 1),
        "closed": date(2026, 4, 5),
        "impact": "Nineteen of twenty answered in time.",
        "themes": [],
    },
)
UNDATED = rows(
    "action",
    {
        "reference": "ACT-4",
        "action": "Agree a rota.",
        "opened": date(2026, 1, 5),
        "due": date(2026, 2, 5),
        "complete": True,
        "themes": [],
    },
)
WORK = rows(
    "innovation",
    {
        "reference": "I-1",
        "name": "Sensors",
        "kind": "pilot",
        "started": date(2025, 1, 1),
        "stage": "adopted",
        "themes": [],
    },
)
FINDINGS = rows("finding")

Build = Callable[[View, int], Exhibit]


EVERY = 1000


def of(frame: pl.DataFrame, many: int) -> pl.DataFrame:
    return frame.head(many)


BUILDS: dict[str, Build] = {
    "grades": lambda v, n: audit_grades(of(AUDITS, n), WHOLE, EVER, v),
    "teams": lambda v, n: audit_teams(of(AUDITS, n), EVER, v),
    "areas": lambda v, n: audit_areas(of(AUDITS, n), EVER, v),
    "voice": lambda v, n: audit_voice(of(AUDITS, n), EVER, v),
    "moderation": lambda v, n: audit_moderation(of(AUDITS, n), EVER, v),
    "repeats": lambda v, n: audit_repeats(
        of(AUDITS, n), of(LESSONS, n), {"carers": "Carers"}, EVER, v
    ),
    "sample": lambda v, n: audit_sample(of(AUDITS, n), of(CASES, n), EVER, 10, "s", v),
    "loop": lambda v, n: learning_loop(of(LESSONS, n), EVER, v),
    "unproven": lambda v, n: learning_not_evidenced(of(LESSONS, n), EVER, v),
    "levels": lambda v, n: coproduction_levels(of(ACTIVITIES, n), WHOLE, EVER, v),
    "voices": lambda v, n: coproduction_voices(of(ACTIVITIES, n), of(GROUPS, n), EVER, v),
    "shaped": lambda v, n: coproduction_shaped(of(ACTIVITIES, n), EVER, v),
    "changed": lambda v, n: coproduction_changed(of(ACTIVITIES, n), EVER, v),
    "answers": lambda v, n: coproduction_answers(of(ACTIVITIES, n), EVER, v),
    "statements": lambda v, n: plan_statements(of(ACTIONS, n), STATEMENTS, EVER, v),
    "owners": lambda v, n: plan_owners(of(ACTIONS, n), EVER, v),
    "burn_up": lambda v, n: plan_burn_up(of(ACTIONS, n), WHOLE, EVER, v),
    "due": lambda v, n: plan_due(of(ACTIONS, n), STATEMENTS, EVER, v),
    "closed": lambda v, n: plan_without_evidence(of(ACTIONS, n), STATEMENTS, EVER, v),
    "shortfalls": lambda v, n: plan_shortfalls(
        FINDINGS, of(LESSONS, n), of(ACTIONS, n), STATEMENTS, EVER, v
    ),
    "innovation": lambda v, n: innovation(of(WORK, n), EVER, v),
}


@pytest.mark.parametrize("name", BUILDS)
@pytest.mark.parametrize("many", [EVERY, 1, 0])
@pytest.mark.parametrize("view", [VIEW, PUBLIC], ids=["internal", "public"])
def test_it_says_something_and_never_nan_or_none(name: str, many: int, view: View) -> None:
    exhibit = BUILDS[name](view, many)
    told = (exhibit.headline, exhibit.subtitle, exhibit.verdict, exhibit.meaning, exhibit.source)
    said = " ".join((*told, exhibit.alternative))
    words = said.replace(",", " ").replace(".", " ").replace(";", " ").split()
    assert exhibit.headline
    assert exhibit.alternative
    assert not {"nan", "None", "null", "NaN"} & set(words)
    assert csv_text(exhibit)
    if not many:
        assert exhibit.chart is None
    elif exhibit.chart is not None:
        drawn, height = figure(exhibit.chart, exhibit.frame)
        assert drawn.data
        assert height > 0


def test_the_loop_names_where_lessons_leak_and_what_nobody_can_show() -> None:
    loop = learning_loop(LESSONS, EVER, VIEW)
    assert loop.frame.get_column("reached").to_list() == [4, 3, 2, 1, 1]
    unproven = learning_not_evidenced(LESSONS, EVER, VIEW)
    assert unproven.headline == "One lesson said to be embedded has no evidence"
    assert unproven.frame.get_column("reference").to_list() == ["L-3"]
    assert "1 of 4 lessons" in practice_answer(loop)


def test_a_team_sees_lessons_for_every_team() -> None:
    north = replace(EVER, team="North")
    frame = LESSONS.with_columns(
        team=pl.when(pl.col("reference") == "L-1").then(pl.lit("South")).otherwise("team")
    )
    assert learning_loop(frame, north, VIEW).frame.get_column("of").to_list() == [3] * 5


def test_the_sample_is_the_same_for_the_same_seed() -> None:
    drawn = [audit_sample(AUDITS, CASES, EVER, 10, seed, VIEW) for seed in ("a", "a", "b")]
    places = [exhibit.frame.get_column("where").to_list() for exhibit in drawn]
    assert places[0] == places[1] != places[2]
    assert "Sample a" in drawn[0].subtitle
    assert "Sample a" in csv_text(drawn[0])
    assert int(drawn[0].frame["audits"].sum()) == 10


def test_the_public_sees_no_small_number_of_audits() -> None:
    few = rows("audit", *(audit(n, team="Tiny" if n < 4 else "Large") for n in range(1, 60)))
    shown = audit_teams(few, EVER, PUBLIC)
    assert "Tiny: hidden, too few" in shown.alternative
    tiny = shown.frame.filter(pl.col("team") == "Tiny").row(0, named=True)
    assert (tiny["audits"], tiny["good"], tiny["share"]) == (None, None, None)


def test_what_came_back_is_told_with_its_interval_only_where_there_is_enough() -> None:
    frame = audit_repeats(AUDITS, LESSONS, {"carers": "Carers"}, EVER, VIEW).frame
    row = frame.row(0, named=True)
    assert "interval" in repeat_detail(row)
    assert repeat_detail({**row, "enough": False}).endswith("too few to judge.")


def test_missing_voices_and_waits_are_named() -> None:
    voices = coproduction_voices(ACTIVITIES, GROUPS, EVER, VIEW)
    answers = coproduction_answers(ACTIVITIES, EVER, VIEW)
    assert voices.headline == "Not heard yet: people in temporary housing"
    assert answers.frame.get_column("told").to_list() == [
        "Not told: waiting 149 days",
        "11 April 2026, after 40 days",
    ]
    assert coproduction_answer(voices, answers).startswith("1 of 2 seldom-heard groups")


def test_the_plan_says_what_is_late_and_what_helped() -> None:
    assert plan_answer(ACTIONS, EVER) == (
        "1 of 1 open actions overdue; 1 of 2 closed show that they helped"
    )
    due = plan_due(ACTIONS, STATEMENTS, EVER, VIEW)
    assert due.frame.get_column("when").to_list() == ["Due 31 August 2026, 30 days overdue"]
    closed = plan_without_evidence(ACTIONS, STATEMENTS, EVER, VIEW)
    assert closed.frame.get_column("reference").to_list() == ["ACT-2"]


def test_what_was_closed_before_the_period_is_left_out() -> None:
    lately = replace(EVER, since=date(2026, 5, 1))
    states = plan_statements(ACTIONS, STATEMENTS, lately, VIEW).frame
    assert int(states["actions"].sum()) == 2


def test_actions_complete_on_an_unknown_day_are_closed_and_left_out_of_the_months() -> None:
    plan = pl.concat([ACTIONS, UNDATED])
    months = plan_burn_up(plan, WHOLE, EVER, VIEW)
    assert "1 action is closed on a day that nobody recorded, and left out here." in months.caveats
    assert months.frame["agreed"][-1] == ACTIONS.height
    closed = plan_without_evidence(plan, STATEMENTS, EVER, VIEW)
    assert "ACT-4, closed on a day that nobody recorded" in closed.alternative
    due = plan_due(plan, STATEMENTS, EVER, VIEW)
    assert "ACT-4" not in due.alternative
    alone = plan_burn_up(UNDATED, WHOLE, EVER, VIEW)
    assert alone.headline == "No action with its days is on record for this choice"
