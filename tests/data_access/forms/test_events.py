"""Events that charts are marked with: recorded on screen, kept in versions, by somebody."""

from __future__ import annotations

from datetime import date

import pytest

from data_access.datasets import EVENT
from data_access.errors import ConflictError
from data_access.forms.record import RecordError, as_entered, record_row, take_row_away
from data_access.ledger.history import history, withdraw
from data_access.snapshot import snapshot
from data_access.store.database import Store
from tests.data_access.made_up_rows import ELSEWHERE, SOMEWHERE
from tests.principals import OFFICER
from vocabulary.principal import Principal

LAMPS = {
    "event": "New lamps in the hall",
    "day": "16/03/2026",
    "effect": "Marked, and the usual range begins anew",
    "why": "The hall is lit by other lamps, so hours before and after are of two kinds.",
    "indicators": "lamps_lit; hours_of_light",
    "teams": "Lamp team",
}


def held(store: Store, authority: str = SOMEWHERE) -> list[dict[str, object]]:
    return snapshot(authority, store=store, principal=OFFICER)[EVENT.name].to_dicts()


def record(store: Store, officer: Principal, **changed: str) -> None:
    standing = held(store)
    based_on = standing[0]["row_id"] if standing else None
    assert based_on is None or isinstance(based_on, int)
    entered = {**LAMPS, **changed}
    record_row(store, EVENT, SOMEWHERE, entered, based_on=based_on, principal=officer)


def test_an_event_says_what_it_touches_and_who_recorded_it(
    sqlite_store: Store, officer: Principal
) -> None:
    record(sqlite_store, officer)
    [event] = held(sqlite_store)
    assert (event["day"], event["effect"]) == (date(2026, 3, 16), "rebases")
    assert event["indicators"] == ["lamps_lit", "hours_of_light"]
    assert event["recorded_by"] == officer.name
    assert held(sqlite_store, ELSEWHERE) == []
    assert as_entered(EVENT, {name: event[name] for name in EVENT.columns})["day"] == "16/03/2026"


def test_a_corrected_day_supersedes_and_the_first_is_still_known_as_at_then(
    sqlite_store: Store, officer: Principal
) -> None:
    record(sqlite_store, officer)
    record(sqlite_store, officer, day="23/03/2026")
    [event] = held(sqlite_store)
    assert event["day"] == date(2026, 3, 23)
    first = history(sqlite_store, principal=officer).item(-1, "recorded_at")
    then = snapshot(SOMEWHERE, first, store=sqlite_store, principal=officer)[EVENT.name]
    assert then.get_column("day").to_list() == [date(2026, 3, 16)]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"why": ""}, "Why is empty, and is needed where on charts is 'rebases'"),
        ({"day": ""}, "Day has to be filled in"),
        ({"event": ""}, "What happened has to be filled in"),
        ({"effect": "perhaps"}, "On charts"),
        ({"why": "Asked by Jane, jane.doe@example.com"}, "take it out"),
    ],
)
def test_what_an_event_lacks_is_said_and_nothing_is_written(
    sqlite_store: Store, officer: Principal, changed: dict[str, str], said: str
) -> None:
    with pytest.raises(RecordError, match=said):
        record(sqlite_store, officer, **changed)
    assert held(sqlite_store) == []


def test_an_event_that_only_marks_charts_needs_no_reason(
    sqlite_store: Store, officer: Principal
) -> None:
    record(sqlite_store, officer, effect="annotates", why="")
    assert held(sqlite_store)[0]["why"] is None


def test_a_removed_event_stands_no_longer_and_its_history_is_kept(
    sqlite_store: Store, officer: Principal
) -> None:
    record(sqlite_store, officer)
    entered = {**LAMPS, "event": "Old lamps out"}
    record_row(sqlite_store, EVENT, SOMEWHERE, entered, based_on=None, principal=officer)
    lamps, old = sorted(held(sqlite_store), key=lambda row: str(row["event"]))
    take_row_away(sqlite_store, EVENT, lamps, principal=officer)
    assert held(sqlite_store) == [old]
    take_row_away(sqlite_store, EVENT, old, principal=officer)
    assert held(sqlite_store) == []
    newest = history(sqlite_store, principal=officer).row(0, named=True)
    assert newest["source_name"] == "Event removed on screen"
    assert (newest["rows_removed"], newest["recorded_by"]) == (1, officer.name)
    withdraw(sqlite_store, newest["batch_id"], principal=officer)
    [event] = held(sqlite_store)
    assert event["event"] == "Old lamps out"


def test_of_an_event_that_another_corrected_meanwhile_nothing_is_removed(
    sqlite_store: Store, officer: Principal
) -> None:
    record(sqlite_store, officer)
    [seen] = held(sqlite_store)
    record(sqlite_store, officer, day="23/03/2026")
    with pytest.raises(ConflictError):
        take_row_away(sqlite_store, EVENT, seen, principal=officer)
    assert held(sqlite_store)[0]["day"] == date(2026, 3, 23)
