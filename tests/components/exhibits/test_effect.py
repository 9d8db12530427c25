"""What pages will say after an import: only what changes, and as the pages then say it."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, timedelta

import polars as pl
import pytest

from components.exhibits.catalogue import CATALOGUE, Showing
from components.exhibits.effect import HeadlineChange, changes_in_words, headline_changes
from components.exhibits.filters import filters_of
from data_access.datasets import COMPLAINT, SCORE
from data_access.ledger.entry import Entry
from data_access.ledger.ledger import append, prepare
from data_access.snapshot import Snapshot, snapshot
from data_access.snapshot_after import snapshot_after
from data_access.store.database import Store
from tests.components.exhibits.all_exhibits import TODAY, view_of
from tests.principals import OFFICER

COUNCIL = "Somewhere Council"


def complaints(many: int, *, answered: bool = True) -> Entry:
    first = date(2025, 10, 6)
    rows = [
        {
            "authority": COUNCIL,
            "reference": f"C/{number}",
            "received": first + timedelta(days=11 * number),
            "answer_due": first + timedelta(days=11 * number + 20),
            "responded": first + timedelta(days=11 * number + 9) if answered else None,
            "outcome": "upheld",
        }
        for number in range(many)
    ]
    return Entry(COMPLAINT, pl.DataFrame(rows))


def after(known: Snapshot, store: Store, *entries: Entry) -> Snapshot:
    prepared = prepare(store, entries, principal=OFFICER)
    return snapshot_after(known, prepared, source_name="log.csv")


def headlines(known: Snapshot) -> dict[str, str]:
    showing = Showing(known, filters_of(TODAY), view_of(known), "learning")
    return {key: showing(key).headline for key in CATALOGUE}


@pytest.fixture
def store(new_store: Callable[[], Store]) -> Store:
    made = new_store()
    append(made, [complaints(3)], principal=OFFICER, source_name="first.csv")
    return made


def test_what_is_told_before_is_what_pages_say_after(store: Store) -> None:
    known = snapshot(COUNCIL, principal=OFFICER, store=store)
    entry = complaints(30, answered=False)
    changes = headline_changes(known, after(known, store, entry), view_of(known))
    append(store, [entry], principal=OFFICER, source_name="log.csv")
    landed = headlines(snapshot(COUNCIL, principal=OFFICER, store=store))
    was = headlines(known)
    told = {change.key: change for change in changes}
    assert {key for key in was if was[key] != landed[key]} <= set(told)
    for key in set(was) & set(told):
        if was[key] != landed[key]:
            assert (told[key].before, told[key].after) == (was[key], landed[key])
    assert "complaints_timeliness" in told
    assert told["complaints_timeliness"].page == "complaints"
    assert told["complaints_timeliness"].title == "Complaints acknowledged and answered in time"


def test_they_come_in_the_catalogues_order_and_differ(store: Store) -> None:
    known = snapshot(COUNCIL, principal=OFFICER, store=store)
    changes = headline_changes(known, after(known, store, complaints(30)), view_of(known))
    order = list(CATALOGUE)
    places = [order.index(change.key) for change in changes]
    assert places == sorted(places)
    assert all(change.before != change.after for change in changes)


def test_the_same_rows_again_change_nothing(store: Store) -> None:
    known = snapshot(COUNCIL, principal=OFFICER, store=store)
    changes = headline_changes(known, after(known, store, complaints(3)), view_of(known))
    assert changes == ()
    assert changes_in_words(changes) == "No page will say anything else than it does now."


def test_scores_change_the_history_of_their_statement_alone(store: Store) -> None:
    known = snapshot(COUNCIL, principal=OFFICER, store=store)
    row = {"authority": COUNCIL, "statement": "learning", "kind": "published", "score": 3,
           "published": date(2026, 1, 15)}  # fmt: skip
    changes = headline_changes(
        known, after(known, store, Entry(SCORE, pl.DataFrame([row]))), view_of(known)
    )
    histories = [change for change in changes if change.key == "score_history"]
    assert [change.title for change in histories] == [
        f"{CATALOGUE['score_history'].definition.title}: "
        f"{known.framework.statement('learning').name}"
    ]
    assert not {change.key for change in changes} & {"complaints_volume", "training_gap"}


def test_exhibits_that_read_nothing_of_it_are_not_built(store: Store) -> None:
    known = snapshot(COUNCIL, principal=OFFICER, store=store)
    would_be = after(known, store, complaints(9))
    headline_changes(known, would_be, view_of(known))
    built = {each.exhibit for place in would_be.memo for each in place if hasattr(each, "exhibit")}
    assert "complaints_volume" in built
    assert not built & {"training_gap", "audit_grades", "overall_score", "ombudsman_upheld"}


def test_it_is_told_within_a_second(example_store: Store) -> None:
    known = snapshot("Example Borough", store=example_store, principal=OFFICER)
    rows = known["complaint"].head(60).with_columns(reference=pl.format("N/{}", "reference"))
    entry = Entry(COMPLAINT, rows.select(COMPLAINT.columns))
    prepared = prepare(example_store, [entry], principal=OFFICER)
    view = view_of(known)
    headlines(known)  # as the page before showed them
    before = time.process_time()  # of this process alone: others may keep the machine busy
    would_be = snapshot_after(known, prepared, source_name="log.csv")
    changes = headline_changes(known, would_be, view)
    assert time.process_time() - before < 1
    assert any(change.page == "complaints" for change in changes)


def test_what_changes_is_counted_in_words() -> None:
    one = HeadlineChange("a", "A", "complaints", "x", "y")
    assert changes_in_words((one,)).startswith("One figure")
    assert changes_in_words((one, one)).startswith("Two figures")
