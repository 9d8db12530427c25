"""Opening, backing up, and many people at once."""

from __future__ import annotations

import multiprocessing
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from sqlalchemy import Connection, text

from data_access.datasets import FINDING, SCORE
from data_access.errors import DataError, StoreError
from data_access.ledger.as_known import table_of
from data_access.ledger.batch import Batch
from data_access.ledger.entry import Entry
from data_access.ledger.history import history, withdraw
from data_access.reference.published_facts import HILLINGDON, load_reference_facts
from data_access.settings import settings
from data_access.snapshot import snapshot
from data_access.store.backup import backup
from data_access.store.bulk import insert_frame
from data_access.store.database import (
    Store,
    consistent_read,
    default_url,
    open_store,
    use_store_file,
)
from tests.data_access.made_up_rows import (
    OFFICER,
    SOMEWHERE,
    findings,
    land,
    scores,
    shown_scores,
)
from tests.sampling import FULL
from vocabulary.principal import Principal, every_role

pytestmark = pytest.mark.both_databases

PROCESSES = 4


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("nonsense", "'nonsense' is not a store URL, such as sqlite:///council.db"),
        ("postgresql://u:secret@127.0.0.1:port/x", "is not a store URL"),
        ("mysql://127.0.0.1/x", "Only SQLite and PostgreSQL stores are supported"),
        ("sqlite+aiosqlite:///x.db", "Only SQLite and PostgreSQL stores are supported"),
        ("postgresql+psycopg2://127.0.0.1/x", "Only SQLite and PostgreSQL stores are supported"),
        ("sqlite://", "must be kept in a file"),
        ("sqlite:///:memory:", "must be kept in a file"),
        ("postgresql://u:secret@127.0.0.1:1/x", "cannot be opened: .*refused"),
    ],
)
def test_a_url_that_is_no_store_gets_one_sentence(url: str, told: str) -> None:
    with pytest.raises(StoreError, match=told) as raised:
        open_store(url)
    assert "\n" not in str(raised.value)
    assert "secret@127.0.0.1:1/" not in str(raised.value)


