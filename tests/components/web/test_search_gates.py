"""The search stands behind the pages' gates: for whoever is asking, of nobody else, never for the
public; and what was asked is kept nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import anyio
import pytest
from starlette.applications import Starlette
from starlette.types import Message

from components.exhibits.view import Choice, Choices, View
from components.web import principal, server, services
from components.web.admission.audience_gate import PREVIEW, REFUSED
from components.web.principal import current_principal, register_sign_in
from components.web.search import search_routes
from components.web.services import Screen, Services
from data_access.snapshot import snapshot
from data_access.store.database import Store
from tests.audience_words import QUERIES
from vocabulary.nature import Nature
from vocabulary.principal import Permission, Principal, every_role

EXAMPLE, HILLINGDON = "Example Borough", "London Borough of Hillingdon"
GUEST = Principal("Guest", every_role({HILLINGDON}))
EVERYBODYS = Principal("Officer", every_role())
SCREENS = (
    Screen(Path("overview.py"), "Overview", "overview"),
    Screen(Path("editions.py"), "Editions", "editions"),
)


@pytest.fixture(autouse=True)
def registered(example_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def choices() -> Choices:
        held = current_principal().councils(Permission.SEE)
        return Choices(tuple(sorted(held)) if held else (EXAMPLE, HILLINGDON), ())

    def view(choice: Choice) -> View:
        return View(choice.council, Nature.ILLUSTRATIVE, date(2026, 9, 30))

    def records(view: View) -> Any:
        return snapshot(view.council, principal=current_principal(), store=example_store)

    def sign_in(headers: Mapping[str, str]) -> Principal | None:
        return {"guest": GUEST, "officer": EVERYBODYS}.get(headers.get("name", ""))

    monkeypatch.setattr(services, "_registered", [Services(SCREENS, choices, view, records)])
    monkeypatch.setattr(principal, "_registered", [])
    register_sign_in(sign_in)


def asked(
    words: bytes, query: str = "", name: str = "officer", page: str = "complaints"
) -> tuple[int, str, dict[str, str]]:
    """Status, body and headers of the answer, as all that stands before it lets them through."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": words}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http", "method": "POST", "path": f"/search/{page}", "query_string": query.encode(),
        "headers": [(b"host", b"localhost"), (b"name", name.encode())],
        "root_path": "", "scheme": "http",
        "server": ("127.0.0.1", 80),
    }  # fmt: skip
    app = Starlette(routes=search_routes(""), middleware=server.middleware())
    with ThreadPoolExecutor() as thread:
        thread.submit(partial(anyio.run, app, scope, receive, send)).result()
    body = b"".join(part.get("body", b"") for part in sent[1:]).decode()
    return sent[0]["status"], body, {k.decode(): v.decode() for k, v in sent[0]["headers"]}


def test_who_may_see_a_council_finds_its_records_and_nobody_keeps_the_answer() -> None:
    status, body, headers = asked(b"ACT-005", f"council={EXAMPLE.replace(' ', '+')}")
    assert status == 200
    assert "Open reablement" in body
    assert headers["cache-control"] == "no-store"


def test_nobody_finds_anything_without_signing_in() -> None:
    status, body, _ = asked(b"ACT-005", name="nobody")
    assert status == 403
    assert "reablement" not in body


def test_who_may_see_one_council_finds_nothing_of_another_whatever_the_address_says() -> None:
    for query in ("", "council=Example+Borough", "council=example", "as_at=now"):
        _, body, _ = asked(b"ACT-005", query, name="guest")
        assert "reablement" not in body
        assert EXAMPLE not in body


@pytest.mark.parametrize("query", QUERIES)
def test_for_the_public_there_is_no_search_however_it_is_asked(query: str) -> None:
    status, body, _ = asked(b"ACT-005", query)
    assert (status, body) == (403, REFUSED)


def test_on_the_page_that_shows_what_the_public_may_see_nothing_internal_is_found() -> None:
    status, body, _ = asked(b"ACT-005", page=PREVIEW)
    assert status == 200
    assert "reablement" not in body
    assert "Nothing found" in body
    assert "reablement" in asked(b"ACT-005", page="")[1]  # at the root


def test_a_long_text_is_refused_before_it_is_read() -> None:
    status, body, _ = asked(b"a" * 2000)
    assert status == 413
    assert body == "Search for fewer words."
