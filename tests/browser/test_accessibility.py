"""WCAG 2.2 AA as far as a program can tell, on every page and every part.

The window is tall because contrast is not reported for what is out of sight.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.server import Server
from tests.browser.visit import GALLERY_PAGES, dashboard_addresses, settle, visit
from tests.sampling import one_in

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIZES: tuple[ViewportSize, ...] = (
    {"width": 1280, "height": 4000},
    {"width": 390, "height": 8000},
)
POP_UPS = {
    "Table": ".pop-up:popover-open:has(table)",
    "How to read this": ".pop-up:popover-open",
    "Change view": "[data-testid=stPopoverBody]",
}
FADE_MS = 350  # what opens fades in, and half-faded text has half its contrast

# What only Streamlit could mend: axe's rule, the part it is in, and why it is left.
KNOWN: dict[tuple[str, str], str] = {
    ("presentation-role-conflict", "stFileUploaderDropzone"): (
        "best practice, not WCAG: the drop zone is named although its role is presentation"
    ),
    ("region", 'role="listbox"'): (
        "best practice, not WCAG: a select box's open list hangs outside every landmark"
    ),
}


# A plain run looks at a third of the addresses here and at the layout of another third.
@pytest.mark.parametrize("path", one_in(3, dashboard_addresses()))
def test_a_page_has_no_violation(page: Page, dashboard: Server, path: str) -> None:
    visit(page, dashboard, path)
    phone_too = path in one_in(6, dashboard_addresses())
    assert violations_at(page, SIZES if phone_too else SIZES[:1]) == []


@pytest.mark.parametrize("path", GALLERY_PAGES)
def test_a_part_has_no_violation(page: Page, gallery: Server, path: str) -> None:
    visit(page, gallery, path)
    assert violations_at(page, SIZES) == []


@pytest.mark.parametrize("name", POP_UPS)
def test_a_pop_up_has_no_violation(page: Page, gallery: Server, name: str) -> None:
    visit(page, gallery, "exhibits")
    page.get_by_role("button", name=name).first.click()
    page.wait_for_selector(POP_UPS[name])
    page.wait_for_timeout(FADE_MS)
    assert violations(page, within=POP_UPS[name]) == []


@pytest.mark.parametrize("path", ["complaints", "learning", "practice"])
def test_pop_ups_on_a_real_page_have_no_violation(page: Page, dashboard: Server, path: str) -> None:
    visit(page, dashboard, path)
    for name, pop_up in POP_UPS.items():
        page.get_by_role("button", name=name).first.click()
        page.wait_for_selector(pop_up)
        settle(page)
        page.wait_for_timeout(FADE_MS)
        assert violations(page, within=pop_up) == [], name
        page.keyboard.press("Escape")
        expect(page.locator(pop_up)).to_have_count(0)
        settle(page)
    period = page.get_by_role("combobox", name="Period")
    period.scroll_into_view_if_needed()
    # A list closes when the page under it scrolls: no one scrolls and clicks within one frame.
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100)))")
    period.click()
    page.wait_for_selector("[role=option]")
    assert violations(page, within="[role=listbox]") == []


@pytest.mark.parametrize("path", ["", "complaints", "learning", "practice", "coproduction", "plan"])
def test_a_charts_text_alternative_says_what_is_found(
    page: Page, dashboard: Server, path: str
) -> None:
    visit(page, dashboard, path)
    charts = page.locator("[data-testid=stPlotlyChart]")
    said = charts.evaluate_all(
        """charts => charts.map((chart) => {
          const named = chart.querySelector('[aria-label]') || chart.closest('[aria-label]');
          return named ? named.getAttribute('aria-label') : '';
        })"""
    )
    assert said, "no chart"
    for text in said:
        assert len(text.split()) > 6, text
        assert text.casefold() not in {"chart", "graph", "plot"}
    assert len(set(said)) == len(said)


def test_a_list_and_a_dialog_have_no_violation(page: Page, gallery: Server) -> None:
    visit(page, gallery, "controls")
    page.get_by_role("combobox", name="Statement").click()
    page.wait_for_selector("[role=option]")
    assert violations(page, within="[role=listbox]") == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Withdraw…").click()
    page.wait_for_selector("[role=dialog]")
    page.wait_for_timeout(FADE_MS)
    assert violations(page, within="[role=dialog]") == []


def test_the_check_sees_what_is_wrong(page: Page, gallery: Server) -> None:
    visit(page, gallery)
    page.evaluate(
        """() => {
          const text = document.createElement('p');
          text.style.color = '#bbb';
          text.textContent = 'too pale';
          document.querySelector('.st-key-main').append(text);
        }"""
    )
    assert [found.split(" ")[0] for found in violations(page)] == ["color-contrast"]


def test_scores_are_said_in_words(page: Page, gallery: Server) -> None:
    visit(page, gallery, "controls")
    for words in ("Score 3 of 4", "Score 2 of 4, self-assessed", "Score 4 of 4, peer review"):
        assert page.get_by_role("img", name=words, exact=True).count() == 1


def violations_at(page: Page, sizes: Sequence[ViewportSize]) -> list[str]:
    """Violations in windows as tall as the page."""
    found = []
    for size in sizes:
        page.set_viewport_size(size)
        settle(page)
        page.wait_for_timeout(FADE_MS)
        found += violations(page)
    return found


def violations(page: Page, within: str | None = None) -> list[str]:
    """Each violation as one line: rule, where, what axe says."""
    options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
    answer = Axe().run(page, context=within, options=options).response
    assert len(answer["passes"]) > 10, "axe saw no page"
    return [
        f"{rule['id']} {node['target']} {node['html'][:140]} {node.get('failureSummary', '')}"
        for rule in answer["violations"]
        for node in rule["nodes"]
        if not any(
            rule["id"] == known and part in node["html"] + str(node["target"])
            for known, part in KNOWN
        )
    ]
