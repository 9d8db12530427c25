"""The whole journey by keyboard alone: from the overview to a finding, an exhibit and its file."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.server import Server
from tests.browser.visit import settle, visit

pytestmark = pytest.mark.browser

LEARNING = "Learning, improvement and innovation"
FAR = 250  # how often Tab may be pressed before we say that something cannot be reached
FOCUSED = """() => {
  const node = document.activeElement;
  const name = node.getAttribute('aria-label') || node.innerText || node.value || '';
  return name.trim().replace(/\\s+/g, ' ');
}"""


def tab_to(page: Page, name: str, *, within: str = "body") -> None:
    """Press Tab until what is called so, inside `within`, has the focus."""
    seen = []
    for _ in range(FAR):
        page.keyboard.press("Tab")
        inside = page.evaluate(
            "(within) => Boolean(document.activeElement.closest(within))", within
        )
        seen.append(page.evaluate(FOCUSED))
        if inside and name in seen[-1]:
            return
    raise AssertionError(f"'{name}' is not reached by Tab; reached: {seen[-20:]}")


def test_from_the_overview_to_a_downloaded_figure_without_a_mouse(
    page: Page, dashboard: Server
) -> None:
    visit(page, dashboard)
    tab_to(page, LEARNING, within=".st-key-main")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(LEARNING)
    settle(page)

    # The list of findings narrowed to its shortfalls.
    everything = page.locator(".count").inner_text()
    tab_to(page, "Says", within=".st-key-card_findings")
    page.keyboard.type("Shortf")
    expect(page.get_by_role("option", name="Shortfall")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".count")).not_to_have_text(everything)
    page.keyboard.press("Escape")
    settle(page)

    # Back up to the history of the score: its own page, its table, its file.
    page.keyboard.press("Control+Home")
    visit(page, dashboard, "statement?statement=learning")
    tab_to(page, "Link to this", within=".st-key-card_score_history")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Every figure behind it")).to_be_visible()
    settle(page)
    card = ".st-key-card_score_history"
    tab_to(page, "Table", within=card)
    page.keyboard.press("Enter")
    expect(page.locator("[data-testid=stPopoverBody]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("[data-testid=stPopoverBody]")).to_have_count(0)
    tab_to(page, "Download CSV", within=card)
    with page.expect_download() as given:
        page.keyboard.press("Enter")
    text = Path(given.value.path()).read_text(encoding="utf-8-sig")
    assert LEARNING in text
    assert "As at" in text
