"""Uploads are held within bounds, and what was left is let go."""

from __future__ import annotations

import re
import tomllib
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from components.web.sessions.left import LeftSessions
from components.web.sessions.uploads import MOST_HELD, AskedUploads, NoRoomError
from data_access.importing.stages.files.book import LARGEST_MB, Limits
from tests.paths import ROOT


def upload(uploads: AskedUploads, session: str, size: int, subject: str = "") -> str:
    """Send a file as the gate lets it through; its number."""
    number = uploads.get_upload_urls(session, ["a.csv"])[0].file_id
    with uploads.room(size, session, subject):
        uploads.add_file(session, UploadedFileRec(number, "a.csv", "text/csv", b"a" * size))
    return number


def test_only_so_much_is_held_at_once_of_all_together() -> None:
    uploads = AskedUploads("/upload", most=100)
    first = upload(uploads, "one", 60)
    with pytest.raises(NoRoomError):
        upload(uploads, "another", 41)
    with uploads.room(30, "third", ""), pytest.raises(NoRoomError):  # what is on its way counts too
        upload(uploads, "another", 20)
    upload(uploads, "another", 40)
    uploads.remove_file("one", first)
    upload(uploads, "third", 60)


def test_one_person_leaves_room_for_others_whatever_the_pages() -> None:
    uploads = AskedUploads("/upload", most=100, most_of_one=40)
    first = upload(uploads, "one", 30, "ada")
    with pytest.raises(NoRoomError):
        upload(uploads, "another of hers", 11, "ada")
    with uploads.room(10, "another of hers", "ada"), pytest.raises(NoRoomError):
        upload(uploads, "a third of hers", 1, "ada")
    upload(uploads, "one of his", 40, "bert")
    uploads.remove_file("one", first)
    upload(uploads, "another of hers", 40, "ada")


def test_who_signs_in_nowhere_may_take_all_there_is() -> None:
    uploads = AskedUploads("/upload", most=100, most_of_one=40)
    upload(uploads, "one", 100)


def test_a_file_is_asked_for_by_one_page_until_it_is_left() -> None:
    uploads = AskedUploads("/upload")
    number = upload(uploads, "one", 1)
    assert uploads.asked_for("one", number)
    assert not uploads.asked_for("another", number)
    assert not uploads.asked_for("one", "nothing")
    uploads.remove_session_files("one")
    assert not uploads.asked_for("one", number)


def left(ended: list[str], name: str) -> Any:
    """A session that was left, and notes when it is ended."""
    return SimpleNamespace(
        session=SimpleNamespace(id=name, shutdown=lambda: ended.append(name)),
        client=None, script_run_count=1,
    )  # fmt: skip


def test_a_session_goes_on_after_a_short_break_and_is_ended_after_a_long_one() -> None:
    ended: list[str] = []
    kept, none = LeftSessions(60), LeftSessions(0)
    kept.save(left(ended, "one"))
    assert kept.get("one") is not None
    kept.delete("one")
    assert (kept.get("one"), ended) == (None, [])
    none.save(left(ended, "one"))
    assert (none.get("one"), none.list(), ended) == (None, [], ["one"])


def test_of_too_many_that_were_left_the_oldest_are_ended() -> None:
    ended: list[str] = []
    kept = LeftSessions(60, most=2)
    for name in ("one", "two", "three"):
        kept.save(left(ended, name))
    assert ended == ["one"]
    assert [each.session.id for each in kept.list()] == ["two", "three"]


def test_the_largest_file_is_the_same_on_screen_by_command_and_for_the_proxy() -> None:
    said = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert said["server"]["maxUploadSize"] == LARGEST_MB
    assert Limits().size == LARGEST_MB * 1024**2
    proxy = re.search(r"max_size (\d+)MB", (ROOT / "deploy" / "Caddyfile").read_text("utf-8"))
    assert proxy is not None
    assert int(proxy[1]) * 1000**2 >= Limits().size
    assert 5 * Limits().size <= MOST_HELD
