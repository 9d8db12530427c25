"""What is laid into a new store is what building it anew gives, up to whatever day."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from data_access.errors import NotAllowedError
from data_access.example import ready
from data_access.example.make_ready import build, lines
from data_access.example.ready import FILE, READY_TO, lay_in
from data_access.example.timeline import LAST_DAY, SCORECARD_CAME
from data_access.ledger.check import check
from data_access.ledger.clock import is_far_ahead
from data_access.ledger.history import history
from data_access.moments import now
from data_access.new_store import example_until
from data_access.store.database import Store
from tests.data_access.made_up_rows import SOMEWHERE, land, scores
from tests.principals import OFFICER
from vocabulary.principal import Principal, every_role

WINTER = date(2026, 12, 31)


def test_what_is_ready_is_what_building_it_gives(tmp_path: Path) -> None:
    build(tmp_path / "built.db")
    told = FILE.read_text(encoding="utf-8").splitlines()
    assert list(lines(tmp_path / "built.db")) == told, "not as it would be built: run make ready"


def rows(store: Store) -> dict[str, list[dict[str, Any]]]:
    """The rows of a store, table by table."""
    assert store.file is not None
    with closing(sqlite3.connect(store.file)) as opened:
        opened.row_factory = sqlite3.Row
        names = opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            name: [dict(row) for row in opened.execute(f"SELECT * FROM {name} ORDER BY rowid")]
            for (name,) in names
        }


def test_what_is_laid_in_is_all_that_is_ready(sqlite_store: Store) -> None:
    assert lay_in(sqlite_store, READY_TO, principal=OFFICER)
    assert sqlite_store.file is not None
    given = [json.loads(line) for line in lines(sqlite_store.file)]
    told = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
    assert given == told


def test_facts_are_known_from_now_on_by_whoever_opens_the_store(sqlite_store: Store) -> None:
    before = now()
    lay_in(sqlite_store, LAST_DAY, principal=OFFICER)
    facts = [row for row in rows(sqlite_store)["batch"] if row["action"] == "reference"]
    moments = [datetime.fromisoformat(row["recorded_at"]) for row in facts]
    assert {row["recorded_by"] for row in facts} == {OFFICER.name}
    assert moments == sorted(moments)
    assert moments[0] >= max(before, SCORECARD_CAME)  # which a slow clock may be behind
    assert moments[-1] <= max(now(), SCORECARD_CAME) + timedelta(seconds=1)
    assert len(set(moments)) == len({row["import_id"] for row in facts}) == 3


def test_an_earlier_day_leaves_out_later_months_and_nothing_else(
    new_sqlite_store: Callable[[], Store],
) -> None:
    whole, part = new_sqlite_store(), new_sqlite_store()
    lay_in(whole, READY_TO, principal=OFFICER)
    lay_in(part, WINTER, principal=OFFICER)
    of_whole, of_part = rows(whole), rows(part)
    months = [row for row in of_whole["batch"] if row["action"] == "example"]
    kept = {row["batch_id"] for row in months if row["recorded_at"] <= f"{WINTER} 23:59"}
    assert 0 < len(kept) < len(months)
    facts = [row["batch_id"] for row in of_whole["batch"] if row["action"] == "reference"]
    moved = {number: len(kept) + place for place, number in enumerate(facts, 1)}

    def as_known(row: dict[str, Any]) -> dict[str, Any]:
        """A row of the whole as the part has it; facts are numbered as they come."""
        at = row.get("batch_id")
        if at not in moved:
            return row
        told = {**row, "batch_id": moved[at], "row_id": None, "recorded_at": None}
        return told | ({"import_id": moved[row["import_id"]]} if "import_id" in row else {})

    def without_numbers(row: dict[str, Any]) -> dict[str, Any]:
        late = row.get("batch_id", 0) > len(kept)
        return {**row, "row_id": None, "recorded_at": None} if late else row

    for name, told in of_whole.items():
        left = [as_known(row) for row in told if row.get("batch_id", 1) in kept | moved.keys()]
        assert [without_numbers(row) for row in of_part[name]] == left, name


def test_the_store_is_sound_and_its_clock_right(sqlite_store: Store) -> None:
    lay_in(sqlite_store, example_until(), principal=OFFICER)
    assert check(sqlite_store, principal=OFFICER).faults == ()
    assert not is_far_ahead(sqlite_store)


def test_nothing_is_laid_into_a_store_that_has_something(sqlite_store: Store) -> None:
    land(sqlite_store, scores(learning=2))
    assert not lay_in(sqlite_store, WINTER, principal=OFFICER)
    assert history(sqlite_store, principal=OFFICER).height == 1


def test_only_who_may_administer_every_council_lays_it_in(sqlite_store: Store) -> None:
    with pytest.raises(NotAllowedError):
        lay_in(sqlite_store, WINTER, principal=Principal("Guest", every_role({SOMEWHERE})))
    assert sqlite_store.revision() == 0


def test_rows_made_of_other_files_are_not_used_and_the_example_is_built(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ready, "made_of", lambda: "as of a fact that was put right since")
    assert not lay_in(sqlite_store, WINTER, principal=OFFICER)
    assert sqlite_store.revision() == 0
