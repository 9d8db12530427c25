"""Barriers that a program can find: axe's rules, and charts that are not said in words."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.visit import settle

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
POP_UPS = {
    "Table": ".pop-up:popover-open:has(table)",
    "How to read this": ".pop-up:popover-open",
    "More": ".pop-up:popover-open",
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


def violations_in_pop_ups(page: Page) -> list[str]:
    """The violations in each pop-up of a page of exhibits, opened one after the other."""
    found = []
    for name, pop_up in POP_UPS.items():
        page.get_by_role("button", name=name).first.click()
        page.wait_for_selector(pop_up)
        settle(page)
        page.wait_for_timeout(FADE_MS)
        found += [f"{name}: {each}" for each in violations(page, within=pop_up)]
        page.keyboard.press("Escape")
        expect(page.locator(pop_up)).to_have_count(0)
        settle(page)
    return found


def charts_not_said(page: Page) -> list[str]:
    """What stands for a chart where it cannot be seen and says too little, or the same twice."""
    said: list[str] = page.locator("[data-testid=stPlotlyChart]").evaluate_all(
        """charts => charts.map((chart) => {
          const named = chart.querySelector('[aria-label]') || chart.closest('[aria-label]');
          return named ? named.getAttribute('aria-label') : '';
        })"""
    )
    return [
        text
        for text in said
        if len(text.split()) <= 6
        or text.casefold() in {"chart", "graph", "plot"}
        or said.count(text) > 1
    ]
