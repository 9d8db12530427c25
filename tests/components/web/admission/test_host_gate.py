"""The dashboard answers under its own names, and to its own pages alone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import anyio
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send

from components.web import server
from components.web.admission.host_gate import FOREIGN_PAGE, UNKNOWN_NAME, HostGate

OURS = "care.example.gov.uk"


async def dashboard(scope: Scope, receive: Receive, send: Send) -> None:
    """Stands for all that lies behind the gate."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
    else:
        await PlainTextResponse("Within")(scope, receive, send)


def asked(app: object, headers: list[tuple[str, str]], **scope: str) -> list[Message]:
    """All that comes back."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    whole = {
        "type": "http", "method": "GET", "path": "/plan", "query_string": b"", "root_path": "",
        "scheme": "http", "server": ("127.0.0.1", 80), **scope,
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in headers],
    }  # fmt: skip
    # In a thread of its own: a browser of another test may have a loop running in this one.
    with ThreadPoolExecutor() as thread:
        thread.submit(partial(anyio.run, app, whole, receive, send)).result()  # type: ignore[arg-type]
    return sent


def answer(*headers: tuple[str, str], method: str = "GET") -> tuple[int, str]:
    sent = asked(HostGate(dashboard, [OURS]), list(headers), method=method)
    return sent[0]["status"], sent[1]["body"].decode()


def opens(*headers: tuple[str, str]) -> bool:
    """Whether a websocket is opened."""
    sent = asked(HostGate(dashboard, [OURS]), list(headers), type="websocket")
    return bool(sent[0]["type"] == "websocket.accept")


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "localhost:8501",
        "127.0.0.1:8501",
        "[::1]:8501",
        "LocalHost",
        OURS,
        f"{OURS}:443",
    ],
)
def test_it_answers_under_its_own_names(host: str) -> None:
    assert answer(("host", host)) == (200, "Within")
    assert opens(("host", host), ("origin", f"https://{host}"))


@pytest.mark.parametrize(
    "host",
    [
        "", "rebound.example", "127.0.0.1.nip.io", "localhost.example", f"{OURS}.example",
        f"x.{OURS}", "127.0.0.2", "127.1", "0.0.0.0", "2130706433", "0x7f000001", "[::]",
        "[::ffff:127.0.0.1]", "localhost:x", "localhost:123456", "localhost/", "localhost@other",
        "other@localhost", "localhost#", "localhost?", "local host", "localhost, other",
        " localhost", "localhost\t", "lo\xe7alhost", "localhost:80:80",
    ],
)  # fmt: skip
def test_under_no_other_name(host: str) -> None:
    assert answer(("host", host)) == (421, UNKNOWN_NAME)
    assert not opens(("host", host), ("origin", f"http://{host}"))


def test_nor_where_no_name_is_said_or_two_are() -> None:
    assert answer() == (421, UNKNOWN_NAME)
    assert answer(("host", "localhost"), ("host", "other.example"))[0] == 421
    # What a proxy says of another name is not believed.
    assert answer(("host", "other.example"), ("x-forwarded-host", "localhost"))[0] == 421


@pytest.mark.parametrize(
    "origin",
    [
        "null", "", "http://other.example", "http://localhost", "http://localhost:3000",
        "http://127.0.0.1:8501", "https://localhost:8501.other.example", "http://localhost:8501/",
        "http://x@localhost:8501", "file://", "localhost:8501", "//localhost:8501",
        "ftp://localhost:8501", "http://localhost:8501 http://other.example",
    ],
)  # fmt: skip
def test_no_page_of_another_address_reads_or_writes(origin: str) -> None:
    host = ("host", "localhost:8501")
    for method in ("GET", "POST", "PUT", "DELETE", "OPTIONS"):
        assert answer(host, ("origin", origin), method=method) == (403, FOREIGN_PAGE)
    assert not opens(host, ("origin", origin))


def test_its_own_pages_do_and_two_origins_are_none() -> None:
    host, origin = ("host", OURS), ("origin", f"https://{OURS}")
    assert answer(host, origin, method="PUT")[0] == 200
    assert opens(host, origin)
    assert answer(host, origin, ("origin", "http://other.example"))[0] == 403


def test_a_websocket_that_no_page_opens_is_refused() -> None:
    assert not opens(("host", "localhost"))


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_page_may_lead_here_and_load_nothing(site: str) -> None:
    host, fetched = ("host", "localhost"), ("sec-fetch-site", site)
    link = (host, fetched, ("sec-fetch-mode", "navigate"))
    assert answer(*link, ("sec-fetch-dest", "document"))[0] == 200
    assert answer(*link, ("sec-fetch-dest", "document"), method="POST")[0] == 403
    assert answer(*link, ("sec-fetch-dest", "iframe"))[0] == 403
    for mode in ("no-cors", "cors", "websocket"):
        assert answer(host, fetched, ("sec-fetch-mode", mode))[0] == 403
    assert answer(host, ("sec-fetch-site", "same-origin"), ("sec-fetch-mode", "cors"))[0] == 200


def test_a_refusal_and_an_error_carry_the_security_headers_and_tell_nothing() -> None:
    def fails(_request: Request) -> PlainTextResponse:
        raise RuntimeError("what only the log may say")

    app = Starlette(routes=[Route("/plan", fails)], middleware=server.middleware())
    for host, status in (("other.example", 421), ("localhost", 500)):
        sent = asked(app, [("host", host)])
        headers = dict(sent[0]["headers"])
        assert sent[0]["status"] == status
        assert b"default-src 'self'" in headers[b"content-security-policy"]
        assert headers[b"x-content-type-options"] == b"nosniff"
        assert headers[b"cross-origin-resource-policy"] == b"same-origin"
        assert b"only the log" not in b"".join(each.get("body", b"") for each in sent)
