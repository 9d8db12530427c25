"""What is on record for each statement, what ties records to it, and how many there are."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from measures.learning.learning_loop import lesson_stages
from measures.statements.links import THROUGH, statement_actions, statement_lessons
from measures.statements.record import PUBLISHED_SOURCES, standing_findings, statement_record
from tests.measures.plan.test_plan import TODAY, actions, findings, lessons
from tests.measures.record_rows import day, records

STATEMENTS = pl.DataFrame(
    {
        "statement": ["learning", "governance"],
        "order": [1, 2],
        "name": ["Learning", "Governance"],
        "short_name": ["Learning", "Governance"],
        "theme": ["Leadership", "Leadership"],
    }
)
SHOWN = "Re-audit in May: 17 of 20 records had it."


def frames(**given: pl.DataFrame) -> dict[str, pl.DataFrame]:
    nothing = {name: records(name) for name in ("score", "finding", "learning", "action")}
    return {**nothing, **given}


def of_learning(**given: pl.DataFrame) -> dict[str, Any]:
    return counts("learning", given)


def counts(statement: str, given: dict[str, pl.DataFrame]) -> dict[str, Any]:
    rows = statement_record(frames(**given), STATEMENTS, TODAY).counts
    return rows.row(by_predicate=pl.col("statement") == statement, named=True)


def scores(*rows: dict[str, Any]) -> pl.DataFrame:
    return records("score", [{"statement": "learning", "framework": "2023", **row} for row in rows])


def test_nothing_on_record_is_zero_and_unknown_never_an_error() -> None:
    row = of_learning()
    assert (row["own_score"], row["published_score"], row["difference"]) == (None, None, None)
    assert row["total"] == row["actions"] == row["lessons"] == row["without"] == 0


def test_our_score_and_the_regulators_stand_apart_with_their_days() -> None:
    row = of_learning(
        score=scores(
            {"kind": "published", "score": 2, "published": day("2025-03-14")},
            {"kind": "self_assessed", "score": 2, "published": day("2025-11-14")},
            {"kind": "self_assessed", "score": 3, "published": day("2026-06-18")},
            {"kind": "self_assessed", "score": 4, "published": day("2026-12-01")},  # not yet
            {"kind": "peer_review", "score": 4, "published": day("2026-02-01")},
        )
    )
    assert (row["own_score"], row["own_day"]) == (3, day("2026-06-18"))
    assert (row["published_score"], row["published_day"]) == (2, day("2025-03-14"))
    assert row["difference"] == 1


def test_the_newest_document_of_each_kind_counts_in_reading_order() -> None:
    found = findings(
        {"text": "second", "paragraph": 2, "published": day("2026-01-10")},
        {"text": "old", "published": day("2024-01-10")},
        {"text": "first", "published": day("2026-01-10")},
        {"text": "peers", "source_kind": "peer_review", "published": day("2025-06-01")},
        {"text": "not yet", "published": day("2027-01-10")},
    )
    assert standing_findings(found, TODAY)["text"].to_list() == ["peers", "first", "second"]
    public = standing_findings(found, TODAY, PUBLISHED_SOURCES)
    assert public["text"].to_list() == ["first", "second"]


def test_findings_are_counted_by_what_they_say_and_who_confirmed_it() -> None:
    row = of_learning(
        finding=findings(
            {"polarity": "strength", "coded_by": "person"},
            {"polarity": "shortfall", "coded_by": "rule", "reference": "F1"},
            {"polarity": "shortfall", "coded_by": "rule", "paraphrased": True, "themes": ["x"]},
            {"polarity": "context", "coded_by": "together"},
            {"polarity": "strength", "coded_by": "rule", "statement": "governance"},
        ),
        action=actions({"answers_kind": "finding", "answers": ["F1"]}, {"themes": ["x"],
                       "statement": "learning"}),
    )  # fmt: skip
    names = ("strength", "shortfall", "context", "total")
    assert [row[name] for name in names] == [1, 2, 1, 4]
    by = ("confirmed", "together", "suggested", "paraphrased")
    assert [row[name] for name in by] == [1, 1, 2, 1]
    assert [row[name] for name in ("answered", "near", "unanswered", "without")] == [1, 1, 0, 1]


def test_actions_are_those_named_for_the_statement_and_those_that_answer_its_shortfalls() -> None:
    given = {
        "finding": findings({"reference": "F1"}),
        "action": actions(
            {"reference": "named", "statement": "learning", "due": day("2026-09-01")},
            {"reference": "answers", "answers_kind": "finding", "answers": ["F1"],
             "closed": day("2026-05-01"), "impact": SHOWN, "statement": "governance"},
            {"reference": "elsewhere", "statement": "governance", "owner": "Head of service"},
        ),
    }  # fmt: skip
    listed = statement_record(frames(**given), STATEMENTS, TODAY).actions
    assert listed.filter(statement="learning")["reference"].to_list() == ["named", "answers"]
    assert listed.filter(statement="governance")["reference"].to_list() == ["elsewhere", "answers"]
    row = of_learning(**given)
    names = ("actions", "open", "overdue", "no_due_date", "no_owner", "closed", "with_evidence")
    assert [row[name] for name in names] == [2, 1, 1, 0, 1, 1, 1]
    assert counts("governance", given)["no_due_date"] == 1


def test_lessons_belong_by_their_closest_tie() -> None:
    given = {
        "finding": findings(
            {"reference": "F1", "themes": ["carers"]},
            {"polarity": "strength", "themes": ["housing"]},
        ),
        "action": actions(
            {"statement": "learning", "answers_kind": "learning", "answers": ["acted"]}
        ),
        "learning": lessons(
            {"reference": "theme", "themes": ["carers"], "found": day("2025-01-01")},
            {"reference": "drawn", "origin": "finding", "origin_reference": "f1",
             "themes": ["carers"]},
            {"reference": "acted", "checked_on": day("2026-03-01"), "check_result": "improved"},
            {"reference": "good at it", "themes": ["housing"]},
        ),
    }  # fmt: skip
    record = statement_record(frames(**given), STATEMENTS, TODAY)
    assert record.lessons.select("reference", "through").rows() == [
        ("drawn", THROUGH[0]),
        ("acted", THROUGH[1]),
        ("theme", THROUGH[2]),
    ]
    row = of_learning(**given)
    assert (row["lessons"], row["checked"], row["unchecked"]) == (3, 1, 2)


def test_a_missing_column_is_named() -> None:
    with pytest.raises(ValueError, match="statement"):
        statement_actions(pl.DataFrame({"reference": ["a"]}), pl.DataFrame())
    with pytest.raises(ValueError, match="polarity"):
        statement_lessons(
            lesson_stages(lessons(), TODAY),
            pl.DataFrame(schema={"reference": pl.String, "statement": pl.String}),
            pl.DataFrame(),
        )
