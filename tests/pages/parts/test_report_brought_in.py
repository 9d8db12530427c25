"""A report among the files that were dropped: read, asked about where its text does not say, and
landed for the right council."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from components.exhibits.view import View
from data_access.ledger.history import history
from data_access.snapshot import snapshot
from data_access.store.database import Store
from tests.data_access.commands import page as report_page
from tests.data_access.importing.reports.report_texts.make import STATEMENT_NAMES, statement_page
from tests.pages.conftest import OFFICER
from tests.pages.harness import (
    SOMEWHERE,
    TODAY,
    control,
    labels,
    open_page,
    parts,
    press,
    whole,
    words,
)
from vocabulary.nature import Nature

BARNET = "London Borough of Barnet"
IMPORT = "Import this"
GOOD = "Staff had good access to training courses and felt well supported."
BAD = "However, there was a lack of evidence that learning had been embedded."
OURS = f"{SOMEWHERE}: local authority assessment\n\n"
BARNETS = "Barnet: local authority assessment\n\n"
WHOSE = "Whose report is it? It names no council."

SCRIPT = """
import streamlit as st
from components.web.current_view import current_view
from pages.parts.data.bring_in.report import show_report
from pages.parts.flash_message import show_flash
from pages.parts.in_view import records_in_view

def done(places, said):
    st.session_state["told"] = (list(places), said)
    st.session_state["files"] = [
        file for place, file in enumerate(st.session_state["files"]) if place not in places
    ]

show_flash()
if st.session_state["files"]:
    show_report(st.session_state["files"], current_view(), records_in_view(), done=done)
