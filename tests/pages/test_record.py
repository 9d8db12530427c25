"""Recording one record: what a person typed is never lost, whoever was faster."""

from __future__ import annotations

import polars as pl
from streamlit.testing.v1 import AppTest

from data_access.datasets import DATASETS
from data_access.forms.record import as_entered, record_row
from data_access.snapshot import snapshot
from data_access.store.database import Store
from tests.pages.conftest import OFFICER
from tests.pages.harness import EXAMPLE, control, labels, open_page, press, words

RECORD = "ACT-034"
NOTE = "Progress (optional)"
ASKED = "changed this record while you had it open"


def opened(based: str | None = None) -> AppTest:
    address = {"dataset": "action", "record": RECORD} | ({"based": based} if based else {})
    return open_page("record", None, **address)


def stands(store: Store) -> dict[str, object]:
    rows = snapshot(EXAMPLE, store=store, principal=OFFICER)["action"]
    return rows.filter(pl.col("reference") == RECORD).row(0, named=True)


def somebody_writes(store: Store, note: str) -> None:
    row = stands(store)
    entered = {**as_entered(DATASETS["action"], row), "progress": note}
    based = row["row_id"]
    assert isinstance(based, int)
    record_row(store, DATASETS["action"], EXAMPLE, entered, based_on=based, principal=OFFICER)


def written(page: AppTest, note: str) -> AppTest:
    control(page, "text_area", NOTE).set_value(note)
    return press(page, "Record the change")


def test_a_form_begun_is_the_same_form_after_the_session_was_lost(example: Store) -> None:
    page = opened()
    begun = str(page.query_params["based"])
    note = control(page, "text_area", NOTE)
    assert note.key.startswith("draft_"), "the browser puts back what was typed into drafts alone"
    somebody_writes(example, "Theirs.")
    later = opened(based=begun)
    assert control(later, "text_area", NOTE).key == note.key
    later = written(later, "Mine.")
    assert ASKED in words(later)
    assert stands(example)["progress"] == "Theirs."
    press(later, "Record mine")
    assert stands(example)["progress"] == "Mine."


def test_a_version_of_another_record_in_the_address_is_passed_over(example: Store) -> None:
    page = opened(based="learning/L-001@1")
    assert page.query_params["based"] == f"action/{RECORD}@{stands(example)['row_id']}"


def test_who_is_overtaken_again_while_choosing_is_asked_again(example: Store) -> None:
    page = opened()
    somebody_writes(example, "Theirs.")
    page = written(page, "Mine.")
    somebody_writes(example, "A third's.")
    page = press(page, "Record mine")
    assert ASKED in words(page)
    assert stands(example)["progress"] == "A third's."
    page = press(page, "Record mine")
    assert "Your version stands" in words(page)
    assert stands(example)["progress"] == "Mine."


def test_once_recorded_the_next_form_begins_with_what_stands(example: Store) -> None:
    page = opened()
    before = control(page, "text_area", NOTE).key
    page = written(page, "Mine.")
    assert f"Recorded: {RECORD}" in words(page)
    assert control(page, "text_area", NOTE).key != before


EVENT = "New telephones at the front door"


def events(store: Store) -> list[str]:
    return list(snapshot(EXAMPLE, store=store, principal=OFFICER)["event"].get_column("event"))


def test_an_event_is_corrected_under_its_name_and_removed(example: Store) -> None:
    page = open_page("record", None, dataset="event", record=EVENT)
    assert control(page, "text_input", "Day").value == "01/02/2026"
    # With another name it would be another event, and the first would stay.
    assert "What happened" not in labels(page, "text_input")
    control(page, "text_input", "Day").set_value("02/02/2026")
    page = press(page, "Record the change")
    assert events(example).count(EVENT) == 1
    page = press(page, "Remove this event")
    assert EVENT not in events(example)
    assert f"Removed: {EVENT}" in words(page)


def test_what_an_event_touches_is_chosen_from_what_is_held(example: Store) -> None:
    page = open_page("record", None, dataset="event")
    control(page, "text_input", "What happened").set_value("Lines closed for a flood")
    control(page, "text_input", "Day").set_value("01/05/2026")
    control(page, "selectbox", "On charts (optional)").set_value("annotates")
    chosen = control(page, "multiselect", "Indicators (optional)")
    assert "Minutes until a call is answered (median)" in chosen.options
    chosen.set_value(["front_door_answer_time"])
    page = press(page, "Record")
    assert "Lines closed for a flood" in events(example)
