"""From any page by one key to a record and on, without a mouse; not while presenting."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import violations
from tests.browser.conftest import LAPTOP, PHONE
from tests.browser.server import Server
from tests.browser.visit import PACK, settle, visit

pytestmark = pytest.mark.browser

BOX = "dialog.search"


def test_from_a_page_by_a_key_to_a_record_and_a_theme_without_a_mouse(
    page: Page, dashboard: Server
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    visit(page, dashboard, "complaints?period=Last+6+months")
    assert not [url for url in asked if "/search/" in url], "nothing is searched before it is asked"
    page.keyboard.press("/")
    box = page.get_by_role("dialog", name="Search")
    expect(box.get_by_role("textbox", name="Search")).to_be_focused()
    expect(box.get_by_role("link", name="Overview")).to_be_visible()
    page.keyboard.type("act-005")
    first = box.get_by_role("link", name="Open reablement to people")
    expect(first).to_be_visible()
    expect(box.get_by_role("status")).to_have_text("1 thing found")
    assert violations(page, within=BOX) == []
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Open reablement")
    expect(page.locator(BOX)).not_to_be_visible()
    settle(page)

    # A theme, from a page that has a choice of themes itself: the link leads to the theme found.
    page.get_by_role("link", name="Complaints", exact=True).click()
    expect(page).to_have_title("Complaints – Example Borough")
    settle(page)
    page.keyboard.press("/")
    page.keyboard.type("waiting_times")
    page.keyboard.press("Enter")  # at once: what was typed counts, not what stood there before
    expect(page.get_by_role("heading", level=1)).to_contain_text("Waiting times")
    assert "about=Waiting" in page.url
    assert not [url for url in asked if "waiting_times" in url], (
        "what is typed stands in no address"
    )


def test_the_key_types_in_a_field_and_can_be_switched_off(page: Page, dashboard: Server) -> None:
    visit(page, dashboard, "definitions")
    page.get_by_role("textbox", name="Search").press("/")
    expect(page.locator(BOX)).to_have_count(0)
    settle(page)
    page.locator("[data-search]").click()
    page.get_by_label("opens this").uncheck()
    page.keyboard.press("Escape")
    expect(page.locator(BOX)).not_to_be_visible()
    expect(page.locator("[data-search]")).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator(BOX)).not_to_be_visible()
    page.locator("[data-search]").click()
    page.get_by_label("opens this").check()
    page.set_viewport_size(PHONE)
    assert violations(page, within=BOX) == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size(LAPTOP)


def test_the_focus_comes_back_though_the_page_was_drawn_anew_meanwhile(
    page: Page, dashboard: Server
) -> None:
    visit(page, dashboard, "plan")
    button = page.locator("[data-search]")
    button.click()
    expect(page.get_by_role("textbox", name="Search")).to_be_focused()
    button.evaluate("one => one.replaceWith(one.cloneNode(true))")
    page.keyboard.press("Escape")
    expect(page.locator(BOX)).not_to_be_visible()
    expect(button).to_be_focused()


def test_while_presenting_there_is_no_search(page: Page, dashboard: Server) -> None:
    visit(page, dashboard, f"present?pack={PACK}")
    page.keyboard.press("/")
    expect(page.locator(f"{BOX}, [data-search]")).to_have_count(0)


def test_what_cannot_be_reached_says_so(page: Page, dashboard: Server) -> None:
    visit(page, dashboard, "plan")
    page.route("**/search/*", lambda route: route.abort())
    page.keyboard.press("/")
    expect(page.get_by_role("status").filter(has_text="could not be reached")).to_be_visible()


def test_a_view_is_given_a_name_and_found_by_it(page: Page, dashboard: Server) -> None:
    visit(page, dashboard, "complaints?period=Last+6+months&team=North+locality+team")
    page.keyboard.press("/")
    box = page.get_by_role("dialog", name="Search")
    box.get_by_label("Name this view").fill("North, half a year")
    page.keyboard.press("Enter")
    expect(box.get_by_role("status")).to_have_text("Kept as “North, half a year”")
    page.keyboard.press("Escape")
    visit(page, dashboard, "plan")
    page.keyboard.press("/")
    page.keyboard.type("half year")
    named = box.get_by_role("link", name="North, half a year")
    expect(named).to_be_visible()
    assert violations(page, within=BOX) == []
    named.click()
    expect(page).to_have_title("Complaints – Example Borough")
    expect(page.get_by_role("combobox", name="Team")).to_have_value("North locality team")
    settle(page)
    page.keyboard.press("/")
    box.get_by_role("button", name="Remove the view North, half a year").click()
    expect(named).to_have_count(0)
