"""Written documents on the Board page, and the downloads of one statement's."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from docx import Document
from streamlit.testing.v1 import AppTest

from components.exhibits.view import View
from data_access.snapshot import snapshot
from data_access.store.database import Store
from pages.parts.board.documents import WRITE, documents_of_statement
from tests.pages.harness import (
    EXAMPLE,
    SOMEWHERE,
    control,
    example_view,
    labels,
    open_page,
    parts,
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
    """What the page's downloads would give, by the name of the file."""
    files: dict[str, Callable[[], bytes]] = {}

    def button(label: str, data: Callable[[], bytes], *, file_name: str, **rest: Any) -> bool:
        files[file_name] = data
        return False

    monkeypatch.setattr(st, "download_button", button)
    return files


def document_of(files: dict[str, Callable[[], bytes]], name: str) -> list[str]:
    return [each.text for each in Document(io.BytesIO(files[name]())).paragraphs]


def test_the_board_offers_both_documents_as_word_and_pdf(example: Store) -> None:
    page = open_page("board")
    assert labels(page, "download_button").count("Word") == 2
    said = words(page)
    assert "Self-assessment" in said
    assert "Annual report on complaints" in said
    assert (
        control(page, "selectbox", "Quality statement").options[0] == "All nine quality statements"
    )
    years = control(page, "selectbox", "Year")
    assert years.options[0] == "Year to 31 March 2027, not over yet"
    assert years.value == 2026


def test_files_hold_what_was_chosen_and_honour_the_view(
    example: Store, taken: dict[str, Callable[[], bytes]]
) -> None:
    page = open_page("board")
    control(page, "selectbox", "Quality statement").set_value("equity")
    whole(page.run())
    told = document_of(taken, "example-borough-self-assessment-equity-2026-09-30-internal.docx")
    assert "Self-assessment: Equity in experience and outcomes" in told
    assert "example-borough-annual-complaints-report-2026-2026-09-30-internal.pdf" in taken


def test_what_people_write_goes_into_the_report(
    example: Store, taken: dict[str, Callable[[], bytes]]
) -> None:
    name = "example-borough-annual-complaints-report-2026-2026-09-30-internal.docx"
    page = open_page("board")
    assert any(text.startswith("To be written") for text in document_of(taken, name))
    page = press(page, WRITE)
    control(page, "text_area", MATTERS).set_value("Letters were unclear.\n- Waits were long.")
    control(page, "text_area", ACTIONS).set_value("Letters were rewritten.")
    page = press(page, ENTER)
    assert "Three points written by people." in words(page)
    told = document_of(taken, name)
    for text in ("Letters were unclear.", "Waits were long.", "Letters were rewritten."):
        assert text in told
    assert not any(text.startswith("To be written") for text in told)


def test_words_with_personal_data_are_not_taken(example: Store) -> None:
    page = open_page("board")
    page = press(page, WRITE)
    control(page, "text_area", MATTERS).set_value("Write to someone@example.org.")
    page = press(page, ENTER)
    assert "Not put into the report yet" in words(page)
    assert "still to be written" in words(page)


def test_a_statements_own_page_can_offer_its_document(
    example: Store, taken: dict[str, Callable[[], bytes]]
) -> None:
    documents_of_statement(snapshot(EXAMPLE, principal=OFFICER), example_view(), "learning")
    assert set(taken) == {
        f"example-borough-self-assessment-learning-2026-09-30-internal.{ending}"
        for ending in ("docx", "pdf")
    }


@pytest.mark.parametrize(
    "view", [view_of(SOMEWHERE, Nature.OWN), view_of("London Borough of Hillingdon")]
)
def test_a_council_without_records_gets_honest_documents(
    own: Store, taken: dict[str, Callable[[], bytes]], view: View
) -> None:
    open_page("board", view)
    [assessment] = [name for name in taken if "self-assessment" in name and name.endswith("docx")]
    [report] = [name for name in taken if "complaints" in name and name.endswith("docx")]
    assert any(text.startswith("Nothing is recorded") for text in document_of(taken, assessment))
    assert "No complaint received in the year is recorded." in document_of(taken, report)
    assert "2026" in report


def test_the_page_opens_on_a_store_with_nothing(
    in_use: Callable[[Path], Store], bare_file: Path
) -> None:
    in_use(bare_file)
    page: AppTest = open_page("board")
    assert parts(page, "download_button")
