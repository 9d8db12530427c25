"""What Example Borough does after the thirty months of its story: lessons, actions, activities with
people and pilots go on, so that whoever opens the example later finds a council at work. Each month
has its own, whenever it is added."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import polars as pl

from data_access.datasets import ACTION, COPRODUCTION, INNOVATION, LEARNING
from data_access.example.records import EXAMPLE_BOROUGH, written
from data_access.example.timeline import LAST_DAY, later_months, months_from
from vocabulary.wording import month_end

# A lesson a month, in turn: where it was found, what it is, its theme, statement, owner, and the
# action that answers it.
_LESSONS = (
    ("audit", "review", "Ask what has changed since the last plan before asking about hours.",
     "assessments_reviews", "assessing_needs", "Principal Social Worker",
     "Begin each review with what has changed."),
    ("complaint", "waiting_times", "Say in every letter whom to ring while one waits.",
     "waiting_times", "assessing_needs", "Complaints manager",
     "Put a name and a number into every waiting letter."),
    ("audit", "carers", "Ask carers by themselves, and not in front of the person.",
     "carers", "assessing_needs", "Carers lead",
     "Offer every carer a conversation of their own."),
    ("audit", "hospital_discharge", "Agree who rings on the day after somebody comes home.",
     "hospital_discharge", "safe_pathways", "Hospital team manager",
     "Ring everybody on the day after they come home."),
    ("complaint", "care_quality", "Tell families when the usual care worker is away.",
     "care_quality", "care_provision", "Head of commissioning",
     "Require a message when another care worker comes."),
    ("audit", "mental_capacity", "Write down who was asked about the person's past wishes.",
     "liberty_safeguards", "safeguarding", "Quality assurance lead",
     "Add past wishes to the capacity form."),
)  # fmt: skip
_NOTES = (
    "Half of the teams work so now.",
    "The last step is agreed and has a date.",
    "In use in every team; the figures follow.",
)
# An activity a quarter, in turn.
_ACTIVITIES = (
    ("Carers' forum", "Unpaid carers", "board_or_panel", 24, "engage", "service", "Carers' breaks",
     "carers", "Breaks have to be booked too early.", "Breaks can be booked a week ahead.",
     "Carers lead"),
    ("Older people's forum", "Older people living alone", "board_or_panel", 31, "consult",
     "information", "Winter leaflet", "prevention; information_advice",
     "Put the telephone number on the front.", "The number stands on the front page.",
     "Prevention lead"),
    ("Young people's expert group", "Young people moving to adult services", "workshop", 9,
     "co_design", "service", "First meeting with the adult team", "transitions",
     "Come to where we are.", "First meetings are held at school or college.",
     "Transitions lead"),
)  # fmt: skip
# Pilots move on: when it became known, which, to what stage, and what it showed.
_PILOTS = (
    (date(2026, 12, 31), "I-08", "evaluated",
     "Seven of nine people told more of what they wanted than before.", 9),
    (date(2027, 6, 30), "I-09", "evaluated",
     "People had equipment four days sooner; two posts were shared.", 64),
    (date(2027, 12, 31), "I-10", "pilot", None, 40),
)  # fmt: skip
_FIRST_LESSON, _FIRST_ACTION, _FIRST_ACTIVITY = 49, 39, 43


def lessons(until: date) -> pl.DataFrame:
    """Lessons found after the story, columns as in the file of lessons."""
    rows = []
    for place, month in enumerate(later_months(until)):
        origin, pick, lesson, theme, _, owner, _ = _LESSONS[place % len(_LESSONS)]
        found = month.replace(day=15)
        changed = place % 3 < 2
        rows.append({
            "reference": f"L-{_FIRST_LESSON + place:03}", "origin": origin, "pick": pick,
            "found": found, "lesson": lesson, "themes": [theme], "owner": owner,
            "shared_on": found + timedelta(days=33), "shared_by": ["team_meeting"],
            "change": "The form and the guidance say so." if changed else None,
            "changed_on": found + timedelta(days=95) if changed else None,
            "checked_on": found + timedelta(days=200) if place % 3 == 0 else None,
            "checked_by": "case_sample" if place % 3 == 0 else None,
            "check_result": "improved" if place % 3 == 0 else None,
            "embedded_on": found + timedelta(days=221) if place % 3 == 0 else None,
            "authority": EXAMPLE_BOROUGH,
        })  # fmt: skip
    return _typed(rows, LEARNING.schema, written("learning", LEARNING).columns)


def actions(story: pl.DataFrame, until: date) -> pl.DataFrame:
    """Actions as they end after the story, columns as in `story`, the actions as they stand at its
    end: each month one that was open is noted on, and closed two months later; and one is agreed
    in answer to that month's lesson."""
    months = later_months(until)
    open_ = story.filter(pl.col("closed").is_null()).sort("due", "reference").rows(named=True)
    rows = []
    for place, month in enumerate(months):
        if place < len(open_):
            rows.append({**open_[place], **_ended(month, place, months_on=2)})
        _, _, _, theme, statement, owner, action = _LESSONS[place % len(_LESSONS)]
        opened = month.replace(day=20)
        rows.append({
            "reference": f"ACT-{_FIRST_ACTION + place:03}", "action": action,
            "answers_kind": "learning", "answers": [f"L-{_FIRST_LESSON + place:03}"],
            "statement": statement, "themes": [theme], "owner": owner, "opened": opened,
            "due": month_end(months_from(month, 7)[-1]), "authority": EXAMPLE_BOROUGH,
            **_ended(months_from(month, 3)[-1], place, months_on=3),
        })  # fmt: skip
    return _typed(rows, ACTION.schema, story.columns)


