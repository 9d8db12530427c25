"""Every source on one timeline, the balance of good and bad, and where sources disagree."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_access.datasets import DATASETS
from data_access.reference.published_facts import codebook_frame
from measures.themes.balance import balance_over_time, by_statement, by_theme, named_themes
from measures.themes.timeline import EVIDENCE_SCHEMA, SOURCES, theme_evidence
from measures.themes.voices import MEASURED_BY, SAYS, disagreements, linked_measures, voices
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


# By theme


def test_counts_what_there_is_on_each_theme() -> None:
    frame = by_theme(
        evidence_of(
            finding=[{}, {"polarity": "mixed", "themes": ["waiting", "gone"]}],
            compliment=[{}],
            action=[{}],
        ),
        CODEBOOK,
    )
    assert frame.select("theme", "name", "strength", "shortfall", "mixed", "total").rows() == [
        ("carers", "Unpaid carers", 3, 1, 0, 5),
        ("waiting", "Waiting times", 0, 0, 1, 1),
        ("gone", "gone", 0, 0, 1, 1),
        ("quiet", "Nobody speaks of it", 0, 0, 0, 0),
    ]
    assert frame.select("finding", "compliment", "action", "first", "last").row(0) == (
        1, 3, 1, day("2026-02-01"), day("2026-03-14")
    )  # fmt: skip


@given(some_findings, some_audits)
@settings(max_examples=30, deadline=None)
def test_nothing_is_lost_between_records_themes_and_statements(
    findings: list[dict[str, Any]], audits: list[dict[str, Any]]
) -> None:
    frame = evidence_of(finding=findings, audit=audits)
    assert (frame["day"] <= TODAY).all()
    totals = by_theme(frame, CODEBOOK)
    assert totals["total"].sum() == frame["count"].sum()
    assert totals.select(pl.sum_horizontal(SOURCES)).to_series().to_list() == (
        totals["total"].to_list()
    )
    crossed = by_statement(frame, CODEBOOK, STATEMENTS)
    assert crossed["findings"].sum() == frame.filter(pl.col("source") == "finding").height
    balance = balance_over_time(frame, TODAY)
    for polarity in ("strength", "shortfall", "mixed"):
        assert balance[polarity].sum() == totals[polarity].sum()
    said = voices(frame, CODEBOOK)
    assert said["strength"].sum() == totals["strength"].sum()
    assert set(said["says"]) <= set(SAYS)


def test_a_theme_that_left_the_codebook_is_called_by_its_id() -> None:
    named = named_themes(pl.DataFrame({"theme": ["gone"]}), CODEBOOK)
    assert set(named["name"]) == {
        "gone", "Unpaid carers", "Waiting times", "Nobody speaks of it"
    }  # fmt: skip


# Over time


def test_balance_quarter_by_quarter() -> None:
    frame = balance_over_time(
        evidence_of(
            finding=[{}] * 7,
            audit=[{"themes": None, "strengths": ["carers"], "audited": day("2026-07-01")}],
            action=[{"opened": day("2020-01-01")}],
        ),
        TODAY,
    )
    assert frame.select("name", "strength", "shortfall", "spoke", "verdict").rows() == [
        ("January to March 2026", 0, 7, 7, "fewer than half"),
        ("April to June 2026", 0, 0, 0, "nothing to judge yet"),
        ("July to September 2026", 1, 0, 1, "too few to judge"),
    ]


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


# Where sources disagree


def test_findings_praise_what_complaints_fault() -> None:
    said = voices(
        evidence_of(
            finding=[{"polarity": "strength"}] * 8 + [{}],
            complaint=[{"outcome": "upheld"}] * 7 + [{"outcome": "not_upheld"}] * 20,
            audit=[{}] * 3,
        ),
        CODEBOOK,
    )
    assert said.select("voice", "strength", "shortfall", "says").rows() == [
        ("audits", 0, 3, "too few to judge"),
        ("complaints and compliments", 0, 7, "shortfall"),
        ("findings", 8, 1, "strength"),
    ]
    assert said["sentence"].to_list() == [
        "Audits: 0 of 3 a strength, too few to judge.",
        "Complaints and compliments speak of shortfall: 7 of 7 (100%).",
        "Findings speak of strength: 8 of 9 (89%).",
    ]
    apart = disagreements(said).row(0, named=True)
    assert (apart["theme"], apart["evidence"]) == ("carers", 16)
    assert apart["sentence"] == (
        "Unpaid carers: a strength by findings, a shortfall by complaints and compliments."
    )


def test_a_signal_speaks_for_the_measures() -> None:
    signals = pl.DataFrame(
        {
            "theme": ["carers", "waiting", "waiting", "quiet"],
            "meaning": ["concern", "improvement", "concern", "common_cause"],
        }
    )
    said = voices(evidence_of(finding=[{"polarity": "strength"}] * 6), CODEBOOK, signals)
    assert said.select("theme", "voice", "says").rows() == [
        ("quiet", "measures", "nothing"),
        ("carers", "findings", "strength"),
        ("carers", "measures", "shortfall"),
        ("waiting", "measures", "both"),
    ]
    assert disagreements(said)["sentence"].to_list() == [
        "Unpaid carers: a strength by findings, a shortfall by measures."
    ]


def test_sources_that_speak_of_both_or_too_little_do_not_disagree() -> None:
    said = voices(
        evidence_of(
            finding=[{"polarity": "strength"}] * 6 + [{}] * 5,
            audit=[{}] * 9,
            compliment=[{"received": 5}],
        ),
        CODEBOOK,
    )
    assert said["says"].to_list() == ["shortfall", "too few to judge", "both"]
    assert said["sentence"][2] == "Findings speak of both: 6 of 11 (55%) a strength."
    assert disagreements(said).is_empty()


# Linked measures


def indicators(*some: dict[str, Any]) -> pl.DataFrame:
    plain = {
        "indicator": "contacts",
        "name": "Contacts",
        "direction": "decrease",
        "period_end": day("2026-08-31"),
        "themes": ["waiting"],
    }
    return records("indicator", [{**plain, **row} for row in some])


def test_links_indicators_to_themes_with_their_newest_figure() -> None:
    frame = linked_measures(
        indicators(
            {"numerator": 400.0},
            {"numerator": 60.0, "denominator": 80.0, "per": 100.0, "period_end": TODAY,
             "name": "Contacts answered"},
            {"numerator": 9.0, "team": "North", "period_end": TODAY, "themes": ["carers"]},
            {"numerator": 1.0, "period_end": day("2026-10-31")},
            {"indicator": "wait", "name": None, "value": 12.0, "team": "North"},
            {"indicator": "none", "themes": None},
        ),
        TODAY,
    )  # fmt: skip
    assert frame.select("theme", "indicator", "name", "periods", "period_end", "value").rows() == [
        ("carers", "contacts", "Contacts", 2, TODAY, 75.0),
        ("waiting", "contacts", "Contacts", 2, TODAY, 75.0),
        ("waiting", "wait", "wait", 0, None, None),
    ]


def test_datasets_about_a_theme_are_named_for_themes_that_exist() -> None:
    assert set(MEASURED_BY) <= set(codebook_frame()["theme"])
    assert {name for names in MEASURED_BY.values() for name in names} <= set(DATASETS)
    assert set(SOURCES) <= set(DATASETS)


# Nothing at all


def test_nothing_on_record_gives_columns_and_no_rows() -> None:
    empty = theme_evidence({source: rows(source) for source in SOURCES}, TODAY)
    one = evidence_of(**ONE_OF_EACH)
    assert empty.is_empty()
    assert empty.schema == one.schema == pl.Schema(EVIDENCE_SCHEMA)
    assert theme_evidence({}, TODAY).schema == empty.schema
    assert by_theme(empty, CODEBOOK).schema == by_theme(one, CODEBOOK).schema
    assert by_theme(empty, CODEBOOK)["total"].to_list() == [0, 0, 0]
    assert by_theme(empty, CODEBOOK[:0]).is_empty()
    assert balance_over_time(empty, TODAY).schema == balance_over_time(one, TODAY).schema
    assert by_statement(empty, CODEBOOK, STATEMENTS)["findings"].sum() == 0
    assert by_statement(empty, CODEBOOK[:0], STATEMENTS).is_empty()
    assert voices(empty, CODEBOOK).schema == voices(one, CODEBOOK).schema
    assert voices(empty, CODEBOOK).is_empty()
    assert disagreements(voices(empty, CODEBOOK)).schema == (
        disagreements(voices(one, CODEBOOK)).schema
    )
    assert linked_measures(indicators(), TODAY).schema == (
        linked_measures(indicators({}), TODAY).schema
    )
