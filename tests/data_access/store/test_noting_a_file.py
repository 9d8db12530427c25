"""What a store's file was like after the last write is noted beside it: by one at a time."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from data_access.store import same_file
from data_access.store.same_file import SameFile


def opened_twice(folder: Path) -> tuple[Path, SameFile, SameFile]:
    path = folder / "store.db"
    path.write_bytes(b"before")
    looks, other = SameFile(path), SameFile(path)
    looks.opened()
    other.opened()
    return path, looks, other


def test_who_meets_a_change_as_it_ends_does_not_note_the_file_of_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, looks, writes = opened_twice(tmp_path)
    change = writes.changing()
    change.__enter__()
    os.utime(path, ns=(1, 1))

    @contextmanager
    def the_other_is_done(_path: Path, _patience: float) -> Iterator[None]:
        path.write_bytes(b"written meanwhile")
        change.__exit__(None, None, None)
        yield

    monkeypatch.setattr(same_file, "write_lock", the_other_is_done)
    looks.check()
    writes.check()
    SameFile(path).opened()
    looks.check()


def test_what_was_left_in_the_middle_is_noted_by_whoever_comes_next(tmp_path: Path) -> None:
    path, looks, ended = opened_twice(tmp_path)
    in_the_middle = ended.changing()
    in_the_middle.__enter__()
    path.write_bytes(b"carried over")
    looks.check()
    assert looks.known()
