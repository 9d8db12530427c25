"""How long until the first page can be read, and how long each page's script takes.

    python -m tests.benchmarks.bench_first_page

First page: from starting `streamlit run dashboard.py` with an empty data folder until the
overview's headline stands in a new browser profile, beside a bare Streamlit page of one title.
Page scripts: inside a running server, each page opened anew many times, beside the same shell
around a bare page; then with a million complaints in the store beside ten thousand.
"""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import Error as PlaywrightError

import dashboard
from data_access.datasets import COMPLAINT
from data_access.new_store import add_scaled_rows, make_example_store
from data_access.store.database import open_store
from tests.benchmarks.beside import in_turns
from tests.browser.chromium import chromium
from tests.browser.conftest import ARGUMENTS, LAPTOP
from tests.browser.visit import FINISHED
from vocabulary.principal import Principal, every_role

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
COLD_ROUNDS = 5
WARM_ROUNDS = 10
BAR_MS = 100
COMPLAINTS = (10_000, 1_000_000)
SCALE_BAR = 1.3
WAIT_MS = 120_000

# By a page's address: seconds of each run, and how many of them were computing.
Times = dict[str, list[tuple[float, float]]]


def main() -> int:
    """Print both; the exit status is 1 if a page's script misses its bar."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        pair = in_turns(
            lambda: first_page(browser, ROOT / "dashboard.py"),
            lambda: first_page(browser, HERE / "bare_page.py"),
            COLD_ROUNDS,
        )
        print(pair.line("first command to the overview's headline", "a bare Streamlit page"))
        late = report(page_scripts(browser))
        few, many = (page_scripts(browser, complaints) for complaints in COMPLAINTS)
        browser.close()
    return max(late, report_scale(few, many))


def report(times: Times) -> int:
    """Print a line a page; 1 if one misses its bar."""
    bare = 1000 * statistics.median(taken for taken, _ in times["bare"])
    late = 0
    for screen in dashboard.SCREENS:
        taken = [1000 * seconds for seconds, _ in times[screen.address]]
        computed = 1000 * statistics.median(seconds for _, seconds in times[screen.address])
        median = statistics.median(taken)
        late += median > BAR_MS
        print(
            f"script of {screen.title}: {median:.0f} ms ({min(taken):.0f} to {max(taken):.0f}; "
            f"computing {computed:.0f}), {median / bare:.1f} × a bare page in the same shell "
            f"{bare:.0f} ms"
        )
    print(f"{late} of {len(dashboard.SCREENS)} pages over {BAR_MS} ms")
    return int(late > 0)


def report_scale(few: Times, many: Times) -> int:
    """Print how a page's script grows with the complaints in the store; 1 if one misses a bar."""
    late = 0
    for screen in dashboard.SCREENS:
        small, large = (
            1000 * statistics.median(worked for _, worked in times[screen.address])
            for times in (few, many)
        )
        ratio = large / small
        late += ratio > SCALE_BAR or large > BAR_MS
        print(
            f"script of {screen.title}, computing: {large:.0f} ms with {COMPLAINTS[1]:,} "
            f"complaints, {ratio:.2f} × with {COMPLAINTS[0]:,} {small:.0f} ms"
        )
    print(f"{late} of {len(dashboard.SCREENS)} pages over {SCALE_BAR} × or {BAR_MS} ms")
    return int(late > 0)


def first_page(browser: Browser, script: Path) -> float:
    """Seconds from starting the server until the page's headline is there."""
    context = browser.new_context(viewport=LAPTOP)
    page = context.new_page()
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        with running(script, {"DASHBOARD_DATA_FOLDER": folder}) as address:
            open_when_ready(page, address)
            page.locator("h1:visible").first.wait_for(timeout=WAIT_MS)
            taken = time.perf_counter() - started
            context.close()
    return taken


def page_scripts(browser: Browser, complaints: int = 0) -> Times:
    """Each run of each page's script, without the first. `complaints`: how many are added to the
    example's."""
    addresses = [screen.address for screen in dashboard.SCREENS] + ["bare"]
    with tempfile.TemporaryDirectory() as folder:
        times = Path(folder) / "times.txt"
        url = f"sqlite:///{Path(folder) / 'store.db'}"
        store, principal = open_store(url), Principal("Benchmark", every_role())
        make_example_store(store, principal=principal)
        if complaints:
            add_scaled_rows(store, COMPLAINT, complaints, principal=principal)
        store.engine.dispose()
        variables = {"DATABASE_URL": url, "BENCH_TIMES": str(times)}
        with running(HERE / "timed_dashboard.py", variables) as address:
            context = browser.new_context(viewport=LAPTOP)
            page = context.new_page()
            open_when_ready(page, address)
            for round_ in range(WARM_ROUNDS + 1):
                for name in addresses:
                    page.goto(f"{address}/{name}")
                    page.wait_for_selector(f"{FINISHED} h1", timeout=WAIT_MS)
                if round_ == 0:
                    times.write_text("", encoding="utf-8")
            context.close()
        found: Times = defaultdict(list)
        for line in times.read_text(encoding="utf-8").splitlines():
            name, taken, computed = line.split()
            found[name].append((float(taken), float(computed)))
    return found


@contextmanager
def running(script: Path, variables: dict[str, str]) -> Iterator[str]:
    """`streamlit run script` until the block ends; gives its address without waiting for it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    command += [f"--server.port={port}", "--server.headless=true"]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **variables},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def open_when_ready(page: Page, address: str) -> None:
    """Ask again until the server answers."""
    until = time.monotonic() + WAIT_MS / 1000
    while time.monotonic() < until:
        with suppress(PlaywrightError):
            page.goto(address, wait_until="commit")
            return
        time.sleep(0.02)
    raise RuntimeError(f"{address} did not answer")


if __name__ == "__main__":
    sys.exit(main())
