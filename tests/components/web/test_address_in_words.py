"""Addresses in other words lead to those a page's controls write."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import anyio
import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Message

from components.exhibits.address import choice_asked, in_words
from components.exhibits.view import Choices
from components.web.server import AddressInWords


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("team=North&as_at=2026-09-30", "team=North&as_at=30+Sep+2026"),
        ("board=2026-08-31&team=North%20team", "board=31+August+2026&team=North+team"),
        ("team=North&as_at=30+Sep+2026", "team=North&as_at=30+Sep+2026"),
        ("as_at=soon&about=", "as_at=soon&about="),
        ("", ""),
    ],
)
def test_days_are_put_in_words(asked: str, said: str) -> None:
    assert in_words(asked) == said
    assert in_words(said) == said


@pytest.mark.parametrize(
    ("query", "status", "leads_to"),
    [(b"as_at=2026-09-30", 307, b"?as_at=30+Sep+2026"), (b"as_at=30+Sep+2026", 200, None)],
)
def test_who_asks_in_other_words_is_sent_on_once(
    query: bytes, status: int, leads_to: bytes | None
) -> None:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": "/plan", "query_string": query, "headers": []}
    app = AddressInWords(PlainTextResponse("The page"))
    # In a thread of its own: a browser of another test may have a loop running in this one.
    with ThreadPoolExecutor() as thread:
        thread.submit(anyio.run, app, scope, receive, send).result()
    assert sent[0]["status"] == status
    assert dict(sent[0]["headers"]).get(b"location") == leads_to


def test_an_address_with_another_name_of_a_council_leads_to_it() -> None:
    offered = Choices(
        ("Own Council", "Blackpool Borough Council"),
        (),
        {"Blackpool Council": "Blackpool Borough Council", "Gone": "Not offered"}.get,
    )
    for asked, council in (
        ("Blackpool Borough Council", "Blackpool Borough Council"),
        ("Blackpool Council", "Blackpool Borough Council"),
        ("Gone", "Own Council"),
        ("Nobody", "Own Council"),
        ("", "Own Council"),
    ):
        assert choice_asked({"council": asked}, offered).council == council
