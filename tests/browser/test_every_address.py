"""Every address on every screen, loaded once: nothing lies on anything else, is cut off or too
small, every chart is said in words, and no barrier is found (WCAG 2.2 AA, as far as a program can
tell). So it is for a council of whom only published figures are known, and for one with a long name
that is new. A plain run takes some of the addresses, others each day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from components.look.layout import GLANCE
from data_access.reference.published_facts import HILLINGDON
from tests.browser.accessibility import charts_not_said, violations, violations_in_pop_ups
from tests.browser.conftest import LAPTOP, LARGE_TYPE, PHONE, WIDE
from tests.browser.example import LONG_NAME
from tests.browser.layout_faults import hollow_cards, layout_faults, sideways, small_text
from tests.browser.server import Server
from tests.browser.visit import GALLERY_PAGES, dashboard_addresses, file_name_of, settle, visit
from tests.sampling import one_in_slow

pytestmark = pytest.mark.browser

# The one sentence that a reader takes away within five seconds stands where nobody has to look for
# it: the page's headline, on a pack's cover the first of the things to know.
FIRST_LINES = 200
HEADLINE = "node => [node.innerText, Math.round(node.getBoundingClientRect().bottom)]"
TAKEN_AWAY = ".present-cover .present-message, :not(.present-panel) > h1"
STILL_MS = 500  # charts are drawn anew after the window has changed


@dataclass(frozen=True)
class Screen:
    """A window; `barriers`: whether they are looked for, too."""

    name: str
    size: ViewportSize
    barriers: bool = True


# Windows are as tall as the page where barriers are looked for: contrast is not reported for what
# is out of sight. A presentation fills whatever window there is.
ENLARGED = Screen("large type", LARGE_TYPE, barriers=False)
TALL = (
    Screen("laptop", {"width": LAPTOP["width"], "height": 4000}),
    Screen("phone", {"width": PHONE["width"], "height": 8000}),
    Screen("wide", WIDE, barriers=False),
    ENLARGED,
)
AS_THEY_ARE = (
    Screen("laptop", LAPTOP),
    Screen("phone", PHONE),
    Screen("wide", WIDE, barriers=False),
    ENLARGED,
)
OTHERS = [(council, path) for council in ("published", "new") for path in dashboard_addresses()]


def on_every_screen(page: Page, server: Server, path: str) -> Iterator[Screen]:
    """Load an address once, then show it on one screen after the other."""
    screens = AS_THEY_ARE if path.startswith("present?") else TALL
    page.set_viewport_size(screens[0].size)
    visit(page, server, path)
    for screen in screens:
        page.set_viewport_size(screen.size)
        settle(page)
        page.wait_for_timeout(STILL_MS)
        yield screen


@pytest.mark.parametrize("path", one_in_slow(6, dashboard_addresses()))
def test_an_address_fits_every_screen_and_has_no_barrier(
    page: Page,
    dashboard: Server,
    path: str,
    subtests: pytest.Subtests,
    screenshot: Callable[[Page, str], Path],
) -> None:
    for screen in on_every_screen(page, dashboard, path):
        if path != "present":  # at its bare address nothing is shown of anybody
            with subtests.test("whose records", screen=screen.name):
                expect(page.get_by_text("Example records").first).to_be_in_viewport(ratio=1)
        with subtests.test("layout", screen=screen.name):
            assert sideways(page) <= 0, "the page scrolls sideways"
            assert layout_faults(page) == []
            assert hollow_cards(page) == []
        with subtests.test("small text", screen=screen.name):
            assert small_text(page) == []
        if screen.name == "laptop":
            with subtests.test("at a glance"):
                said, ends = page.locator(TAKEN_AWAY).first.evaluate(HEADLINE)
                assert len(said) < GLANCE, said
                assert ends <= FIRST_LINES, f"it ends {ends} pixels down"
        if screen.barriers:
            with subtests.test("barriers", screen=screen.name):
                assert violations(page) == []
        screenshot(page, f"{file_name_of(path)}-{screen.name}")
    with subtests.test("charts in words"):
        assert charts_not_said(page) == []


@pytest.mark.parametrize(("council", "path"), one_in_slow(45, OTHERS))
def test_an_address_fits_every_screen_for_other_councils(
    page: Page,
    request: pytest.FixtureRequest,
    council: str,
    path: str,
    subtests: pytest.Subtests,
    screenshot: Callable[[Page, str], Path],
) -> None:
    server = request.getfixturevalue("dashboard" if council == "published" else "empty_dashboard")
    name = HILLINGDON if council == "published" else LONG_NAME
    asked = f"{path}{'&' if '?' in path else '?'}council={quote(name)}"
    for screen in on_every_screen(page, server, asked):
        if not path.startswith("present"):
            expect(page.locator(".bar-council")).to_have_text(name)
        with subtests.test("layout", screen=screen.name):
            assert sideways(page) <= 0, "the page scrolls sideways"
            assert layout_faults(page) == []
            assert hollow_cards(page) == []
            assert small_text(page) == []
        screenshot(page, f"{council}-{file_name_of(path)}-{screen.name}")


@pytest.mark.parametrize("path", one_in_slow(2, GALLERY_PAGES))
def test_a_part_fits_every_screen_and_has_no_barrier(
    page: Page,
    gallery: Server,
    path: str,
    subtests: pytest.Subtests,
    screenshot: Callable[[Page, str], Path],
) -> None:
    for screen in on_every_screen(page, gallery, path):
        with subtests.test("layout", screen=screen.name):
            assert sideways(page) <= 0, "the page scrolls sideways"
        with subtests.test("small text", screen=screen.name):
            assert small_text(page) == []
        if screen.barriers:
            with subtests.test("barriers", screen=screen.name):
                assert violations(page) == []
        screenshot(page, f"gallery-{path or 'overview'}-{screen.name}")
    if path == "exhibits":
        with subtests.test("pop-ups"):
            page.set_viewport_size(LAPTOP)
            settle(page)
            assert violations_in_pop_ups(page) == []
