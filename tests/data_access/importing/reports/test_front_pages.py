"""What stands before, between and after the pages of a report: facts of the whole assessment, front
pages, several pages in one file, and the report's last words."""

from __future__ import annotations

from datetime import date

import pytest

from data_access.importing.reports.parsing.parse import parse_document
from data_access.importing.reports.parsing.result import ParsedDocument, ReportSource

_SCORES = "\n".join(
    f"{name}\nScore: 3"
    for name in (
        "Assessing needs",
        "Supporting people to live healthier lives",
        "Equity in experience and outcomes",
        "Care provision, integration and continuity",
        "Partnerships and communities",
        "Safe pathways, systems and transitions",
        "Safeguarding",
        "Governance, management and sustainability",
        "Learning, improvement and innovation",
    )
)


def read(text: str) -> ParsedDocument:
    (document,) = parse_document(ReportSource("page.txt", text.encode()))
    return document


def page(name: str, section: str, paragraph: str) -> str:
    return (
        f"{name}\nScore: 3\nWhat people expect:\nI am heard.\nThe local authority commitment:\n"
        f"We listen to people.\nKey findings for this quality statement\n{section}\n{paragraph}\n"
    )


@pytest.mark.parametrize(
    "told",
    [
        "People told us their support was good.",
        "Families in the borough said the help they had was outstanding",
        "Carers said what their Council gave them was good.",
        "Most people thought the telephone line was good.",
    ],
)
def test_a_sentence_that_closes_with_a_word_for_a_rating_names_no_council(told: str) -> None:
    said = read(f"Summary of people's experiences\n{told}\n\nQuality statement scores\n{_SCORES}\n")
    assert said.authority_named is None
    assert said.overall_rating is None
    assert [each.text for each in said.narrative] == [told]


@pytest.mark.parametrize(
    ("above", "rating"),
    [
        ("Northbridge Council\nRequires improvement", "requires improvement"),
        ("Royal Borough of Northbridge upon Lea Good", "good"),
        ("Northbridge: Outstanding", "outstanding"),
    ],
)
def test_a_councils_name_with_its_rating_is_still_read(above: str, rating: str) -> None:
    said = read(f"Local authority rating and score\n{above}\nScore: 62\n\n{_SCORES}\n")
    assert (said.authority_named or "").startswith(("Northbridge", "Royal Borough of Northbridge"))
    assert (said.overall_rating, said.overall_percentage) == (rating, 62)


@pytest.mark.parametrize(
    "line",
    [
        "Assessment published: 17 November 2023",
        "Report published on Friday 17 November 2023",
        "Date of publication: 17 November 2023",
        "Publication date - 2023-11-17",
        "This assessment was published by CQC on 17 November 2023",
        "Published 17/11/2023",
    ],
)
def test_the_day_of_publication_is_read_however_it_is_put(line: str) -> None:
    assert read(f"{line}\n{_SCORES}\n").published == date(2023, 11, 17)


def test_a_day_that_something_else_was_published_is_not_the_reports() -> None:
    said = read(f"Published guidance of 3 May 2024 was used by the team.\n{_SCORES}\n")
    assert said.published is None


@pytest.mark.parametrize(
    "line", ["Overall score: 62", "Overall percentage – 62", "Overall score: 62%"]
)
def test_an_overall_score_without_its_sign_is_a_percentage(line: str) -> None:
    said = read(f"Overall summary\n{line}\n\n{_SCORES}\n")
    assert said.overall_percentage == 62
    assert {score.score for score in said.scores} == {3}


def test_a_statements_impossible_score_is_no_overall_percentage() -> None:
    said = read("Safeguarding\nScore: 62\n")
    assert said.overall_percentage is None
    assert [score.score for score in said.scores] == [None]


@pytest.mark.parametrize("parted", ["\n", ""])
def test_pages_that_follow_each_other_in_one_file_keep_their_titles_and_last_words(
    parted: str,
) -> None:
    pages = (
        page("Assessing needs", "Waiting", "Reviews were late. Leaders had set aside the money to"),
        page("Safeguarding", "Enquiries", "Each began in a day. People knew who to call in the"),
        page("Learning, improvement and innovation", "Staff", "Staff took part in what was run"),
    )
    said = read(parted.join(pages))
    assert [(each.statement, each.section, each.text) for each in said.findings] == [
        ("assessing_needs", "Waiting", "Reviews were late."),
        ("assessing_needs", "Waiting", "Leaders had set aside the money to"),
        ("safeguarding", "Enquiries", "Each began in a day."),
        ("safeguarding", "Enquiries", "People knew who to call in the"),
        ("learning", "Staff", "Staff took part in what was run"),
    ]
    assert not said.unrecognised


def test_the_links_under_a_page_are_still_no_evidence() -> None:
    said = read(page("Safeguarding", "Enquiries", "Each began in a day.") + "Partner links\nMaps\n")
    assert [each.text for each in said.findings] == ["Each began in a day."]


def test_front_pages_are_set_aside_and_not_listed_line_by_line() -> None:
    front = (
        "About the assessment\nWe look at nine quality statements.\nWe speak with people.\n"
        "Demographics\nThe population is 280,000.\nOne in five is over 65.\n"
        "Financial facts\nThe council spent £90m on adult social care in 2024.\n"
    )
    said = read(front + page("Safeguarding", "Enquiries", "Each began in a day."))
    assert not said.unrecognised
    assert not said.narrative
    assert sum(use.use == "background" for use in said.line_uses) == front.count("\n")
    assert [each.text for each in said.findings] == ["Each began in a day."]


def test_what_people_went_through_is_told_after_front_pages_too() -> None:
    said = read(
        "Context\nThe population is 280,000.\nSummary of people's experiences\n"
        "People waited for a break.\n" + page("Safeguarding", "Enquiries", "Each began in a day.")
    )
    assert [(each.section, each.text) for each in said.narrative] == [
        ("Summary of people's experiences", "People waited for a break.")
    ]
