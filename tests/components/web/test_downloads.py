"""Downloads stand at addresses of their own; those they had before lead on."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import anyio
import pytest
from starlette.responses import Response
from starlette.routing import Router
from starlette.types import Message

from components.web import downloads
from components.web import principal as web_principal
from components.web.downloads import (
    FILE_ADDRESS,
    PACK_ADDRESS,
    TABLE_ADDRESS,
    TURN_ADDRESS,
    download_routes,
)
from vocabulary.principal import Principal


def answered(path: str, query: bytes = b"") -> tuple[int, dict[bytes, bytes]]:
    """Status and headers of the answer to a request."""
    status, headers, _ = told(path, query)
    return status, headers


def told(path: str, query: bytes = b"") -> tuple[int, dict[bytes, bytes], bytes]:
    """The answer to a request: status, headers and what it says."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "query_string": query, "headers": []}
    scope |= {"root_path": "", "scheme": "http", "server": ("127.0.0.1", 80)}
    app = Router(download_routes("/base", {TABLE_ADDRESS: lambda *_: Response("rows")}))
    # In a thread of its own: a browser of another test may have a loop running in this one.
    with ThreadPoolExecutor() as thread:
        thread.submit(anyio.run, app, scope, receive, send).result()
    return sent[0]["status"], dict(sent[0]["headers"]), sent[1]["body"]


@pytest.mark.parametrize("address", [TABLE_ADDRESS, FILE_ADDRESS, PACK_ADDRESS])
def test_an_old_address_leads_on_with_what_it_asks_for(address: str) -> None:
    name = address.removeprefix("downloads/")
    status, headers = answered(f"/base/given/{name}", b"show=plan_due&team=North%20team")
    assert status == 308
    leads_to = headers[b"location"].decode()
    assert leads_to == f"../{address}?show=plan_due&team=North%20team"


def test_an_old_address_leads_nowhere_else() -> None:
    assert answered("/base/given/../secret")[0] == 404
    assert answered("/base/given/")[0] == 404


def test_whoever_waits_for_a_file_is_told_what_for_and_nobody_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waits = {"anna@council": "One pack is under way; yours is next."}
    monkeypatch.setattr(downloads, "said_to", lambda whose: waits.get(whose, ""))
    for principal, status, said in (
        (Principal("Anna", subject="anna@council"), 200, b"One pack is under way; yours is next."),
        (Principal("Bert", subject="bert@council"), 200, b""),
        (None, 403, b"Nobody is signed in."),
    ):
        monkeypatch.setattr(web_principal, "_registered", [lambda _, who=principal: who])
        answer = told(f"/base/{TURN_ADDRESS}")
        assert (answer[0], answer[2]) == (status, said)
        assert answer[1][b"cache-control"] == b"no-store"
