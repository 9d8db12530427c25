"""How long a board waits for the next screen.

    python -m tests.benchmarks.bench_board

From pressing Page Down until the next screen of the shipped board pack is painted, chart and all,
in a browser on this machine; beside following a link between two bare Streamlit pages of one title,
which is what the server and the browser cost by themselves. The first screen, which builds the
pack's exhibits, is given by itself: it opens before the board looks.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, Page, sync_playwright

from components.packs.shipped import SHIPPED
from tests.benchmarks.beside import Pair
from tests.browser.chromium import chromium
from tests.browser.conftest import ARGUMENTS, LAPTOP, WIDE
from tests.browser.server import Server, serving
from tests.browser.visit import FINISHED
from tests.paths import ROOT

HERE = Path(__file__).resolve().parent
BAR_MS = 500
ROUNDS = 3
PACK = SHIPPED[0]
MANY = len(PACK.items) + 2  # the cover, and what the board is asked for
# Painted: the words stand there, the chart is decoded, and two frames have passed since.
PAINTED = """async (wanted) => {
  const there = () => document.querySelector(wanted.where)?.textContent.includes(wanted.text);
  while (!there()) await new Promise(requestAnimationFrame);
  const chart = document.querySelector('.present-chart');
  if (chart) await chart.decode();
  await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  return performance.now();
}"""


def main() -> int:
    """Print both; the exit status is 1 if the median screen misses the bar."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        late = 0
        with (
            serving(ROOT / "dashboard.py", Path(folder)) as server,
            serving(HERE / "bare_pages.py", Path(folder)) as bare,
        ):
            for size in (LAPTOP, WIDE):
                late += measured(browser, server, bare, f"{size['width']} × {size['height']}", size)
        browser.close()
    return int(late > 0)


def measured(browser: Browser, server: Server, bare: Server, named: str, size: object) -> bool:
    """Print a line for one size of screen; whether it missed the bar."""
    context = browser.new_context(viewport=size)  # type: ignore[arg-type]
    page, beside = context.new_page(), context.new_page()
    started = time.perf_counter()
    page.goto(server.url(f"present?pack={quote(PACK.name)}&screen=1"))
    wait(page, 1)
    first = time.perf_counter() - started
    beside.goto(bare.url())
    beside.wait_for_selector(f"{FINISHED} h1")
    taken, least = [], []
    for _ in range(ROUNDS):
        for screen in range(2, MANY + 1):
            page.bring_to_front()
            taken.append(pressed(page, "PageDown", ".present-foot", f"{screen} of {MANY}"))
            beside.bring_to_front()
            least.append(switched(beside, screen % 2))
        page.bring_to_front()
        pressed(page, "Home", ".present-foot", f"1 of {MANY}")
    context.close()
    pair = Pair(tuple(taken), tuple(least))
    median = 1000 * statistics.median(taken)
    print(pair.line(f"next screen at {named}", "a bare page"))
    print(f"  median {median:.0f} ms, bar {BAR_MS} ms; the first screen {first:.2f} s")
    return median > BAR_MS


def wait(page: Page, screen: int) -> None:
    """Until a screen is painted."""
    wanted = {"where": ".present-foot", "text": f"{screen} of {MANY}"}
    page.evaluate(PAINTED, wanted)
    page.wait_for_selector(FINISHED)


def pressed(page: Page, key: str, where: str, text: str) -> float:
    """Seconds from a key to the paint, by the browser's own clock."""
    page.wait_for_selector(FINISHED)
    began = float(
        page.evaluate(
            "(key) => {const at = performance.now();"
            "dispatchEvent(new KeyboardEvent('keydown', {key})); return at}",
            key,
        )
    )
    return (float(page.evaluate(PAINTED, {"where": where, "text": text})) - began) / 1000


def switched(page: Page, second: int) -> float:
    """Seconds from following a link between two bare pages to the paint."""
    page.wait_for_selector(FINISHED)
    address, title = ("second", "Second bare page") if second else ("", "First bare page")
    began = float(
        page.evaluate(
            "(to) => {const at = performance.now(); history.pushState({}, '', to);"
            "dispatchEvent(new PopStateEvent('popstate', {state: {}})); return at}",
            f"./{address}",
        )
    )
    return (float(page.evaluate(PAINTED, {"where": "h1", "text": title})) - began) / 1000


if __name__ == "__main__":
    sys.exit(main())
