"""A subject's page draws every exhibit that is declared for it."""

from __future__ import annotations

from typing import Any, cast

import pytest

from components.exhibits.catalogue import CATALOGUE, Showing
from pages.parts import subject_page


class Shown:
    """Exhibits that say nothing but their key, and are for everybody."""

    def __call__(self, key: str) -> str:
        return key

    def may(self, key: str) -> bool:
        return True


def drawn(monkeypatch: pytest.MonkeyPatch, *rows: Any, **more: Any) -> list[str]:
    found: list[str] = []

    def draw(exhibit: str, *, page: str) -> None:
        found.append(exhibit)

    monkeypatch.setattr(subject_page, "draw_exhibit", draw)
    subject_page.draw_exhibits(cast("Showing", Shown()), *rows, page="plan", **more)
    return found


def test_what_the_page_does_not_place_follows_in_the_catalogues_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    of_page = [key for key, each in CATALOGUE.items() if each.page == "plan"]
    found = drawn(monkeypatch, "plan_due", apart=("innovation",))
    assert found == ["plan_due", *(k for k in of_page if k not in ("plan_due", "innovation"))]


def test_what_it_places_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    of_page = [key for key, each in CATALOGUE.items() if each.page == "plan"]
    assert drawn(monkeypatch, *reversed(of_page)) == of_page[::-1]
