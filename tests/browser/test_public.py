"""The public sees what is published and nothing of the working screens, whatever it asks.

Every spelling of an audience is tried at every kind of address, as the server answers; a few of
them in a browser, where everything that reaches it is searched for words of records that are
internal, and for numbers that only internal screens show.
"""

from __future__ import annotations

from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from components.editions.edition import of_stored
from components.exhibits.catalogue import CATALOGUE, ExhibitRequest, exhibit
from components.exhibits.exhibit import Exhibit
from components.exhibits.filters import filters_of
from components.exhibits.published_facts import PUBLISHED_FACTS
from components.exhibits.view import View
from components.web.admission.audience_gate import PREVIEW, REFUSED
from components.web.downloads import (
    DOCUMENT_ADDRESS,
    FILE_ADDRESS,
    IMAGE_ADDRESS,
    PACK_ADDRESS,
    TABLE_ADDRESS,
)
from dashboard import SCREENS
from data_access.editions import editions_of
from data_access.moments import today
from data_access.snapshot import snapshot
from data_access.store.database import open_store
from tests.audience_words import QUERIES
from tests.browser.accessibility import violations
from tests.browser.canary import COUNCIL, INTERNAL_PACK, OFFICER, make_canary_store
from tests.browser.conftest import LAPTOP, LARGE_TYPE, PHONE, WIDE
from tests.browser.delivered import Delivered
from tests.browser.layout_faults import layout_faults, sideways
from tests.browser.server import Server, serving
from tests.browser.visit import settle, visit
from tests.paths import ROOT
from tests.sampling import FULL, one_in
from vocabulary.nature import Nature

pytestmark = pytest.mark.browser

