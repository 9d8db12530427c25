"""Saying how one signs, on a computer that does not know."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from components.web.principal import register_sign_in
from data_access import signed_name
from data_access.principal import local_principal
from data_access.settings import settings
from data_access.store.database import Store
from pages.parts.your_name import ASK
from tests.pages.conftest import OFFICER
from tests.pages.harness import control, labels, open_page, press, words


@pytest.fixture
def nobody_said(example: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """Neither the settings nor the computer know a name; the file that a given one is kept in."""
    monkeypatch.delenv("DASHBOARD_USER")
    settings.cache_clear()
    monkeypatch.setattr(signed_name, "_full_name", lambda: None)
    kept = tmp_path / "name.txt"
    monkeypatch.setattr(signed_name, "_path", lambda: kept)
    register_sign_in(lambda _headers: local_principal())
    yield kept
    register_sign_in(lambda _headers: OFFICER)


def test_a_name_is_asked_for_when_somebody_wants_to_give_it(nobody_said: Path) -> None:
    page = open_page("board")
    assert "Your name" not in labels(page, "text_input")
    page = press(page, ASK)
    control(page, "text_input", "Your name").set_value("Ada Brown")
    page = press(page, "Keep my name")
    assert "You sign as Ada Brown" in words(page)
    assert nobody_said.read_text("utf-8") == "Ada Brown\n"
    assert ASK not in labels(open_page("board"), "button")


def test_whose_name_is_known_is_not_asked(example: Store) -> None:
    assert ASK not in labels(open_page("board"), "button")
