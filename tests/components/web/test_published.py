"""What is published stands at addresses of its own, the same for everybody."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import anyio
import pytest
from starlette.applications import Starlette
from starlette.types import Message

from components.exhibits.view import Choices
from components.own_process.work import NotDoneError
from components.web import server, services
from components.web.editions import published_routes
from components.web.services import PublishedFile, Services
from tests.audience_words import QUERIES
from tests.components.web.test_shell import view

PAGE = PublishedFile(b"<html><style>h1{color:#000}</style><h1>Edition 1</h1></html>", "text/html")
LIST = PublishedFile(b"<html><h1>Editions</h1></html>", "text/html")
FILE = PublishedFile(b"PK", "application/zip", "example-borough-1.xlsx")
GONE = PublishedFile(b"Edition 2 was withdrawn.", "text/plain", gone=True)
THERE: dict[tuple[str, ...], PublishedFile] = {
    ("",): LIST,
    ("example-borough", ""): LIST,
    ("example-borough", "1"): PAGE,
    ("example-borough", "1", "tables.xlsx"): FILE,
    ("example-borough", "2", "tables.xlsx"): GONE,
}


def published(parts: Sequence[str]) -> PublishedFile | None:
    if "waits.pdf" in parts:
        raise NotDoneError("Others' work took too long for yours to begin.")
    return THERE.get(tuple(parts))


@pytest.fixture(autouse=True)
def registered() -> Iterator[None]:
    before = list(services._registered)
    choices = Choices(("Example Borough",), ())
    services.register(Services((), lambda: choices, view, published=published))
    yield
    services._registered[:] = before


HOST = {"host": "localhost"}


def answered(
    path: str, query: str = "", method: str = "GET", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body, as all that stands before the pages lets them through."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http", "method": method, "path": path, "query_string": query.encode(),
        "headers": [
            (name.encode(), value.encode()) for name, value in {**HOST, **headers}.items()
        ],
        "root_path": "", "scheme": "http", "server": ("127.0.0.1", 80),
    }  # fmt: skip
    app = Starlette(routes=published_routes(""), middleware=server.middleware())
    # In a thread of its own: a browser of another test may have a loop running in this one.
    with ThreadPoolExecutor() as thread:
        thread.submit(anyio.run, app, scope, receive, send).result()
    told = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], told, b"".join(each.get("body", b"") for each in sent[1:])


def test_a_page_is_the_same_whatever_is_asked_of_it() -> None:
    plain = answered("/published/example-borough/1")
    status, headers, body = plain
    assert (status, body) == (200, PAGE.content)
    assert "set-cookie" not in headers
    assert "x-robots-tag" not in headers
    for query in ("", "as_at=2026-06-30&team=North", *QUERIES[::10]):
        assert answered("/published/example-borough/1", query) == plain, query
    cookie = {"cookie": "presenting=internal; _streamlit_user=x"}
    assert answered("/published/example-borough/1", **cookie) == plain


def test_a_page_may_be_styled_by_its_own_sheet_and_do_nothing() -> None:
    _, headers, _ = answered("/published/example-borough/1")
    digest = base64.b64encode(hashlib.sha256(b"h1{color:#000}").digest()).decode()
    policy = headers["content-security-policy"]
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")
    assert "unsafe" not in policy
    assert "script-src" not in policy
    assert headers["x-content-type-options"] == "nosniff"


def test_who_keeps_a_copy_asks_whether_it_still_holds() -> None:
    _, headers, _ = answered("/published/example-borough/1")
    assert headers["cache-control"] == "public, no-cache"
    again = answered("/published/example-borough/1", **{"if-none-match": headers["etag"]})
    assert (again[0], again[2]) == (304, b"")
    other = answered("/published/example-borough/1", **{"if-none-match": '"another"'})
    assert other[0] == 200


def test_a_file_is_kept_under_its_name_and_is_gone_once_withdrawn() -> None:
    status, headers, body = answered("/published/example-borough/1/tables.xlsx")
    assert (status, body) == (200, b"PK")
    assert headers["content-disposition"] == 'attachment; filename="example-borough-1.xlsx"'
    mark = answered("/published/example-borough/2/tables.xlsx")[1]["etag"]
    gone = answered("/published/example-borough/2/tables.xlsx", **{"if-none-match": mark})
    assert (gone[0], gone[2]) == (410, GONE.content)


@pytest.mark.parametrize("path", ["/published", "/published/example-borough"])
def test_a_lists_address_ends_in_a_stroke(path: str) -> None:
    status, headers, _ = answered(path, "audience=public")
    assert (status, headers["location"]) == (308, f"{path}/")
    assert answered(f"{path}/")[0] == 200


@pytest.mark.parametrize(
    "path",
    [
        "/published/nowhere", "/published/nowhere/", "/published/nowhere/1",
        "/published/example-borough/3", "/published/example-borough/01",
        "/published/example-borough/1/", "/published/example-borough/1/nothing.pdf",
        "/published/Example-Borough/1", "/published/example-borough//1",
        "/published//example-borough/1", "/published/example-borough/1/../2",
        "/published/example-borough/1;x", "/published/example-borough/1%2F", "/publishedx",
        "/published-example", "/published/example-borough/1\x00", "/published/\u00e9/1",
        "/published/example-borough/1/tables.xlsx/", "/published/example-borough/1/TABLES.xlsx",
    ],
)  # fmt: skip
def test_what_never_was_and_what_is_spelt_otherwise_are_answered_alike(path: str) -> None:
    status, headers, body = answered(path, "audience=public")
    assert (status, body) == (404, b"Nothing is published here.")
    assert headers == answered("/published/nothing/at/all")[1]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_nothing_can_be_done_there(method: str) -> None:
    assert answered("/published/example-borough/1", method=method)[0] == 405


def test_where_nothing_is_ever_published_there_is_nothing() -> None:
    services.register(Services((), lambda: Choices(("Example Borough",), ()), view))
    assert answered("/published/")[0] == 404


def test_a_file_that_cannot_be_made_now_is_said_and_asked_for_again() -> None:
    status, headers, body = answered("/published/example-borough/1/waits.pdf")
    assert (status, body) == (503, b"Others' work took too long for yours to begin.")
    assert (headers["retry-after"], headers["cache-control"]) == ("60", "no-store")
