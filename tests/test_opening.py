"""While the server starts, what the first page needs is made ready."""

from __future__ import annotations

import asyncio
import gc
import tomllib
from concurrent.futures import ThreadPoolExecutor
from io import StringIO

import pytest

import dashboard
from components.web.where import say_where
from data_access.errors import StoreError
from tests.paths import ROOT
from vocabulary.principal import Permission, Principal


def open_and_wait() -> None:
    """As the server opens; in a thread of its own, as a worker that drove a browser has a loop."""

    async def opened() -> None:
        async with dashboard.opening(dashboard.app):
            for thread in dashboard._getting_ready:
                await asyncio.to_thread(thread.join)

    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, opened()).result()


def test_the_store_is_asked_for_before_anybody_opens_a_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[Principal] = []

    def store_that_is_away(*, principal: Principal) -> None:
        asked.append(principal)
        raise StoreError("The store cannot be read: it is away.")

    monkeypatch.setattr(dashboard, "ready_store", store_that_is_away)
    open_and_wait()  # and the server opens: the page says what is wrong
    assert [each.may_everywhere(Permission.ADMINISTER) for each in asked] == [True]


def test_nothing_is_made_for_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Principal] = []
    monkeypatch.setattr(dashboard, "ready_store", lambda *, principal: asked.append(principal))
    monkeypatch.setattr(dashboard, "sign_in", lambda _headers: None)
    open_and_wait()
    assert asked == []
    assert gc.isenabled()


def test_the_start_says_where_the_dashboard_is_and_offers_nothing_else() -> None:
    said = StringIO()
    say_where(said)
    assert "http://127.0.0.1:" in said.getvalue()
    # Streamlit's own words, and its offer to write files for programmers, are left out by this.
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert settings["logger"]["hideWelcomeMessage"] is True
