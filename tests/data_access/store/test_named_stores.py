"""Stores that somebody named: not made by chance, kept to their owner, read where they cannot be
written; and no password in what is said of them."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from data_access.errors import StoreError
from data_access.ledger.history import history
from data_access.new_store import make_own_store, ready_store
from data_access.settings import settings
from data_access.store import database, sqlite_file
from data_access.store.addresses import shown_address, without_password
from data_access.store.backup import backup
from data_access.store.database import Store, open_store, store_answers, use_store_file
from tests.data_access.made_up_rows import land, scores, shown_scores
from tests.principals import OFFICER

for_posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")


@pytest.fixture
def named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Names a store, as a server's settings do."""

    def name(url: str) -> None:
        monkeypatch.setenv("DATABASE_URL", url)
        settings.cache_clear()

    return name


@pytest.mark.parametrize("there", ["nothing", "an empty file", "another program's file"])
def test_a_named_store_is_never_made_by_opening_it(
    there: str, named: Callable[[str], None], tmp_path: Path
) -> None:
    file = tmp_path / "concil.db"
    if there == "an empty file":
        file.touch()
    elif there != "nothing":
        with closing(sqlite3.connect(file)) as theirs:
            theirs.execute("CREATE TABLE theirs (x)")
    before = file.read_bytes() if file.exists() else None
    named(f"sqlite:///{file}")
    for ask in (open_store, store_answers, lambda: ready_store(principal=OFFICER)):
        with pytest.raises(StoreError, match=r"(no|nothing in the) store .*concil\.db") as told:
            ask()
        assert "init --authority" in str(told.value)
    if there != "an empty file":  # that is made ready for a journal, and no more
        assert (file.read_bytes() if file.exists() else None) == before


def test_a_named_store_without_records_does_not_become_the_example(
    named: Callable[[str], None], sqlite_store: Store
) -> None:
    named(sqlite_store.url)
    with pytest.raises(StoreError, match="no records in the store"):
        ready_store(principal=OFFICER)
    assert not store_answers()
    assert sqlite_store.revision() == 0
    make_own_store(sqlite_store, principal=OFFICER, authority="Rutland")
    assert ready_store(principal=OFFICER) is sqlite_store
    assert store_answers()


@pytest.mark.postgres
@pytest.mark.both_databases
def test_a_store_that_stops_answering_is_said(
    new_store: Callable[[], Store], named: Callable[[str], None]
) -> None:
    store = new_store()
    land(store, scores(learning=2))
    named(store.url)
    assert store_answers()
    with store.writing() as connection:
        connection.execute(text("ALTER TABLE batch RENAME TO gone"))
    with pytest.raises(StoreError, match="cannot be read"):
        store_answers()
    with store.writing() as connection:
        connection.execute(text("ALTER TABLE gone RENAME TO batch"))
    assert store_answers()


def test_a_chosen_store_that_is_gone_does_not_become_the_example(data_folder: Path) -> None:
    open_store(use_store_file("rutland.db")).engine.dispose()
    (data_folder / "rutland.db").unlink()
    with pytest.raises(StoreError):
        store_answers()
    assert [path.name for path in data_folder.glob("*.db")] == []


@for_posix
def test_a_store_and_its_folder_are_for_their_owner_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHBOARD_DATA_FOLDER", str(tmp_path / "new" / "stores"))
    settings.cache_clear()
    before = os.umask(0)
    try:
        store = open_store()
        land(store, scores(learning=2))
        backup(store, tmp_path / "kept" / "copy.db", principal=OFFICER)
    finally:
        os.umask(before)
    folders = {path for path in tmp_path.rglob("*") if path.is_dir()} - {tmp_path / "new"}
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) >= 5
    assert {stat.S_IMODE(path.stat().st_mode) for path in folders} == {0o700}
    assert {path.name: stat.S_IMODE(path.stat().st_mode) for path in files} == {
        path.name: 0o600 for path in files
    }
    store.engine.dispose()


