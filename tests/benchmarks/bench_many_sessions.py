"""Many people walking all pages of two servers that share one store, without and with imports.

    python -m tests.benchmarks.bench_many_sessions [--sessions 200] [--seconds 300]
        [--databases sqlite postgresql]

First two servers of bare Streamlit pages, then ours on each kind of database, under the same load:
as many people, who look at each page for as long. A bare page has as many charts, texts, controls
and containers as ours of its name, and as much text. No page may go wrong; nineteen of twenty have
to be there within 1.5 times what bare pages take, and within 3 times while five people import
file after file of complaints, each one every twenty seconds.

Whoever plays the people computes on the same machine: how much stands in each line. Where all its
processors are busy, seconds of the clock say how long the queue was, and nothing else; what servers
computed a page is told beside them.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from multiprocessing.synchronize import Barrier
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psutil

import dashboard
from data_access.importing.stages.plan import land, plan
from data_access.importing.stages.recipe import Recipe
from data_access.new_store import make_example_store
from data_access.store.database import open_store
from tests import postgres
from tests.benchmarks.bench_first_page import HERE, ROOT, running
from tests.benchmarks.visitors import Visitor, Walk, walk
from tests.data_access.store.kill_imports import complaints
from tests.example_store import OFFICER

COUNCIL = "Example Borough"
SERVERS = 2
IMPORTERS = 5
ROWS = 2000
PAUSE = 5.0
BUSY_PAUSE = 20.0  # fifteen files a minute
GIVING_WAY = 3
QUIET_BAR, BUSY_BAR = 1.5, 3.0
BARE_PART = 0.5  # of the time: bare pages keep nothing, and are as fast at the end
START_SECONDS = 180
PAGES = (  # the first stands at the root
    "",
    *(each.address for each in dashboard.SCREENS[1:] if not (each.of_one or each.bare)),
)
# What `bare_pages.py` calls the parts that a page's messages name.
KINDS = {
    "plotly_chart": "charts",
    "html": "texts",
    "markdown": "texts",
    "letters": "letters",
    "selectbox": "choices",
    "options": "options",
    "multiselect": "choices",
    "radio": "choices",
    "button_group": "choices",
    "text_input": "fields",
    "date_input": "fields",
    "number_input": "fields",
    "text_area": "areas",
    "checkbox": "ticks",
    "button": "buttons",
    "download_button": "buttons",
    "file_uploader": "uploads",
    "dataframe": "frames",
    "block": "containers",
}


@dataclass(frozen=True)
class Measured:
    """What visitors met, and seconds that servers computed a page."""

    name: str
    walk: Walk
    computing: float
    rate: float  # pages a second
    memory: str
    files: int = 0  # that came in meanwhile


def import_on(url: str, name: str, seconds: float, pause: float = PAUSE) -> None:
    """One importer: brings in file after file, with a pause between two."""
    chance, store, until, number = (
        random.Random(name),
        open_store(url),
        time.monotonic() + seconds,
        0,
    )
    while time.monotonic() < until:
        number += 1
        content = complaints(f"{name}-{number}", ROWS, chance)
        recipe = Recipe(dataset="complaint", constants={"authority": COUNCIL})
        ready = plan(store, f"{name}.csv", content, principal=OFFICER, recipe=recipe, own=COUNCIL)
        land(store, ready, principal=OFFICER)
        time.sleep(pause)


def importer(url: str, name: str, seconds: float, pause: float, loaded: Barrier) -> None:
    """One importer in a process of its own, which gives way to pages as the dashboard's own readers
    do. Its first file comes somewhere in the first pause, once all importers are loaded."""
    if hasattr(os, "nice"):
        os.nice(GIVING_WAY)
    open_store(url).revision()
    loaded.wait(START_SECONDS)
    first = random.Random(f"{name} begins").uniform(0, min(pause, seconds))
    time.sleep(first)
    import_on(url, name, seconds - first, pause)


@contextmanager
def servers(script: Path, variables: dict[str, str], many: int = SERVERS) -> Iterator[list[str]]:
    """So many servers of a script, ready."""
    with ExitStack() as stack:
        addresses = [stack.enter_context(running(script, variables)) for _ in range(many)]
        for address in addresses:
            _wait(address)
        yield addresses


def _wait(address: str) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            with urlopen(f"{address}/_stcore/health", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"{address} did not answer")


async def every_page(address: str) -> dict[str, dict[str, int]]:
    """How many of each kind of part each page has, as `bare_pages.py` reads it."""
    found = {}
    async with Visitor(address) as visitor:
        for page in PAGES:
            shown = await visitor.open(page)
            counts: dict[str, int] = {}
            for part, many in shown.parts.items():
                if kind := KINDS.get(part):
                    counts[kind] = counts.get(kind, 0) + many
            found[page] = counts
    return found


def processes_of(addresses: list[str]) -> list[psutil.Process]:
    """The servers' processes."""
    ports = {f"--server.port={address.rpartition(':')[2]}" for address in addresses}
    return [each for each in psutil.Process().children() if ports & set(each.cmdline())]


