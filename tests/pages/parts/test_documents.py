"""Written documents on the Board page, and the downloads of one statement's."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
import streamlit as st
from docx import Document
from streamlit.testing.v1 import AppTest

from components.exhibits.address import UnknownInAddressError
from components.exhibits.view import View
from components.web.downloads import DOCUMENT_ADDRESS
from data_access.moments import end_of
from data_access.snapshot import snapshot
from data_access.store.database import Store
from pages.parts.board.document_files import document_file
from pages.parts.board.documents import WRITE
from tests.pages.harness import (
    EXAMPLE,
    SOMEWHERE,
    bodies,
    control,
    example_view,
    open_page,
    press,
    view_of,
    whole,
    words,
)
from tests.principals import OFFICER
from vocabulary.nature import Nature

MATTERS = "Matters of general importance, one a line"
ACTIONS = "What was done, or will be done, to improve services, one a line"
ENTER = "Put them into the report"


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> dict[str, Callable[[], bytes]]:
    """What the page's buttons would give, by the name of the file."""
    files: dict[str, Callable[[], bytes]] = {}

    def button(label: str, data: Callable[[], bytes], *, file_name: str, **rest: Any) -> bool:
        files[file_name] = data
        return False

    monkeypatch.setattr(st, "download_button", button)
    return files


def links(page: AppTest) -> list[dict[str, str]]:
    """What the page's links to documents ask for."""
    found = re.findall(rf'download href="\./{DOCUMENT_ADDRESS}\?([^"]*)"', bodies(page))
    return [dict(parse_qsl(html.unescape(each))) for each in found]


def given(asked: dict[str, str], view: View | None = None) -> tuple[str, bytes]:
    """The name of the file that an address gives, and the file."""
    view = view or example_view()
    known = snapshot(view.council, view.as_at, principal=OFFICER)
    answer = document_file(asked, known, view)
    assert answer is not None
    name = answer.headers["content-disposition"].partition("filename=")[2].strip('"')
    return name, bytes(answer.body)


def told(word: bytes) -> list[str]:
    return [each.text for each in Document(io.BytesIO(word)).paragraphs]


def test_the_board_offers_both_documents_as_word_and_pdf(example: Store) -> None:
    page = open_page("board")
    assert links(page) == [
        {"document": "self-assessment", "as": "docx"},
        {"document": "self-assessment", "as": "pdf"},
        {"document": "annual-complaints-report", "year": "2026", "as": "docx"},
        {"document": "annual-complaints-report", "year": "2026", "as": "pdf"},
    ]
    said = words(page)
    assert "Self-assessment" in said
    assert "Annual report on complaints" in said
    assert (
        control(page, "selectbox", "Quality statement").options[0] == "All nine quality statements"
    )
    years = control(page, "selectbox", "Year")
    assert years.options[0] == "Year to 31 March 2027, not over yet"
    assert years.value == 2026


def test_files_hold_what_was_chosen_and_honour_the_view(example: Store) -> None:
    page = open_page("board")
    control(page, "selectbox", "Quality statement").set_value("equity")
    control(page, "selectbox", "Year").set_value(2025)
    of_equity, *_, of_complaints = links(whole(page.run()))
    name, word = given(of_equity)
    assert name == "example-borough-self-assessment-equity-2026-09-30-internal.docx"
    assert "Self-assessment: Equity in experience and outcomes" in told(word)
    name, pdf = given(of_complaints, example_view(end_of(date(2026, 8, 31))))
    assert name == "example-borough-annual-complaints-report-2025-2026-08-31-internal.pdf"
    assert pdf.startswith(b"%PDF")


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"document": "self-assessment"},
        {"document": "self-assessment", "as": "exe"},
        {"document": "annual-complaints-report", "as": "pdf"},
    ],
)
def test_an_address_that_leaves_out_which_file_gives_none(
    example: Store, asked: dict[str, str]
) -> None:
    assert document_file(asked, snapshot(EXAMPLE, principal=OFFICER), example_view()) is None


@pytest.mark.parametrize(
    "asked",
    [
        {"document": "minutes"},
        {"document": "self-assessment", "statement": "kindness"},
        {"document": "annual-complaints-report", "year": "1926"},
        {"document": "annual-complaints-report", "year": "²"},
    ],
)
def test_an_address_that_asks_for_what_is_not_there_says_so(
    example: Store, asked: dict[str, str]
) -> None:
    known = snapshot(EXAMPLE, principal=OFFICER)
    with pytest.raises(UnknownInAddressError):
        document_file({**asked, "as": "pdf"}, known, example_view())


def test_what_people_write_goes_into_the_report(
    example: Store, taken: dict[str, Callable[[], bytes]]
) -> None:
    page = open_page("board")
    [_, _, without, _] = links(page)
    name, word = given(without)
    assert any(text.startswith("To be written") for text in told(word))
    page = press(page, WRITE)
    control(page, "text_area", MATTERS).set_value("Letters were unclear.\n- Waits were long.")
    control(page, "text_area", ACTIONS).set_value("Letters were rewritten.")
    page = press(page, ENTER)
    assert "Three points written by people." in words(page)
    assert {each["document"] for each in links(page)} == {"self-assessment"}
    said = told(taken[name]())
    for text in ("Letters were unclear.", "Waits were long.", "Letters were rewritten."):
        assert text in said
    assert not any(text.startswith("To be written") for text in said)


def test_words_with_personal_data_are_not_taken(example: Store) -> None:
    page = open_page("board")
    page = press(page, WRITE)
    control(page, "text_area", MATTERS).set_value("Write to someone@example.org.")
    page = press(page, ENTER)
    assert "Not put into the report yet" in words(page)
    assert "still to be written" in words(page)


def test_a_statements_own_page_offers_its_document(example: Store) -> None:
    of_learning = links(open_page("statement", statement="learning"))
    assert [given(each)[0] for each in of_learning] == [
        f"example-borough-self-assessment-learning-2026-09-30-internal.{ending}"
        for ending in ("docx", "pdf")
    ]


@pytest.mark.parametrize(
    "view", [view_of(SOMEWHERE, Nature.OWN), view_of("London Borough of Hillingdon")]
)
def test_a_council_without_records_gets_honest_documents(own: Store, view: View) -> None:
    assessment, _, report, _ = links(open_page("board", view))
    assert any(text.startswith("Nothing is recorded") for text in told(given(assessment, view)[1]))
    assert "No complaint received in the year is recorded." in told(given(report, view)[1])
    assert report["year"] == "2026"


def test_the_page_opens_on_a_store_with_nothing(
    in_use: Callable[[Path], Store], bare_file: Path
) -> None:
    in_use(bare_file)
    assert len(links(open_page("board"))) == 4
