"""The published page of Hillingdon's assessment, read from beside the repository if it is there."""

from __future__ import annotations

import re
from datetime import date

import pytest

from data_access.importing.reports.figures.propose import propose
from data_access.importing.reports.parsing.parse import parse_document, report_of
from data_access.importing.reports.parsing.result import ParsedDocument, ReportSource
from data_access.reference.published_facts import catalogue_frame
from tests.paths import SHARED

FOLDER = SHARED / "reports"


@pytest.fixture(scope="module")
def document() -> ParsedDocument:
    pages = sorted(FOLDER.glob("*.txt"))
    if not pages:
        pytest.skip("../shared/reports is not here: the published page cannot be read")
    [read] = parse_document(ReportSource(pages[0].name, pages[0].read_bytes()))
    return read


def test_statement_score_commitment_and_sections(document: ParsedDocument) -> None:
    assert document.layout == "statement page"
    [score] = document.scores
    assert (score.statement, score.score) == ("learning", 3)
    assert set(document.commitments) == {"learning"}
    assert document.commitments["learning"].startswith("We focus on continuous learning")
    assert document.commitments["learning"].endswith("practice and research.")
    assert [len(sections) for sections in document.sections.values()] == [2]
    assert document.sections["learning"][1] == "Learning from feedback"


def test_every_sentence_of_the_findings_exactly_once(document: ParsedDocument) -> None:
    """The page holds 55 sentences in 16 paragraphs below its "Key findings" heading."""
    below = document.text.split("Key findings for this quality statement")[1]
    paragraphs = [
        line
        for line in below.split("\n")
        if line.endswith(".") and not line.startswith(("-", "©", "#"))
    ]
    assert len(paragraphs) == 16
    assert " ".join(finding.text for finding in document.findings) == " ".join(paragraphs)
    assert len(document.findings) == 55
    assert max(finding.paragraph for finding in document.findings) == 16
    assert len({finding.text for finding in document.findings}) == 55
    # Counted another way: each sentence of this page ends with a full stop before a space.
    assert len(re.findall(r"\.(?=\s|$)", " ".join(paragraphs))) == 55


def test_none_of_the_boilerplate(document: ParsedDocument) -> None:
    read = [finding.text for finding in document.findings]
    assert not [text for text in read if "Care Quality Commission" in text or "---" in text]
    assert document.unrecognised == ()
    assert document.conflicts == ()
    assert document.notes == ()


def test_the_ombudsmans_figures_in_its_text_are_found(document: ParsedDocument) -> None:
    found = propose(report_of([document]), catalogue_frame(), date(2024, 12, 13))
    assert {each.field: each.value for each in found} == {
        "investigations": 9,
        "uphold_rate": 89,
        "expected": 5,
        "similar_authority_average": 80,
        "late_remedies": 1,
    }
    assert {each.scope for each in found} == {"adult social care"}
    assert {each.period.said for each in found if each.period} == {
        "12 months before the 2024 assessment"
    }
