"""What was read of a store once is not read again, and is never taken for what another state holds.

That it is what the store holds after any sequence of imports and withdrawals, `test_as_known.py`
tries.
"""

from __future__ import annotations

import gc
import random
import weakref
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from itertools import product
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from sqlalchemy import Connection, event, text

from data_access.datasets import FINDING, SCORE
from data_access.erasure.erase import erase
from data_access.erasure.wanted import Wanted
from data_access.errors import DataError
from data_access.ledger import between_moments, held_versions
from data_access.ledger.as_known import batches, rows_as_known, versions_of
from data_access.ledger.entry import Entry
from data_access.ledger.held_versions import HeldVersions
from data_access.ledger.history import restore, withdraw
from data_access.snapshot import snapshot
from data_access.store.database import Store
from tests.data_access.made_up_rows import (
    ELSEWHERE,
    OFFICER,
    SOMEWHERE,
    findings,
    land,
    report,
    scores,
)
from tests.sampling import FULL
from vocabulary.erasure import ErasedKind

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


def anything(store: Store, chance: random.Random, imports: list[int]) -> None:
    """One more import, the same rows again, a correction, withdrawal, restoration or erasure."""
    what = chance.choice(("land", "land", "report", "turn", "turn", "erase", "invisible"))
    if what == "land":
        told = chance.sample(("learning", "equity", "safe_systems", "governance"), 3)
        council = chance.choice((SOMEWHERE, ELSEWHERE))
        given: dict[str, Any] = {name: chance.choice((1, 2)) for name in told}
        rows = scores(authority=council, **given)
        landed = land(store, rows, sha256=str(chance.random()))
    elif what == "report":
        texts = chance.sample(("Ada said so.", "Ben did.", "Cy too.", "Nobody."), 3)
        landed = land(store, report(*texts), sha256=str(chance.random()))
    elif what == "erase":
        with suppress(DataError):  # it stands nowhere
            wanted = Wanted(chance.choice(("Ada", "Ben")))
            erase(store, SOMEWHERE, wanted, kind=ErasedKind.NAME, reason="So.", principal=OFFICER)
        return
    else:
        for number in chance.sample(imports, min(3, len(imports))):
            with suppress(DataError):
                withdraw(store, number, principal=OFFICER)
                continue
            restore(store, number, principal=OFFICER)
        return
    if landed.import_id is not None:
        imports.append(landed.import_id)


@pytest.mark.parametrize("share", [0.2, float("inf")])
def test_what_stands_is_what_is_worked_out_anew(
    store: Store, share: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(between_moments, "MOST_SHARE", share)
    chance, held = random.Random(12), HeldVersions()
    imports: list[int] = []
    for _ in range(40 if FULL else 12):
        anything(store, chance, imports)
        with store.reading() as connection:
            reading = held.reading(connection)
            recorded = batches(connection).get_column("recorded_at").to_list()
            moments: list[datetime | None] = [None, *chance.sample(recorded, min(2, len(recorded)))]
            for moment, names in product(moments, (None, [SOMEWHERE])):
                known = batches(connection, moment)
                for dataset in (SCORE, FINDING):
                    found = reading.standing(dataset, known, names).rows
                    assert_frame_equal(found, rows_as_known(connection, dataset, known, names))


def test_a_small_import_leaves_the_other_rows_where_they_are(store: Store) -> None:
    """Not worked out anew: what it would take is not asked for."""
    held = HeldVersions()
    land(store, report(*(f"Sentence {number}." for number in range(50))))
    with store.reading() as connection:
        held.reading(connection).standing(FINDING, batches(connection))
    land(store, Entry(FINDING, findings("Another.", statement="equity")))
    tried = []
    with store.reading() as connection, pytest.MonkeyPatch.context() as patch:
        patch.setattr(held_versions, "rows_as_known", lambda *args, **_: tried.append(args))
        rows = held.reading(connection).standing(FINDING, batches(connection)).rows
        assert rows.height == 51
        assert not tried


def test_what_stood_before_is_let_go(store: Store) -> None:
    land(store, scores(learning=2))
    known = snapshot(SOMEWHERE, principal=OFFICER, store=store)
    before, gone = weakref.ref(known), weakref.ref(known["score"])
    del known
    land(store, scores(learning=3))
    snapshot(SOMEWHERE, principal=OFFICER, store=store)
    gc.collect()
    assert before() is None
    assert gone() is None


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
