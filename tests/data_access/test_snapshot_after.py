"""Records as they would be had a file landed: those that landing it gives, whatever came before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from data_access.datasets import COMPLAINT, COUNCIL, FINDING, OMBUDSMAN, SCORE, THEME
from data_access.datasets.theme import EVERY_COUNCIL
from data_access.errors import DataError
from data_access.ledger.entry import Entry
from data_access.ledger.history import set_rest_aside, withdraw
from data_access.ledger.ledger import append, prepare
from data_access.ledger.left_out import name_of_rest
from data_access.moments import today
from data_access.snapshot import Snapshot, snapshot
from data_access.snapshot_after import snapshot_after
from data_access.store.database import Store
from tests.data_access.made_up_rows import ELSEWHERE, OFFICER, SOMEWHERE, findings, land, scores
from tests.sampling import FULL
from vocabulary.nature import Nature

COUNCILS = (SOMEWHERE, ELSEWHERE)
NAME = name_of_rest("file.csv")  # those before are all called file.csv


def complaints(rows: dict[tuple[str, str], str], **more: Any) -> Entry:
    frame = pl.DataFrame(
        [
            {"authority": council, "reference": reference, "received": date(2026, 1, 5),
             "team": team}
            for (council, reference), team in rows.items()
        ]
    )  # fmt: skip
    return Entry(COMPLAINT, frame, **more)


def entry_of(kind: str, council: str, value: int, left_out: int) -> Entry:
    if kind == "complaint":
        rows = {(council, f"C/{number}"): f"team {value % 2}" for number in range(value)}
        missing = {f"{council}\x1fC/{value + 1}": 1} if left_out else {}
        return complaints(rows, used=value, rejected=left_out, left_out=missing)
    if kind == "score":
        return Entry(SCORE, scores(authority=council, learning=value, governance=4))
    if kind == "finding":
        texts = [f"Text {number}." for number in range(value)]
        told = findings(*texts, authority=council)
        return Entry(FINDING, told, replaces=("authority", "published", "statement"))
    if kind == "ombudsman":
        row = {"authority": council, "year": "2024-25", "scope": "adult social care"}
        return Entry(OMBUDSMAN, pl.DataFrame([row | {"upheld": value}]), used=1, rejected=left_out)
    if kind == "theme":
        name = council if value % 2 else EVERY_COUNCIL
        return Entry(THEME, pl.DataFrame([{"authority": name, "theme": "a", "name": f"A {value}"}]))
    named = {"authority": [council], "authority_type": [f"type {value}"], "home": [False]}
    return Entry(COUNCIL, pl.DataFrame(named))


steps = st.tuples(
    st.sampled_from(["complaint", "score", "finding", "ombudsman", "theme", "council"]),
    st.sampled_from(COUNCILS),
    st.integers(1, 3),
    st.integers(0, 2),
    st.sampled_from([Nature.OWN, Nature.PUBLISHED]),
    st.sampled_from(["land", "land", "land", "withdraw", "aside"]),
)


def as_known(frame: pl.DataFrame, revision: int) -> pl.DataFrame:
    """Without what only writing gives: a row's number, and the moment of the new batch."""
    old = pl.col("batch_id") <= revision
    return frame.drop("row_id").with_columns(pl.when(old).then("recorded_at"))


def assert_same(would_be: Snapshot, landed: Snapshot, revision: int) -> None:
    assert would_be.authority == landed.authority
    for name, frame in landed.frames.items():
        assert_frame_equal(as_known(would_be[name], revision), as_known(frame, revision))
    for name, frame in landed.peers.items():
        assert_frame_equal(as_known(would_be.peers[name], revision), as_known(frame, revision))
    assert_frame_equal(as_known(would_be.councils, revision), as_known(landed.councils, revision))
    assert would_be.whole_to == landed.whole_to
    for would, does in ((would_be.parts, landed.parts), (would_be.peer_parts, landed.peer_parts)):
        assert {k: v for k, v in would.items() if v} == {k: v for k, v in does.items() if v}


@settings(
    max_examples=200 if FULL else 8, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(before=st.lists(steps, max_size=6), last=st.lists(steps, min_size=1, max_size=2))
def test_what_would_be_is_what_landing_gives(
    new_store: Callable[[], Store], before: list[Any], last: list[Any]
) -> None:
    store = new_store()
    landed: list[int] = []
    for kind, council, value, left_out, nature, what in before:
        done = land(store, entry_of(kind, council, value, left_out), nature=nature)
        landed += done.batch_ids
        try:
            if what == "withdraw" and landed:
                withdraw(store, landed[0], principal=OFFICER)
            elif what == "aside" and landed:
                set_rest_aside(store, landed[-1], principal=OFFICER)
        except DataError:
            pass  # nothing to decide about that one
    known = {name: snapshot(name, principal=OFFICER, store=store) for name in COUNCILS}
    kinds = {each[0]: each for each in last}
    entries = [entry_of(*each[:4]) for each in kinds.values()]
    prepared = prepare(store, entries, principal=OFFICER, nature=last[0][4])
    would_be = {
        name: snapshot_after(each, prepared, source_name=NAME, recorded_by=OFFICER.name)
        for name, each in known.items()
    }
    revision = store.revision()
    done = append(store, prepared, principal=OFFICER, source_name=NAME)
    if done.import_id is None:
        return
    for name in COUNCILS:
        assert_same(would_be[name], snapshot(name, principal=OFFICER, store=store), revision)


@pytest.mark.both_databases
def test_nothing_is_written_and_the_snapshot_stays_as_it_is(store: Store) -> None:
    land(store, complaints({(SOMEWHERE, "C/1"): "North"}))
    known = snapshot(SOMEWHERE, principal=OFFICER, store=store)
    entry = complaints({(SOMEWHERE, "C/1"): "South", (SOMEWHERE, "C/2"): "East"})
    prepared = prepare(store, [entry], principal=OFFICER)
    after = snapshot_after(known, prepared, source_name="new.csv")
    assert known["complaint"].get_column("team").to_list() == ["North"]
    assert after["complaint"].get_column("team").to_list() == ["South", "East"]
    assert after["audit"] is known["audit"]
    assert after.freshness.filter(dataset="complaint").item(0, "rows") == 2
    assert store.revision() == known.revision


def test_earlier_moments_are_as_they_were_and_today_is_not(store: Store) -> None:
    land(store, complaints({(SOMEWHERE, "C/1"): "North"}))
    known = snapshot(SOMEWHERE, principal=OFFICER, store=store)
    entry = complaints({(SOMEWHERE, "C/2"): "East"})
    prepared = prepare(store, [entry], principal=OFFICER)
    after = snapshot_after(known, prepared, source_name="new.csv")
    assert after.as_known(today())["complaint"].height == 2
    assert after.as_known(date(2020, 1, 1))["complaint"].height == 0
    past = known.as_known(today())
    assert snapshot_after(past, prepared, source_name="new.csv") is past
    assert snapshot_after(known, None, source_name="new.csv") is known