SECRET = b"zqxhid"  # long enough not to come about in a packed picture
LEAST = 100  # smaller numbers stand in dates, in shares, in the bands of the rating
PAGES: Final = ("", *(screen.address for screen in SCREENS[1:]))
FILES: Final = (
    f"{TABLE_ADDRESS}?show=complaints_volume", f"{FILE_ADDRESS}?show=complaints_volume",
    f"{IMAGE_ADDRESS}?show=complaints_volume&as=svg",
    f"{PACK_ADDRESS}?pack={quote(INTERNAL_PACK.name)}&as=xlsx",
    f"{DOCUMENT_ADDRESS}?document=self-assessment&as=docx", "given/table?show=plan_due",
    "given/figures.csv?show=plan_due", "given/pack?as=pdf",
)  # fmt: skip
STREAMLITS: Final = (
    "_stcore/health", "_stcore/host-config", "_stcore/stream", "_stcore/script-health-check",
    "_stcore/upload_file/a/b", "media/0123456789abcdef.csv", "component/a/b",
    "static/js/index.js", "index.html", "favicon.png", "assets/page.css", "readyz", "nowhere",
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("canary")
    make_canary_store(made)
    return made


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    with serving(ROOT / "dashboard.py", folder) as running:
        yield running


@pytest.fixture(scope="module")
def hidden(folder: Path) -> frozenset[float]:
    found = hidden_numbers(folder)
    assert len(found) > 10, "the example hides too little to prove anything"
    return found


def lines_with_secrets(delivered: Delivered) -> list[bytes]:
    found = []
    for data in delivered.everything():
        place = data.lower().find(SECRET)
        if place >= 0:
            found.append(data[max(0, place - 60) : place + 60])
    return found


class Asked:
    """A server that is asked, and no redirect followed."""

    def __init__(self, server: Server) -> None:
        self.connection = HTTPConnection(urlsplit(server.address).netloc)

    def __call__(self, path: str, **headers: str) -> tuple[int, str, bytes]:
        """Status, where it leads, and body."""
        self.connection.request("GET", f"/{path}", headers=headers)
        answer = self.connection.getresponse()
        told = answer.status, answer.headers.get("location", ""), answer.read()
        self.connection.close()  # kept open, the second part of an answer would wait
        return told


@pytest.fixture(scope="module")
def asked(server: Server) -> Asked:
    return Asked(server)


def with_query(address: str, query: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{query}"


def test_every_page_leads_whoever_names_the_public_to_the_preview(asked: Asked) -> None:
    for turn, query in enumerate(QUERIES):
        for page in PAGES if FULL or turn == 0 else one_in(8, PAGES, turn=turn):
            status, leads_to, body = asked(f"{page}?{query}")
            assert (status, body) == (307, b""), (page, query)
            assert urlsplit(leads_to).path == f"/{PREVIEW}", (page, query)
            assert "audience" not in leads_to.casefold(), (page, query)
            if leads_to != f"/{PREVIEW}":
                assert asked(leads_to.removeprefix("/"))[0] == 200, (page, query)


def test_the_council_goes_along_to_the_preview_and_nothing_else(asked: Asked) -> None:
    said = "council=Example%20Borough&as_at=2026-06-30&team=North&audience=public"
    assert asked(f"complaints?{said}")[1] == f"/{PREVIEW}?council=Example+Borough"


def test_no_file_and_no_address_of_streamlits_answers_the_public(asked: Asked) -> None:
    for turn, query in enumerate(QUERIES):
        some = (*one_in(6, FILES, turn=turn), *one_in(14, STREAMLITS, turn=turn))
        for address in (*FILES, *STREAMLITS) if FULL or turn == 0 else some:
            status, _, body = asked(with_query(address, query))
            assert (status, body) == (403, REFUSED.encode()), (address, query)


def test_no_session_begins_at_an_address_that_names_the_public(asked: Asked) -> None:
    upgrade = {
        "Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
    }  # fmt: skip
    for query in one_in(20, QUERIES):
        assert asked(f"_stcore/stream?{query}", **upgrade)[0] == 403, query


def odd_spellings(address: str) -> Iterator[str]:
    """Other ways of writing an address, and addresses near it."""
    path, _, query = address.partition("?")
    first, rest = path[:1], path[1:]
    for other in (
        path.upper(), path.title(), f"/{path}", f"./{path}", f"x/../{path}", f"{path}/",
        f"{path}//", f"{path}/.", f"{path};a=b", f"{path}&a=b", f"{path}%3Fa=b", f"{path}%23",
        f"{path}%00", f"{path}%20", f"%20{path}", f"{path}%2F", f"{path}%2Fx", f"{path}\\",
        f"{path}.html", f"%{ord(first):x}{rest}", f"%25{ord(first):x}{rest}", f"{path}/{path}",
        f"public/{path}", f"audience=public/{path}", f"{path};audience=public",
        f"{path}/audience=public", f"published/{path}", f"published/../{path}",
        f"published/%2e%2e/{path}", f"published%2F..%2F{path}", f"published/..;/{path}",
    ):  # fmt: skip
        yield f"{other}?{query}" if query else other


def test_no_spelling_of_an_address_leads_round_the_gate(asked: Asked) -> None:
    for address in (*PAGES[1:], *FILES, *STREAMLITS):
        every = list(odd_spellings(address))
        assert len(every) > 30
        for turn, spelt in enumerate(every if FULL else one_in(6, every, turn=len(address))):
            query = QUERIES[(turn * 7 + len(address)) % len(QUERIES)]
            status, leads_to, body = asked(with_query(spelt, query))
            if spelt.startswith("published"):
                assert status in {400, 404}, (spelt, query)
            else:
                led = status == 307 and leads_to.startswith(f"/{PREVIEW}")
                assert led or status in {400, 403, 404}, (spelt, query, status)
            assert SECRET not in body.lower()
            assert b"<script" not in body, (spelt, query)


def test_in_a_browser_an_old_link_of_the_public_shows_the_preview(
    browser: Browser, server: Server, hidden: frozenset[float]
) -> None:
    context = browser.new_context(locale="en-GB")
    page, came = context.new_page(), Delivered()
    came.attach(page)
    for address in one_in(9, PAGES):
        visit(page, server, f"{address}?audience=Public&team=Sensory%20team")
        expect(page).to_have_url(server.url(PREVIEW))
    assert came.frames
    came.read(page)
    assert lines_with_secrets(came) == []
    assert {number for number in came.numbers() if number in hidden} == set()
    assert violations(page) == []
    assert layout_faults(page) == []
    context.close()


def test_what_is_published_opens_without_a_session_and_without_what_is_hidden(
    browser: Browser, server: Server, hidden: frozenset[float]
) -> None:
    context = browser.new_context(locale="en-GB")
    page, came, said = context.new_page(), Delivered(), []
    came.attach(page)
    page.on("console", lambda message: said.append(message.text))
    page.goto(server.url("published?audience=internal"))
    page.get_by_role("link", name=COUNCIL).click()
    assert violations(page) == []
    page.get_by_role("link", name="Adult social care").click()
    expect(page).to_have_url(server.url("published/example-borough/1"))
    words = page.locator("main").inner_text()
    came.read(page)
    for size in (LAPTOP, WIDE, PHONE, LARGE_TYPE):
        page.set_viewport_size(size)
        assert (sideways(page), layout_faults(page)) == (0, []), size
    assert said == []
    assert context.cookies() == []
    assert came.frames == []
    assert lines_with_secrets(came) == []
    told = Delivered(files={"words": words.encode()})
    assert told.numbers() & hidden == set()
    if FULL:  # drawings of twenty charts take the program that looks for barriers half a minute
        assert violations(page) == []
    context.close()


def test_a_link_within_a_screen_leads_the_public_to_the_preview_too(
    page: Page, server: Server
) -> None:
    visit(page, server, "board")
    page.evaluate(
        """() => document.querySelector('.st-key-main a[data-page]')
          .setAttribute('href', './plan?audience=Public&period=All+time')"""
    )
    page.locator(".st-key-main a[data-page]").first.click()
    page.wait_for_url(f"**/{PREVIEW}")
    settle(page)
    expect(page.get_by_role("link", name="Board", exact=True)).to_have_attribute(
        "aria-current", "page"
    )


def test_internal_pages_do_have_what_the_test_looks_for(browser: Browser, server: Server) -> None:
    context = browser.new_context(locale="en-GB")
    told = ("plan", "coproduction?audience=internal", "review?review=R-001")
    for address in one_in(3, told):
        page, came = context.new_page(), Delivered()
        came.attach(page)
        visit(page, server, address)
        assert lines_with_secrets(came), address
        page.close()
    context.close()


def hidden_numbers(folder: Path) -> frozenset[float]:
    """Numbers that exhibits say to internal audiences, and that neither the published edition nor
    an exhibit of published facts says to the public."""
    store = open_store(f"sqlite:///{folder / 'store.db'}")
    known = snapshot(COUNCIL, principal=OFFICER, store=store)
    internal, public = set[float](), set[float]()
    for key, entry in CATALOGUE.items():
        for statement in known.framework.ids if entry.of_statement else ("",):
            asked = ExhibitRequest(key, filters_of(today()), statement)
            internal |= told_by(exhibit(known, asked, view("internal")))
            if key in PUBLISHED_FACTS:
                public |= told_by(exhibit(known, asked, view("public")))
    for edition in editions_of(store, COUNCIL, principal=OFFICER):
        public |= {number for shown in of_stored(edition).exhibits for number in told_by(shown)}
    store.engine.dispose()
    return frozenset(number for number in internal - public if number >= LEAST)


def view(audience: str) -> View:
    return View(COUNCIL, Nature.ILLUSTRATIVE, today(), None, audience)  # type: ignore[arg-type]


def told_by(shown: Exhibit) -> set[float]:
    """Whole numbers in the frame, and those in the table and the sentences of an exhibit."""
    came = Delivered()
    what = shown.definition
    said = " ".join(
        (
            shown.headline, shown.subtitle, shown.verdict, shown.meaning, shown.alternative,
            shown.source, what.meaning, what.formula, what.how_to_read, what.source,
            *shown.all_caveats,
        )
    )  # fmt: skip
    came.files["said"] = said.encode()
    came.files["table"] = str(shown.table().rows()).encode()
    cells = (value for row in shown.frame.iter_rows() for value in row)
    found = {float(value) for value in cells if isinstance(value, int)}
    return found | came.numbers()
