"""While the server starts, what the first page needs is made ready."""

from __future__ import annotations

import asyncio
import gc
from concurrent.futures import ThreadPoolExecutor

import pytest

import dashboard
from data_access.errors import StoreError
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
