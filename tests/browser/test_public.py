"""For the public nothing hidden leaves the server: pages, tooltips, tables, files, frames.

Hidden are words of records that are internal, and numbers that an exhibit shows to internal
audiences and to the public not. Both are looked for in everything that reaches the browser.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from components.exhibits.catalogue import CATALOGUE, ExhibitRequest, exhibit
from components.exhibits.exhibit import Exhibit
from components.exhibits.filters import filters_of
from components.exhibits.pack import SHIPPED
from components.exhibits.view import View
from components.web.downloads import FILE_ADDRESS, TABLE_ADDRESS
from dashboard import SCREENS
from data_access.moments import today
from data_access.snapshot import snapshot
from data_access.store.database import open_store
from tests.browser.canary import COUNCIL, INTERNAL_PACK, OFFICER, make_canary_store
from tests.browser.delivered import Delivered
from tests.browser.server import Server, serving
from tests.browser.visit import FINISHED, TELLING, settle
from tests.paths import ROOT
from tests.sampling import one_in
from vocabulary.nature import Nature

pytestmark = pytest.mark.browser

SECRET = b"zqxhid"  # long enough not to come about in a packed picture
LEAST = 100  # smaller numbers stand in dates, in shares, in the bands of the rating
FIRST_MS = 120_000  # the first page of a server that starts reads the whole store


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("canary")
    make_canary_store(made)
    return made


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    with serving(ROOT / "dashboard.py", folder) as running:
        yield running


def addresses() -> tuple[str, ...]:
    """Every page; with FULL=1 also those that show more at an address of their own, every exhibit
    and every screen by itself, else some of each."""
    pages = [screen.address for screen in SCREENS]
    telling = one_in(3, [address for several in TELLING.values() for address in several])
    exhibits = [f"exhibit?show={key}&statement=learning" for key in one_in(8, list(CATALOGUE))]
    screens = [
        f"present?pack={quote(pack.name)}&screen={number + 1}{notes}"
        for pack in (*SHIPPED, INTERNAL_PACK)
        for number in range(len(pack.items))
        for notes in (("", "&notes=1") if pack is INTERNAL_PACK else ("",))
    ]
    boards = [f"board?pack={quote(pack.name)}" for pack in (*SHIPPED, INTERNAL_PACK)]
    alone = [*exhibits, *one_in(8, screens)]
    return tuple(dict.fromkeys([*pages, *telling, *alone, *boards]))


def opened(page: Page, server: Server, address: str, audience: str) -> None:
    joined = "&" if "?" in address else "?"
    page.goto(server.url(f"{address}{joined}audience={audience}"))
    page.wait_for_selector(f"{FINISHED} h1", timeout=FIRST_MS)


def lines_with_secrets(delivered: Delivered) -> list[bytes]:
    found = []
    for data in delivered.everything():
        place = data.lower().find(SECRET)
        if place >= 0:
            found.append(data[max(0, place - 60) : place + 60])
    return found


def test_no_hidden_word_or_number_reaches_the_public(
    browser: Browser, server: Server, folder: Path, subtests: pytest.Subtests
) -> None:
    hidden = hidden_numbers(folder)
    assert len(hidden) > 10, "the example hides too little to prove anything"
    internal = {screen.address for screen in SCREENS if screen.internal}
    context = browser.new_context(locale="en-GB")
    for address in addresses():
        page, came = context.new_page(), Delivered()
        came.attach(page)
        opened(page, server, address, "public")
        if address in internal:
            with subtests.test("says that it is internal", address=address):
                title = page.get_by_role("heading", level=1)
                expect(title).to_contain_text("internal audiences only")
        if address.startswith("exhibit"):
            came.files |= downloads(page)
        came.read(page)
        with subtests.test("nothing hidden", address=address):
            assert came.frames
            assert lines_with_secrets(came) == []
            assert {number for number in came.numbers() if number in hidden} == set()
        page.close()
    context.close()


def downloads(page: Page) -> dict[str, bytes]:
    file = page.get_by_role("link", name="Download CSV")
    if not file.count():
        return {}
    with page.expect_download() as started:
        file.first.click()
    path = started.value.path()
    return {path.name: path.read_bytes()}


def test_no_table_or_file_at_an_address_of_its_own_holds_what_is_hidden(
    page: Page, server: Server, folder: Path
) -> None:
    hidden = hidden_numbers(folder)
    for key, entry in CATALOGUE.items():
        for given in (TABLE_ADDRESS, FILE_ADDRESS):
            address = f"{given}?show={key}&statement=learning&audience=Public"
            answer = page.request.get(server.url(address))
            assert answer.status == (200 if entry.public else 404), address
            came = Delivered(files={address: answer.body()})
            assert lines_with_secrets(came) == [], address
            assert {number for number in came.numbers() if number in hidden} == set(), address


def test_internal_pages_do_have_what_the_test_looks_for(browser: Browser, server: Server) -> None:
    context = browser.new_context(locale="en-GB")
    for address in ("plan", "coproduction", "review?review=R-001"):
        page, came = context.new_page(), Delivered()
        came.attach(page)
        opened(page, server, address, "internal")
        settle(page)
        assert lines_with_secrets(came), address
        page.close()
    context.close()


def hidden_numbers(folder: Path) -> frozenset[float]:
    """Numbers that exhibits say to internal audiences and nowhere to the public."""
    store = open_store(f"sqlite:///{folder / 'store.db'}")
    known = snapshot(COUNCIL, principal=OFFICER, store=store)
    internal, public = set[float](), set[float]()
    for key, entry in CATALOGUE.items():
        for statement in known.framework.ids if entry.of_statement else ("",):
            asked = ExhibitRequest(key, filters_of(today()), statement)
            internal |= told_by(exhibit(known, asked, view("internal")))
            if entry.public:
                public |= told_by(exhibit(known, asked, view("public")))
    store.engine.dispose()
    return frozenset(number for number in internal - public if number >= LEAST)


def view(audience: str) -> View:
    return View(COUNCIL, Nature.ILLUSTRATIVE, today(), None, audience)  # type: ignore[arg-type]


def told_by(shown: Exhibit) -> set[float]:
    """Whole numbers in the frame and in the sentences of an exhibit."""
    came = Delivered()
    said = " ".join(
        (shown.headline, shown.subtitle, shown.verdict, shown.meaning, shown.alternative)
    )
    came.files["said"] = said.encode()
    cells = (value for row in shown.frame.iter_rows() for value in row)
    found = {float(value) for value in cells if isinstance(value, int)}
    return found | came.numbers()
