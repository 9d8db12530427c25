"""From the overview to a statement, a finding, its action, the proof, and back, all by links; and
from a bar to the records behind it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.server import Server
from tests.browser.visit import settle, visit

pytestmark = pytest.mark.browser

SLOW_MS = 90_000
Keep = Callable[[Page, str], Path]
SHORT = "Healthier lives"  # as the overview's scores call it
HEALTHIER = "Supporting people to live healthier lives"
FINDING = "People who had not been in hospital had less access to reablement"
ACTION = "Open reablement to people who have not been in hospital."
PROOF = "Community starts rose from one in five to one in three of reablement"


@pytest.fixture(autouse=True)
def patient(page: Page) -> None:
    """Other tests may keep this computer busy."""
    page.set_default_timeout(SLOW_MS)
    expect.set_options(timeout=SLOW_MS)


def headline(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def follow(page: Page, link: Locator, expected: str) -> None:
    link.first.click()
    expect(headline(page)).to_contain_text(expected)
    settle(page)


def test_the_evidence_trail_is_walked_from_score_to_proof_and_back(
    page: Page, dashboard: Server, screenshot: Keep
) -> None:
    visit(page, dashboard)
    follow(page, page.get_by_role("link", name=SHORT, exact=True), HEALTHIER)
    finding = page.locator(".finding", has_text=FINDING)
    follow(page, finding.get_by_role("link"), FINDING)
    trail = page.get_by_role("list", name="From score to proof")
    expect(trail).to_contain_text(PROOF)
    screenshot(page, "trail-finding")

    follow(page, trail.get_by_role("link", name=ACTION), ACTION)
    expect(trail).to_contain_text("This record")
    expect(trail).to_contain_text(PROOF)
    screenshot(page, "trail-action")

    # Back by links …
    follow(page, trail.get_by_role("link", name=re.compile(FINDING)), FINDING)
    follow(page, trail.get_by_role("link", name=HEALTHIER), HEALTHIER)
    # … and by the browser's own way.
    page.go_back()
    expect(headline(page)).to_contain_text(FINDING)
    page.go_back()
    expect(headline(page)).to_have_text(ACTION)


def test_a_click_on_a_bar_opens_its_records_and_back_returns(
    page: Page, dashboard: Server, screenshot: Keep
) -> None:
    visit(page, dashboard, "complaints?period=Last+12+months")
    card = page.locator(".st-key-card_complaints_outcomes")
    verdict = card.locator(".verdict").inner_text()
    bars = card.locator(".bars .point path")
    expect(bars).to_have_count(5)
    press_middle(page, bars.nth(1))
    page.wait_for_url("**of=Partly*")
    settle(page)
    count = page.locator(".st-key-card_records_behind .count")
    expect(count).to_contain_text(re.compile(r"^Partly upheld: \d+ complaints$"))
    expect(card.locator(".verdict")).to_have_text(verdict)  # the same period as before
    screenshot(page, "drill-records")

    press_middle(page, page.locator(".bars .point path").nth(0))
    expect(count).to_contain_text(re.compile(r"^Upheld: \d+ complaints$"))
    # Without the chart: the choice by name.
    box = page.get_by_role("combobox", name="Show the records of")
    # A list closes when the page moves under it, as it does to show the box whole.
    box.evaluate("box => box.scrollIntoView({block: 'center'})")
    settle(page)
    box.click()
    box.fill("Withdrawn")
    page.get_by_role("option", name="Withdrawn", exact=True).click()
    expect(count).to_contain_text(re.compile(r"^Withdrawn: "))
    settle(page)  # the line above the table comes before the table

    record = page.locator(".records-table").get_by_role("link").first
    reference = record.inner_text()
    record.click()
    expect(page.locator(".page-header .subtitle")).to_contain_text(reference)


def press_middle(page: Page, bar: Locator) -> None:
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
