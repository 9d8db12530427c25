"""How long the Measures page takes with 300 measures of 60 months, of the whole service and of 12
groups each.

    python -m tests.benchmarks.bench_measures_page

Its script in a running server: again and again (warm), and the first time after an import that
another process landed, with everything read and judged anew. The switch to it by the bar's link,
beside a bare page with as many elements, in turns in one browser. Processor time is told too: on a
machine that does other things meanwhile it says what the page itself takes.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from components.widgets.exhibits.measures_table import ROWS
from data_access.new_store import make_own_store
from data_access.store.database import Store, open_store
from tests.benchmarks.bench_first_page import HERE, WAIT_MS, open_when_ready, running
from tests.benchmarks.beside import Pair, in_turns
from tests.benchmarks.many_measures import COUNCIL, GROUPS, MEASURES, MONTHS, figures, land
from tests.browser.chromium import chromium
from tests.browser.conftest import ARGUMENTS, LAPTOP
from tests.browser.visit import FINISHED
from vocabulary.principal import Principal, every_role

WARM_ROUNDS, IMPORTS, SWITCHES = 20, 5, 11
WARM_BAR_MS, IMPORT_BAR_MS, SWITCH_BAR = 150, 1000, 1.5
OFFICER = Principal("Benchmark", every_role())
PAGE = "measures"
COLUMNS, CHOICES, TEXTS = 7, 3, 1

SWITCH = """([selector, title, rows]) => new Promise((done) => {
  const link = [...document.querySelectorAll(selector)]
    .find((each) => each.textContent.trim() === title);
  const began = performance.now();
  link.click();
  const look = () => {
    const there = document.title.startsWith(title)
      && document.querySelector('.stApp[data-test-script-state="notRunning"]')
      && !document.querySelector('[data-testid=stSkeleton]')
      && document.querySelectorAll('.stMain tbody tr').length >= rows;
    if (there) done(performance.now() - began);
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})"""


def made(folder: Path) -> Store:
    """A store with all the measures."""
    store = open_store(f"sqlite:///{folder / 'store.db'}")
    make_own_store(store, principal=OFFICER, authority=COUNCIL)
    land(store, figures(MEASURES, MONTHS, GROUPS), OFFICER)
    return store


class Script:
    """The times that the page's script took, as the server writes them down."""

    def __init__(self, page: Page, address: str, times: Path) -> None:
        self.page, self.address, self.times = page, address, times

    def run(self) -> tuple[float, float]:
        """Open the page; milliseconds by the clock, and of computing."""
        self.times.write_text("", encoding="utf-8")
        self.page.goto(f"{self.address}/{PAGE}")
        self.page.wait_for_selector(f"{FINISHED} h1", timeout=WAIT_MS)
        [line] = self.times.read_text(encoding="utf-8").splitlines()[:1]
        _, taken, computed = line.split()
        return 1000 * float(taken), 1000 * float(computed)


def scripts(page: Page, address: str, times: Path, store: Store) -> int:
    """Print how long the page's script takes; how many bars it misses."""
    script = Script(page, address, times)
    script.run()
    after = []
    for number in range(IMPORTS):
        land(store, figures(MEASURES, 1, 0, seed=2 + number), OFFICER)
        after.append(script.run())
    warm = [script.run() for _ in range(WARM_ROUNDS)]
    missed = 0
    for what, taken, bar in (
        ("warm", warm, WARM_BAR_MS),
        ("the first time after an import", after, IMPORT_BAR_MS),
    ):
        clock = [each for each, _ in taken]
        median = statistics.median(clock)
        missed += median > bar
        computing = statistics.median(each for _, each in taken)
        print(
            f"script of Measures, {what}: {median:.0f} ms ({min(clock):.0f} to {max(clock):.0f}; "
            f"computing {computing:.0f}); bar {bar} ms"
        )
    return missed


def switches(browser: Browser, page: Page, address: str) -> Pair:
    """Seconds from the click on the bar's link until the table is there, beside the bare page."""
    bare = browser.new_context(viewport=LAPTOP).new_page()
    bare.set_default_timeout(WAIT_MS)
    table = json.dumps([ROWS, COLUMNS, CHOICES, TEXTS])
    with running(HERE / "bare_table.py", {"BENCH_TABLE": table}) as other:
        open_when_ready(bare, other)
        bare.wait_for_selector('.stApp[data-test-script-state="notRunning"]')
        page.goto(f"{address}/")
        page.wait_for_selector(f"{FINISHED} h1", timeout=WAIT_MS)

        def switch(shown: Page, links: str) -> float:
            shown.bring_to_front()
            taken: float = shown.evaluate(SWITCH, [links, "Measures", ROWS])
            shown.evaluate(SWITCH, [links, "Overview", 0])
            return taken / 1000

        return in_turns(
            lambda: switch(page, ".bar-links a"),
            lambda: switch(bare, "[data-testid=stTopNavLink]"),
            SWITCHES,
        )


def main() -> int:
    """Print a line a bar; the exit status is 1 if one is missed."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        store, times = made(Path(folder)), Path(folder) / "times.txt"
        variables = {"DATABASE_URL": store.url, "BENCH_TIMES": str(times)}
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        with running(HERE / "timed_dashboard.py", variables) as address:
            page = browser.new_context(viewport=LAPTOP).new_page()
            page.set_default_timeout(WAIT_MS)
            open_when_ready(page, address)
            page.wait_for_selector(f"{FINISHED} h1", timeout=WAIT_MS)
            missed = scripts(page, address, times, store)
            pair = switches(browser, page, address)
        browser.close()
        store.engine.dispose()
    print(pair.line("switch to Measures", "a bare page with as many elements"))
    missed += pair.ratio > SWITCH_BAR
    print(f"{missed} of 3 bars missed")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
