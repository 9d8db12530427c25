"""Scores are read in every form they are published in, and never guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.importing.reports.parsing.parse import parse_document
from data_access.importing.reports.parsing.result import ParsedDocument, ReportSource
from data_access.importing.reports.parsing.score_line import (
    SaidScore,
    read_named_scores,
    read_said_score,
    read_score,
)
from tests.data_access.importing.reports.report_texts.make import STATEMENT_NAMES, text_of
from vocabulary.framework import CQC_2023

EXPECTED = dict(zip(CQC_2023.ids, (2, 3, 2, 2, 3, 2, 2, 2, 3), strict=True))


def read(text: str) -> ParsedDocument:
    return parse_document(ReportSource("page.txt", text.encode()))[0]


def scores(document: ParsedDocument) -> dict[str, int | None]:
    return {score.statement: score.score for score in document.scores}


def why(document: ParsedDocument) -> list[str]:
    return [line.why for line in document.unrecognised]


@pytest.mark.parametrize(
    ("line", "value", "standard"),
    [
        ("Score: 3", 3, None),
        ("Score 3", 3, None),
        ("score:3", 3, None),
        ("Score – 3", 3, None),
        ("Score: 3 out of 4", 3, None),
        ("Score: 3/4", 3, None),
        ("3 - Evidence shows a good standard", 3, "Evidence shows a good standard"),
        ("3 – Evidence shows a good standard", 3, "Evidence shows a good standard"),
        (
            "1 - Inadequate: Evidence shows significant shortfalls",
            1,
            "Evidence shows significant shortfalls",
        ),
        ("Score: 2 - Evidence shows some shortfalls", 2, "Evidence shows some shortfalls"),
        ("a score of two", 2, None),
        ("A score of 2 out of four", 2, None),
        ("Indicative score: 4", 4, None),
        ("Score: 7", 7, None),
        ("Score: 0", 0, None),
        ("Score:", None, None),
        ("Score: N/A", None, None),
        ("Evidence shows a good standard", None, "Evidence shows a good standard"),
    ],
)
def test_a_line_that_is_a_score(line: str, value: int | None, standard: str | None) -> None:
    mark = read_score(line)
    assert mark is not None
    assert (mark.value, mark.standard) == (value, standard)


@pytest.mark.parametrize(
    "line",
    ["3", "People scored well.", "Score sheets were used", "Section 3", "3 people waited", "2024",
     "The score of two teams was counted last year.", "x" * 400],
)  # fmt: skip
def test_a_line_that_is_no_score(line: str) -> None:
    assert read_score(line) is None


@given(
    st.sampled_from(sorted(STATEMENT_NAMES)),
    st.integers(1, 4),
    st.sampled_from([" – ", " - ", ": ", " — ", " (", ", score ", " – score: ", "  "]),
    st.sampled_from(["", "3. ", "- ", "(4) "]),
)
def test_name_and_number_on_one_line(statement: str, score: int, between: str, before: str) -> None:
    closing = ")" if between == " (" else ""
    line = f"{before}{STATEMENT_NAMES[statement]}{between}{score}{closing}"
    assert [(s, mark.value) for s, mark in read_named_scores(line)] == [(statement, score)]


def test_several_scores_on_one_line() -> None:
    line = "Assessing needs – 2 Safeguarding – 3; Leadership – 4"
    read_scores = [(s, mark.value) for s, mark in read_named_scores(line)]
    assert read_scores == [("assessing_needs", 2), ("safeguarding", 3), ("governance", 4)]


def test_a_summary_page_gives_nine_scores_and_the_overall_rating() -> None:
    document = read(text_of("summary.txt"))
    assert document.layout == "summary page"
    assert scores(document) == EXPECTED
    assert document.authority_named == "Example Borough"
    assert str(document.published) == "2025-10-03"
    assert (document.overall_rating, document.overall_percentage) == ("requires improvement", 59)
    assert [one.section for one in document.narrative] == ["Summary of people's experiences"] * 2
    assert document.unrecognised == ()
    assert document.findings == ()


def test_a_press_release_list_with_older_names_and_a_lost_number() -> None:
    document = read(text_of("press_list.txt"))
    assert document.layout == "press release"
    assert scores(document) == {**EXPECTED, "safeguarding": None}
    assert document.authority_named == "Example Borough Council"
    assert document.overall_rating == "requires improvement"
    [missing] = document.unrecognised
    assert missing.text == "7. safeguarding –"
    assert "missing" in missing.why


def test_a_rating_in_quotation_marks_is_read() -> None:
    told = text_of("press_list.txt").replace("requires improvement", "‘requires improvement’")
    assert read(told).overall_rating == "requires improvement"


def test_what_is_left_of_a_web_pages_marks_is_no_part_of_a_finding() -> None:
    page = (
        "Equity in experience and outcomes\nScore: 2\nKey findings for this quality statement\n"
        "Most knew whom to ring (our survey, 2024)./p>\n<p>Few were asked whether 3 < 4.</p>\n"
    )
    assert [finding.text for finding in read(page).findings] == [
        "Most knew whom to ring (our survey, 2024).",
        "Few were asked whether 3 < 4.",
    ]


def test_a_table_flattened_to_one_cell_a_line() -> None:
    document = read(text_of("press_table.txt"))
    assert scores(document) == {**EXPECTED, "safeguarding": 1}
    assert document.unrecognised == ()


def test_a_table_in_html_and_in_markdown() -> None:
    rows = [
        ("Leadership", "Governance, management and sustainability", "2"),
        ("", "Safeguarding", "3"),
    ]
    cells = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
    page = f"<table><tr><th>Theme</th><th>Area</th><th>Score</th></tr>{cells}</table>"
    [in_html] = parse_document(ReportSource("page.html", page.encode()))
    table = "| Theme | Area | Score |\n|---|---|---|\n" + "\n".join(
        f"| {' | '.join(row)} |" for row in rows
    )
    for document in (in_html, read(table)):
        assert scores(document) == {"governance": 2, "safeguarding": 3}
        assert document.unrecognised == ()


def test_scores_lost_in_saving_are_missing_not_zero() -> None:
    lost = "\n".join(line for line in text_of("summary.txt").splitlines() if "Score:" not in line)
    document = read(lost)
    assert document.layout == "summary page"
    assert set(scores(document).values()) == {None}
    assert len(document.scores) == 9
    assert "no scores found" in document.notes
    assert len(document.unrecognised) == 9


@pytest.mark.parametrize("score", ["0", "5", "12", "2.5", "99"])
def test_a_score_outside_one_to_four_is_pointed_out(score: str) -> None:
    document = read(f"Overall summary\nSafeguarding\nScore: {score}\nAssessing needs\nScore: 2\n")
    assert scores(document) == {"safeguarding": None, "assessing_needs": 2}
    assert why(document) == ["a score must be 1, 2, 3 or 4"]


@pytest.mark.parametrize(
    "lines",
    [
        "Score: 3\n2 - Evidence shows some shortfalls",
        "Score: 3\nEvidence shows some shortfalls",
        "3 - Evidence shows significant shortfalls",
        "Score: 3\nScore: 4",
    ],
)
def test_a_page_that_contradicts_itself_gives_no_score(lines: str) -> None:
    page = (
        f"Safeguarding\n{lines}\nThe local authority commitment\nWe listen.\nKey findings\nIt was."
    )
    document = read(page)
    assert scores(document) == {"safeguarding": None}
    assert [conflict.about for conflict in document.conflicts] == ["safeguarding"]
    assert document.unrecognised


def test_wording_without_a_number_is_not_turned_into_one() -> None:
    document = read("Overall summary\nSafeguarding\nEvidence shows a good standard")
    assert scores(document) == {"safeguarding": None}
    assert why(document) == ["the wording goes with a score of 3, but no number was found"]


def test_a_name_that_is_none_of_the_nine_is_pointed_out() -> None:
    document = read("Safeguarding – 2\nLeadershipp – 3\nEquity – 2\nAssessing needs – 2")
    assert scores(document) == {"safeguarding": 2, "equity": 2, "assessing_needs": 2}
    assert [line.text for line in document.unrecognised] == ["Leadershipp – 3"]


def test_a_score_without_a_name_is_pointed_out() -> None:
    document = read("Overall summary\nScore: 3\n")
    assert document.scores == ()
    assert why(document) == ["a score with no quality statement's name before it"]


@pytest.mark.parametrize(
    ("sentence", "statements", "value"),
    [
        ("Safeguarding was given a score of two.", ("safeguarding",), 2),
        ("The council got a score of three for assessing people’s needs.", ("assessing_needs",), 3),
        ("It scored 4 for ‘equity in experience and outcomes’.", ("equity",), 4),
        (
            "It scored a 3 for the other four statements: assessing needs and safeguarding.",
            ("assessing_needs", "safeguarding"),
            3,
        ),
    ],
)
def test_a_score_said_in_a_sentence(sentence: str, statements: tuple[str, ...], value: int) -> None:
    assert read_said_score(sentence) == SaidScore(statements, value)


@pytest.mark.parametrize(
    "sentence",
    [
        "It had a score of 4 for partnerships and communities and 3 for all other areas.",
        "Safeguarding had a score of two and assessing needs a score of three.",
        "Safeguarding went up from a score of two.",
        "The council scored one in six of the areas and two in the other three areas.",
    ],
)
def test_a_sentence_that_can_be_read_two_ways_is_pointed_out(sentence: str) -> None:
    assert isinstance(read_said_score(sentence), str)


@pytest.mark.parametrize(
    "sentence",
    [
        "Each area has a score out of four with one being significant shortfalls.",
        "The council scored 78 out of 100.",
        "Safeguarding staff were proud.",
        "They had a score of 65%.",
    ],
)
def test_a_sentence_that_gives_no_statement_a_score(sentence: str) -> None:
    assert read_said_score(sentence) is None


def test_said_scores_reach_the_document_and_listed_ones_are_checked_against_them() -> None:
    prose = (
        "CQC rates Example Borough as good\n\nStaff cared. Safeguarding was given a score of two."
    )
    assert scores(read(prose)) == {"safeguarding": 2}
    document = read(prose + "\n\nAssessing needs – 3\nSafeguarding – 3")
    assert scores(document) == {"safeguarding": None, "assessing_needs": 3}
    assert [conflict.about for conflict in document.conflicts] == ["safeguarding"]
    assert document.narrative[0].text.startswith("Staff cared.")


def test_menus_of_names_are_no_lost_scores() -> None:
    menu = "\n".join(STATEMENT_NAMES.values())
    document = read(f"{menu}\n\n{text_of('learning.md')}")
    assert scores(document) == {"learning": 3}
    assert document.unrecognised == ()
