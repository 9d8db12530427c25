"""A pack presented by keyboard alone, as on a shared screen."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from components.exhibits.catalogue import CATALOGUE
from components.packs.pack import Pack, PackItem
from components.packs.shipped import SHIPPED
from data_access.forms.kept_packs import save_pack
from tests.browser.server import Server, serving
from tests.browser.visit import FINISHED
from tests.example_store import OFFICER, example_at
from tests.paths import ROOT
from tests.sampling import one_in_slow

pytestmark = pytest.mark.browser

PACK, NINE, *_ = SHIPPED
MANY = len(PACK.items) + 2  # the cover, and what the board is asked for
EVERYTHING = Pack(
    "Everything there is",
    tuple(
        PackItem(
            key,
            statement="learning" if entry.of_statement else "",
            measure="assessments_in_time" if entry.of_measure else "",
        )
        for key, entry in CATALOGUE.items()
    ),
)
BOTH = [(1280, 720), (1920, 1080)]
SIZES = pytest.mark.parametrize("size", BOTH, ids=["1280", "1920"])

SMALL_TEXT = """() => [...document.querySelectorAll('.present *')]
  .filter((node) => [...node.childNodes].some((each) => each.nodeType === 3 && each.data.trim()))
  .filter((node) => node.checkVisibility())
  .filter((node) => parseFloat(getComputedStyle(node).fontSize) < 19.99)
  .map((node) => `${node.className} ${node.textContent.slice(0, 40)}`)"""
SCROLLS = """() => [document.documentElement,
    ...document.querySelectorAll(`.present, .present-body, .present h1, .present-beneath p,
      .present-messages, .present-panel, .present-message, .present-why`)]
  .filter((node) => node.scrollHeight > node.clientHeight + 2 && node.clientHeight
    || node.scrollWidth > node.clientWidth + 2)
  .map((node) => `${node.className || node.tagName}: ${node.scrollWidth} × ${node.scrollHeight}`
    + ` in ${node.clientWidth} × ${node.clientHeight}`)"""
OUTSIDE = """() => [...document.querySelectorAll('.present *')]
  .filter((node) => node.checkVisibility() && node.getClientRects().length)
  .map((node) => [node, node.getBoundingClientRect()])
  .filter(([, box]) => box.right > innerWidth + 1 || box.bottom > innerHeight + 1)
  .map(([node]) => `${node.tagName} ${node.className}`)"""
# Words of a picture are outlines, each in a group scaled to a hundredth of its size in points; the
# size on screen follows from how large the picture is shown.
CHART = """async () => {
  const chart = document.querySelector('.present-chart');
  if (!chart) return null;
  await chart.decode();
  const drawn = atob(chart.src.split('base64,')[1]);
  const wide = parseFloat(drawn.match(/viewBox="0 0 ([0-9.]+) /)[1]);
  const sizes = [...drawn.matchAll(/scale\\(([0-9.]+) -[0-9.]+\\)/g)].map((m) => 100 * m[1]);
  const box = chart.getBoundingClientRect();
  const scale = Math.min(box.width / chart.naturalWidth, box.height / chart.naturalHeight)
    * chart.naturalWidth / wide;
  return {smallest: Math.min(...sizes) * scale, words: sizes.length, said: chart.alt.length};
}"""


@pytest.fixture(autouse=True)
def nothing_presented(context: BrowserContext) -> Iterator[None]:
    """Each test begins, and leaves, a browser in which no presentation goes on."""
    context.clear_cookies()
    yield
    context.clear_cookies()


def present(page: Page, dashboard: Server, screen: int = 1, pack: Pack = PACK) -> None:
    page.goto(dashboard.url(f"present?pack={quote(pack.name)}&screen={screen}"))


def stands_at(page: Page, screen: int, many: int = MANY) -> None:
    expect(page.locator(".present-foot")).to_contain_text(f"{screen} of {many}")
    page.wait_for_selector(FINISHED)
    page.evaluate("() => document.fonts.ready.then(() => new Promise(requestAnimationFrame))")


def can_be_read(page: Page, what: str) -> None:
    """Nothing scrolls, sticks out or is cut off, and no words are below 20 pixels."""
    assert page.evaluate(SCROLLS) == [], what
    assert page.evaluate(OUTSIDE) == [], what
    assert page.evaluate(SMALL_TEXT) == [], what
    chart = page.evaluate(CHART)
    if chart:
        assert chart["smallest"] >= 19.99, (what, chart)
        assert chart["words"] > 2, (what, chart)
        assert chart["said"] > 20, (what, chart)
    else:
        assert page.locator(".present-body, .present-messages").inner_text().strip(), what


@SIZES
def test_a_whole_pack_by_keyboard(page: Page, dashboard: Server, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    present(page, dashboard)
    for screen in range(1, MANY + 1):
        stands_at(page, screen)
        can_be_read(page, f"screen {screen}")
        assert f"screen={screen}" in page.url
        page.keyboard.press("ArrowRight" if screen % 2 else "PageDown")
    page.keyboard.press("Home")
    stands_at(page, 1)
    page.keyboard.press("End")
    stands_at(page, MANY)
    expect(page.get_by_role("heading", level=1)).to_contain_text("We ask the board for")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".present-foot")).to_contain_text("Back page")
    can_be_read(page, "back page")
    page.keyboard.press("ArrowLeft")
    stands_at(page, MANY)
    page.keyboard.press("ArrowLeft")
    stands_at(page, MANY - 1)
    page.go_back()
    stands_at(page, MANY)
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", level=1)).to_contain_text("board room")


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The example council with a pack of every exhibit."""
    folder = tmp_path_factory.mktemp("everything")
    store = example_at(folder / "store.db")
    save_pack(
        store,
        "Example Borough",
        name=EVERYTHING.name,
        definition=EVERYTHING.definition,
        audience=EVERYTHING.audience,
        based_on=None,
        principal=OFFICER,
    )
    store.engine.dispose()
    with serving(ROOT / "dashboard.py", folder) as server:
        yield server


@pytest.mark.parametrize("size", one_in_slow(2, BOTH), ids=lambda size: str(size[0]))
def test_every_exhibit_can_be_presented(
    page: Page, everything: Server, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(everything.url(f"present?pack={quote(EVERYTHING.name)}"))
    many = int(page.locator(".present").get_attribute("data-many") or 0) - 1
    assert many > 50
    for screen in range(1, many + 1):
        stands_at(page, screen, many)
        can_be_read(page, f"{screen}: {page.locator('.present h1').inner_text()}")
        page.keyboard.press("ArrowDown")


def test_all_statements_have_a_screen(page: Page, dashboard: Server) -> None:
    present(page, dashboard, 1, NINE)
    expect(page.locator(".present-foot")).to_contain_text("Public audience")
    page.get_by_text("All screens").click()
    headlines = page.locator(".present-ways li")
    many = headlines.count() - 1  # the back page has no number
    assert many > len(NINE.items)
    page.keyboard.press("Escape")
    page.keyboard.press("End")
    stands_at(page, many, many)
    can_be_read(page, "the last statement")


def test_a_link_reopens_the_very_screen(page: Page, dashboard: Server) -> None:
    present(page, dashboard, 7)
    stands_at(page, 7)
    headline = page.locator(".present h1").inner_text()
    page.reload()
    stands_at(page, 7)
    assert page.locator(".present h1").inner_text() == headline


def test_a_screen_is_jumped_to_and_f_fills_the_screen(page: Page, dashboard: Server) -> None:
    present(page, dashboard)
    stands_at(page, 1)
    page.get_by_text("All screens").click()
    page.locator(".present-ways li a").nth(4).click()
    stands_at(page, 5)
    page.keyboard.press("f")
    page.wait_for_function("() => document.fullscreenElement")
    page.keyboard.press("f")
    page.wait_for_function("() => !document.fullscreenElement")


def test_notes_keep_in_step_in_a_second_window(page: Page, dashboard: Server) -> None:
    present(page, dashboard, 3)
    stands_at(page, 3)
    with page.expect_popup() as opened:
        page.keyboard.press("n")
    notes = opened.value
    said = notes.locator(".present-notes")
    expect(said).to_contain_text(f"Notes for screen 3 of {MANY}")
    expect(said).to_contain_text("Keep in mind")
    assert page.get_by_text("Keep in mind").count() == 0
    for _ in range(3):
        page.keyboard.press("PageDown")
    stands_at(page, 6)
    expect(said).to_contain_text(f"Notes for screen 6 of {MANY}")
    notes.keyboard.press("ArrowLeft")
    expect(said).to_contain_text(f"Notes for screen 5 of {MANY}")
    stands_at(page, 5)
    notes.close()


QUESTION = "Show internal figures to everybody on this call?"


@pytest.fixture
def in_public(context: BrowserContext, dashboard: Server) -> Iterator[Page]:
    """A pack for the public being presented."""
    page = context.new_page()
    present(page, dashboard, pack=NINE)
    expect(page.locator(".present-foot")).to_contain_text("Public audience")
    yield page
    page.close()


def test_an_internal_pack_is_asked_about_first(in_public: Page, dashboard: Server) -> None:
    page = in_public
    title = page.get_by_role("heading", level=1)
    present(page, dashboard)
    expect(title).to_contain_text(QUESTION)
    page.get_by_role("link", name="Show the internal figures").click()
    expect(page.locator(".present-foot")).to_contain_text("Internal audience")
    page.keyboard.press("ArrowRight")
    stands_at(page, 2)
    expect(page.locator(".present-foot")).to_contain_text("Internal audience")
    sure = page.url
    page.reload()
    stands_at(page, 2)
    # The public's pack once more: another answer is needed, and an old one does not serve.
    present(page, dashboard, pack=NINE)
    expect(page.locator(".present-foot")).to_contain_text("Public audience")
    page.goto(sure)
    expect(title).to_contain_text(QUESTION)
    page.get_by_role("link", name="Go back to the packs").click()
    expect(title).to_contain_text("board room")


def test_an_address_typed_by_hand_or_a_second_tab_asks_too(
    in_public: Page, context: BrowserContext, dashboard: Server
) -> None:
    internal = dashboard.url(f"present?pack={quote(PACK.name)}&screen=1&sure=guessed")
    for page in (in_public, context.new_page()):
        page.goto(internal)
        expect(page.get_by_role("heading", level=1)).to_contain_text(QUESTION)
    page.close()


def test_a_presentation_that_ended_is_not_asked_about(in_public: Page, dashboard: Server) -> None:
    in_public.keyboard.press("Escape")
    expect(in_public.get_by_role("heading", level=1)).to_contain_text("board room")
    present(in_public, dashboard)
    expect(in_public.locator(".present-foot")).to_contain_text("Internal audience")
