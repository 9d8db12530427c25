"""One record entered on screen: checked by the declaration, never silently lost."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from data_access.datasets import COMPLIMENT, LEARNING
from data_access.errors import ConflictError
from data_access.forms.record import RecordError, as_entered, check_record, record_row
from data_access.importing.personal_data.guard import PersonalDataError
from data_access.new_store import make_own_store
from data_access.snapshot import snapshot
from data_access.store.database import Store, open_store
from tests.principals import OFFICER
from vocabulary.principal import Principal, every_role

SOMEWHERE = "Testshire County Council"
ONE, OTHER = Principal("one reviewer", every_role()), Principal("another reviewer", every_role())
LESSON = {
    "reference": "L-1",
    "origin": "Complaint",
    "found": "14/09/2026",
    "lesson": "Send the assessment before the review.",
}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = open_store(f"sqlite:///{tmp_path / 'own.db'}")
    make_own_store(opened, principal=ONE, authority=SOMEWHERE)
    return opened


def record(store: Store, entered: dict[str, str], based_on: int | None, who: Principal) -> None:
    record_row(store, LEARNING, SOMEWHERE, dict(entered), based_on=based_on, principal=who)


def lessons(store: Store) -> pl.DataFrame:
    return snapshot(SOMEWHERE, store=store, principal=OFFICER)["learning"]


def test_a_record_is_read_as_a_file_would_be_and_shown_as_it_was_entered(store: Store) -> None:
    record(store, LESSON, None, ONE)
    row = lessons(store).row(0, named=True)
    assert (row["origin"], row["recorded_by"]) == ("complaint", "one reviewer")
    shown = as_entered(LEARNING, row)
    assert (shown["found"], shown["lesson"]) == ("14/09/2026", LESSON["lesson"])


def test_a_theme_of_the_codebook_is_taken_as_chosen(store: Store) -> None:
    entered = {"month": "01/09/2026", "theme": "waiting_times", "received": "6"}
    record_row(store, COMPLIMENT, SOMEWHERE, entered, based_on=None, principal=OFFICER)
    held = snapshot(SOMEWHERE, store=store, principal=OFFICER)["compliment"]
    assert held.get_column("theme").to_list() == ["waiting_times"]


def test_what_is_wrong_is_said_field_by_field_and_nothing_is_stored(store: Store) -> None:
    entered = LESSON | {"found": "31/02/2026", "lesson": ""}
    with pytest.raises(RecordError) as refused:
        record(store, entered, None, ONE)
    assert {problem.field for problem in refused.value.problems} >= {"found", "lesson"}
    assert lessons(store).is_empty()


def test_personal_data_is_refused_in_a_form_too(store: Store) -> None:
    entered = LESSON | {"lesson": "Ring her on 020 7946 0018."}
    _, problems = check_record(LEARNING, SOMEWHERE, entered)
    assert [problem.field for problem in problems] == ["lesson"]
    assert "7946" not in problems[0].text
    with pytest.raises((RecordError, PersonalDataError)):
        record(store, entered, None, ONE)


def test_two_people_cannot_overwrite_each_other_unseen(store: Store) -> None:
    record(store, LESSON, None, ONE)
    seen_by_both = lessons(store).item(0, "row_id")
    record(store, LESSON | {"lesson": "As one sees it."}, seen_by_both, ONE)
    with pytest.raises(ConflictError):
        record(store, LESSON | {"lesson": "As the other sees it."}, seen_by_both, OTHER)
    assert lessons(store).item(0, "lesson") == "As one sees it."
    record(
        store, LESSON | {"lesson": "As the other sees it."}, lessons(store).item(0, "row_id"), OTHER
    )
    assert lessons(store).item(0, "lesson") == "As the other sees it."


def test_two_people_cannot_both_add_the_same_new_record(store: Store) -> None:
    record(store, LESSON, None, ONE)
    with pytest.raises(ConflictError):
        record(store, LESSON | {"lesson": "Another one."}, None, OTHER)
