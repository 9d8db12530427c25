"""A store's file that is deleted, replaced or changed by others while it is open: it is said, and
nothing is written to any other file."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from data_access.errors import StoreError
from data_access.store.database import Store, open_store
from data_access.store.same_file import JOURNAL, SameFile
from data_access.store.sqlite_file import tables_in
from tests.data_access.made_up_rows import land, scores, shown_scores

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="there a file that is open can be neither deleted nor replaced"
)

NEITHER = "Nothing was written"


def file_in(store: Store) -> Path:
    assert store.file is not None
    return store.file


def journal_of(file: Path) -> Path:
    return file.with_name(file.name + JOURNAL)


@pytest.fixture
def ours(new_sqlite_store: Callable[[], Store]) -> Store:
    store = new_sqlite_store()
    land(store, scores(learning=2))
    return store


@pytest.fixture
def other(new_sqlite_store: Callable[[], Store]) -> Path:
    """Another good store, which nobody has open."""
    store = new_sqlite_store()
    land(store, scores(equity=4))
    land(store, scores(equity=3))
    store.engine.dispose()
    return file_in(store)


def refused(store: Store, told: str) -> None:
    """Neither read nor written, and said."""
    with pytest.raises(StoreError, match=told) as writing:
        land(store, scores(learning=4))
    assert NEITHER in str(writing.value)
    assert "\n" not in str(writing.value)
    with pytest.raises(StoreError, match=told):
        store.revision()
    with pytest.raises(StoreError, match=told), store.reading():
        pass


def test_a_file_that_is_deleted_is_not_made_anew(ours: Store) -> None:
    file = file_in(ours)
    file.unlink()
    refused(ours, "is gone: it was moved or deleted")
    assert not file.exists()


def test_a_file_that_is_moved_away_and_back_is_the_same(ours: Store) -> None:
    file = file_in(ours)
    away = file.rename(file.with_name("away.db"))
    refused(ours, "is gone")
    away.rename(file)
    land(ours, scores(learning=3))
    assert shown_scores(ours) == {"learning": 3}


@pytest.mark.parametrize("how", ["put in its place", "copied over it", "copied over it and as old"])
def test_another_file_in_its_place_stays_as_it_is(ours: Store, other: Path, how: str) -> None:
    file = file_in(ours)
    if how == "put in its place":
        other.replace(file)
        told = "Another file was put in the place of the store"
    else:
        copy = shutil.copy2 if "as old" in how else shutil.copyfile
        copy(other, file)
        told = "Something other than the dashboard changed the store's file"
    before = file.read_bytes()
    refused(ours, told)
    ours.engine.dispose()
    assert file.read_bytes() == before


def test_what_is_there_now_is_read_after_a_new_start(ours: Store, other: Path) -> None:
    file = file_in(ours)
    shutil.copyfile(other, file)
    refused(ours, "changed the store's file")
    ours.engine.dispose()  # the dashboard ends, as it should
    again = open_store(f"{ours.url}?")
    assert shown_scores(again) == {"equity": 3}
    again.engine.dispose()


@pytest.fixture
def beside(ours: Store) -> Iterator[Callable[[], Store]]:
    """Opens the same file once more, as another process does."""
    opened: list[Store] = []

    def open_again() -> Store:
        opened.append(open_store(ours.url + "?" * (1 + len(opened))))
        return opened[-1]

    yield open_again
    for store in opened:
        store.engine.dispose()


def test_what_another_process_writes_is_no_stranger(
    ours: Store, beside: Callable[[], Store]
) -> None:
    theirs = beside()
    for score in (3, 4):
        land(theirs, scores(learning=score))
        land(ours, scores(equity=score))
    assert shown_scores(ours) == shown_scores(theirs) == {"learning": 4, "equity": 4}


def test_another_process_that_takes_a_replaced_file_does_not_make_it_ours(
    ours: Store, other: Path, beside: Callable[[], Store]
) -> None:
    shutil.copyfile(other, file_in(ours))
    with pytest.raises(StoreError, match="do not belong together"):  # ours still has its journal
        beside()
    with pytest.raises(StoreError, match=NEITHER):
        land(ours, scores(learning=4))


def test_a_journal_that_is_taken_away_is_missed(ours: Store) -> None:
    journal_of(file_in(ours)).unlink()
    refused(ours, "-wal, which belongs to the store .* was taken away")


def test_a_file_that_goes_while_it_is_written_is_said(ours: Store) -> None:
    def lose() -> None:
        with ours.writing() as connection:
            connection.exec_driver_sql("DELETE FROM score")
            file_in(ours).rename(file_in(ours).with_name("away.db"))

    with pytest.raises(StoreError, match=NEITHER):
        lose()
    file_in(ours).with_name("away.db").rename(file_in(ours))
    assert shown_scores(ours) == {"learning": 2}


def test_a_file_alone_has_all_that_was_recorded(ours: Store, tmp_path: Path) -> None:
    shutil.copyfile(file_in(ours), tmp_path / "copy.db")  # as people copy it, without its journal
    with closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        assert copy.execute("SELECT score FROM score").fetchall() == [(2,)]


def test_a_journal_of_another_file_is_not_carried_into_a_good_one(ours: Store, other: Path) -> None:
    """As after a crash: a backup is copied over the file, and the journal is forgotten."""
    file, good = file_in(ours), other.read_bytes()
    with ours.engine.begin() as connection:  # what waits in the journal
        connection.exec_driver_sql("DROP TABLE score")
        connection.exec_driver_sql("DROP TABLE complaint")
    waiting, note = journal_of(file).read_bytes(), file.with_name(f"{file.name}-state").read_bytes()
    ours.engine.dispose()
    file.write_bytes(good)
    journal_of(file).write_bytes(waiting)
    file.with_name(f"{file.name}-state").write_bytes(note)
    with pytest.raises(StoreError, match="do not belong together"):
        open_store(f"{ours.url}?")
    assert file.read_bytes() == good
    journal_of(file).rename(file.with_name("set aside"))
    file.with_name(f"{file.name}-shm").unlink(missing_ok=True)
    again = open_store(f"{ours.url}?")
    assert shown_scores(again) == {"equity": 3}
    again.engine.dispose()


def test_a_process_that_is_ended_while_it_carries_over_leaves_a_good_store(ours: Store) -> None:
    file = file_in(ours)
    note = file.with_name(f"{file.name}-state")
    epoch = note.read_text().split()[0]
    note.write_text(f"{epoch} changing")
    os.utime(file)
    land(ours, scores(learning=4))
    assert shown_scores(ours) == {"learning": 4}


def test_an_older_copy_of_the_same_records_is_noticed_on_every_database(ours: Store) -> None:
    before = ours.revision()
    land(ours, scores(learning=3))
    assert ours.revision() > before
    with ours.engine.begin() as connection:
        connection.exec_driver_sql(f"DELETE FROM batch WHERE batch_id > {before}")
    with pytest.raises(StoreError, match="holds other records than it did"):
        ours.revision()


def test_watching_costs_next_to_nothing_and_nobody_watches_in_vain(ours: Store) -> None:
    watched = SameFile(file_in(ours))
    watched.check()  # nobody has it open
    assert watched.as_noted()
    assert "batch" in tables_in(file_in(ours))
