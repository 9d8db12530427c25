"""What others notice of a server that reads files made to overwhelm it.

    python -m tests.benchmarks.bench_hostile_files [FILE…]

Every hostile file of the tests, or those named, is read by a running server, two at a time, while
figures are fetched and pages opened in a browser. Each file has to be read or refused within 20
seconds, and others answered within three times the time they take when nobody reads anything.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote
from urllib.request import urlopen

from tests.browser.server import Server, serving
from tests.data_access.importing.own_process.hostile_reports import REPORTS
from tests.data_access.importing.own_process.hostile_tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

BAR = 3.0  # times the normal time
SECONDS = 20.0  # for a file
AT_ONCE = 2
QUIET_ROUNDS = 15
FIGURES = ("complaints_volume", "training_grid", "audit_sample") * 5
FILES: dict[tuple[str, str], Callable[[], bytes]] = {
    **{("tables", name): made for name, made in TABLES.items()},
    **{("reports", name): made for name, made in REPORTS.items()},
}


@dataclass
class Meanwhile:
    """Seconds that each kind of answer took, without and with files being read; what came of the
    files: seconds and a sentence."""

    quiet: dict[str, list[float]] = field(default_factory=dict)
    busy: dict[str, list[float]] = field(default_factory=dict)
    files: dict[str, tuple[float, str]] = field(default_factory=dict)

    def ratio(self, kind: str) -> float:
        """How many times as long an answer takes while files are read, at the median."""
        return statistics.median(self.busy[kind]) / statistics.median(self.quiet[kind])


def figures(server: Server) -> float:
    """Seconds to fetch the figures of some exhibits, one after another and several times."""
    began = time.perf_counter()
    for show in FIGURES:
        with urlopen(server.url(f"downloads/figures.csv?show={show}"), timeout=120) as answer:
            answer.read()
    return time.perf_counter() - began


@contextmanager
def reading_server(files: Iterable[tuple[str, str]]) -> Iterator[Server]:
    """A dashboard with the example, and files that it can be told to read."""
    import os

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for kind, file in files:
            path = folder / "files" / kind / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(FILES[kind, file]())
        os.environ["FILES_TO_READ"] = str(folder / "files")
        try:
            with serving(Path(__file__).with_name("reading_dashboard.py"), folder) as server:
                yield server
        finally:
            del os.environ["FILES_TO_READ"]


def measure(
    server: Server,
    files: Iterable[tuple[str, str]],
    others: dict[str, Callable[[], float]],
    rounds: int = QUIET_ROUNDS,
) -> Meanwhile:
    """Ask for what others ask for, in turns: first by itself, then until all files are read."""
    found = Meanwhile({kind: [] for kind in others}, {kind: [] for kind in others})
    for ask in others.values():  # what is only slow the first time is not counted
        ask()
    for _ in range(rounds):
        for kind, ask in others.items():
            found.quiet[kind].append(ask())
    done = threading.Event()

    def read(file: tuple[str, str]) -> None:
        kind, name = file
        with urlopen(server.url(f"read/{kind}/{quote(name)}"), timeout=300) as answer:
            seconds, _, said = answer.read().decode().partition(" ")
        found.files[f"{kind}/{name}"] = (float(seconds), said)

    def read_all() -> None:
        try:
            with ThreadPoolExecutor(AT_ONCE) as people:
                list(people.map(read, files))
        finally:
            done.set()

    reader = threading.Thread(target=read_all, daemon=True)
    reader.start()
    while not done.is_set():
        for kind, ask in others.items():
            found.busy[kind].append(ask())
    reader.join()
    return found


def main() -> int:
    """Print what was measured; the exit status is 1 if a bar is missed."""
    from playwright.sync_api import sync_playwright

    from tests.browser.chromium import chromium
    from tests.browser.conftest import ARGUMENTS, LAPTOP
    from tests.browser.visit import FINISHED

    named = set(sys.argv[1:])
    files = [(kind, name) for kind, name in FILES if not named or name in named]
    with reading_server(files) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        page = browser.new_context(viewport=LAPTOP).new_page()

        def visit() -> float:
            began = time.perf_counter()
            for address in ("statements", "complaints", "learning"):
                page.goto(server.url(address))
                page.wait_for_selector(f"{FINISHED} h1", timeout=120_000)
            return time.perf_counter() - began

        found = measure(
            server, files, {"figures": lambda: figures(server), "pages in a browser": visit}
        )
        browser.close()
    missed = 0
    for name, (seconds, said) in sorted(found.files.items(), key=lambda each: -each[1][0]):
        missed += seconds > SECONDS
        print(f"{seconds:5.1f} s  {name}: {said}")
    for kind, busy in found.busy.items():
        ratio = found.ratio(kind)
        missed += ratio > BAR
        print(
            f"{kind}: {statistics.median(busy):.2f} s while files are read, {ratio:.2f} × the "
            f"{statistics.median(found.quiet[kind]):.2f} s without ({len(busy)} and "
            f"{len(found.quiet[kind])} times)"
        )
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