@for_posix
def test_a_store_of_before_is_taken_away_from_others_but_not_from_its_group(
    empty_file: Path, tmp_path: Path
) -> None:
    for mode, kept in ((0o644, 0o600), (0o664, 0o664), (0o600, 0o600)):
        file = tmp_path / f"{mode}.db"
        shutil.copyfile(empty_file, file)
        file.chmod(mode)
        open_store(f"sqlite:///{file}").engine.dispose()
        assert stat.S_IMODE(file.stat().st_mode) == kept


@pytest.mark.parametrize("waiting", [False, True])
def test_a_store_that_can_only_be_read_is_read_and_says_so(
    sqlite_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, waiting: bool
) -> None:
    land(sqlite_store, scores(learning=2))
    assert sqlite_store.file is not None
    folder = tmp_path / "read only"
    folder.mkdir()
    for end in ("", "-wal", "-shm") if waiting else ("",):
        there = sqlite_store.file.with_name(sqlite_store.file.name + end)
        shutil.copyfile(there, folder / f"council.db{end}")
    # Whoever runs the tests may be somebody who may write everywhere.
    monkeypatch.setattr(database, "only_to_be_read", lambda path: path.parent == folder)
    store = open_store(f"sqlite:///{folder / 'council.db'}")
    before = {path.name: path.read_bytes() for path in folder.iterdir() if "shm" not in path.name}
    assert store.read_only
    assert shown_scores(store) == {"learning": 2}
    assert history(store, principal=OFFICER).height == 1
    with pytest.raises(StoreError, match=r"can only be read from here\. Nothing was recorded"):
        land(store, scores(learning=3))
    after = {path.name: path.read_bytes() for path in folder.iterdir() if "shm" not in path.name}
    assert after == before
    store.engine.dispose()


@for_posix
def test_what_can_only_be_read_is_told_by_the_rights(tmp_path: Path) -> None:
    file = tmp_path / "council.db"
    assert not sqlite_file.only_to_be_read(file)
    file.touch(mode=0o400)
    if os.geteuid() != 0:
        assert sqlite_file.only_to_be_read(file)


@pytest.mark.postgres
@pytest.mark.both_databases
def test_whoever_waits_too_long_to_write_is_told(
    new_store: Callable[[], Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = new_store()
    monkeypatch.setattr(database, "PATIENCE", 1)
    begun, let_go = threading.Event(), threading.Event()

    def write_for_long() -> None:
        with store.writing():
            begun.set()
            let_go.wait(60)

    somebody = threading.Thread(target=write_for_long)
    somebody.start()
    assert begun.wait(60)
    start = time.monotonic()
    with pytest.raises(StoreError, match="somebody else has been writing"):
        land(store, scores(learning=3))
    assert time.monotonic() - start < 30
    let_go.set()
    somebody.join()
    land(store, scores(learning=3))
    assert shown_scores(store) == {"learning": 3}


SECRETS = (
    "postgresql://officer:hush-hush@db.example/council",
    "postgresql://officer:hush@hush-hush@db.example/council",
    "postgresql://officer:hush-hush/hush@db.example/council",
    "postgresql://officer:hush-hush#1@db.example:port/council",
    "postgresql://officer@db.example/council?password=hush-hush&sslmode=require",
    "postgresql://db.example/council?sslmode=require&sslpassword=hush-hush",
    "postgresql://officer:hush%2Dhush@db.example/council",
)


@pytest.mark.parametrize("url", SECRETS)
def test_no_address_shows_a_password(url: str) -> None:
    shown = shown_address(url)
    assert "hush" not in shown.replace("hush@", "", 0)
    assert "db.example" in shown
    said = 'could not translate host name "hush-hush@db.example" to address'
    assert "hush-hush" not in without_password(said, url)


@pytest.mark.parametrize("url", SECRETS)
def test_no_error_tells_a_password(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(StoreError) as told:
        open_store(url.replace("db.example", "127.0.0.1:1" if ":port" not in url else "127.0.0.1"))
    assert "hush" not in str(told.value)