def memory_of(addresses: list[str]) -> str:
    """What each server holds, in megabytes."""
    held = [each.memory_info().rss // 1_000_000 for each in processes_of(addresses)]
    return " and ".join(f"{each} MB" for each in held)


def computed_by(addresses: list[str]) -> float:
    """Seconds that servers have computed so far; others on the machine do not lengthen them."""
    times = [each.cpu_times() for each in processes_of(addresses)]
    return sum(float(each.user + each.system) for each in times)


def measured(
    name: str, addresses: list[str], chosen: argparse.Namespace, seconds: float, *, hears: str = ""
) -> Measured:
    """One walk, after every server has shown every page twice; prints a line."""
    for address in addresses * 2:
        asyncio.run(every_page(address))
    before, own, busy, began = (
        computed_by(addresses),
        time.process_time(),
        _busy(),
        time.monotonic(),
    )
    found = asyncio.run(
        walk(
            addresses,
            PAGES,
            sessions=chosen.sessions,
            seconds=seconds,
            look=chosen.look,
            hears=hears,
        )
    )
    took, pages = time.monotonic() - began, max(len(found.shown), 1)
    computing = (computed_by(addresses) - before) / pages
    taken = Measured(name, found, computing, pages / took, memory_of(addresses))
    people = (time.process_time() - own) / took
    machine = (_busy() - busy) / took / (os.cpu_count() or 1)
    print(
        f"{name}: {pages} pages, {pages / took:.1f} a second, {len(found.wrong)} went wrong; half "
        f"within {1000 * found.median:.0f} ms, 19 of 20 within {1000 * found.p95:.0f} ms; "
        f"{1000 * taken.computing:.1f} ms of computing a page; servers hold "
        f"{taken.memory}; the people compute for {people:.0%} of a processor, and the "
        f"machine is {machine:.0%} busy",
        flush=True,
    )
    return taken


def _busy() -> float:
    """Seconds that the machine's processors have computed, whoever for."""
    times = psutil.cpu_times()
    return float(sum(times) - times.idle - getattr(times, "iowait", 0.0))


def walked(
    label: str, url: str, addresses: list[str], chosen: argparse.Namespace
) -> tuple[Measured, Measured]:
    """Our servers on one store, without and with imports."""
    seconds = chosen.seconds
    quiet = measured(f"ours on {label}", addresses, chosen, seconds, hears=COUNCIL)
    context = multiprocessing.get_context("forkserver")
    loaded = context.Barrier(chosen.imports + 1)
    importers = [
        context.Process(target=importer, args=(url, f"I{number}", seconds, chosen.pause, loaded))
        for number in range(chosen.imports)
    ]
    store = open_store(url)
    before = store.revision()
    for each in importers:
        each.start()
    loaded.wait(START_SECONDS)
    name = f"ours on {label}, while {chosen.imports} import"
    busy = measured(name, addresses, chosen, seconds, hears=COUNCIL)
    for each in importers:
        each.join()
    came = store.revision() - before
    store.engine.dispose()
    return quiet, replace(busy, files=came)


def bench(folder: Path, chosen: argparse.Namespace) -> tuple[Measured, list[list[Measured]]]:
    """Bare pages, and ours on each kind of database, without and with imports."""
    bare, found = None, []
    for label in chosen.databases:
        if label == "postgresql":
            server = postgres.start()
            url = server.url(server.new_database())
        else:
            url = f"sqlite:///{folder / 'store.db'}"
        store = open_store(url)
        make_example_store(store, principal=OFFICER)
        store.engine.dispose()
        with servers(ROOT / "dashboard.py", {"DATABASE_URL": url}) as ours:
            if bare is None:
                counts = asyncio.run(every_page(ours[0]))
                titles = {page or "overview": many for page, many in counts.items()}
                with servers(HERE / "bare_pages.py", {"BENCH_COUNTS": json.dumps(titles)}) as alike:
                    bare = measured("bare pages", alike, chosen, BARE_PART * chosen.seconds)
            found.append(list(walked(label, url, ours, chosen)))
    assert bare is not None
    return bare, found


def summary(bare: Measured, found: list[list[Measured]]) -> int:
    """Print a line each beside bare pages; 1 if a bar is missed."""
    missed = 0
    print("Beside bare pages:")
    for each in found:
        for taken, bar in zip(each, (QUIET_BAR, BUSY_BAR), strict=True):
            slower = taken.walk.p95 / bare.walk.p95
            more = taken.computing / bare.computing
            met = slower <= bar and not taken.walk.wrong
            missed += not met
            print(
                f"  {taken.name}: 19 of 20 within {slower:.2f} × (bar {bar}), computing "
                f"{more:.2f} ×; {taken.files} files, {taken.rate:.1f} pages a second, "
                f"{taken.memory}, {len(taken.walk.wrong)} went wrong: {'met' if met else 'missed'}"
            )
    for taken in (bare, *chain.from_iterable(found)):
        for page in taken.walk.wrong[:10]:
            print(f"  {taken.name}: {page}")
    return int(missed > 0)


def options(arguments: list[str] | None = None) -> argparse.Namespace:
    """What was asked for."""
    reader = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    reader.add_argument("--sessions", type=int, default=200)
    reader.add_argument("--seconds", type=float, default=300)
    reader.add_argument("--look", type=float, default=15, help="seconds that people look at a page")
    reader.add_argument("--imports", type=int, default=IMPORTERS)
    reader.add_argument(
        "--pause", type=float, default=BUSY_PAUSE, help="seconds between two files of one importer"
    )
    both = ["sqlite", "postgresql"]
    reader.add_argument("--databases", nargs="+", choices=both, default=both)
    return reader.parse_args(arguments)


def main() -> int:
    """Print a line each; the exit status is 1 if a bar is missed."""
    chosen = options()
    with tempfile.TemporaryDirectory() as folder:
        return summary(*bench(Path(folder), chosen))


if __name__ == "__main__":
    sys.exit(main())
