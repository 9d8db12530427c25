"""How characteristics stand, which lack evidence, by when it is needed, and what is suggested."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from measures.characteristics.gaps import by_judgement, by_statement, in_nobodys_hand, missing
from measures.characteristics.next_assessment import needed_by, next_assessments
from measures.characteristics.standing import standings, version_on
from measures.characteristics.suggested import MOST, suggested_evidence
from tests.measures.record_rows import day, records
from vocabulary.framework import CQC_2023

TODAY, NEEDED = day("2026-11-28"), day("2027-03-14")
OLD: dict[str, Any] = {"version": "2025", "valid_from": day("2025-04-01")}
NEW: dict[str, Any] = {"version": "2026", "valid_from": day("2026-04-01")}
PEACE: dict[str, Any] = {"statement": "safeguarding", "rating": "good"}


def characteristic(number: int, text: str = "People are safe.", **given: Any) -> dict[str, Any]:
    return {**NEW, **PEACE, "number": number, "text": text, **given}


def judgement(number: int, met: str, **given: Any) -> dict[str, Any]:
    judged = {"judged": day("2026-09-01"), "judged_by": "Lead"}
    return {"version": "2026", **PEACE, "number": number, "met": met, **judged, **given}


def stand(
    judgements: list[dict[str, Any]], actions: list[dict[str, Any]] | None = None, count: int = 1
) -> list[dict[str, Any]]:
    rows = [characteristic(number) for number in range(1, count + 1)]
    return standings(
        records("characteristic", rows),
        records("judgement", judgements),
        records("action", actions or []),
        TODAY,
        NEEDED,
    ).to_dicts()


def action(**given: Any) -> dict[str, Any]:
    return {"reference": "ACT-1", "action": "Mend it.", "opened": day("2026-05-01"), **given}


def test_the_version_that_holds_is_the_newest_that_began() -> None:
    held = records("characteristic", [characteristic(1), characteristic(1, **OLD)])
    assert version_on(held, TODAY) == "2026"
    assert version_on(held, day("2026-03-31")) == "2025"
    assert version_on(held, day("2024-01-01")) == "2025"
    assert version_on(held.clear(), TODAY) is None


@pytest.mark.parametrize(
    ("given", "actions", "standing", "lacks"),
    [
        ({}, [], "no_evidence", True),
        ({"findings": ["F-1"]}, [], "met", False),
        ({"findings": ["F-1"], "missing": "What carers say."}, [], "met", True),
        ({"actions": ["ACT-1"]}, [action()], "no_evidence", True),
        (
            {"actions": ["ACT-1"]},
            [action(closed=day("2026-08-01"), impact="Re-audit: 9 of 10.")],
            "met",
            False,
        ),
        ({"actions": ["ACT-1"]}, [action(closed=day("2026-08-01"))], "no_evidence", True),
    ],
)
def test_a_claim_without_evidence_is_no_more_than_a_claim(
    given: dict[str, Any], actions: list[dict[str, Any]], standing: str, lacks: bool
) -> None:
    (row,) = stand([judgement(1, "met", **given)], actions)
    assert (row["standing"], row["lacks"]) == (standing, lacks)


def test_not_known_has_no_evidence_whatever_is_chosen() -> None:
    (row,) = stand([judgement(1, "not_known", findings=["F-1"])])
    assert (row["standing"], row["evidence"], row["lacks"]) == ("no_evidence", 1, True)


def test_an_owner_or_an_owned_open_action_has_it_in_hand() -> None:
    judged = [
        judgement(1, "partly"),
        judgement(2, "partly", owner="Head of safeguarding"),
        judgement(3, "partly", actions=["ACT-1"]),
        judgement(4, "partly", actions=["ACT-2"]),
    ]
    actions = [action(owner="Team manager"), action(reference="ACT-2")]
    rows = stand(judged, actions, count=5)
    assert [row["hand"] for row in rows] == [
        None, "Head of safeguarding", "Team manager (ACT-1)", None, None,
    ]  # fmt: skip
    assert [row["in_hand"] for row in rows] == [False, True, True, False, False]


def test_what_is_missing_is_needed_by_its_day_or_the_next_assessment() -> None:
    rows = stand([judgement(1, "partly", due=day("2026-12-15"))], count=2)
    assert [(row["by"], row["by_set"]) for row in rows] == [
        (day("2026-12-15"), True),
        (NEEDED, False),
    ]


def test_a_judgement_of_the_day_after_is_not_known_yet() -> None:
    (row,) = stand([judgement(1, "met", findings=["F-1"], judged=day("2026-11-29"))])
    assert row["met"] is None


def test_gaps_are_counted_by_statement_and_by_judgement() -> None:
    rows = [
        characteristic(1),
        characteristic(2),
        characteristic(1, statement="learning"),
        characteristic(1, rating="outstanding"),
    ]
    known = standings(
        records("characteristic", rows),
        records("judgement", [judgement(1, "partly", audits=["A-1"]), judgement(2, "met")]),
        records("action"),
        TODAY,
        None,
    )
    found = by_statement(known, CQC_2023.frame(), "good")
    assert found.select("statement", "partly", "no_evidence", "lacking", "nobody").rows() == [
        ("safeguarding", 1, 1, 1, 1),
        ("learning", 0, 1, 1, 1),
    ]
    assert by_judgement(known).select("rating", "characteristics").rows() == [
        ("good", 3),
        ("outstanding", 1),
    ]
    assert in_nobodys_hand(known, "good") == 2


def test_what_is_missing_says_so_and_comes_first_where_nobody_has_it() -> None:
    judged = [
        judgement(1, "met", owner="Head of carers"),
        judgement(2, "partly", audits=["A-1"], missing="What carers say.", due=day("2027-01-05")),
        judgement(3, "partly", audits=["A-1"], due=day("2026-12-15")),
    ]
    rows = [characteristic(number, f"Number {number}.") for number in range(1, 5)]
    known = standings(
        records("characteristic", rows),
        records("judgement", judged),
        records("action"),
        TODAY,
        None,
    )
    found = missing(known, CQC_2023.frame(), "good")
    assert found.select("text", "said", "who").rows() == [
        ("Number 2.", "What carers say.", "No owner yet"),
        ("Number 4.", "No evidence is chosen; not judged yet.", "No owner yet"),
        ("Number 1.", "No evidence is chosen; judged met.", "Head of carers"),
    ]
    assert missing(known, CQC_2023.frame(), "outstanding").is_empty()


def scored(*days: str, pilot: bool = False) -> pl.DataFrame:
    rows = [{"kind": "published", "published": day(each), "pilot": pilot} for each in days]
    return records("score", rows)


def test_the_next_assessments_are_worked_out_from_the_newest_published_one() -> None:
    coming = next_assessments(
        scored("2023-05-02", "2025-03-14"), records("expected_assessment"), TODAY
    )
    assert coming.select("kind", "day", "latest", "set_by_council").rows() == [
        ("yearly", day("2027-03-14"), None, False),
        ("reassessment", day("2028-03-14"), day("2029-03-14"), False),
    ]
    assert needed_by(coming, TODAY) == day("2027-03-14")


def test_a_day_that_the_council_set_counts_while_it_has_not_passed() -> None:
    def expected(when: str) -> pl.DataFrame:
        return records("expected_assessment", [{"kind": "yearly", "expected": day(when)}])

    coming = next_assessments(scored("2025-03-14"), expected("2027-01-20"), TODAY)
    assert needed_by(coming, TODAY) == day("2027-01-20")
    coming = next_assessments(scored("2025-03-14"), expected("2026-01-20"), TODAY)
    assert coming.filter(kind="yearly").select("day", "set_by_council").row(0) == (
        day("2027-01-20"), False,
    )  # fmt: skip


def test_without_an_assessment_or_a_leap_day_there_is_an_answer() -> None:
    none = next_assessments(scored(), records("expected_assessment"), TODAY)
    assert (none.height, needed_by(none, TODAY)) == (0, None)
    pilots = next_assessments(
        scored("2023-06-01", pilot=True), records("expected_assessment"), TODAY
    )
    assert pilots.is_empty()
    leap = next_assessments(scored("2024-02-29"), records("expected_assessment"), TODAY)
    assert leap.get_column("day").to_list() == [day("2027-02-28"), day("2027-02-28")]


def test_what_bears_on_it_is_suggested_with_the_reason() -> None:
    findings = [
        {"reference": f"F-{n}", "statement": "equity", "text": "Maps of lamps.", "themes": []}
        for n in range(8)
    ]
    bears = {
        "reference": "F-9", "statement": "safeguarding", "themes": ["wishes"],
        "text": "Wishes of people stood first in records of enquiries.",
    }  # fmt: skip
    frames = {
        "finding": records("finding", [*findings, bears]),
        "action": records("action", [action(action="Write wishes first.", themes=["wishes"])]),
        **{name: records(name) for name in ("indicator", "indicator_definition")},
        **{name: records(name) for name in ("audit", "learning")},
    }
    themes = records("theme", [{"theme": "wishes", "name": "Wishes of the person"}])
    found = suggested_evidence("Wishes stand first.", "safeguarding", frames, themes)
    assert found.select("kind", "reference", "why").rows() == [
        (
            "finding",
            "F-9",
            "on the theme wishes of the person; shares “first”, “wishes”; of this statement",
        ),
        ("action", "ACT-1", "on the theme wishes of the person; shares “first”, “wishes”"),
    ]
    many = [{**bears, "reference": f"G-{n}"} for n in range(9)]
    found = suggested_evidence(
        "Wishes stand first.",
        "safeguarding",
        frames | {"finding": records("finding", many)},
        themes,
    )
    assert found.filter(kind="finding").height == MOST
