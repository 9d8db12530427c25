"""Every source on one timeline, themes by quality statement, and the indicators linked to them."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_access.datasets import DATASETS
from measures.themes.timeline import (
    EVIDENCE_SCHEMA,
    SOURCES,
    by_statement,
    named_themes,
    theme_evidence,
)
from tests.measures.record_rows import day, records

TODAY = date(2026, 9, 30)
CODEBOOK = records(
    "theme",
    [
        {"theme": "carers", "name": "Unpaid carers", "statements": ["equity"]},
        {"theme": "waiting", "name": "Waiting times", "statements": ["needs", "equity"]},
        {"theme": "quiet", "name": "Nobody speaks of it"},
    ],
)
STATEMENTS = pl.DataFrame(
    {
        "statement": ["needs", "equity"],
        "order": [1, 2],
        "short_name": ["Needs", "Equity"],
    }
)
PLAIN: dict[str, dict[str, Any]] = {
    "finding": {
        "source_kind": "cqc_assessment",
        "published": day("2026-03-14"),
        "statement": "needs",
        "paragraph": 1,
        "sentence": 1,
        "text": "Carers waited.",
        "category": "processes",
        "polarity": "shortfall",
        "themes": ["carers"],
    },
    "complaint": {"received": day("2026-02-01"), "themes": ["carers"]},
    "compliment": {"month": day("2026-02-01"), "theme": "carers", "received": 3},
    "audit": {
        "audited": day("2026-02-02"),
        "team": "North",
        "practice_area": "assessment",
        "auditor_grade": 3,
        "themes": ["carers"],
    },
    "learning": {
        "found": day("2026-02-03"),
        "origin": "audit",
        "lesson": "Ask first.",
        "themes": ["carers"],
    },
    "coproduction": {
        "held": day("2026-02-04"),
        "title": "Workshop",
        "level": "consult",
        "themes": ["carers"],
    },
    "action": {"opened": day("2026-02-05"), "action": "Do it.", "themes": ["carers"]},
    "innovation": {
        "started": day("2026-02-06"),
        "name": "Sensors",
        "stage": "pilot",
        "themes": ["carers"],
    },
}

ONE_OF_EACH: dict[str, list[dict[str, Any]]] = {source: [{}] for source in SOURCES}


def rows(dataset: str, *given_rows: dict[str, Any]) -> pl.DataFrame:
    return records(
        dataset,
        [
            {**PLAIN[dataset], "row_key": f"{dataset} {number}", **row}
            for number, row in enumerate(given_rows)
        ],
    )


def evidence_of(**given_rows: list[dict[str, Any]]) -> pl.DataFrame:
    return theme_evidence(
        {dataset: rows(dataset, *some) for dataset, some in given_rows.items()}, TODAY
    )


some_themes = st.none() | st.lists(st.sampled_from(["carers", "waiting", "gone"]), max_size=3)
some_days = st.dates(date(2024, 1, 1), date(2026, 12, 31))
some_findings = st.lists(
    st.fixed_dictionaries(
        {
            "themes": some_themes,
            "published": st.none() | some_days,
            "polarity": st.sampled_from(
                ["strength", "shortfall", "mixed", "in_progress", "context"]
            ),
            "statement": st.sampled_from(["needs", "equity"]),
        }
    ),
    max_size=12,
)
some_audits = st.lists(
    st.fixed_dictionaries({"themes": some_themes, "strengths": some_themes, "audited": some_days}),
    max_size=12,
)


# One timeline


def test_every_source_stands_on_one_timeline() -> None:
    frame = evidence_of(**ONE_OF_EACH)
    assert frame.select("source", "day", "polarity", "count").rows() == [
        ("complaint", day("2026-02-01"), "in_progress", 1),
        ("compliment", day("2026-02-01"), "strength", 3),
        ("audit", day("2026-02-02"), "shortfall", 1),
        ("learning", day("2026-02-03"), "in_progress", 1),
        ("coproduction", day("2026-02-04"), "in_progress", 1),
        ("action", day("2026-02-05"), "in_progress", 1),
        ("innovation", day("2026-02-06"), "in_progress", 1),
        ("finding", day("2026-03-14"), "shortfall", 1),
    ]
    assert frame["theme"].unique().to_list() == ["carers"]
    assert frame["row_key"].null_count() == 0
    assert frame.filter(pl.col("source") == "learning")["text"].to_list() == ["Ask first."]


@pytest.mark.parametrize(
    ("source", "row", "polarity"),
    [
        ("complaint", {"outcome": "partly_upheld"}, "shortfall"),
        ("complaint", {"outcome": "not_upheld"}, "context"),
        ("complaint", {"responded": day("2026-03-01"), "outcome": None}, "context"),
        ("action", {"complete": True}, "context"),
        ("audit", {"themes": None, "strengths": ["carers"]}, "strength"),
        ("learning", {"shared_on": day("2026-03-01")}, "in_progress"),
        (
            "learning",
            {
                "changed_on": day("2026-03-01"),
                "checked_on": day("2026-04-01"),
                "check_result": "improved",
                "embedded_on": day("2026-05-01"),
            },
            "context",
        ),
        ("coproduction", {"result": "not_changed"}, "context"),
        ("action", {"closed": day("2026-03-01")}, "context"),
        ("action", {"closed": day("2026-12-01")}, "in_progress"),
        ("innovation", {"stage": "spread"}, "context"),
    ],
)
def test_what_a_record_says(source: str, row: dict[str, Any], polarity: str) -> None:
    assert evidence_of(**{source: [row]})["polarity"].to_list() == [polarity]


def test_current_is_the_newest_document_and_the_last_year() -> None:
    frame = evidence_of(
        finding=[{}, {"published": day("2023-01-01")}, {"published": day("2027-01-01")}],
        audit=[{}, {"audited": day("2025-09-30")}, {"audited": day("2025-10-01")}],
    )
    assert frame.select("source", "day", "current").rows() == [
        ("finding", day("2023-01-01"), False),
        ("audit", day("2025-09-30"), False),
        ("audit", day("2025-10-01"), True),
        ("audit", day("2026-02-02"), True),
        ("finding", day("2026-03-14"), True),
    ]


def test_a_theme_named_twice_in_one_record_counts_once() -> None:
    assert evidence_of(complaint=[{"themes": ["carers", "carers", "waiting"]}]).height == 2


def test_only_what_is_later_when_asked() -> None:
    frame = theme_evidence(
        {"audit": rows("audit", {}, {"audited": TODAY})}, TODAY, TODAY.replace(day=1)
    )
    assert frame["day"].to_list() == [TODAY]


@given(some_findings, some_audits)
@settings(max_examples=30, deadline=None)
def test_nothing_is_lost_between_records_and_statements(
    findings: list[dict[str, Any]], audits: list[dict[str, Any]]
) -> None:
    frame = evidence_of(finding=findings, audit=audits)
    assert (frame["day"] <= TODAY).all()
    crossed = by_statement(frame, CODEBOOK, STATEMENTS)
    assert crossed["findings"].sum() == frame.filter(pl.col("source") == "finding").height


def test_a_theme_that_left_the_codebook_is_called_by_its_id() -> None:
    named = named_themes(pl.DataFrame({"theme": ["gone"]}), CODEBOOK)
    assert set(named["name"]) == {
        "gone", "Unpaid carers", "Waiting times", "Nobody speaks of it"
    }  # fmt: skip


# Themes and statements


def test_themes_cross_every_statement() -> None:
    frame = by_statement(
        evidence_of(
            finding=[{}, {}, {"statement": "equity", "polarity": "strength"}],
            action=[{"statement": "needs"}],
            complaint=[{"themes": ["waiting"]}],
        ),
        CODEBOOK,
        STATEMENTS,
    )
    assert frame.height == CODEBOOK.height * STATEMENTS.height
    assert frame.select(
        "theme", "statement", "bears_on", "strength", "shortfall", "findings", "actions"
    ).rows()[:4] == [
        ("carers", "needs", False, 0, 2, 2, 1),
        ("carers", "equity", True, 1, 0, 1, 0),
        ("quiet", "needs", False, 0, 0, 0, 0),
        ("quiet", "equity", False, 0, 0, 0, 0),
    ]


def test_sources_are_datasets() -> None:
    assert set(SOURCES) <= set(DATASETS)


# Nothing at all


def test_nothing_on_record_gives_columns_and_no_rows() -> None:
    empty = theme_evidence({source: rows(source) for source in SOURCES}, TODAY)
    one = evidence_of(**ONE_OF_EACH)
    assert empty.is_empty()
    assert empty.schema == one.schema == pl.Schema(EVIDENCE_SCHEMA)
    assert theme_evidence({}, TODAY).schema == empty.schema
    assert by_statement(empty, CODEBOOK, STATEMENTS)["findings"].sum() == 0
    assert by_statement(empty, CODEBOOK[:0], STATEMENTS).is_empty()
