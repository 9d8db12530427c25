"""What speaks for and against a statement since it was assessed, by which rule, and what is
missing."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from measures.assessed_today.evidence import Evidence, bearing, by_statement, evidence_since
from measures.assessed_today.line import LINES_SCHEMA, SIDES, State
from measures.assessed_today.practice import audit_lines, complaint_lines
from measures.assessed_today.since import counted_since
from measures.assessed_today.voices import innovation_lines, staff_lines, voice_lines
from measures.indicators.series import indicator_series
from tests.measures.drawn_records import drawn_frames
from tests.measures.indicators.indicator_rows import catalogue, events, rows, together
from tests.measures.plan.test_plan import actions, findings, lessons
from tests.measures.record_rows import day, records
from tests.paths import ROOT
from vocabulary.assessed_today import Basis, Side
from vocabulary.framework import CQC_2023

TODAY = date(2026, 9, 30)
ASSESSED = date(2025, 3, 14)
DATASETS = ("score", "finding", "learning", "action", "complaint", "audit", "coproduction",
            "staff_voice", "innovation")  # fmt: skip
STATEMENTS = CQC_2023.frame().filter(pl.col("statement").is_in(["safeguarding", "learning"]))
THEMES = pl.DataFrame(
    {
        "theme": ["safeguarding", "learning_embedded", "workforce"],
        "statements": [["safeguarding"], ["learning"], ["learning"]],
    }
)
STEADY = [10.0, 11.0, 9.0, 10.5, 9.5, 10.0, 11.0, 9.0, 10.5, 9.5, 10.0, 10.4]
SCORED = {
    "statement": "safeguarding", "kind": "published", "score": 2, "published": ASSESSED,
    "framework": "2023",
}  # fmt: skip

SINCE = counted_since(records("score", [SCORED]), records("finding"), STATEMENTS, TODAY)


def evidence(
    indicators: pl.DataFrame | None = None,
    entries: tuple[dict[str, Any], ...] = (),
    happened: tuple[dict[str, Any], ...] = (),
    today: date = TODAY,
    **given: pl.DataFrame,
) -> Evidence:
    frames = {name: records(name) for name in DATASETS}
    frames |= {"score": records("score", [SCORED]), "theme": THEMES} | given
    judged = indicator_series(
        records("indicator") if indicators is None else indicators,
        catalogue(*entries),
        events(*happened),
    )
    return evidence_since(frames, judged, STATEMENTS, today)


def told(found: Evidence, kind: str, statement: str = "safeguarding") -> list[dict[str, Any]]:
    return found.lines.filter(statement=statement, kind=kind).to_dicts()


def states(found: Evidence, kind: str, statement: str = "safeguarding") -> list[str]:
    return [row["state"] for row in told(found, kind, statement)]


# From when on


@pytest.mark.parametrize(
    ("stated", "since", "basis"),
    [
        ({"published": ASSESSED}, ASSESSED, Basis.PUBLISHED),
        ({"published": None, "published_as_stated": "2025-03"}, date(2025, 3, 1), Basis.MONTH),
        ({"published": None, "published_as_stated": "2025"}, date(2025, 1, 1), Basis.YEAR),
        ({"published": None}, date(2025, 9, 30), Basis.NONE),
        ({"published": date(2027, 1, 1)}, date(2025, 9, 30), Basis.NONE),
        ({"published": ASSESSED, "kind": "self_assessed"}, date(2025, 9, 30), Basis.NONE),
    ],
)
def test_it_is_counted_from_the_day_of_publication_and_said_which(
    stated: dict[str, Any], since: date, basis: Basis
) -> None:
    scores = records("score", [SCORED | stated])
    found = counted_since(scores, records("finding"), STATEMENTS, TODAY)
    assert found.filter(statement="safeguarding").select("since", "basis").row(0) == (since, basis)


def test_a_statement_without_a_score_goes_by_its_findings_or_the_councils_assessment() -> None:
    read = findings({"published": day("2025-05-01")})
    own = counted_since(records("score", [SCORED]), read, STATEMENTS, TODAY)
    days = dict(own.select("statement", "since").iter_rows())
    assert days == {"safeguarding": ASSESSED, "learning": date(2025, 5, 1)}
    assert SINCE.get_column("since").to_list() == [ASSESSED, ASSESSED]
    assert SINCE.filter(statement="learning").item(0, "score") is None


# Measures

FEWER = ({"indicator": "waits", "direction": "decrease", "statements": ["safeguarding"]},)


def measure(figures: list[float], *happened: dict[str, Any], **more: Any) -> list[dict[str, Any]]:
    return told(evidence(rows("waits", figures=figures), FEWER, happened, **more), "measure")


def test_a_signal_since_is_told_with_its_first_month_as_soon_as_it_shows() -> None:
    usual = [*STEADY, *STEADY, *STEADY[:5]]
    [row] = measure([*usual, 25.0])
    assert (row["state"], row["side"]) == (State.WORSE, Side.AGAINST)
    assert (row["first_day"], row["reference"]) == (date(2026, 9, 30), "waits")
    [row] = measure([*usual, 1.0])
    assert (row["state"], row["side"]) == (State.BETTER, Side.FOR)
    [row] = measure([*usual, 10.0])
    assert (row["state"], row["side"]) == (State.AS_USUAL, Side.NEITHER)


def test_a_signal_that_was_there_when_assessed_is_no_change_since() -> None:
    # Lower from February 2025 on: the regulator saw it.
    [row] = measure([value + 20 for value in STEADY[:10]] + STEADY[:10] + STEADY[:10])
    assert (row["state"], row["side"]) == (State.SIGNAL_BEFORE, Side.NEITHER)
    assert row["first_day"] < ASSESSED


def test_a_usual_range_begun_anew_is_told_by_its_event() -> None:
    told_of = {"day": date(2026, 1, 1), "effect": "rebases", "why": "Other lamps.",
               "indicators": ["waits"]}  # fmt: skip
    [row] = measure([value + 20 for value in [*STEADY, *STEADY[:9]]] + STEADY[:9], told_of)
    assert (row["state"], row["detail"]) == (State.BETTER_SINCE_EVENT, "Lamps changed")
    assert row["first_day"] == date(2026, 1, 31)


def test_where_neither_way_is_better_a_change_is_for_neither() -> None:
    entry = ({**FEWER[0], "direction": "neutral"},)
    found = evidence(rows("waits", figures=[*STEADY, *STEADY, *STEADY[:5], 25.0]), entry)
    assert states(found, "measure") == [State.NEITHER_BETTER]


def test_figures_that_are_old_or_from_before_speak_for_nothing_today() -> None:
    [row] = measure([*STEADY, *STEADY[:4], 25.0])  # to August 2025
    assert (row["state"], row["side"]) == (State.OLD_FIGURE, Side.MISSING)
    assert row["first_day"] == date(2025, 8, 31)
    [row] = measure([*STEADY[:10], 25.0])  # to February 2025
    assert (row["state"], row["side"]) == (State.NO_FIGURE_SINCE, Side.MISSING)
    assert states(evidence(), "measure") == [State.NO_MEASURE]


def test_yearly_shares_are_compared_with_those_before() -> None:
    cases = {
        State.BETTER_YEAR: ((60.0, 100.0), (85.0, 100.0)),
        State.WORSE_YEAR: ((85.0, 100.0), (60.0, 100.0)),
        State.WITHIN_CHANCE: ((60.0, 100.0), (62.0, 100.0)),
        State.TOO_FEW: ((60.5, 100.0), (85.0, 100.0)),  # no count
    }
    years = together(
        *(
            rows(str(state), parts=parts, per=100.0, statements=["safeguarding"]).with_columns(
                period_start=pl.Series([date(2024, 4, 1), date(2025, 4, 1)]),
                period_end=pl.Series([date(2025, 3, 31), date(2026, 3, 31)]),
                direction=pl.lit("increase"),
            )
            for state, parts in cases.items()
        )
    )
    found = told(evidence(years), "measure")
    assert {row["reference"]: row["state"] for row in found} == {str(s): s for s in cases}


def test_teams_and_groups_are_no_lines_of_their_own() -> None:
    whole = rows("waits", figures=[*STEADY, *STEADY, *STEADY[:6]])
    team = rows("waits", figures=[*STEADY, *STEADY, *STEADY[:5], 25.0], team="North")
    assert states(evidence(together(whole, team), FEWER), "measure") == [State.AS_USUAL]


def test_a_measure_bears_by_its_statements_else_by_its_themes() -> None:
    measures = pl.DataFrame(
        {
            "measure": ["named", "by theme", "neither"],
            "statements": [["learning"], [], []],
            "themes": [["safeguarding"], ["safeguarding"], ["gone"]],
        },
        schema_overrides={"statements": pl.List(pl.String)},
    )
    assert bearing(measures, THEMES).rows() == [("named", "learning"),
                                                ("by theme", "safeguarding")]  # fmt: skip


# Shortfalls, and what reviews found

SHORT = {"reference": "F1", "statement": "safeguarding", "themes": ["safeguarding"]}
ANSWERS = {"answers_kind": "finding", "answers": ["F1"], "reference": "A1"}
HELPED = "Re-audit in May: 17 of 20 records had it."
OTHER = {"reference": "A9", "answers": ["F9"], "closed": day("2026-05-01"), "impact": HELPED}


def test_a_shortfall_speaks_by_what_shows_that_it_changed() -> None:
    cases: dict[str, tuple[dict[str, Any], State, Side]] = {
        "F1": ({"closed": day("2026-05-01"), "impact": HELPED}, State.PROVED_BY_ACTION, Side.FOR),
        "F2": ({"closed": day("2026-05-01")}, State.CLOSED_UNPROVED, Side.AGAINST),
        # Known when it was assessed.
        "F3": ({"closed": day("2025-03-01"), "opened": day("2025-01-01"), "impact": HELPED},
               State.CLOSED_UNPROVED, Side.AGAINST),
        "F4": ({"due": day("2026-06-30")}, State.LATE, Side.AGAINST),
        "F5": ({"due": day("2026-12-31")}, State.UNDER_WAY, Side.MISSING),
        "F6": ({"answers": ["another"]}, State.UNANSWERED, Side.AGAINST),
        "F7": ({"answers": ["another"], "statement": "safeguarding", "themes": ["workforce"]},
               State.NOT_LINKED, Side.MISSING),
    }  # fmt: skip
    short = [
        {**SHORT, "reference": name, "themes": ["workforce"] if name == "F7" else []}
        for name in cases
    ]
    agreed = [
        {"answers_kind": "finding", "answers": [name], "reference": f"A{name}", **action}
        for name, (action, _, _) in cases.items()
    ]
    found = evidence(finding=findings(*short), action=actions(*agreed))
    lines = {row["reference"]: (row["state"], row["side"]) for row in told(found, "shortfall")}
    assert lines == {name: (state, side) for name, (_, state, side) in cases.items()}


def test_a_lesson_that_was_checked_is_proof_too() -> None:
    lesson = {"reference": "L1", "origin": "finding", "origin_reference": "F1",
              "changed_on": day("2026-02-01"), "checked_on": day("2026-04-01"),
              "check_result": "improved"}  # fmt: skip
    found = evidence(finding=findings(SHORT), learning=lessons(lesson))
    [row] = told(found, "shortfall")
    assert (row["state"], row["detail"]) == (State.PROVED_BY_LESSON, "L1")
    assert row["first_day"] == date(2026, 4, 1)


def test_what_nobody_records_of_actions_is_no_proof_and_no_lack_of_it() -> None:
    def state(*rows: dict[str, Any]) -> str:
        return states(evidence(finding=findings(SHORT), action=actions(*rows)), "shortfall")[0]

    assert state() == State.NOT_RECORDED  # no action at all
    assert state(ANSWERS) == State.NOT_RECORDED  # whether actions are closed
    closed = {**ANSWERS, "closed": day("2026-05-01")}
    assert state(closed) == State.NOT_RECORDED  # whether they helped
    assert state({"closed": day("2026-05-01")}) == State.NOT_RECORDED  # what they answer
    assert state(closed, OTHER) == State.CLOSED_UNPROVED


def test_what_reviews_found_since_speaks_but_not_what_the_council_says_of_itself() -> None:
    strong = {"statement": "safeguarding", "polarity": "strength",
              "published": day("2026-02-12")}  # fmt: skip
    found = evidence(
        finding=findings(
            {**strong, "source_kind": "peer_review", "reference": "P1"},
            {**strong, "source_kind": "self_assessment", "reference": "S1"},
            {**strong, "source_kind": "cqc_assessment", "published": ASSESSED},
        ),
        score=records(
            "score",
            [
                SCORED,
                SCORED | {"kind": "peer_review", "score": 3, "published": day("2026-02-12")},
                SCORED | {"kind": "self_assessed", "score": 4, "published": day("2026-02-12")},
            ],
        ),
    )
    assert set(states(found, "review")) == {State.SCORED_HIGHER, State.FOUND_STRONG}


# Complaints, audits, lessons


def complaints(since: tuple[int, int], before: tuple[int, int]) -> pl.DataFrame:
    cases = [
        {"received": day(start), "responded": day(start), "themes": ["safeguarding"],
         "outcome": "upheld" if place < x else "not_upheld"}
        for (x, n), start in ((since, "2026-02-01"), (before, "2024-09-01"))
        for place in range(n)
    ]  # fmt: skip
    return records("complaint", cases)


@pytest.mark.parametrize(
    ("since", "before", "state"),
    [
        ((9, 10), (2, 10), State.MORE_UPHELD),
        ((2, 12), (11, 12), State.FEWER_UPHELD),
        ((5, 10), (5, 10), State.UPHELD),
        ((1, 1), (0, 0), State.UPHELD),
        ((0, 3), (1, 2), None),
        ((0, 0), (4, 5), None),
    ],
)
def test_upheld_complaints_speak_against_unless_their_share_fell(
    since: tuple[int, int], before: tuple[int, int], state: State | None
) -> None:
    found = complaint_lines(complaints(since, before), THEMES, SINCE, TODAY).to_dicts()
    assert [row["state"] for row in found] == ([state] if state else [])
    for row in found:
        numbers = ("count", "of", "count_before", "of_before")
        assert tuple(row[name] for name in numbers) == (*since, *before)


def test_a_decision_of_the_ombudsman_is_told_by_itself() -> None:
    case = {"received": day("2024-09-01"), "themes": ["safeguarding"], "team": "Front door",
            "ombudsman_outcome": "upheld"}  # fmt: skip
    cases = [
        {**case, "reference": "C-1", "ombudsman_decided": day("2025-06-01")},
        {**case, "reference": "C-2", "ombudsman_decided": day("2025-01-01")},
        {**case, "reference": "C-3", "ombudsman_decided": day("2027-01-01")},
    ]
    found = complaint_lines(records("complaint", cases), THEMES, SINCE, TODAY)
    [row] = found.to_dicts()
    assert (row["reference"], row["state"]) == ("C-1", State.DECISION_UPHELD)


def audits(since: tuple[int, int], before: tuple[int, int]) -> pl.DataFrame:
    """So many of so many found practice short."""
    done = [
        {"audited": day(on), "themes": ["safeguarding" if place < x else "another"]}
        for (x, n), on in ((since, "2026-02-01"), (before, "2024-09-01"))
        for place in range(n)
    ]
    return records("audit", done)


@pytest.mark.parametrize(
    ("since", "before", "state"),
    [
        ((2, 20), (12, 20), State.SHORT_LESS_OFTEN),
        ((12, 20), (2, 20), State.SHORT_MORE_OFTEN),
        ((10, 20), (11, 20), State.WITHIN_CHANCE),
        ((1, 1), (1, 2), State.TOO_FEW),
        ((0, 20), (11, 20), State.NONE_SINCE),  # none looked at it
    ],
)
def test_audits_since_are_set_beside_those_before(
    since: tuple[int, int], before: tuple[int, int], state: State
) -> None:
    found = audit_lines(audits(since, before), THEMES, SINCE, TODAY)
    assert dict(found.select("statement", "state").iter_rows()) == {
        "safeguarding": state,
        "learning": State.NONE_SINCE,
    }


def test_a_strength_is_no_shortfall_but_was_looked_at() -> None:
    strong = audits((0, 20), (11, 20)).with_columns(
        strengths=pl.when(pl.col("audited") > ASSESSED).then(pl.lit(["safeguarding"]))
    )
    found = audit_lines(strong, THEMES, SINCE, TODAY).filter(statement="safeguarding")
    assert found.select("state", "count", "of").row(0) == (State.SHORT_LESS_OFTEN, 0, 20)
    bare = strong.with_columns(themes=pl.lit(None, pl.List(pl.String)))
    assert set(audit_lines(bare, THEMES, SINCE, TODAY)["state"]) == {State.NOT_TOLD}


def test_lessons_speak_by_what_a_check_showed() -> None:
    changed = {"origin": "finding", "origin_reference": "F1", "changed_on": day("2026-02-01"),
               "checked_on": day("2026-04-01"), "check_result": "improved"}  # fmt: skip
    found = evidence(
        finding=findings(SHORT),
        learning=lessons(
            {**changed, "reference": "L1", "embedded_on": day("2026-06-01")},
            {**changed, "reference": "L2"},
            {**changed, "reference": "L3", "check_result": "not_improved"},
            {**changed, "reference": "L4", "checked_on": None, "check_result": None,
             "embedded_on": day("2026-06-01")},
            {**changed, "reference": "L5", "checked_on": None, "check_result": None},
            {**changed, "reference": "L6", "changed_on": day("2024-02-01"),
             "found": day("2024-01-01"), "checked_on": day("2024-04-01")},  # before
        ),
    )  # fmt: skip
    lines = {row["reference"]: row["state"] for row in told(found, "lesson") if row["reference"]}
    assert lines == {
        "L1": State.EMBEDDED,
        "L2": State.IMPROVED,
        "L3": State.NOT_IMPROVED,
        "L4": State.ONLY_SAID,
    }
    [waiting] = [row for row in told(found, "lesson") if row["state"] == State.NOT_CHECKED]
    assert (waiting["count"], waiting["of"], waiting["side"]) == (2, 6, Side.MISSING)


# Voices


def test_peoples_voices_speak_by_what_came_of_them() -> None:
    cases: dict[str, tuple[dict[str, Any], State | None]] = {
        "CP-1": ({"result": "changed"}, State.CHANGED),
        "CP-2": ({"held": day("2024-09-01"), "result": "changed", "changed_on": day("2025-09-01")},
                 State.CHANGED),
        "CP-3": ({"result": "not_changed"}, State.NOT_CHANGED),
        "CP-4": ({"result": "not_changed", "heard_back": day("2026-02-01")},
                 State.NOT_CHANGED_TOLD),
        "CP-5": ({}, State.UNDECIDED),
        "CP-6": ({"held": day("2026-09-01")}, None),  # too early to say
        "CP-7": ({"held": day("2024-09-01"), "result": "changed"}, None),  # before
    }  # fmt: skip
    plain = {"held": day("2025-09-01"), "title": "A walk", "themes": ["safeguarding"]}
    held = [{**plain, "reference": name, **row} for name, (row, _) in cases.items()]
    found = voice_lines(records("coproduction", held), THEMES, SINCE, TODAY)
    lines = dict(found.drop_nulls("reference").select("reference", "state").iter_rows())
    assert lines == {name: state for name, (_, state) in cases.items() if state}
    silent = found.filter(pl.col("reference").is_null()).select("statement", "state").rows()
    assert silent == [("learning", State.NONE_SINCE)]
    # Where nobody records who was told, nobody can be said not to have been.
    quiet = records("coproduction", [{**row, "heard_back": None} for row in held[:3]])
    lines = dict(voice_lines(quiet, THEMES, SINCE, TODAY).select("reference", "state").iter_rows())
    assert lines["CP-3"] == State.NOT_RECORDED
    bare = records("coproduction", [{**row, "themes": []} for row in held])
    assert set(voice_lines(bare, THEMES, SINCE, TODAY)["state"]) == {State.NOT_TOLD}


def test_what_staff_say_is_set_beside_the_survey_before() -> None:
    def survey(start: str, end: str, agree: int) -> dict[str, Any]:
        return {"team": "North", "question": "time_to_absorb", "period_start": day(start),
                "period_end": day(end), "responses": 60, "agree": agree}  # fmt: skip

    both = [survey("2024-10-01", "2025-03-31", 20), survey("2026-01-01", "2026-06-30", 50)]
    # Nothing that staff are asked bears on safeguarding.
    [row] = staff_lines(records("staff_voice", both), THEMES, SINCE, TODAY).to_dicts()
    assert (row["statement"], row["state"]) == ("learning", State.MORE_OFTEN)
    assert (row["count"], row["count_before"]) == (50, 20)
    [row] = staff_lines(records("staff_voice", both[:1]), THEMES, SINCE, TODAY).to_dicts()
    assert (row["statement"], row["state"]) == ("learning", State.NONE_SINCE)


def test_what_was_taken_up_and_showed_something_speaks_for() -> None:
    pilot = {
        "name": "Sensors",
        "started": day("2025-01-01"),
        "stage": "adopted",
        "stage_since": day("2026-01-01"),
        "statement": "learning",
        "showed": "Fewer visits.",
    }
    tried = [
        {**pilot, "reference": "I-1"},
        {**pilot, "reference": "I-2", "showed": None},
        {**pilot, "reference": "I-3", "stage": "pilot"},
        {**pilot, "reference": "I-4", "stage_since": day("2025-01-01")},
    ]
    found = innovation_lines(records("innovation", tried), THEMES, SINCE, TODAY)
    assert found.select("statement", "reference").rows() == [("learning", "I-1")]


# Together


def test_every_state_is_on_one_side_and_the_document_says_which() -> None:
    assert set(SIDES) == set(State)
    text = (ROOT / "docs" / "methods.md").read_text(encoding="utf-8")
    for state, side in SIDES.items():
        assert f"| `{side}` | `{state}` |" in text, state


def test_statements_stand_in_the_frameworks_order_and_are_counted_by_side() -> None:
    found = evidence(
        rows("waits", figures=[*STEADY, *STEADY, *STEADY[:5], 25.0]), FEWER,
        finding=findings(SHORT), action=actions(OTHER),
    )  # fmt: skip
    counts = by_statement(found)
    assert counts.get_column("statement").to_list() == ["safeguarding", "learning"]
    row = counts.row(0, named=True)
    assert (row["for"], row["against"], row["missing"]) == (0, 2, 2)
    assert found.lines.schema == LINES_SCHEMA
    order = found.lines.filter(statement="safeguarding").get_column("side").to_list()
    assert order == ["against", "against", "missing", "missing"]


@pytest.mark.parametrize("gaps", [0.0, 1.0])
def test_whatever_is_missing_it_can_be_told(gaps: float) -> None:
    drawn = drawn_frames(7, gaps, required_too=True)
    frames = {name: drawn[name] for name in (*DATASETS, "theme") if name != "staff_voice"}
    frames["staff_voice"] = records("staff_voice")
    nothing = indicator_series(records("indicator"), catalogue(), events())
    found = evidence_since(frames, nothing, CQC_2023.frame(), TODAY)
    assert found.lines.get_column("side").null_count() == 0
    assert by_statement(found).height == 9
