"""How long a switch to a page takes, beside a bare page with as many charts, tables and controls.

    python -m tests.benchmarks.bench_page_switch

In one browser, within one session each, by clicking the page's link: from the click until the
page's script has ended and all its charts are drawn. The dashboard and the bare app take turns.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

import dashboard
from tests.benchmarks.bench_first_page import HERE, ROOT, WAIT_MS, open_when_ready, running
from tests.browser.chromium import chromium
from tests.browser.conftest import ARGUMENTS, LAPTOP
from tests.browser.server import Server
from tests.browser.visit import visit

ROUNDS = 11
BAR = 1.5
TITLES = tuple(screen.title for screen in dashboard.SCREENS if not screen.under)

SWITCH = """([selector, title, charts]) => new Promise((done) => {
  const link = [...document.querySelectorAll(selector)]
    .find((each) => each.textContent.trim() === title);
  // Charts of the page before stand until the new page's script runs: only then is it looked at.
  const app = document.querySelector('.stApp');
  let begun = false;
  const watch = new MutationObserver(() => {
    begun = begun || app.dataset.testScriptState === 'running';
  });
  watch.observe(app, {attributes: true, attributeFilter: ['data-test-script-state']});
  const began = performance.now();
  link.click();
  const look = () => {
    const drawn = [...document.querySelectorAll('[data-testid=stPlotlyChart]')]
      .filter((chart) => chart.querySelector('.main-svg .cartesianlayer *')).length;
    const there = begun && document.title.startsWith(title)
      && document.querySelector('.stApp[data-test-script-state="notRunning"]')
      && !document.querySelector('[data-testid=stSkeleton]')
      && drawn >= charts;
    if (there) {
      watch.disconnect();
      done(performance.now() - began);
    } else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})"""
# What a page is made of, by what `bare_pages.py` calls it. The bar's own parts are on every page.
KINDS = {
    "charts": "[data-testid=stPlotlyChart]",
    "tables": "table, [data-testid=stDataFrame], [data-testid=stTable]",
    "texts": "[data-testid=stHtml], .stHtml, [data-testid=stMarkdown]",
    "choices": "[data-testid=stSelectbox], [data-testid=stMultiSelect], [data-testid=stRadio]",
    "fields": "[data-testid=stTextInput], [data-testid=stDateInput], [data-testid=stNumberInput]",
    "areas": "[data-testid=stTextArea]",
    "ticks": "[data-testid=stCheckbox]",
    "buttons": "[data-testid=stButton], [data-testid=stFormSubmitButton], "
    "[data-testid=stDownloadButton]",
    "uploads": "[data-testid=stFileUploader]",
}
COUNT = """(kinds) => {
  const many = (selector) => [...document.querySelectorAll(`:is(${selector})`)].filter((node) =>
    node.closest('.st-key-main') && !node.parentElement.closest(selector)).length;
  const counts = Object.entries(kinds).map(([kind, selector]) => [kind, many(selector)]);
  return {...Object.fromEntries(counts), rows: many('tr'), cells: many('td, th')};
}"""


def switch(page: Page, selector: str, title: str, charts: int) -> float:
    """Milliseconds from the click on a link until the page is whole."""
    taken: float = page.evaluate(SWITCH, [selector, title, charts])
    return taken


def counts_of(page: Page, ours: Server) -> dict[str, dict[str, int]]:
    """How many of each kind each page of the bar has."""
    found = {}
    for screen in dashboard.SCREENS:
        if not screen.under:
            visit(page, ours, screen.address)
            found[screen.title] = page.evaluate(COUNT, KINDS)
    return found


def main() -> int:
    """Print a line a page; the exit status is 1 if one misses its bar."""
    late = 0
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        page, bare = (browser.new_context(viewport=LAPTOP).new_page() for _ in range(2))
        for each in (page, bare):
            each.set_default_timeout(WAIT_MS)
        with running(ROOT / "dashboard.py", {"DASHBOARD_DATA_FOLDER": folder}) as address:
            ours = Server(address, Path(folder) / "log")
            open_when_ready(page, ours.url())
            counts = counts_of(page, ours)
            visit(page, ours)
            with running(HERE / "bare_pages.py", {"BENCH_COUNTS": json.dumps(counts)}) as other:
                open_when_ready(bare, other)
                bare.wait_for_selector('.stApp[data-test-script-state="notRunning"]')
                times: dict[str, tuple[list[float], list[float]]] = {t: ([], []) for t in TITLES}
                for round_ in range(ROUNDS + 1):
                    for title in (*TITLES[1:], TITLES[0]):
                        charts = counts[title]["charts"]
                        page.bring_to_front()
                        taken = switch(page, ".bar-links a", title, charts)
                        bare.bring_to_front()
                        beside = switch(bare, "[data-testid=stTopNavLink]", title, charts)
                        if round_:
                            times[title][0].append(taken)
                            times[title][1].append(beside)
        browser.close()
    for title, (taken_ms, bare_ms) in times.items():
        ratio = statistics.median(taken_ms) / statistics.median(bare_ms)
        late += ratio > BAR
        print(
            f"switch to {title}: {statistics.median(taken_ms):.0f} ms, {ratio:.2f} × a bare page "
            f"{statistics.median(bare_ms):.0f} ms with as many parts: "
            + ", ".join(f"{many} {kind}" for kind, many in counts[title].items() if many)
        )
    print(f"{late} of {len(TITLES)} pages over {BAR} × a bare page")
    return int(late > 0)


if __name__ == "__main__":
    sys.exit(main())
