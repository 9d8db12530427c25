"""What findings say, counted, and how far people have been through the coding."""

from __future__ import annotations

from datetime import date, datetime
from typing import cast

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from measures.findings.counts import (
    POLARITIES,
    balance_by_statement,
    balance_by_theme,
    coding_review,
    newest_document,
)
from tests.measures.ratings.score_rows import STATEMENTS, finding, findings

CODEBOOK = pl.DataFrame({"theme": ["waiting", "data"], "name": ["Waiting times", "Use of data"]})
COUNTS = [*POLARITIES, "total"]

some_findings = st.lists(
    st.builds(
        lambda polarity, themes, statement, coded_by: finding(
            polarity,
            *themes,
            statement=statement,
            coded_by=coded_by,
            suggested=("strength", "processes", ["waiting"]),
        ),
        st.sampled_from(POLARITIES),
        st.lists(st.sampled_from(["waiting", "data", "unnamed"]), unique=True),
        st.sampled_from(["needs", "equity", "learning"]),
        st.sampled_from(["rule", "person"]),
    ),
    max_size=20,
)


def test_themes_with_most_shortfalls_come_first() -> None:
    frame = balance_by_theme(
        findings(
            finding("shortfall", "waiting"),
            finding("shortfall", "waiting"),
            finding("strength", "data"),
            finding("shortfall", "data"),
            finding("mixed", "data"),
            finding("in_progress", "data"),
            finding("context"),
        ),
        CODEBOOK,
    )
    assert frame.select("theme", "name", *COUNTS).rows() == [
        ("waiting", "Waiting times", 0, 2, 0, 0, 0, 2),
        ("data", "Use of data", 1, 1, 1, 1, 0, 4),
    ]


def test_a_finding_counts_in_each_of_its_themes() -> None:
    frame = balance_by_theme(findings(finding("strength", "waiting", "data")), CODEBOOK)
    assert frame["strength"].to_list() == [1, 1]


def test_a_theme_that_left_the_codebook_is_called_by_its_id() -> None:
    frame = balance_by_theme(findings(finding("strength", "long_gone")), CODEBOOK)
    assert frame.select("theme", "name").rows() == [("long_gone", "long gone")]


def test_nothing_gives_nothing() -> None:
    assert balance_by_theme(findings(), CODEBOOK).is_empty()
    assert newest_document(findings()).is_empty()
    assert balance_by_statement(findings(), STATEMENTS)["total"].to_list() == [0, 0, 0]
    assert set(coding_review(findings()).values()) == {0}


def test_findings_without_a_theme_give_no_theme() -> None:
    assert balance_by_theme(findings(finding("context")), CODEBOOK).is_empty()


@given(some_findings)
def test_polarities_add_up_to_the_total(rows: list[dict[str, object]]) -> None:
    for frame in (
        balance_by_theme(findings(*rows), CODEBOOK),
        balance_by_statement(findings(*rows), STATEMENTS),
    ):
        for row in frame.iter_rows(named=True):
            assert sum(row[polarity] for polarity in POLARITIES) == row["total"]


@given(some_findings)
def test_every_finding_counts_once_for_its_statement_and_once_in_each_theme(
    rows: list[dict[str, object]],
) -> None:
    frame = findings(*rows)
    assert balance_by_statement(frame, STATEMENTS)["total"].sum() == len(rows)
    themes = sum(len(cast("list[str]", row["themes"])) for row in rows)
    assert balance_by_theme(frame, CODEBOOK)["total"].sum() == themes


def test_every_statement_has_a_row_in_the_frameworks_order() -> None:
    frame = balance_by_statement(findings(finding("shortfall", statement="equity")), STATEMENTS)
    assert frame["statement"].to_list() == ["needs", "equity", "learning"]
    assert frame["shortfall"].to_list() == [0, 1, 0]


def test_a_reassessment_takes_the_place_of_the_one_before_statement_by_statement() -> None:
    old, new = date(2024, 1, 1), date(2026, 1, 1)
    frame = newest_document(
        findings(
            finding("shortfall", statement="learning", published=old),
            finding("strength", statement="learning", published=new),
            finding("strength", statement="learning", published=new),
            finding("mixed", statement="equity", published=old),
            finding("context", statement="learning", published=old, source_kind="peer_review"),
        )
    )
    assert frame["polarity"].to_list() == ["strength", "strength", "mixed", "context"]


def test_an_undated_document_counts_from_the_day_it_was_recorded() -> None:
    frame = newest_document(
        findings(
            finding("shortfall", published=date(2025, 3, 14)),
            finding("strength", published=None, recorded_at=datetime(2026, 1, 5, 9)),
        )
    )
    assert frame["polarity"].to_list() == ["strength"]


def test_a_decision_is_confirmed_or_corrected() -> None:
    as_suggested = ("shortfall", "processes", ["waiting", "data"])
    review = coding_review(
        findings(
            finding("shortfall", "waiting", suggested=as_suggested),
            finding("shortfall", "data", "waiting", coded_by="person", suggested=as_suggested),
            finding("shortfall", "waiting", coded_by="person", suggested=as_suggested),
            finding(
                "shortfall", "waiting", "data",
                category="partners", coded_by="person", suggested=as_suggested,
            ),
            finding("mixed", "waiting", "data", coded_by="person", suggested=as_suggested),
        )
    )  # fmt: skip
    assert review == {
        "findings": 5,
        "decided": 4,
        "together": 0,
        "confirmed": 1,
        "corrected": 3,
        "polarity_kept": 3,
    }


def test_a_decision_where_no_theme_was_suggested_and_none_given_is_confirmed() -> None:
    nothing = finding("context", coded_by="person", suggested=("context", "processes", []))
    nothing["suggested_themes"] = None
    assert coding_review(findings(nothing))["confirmed"] == 1


def test_a_coding_that_came_without_a_suggestion_is_neither_confirmed_nor_corrected() -> None:
    review = coding_review(findings(finding("mixed", coded_by="person")))
    assert (review["decided"], review["confirmed"], review["corrected"]) == (1, 0, 0)


@given(some_findings)
def test_confirmed_and_corrected_never_exceed_decided(rows: list[dict[str, object]]) -> None:
    review = coding_review(findings(*rows))
    assert review["confirmed"] + review["corrected"] == review["decided"] <= review["findings"]
    assert review["confirmed"] <= review["polarity_kept"] <= review["decided"]


def test_what_was_accepted_together_is_confirmed_by_nobody() -> None:
    was = ("mixed", "processes", ["waiting"])
    rows = [
        finding("mixed", "waiting", coded_by=by, suggested=was) for by in ("person", "together")
    ]
    review = coding_review(findings(*rows))
    assert (review["decided"], review["together"]) == (2, 1)
    assert (review["confirmed"], review["corrected"]) == (1, 0)
