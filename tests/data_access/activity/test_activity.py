"""Who did what: written down with what was done, for administrators, without data values."""

from __future__ import annotations

import json
import logging
from datetime import timedelta

import polars as pl
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from data_access.activity import note as noting
from data_access.activity.note import flush, noted
from data_access.activity.read import activities, people
from data_access.datasets import LEARNING, SCORE
from data_access.datasets.theme import EVERY_COUNCIL
from data_access.errors import NotAllowedError, StoreError
from data_access.forms.editions import publish
from data_access.forms.record import record_row
from data_access.ledger.entry import Entry
from data_access.ledger.history import restore, withdraw
from data_access.ledger.ledger import append
from data_access.moments import now, today
from data_access.store.database import Store
from tests.data_access.made_up_rows import (
    DAY,
    ELSEWHERE,
    GUEST,
    NEIGHBOUR,
    OFFICER,
    SOMEWHERE,
    land,
    scores,
)
from vocabulary.activity import Act

CANARY = "Quillfeather"  # stands in every field that people fill


def done(store: Store, **asked: object) -> list[tuple[str, str, str, int | None]]:
    """Act, whose records, with what and number of what was done, oldest first."""
    rows = activities(store, principal=OFFICER, **asked).rows  # type: ignore[arg-type]
    return rows.select("act", "authority", "about", "number").reverse().rows()


def enter(store: Store, lesson: str = "Ask first.") -> None:
    fields = {"reference": "L-1", "lesson": lesson, "origin": "audit", "found": "2026-09-01"}
    record_row(store, LEARNING, SOMEWHERE, fields, based_on=None, principal=OFFICER)


@pytest.mark.both_databases
def test_what_is_written_to_the_ledger_is_written_down_with_who_did_it(store: Store) -> None:
    land(store, scores(learning=2), source="scores.csv")
    enter(store)
    withdraw(store, 1, principal=OFFICER)
    restore(store, 1, principal=OFFICER)
    edition = {"number": 1, "title": "Ours", "day": DAY, "content": "{}", "digest": 64 * "0"}
    publish(store, SOMEWHERE, **edition, principal=OFFICER)  # type: ignore[arg-type]
    assert done(store) == [
        ("import", SOMEWHERE, "score", 1),
        ("edit", SOMEWHERE, "learning", 2),
        ("withdraw", SOMEWHERE, "score", 1),
        ("restore", SOMEWHERE, "score", 1),
        ("publish", SOMEWHERE, "published_edition", 5),
    ]
    assert people(store, principal=OFFICER) == [OFFICER.name]


def test_what_did_not_land_is_not_written_down(store: Store) -> None:
    def stop(_share: float) -> None:
        raise InterruptedError

    land(store, scores(learning=2), source="scores.csv")
    land(store, scores(learning=2), source="scores.csv")  # affirms it
    with pytest.raises(InterruptedError):
        append(
            store,
            [Entry(SCORE, scores(equity=3))],
            principal=OFFICER,
            source_name="more.csv",
            progress=stop,
        )
    assert [number for *_, number in done(store)] == [1, 2]


def test_looks_are_written_once_in_a_while_and_exports_each_time(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for act, about in ((Act.LOOK, "complaint"), (Act.EXPORT, "score")):
        for _ in range(3):
            noted(store, act, principal=OFFICER, authorities=[SOMEWHERE], about=[about])
    noted(store, Act.LOOK, principal=GUEST, authorities=[SOMEWHERE], about=["complaint"])
    later = now() + noting.ONE_LOOK + timedelta(seconds=1)
    monkeypatch.setattr(noting, "now", lambda: later)
    noted(store, Act.LOOK, principal=OFFICER, authorities=[SOMEWHERE], about=["complaint"])
    acts = [act for act, *_ in done(store)]
    assert (acts.count("look"), acts.count("export")) == (3, 3)


@pytest.mark.both_databases
def test_the_database_itself_lets_nobody_change_or_delete_what_was_done(store: Store) -> None:
    land(store, scores(learning=2), source="scores.csv")
    for change in ("UPDATE activity SET who = 'Nobody'", "DELETE FROM activity"):
        with pytest.raises((StoreError, DBAPIError), match="stays on record"), store.writing() as c:
            c.execute(text(change))
    assert people(store, principal=OFFICER) == [OFFICER.name]


def test_a_store_that_can_only_be_read_sends_it_to_the_log(
    store: Store, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused() -> object:
        raise StoreError("The store cannot be written: attempt to write a readonly database.")

    monkeypatch.setattr(store, "writing", refused)
    with caplog.at_level(logging.WARNING):
        noted(store, Act.EXPORT, principal=OFFICER, authorities=[SOMEWHERE], about=["score", "csv"])
        assert flush()
    [said] = [record.getMessage() for record in caplog.records]
    told = json.loads(said[said.index("{") :])
    assert (told["who"], told["act"], told["about"]) == (OFFICER.name, "export", "score csv")


def test_no_value_of_a_record_can_stand_there(store: Store) -> None:
    enter(store, lesson=f"{CANARY} asked first.")
    land(store, scores(learning=2), source=f"{CANARY}.csv")
    with pytest.raises(ValueError, match="no names of ours"):
        noted(store, Act.LOOK, principal=OFFICER, about=[f"Complaint of {CANARY}"])
    found = activities(store, principal=OFFICER, limit=None).rows
    assert found.height == 2
    assert CANARY not in found.write_csv()


def test_it_is_found_by_person_act_day_and_words(store: Store) -> None:
    land(store, scores(learning=2), source="scores.csv")
    enter(store)
    noted(store, Act.EXPORT, principal=GUEST, authorities=[SOMEWHERE], about=["learning", "csv"])
    assert len(done(store)) == 3
    assert [act for act, *_ in done(store, who=GUEST.name)] == ["export"]
    assert [act for act, *_ in done(store, act=Act.IMPORT)] == ["import"]
    assert [act for act, *_ in done(store, words="LEARNING")] == ["edit", "export"]
    assert [act for act, *_ in done(store, words="learning exported")] == ["export"]
    assert [act for act, *_ in done(store, words="guest")] == ["export"]
    assert done(store, words="100%") == done(store, words="_") == []
    assert len(done(store, since=today(), until=today())) == 3
    assert done(store, until=today() - timedelta(days=1)) == []
    few = activities(store, principal=OFFICER, limit=1)
    assert (few.rows.height, few.many, few.people) == (1, 3, 2)


def test_administrators_find_what_was_done_with_their_councils_records_alone(store: Store) -> None:
    land(store, scores(learning=2), source="scores.csv")
    land(store, scores(authority=ELSEWHERE, learning=2), source="theirs.csv")
    both = pl.concat([scores(equity=2), scores(authority=ELSEWHERE, equity=3)])
    land(store, both, source="both.csv")
    assert [whose for _, whose, *_ in done(store)] == [SOMEWHERE, ELSEWHERE, EVERY_COUNCIL]
    theirs = activities(store, principal=NEIGHBOUR).rows
    assert theirs.get_column("authority").to_list() == [ELSEWHERE]
    with pytest.raises(NotAllowedError):
        activities(store, principal=GUEST)
    with pytest.raises(NotAllowedError):
        people(store, principal=GUEST)
