"""How long a switch to a page takes, beside a bare page with as many charts, tables and controls.

    python -m tests.benchmarks.bench_page_switch

In one browser, within one session each, by clicking the page's link: from the click until the
page's own heading stands there, its script has ended and all its charts are drawn. The dashboard
and the bare app take turns. What the server and the page compute is told beside the clock: on a
machine that does other things meanwhile it says what the page itself costs.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import psutil
from playwright.sync_api import Page, sync_playwright

import dashboard
from tests.benchmarks.bench_first_page import HERE, ROOT, WAIT_MS, open_when_ready, running
from tests.browser.chromium import chromium
from tests.browser.conftest import ARGUMENTS, LAPTOP
from tests.browser.server import Server
from tests.browser.visit import FINISHED, visit

ROUNDS = 11
BAR = 1.5
# Those that the bar of somebody who sees one council has.
IN_BAR = [each for each in dashboard.SCREENS if not each.under and not each.of_several]
TITLES = tuple(screen.title for screen in IN_BAR)

HEADING = "() => document.querySelector('h1')?.textContent.trim()"
# What the page before drew stands until the new page's script has run: the heading tells whose page
# this is. That the script runs may pass between two frames, so it cannot be waited for.
SWITCH = """([selector, title, heading, charts, longest]) => new Promise((done, fail) => {
  const link = [...document.querySelectorAll(selector)]
    .find((each) => each.textContent.trim() === title);
  const began = performance.now();
  link.click();
  const look = () => {
    const now = performance.now();
    const drawn = [...document.querySelectorAll('[data-testid=stPlotlyChart]')]
      .filter((chart) => chart.querySelector('.main-svg .cartesianlayer *')).length;
    const there = document.title.startsWith(title)
      && [...document.querySelectorAll('h1')].some((h1) => h1.textContent.trim() === heading)
      && document.querySelector('.stApp[data-test-script-state="notRunning"]')
      && !document.querySelector('[data-testid=stSkeleton]')
      && drawn === charts;
    if (there) done(now - began);
    else if (now - began > longest) fail(`${title} has ${drawn} of ${charts} charts`);
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})"""
# What a page is made of, by what `bare_pages.py` calls it. The bar's own parts are on every page.
KINDS = {
    "charts": "[data-testid=stPlotlyChart]",
    "tables": "table, [data-testid=stDataFrame], [data-testid=stTable]",
    "texts": "[data-testid=stHtml], .stHtml, [data-testid=stMarkdown]",
    "choices": "[data-testid=stSelectbox], [data-testid=stMultiSelect], [data-testid=stRadio]",
    "segments": "[data-testid=stButtonGroup]",
    "fields": "[data-testid=stTextInput], [data-testid=stDateInput], [data-testid=stNumberInput]",
    "areas": "[data-testid=stTextArea]",
    "ticks": "[data-testid=stCheckbox]",
    "buttons": "[data-testid=stButton]",
    "forms": "[data-testid=stForm]",
    "downloads": "[data-testid=stDownloadButton]",
    "boxes to open": "[data-testid=stExpander]",
    "uploads": "[data-testid=stFileUploader]",
}
COUNT = """(kinds) => {
  const many = (selector) => [...document.querySelectorAll(`:is(${selector})`)].filter((node) =>
    node.closest('.st-key-main') && !node.parentElement.closest(`:is(${selector})`)).length;
  const counts = Object.entries(kinds).map(([kind, selector]) => [kind, many(selector)]);
  return {...Object.fromEntries(counts), rows: many('tr'), cells: many('td, th')};
}"""


@dataclass
class Side:
    """One of the two apps: its page in the browser, how its links are found, and its server."""

    page: Page
    links: str
    server: psutil.Process
    headings: dict[str, str]
    clock: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    computed: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self._session = self.page.context.new_cdp_session(self.page)
        self._session.send("Performance.enable")

    def switch(self, title: str, charts: int) -> None:
        """Switch to a page until it is whole; notes how long that took."""
        self.page.bring_to_front()
        wanted = [self.links, title, self.headings[title], charts, WAIT_MS]
        before = self._computed()
        self.clock[title].append(float(self.page.evaluate(SWITCH, wanted)))
        self.computed[title].append(self._computed() - before)

    def _computed(self) -> float:
        """Milliseconds that the server and the page's process have computed so far."""
        metrics = self._session.send("Performance.getMetrics")["metrics"]
        [of_page] = [each["value"] for each in metrics if each["name"] == "ProcessTime"]
        times = self.server.cpu_times()
        return 1000 * float(of_page + times.user + times.system)


def server_at(address: str) -> psutil.Process:
    """The process, of those this one started, that serves an address."""
    port = f"--server.port={urlsplit(address).port}"
    [found] = [each for each in psutil.Process().children() if port in each.cmdline()]
    return found


def counts_of(page: Page, ours: Server) -> tuple[dict[str, dict[str, int]], dict[str, str]]:
    """How many of each kind each page of the bar has, and how each page is headed."""
    found, headings = {}, {}
    for screen in IN_BAR:
        visit(page, ours, screen.address)
        found[screen.title] = page.evaluate(COUNT, KINDS)
        headings[screen.title] = page.evaluate(HEADING)
    return found, headings


def main() -> int:
    """Print a line a page; the exit status is 1 if one misses its bar."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        page, bare = (browser.new_context(viewport=LAPTOP).new_page() for _ in range(2))
        for each in (page, bare):
            each.set_default_timeout(WAIT_MS)
        with running(ROOT / "dashboard.py", {"DASHBOARD_DATA_FOLDER": folder}) as address:
            ours = Server(address, Path(folder) / "log")
            open_when_ready(page, ours.url())
            counts, headings = counts_of(page, ours)
            visit(page, ours)
            with running(HERE / "bare_pages.py", {"BENCH_COUNTS": json.dumps(counts)}) as other:
                open_when_ready(bare, other)
                bare.wait_for_selector(f"{FINISHED} h1")
                of_ours = Side(page, ".bar-links a", server_at(address), headings)
                its_titles = {title: title for title in TITLES}
                beside = Side(bare, "[data-testid=stTopNavLink]", server_at(other), its_titles)
                for _ in range(ROUNDS + 1):
                    for title in (*TITLES[1:], TITLES[0]):
                        for side in (of_ours, beside):
                            side.switch(title, counts[title]["charts"])
        browser.close()
    return report(of_ours, beside, counts)


def report(ours: Side, beside: Side, counts: Mapping[str, Mapping[str, int]]) -> int:
    """Print a line a page, of all rounds but the first; 1 if one misses its bar."""
    late = 0
    for title in TITLES:
        taken, bare, computed, least = (
            statistics.median(times[title][1:])
            for times in (ours.clock, beside.clock, ours.computed, beside.computed)
        )
        late += taken / bare > BAR
        print(
            f"switch to {title}: {taken:.0f} ms, {taken / bare:.2f} × a bare page {bare:.0f} ms; "
            f"computing {computed:.0f} ms, {computed / least:.2f} × {least:.0f} ms; "
            + ", ".join(f"{many} {kind}" for kind, many in counts[title].items() if many)
        )
    print(f"{late} of {len(TITLES)} pages over {BAR} × a bare page with as many parts")
    return int(late > 0)


if __name__ == "__main__":
    sys.exit(main())