"""


def drop(*files: tuple[str, str | bytes], council: str = SOMEWHERE) -> AppTest:
    """A page on which these files were dropped."""
    page = AppTest.from_string(SCRIPT, default_timeout=60)
    page.session_state["view"] = View(council, Nature.OWN, TODAY)
    page.session_state["files"] = [
        (name, content.encode() if isinstance(content, str) else content) for name, content in files
    ]
    return whole(page.run())


def rows(store: Store, council: str = SOMEWHERE) -> pl.DataFrame:
    return snapshot(council, store=store, principal=OFFICER)["finding"]


def answer(page: AppTest, label: str, value: object) -> AppTest:
    """Choose in the one box or list whose label begins so."""
    [found] = [w for kind in ("selectbox", "radio", "text_input", "checkbox")
               for w in parts(page, kind) if w.label.startswith(label)]  # fmt: skip
    found.set_value(value)
    return whole(page.run())


def test_council_and_day_are_found_and_nothing_is_asked(own: Store) -> None:
    before = own.revision()
    page = drop(("page.md", OURS + report_page(GOOD, BAD, published="3 October 2025")))
    assert "Read: one score, two findings" in words(page)
    assert f"{SOMEWHERE}, named in the title of page.md" in words(page)
    assert labels(page, "radio") == labels(page, "selectbox") == []
    assert own.revision() == before, "seeing is not importing"
    page = press(page, IMPORT)
    assert "Imported as batch" in words(page)
    assert page.session_state["told"] == ([0], f"{SOMEWHERE}: Quality statement scores: 1 new, "
           "0 changed, 0 unchanged; Findings: 2 new, 0 changed, 0 unchanged")  # fmt: skip
    assert rows(own)["text"].to_list() == [GOOD, BAD]
    assert set(rows(own)["published"]) == {date(2025, 10, 3)}


def test_a_day_that_is_not_said_is_asked_and_may_stay_open(own: Store) -> None:
    page = drop(("page.md", OURS + report_page(GOOD)))
    assert "No publication date is known" in words(page)
    page = answer(page, "Published: day", 31)
    assert any("day, month and year" in error.value for error in page.error)
    assert control(page, "button", IMPORT).disabled
    page = answer(answer(page, "Month", "February"), "Year", 2025)
    assert any("There is no 31 February 2025" in error.value for error in page.error)
    page = press(answer(page, "Month", "January"), IMPORT)
    assert set(rows(own)["published"]) == {date(2025, 1, 31)}


def test_a_day_that_is_said_can_be_set_right(own: Store) -> None:
    page = drop(("page.md", OURS + report_page(GOOD, published="3 October 2025")))
    page = answer(page, "It says it was published on 3 October 2025", True)
    for box, value in (("Published: day", 2), ("Month", "October"), ("Year", 2025)):
        page = answer(page, box, value)
    press(page, IMPORT)
    assert set(rows(own)["published"]) == {date(2025, 10, 2)}


def test_a_page_that_names_no_council_is_asked_about(own: Store) -> None:
    page = drop(("page.md", report_page(GOOD)))
    assert control(page, "button", IMPORT).disabled
    box = control(page, "selectbox", WHOSE)
    assert box.value is None, "nothing is taken for granted"
    assert f"It begins: “{GOOD}”" in words(page)
    assert len(box.options) >= 153
    page = press(answer(page, WHOSE, SOMEWHERE), IMPORT)
    assert rows(own).height == 1


def test_a_report_that_names_another_council_stops_with_a_question(own: Store) -> None:
    page = drop(("page.md", BARNETS + report_page(GOOD)))
    assert control(page, "button", IMPORT).disabled
    [question] = labels(page, "radio")
    assert question == (
        f"This report names {BARNET} (in the title of page.md). You are looking at {SOMEWHERE}. "
        "Whose report is it?"
    )
    page = press(answer(page, "This report names", BARNET), IMPORT)
    assert rows(own).is_empty()
    assert rows(own, BARNET).height == 1


def test_it_is_the_councils_in_view_all_the_same_once_somebody_says_why(own: Store) -> None:
    page = drop(("page.md", BARNETS + report_page(GOOD)))
    page = answer(page, "This report names", SOMEWHERE)
    assert control(page, "button", IMPORT).disabled
    page = press(answer(page, f"Why is it {SOMEWHERE}'s?", "Saved under a wrong title"), IMPORT)
    assert rows(own, BARNET).is_empty()
    assert rows(own).height == 1
    notes = history(own, principal=OFFICER)["note"].drop_nulls().to_list()
    assert set(notes) == {f"names {BARNET}: Saved under a wrong title"}
    [table] = [frame.value for frame in open_page("data", page.session_state["view"],
               do="History").dataframe]  # fmt: skip
    assert f"names {BARNET}: Saved under a wrong title" in table["Remark"].tolist()


def test_nine_pages_are_one_report_and_go_together(own: Store) -> None:
    files = [(f"{name}.md", statement_page(name)) for name in STATEMENT_NAMES]
    files[0] = (files[0][0], OURS + files[0][1])
    page = drop(*files)
    assert "Read: nine scores, 27 findings" in words(page)
    assert labels(page, "button").count(IMPORT) == 1
    page = press(page, IMPORT)
    assert rows(own).height == 27
    assert page.session_state["files"] == []


def test_two_reports_land_one_by_one(own: Store) -> None:
    page = drop(("ours.md", OURS + report_page(GOOD)), ("barnet.md", BARNETS + report_page(BAD)))
    assert labels(page, "button").count(IMPORT) == 2
    first = next(b for b in parts(page, "button") if b.label == IMPORT and not b.disabled)
    first.click()
    page = whole(page.run())
    assert [name for name, _ in page.session_state["files"]] == ["barnet.md"]
    assert rows(own)["text"].to_list() == [GOOD]


def test_what_is_in_the_store_already_need_not_be_imported(own: Store) -> None:
    files = ("page.md", OURS + report_page(GOOD))
    press(drop(files), IMPORT)
    page = drop(files)
    assert control(page, "button", IMPORT).disabled
    assert "importing it would change nothing" in words(page)


def test_cancelling_lets_the_files_go_and_changes_nothing(own: Store) -> None:
    before = own.revision()
    page = press(drop(("page.md", OURS + report_page(GOOD))), "Cancel")
    assert page.session_state["told"] == ([0], "")
    assert IMPORT not in labels(page, "button")
    assert own.revision() == before


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("Minutes of the allotment society.", "Nothing to import from notes.txt"),
        ("\x00\x01", "is not text"),
        ("Annual Review letter 2025\n\nThe Local Government and Social Care Ombudsman writes to "
         "you with your complaint statistics.", "the ombudsman's own tables"),
    ],
)  # fmt: skip
def test_what_is_no_report_is_told_and_changes_nothing(own: Store, content: str, says: str) -> None:
    before = own.revision()
    page = drop(("notes.txt", content))
    assert "Nothing could be read" in words(page)
    assert says in words(page)
    assert IMPORT not in labels(page, "button")
    assert own.revision() == before
    assert press(page, "Cancel").session_state["told"] == ([0], "")


def test_a_script_in_a_report_is_shown_as_text(own: Store) -> None:
    nasty = 'They said "<script>alert(1)</script>" and left.'
    page = drop(("<b>page.md", OURS + report_page(nasty)))
    html = "".join(element.value for element in parts(page, "html"))
    assert "<script" not in html
    assert "<b>page" not in html


OVERDUE = "In March 2025, 28% of reviews were overdue and the vacancy rate was 12%."
LATE = "Staff turnover was 14%."


def test_a_figure_in_the_text_comes_in_only_once_it_is_ticked(own: Store) -> None:
    page = drop(("page.md", OURS + report_page(f"{OVERDUE} {LATE}", published="3 October 2025")))
    assert "Three figures in the text that could come in too" in [
        each.label for each in page.expander
    ]
    page = press(answer(page, "**Reviews overdue", True), IMPORT)
    known = snapshot(SOMEWHERE, store=own, principal=OFFICER)["indicator"]
    assert known.select("indicator", "value", "period_end").rows() == [
        ("reviews_overdue", 28.0, date(2025, 3, 31))
    ]
    assert "paragraph" in known.item(0, "source")


def test_a_figure_without_a_period_waits_for_one(own: Store) -> None:
    page = drop(("page.md", OURS + report_page(LATE, published="3 October 2025")))
    page = answer(page, "**Staff who left", True)
    assert control(page, "button", IMPORT).disabled
    assert "give the period" in words(page)
    for label, day in (("From", date(2024, 4, 1)), ("To", date(2025, 3, 31))):
        control(page, "date_input", label).set_value(day)
    press(whole(page.run()), IMPORT)
    known = snapshot(SOMEWHERE, store=own, principal=OFFICER)["indicator"]
    assert known.select("indicator", "value").rows() == [("staff_turnover", 14.0)]