def _ended(month: date, place: int, *, months_on: int) -> dict[str, Any]:
    closed = months_from(month, months_on + 1)[-1].replace(day=18)
    told = place % 2 == 0
    return {
        "progress": _NOTES[place % len(_NOTES)],
        "progress_on": month.replace(day=21),
        "closed": closed,
        "impact": "Team managers looked at ten cases and found it in nine." if told else None,
    }


def activities(until: date) -> pl.DataFrame:
    """Activities with people after the story, one a quarter; columns as in the file."""
    rows = []
    for place, month in enumerate(later_months(until)[::3]):
        name, groups, method, people, level, kind, shaped, themes, said, changed, owner = (
            _ACTIVITIES[place % len(_ACTIVITIES)]
        )
        held = month.replace(day=13)
        rows.append({
            "reference": f"CP-{_FIRST_ACTIVITY + place}", "held": held, "title": name,
            "groups": [groups], "method": method, "people": people, "level": level,
            "shaped_kind": kind, "shaped": shaped, "themes": themes.split("; "), "said": said,
            "result": "changed", "changed": changed, "changed_on": held + timedelta(days=60),
            "heard_back": held + timedelta(days=75), "owner": owner,
            "authority": EXAMPLE_BOROUGH,
        })  # fmt: skip
    return _typed(rows, COPRODUCTION.schema, written("coproduction", COPRODUCTION).columns)


def pilots(story: pl.DataFrame, until: date) -> pl.DataFrame:
    """Versions of pilots that became known after the story, columns as in `story`, the file's
    with `known_from` as a day."""
    rows = []
    for known_from, reference, stage, showed, people in _PILOTS:
        if LAST_DAY < known_from <= until:
            newest = story.filter(pl.col("reference") == reference).sort("known_from")
            rows.append({
                **newest.row(-1, named=True), "known_from": known_from, "stage": stage,
                "stage_since": known_from - timedelta(days=20), "showed": showed, "people": people,
            })  # fmt: skip
    return _typed(rows, {**INNOVATION.schema, "known_from": pl.Date()}, story.columns)


def _typed(
    rows: list[dict[str, Any]], schema: dict[str, pl.DataType], columns: Sequence[str]
) -> pl.DataFrame:
    known = {name: schema.get(name, pl.String()) for name in columns}
    return pl.DataFrame([{name: row.get(name) for name in known} for row in rows], schema=known)
