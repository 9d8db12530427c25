"""Writers to one file wait for each other, in the order they came."""

from __future__ import annotations

import multiprocessing
import sys
import threading
import time
from multiprocessing.synchronize import Event
from pathlib import Path

import portalocker
import pytest

from data_access.store.write_lock import write_lock


@pytest.mark.skipif(sys.platform == "win32", reason="there the system keeps no order")
def test_writers_take_turns_in_the_order_they_came(tmp_path: Path) -> None:
    store, done = tmp_path / "council.db", list[int]()

    def write(number: int) -> None:
        with write_lock(store):
            done.append(number)
            time.sleep(0.01)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    with write_lock(store):
        for thread in threads:
            thread.start()
            time.sleep(0.02)
        assert done == []
    for thread in threads:
        thread.join()
    assert done == list(range(8))


def _hold(store: Path, held: Event, let_go: Event) -> None:
    with write_lock(store):
        held.set()
        let_go.wait(60)


def test_another_process_waits_until_the_lock_is_let_go(tmp_path: Path) -> None:
    store, done = tmp_path / "council.db", list[str]()
    context = multiprocessing.get_context("spawn")
    held, let_go = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(store, held, let_go), daemon=True)
    other.start()
    assert held.wait(60)

    def write() -> None:
        with write_lock(store):
            done.append("ours")

    mine = threading.Thread(target=write)
    mine.start()
    time.sleep(0.1)
    assert done == []
    let_go.set()
    mine.join(60)
    other.join(60)
    assert done == ["ours"]


def test_a_process_that_is_killed_lets_go(tmp_path: Path) -> None:
    store = tmp_path / "council.db"
    context = multiprocessing.get_context("spawn")
    held, let_go = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(store, held, let_go), daemon=True)
    other.start()
    assert held.wait(60)
    other.kill()
    with write_lock(store):
        other.join(60)


def test_a_wait_that_the_system_breaks_off_is_begun_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [portalocker.AlreadyLocked("ten seconds"), None]

    def lock(*_: object) -> None:
        answer = answers.pop(0)
        if answer:
            raise answer

    monkeypatch.setattr(portalocker, "lock", lock)
    with write_lock(tmp_path / "council.db"):
        assert answers == []


def test_a_drive_without_locks_is_no_reason_to_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lock(*_: object) -> None:
        raise portalocker.LockException("not supported")

    monkeypatch.setattr(portalocker, "lock", lock)
    with write_lock(tmp_path / "council.db"):
        pass


def test_a_folder_one_may_not_write_to_is_no_reason_to_fail(tmp_path: Path) -> None:
    with write_lock(tmp_path / "not there" / "council.db"):
        pass
    with write_lock(None):
        pass
