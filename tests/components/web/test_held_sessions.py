"""One person holds no more pages open than there is room for; others are not hindered by it."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components.exhibits.view import Choices
from components.web import services
from components.web.principal import register_sign_in
from components.web.services import Screen, Services
from components.web.sessions import held
from components.web.sessions.held import HeldSessions
from tests.paths import ROOT
from vocabulary.principal import Principal, every_role


def test_a_person_s_next_page_waits_until_one_is_closed() -> None:
    open_ones = {"1", "2", "3", "4"}
    sessions = HeldSessions(open_ones.__contains__, most=2)
    assert sessions.has_room("1", "ada")
    assert sessions.has_room("2", "ada")
    assert not sessions.has_room("3", "ada")
    assert sessions.has_room("1", "ada")  # those that are open go on
    assert sessions.has_room("4", "bea")
    open_ones.discard("1")
    assert sessions.has_room("3", "ada")


def test_another_person_in_the_same_page_is_counted_anew() -> None:
    sessions = HeldSessions(lambda _session: True, most=1)
    assert sessions.has_room("1", "ada")
    assert sessions.has_room("1", "bea")
    assert sessions.has_room("2", "ada")
    assert not sessions.has_room("3", "bea")


def test_the_page_that_is_too_many_says_what_to_do_and_shows_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "first.py"
    file.write_text("import streamlit as st\nst.session_state['ran'] = True\n", "utf-8")
    there = Services((Screen(file, "First", "first"),), lambda: Choices(("A",), ()), None)  # type: ignore[arg-type]
    monkeypatch.setattr(services, "_registered", [there])
    register_sign_in(lambda _headers: Principal("Ada", every_role(), "ada"))
    monkeypatch.setattr(held, "_held", HeldSessions(lambda _session: True, most=0))
    shown = AppTest.from_file(str(ROOT / "components" / "web" / "shell.py")).run()
    assert not shown.exception
    assert "ran" not in shown.session_state
    said = "".join(element.proto.body for element in shown.get("html"))
    assert "40 pages of the dashboard open" in said
    assert "Close one of them" in said
