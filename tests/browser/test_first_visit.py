"""What somebody meets who opens the dashboard for the first time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.accessibility import violations
from tests.browser.conftest import LAPTOP, LARGE_TYPE, PHONE, WIDE
from tests.browser.example import LONG_NAME
from tests.browser.layout_faults import layout_faults
from tests.browser.server import Server, serving
from tests.browser.visit import settle, visit
from tests.reports.pdf.pdf_reading import reader

pytestmark = pytest.mark.browser


def test_the_overview_opens_and_says_whose_records_it_shows(
    page: Page, dashboard: Server, screenshot: Callable[[Page, str], Path]
) -> None:
    visit(page, dashboard)
    expect(page).to_have_title("Overview – Example Borough")
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport(ratio=1)
    expect(page.get_by_text("Example records")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("navigation", name="Pages")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "en-GB"
    screenshot(page, "first-visit")


def test_the_overview_is_one_screen_and_fills_it(page: Page, dashboard: Server) -> None:
    visit(page, dashboard)
    expect(page.locator(".strip-card")).to_have_count(4)
    expect(page.locator(".next-row")).to_have_count(5)
    for size in (LAPTOP, WIDE):
        page.set_viewport_size(size)
        for part in (".strip-card", ".say", ".next-row", ".overview > aside > *"):
            for each in page.locator(part).all():
                expect(each).to_be_in_viewport(ratio=0.99)
        ends = page.locator(".next").evaluate("node => node.getBoundingClientRect().bottom")
        assert ends > 0.85 * size["height"]


def test_nine_statements_are_compared_on_a_laptops_first_screen(
    page: Page, dashboard: Server
) -> None:
    visit(page, dashboard, "compare")
    rows = page.locator(".compare-table:not(.compare-near) tbody tr")
    expect(rows).to_have_count(9)
    expect(rows.last).to_be_in_viewport(ratio=0.99)


def test_every_link_in_the_bar_leads_to_its_page_and_keeps_the_session(
    page: Page, dashboard: Server
) -> None:
    visit(page, dashboard)
    page.evaluate("window.sameDocument = true")
    bar = page.get_by_role("navigation", name="Pages")
    names = bar.get_by_role("link").all_inner_texts()
    assert names[0] == "Overview"
    assert bar.get_by_role("listitem").count() == len(names)
    for name in [*names[1:], names[0]]:
        bar.get_by_role("link", name=name, exact=True).click()
        expect(page).to_have_title(f"{name} – Example Borough")
        expect(bar.locator("[aria-current=page]")).to_have_text(name)
        assert page.evaluate("window.sameDocument"), f"{name} was loaded anew"


CUT = """(selector) => {
  const node = document.querySelector(selector);
  return [node.scrollWidth - node.clientWidth, node.scrollHeight - node.clientHeight];
}"""


LONG_NAMES = (LONG_NAME, "Royal Borough of Kensington and Chelsea")
NARROWEST: ViewportSize = {"width": 961, "height": 720}  # in which the pages stand in a row


def test_the_bar_has_room_for_a_long_name_looking_back_at_example_records(
    page: Page, dashboard: Server, screenshot: Callable[[Page, str], Path]
) -> None:
    visit(page, dashboard, "editions?as_at=31%20Aug%202026")
    expect(page.locator(".bar-status")).to_contain_text("As at 31 Aug 2026")
    expect(page.locator(".bar-status")).to_contain_text("Public preview")
    links = page.get_by_role("navigation", name="Pages").get_by_role("link").all()
    for name in LONG_NAMES:
        page.locator(".bar-council").evaluate("(node, name) => { node.textContent = name; }", name)
        for size in (LAPTOP, PHONE, LARGE_TYPE, NARROWEST):
            page.set_viewport_size(size)
            assert page.evaluate(CUT, ".bar-council")[0] <= 0, "the name is cut"
            assert page.evaluate(CUT, ".st-key-bar") == [0, 0]
            assert layout_faults(page) == []
            for part in (".bar-council", ".mark", ".bar-preview", ".bar-audience", ".bar-date"):
                expect(page.locator(f".st-key-bar {part}")).to_be_in_viewport(ratio=1)
            expect(page.get_by_role("button", name="Return to today")).to_be_in_viewport(ratio=1)
            if size in (LAPTOP, NARROWEST):
                for link in links:
                    expect(link).to_be_in_viewport(ratio=1)
            screenshot(page, f"bar-{size['width']}")


def test_on_a_phone_the_pages_are_a_menu(
    page: Page, dashboard: Server, screenshot: Callable[[Page, str], Path]
) -> None:
    page.set_viewport_size(PHONE)
    visit(page, dashboard, "measures")
    page.evaluate("window.sameDocument = true")
    menu = page.get_by_role("button", name="All pages")
    expect(menu).to_have_text("MeasuresAll pages")
    menu.click()
    links = page.get_by_role("navigation", name="Pages").get_by_role("link")
    for link in links.all():
        expect(link).to_be_in_viewport(ratio=1)
    assert violations(page) == []
    screenshot(page, "bar-menu")
    page.keyboard.press("Escape")
    expect(links.first).to_be_hidden()
    page.keyboard.press("Enter")  # whoever shut it stands on its button again
    links.filter(has_text="Complaints").click()
    expect(page).to_have_title("Complaints – Example Borough")
    expect(menu).to_have_text("ComplaintsAll pages")
    expect(links.first).to_be_hidden()
    assert page.evaluate("window.sameDocument")


def test_who_looks_back_is_told_so_and_returns_to_today(page: Page, dashboard: Server) -> None:
    visit(page, dashboard, "plan?as_at=31%20Aug%202026")
    row = page.get_by_text("known at the end of 31 August 2026")
    expect(row).to_be_in_viewport(ratio=1)
    page.get_by_role("button", name="Return to today").click()
    expect(row).to_have_count(0)
    expect(page.locator(".bar-status")).not_to_contain_text("31 Aug 2026")
    page.wait_for_url(lambda url: "as_at" not in url)
    page.get_by_role("link", name="Practice", exact=True).click()
    expect(page).to_have_title("Practice – Example Borough")
    settle(page)
    expect(row).to_have_count(0)


def test_a_link_inside_a_page_keeps_the_session(page: Page, gallery: Server) -> None:
    visit(page, gallery)
    page.evaluate("window.sameDocument = true")
    page.get_by_role("link", name="Assessing needs").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Assessing needs: score 3")
    assert page.url.endswith("/statement?statement=Assessing%20needs")
    expect(page.locator("[aria-current=page]")).to_have_text("Overview")
    page.get_by_role("link", name="Overview").click()
    page.get_by_role("link", name="Safeguarding").click()
    expect(page.get_by_text("Visits in this session: 2")).to_be_visible()
    assert page.evaluate("window.sameDocument")


def test_back_and_forward_lead_to_what_was_seen(page: Page, gallery: Server) -> None:
    visit(page, gallery)
    page.get_by_role("link", name="Assessing needs").click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Assessing needs: score 3")
    page.go_back()
    expect(page.get_by_role("heading", name="Needs attention")).to_be_visible()
    page.get_by_role("link", name="Safeguarding").click()
    expect(heading).to_have_text("Safeguarding: score 3")
    page.go_back()
    expect(page.get_by_role("heading", name="Needs attention")).to_be_visible()
    page.go_forward()
    expect(heading).to_have_text("Safeguarding: score 3")


def test_the_first_pages_own_address_leads_to_it(page: Page, dashboard: Server) -> None:
    visit(page, dashboard, "overview")
    assert page.url == dashboard.url()
    expect(page.get_by_text("Page not found")).to_have_count(0)


def test_the_overviews_link_can_be_opened_in_a_new_tab_from_any_page(
    page: Page, dashboard: Server
) -> None:
    visit(page, dashboard, "data")
    link = page.get_by_role("navigation", name="Pages").get_by_role("link", name="Overview")
    assert link.evaluate("node => node.href") == dashboard.url()


def test_the_keyboard_skips_the_bar(page: Page, gallery: Server) -> None:
    visit(page, gallery)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Assessing needs")).to_be_focused()


def test_what_has_the_focus_is_outlined(page: Page, gallery: Server) -> None:
    visit(page, gallery, "controls")
    bare = []
    for _ in range(25):
        page.keyboard.press("Tab")
        bare.append(
            page.evaluate(
                """() => {
                  let node = document.activeElement;
                  for (let step = 0; node && step < 6; step += 1, node = node.parentElement) {
                    const style = getComputedStyle(node);
                    if (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 3)
                      return '';
                  }
                  return document.activeElement.outerHTML.slice(0, 120);
                }"""
            )
        )
    assert [node for node in bare if node] == []


@pytest.mark.parametrize("nature", ["illustrative", "published", "own"])
def test_each_kind_of_records_has_its_own_mark(
    page: Page, gallery: Server, nature: str, screenshot: Callable[[Page, str], Path]
) -> None:
    visit(page, gallery, f"?nature={nature}")
    words = {"illustrative": "Example records", "published": "Published", "own": "Own records"}
    expect(page.locator(".bar-status .mark")).to_have_text(words[nature])
    look = "node => getComputedStyle(node).backgroundImage"
    stripe = page.locator(".st-key-bar").evaluate(look)
    assert (stripe != "none") == (nature == "illustrative")
    screenshot(page, f"gallery-{nature}")


def test_a_failing_page_says_so_without_its_secrets(
    page: Page, gallery: Server, screenshot: Callable[[Page, str], Path]
) -> None:
    visit(page, gallery, "failing")
    expect(page.get_by_role("alert")).to_contain_text("This page could not be shown")
    expect(page.get_by_text("secret detail")).to_have_count(0)
    expect(page.get_by_role("navigation", name="Pages")).to_be_visible()
    screenshot(page, "gallery-failing")


def test_a_lost_connection_is_said(
    page: Page, tmp_path: Path, screenshot: Callable[[Page, str], Path]
) -> None:
    with serving(Path(__file__).with_name("gallery.py"), tmp_path) as server:
        visit(page, server)
        expect(page.locator(".connection")).to_have_count(0)
    lost = page.get_by_role("status").filter(has_text="The connection to the dashboard is lost")
    expect(lost).to_be_visible()
    screenshot(page, "gallery-connection-lost")


def test_waiting_shows_what_for(
    page: Page, gallery: Server, screenshot: Callable[[Page, str], Path]
) -> None:
    visit(page, gallery, "states")
    page.get_by_role("button", name="Wait").click()
    expect(page.get_by_role("status").filter(has_text="Reading nine pages…")).to_be_visible()
    screenshot(page, "gallery-loading")
    expect(page.get_by_text("Done.")).to_be_visible()
    expect(page.get_by_text("Reading nine pages…")).to_have_count(0)


def test_the_check_sees_words_on_words_and_words_cut_off(page: Page, gallery: Server) -> None:
    visit(page, gallery, "exhibits")
    assert layout_faults(page) == []
    page.evaluate(
        """() => {
          const main = document.querySelector('.st-key-main');
          const first = document.createElement('p'), second = document.createElement('p');
          first.textContent = 'under';
          second.textContent = 'over';
          const both = document.createElement('div');
              both.style.cssText = 'position:relative;height:40px;flex:none';
              for (const each of [first, second])
                each.style.cssText = 'position:absolute;top:0;left:0;margin:0';
              both.append(first, second);
          const cut = document.createElement('p');
          cut.textContent = 'a label longer than its place';
          cut.style.cssText = 'width:60px;overflow:hidden;white-space:nowrap';
          main.append(both, cut);
        }"""
    )
    found = " ".join(layout_faults(page))
    assert "'under' lies on 'over'" in found
    assert "'a label longer than its place' is cut off" in found


def test_type_is_our_own(page: Page, gallery: Server) -> None:
    visit(page, gallery)
    family = page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily")
    assert family.startswith('"Atkinson Hyperlegible Next"')
    loaded = "[...document.fonts].filter(face => face.status === 'loaded').map(f => f.family)"
    assert "Atkinson Hyperlegible Next" in "".join(page.evaluate(loaded))


def test_the_page_can_be_printed(page: Page, gallery: Server) -> None:
    visit(page, gallery, "exhibits")
    page.emulate_media(media="print")
    expect(page.get_by_text("Example records")).to_be_visible()
    expect(page.get_by_role("button", name="Download CSV")).to_be_hidden()
    expect(page.get_by_role("heading", name="What the regulator found")).to_be_visible()
    headings = page.locator(".st-key-main").get_by_role("heading").all_inner_texts()
    sheets = reader(page.pdf(prefer_css_page_size=True)).pages
    printed = " ".join(" ".join(sheet.extract_text() for sheet in sheets).split())
    assert len(sheets) > 1
    missing = [each for each in headings if " ".join(each.split()) not in printed]
    assert missing == [], "only the first screen is printed"


def test_the_overview_is_printed_on_one_sheet(page: Page, dashboard: Server) -> None:
    visit(page, dashboard)
    [sheet] = reader(page.pdf(prefer_css_page_size=True)).pages
    for part in ("Say this to the board", "Next five", "Late records"):
        assert part in " ".join(sheet.extract_text().split())
