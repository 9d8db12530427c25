"""A clock that is wrong, either way: nothing is dated far ahead, and what was is mended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from data_access.datasets import COMPLAINT
from data_access.errors import DataError, NotAllowedError
from data_access.ledger import clock, ledger
from data_access.ledger.as_known import batches
from data_access.ledger.check import check
from data_access.ledger.coverage import whole_to
from data_access.ledger.history import history, withdraw
from data_access.moments import now
from data_access.new_store import ready_store
from data_access.settings import settings
from data_access.snapshot import snapshot
from data_access.store.database import Store, open_store
from tests.data_access.importing.made_up_files import COMPLAINTS
from tests.data_access.importing.made_up_files import land as land_file
from tests.data_access.made_up_rows import SOMEWHERE, land, scores, shown_scores
from tests.principals import OFFICER
from vocabulary.principal import Grant, Principal, Role

READER = Principal("Reader", frozenset({Grant(Role.READER)}))
Set = Callable[[datetime], None]
NOW = now()
FAR = NOW + timedelta(days=4 * 365)


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Set:
    def to(moment: datetime) -> None:
        for module in (ledger, clock):
            monkeypatch.setattr(module, "now", lambda: moment)

    return to


def moments(store: Store) -> list[datetime]:
    found = history(store, principal=OFFICER).sort("batch_id").get_column("recorded_at")
    return list(found)


@pytest.mark.both_databases
def test_a_clock_far_ahead_dates_nothing(store: Store, set_clock: Set) -> None:
    land(store, scores(learning=2))
    set_clock(FAR)
    for refused in (
        lambda: land(store, scores(learning=3)),
        lambda: withdraw(store, 1, principal=OFFICER),
    ):
        with pytest.raises(DataError, match=r"clock says that it is .*Nothing was written") as told:
            refused()
        assert f"{FAR.year}" in str(told.value)
    assert shown_scores(store) == {"learning": 2}
    set_clock(NOW + timedelta(days=300))  # a store that nobody wrote to for long is no reason
    land(store, scores(learning=3))


def test_a_slow_clock_does_no_harm(store: Store, set_clock: Set) -> None:
    land(store, scores(learning=2))
    set_clock(datetime(2015, 1, 1))
    land(store, scores(learning=3))
    first, second = moments(store)
    assert first < second < first + timedelta(seconds=1)
    assert shown_scores(store) == {"learning": 3}


def test_a_clock_that_is_right_after_years_is_said_to_be_so_once(
    store: Store, set_clock: Set
) -> None:
    land(store, scores(learning=2))
    set_clock(FAR)
    assert clock.is_far_ahead(store)
    with pytest.raises(NotAllowedError):
        clock.say_clock_is_right(store, principal=READER)
    clock.say_clock_is_right(store, principal=OFFICER)
    land(store, scores(learning=3))
    assert moments(store)[-1] >= FAR
    with pytest.raises(DataError, match="no import with batch number 2"):
        withdraw(store, 2, principal=OFFICER)  # nothing came with it


@pytest.mark.both_databases
def test_what_a_wrong_clock_dated_is_dated_anew(store: Store, set_clock: Set) -> None:
    set_clock(FAR)  # nothing was recorded before, so nothing could tell
    land(store, scores(learning=2))
    land_file(store, COMPLAINTS)
    set_clock(NOW)
    land(store, scores(learning=3))
    assert all(moment >= FAR for moment in moments(store))  # order goes before the clock
    assert any("clock --mend" in fault for fault in check(store, principal=OFFICER).faults)
    with pytest.raises(DataError, match="mend them instead"):
        clock.say_clock_is_right(store, principal=OFFICER)
    with pytest.raises(NotAllowedError):
        clock.mend_moments(store, principal=READER)
    before = moments(store)
    assert clock.mend_moments(store, principal=OFFICER) == 3
    again = open_store(store.url + ("?" if store.is_sqlite else "?application_name=again"))
    after = moments(again)
    assert after == sorted(set(after))
    assert after[-1] <= NOW + timedelta(seconds=1)
    notes = history(again, principal=OFFICER).sort("batch_id").get_column("note").to_list()
    assert all(f"{each:%Y-%m-%d %H:%M}" in note for each, note in zip(before, notes, strict=False))
    assert check(again, principal=OFFICER).faults == ()
    assert shown_scores(again) == {"learning": 3}
    with again.reading() as connection:
        known = batches(connection)
        assert whole_to(connection, known, SOMEWHERE).get(COMPLAINT.name, NOW.date()) <= NOW.date()
    earlier = snapshot(SOMEWHERE, NOW - timedelta(days=1), principal=OFFICER, store=again)
    assert earlier["score"].is_empty()
    land(again, scores(learning=4))
    assert moments(again)[-1] < NOW + timedelta(days=1)
    with pytest.raises(DataError, match="No batch is dated ahead"):
        clock.mend_moments(again, principal=OFFICER)
    again.engine.dispose()


def test_the_example_is_given_no_years_to_come(
    example_store: Store, set_clock: Set, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", example_store.url)
    monkeypatch.setenv("EXAMPLE_UNTIL", f"{FAR:%Y}-03-31")
    settings.cache_clear()
    before = example_store.revision()
    set_clock(FAR)
    ready_store(principal=OFFICER)
    assert example_store.revision() == before
