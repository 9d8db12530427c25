"""Backups are looked through, and a store comes back from one as it was."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from data_access.errors import NotAllowedError, StoreError
from data_access.ledger.check import check
from data_access.ledger.history import history, withdraw
from data_access.store.backup import backup, restore_backup
from data_access.store.database import Store, open_store
from tests.data_access.commands import run, well
from tests.data_access.made_up_rows import land, scores, shown_scores
from tests.principals import OFFICER
from vocabulary.principal import Grant, Principal, Role

READER = Principal("Reader", frozenset({Grant(Role.READER)}))
NOON = datetime(2026, 11, 28, 12)


def file_in(store: Store) -> Path:
    assert store.file is not None
    return store.file


@pytest.fixture
def used(new_store: Callable[[], Store]) -> Store:
    """A store with an import, a correction, a withdrawal and the same again."""
    store = new_store()
    land(store, scores(learning=2, equity=3))
    land(store, scores(learning=3))
    withdraw(store, store.revision(), principal=OFFICER)
    land(store, scores(learning=2, equity=4))
    return store


FAULTS = {
    "a row is gone": (
        "DELETE FROM score WHERE score = 4",
        r"batch 4 brought 1 row and has 0",
    ),
    "a row too many": ("", "batch 4 brought 1 row and has 2"),
    "a batch is gone": (
        "DELETE FROM batch WHERE batch_id = 2",
        "rows of batch 2, which there is not",
    ),
    "moments out of order": (
        "UPDATE batch SET recorded_at = '2020-01-01 00:00:00.000000' WHERE batch_id = 2",
        "do not follow the order",
    ),
    "a moment to come": (
        "UPDATE batch SET recorded_at = '2090-01-01 00:00:00.000000' WHERE batch_id = 4",
        "1 batch, from number 4 on, recorded at a moment that is still to come",
    ),
    "an unknown dataset": (
        "UPDATE batch SET dataset = 'nothing' WHERE batch_id = 4",
        "unknown datasets: nothing",
    ),
    "sent again in vain": (
        "UPDATE affirmation SET last_row_id = 999",
        "rows were sent again that there are not",
    ),
}


@pytest.mark.both_databases
def test_a_sound_store_is_sound(used: Store) -> None:
    found = check(used, principal=OFFICER)
    assert found.faults == ()
    assert (found.batches, found.rows["score"]) == (4, 4)
    with pytest.raises(NotAllowedError):
        check(used, principal=READER)


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_found_and_no_backup_is_made_of_it(
    fault: str, used: Store, tmp_path: Path
) -> None:
    statement, told = FAULTS[fault]
    if fault == "a row too many":
        columns = ", ".join(c for c in column_names(used) if c != "row_id")
        statement = (
            f"INSERT INTO score (row_id, {columns}) "
            f"SELECT row_id + 100, {columns} FROM score WHERE score = 4"
        )
    with used.engine.begin() as connection:
        connection.execute(text(statement))
    assert any(told in each for each in check(used, principal=OFFICER).faults)
    with pytest.raises(StoreError, match=r"could not be written: .* There is no new backup"):
        backup(used, tmp_path / "kept" / "copy.db", principal=OFFICER)
    assert list((tmp_path / "kept").iterdir()) == []


def column_names(store: Store) -> list[str]:
    with store.reading() as connection:
        return list(connection.execute(text("SELECT * FROM score")).keys())


def test_a_torn_file_is_found_and_said_in_one_line(used: Store, tmp_path: Path) -> None:
    backup(used, tmp_path / "whole.db", principal=OFFICER)
    torn = bytearray((tmp_path / "whole.db").read_bytes())
    page = 4096
    for number in range(3, len(torn) // page, 2):
        torn[number * page : number * page + 64] = b"\xff" * 64
    (tmp_path / "torn.db").write_bytes(torn)
    for command in ("check", "restore"):
        target = f"sqlite:///{tmp_path / 'new.db'}"
        done = run(command, tmp_path / "torn.db", "--store", target)
        assert done.status == 2
        assert len(done.err.splitlines()) == 1
        assert "Traceback" not in done.out + done.err
    assert not (tmp_path / "new.db").exists()
    assert (tmp_path / "torn.db").read_bytes() == torn


@pytest.mark.both_databases
def test_a_store_comes_back_as_it_was_and_goes_on(
    used: Store, make_url: Callable[[], str], tmp_path: Path
) -> None:
    """From each database to each."""
    backup(used, tmp_path / "copy.db", principal=OFFICER)
    url = make_url()
    made = restore_backup(tmp_path / "copy.db", url, now=NOON, principal=OFFICER)
    assert made.checked == check(used, principal=OFFICER)
    store = open_store(url)
    assert history(store, principal=OFFICER).equals(history(used, principal=OFFICER))
    assert shown_scores(store) == shown_scores(used) == {"learning": 2, "equity": 4}
    land(store, scores(learning=4, governance=1))  # new rows get numbers of their own
    assert shown_scores(store) == {"learning": 4, "equity": 4, "governance": 1}
    assert check(store, principal=OFFICER).faults == ()
    store.engine.dispose()
    assert [path.name for path in tmp_path.glob("copy.db*")] == ["copy.db"]


def test_what_was_in_its_place_is_set_aside_whole(sqlite_store: Store, tmp_path: Path) -> None:
    land(sqlite_store, scores(learning=2))
    backup(sqlite_store, tmp_path / "copy.db", principal=OFFICER)
    land(sqlite_store, scores(learning=3))
    file = file_in(sqlite_store)
    made = restore_backup(tmp_path / "copy.db", sqlite_store.url, now=NOON, principal=OFFICER)
    assert made.set_aside == file.with_name(f"{file.stem}-set-aside-2026-11-28-120000.db")
    with pytest.raises(StoreError, match="Another file was put in the place"):
        land(sqlite_store, scores(learning=4))  # the dashboard that had it open
    sqlite_store.engine.dispose()
    restored, before = open_store(f"{sqlite_store.url}?"), open_store(f"sqlite:///{made.set_aside}")
    assert (shown_scores(restored), shown_scores(before)) == ({"learning": 2}, {"learning": 3})
    for store in (restored, before):
        store.engine.dispose()


@pytest.mark.postgres
@pytest.mark.both_databases
def test_a_database_in_use_is_not_restored_over(used: Store, tmp_path: Path) -> None:
    backup(used, tmp_path / "copy.db", principal=OFFICER)
    if used.is_sqlite:
        pytest.skip("there the file is set aside")
    with pytest.raises(StoreError, match="Name an empty database; nothing was changed"):
        restore_backup(tmp_path / "copy.db", used.url, now=NOON, principal=OFFICER)


def test_by_command(tmp_path: Path) -> None:
    url, copy = f"sqlite:///{tmp_path / 'council.db'}", tmp_path / "copy.db"
    well("init", "--authority", "Rutland", "--store", url)
    assert "is sound: " in well("check", "--store", url)
    assert "looked through and is sound" in well("backup", copy, "--store", url)
    assert f"{copy} is sound: " in well("check", copy)
    new = f"sqlite:///{tmp_path / 'new.db'}"
    said = well("restore", copy, "--store", new)
    assert "is as in" in said
    assert "was there before" not in said
    assert "Store made" in well("history", "--store", new)
    assert "no backup" in run("restore", tmp_path / "none.db", "--store", new).line
    with closing(sqlite3.connect(copy)) as hurt, hurt:
        hurt.execute("DELETE FROM council")
    done = run("check", copy)
    assert done.status == 2
    assert "brought" in done.out
    assert "is damaged" in done.err
