"""What the server gives away, and to whom."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page, expect

from components.web.downloads import FILE_ADDRESS, IMAGE_ADDRESS, TABLE_ADDRESS
from dashboard import DOWNLOADS
from tests.browser.server import Server, serving
from tests.browser.visit import FINISHED, GALLERY_PAGES, dashboard_pages, visit
from tests.paths import ROOT
from tests.sampling import one_in

pytestmark = pytest.mark.browser


@pytest.fixture
def fresh_gated(tmp_path: Path) -> Iterator[Server]:
    """A server nobody has asked anything yet, with nobody signed in."""
    with serving(Path(__file__).with_name("gated.py"), tmp_path) as server:
        yield server


def fetch(
    server: Server, path: str, method: str = "GET", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    """Status, headers in lower case, and body."""
    asked = Request(server.url(path), headers=headers, method=method)
    try:
        with urlopen(asked) as answer:
            status, given, body = answer.status, answer.headers, answer.read()
    except HTTPError as error:
        status, given, body = error.code, error.headers, error.read()
    return status, {name.lower(): value for name, value in given.items()}, body


def test_no_address_leads_past_the_gate_not_even_the_first_asked(
    page: Page, fresh_gated: Server
) -> None:
    # The first request to a fresh server is the one that could be answered by a page alone.
    for path in one_in(3, sorted(dashboard_pages(), reverse=True)):
        page.goto(fresh_gated.url(path))
        page.wait_for_selector(FINISHED)
        expect(page.get_by_text("Sign in to go on")).to_be_visible()
        expect(page.get_by_role("navigation", name="Pages")).to_have_count(0)
        expect(page.get_by_role("heading", level=1)).to_have_count(0)


def test_a_page_asked_for_first_opens_inside_the_shell(page: Page, tmp_path: Path) -> None:
    dashboard = ROOT / "dashboard.py"
    with serving(dashboard, tmp_path) as server:
        visit(page, server, "data")
        expect(page).to_have_title("Data – Example Borough")
        expect(page.locator("[aria-current=page]")).to_have_text("Data")
        expect(page.get_by_text("Page not found")).to_have_count(0)


def test_no_folder_of_pages_lies_beside_the_script_streamlit_runs() -> None:
    root = ROOT
    source = (root / "dashboard.py").read_text("utf-8")
    assert '"components" / "web" / "shell.py"' in source
    assert not (root / "components" / "pages").exists()


@pytest.mark.parametrize("path", ["", "data", "readyz", "_stcore/health", "nowhere"])
def test_every_answer_carries_the_security_headers(dashboard: Server, path: str) -> None:
    _, headers, _ = fetch(dashboard, path)
    policy = headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "object-src 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "_stcore/metrics"),
        ("GET", "_stcore/agent/openapi.json"),
        ("POST", "_stcore/agent/interact"),
        ("POST", "_stcore/agent/mcp"),
    ],
)
def test_figures_about_users_and_ways_round_the_pages_are_closed(
    dashboard: Server, method: str, path: str
) -> None:
    status, _, body = fetch(dashboard, path, method)
    assert (status, body) == (404, b"Not found")


@pytest.mark.parametrize(
    "path",
    [
        "assets/../tokens.py",
        "assets/%2e%2e/tokens.py",
        "assets/..%2f..%2fserver.py",
        "static/../index.html%00",
        "static/js/..%2f..%2f..%2fconfig.py",
        "assets/nothing.css",
    ],
)
def test_files_outside_the_assets_cannot_be_had(dashboard: Server, path: str) -> None:
    status, _, body = fetch(dashboard, path)
    assert b"from __future__" not in body
    assert b"import " not in body[:200] or status != 200


def test_our_document_has_no_script_of_its_own_and_names_no_closed_door(
    dashboard: Server,
) -> None:
    for path in ("", "data"):
        status, headers, body = fetch(dashboard, path)
        html = body.decode()
        assert status == 200
        assert headers["cache-control"] == "no-cache"
        assert '<html lang="en-GB">' in html
        assert not re.search(r"<script(?![^>]*\ssrc=)", html)
        assert "_stcore/agent" not in html


NOWHERE = (
    "nowhere", "shell", "Overview", "BOARD", "board;x=1", "board&x=1", "board%3Fx=1", "board%2Fx",
    "index.html", "statements/equity", "static/nothing", "_stcore/nothing", "downloads/nothing",
    "downloads/table/", "media/nothing", "component/nothing", "pages/board.py",
)  # fmt: skip


@pytest.mark.parametrize("path", NOWHERE)
def test_no_page_opens_at_an_address_that_is_none(dashboard: Server, path: str) -> None:
    status, _, body = fetch(dashboard, path)
    assert status in {400, 404}
    assert b"<script" not in body


def test_an_address_that_cannot_be_a_page_says_so(page: Page, dashboard: Server) -> None:
    answer = page.goto(dashboard.url("statements/equity"))
    assert answer is not None
    assert answer.status == 404
    page.get_by_role("link", name="Go to the overview").click()
    expect(page).to_have_title("Overview – Example Borough")


def test_a_browsers_old_copy_of_the_document_is_never_confirmed(dashboard: Server) -> None:
    headers = {"If-Modified-Since": "Tue, 01 Jan 2030 00:00:00 GMT"}
    status, _, body = fetch(dashboard, "", **headers)
    assert status == 200
    assert b"en-GB" in body


def test_scripts_travel_compressed_and_arrive_unchanged(dashboard: Server) -> None:
    _, _, body = fetch(dashboard, "")
    scripts = re.findall(r'"\./(static/js/[^"]+\.js)"', body.decode())
    assert scripts
    for script in scripts[:3]:
        _, plain_headers, plain = fetch(dashboard, script)
        _, headers, packed = fetch(dashboard, script, **{"Accept-Encoding": "gzip"})
        assert "content-encoding" not in plain_headers
        assert headers["content-encoding"] == "gzip"
        assert "immutable" in headers["cache-control"]
        assert gzip.decompress(packed) == plain


def test_nothing_is_asked_of_another_server(page: Page, dashboard: Server, gallery: Server) -> None:
    outside: list[str] = []
    blocked: list[str] = []

    def note(url: str) -> None:
        if not url.startswith((server.address, "data:", "blob:")):
            outside.append(url)

    page.on("request", lambda request: note(request.url))
    page.on(
        "console",
        lambda said: blocked.append(said.text) if "Content Security" in said.text else None,
    )
    for server, paths in (
        (dashboard, one_in(6, dashboard_pages())),
        (gallery, one_in(6, GALLERY_PAGES)),
    ):
        for path in paths:
            visit(page, server, path)
    assert outside == []
    assert blocked == []


def test_ready_says_so(dashboard: Server) -> None:
    status, headers, body = fetch(dashboard, "readyz")
    assert (status, body) == (200, b"ready")
    assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "given", one_in(3, [TABLE_ADDRESS, FILE_ADDRESS, f"{IMAGE_ADDRESS}?as=png"])
)
def test_no_table_file_or_picture_is_given_to_who_is_not_signed_in(
    fresh_gated: Server, dashboard: Server, given: str
) -> None:
    join = "&" if "?" in given else "?"
    asked = f"{given}{join}show=complaints_volume"
    assert fetch(fresh_gated, asked)[0] == 403
    # Nor by leaving out what the address needs, nor anywhere else that gives files.
    assert {fetch(fresh_gated, each)[0] for each in (given, *DOWNLOADS)} == {403}
    status, headers, body = fetch(dashboard, asked)
    assert status == 200
    assert body
    assert headers["cache-control"] == "no-store"
    assert fetch(dashboard, f"{given}{join}show=nothing")[0] == 404
    assert fetch(dashboard, given)[0] == 404
    assert fetch(dashboard, asked, method="POST")[0] == 405
