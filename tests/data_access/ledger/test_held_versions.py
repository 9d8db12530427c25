"""What was read of a store once is not read again, and is never taken for what another state holds.

That it is what the store holds after any sequence of imports and withdrawals, `test_as_known.py`
tries.
"""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from sqlalchemy import Connection, event, text

from data_access.datasets import SCORE
from data_access.ledger.as_known import versions_of
from data_access.ledger.held_versions import HeldVersions
from data_access.ledger.history import withdraw
from data_access.snapshot import snapshot
from data_access.store.database import Store
from tests.data_access.made_up_rows import ELSEWHERE, OFFICER, SOMEWHERE, land, report, scores

pytestmark = pytest.mark.both_databases


def read(held: HeldVersions, connection: Connection, *councils: str) -> pl.DataFrame:
    """Through what is held; and the same as reads anew."""
    names = list(councils) or None
    found = held.reading(connection).versions(SCORE, names)
    assert_frame_equal(found, versions_of(connection, SCORE, names))
    return found


def test_an_import_adds_to_what_is_held(store: Store) -> None:
    held = HeldVersions()
    land(store, scores(learning=2, equity=3))
    land(store, scores(authority=ELSEWHERE, learning=1))
    with store.reading() as connection:
        assert read(held, connection).height == 3
        assert read(held, connection, SOMEWHERE).height == 2
    for score in range(1, 14):  # joined in one piece again, now and then
        land(store, scores(learning=1 + (score + 1) % 4))
        with store.reading() as connection:
            assert read(held, connection, SOMEWHERE).height == 2 + score
            assert read(held, connection, ELSEWHERE).height == 1


def test_nothing_is_fetched_twice(store: Store) -> None:
    held, asked = HeldVersions(), []
    land(store, scores(learning=2, equity=3))
    event.listen(store.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    for _ in range(2):
        with store.reading() as connection:
            held.reading(connection).versions(SCORE)
        asked.append("that was one reading")
    again = asked[asked.index("that was one reading") + 1 :]
    assert not any(SCORE.table.__tablename__ in each for each in again)


def test_a_reader_of_an_earlier_state_sees_nothing_that_came_later(store: Store) -> None:
    held = HeldVersions()
    land(store, scores(learning=2))
    with store.reading() as early:
        early.execute(text("SELECT count(*) FROM batch"))  # from here on its state is fixed
        land(store, scores(learning=3))
        with store.reading() as late:
            assert read(held, late).height == 2
        assert read(held, early).height == 1
        with store.reading() as late:
            assert read(held, late).height == 2


def test_another_store_in_the_place_of_the_first_is_read_anew(
    new_store: Callable[[], Store],
) -> None:
    held, one, other = HeldVersions(), new_store(), new_store()
    land(one, scores(learning=2))
    land(other, scores(learning=3, equity=4))
    for store, told in ((one, [2]), (other, [3, 4]), (one, [2])):
        with store.reading() as connection:
            assert read(held, connection).get_column("score").to_list() == told


def test_what_nothing_came_to_stays_the_very_same(store: Store) -> None:
    land(store, scores(learning=2))
    before = snapshot(SOMEWHERE, principal=OFFICER, store=store)
    landed = land(store, report("Something else came."))
    after = snapshot(SOMEWHERE, principal=OFFICER, store=store)
    assert after["score"] is before["score"]
    assert after.peers["score"] is before.peers["score"]
    assert after["theme"] is before["theme"]
    assert (before["finding"].height, after["finding"].height) == (0, 1)
    land(store, scores(learning=3))
    newest = snapshot(SOMEWHERE, principal=OFFICER, store=store)
    assert newest["score"].get_column("score").to_list() == [3]
    assert newest["finding"] is after["finding"]
    withdraw(store, landed.batch_ids[0], principal=OFFICER)
    assert snapshot(SOMEWHERE, principal=OFFICER, store=store)["finding"].is_empty()
