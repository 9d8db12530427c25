"""A pack presented by keyboard alone, as on a shared screen."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from components.pack import SHIPPED
from tests.browser.server import Server
from tests.browser.visit import FINISHED

pytestmark = pytest.mark.browser

PACK = SHIPPED[0]
MANY = len(PACK.items)
SLOW_MS = 30_000
SMALL_TEXT = """() => [...document.querySelectorAll('.present *')]
  .filter((node) => [...node.childNodes].some((each) => each.nodeType === 3 && each.data.trim()))
  .filter((node) => node.checkVisibility())
  .filter((node) => parseFloat(getComputedStyle(node).fontSize) < 20)
  .map((node) => `${node.className} ${node.textContent.slice(0, 40)}`)"""
SCROLLS = """() => [document.documentElement, ...document.querySelectorAll('.present')]
  .filter((node) => node.scrollHeight > node.clientHeight + 1 && node.clientHeight)
  .map((node) => `${node.className} ${node.scrollHeight} in ${node.clientHeight}`)"""
CHART_TEXT = """() => {
  const chart = document.querySelector('.present-chart');
  return chart ? [chart.naturalWidth > 0, chart.alt.length > 20] : [true, true];
}"""


def present(page: Page, dashboard: Server, screen: int = 1) -> None:
    page.goto(dashboard.url(f"present?pack={quote(PACK.name)}&screen={screen}"))
    stands_at(page, screen)


def stands_at(page: Page, screen: int) -> None:
    foot = page.locator(".present-foot")
    expect(foot).to_contain_text(f"{screen} of {MANY}", timeout=SLOW_MS)
    page.wait_for_selector(FINISHED)


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)], ids=["1280", "1920"])
def test_a_whole_pack_by_keyboard(page: Page, dashboard: Server, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    present(page, dashboard)
    for screen in range(1, MANY + 1):
        stands_at(page, screen)
        assert page.evaluate(SCROLLS) == [], f"screen {screen}"
        assert page.evaluate(SMALL_TEXT) == [], f"screen {screen}"
        assert page.evaluate(CHART_TEXT) == [True, True], f"screen {screen}"
        assert f"screen={screen}" in page.url
        page.keyboard.press("ArrowRight" if screen % 2 else "PageDown")
    page.keyboard.press("Home")
    stands_at(page, 1)
    page.keyboard.press("End")
    stands_at(page, MANY)
    page.keyboard.press("ArrowLeft")
    stands_at(page, MANY - 1)
    page.go_back()
    stands_at(page, MANY)
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", level=1)).to_contain_text("board room", timeout=SLOW_MS)


def test_a_link_reopens_the_very_screen(page: Page, dashboard: Server) -> None:
    present(page, dashboard, 7)
    headline = page.locator(".present h1").inner_text()
    page.reload()
    stands_at(page, 7)
    assert page.locator(".present h1").inner_text() == headline


def test_switching_to_internal_asks_first(page: Page, dashboard: Server) -> None:
    page.goto(dashboard.url(f"present?pack={quote(PACK.name)}&screen=1&audience=public"))
    expect(page.locator(".present-foot")).to_contain_text("Public audience", timeout=SLOW_MS)
    page.get_by_text("All screens").click()
    page.get_by_role("link", name="Show internal figures…").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Show internal figures to")
    page.get_by_role("link", name="Show the internal figures").click()
    expect(page.locator(".present-foot")).to_contain_text("Internal", timeout=SLOW_MS)