def test_a_file_that_is_no_store_gets_one_sentence_and_stays(tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_bytes(b"Dear Sir or Madam, " * 100)
    with pytest.raises(StoreError, match="cannot be opened: file is not a database"):
        open_store(f"sqlite:///{path}")
    assert path.read_bytes() == b"Dear Sir or Madam, " * 100


@pytest.mark.parametrize("place", ["a file", "a folder"])
def test_a_place_where_no_store_can_be_gets_one_sentence(tmp_path: Path, place: str) -> None:
    in_the_way = tmp_path / "x.db"
    if place == "a file":
        in_the_way.write_text("")
        in_the_way = in_the_way / "y.db"
    else:
        in_the_way.mkdir()
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(f"sqlite:///{in_the_way}")


def test_a_store_from_a_newer_version_is_left_alone(store: Store) -> None:
    land(store, scores(learning=2))
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    again = store.url + ("?" if store.is_sqlite else "?application_name=again")
    with pytest.raises(StoreError, match="made by a newer version of the dashboard"):
        open_store(again)
    assert shown_scores(store) == {"learning": 2}


def test_the_same_url_is_the_same_store(sqlite_store: Store) -> None:
    assert open_store(sqlite_store.url) is sqlite_store


def test_a_label_has_no_password() -> None:
    secret = Store("postgresql://officer:secret@db.example/council", None)  # type: ignore[arg-type]
    assert secret.label == "postgresql://officer:***@db.example/council"


def test_a_new_folder_is_made_for_a_store(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path / 'new' / 'folder' / 'x.db'}")
    assert store.revision() == 0
    assert (tmp_path / "new" / "folder" / "x.db").is_file()
    store.engine.dispose()


def test_sqlite_keeps_what_it_was_told(sqlite_store: Store) -> None:
    with sqlite_store.reading() as connection:

        def pragma(name: str) -> object:
            return connection.execute(text(f"PRAGMA {name}")).scalar()

        assert pragma("journal_mode") == "wal"
        assert pragma("synchronous") == 2  # full: a power cut loses nothing that was confirmed
        assert pragma("foreign_keys") == 1
        assert pragma("busy_timeout") == 60_000


def test_without_a_setting_the_store_is_in_the_data_folder(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert default_url() == f"sqlite:///{data_folder / 'example.db'}"
    chosen = use_store_file("somewhere.db")
    assert default_url() == chosen == f"sqlite:///{data_folder / 'somewhere.db'}"
    with pytest.raises(StoreError, match=r"no store .*somewhere\.db"):
        open_store()
    open_store(chosen).engine.dispose()
    assert open_store() is open_store(chosen)
    monkeypatch.setenv("DATABASE_URL", "sqlite:///elsewhere.db")
    settings.cache_clear()
    assert default_url() == "sqlite:///elsewhere.db"
    with pytest.raises(StoreError, match="set by DATABASE_URL"):
        use_store_file("other.db")


@pytest.mark.parametrize("name", ["ü b", "50%20 done", "why?", "a#b", "it's; --"])
def test_a_data_folder_may_have_any_name(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHBOARD_DATA_FOLDER", str(tmp_path / name))
    settings.cache_clear()
    store = open_store()
    land(store, scores(learning=2))
    store.engine.dispose()
    assert (tmp_path / name / "example.db").is_file()
    assert [path.name for path in tmp_path.iterdir()] == [name]


def run(door: AbstractContextManager[Connection], statement: str) -> None:
    with door as connection:
        connection.execute(text(statement))


def test_a_failed_write_leaves_nothing(store: Store) -> None:
    def fail_late() -> None:
        with store.writing() as connection:
            connection.execute(text("INSERT INTO alembic_version VALUES ('x')"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_late()
    with store.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM alembic_version")).scalar() == 1


def test_the_databases_own_errors_become_one_sentence(store: Store) -> None:
    with pytest.raises(StoreError, match=r"The store cannot be read: .*nowhere"):
        run(store.reading(), "SELECT * FROM nowhere")
    with pytest.raises(StoreError, match=r"The store cannot be written: .*nowhere"):
        run(store.writing(), "DELETE FROM nowhere")
    assert store.revision() == 0


def test_the_drivers_own_errors_do_too(store: Store) -> None:
    def misplace() -> None:
        with store.writing() as connection:
            insert_frame(connection, table_of(Batch), pl.DataFrame({"elsewhere": [1]}))

    with pytest.raises(StoreError, match=r"The store cannot be written: .*elsewhere"):
        misplace()


def test_a_full_disk_lands_nothing_and_says_so(sqlite_store: Store) -> None:
    land(sqlite_store, scores(learning=2))
    many = Entry(FINDING, findings(*(f"Finding number {n}. " + "x" * 2000 for n in range(500))))
    with sqlite_store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 60")
        connection.commit()
    with pytest.raises(StoreError, match="disk is full"):
        land(sqlite_store, many)
    assert shown_scores(sqlite_store) == {"learning": 2}
    assert history(sqlite_store, principal=OFFICER).height == 1


def test_a_reader_sees_one_state_whatever_is_written(store: Store) -> None:
    land(store, scores(learning=2))
    with store.reading() as connection:
        count = text("SELECT count(*) FROM score")
        assert connection.execute(count).scalar() == 1
        land(store, scores(equity=2))
        assert connection.execute(count).scalar() == 1
    with store.reading() as connection:
        assert connection.execute(count).scalar() == 2


def test_a_consistent_read_is_one_state_until_it_writes_itself(store: Store) -> None:
    land(store, scores(learning=2))
    first = store.revision()
    with consistent_read():
        assert store.revision() == first
        with ThreadPoolExecutor(1) as somebody:  # a context of their own, as another page has
            somebody.submit(land, store, scores(learning=3)).result()
            assert somebody.submit(store.revision).result() > first
        assert store.revision() == first
        land(store, scores(learning=4))
        assert store.revision() > first + 1
    with consistent_read():
        assert store.revision() > first + 1


def test_a_backup_is_the_whole_store(store: Store, tmp_path: Path) -> None:
    load_reference_facts(store, OFFICER)
    land(store, scores(learning=2))
    land(store, scores(learning=3))
    withdraw(store, store.revision(), principal=OFFICER)
    path = tmp_path / "backups" / "50% done.db"
    backup(store, path, principal=OFFICER)
    copy = open_store("sqlite:///" + str(path).replace("%", "%25"))
    assert_frame_equal(history(copy, principal=OFFICER), history(store, principal=OFFICER))
    for authority in (SOMEWHERE, HILLINGDON):
        shown = snapshot(authority, principal=OFFICER, store=store)
        again = snapshot(authority, principal=OFFICER, store=copy)
        for name, frame in shown.frames.items():
            assert_frame_equal(again[name], frame)
    land(copy, scores(learning=4))  # it goes on as a store of its own
    assert (shown_scores(copy), shown_scores(store)) == ({"learning": 4}, {"learning": 2})
    copy.engine.dispose()
    with sqlite3.connect(path) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    raw.close()


def test_a_backup_overwrites_nothing(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "there.db"
    path.write_text("precious")
    with pytest.raises(StoreError, match="exists already; name a new file"):
        backup(store, path, principal=OFFICER)
    assert path.read_text() == "precious"


def test_a_backup_that_cannot_be_written_says_so(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="backup could not be written"):
        backup(store, tmp_path / "file" / "backup.db", principal=OFFICER)


def test_a_backup_can_be_taken_while_others_write(sqlite_store: Store, tmp_path: Path) -> None:
    land(sqlite_store, scores(learning=2))
    stop = threading.Event()

    def write() -> None:
        score = 0
        while not stop.is_set():
            score += 1
            land(sqlite_store, scores(learning=score % 4 + 1))

    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(write)
        for number in range(3):
            backup(sqlite_store, tmp_path / f"{number}.db", principal=OFFICER)
        stop.set()
        writing.result()
    for number in range(3):
        copy = open_store(f"sqlite:///{tmp_path / f'{number}.db'}")
        assert list(shown_scores(copy)) == ["learning"]
        copy.engine.dispose()


def open_at_once(
    urls: list[str], gate: threading.Barrier, told: multiprocessing.Queue[list[str]]
) -> None:
    """In a process of its own: open new stores at the same time as others, and write one row."""
    who, troubles = multiprocessing.current_process().name, []
    for url in urls:
        gate.wait()
        try:
            store = open_store(url)
            land(store, scores(authority=f"{who} Council", learning=2))
            store.engine.dispose()
        except Exception as error:
            troubles.append(f"{url}: {error!r}")
    told.put(troubles)


def test_processes_may_open_a_new_store_at_once(make_url: Callable[[], str]) -> None:
    # Forked from one process that has loaded the program and opened nothing: loading it anew in
    # each would take most of the time.
    fresh = multiprocessing.get_context("forkserver")
    fresh.set_forkserver_preload([__name__])
    urls = [make_url() for _ in range(150 if FULL else 4)]
    gate, told = fresh.Barrier(PROCESSES), fresh.Queue()
    started = [
        fresh.Process(target=open_at_once, args=(urls, gate, told), daemon=True)
        for _ in range(PROCESSES)
    ]
    for process in started:
        process.start()
    assert [told.get(timeout=300) for _ in started] == [[]] * PROCESSES
    for process in started:
        process.join()
    for url in urls[-3:]:
        store = open_store(url)
        assert history(store, principal=OFFICER).height == PROCESSES
        store.engine.dispose()


def test_many_may_write_and_read_at_once(store: Store) -> None:
    writers, readers, imports = 4, 6, 5
    done = threading.Event()

    def write(number: int) -> None:
        for turn in range(imports):
            rows = scores(authority=f"Council {number}", learning=turn % 4 + 1, equity=turn % 4 + 1)
            texts = findings(f"Turn {turn}.", authority=f"Council {number}")
            land(store, Entry(SCORE, rows), Entry(FINDING, texts))

    def read(number: int) -> None:
        council, seen = f"Council {number % writers}", 0
        while not done.is_set():
            shown = snapshot(council, principal=OFFICER, store=store)
            assert shown.revision >= seen
            seen = shown.revision
            values = shown["score"].get_column("score").unique()
            assert values.len() <= 1  # an import is seen whole or not at all
            if values.len():
                turn = int(shown["finding"].item(0, "text").removeprefix("Turn ").rstrip("."))
                assert values.item() == turn % 4 + 1

    with ThreadPoolExecutor(writers + readers) as pool:
        reading = [pool.submit(read, number) for number in range(readers)]
        writing = [pool.submit(write, number) for number in range(writers)]
        try:
            for future in writing:
                future.result()
        finally:
            done.set()
        for future in reading:
            future.result()
    past = history(store, principal=OFFICER)
    assert past.height == writers * imports * 2
    assert past.get_column("batch_id").n_unique() == past.height
    by_time = past.sort("batch_id").unique("import_id", maintain_order=True, keep="first")
    assert by_time.get_column("recorded_at").is_sorted()
    for number in range(writers):
        frame = snapshot(f"Council {number}", principal=OFFICER, store=store)["score"]
        assert frame.get_column("score").to_list() == [(imports - 1) % 4 + 1] * 2


def test_two_people_saving_one_row_at_once_cannot_both_win(
    new_store: Callable[[], Store],
) -> None:
    store = new_store()
    land(store, scores(learning=1))
    looked_at = snapshot(SOMEWHERE, principal=OFFICER, store=store)["score"].item(0, "row_id")
    gate = threading.Barrier(4)

    def save(score: int) -> int | None:
        gate.wait()
        try:
            frame = scores(learning=score).with_columns(based_on=pl.lit(looked_at))
            land(store, frame, principal=Principal(f"Person {score}", every_role()))
        except DataError:
            return None
        return score

    with ThreadPoolExecutor(4) as pool:
        saved = [score for score in pool.map(save, [1, 2, 3, 4]) if score is not None]
    won = [score for score in saved if score != 1]  # saving the 1 that stands changes nothing
    assert len(won) <= 1
    assert shown_scores(store) == {"learning": won[0] if won else 1}
