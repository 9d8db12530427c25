"""Several people at once: none loses anything without being asked, each hears of what others bring
in, and everybody's pages are whole."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from data_access.forms.reviews import begin_review
from data_access.store.database import open_store
from tests.benchmarks.bench_many_sessions import COUNCIL, PAGES, import_on
from tests.benchmarks.visitors import walk
from tests.browser.conftest import LAPTOP
from tests.browser.example import DAY, EXAMPLE
from tests.browser.server import Server
from tests.browser.visit import PACK, settle, visit
from tests.example_store import OFFICER

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


def brought_in_by_another_process(server: Server) -> None:
    """Begin a review in the server's store, from this process."""
    store = open_store(f"sqlite:///{server.log.parent / 'store.db'}")
    asked = {"purpose": "Is the person heard?", "period": "Last 12 months", "sample_size": "10"}
    begin_review(store, EXAMPLE, asked, day=DAY, principal=OFFICER)


def test_new_records_are_announced_and_shown_when_asked_for(
    page: Page, new_dashboard: Server
) -> None:
    announced = page.get_by_role("button", name="New records: show")
    visit(page, new_dashboard, "complaints?period=Last+12+months")
    # What its own page writes is no news to it, and so nothing is said before somebody else writes.
    expect(page.locator(".bar-newer")).to_be_empty()
    address = page.url
    brought_in_by_another_process(new_dashboard)
    announced.click()
    expect(announced).to_have_count(0)
    settle(page)
    assert page.url == address


def test_new_records_are_not_announced_to_who_types_or_presents(
    page: Page, new_dashboard: Server
) -> None:
    announced = page.get_by_role("button", name="New records: show")
    visit(page, new_dashboard, ADDRESS)
    page.get_by_role("textbox", name=NOTE).fill("Half a")
    brought_in_by_another_process(new_dashboard)
    page.wait_for_timeout(2000)  # by then it would be said
    expect(announced).to_have_count(0)
    page.get_by_role("textbox", name=NOTE).blur()
    announced.click()
    expect(announced).to_have_count(0)
    expect(page.get_by_role("textbox", name=NOTE)).to_have_value("Half a")
    visit(page, new_dashboard, f"present?pack={PACK}&screen=6")
    expect(page.locator(".bar-newer")).to_have_count(0)


def test_pages_are_whole_for_everybody_while_a_file_comes_in(new_dashboard: Server) -> None:
    """The bars of speed are those of `python -m tests.benchmarks.bench_many_sessions`."""
    url = f"sqlite:///{new_dashboard.log.parent / 'store.db'}"
    people = partial(walk, [new_dashboard.address], PAGES, look=0.2, hears=COUNCIL)
    with ThreadPoolExecutor() as threads:  # a browser has a loop running in this one
        importing = threads.submit(import_on, url, "One", 0.1)
        found = threads.submit(lambda: asyncio.run(people(sessions=8, seconds=2.0))).result()
        importing.result()
    assert found.wrong == []
    assert len(found.shown) >= 8
