"""Two people change one record at once: neither loses anything without being asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import LAPTOP
from tests.browser.server import Server
from tests.browser.visit import settle, visit

pytestmark = pytest.mark.browser

ADDRESS = "record?dataset=action&record=ACT-034"
NOTE = "Progress (optional)"
Keep = Callable[[Page, str], Path]


@pytest.mark.parametrize("way", ["Record mine", "Keep theirs"])
def test_the_slower_of_two_is_asked(
    browser: Browser, new_dashboard: Server, screenshot: Keep, way: str
) -> None:
    first, second = (browser.new_context(viewport=LAPTOP, locale="en-GB") for _ in range(2))
    fast, slow = first.new_page(), second.new_page()
    for page in (fast, slow):
        visit(page, new_dashboard, ADDRESS)
    write(fast, f"Theirs, before {way}.")
    expect(fast.get_by_text("Recorded: ACT-034")).to_be_visible()
    write(slow, f"Mine, then {way}.")
    expect(slow.get_by_text("changed this record while you had it open")).to_be_visible()
    expect(slow.get_by_label("The two versions side by side").first).to_be_visible()
    screenshot(slow, f"two-editors-{way[:6]}")
    slow.get_by_role("button", name=way).click()
    # The question itself speaks of "which version stands": only the answer says whose.
    whose = "Your" if way == "Record mine" else "Their"
    expect(slow.get_by_text(f"{whose} version stands")).to_be_visible()
    visit(fast, new_dashboard, ADDRESS)
    stands = f"Mine, then {way}." if way == "Record mine" else f"Theirs, before {way}."
    expect(fast.get_by_role("textbox", name=NOTE)).to_have_value(stands)
    first.close()
    second.close()


def test_what_was_typed_outlives_a_lost_session_in_which_another_was_faster(
    browser: Browser, new_dashboard: Server
) -> None:
    first, second = (browser.new_context(viewport=LAPTOP, locale="en-GB") for _ in range(2))
    fast, slow = first.new_page(), second.new_page()
    for page in (fast, slow):
        visit(page, new_dashboard, ADDRESS)
    typed(slow, "Mine, not sent yet.")
    write(fast, "Theirs, meanwhile.")
    expect(fast.get_by_text("Recorded: ACT-034")).to_be_visible()
    slow.reload()  # the server knows nothing of what was typed
    settle(slow)
    expect(slow.get_by_role("textbox", name=NOTE)).to_have_value("Mine, not sent yet.")
    slow.get_by_role("button", name="Record the change").click()
    expect(slow.get_by_text("changed this record while you had it open")).to_be_visible()
    slow.get_by_role("button", name="Record mine").click()
    expect(slow.get_by_text("Your version stands")).to_be_visible()
    visit(fast, new_dashboard, ADDRESS)
    expect(fast.get_by_role("textbox", name=NOTE)).to_have_value("Mine, not sent yet.")
    first.close()
    second.close()


def write(page: Page, note: str) -> None:
    typed(page, note)
    page.get_by_role("button", name="Record the change").click()


def typed(page: Page, note: str) -> None:
    box = page.get_by_role("textbox", name=NOTE)
    box.fill(note)
    box.press("Tab")
    settle(page)
