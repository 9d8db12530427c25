"""The whole journey by keyboard alone: to a finding and its proof, a table, a file. Bringing in
files is in test_bring_in."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.server import Server
from tests.browser.visit import settle, visit

pytestmark = pytest.mark.browser

SHORT = "Healthier lives"  # as the overview's scores call it
HEALTHIER = "Supporting people to live healthier lives"
FINDING = "People who had not been in hospital had less access to reablement"
ACTION = "Open reablement to people who have not been in hospital."
POP_UP = "[data-testid=stPopoverBody]"
MAIN, CHAIN = ".st-key-main", "[aria-label='From score to proof']"
FAR = 150  # how often Tab may be pressed before we say that something cannot be reached


# One step of Tab at a time, all inside the browser's own order: what has the focus, whether it lies
# where it is looked for, and whether a reader can see that it has it.
FOCUS = """([within, of]) => {
  const node = document.activeElement;
  const about = of && node.closest(of);
  const name = about ? about.innerText
    : node.getAttribute('aria-label') || node.innerText || node.value || '';
  const box = node.getBoundingClientRect();
  const style = getComputedStyle(node);
  const ring = style.outlineStyle !== 'none' || style.boxShadow !== 'none'
    || Boolean(node.closest('[data-baseweb], [role=group], label, [data-testid=stSelectbox]'));
  return {
    name: name.trim().replace(/\\s+/g, ' '),
    inside: Boolean(node.closest(within)),
    seen: box.bottom > 0 && box.top < innerHeight,
    ring,
  };
}"""


def tab_to(page: Page, name: str, *, within: str, of: str = "") -> None:
    """Press Tab until what is called so, inside `within`, has the focus; it is then on screen, and
    shown to have it. `of`: what it is called is what this around it says."""
    page.locator(within).get_by_text(name).first.wait_for(state="attached")
    reached = []
    for _ in range(FAR):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUS, [within, of])
        reached.append(found["name"][:40])
        if found["inside"] and name in found["name"]:
            assert found["seen"], f"'{name}' has the focus out of sight"
            assert found["ring"], f"nothing shows that '{name}' has the focus"
            return
    raise AssertionError(f"'{name}' is not reached by Tab; reached: {reached[-30:]}")


def press(page: Page, name: str, *, within: str, of: str = "") -> None:
    """Go to what is called so, and press it."""
    tab_to(page, name, within=within, of=of)
    page.keyboard.press("Enter")


def choose(page: Page, name: str, option: str, *, within: str) -> None:
    """Go to the select box called so, open it and choose by typing."""
    tab_to(page, name, within=within)
    page.keyboard.press("ArrowDown")
    page.get_by_role("option", name=option).wait_for()
    page.keyboard.type(option)
    page.keyboard.press("Enter")


def test_from_a_score_to_the_proof_and_back_without_a_mouse(page: Page, dashboard: Server) -> None:
    headline = page.get_by_role("heading", level=1)
    visit(page, dashboard)
    press(page, SHORT, within=MAIN)
    expect(headline).to_contain_text(HEALTHIER)
    settle(page)
    press(page, FINDING, within=".finding", of=".finding")
    expect(headline).to_contain_text(FINDING)
    settle(page)
    press(page, ACTION, within=CHAIN)
    expect(headline).to_contain_text(ACTION)
    settle(page)
    press(page, FINDING, within=CHAIN)
    expect(headline).to_contain_text(FINDING)


def test_a_filter_a_table_and_a_file_without_a_mouse(page: Page, dashboard: Server) -> None:
    visit(page, dashboard, "complaints")
    choose(page, "Period", "Last 12 months", within=MAIN)
    page.wait_for_url("**period=Last*12*")
    settle(page)

    card = ".st-key-card_complaints_outcomes"
    press(page, "Table", within=card)
    table = page.get_by_role("dialog", name="Table")
    expect(table.get_by_role("columnheader", name="Outcome")).to_be_visible()
    tab_to(page, "Sort and search it", within=".pop-up:popover-open")
    page.keyboard.press("Escape")
    expect(table).to_have_count(0)
    expect(page.locator(card).get_by_role("button", name="Table")).to_be_focused()
    press(page, "How to read this", within=card)
    told = page.get_by_role("dialog", name="How to read this")
    expect(told).to_be_visible()
    tab_to(page, "All definitions", within=".pop-up:popover-open")
    page.keyboard.press("Escape")
    expect(told).to_have_count(0)
    expect(page.locator(card).get_by_role("button", name="How to read this")).to_be_focused()
    press(page, "More", within=card)
    with page.expect_download() as given:
        press(page, "Download CSV", within=".pop-up:popover-open")
    assert "As at" in Path(given.value.path()).read_text(encoding="utf-8-sig")
    press(page, "Link to this", within=".pop-up:popover-open")
    expect(page.get_by_role("heading", name="Every figure behind it")).to_be_visible()
    assert "Last+12+months" in page.url


def test_a_table_that_cannot_be_fetched_says_so_and_is_there_at_the_next_try(
    page: Page, dashboard: Server
) -> None:
    visit(page, dashboard, "complaints")
    opener = page.locator(".st-key-card_complaints_outcomes").get_by_role("button", name="Table")
    table = page.get_by_role("dialog", name="Table")
    page.route("**/downloads/table**", lambda route: route.abort())
    opener.click()
    expect(table).to_contain_text("could not be read")
    page.keyboard.press("Escape")
    page.unroute("**/downloads/table**")
    opener.click()
    expect(table.get_by_role("columnheader", name="Outcome")).to_be_visible()
    expect(table).not_to_contain_text("could not be read")


def test_the_view_is_changed_without_a_mouse(page: Page, dashboard: Server) -> None:
    visit(page, dashboard, "complaints")
    press(page, "Change view", within=".st-key-bar")
    expect(page.locator(POP_UP)).to_be_visible()
    choose(page, "As known at the end of", "30 Sep 2026", within=POP_UP)
    page.wait_for_url("**as_at=30+Sep+2026*")
    page.keyboard.press("Escape")
    expect(page.get_by_role("group", name="About these records")).to_contain_text("30 Sep 2026")


def test_the_focus_stays_on_the_link_that_was_followed(page: Page, dashboard: Server) -> None:
    visit(page, dashboard, "complaints?period=Last+12+months")
    press(page, "Board", within=".bar-links")  # a page without a period: the links are new ones
    expect(page.get_by_role("heading", level=1)).to_contain_text("board room")
    settle(page)
    expect(page.get_by_role("link", name="Board", exact=True)).to_be_focused()
    expect(page.locator(".bar-links [aria-current=page]")).to_have_text("Board")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Data", exact=True)).to_be_focused()
