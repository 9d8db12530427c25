"""A practice review, from beginning to minutes."""

from __future__ import annotations

import re
from datetime import date

import pytest

from data_access.forms.record import RecordError
from data_access.forms.reviews import Note, add_note, begin_review, change_review
from data_access.snapshot import snapshot
from data_access.store.database import Store
from tests.pages.harness import EXAMPLE, bodies, control, open_page, press, whole, words
from vocabulary.principal import Principal, every_role

OFFICER, OTHER = Principal("Officer", every_role()), Principal("Other", every_role())
DAY = date(2026, 9, 30)
CONCLUSION = "What did the review come to?"
CHOSEN = {"period": "Last 12 months", "sample_size": "10", "purpose": "Are wishes recorded?"}


@pytest.fixture
def review(example: Store) -> str:
    return begin_review(example, EXAMPLE, CHOSEN, day=DAY, principal=OFFICER)


def note(store: Store, review: str, kind: str, text: str, who: Principal = OFFICER) -> int:
    return add_note(store, EXAMPLE, review, Note(kind, text), day=DAY, principal=who)


def test_a_review_is_begun_on_the_page(example: Store) -> None:
    page = open_page("review")
    control(page, "button", "Begin the review").click()
    page = whole(page.run())
    assert "Practice review R-001" in words(page)
    assert snapshot(EXAMPLE, principal=OFFICER)["review"].item(0, "seed") == "R-001"


def test_notes_become_findings_lessons_and_actions(example: Store, review: str) -> None:
    assert [
        note(example, review, kind, f"A {kind} of ours.")
        for kind in ("observation", "lesson", "action", "decision")
    ] == [1, 2, 3, 4]
    known = snapshot(EXAMPLE, principal=OFFICER)
    finding = known["finding"].filter(source_kind="practice_review")
    assert finding.get_column("text").to_list() == ["A observation of ours."]
    assert "R-001-L2" in known["learning"].get_column("reference")
    assert "R-001-A3" in known["action"].get_column("reference")
    became = known["review_note"].sort("number").get_column("became").to_list()
    assert became == ["Practice review R-001, note 1", "R-001-L2", "R-001-A3", None]


def test_two_reviewers_get_numbers_of_their_own(example: Store, review: str) -> None:
    assert note(example, review, "decision", "Ours.") == 1
    assert note(example, review, "decision", "Theirs.", OTHER) == 2


def test_personal_data_does_not_land_with_a_note(example: Store, review: str) -> None:
    with pytest.raises(RecordError, match="take it out"):
        note(example, review, "observation", "Call her on 07700 900123 about the visit.")
    assert snapshot(EXAMPLE, principal=OFFICER)["review_note"].is_empty()


def test_a_finished_review_takes_no_more_notes(example: Store, review: str) -> None:
    row = snapshot(EXAMPLE, principal=OFFICER)["review"].row(0, named=True)
    change_review(example, EXAMPLE, row, {"state": "finished"}, principal=OFFICER)
    with pytest.raises(RecordError, match="finished"):
        note(example, review, "decision", "Too late.")


@pytest.mark.parametrize("step", ["Grades", "Repeats", "Lessons", "Sample", "Minutes"])
def test_every_step_opens_at_its_own_address(example: Store, review: str, step: str) -> None:
    note(example, review, "decision", "Look again in spring.")
    page = open_page("review", review=review, step=step)
    assert "Practice review R-001" in words(page)
    assert "Look again in spring." in words(page)


def test_a_review_is_paused_and_goes_on(example: Store, review: str) -> None:
    page = press(open_page("review", review=review), "Pause the review")
    assert snapshot(EXAMPLE, principal=OFFICER)["review"].item(0, "state") == "paused"
    press(page, "Go on with the review")
    assert snapshot(EXAMPLE, principal=OFFICER)["review"].item(0, "state") == "open"


def test_the_sample_keeps_to_the_practice_areas_that_the_review_looks_at(example: Store) -> None:
    chosen = CHOSEN | {"practice_areas": "safeguarding"}
    reference = begin_review(example, EXAMPLE, chosen, day=DAY, principal=OFFICER)
    page = open_page("review", review=reference, step="Sample")
    assert set(re.findall(r"<td>([^<]+)</td><td><b>", bodies(page))) == {"Safeguarding"}
    assert "Link to this" not in words(page), "an address knows nothing of practice areas"


def reviewed() -> dict[str, object]:
    """The review as it stands."""
    return snapshot(EXAMPLE, principal=OFFICER)["review"].row(0, named=True)


def test_a_conclusion_being_written_stays_when_the_review_is_paused(
    example: Store, review: str
) -> None:
    page = open_page("review", review=review, step="Minutes")
    begun = control(page, "text_area", CONCLUSION).key
    page = press(page, "Pause the review")
    assert control(page, "text_area", CONCLUSION).key == begun
    control(page, "text_area", CONCLUSION).set_value("Wishes come first.")
    page = press(page, "Keep the conclusion")
    assert "The conclusion is kept" in words(page)
    assert reviewed()["conclusion"] == "Wishes come first."
    assert control(page, "text_area", CONCLUSION).key != begun


@pytest.mark.parametrize("lost", [False, True])
def test_anothers_conclusion_is_asked_about(example: Store, review: str, lost: bool) -> None:
    page = open_page("review", review=review, step="Minutes")
    page = press(page, "Pause the review")
    change_review(example, EXAMPLE, reviewed(), {"conclusion": "Theirs."}, principal=OFFICER)
    if lost:
        based = str(page.query_params["based"])
        page = open_page("review", review=review, step="Minutes", based=based)
    control(page, "text_area", CONCLUSION).set_value("Mine.")
    page = press(page, "Keep the conclusion")
    assert "wrote a conclusion while you had the review open" in words(page)
    assert reviewed()["conclusion"] == "Theirs."
    press(page, "Record mine")
    assert reviewed()["conclusion"] == "Mine."
