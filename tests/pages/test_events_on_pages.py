"""Events on the pages of measures: recorded where the chart is, pinned to a month, corrected and
removed, with who said so."""

from __future__ import annotations

from datetime import date

from streamlit.testing.v1 import AppTest

from data_access.snapshot import snapshot
from data_access.store.database import Store
from tests.pages.conftest import OFFICER
from tests.pages.harness import EXAMPLE, control, example_view, labels, open_page, press, words
from vocabulary.indicators import EventEffect

HAPPENED = "Lines closed for a flood"
TELEPHONES = "New telephones at the front door"


def events(store: Store) -> dict[str, dict[str, object]]:
    rows = snapshot(EXAMPLE, store=store, principal=OFFICER)["event"]
    return {row["event"]: row for row in rows.to_dicts()}


def opened(**address: str) -> AppTest:
    return open_page("front_door", None, **address)


def test_an_event_is_recorded_where_the_chart_is_and_said_to_be_by_whom(example: Store) -> None:
    page = opened(event="new", pin="2026-05-01")
    control(page, "text_input", "What happened").set_value(HAPPENED)
    page = press(page, "Record")
    held = events(example)[HAPPENED]
    assert (held["day"], held["effect"]) == (date(2026, 5, 1), "annotates")
    assert "front_door_answer_time" in held["indicators"]  # type: ignore[operator]
    said = words(page)
    assert f"Recorded: {HAPPENED}" in said
    assert f"Since “{HAPPENED}”" in said
    assert "Officer" in said
    assert "event" not in page.query_params


def test_a_range_begins_anew_only_with_a_reason(example: Store) -> None:
    page = opened(event="new")
    control(page, "text_input", "What happened").set_value(HAPPENED)
    control(page, "selectbox", "On charts (optional)").set_value(EventEffect.REBASES.value)
    page = press(page, "Record")
    assert HAPPENED not in events(example)
    assert any("Why is empty" in error.value for error in page.error)
    # What was typed is still there.
    assert control(page, "text_input", "What happened").value == HAPPENED


def test_an_event_is_corrected_and_keeps_its_name(example: Store) -> None:
    page = opened(event=TELEPHONES)
    assert "What happened" not in labels(page, "text_input")
    control(page, "text_input", "Day").set_value("01/03/2026")
    page = press(page, "Record the change")
    assert events(example)[TELEPHONES]["day"] == date(2026, 3, 1)
    assert "before and after 1 March 2026" in words(page)


def test_an_event_is_removed_and_the_chart_says_nothing_of_it(example: Store) -> None:
    page = press(opened(event=TELEPHONES), "Remove this event")
    assert TELEPHONES not in events(example)
    assert f"Removed: {TELEPHONES}" in words(page)
    assert f"Since “{TELEPHONES}”" not in words(page)


def test_who_looks_back_or_elsewhere_changes_nothing(example: Store) -> None:
    past = snapshot(EXAMPLE, store=example, principal=OFFICER).newest_moment
    page = open_page("front_door", example_view(past), event="new")
    assert "What happened" not in labels(page, "text_input")
