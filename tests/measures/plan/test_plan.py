"""What is open, late, closed and proven; what nobody answers, and what answers nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from measures.plan.answers import answers_given, may_answer
from measures.plan.progress import ActionState, action_states, burn_up, summary
from measures.plan.shortfalls import Answered, shortfalls, shortfalls_by
from tests.measures.record_rows import day, records

TODAY = date(2026, 9, 30)
SHOWN = "Re-audit in May: 17 of 20 records had it."


def actions(*rows: dict[str, Any]) -> pl.DataFrame:
    plain = {"action": "Agree a training plan.", "opened": day("2026-02-01")}
    return records("action", [{**plain, **row} for row in rows])


def lessons(*rows: dict[str, Any]) -> pl.DataFrame:
    plain = {"origin": "audit", "found": day("2026-01-01"), "lesson": "Ask first."}
    return records("learning", [{**plain, **row} for row in rows])


def findings(*rows: dict[str, Any]) -> pl.DataFrame:
    plain = {
        "source_kind": "cqc_assessment",
        "published": day("2025-03-14"),
        "statement": "learning",
        "paragraph": 1,
        "text": "Some staff could not get training.",
        "category": "staff_and_leaders",
        "polarity": "shortfall",
    }
    return records(
        "finding", [{**plain, "sentence": n, **row} for n, row in enumerate(rows, start=1)]
    )


some = st.lists(
    st.builds(
        lambda opened, due, closed, complete, impact, statement, themes: {
            "opened": opened,
            "due": opened + timedelta(due) if due is not None else None,
            "closed": opened + timedelta(closed) if closed is not None else None,
            "complete": complete,
            "impact": impact,
            "statement": statement,
            "themes": themes,
        },
        st.dates(date(2025, 6, 1), date(2026, 12, 31)),
        st.none() | st.integers(0, 400),
        st.none() | st.integers(0, 400),
        st.none() | st.booleans(),
        st.none() | st.sampled_from(["", "n/a", SHOWN]),
        st.none() | st.sampled_from(["learning", "governance"]),
        st.none() | st.lists(st.sampled_from(["carers", "waiting"]), max_size=2, unique=True),
    ),
    max_size=20,
)


# States


@pytest.mark.parametrize(
    ("row", "state"),
    [
        ({"due": day("2026-09-29")}, "overdue"),
        ({"due": TODAY}, "due soon"),
        ({"due": day("2026-10-30")}, "due soon"),
        ({"due": day("2026-10-31")}, "due later"),
        ({}, "no due date"),
        ({"closed": TODAY, "impact": SHOWN}, "closed with evidence of impact"),
        ({"closed": TODAY}, "closed without evidence of impact"),
        ({"closed": TODAY, "impact": " N/A. "}, "closed without evidence of impact"),
        ({"closed": TODAY, "impact": "Not yet"}, "closed without evidence of impact"),
        ({"closed": day("2026-10-01"), "due": day("2026-03-01"), "impact": SHOWN}, "overdue"),
        ({"complete": True, "due": day("2026-03-01")}, "closed without evidence of impact"),
        ({"complete": True, "impact": SHOWN}, "closed with evidence of impact"),
        ({"complete": False, "due": day("2026-03-01")}, "overdue"),
        ({"complete": True, "closed": day("2026-10-01"), "due": day("2026-03-01")}, "overdue"),
    ],
)
def test_an_action_is_in_the_state_its_days_and_evidence_say(
    row: dict[str, Any], state: str
) -> None:
    assert action_states(actions(row), TODAY)["state"].to_list() == [state]


def test_longest_overdue_come_first_and_closed_last() -> None:
    frame = action_states(
        actions(
            {"reference": "closed", "closed": day("2026-03-01")},
            {"reference": "closed later", "closed": day("2026-04-01"), "impact": SHOWN},
            {"reference": "undated"},
            {"reference": "later", "due": day("2027-03-01")},
            {"reference": "soon", "due": day("2026-10-05"), "progress_on": day("2026-09-01")},
            {"reference": "late", "due": day("2026-09-20")},
            {"reference": "very late", "due": day("2026-03-01")},
            {"reference": "not agreed", "opened": day("2026-10-01")},
        ),
        TODAY,
    )
    assert frame["reference"].to_list() == [
        "very late", "late", "soon", "later", "undated", "closed later", "closed"
    ]  # fmt: skip
    assert frame["days_overdue"].to_list() == [213, 10, *[None] * 5]
    assert frame["days_to_due"].to_list() == [None, None, 5, 152, *[None] * 3]
    assert frame["days_since_word"].to_list()[:3] == [241, 241, 29]
    assert frame["days_open"].to_list()[-1] == 28


def test_how_long_it_took_is_not_known_without_the_day() -> None:
    row = action_states(actions({"complete": True, "due": day("2026-03-01")}), TODAY)
    assert row.select("day_unknown", "closed", "days_open", "days_overdue").row(0) == (
        True, None, None, None)  # fmt: skip


# Summary


def test_counts_the_plan() -> None:
    row = summary(
        action_states(
            actions(
                {"due": day("2026-09-01")},
                {"due": day("2026-10-05")},
                {},
                *[{"closed": day("2026-05-01"), "impact": SHOWN}] * 2,
                *[{"closed": day("2026-05-01")}] * 5,
            ),
            TODAY,
        )
    ).row(0, named=True)
    assert [row[name] for name in ("actions", "open", "overdue", "due_soon", "no_due_date")] == [
        10, 3, 1, 1, 1
    ]  # fmt: skip
    assert (row["closed"], row["with_evidence"], row["without_evidence"]) == (7, 2, 5)
    assert row["sentence"] == (
        "10 actions: 3 open, 1 of them overdue (longest 29 days), 1 due soon. Closed with "
        "evidence of impact: 2 of 7 (29%): could be more or less than half."
    )


def test_tells_owners_and_themes_apart_most_overdue_first() -> None:
    states = action_states(
        actions(
            {"owner": "PSW", "themes": ["carers", "waiting"]},
            {"owner": "PSW"},
            {"owner": "Head of Service", "due": day("2026-09-01"), "themes": ["carers"]},
            {"owner": None},
        ),
        TODAY,
    )
    assert summary(states, "owner").select("case", "open", "overdue").rows() == [
        ("Head of Service", 1, 1),
        ("PSW", 2, 0),
        ("not recorded", 1, 0),
    ]
    assert summary(states, "themes").select("case", "actions").rows() == [
        ("carers", 2),
        ("not recorded", 2),
        ("waiting", 1),
    ]
    assert summary(states)["sentence"][0].endswith("; none closed yet.")


@given(some)
@settings(max_examples=40, deadline=None)
def test_every_action_is_open_or_closed_once(rows: list[dict[str, Any]]) -> None:
    frame = actions(*rows)
    states = action_states(frame, TODAY)
    assert states.height == frame.filter(pl.col("opened") <= TODAY).height
    assert set(states["state"]) <= set(ActionState)
    for row in summary(states, "statement").iter_rows(named=True):
        assert row["open"] + row["closed"] == row["actions"]
        assert row["with_evidence"] + row["without_evidence"] == row["closed"]
        assert row["overdue"] + row["due_soon"] + row["no_due_date"] <= row["open"]
        assert (row["longest_overdue"] is None) == (row["overdue"] == 0)
        assert "None" not in row["sentence"]
    assert summary(states, "statement")["actions"].sum() == states.height


# Burn-up


def test_follows_the_plan_month_by_month() -> None:
    as_at = day("2026-05-10")
    states = action_states(
        actions(
            {"opened": day("2026-02-03"), "due": day("2026-02-28"), "closed": day("2026-04-02"),
             "impact": SHOWN},
            {"opened": day("2026-02-20"), "due": day("2026-03-31"), "closed": day("2026-03-31")},
            {"opened": day("2026-04-01"), "due": day("2026-05-09")},
            {"opened": day("2026-04-01"), "due": day("2026-05-10")},
        ),
        as_at,
    )  # fmt: skip
    frame = burn_up(states, as_at)
    assert frame.drop("period").rows() == [
        ("February 2026", True, 2, 1, 0, 0, 2, 0),
        ("March 2026", True, 2, 2, 1, 0, 1, 1),
        ("April 2026", True, 4, 2, 2, 1, 2, 0),
        ("May 2026", False, 4, 4, 2, 1, 2, 1),
    ]


def test_what_has_no_day_has_no_place_in_time() -> None:
    dated = {"opened": day("2026-02-03"), "closed": day("2026-04-02")}
    undated = {"opened": day("2026-02-03"), "due": day("2026-03-01"), "complete": True}
    frame = burn_up(action_states(actions(dated, undated), TODAY), TODAY)
    assert frame.select("agreed", "closed", "open", "overdue").row(-1) == (1, 1, 0, 0)


@given(some)
@settings(max_examples=40, deadline=None)
def test_burn_up_ends_where_the_plan_stands(rows: list[dict[str, Any]]) -> None:
    states = action_states(actions(*rows), TODAY)
    frame = burn_up(states, TODAY)
    for name in ("agreed", "due", "closed", "with_evidence"):
        assert frame[name].to_list() == sorted(frame[name].to_list())
    if frame.height:
        dated = states.filter(~pl.col("day_unknown"))
        now, last = summary(dated).row(0, named=True), frame.row(-1, named=True)
        assert (last["agreed"], last["closed"]) == (now["actions"], now["closed"])
        assert (last["open"], last["overdue"]) == (now["open"], now["overdue"])
        assert last["with_evidence"] == now["with_evidence"]
        assert frame.select((pl.col("overdue") >= 0) & (pl.col("overdue") <= pl.col("open")))[
            "overdue"
        ].all()


# Shortfalls without an action


def test_says_which_shortfalls_nobody_answers() -> None:
    known = shortfalls(
        findings(
            {"reference": "CQC, learning 1.1", "themes": ["carers"]},
            {"reference": "F-2", "themes": ["carers"]},
            {"reference": "F-3", "themes": ["waiting", "carers"]},
            {"reference": "F-4", "statement": "governance", "themes": ["carers"]},
            {"reference": None},
            {"reference": "F-6", "polarity": "strength"},
            {"reference": "F-7", "published": day("2027-01-01"), "source_kind": "peer_review"},
        ),
        lessons({"reference": "L-1", "origin": "finding", "origin_reference": "F-2"}),
        actions(
            {"reference": "A-1", "answers_kind": "finding", "answers": ["cqc learning 1/1", "x"],
             "statement": "learning", "themes": ["carers"]},
            {"reference": "A-2", "answers_kind": "learning", "answers": ["L-1"]},
            {"reference": "A-3", "answers_kind": "audit", "answers": ["F-3"]},
            {"reference": "A-4", "answers": ["F-4"], "opened": day("2026-10-01")},
        ),
        TODAY,
    )  # fmt: skip
    assert known.select("reference", "actions", "lessons", "near", "standing").rows() == [
        ("F-4", [], [], [], "no action"),
        (None, [], [], [], "no action"),
        ("F-3", [], [], ["A-1"], "an action on the same subject, not linked"),
        ("F-2", ["A-2"], ["L-1"], ["A-1"], "an action through a lesson"),
        ("CQC, learning 1.1", ["A-1"], [], [], "an action"),
    ]
    assert shortfalls_by(known, "statement").select(
        "case", "shortfalls", "answered", "near", "without"
    ).rows() == [("learning", 4, 2, 1, 1), ("governance", 1, 0, 0, 1)]
    assert shortfalls_by(known)["sentence"].to_list() == [
        "Shortfalls with an action: 2 of 5: too few to judge; 1 on a subject that has one, not "
        "linked; 2 with none."
    ]


def test_a_shortfall_that_a_later_report_did_not_repeat_is_past() -> None:
    known = shortfalls(
        findings(
            {"reference": "old", "published": day("2023-01-01")},
            {"reference": "new"},
            {"reference": "to come", "published": day("2027-01-01")},
        ),
        lessons(),
        actions(),
        TODAY,
    )
    assert known["reference"].to_list() == ["new"]


def test_says_when_every_shortfall_is_answered() -> None:
    known = shortfalls(
        findings(*({"reference": f"F-{n}"} for n in range(6))),
        lessons(),
        actions({"answers": [f"F-{n}" for n in range(6)]}),
        TODAY,
    )
    assert shortfalls_by(known)["sentence"].to_list() == [
        "Shortfalls with an action: 6 of 6 (100%): more than half."
    ]


def test_an_action_answers_what_it_says_or_anything() -> None:
    frame = answers_given(
        actions({"answers": ["A-1", "-"], "answers_kind": "audit"}, {"answers": ["L 2"]})
    )
    assert frame.rows() == [("1", "audit", "a1"), ("2", None, "l2")]
    assert frame.filter(may_answer("learning"))["action"].to_list() == ["2"]


# Nothing at all


def test_an_empty_plan_gives_columns_and_no_rows() -> None:
    one = actions({"answers": ["F-1", "F-9"], "themes": ["carers"], "due": day("2026-03-01")})
    some_findings = findings({"reference": "F-1", "themes": ["carers"]})
    measures: list[Callable[[pl.DataFrame], pl.DataFrame]] = [
        lambda frame: action_states(frame, TODAY),
        lambda frame: summary(action_states(frame, TODAY)),
        lambda frame: summary(action_states(frame, TODAY), "themes"),
        lambda frame: burn_up(action_states(frame, TODAY), TODAY),
    ]
    for measure in measures:
        assert measure(one[:0]).is_empty()
        assert measure(one[:0]).schema == measure(one).schema
    known = shortfalls(some_findings, lessons(), one, TODAY)
    nothing = shortfalls(some_findings[:0], lessons(), one[:0], TODAY)
    assert nothing.schema == known.schema
    assert shortfalls_by(nothing).schema == shortfalls_by(known).schema
    assert shortfalls(some_findings, lessons(), one[:0], TODAY)["standing"].to_list() == [
        Answered.NO_ACTION
    ]
