"""Writers to one file wait for each other, in the order they came."""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path

import pytest

from data_access.store.write_lock import write_turn


@pytest.mark.skipif(sys.platform == "win32", reason="there SQLite's own waiting has to do")
def test_writers_take_turns_in_the_order_they_came(tmp_path: Path) -> None:
    store, done = tmp_path / "council.db", list[int]()

    def write(number: int) -> None:
        with write_turn(store):
            done.append(number)
            time.sleep(0.01)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    with write_turn(store):
        for thread in threads:
            thread.start()
            time.sleep(0.02)
        assert done == []
    for thread in threads:
        thread.join()
    assert done == list(range(8))


def test_a_folder_one_may_not_write_to_is_no_reason_to_fail(tmp_path: Path) -> None:
    with write_turn(tmp_path / "not there" / "council.db"):
        pass
    with write_turn(None):
        pass
