"""Many people walking all pages of two servers that share one store, without and with imports.

    python -m tests.benchmarks.bench_many_sessions [--sessions 200] [--seconds 300] [--postgres]

Beside two servers of bare pages with as many charts, texts and controls, under the same load. No
page may go wrong; nineteen of twenty have to be there within 1.5 times what bare pages take, and
within 3 times while five files of complaints are imported again and again.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
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
PAUSE = 5.0  # seconds between two files of one importer
QUIET_BAR, BUSY_BAR = 1.5, 3.0
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
    "selectbox": "choices",
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
}


@dataclass(frozen=True)
class Measured:
    """What visitors met, and seconds that servers computed a page."""

    walk: Walk
    computing: float


def import_on(url: str, name: str, seconds: float) -> None:
    """One importer: brings in file after file."""
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
        time.sleep(PAUSE)


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
    name: str,
    addresses: list[str],
    chosen: argparse.Namespace,
    *,
    hears: str = "",
    bare: Measured | None = None,
) -> Measured:
    """One walk, after every server has shown every page once; prints a line."""
    for address in addresses:
        asyncio.run(every_page(address))
    before = computed_by(addresses)
    found = asyncio.run(
        walk(
            addresses,
            PAGES,
            sessions=chosen.sessions,
            seconds=chosen.seconds,
            look=chosen.look,
            hears=hears,
        )
    )
    taken = Measured(found, (computed_by(addresses) - before) / max(len(found.shown), 1))
    line = (
        f"{name}: {len(found.shown)} pages, half within {1000 * found.median:.0f} ms, "
        f"19 of 20 within {1000 * found.p95:.0f} ms"
    )
    if bare:
        line += f", {found.p95 / bare.walk.p95:.2f} × bare pages"
    line += f"; {1000 * taken.computing:.0f} ms of computing a page"
    if bare:
        line += f", {taken.computing / bare.computing:.2f} × bare pages"
    print(f"{line}; {len(found.wrong)} went wrong; servers hold {memory_of(addresses)}", flush=True)
    return taken


def bench(url: str, chosen: argparse.Namespace) -> tuple[Measured, Measured, Measured]:
    """Bare pages, ours, and ours while files are imported."""
    store = open_store(url)
    make_example_store(store, principal=OFFICER)
    with servers(ROOT / "dashboard.py", {"DATABASE_URL": url}) as ours:
        counts = asyncio.run(every_page(ours[0]))
        titles = {page or "overview": many for page, many in counts.items()}
        with servers(HERE / "bare_pages.py", {"BENCH_COUNTS": json.dumps(titles)}) as servers_:
            bare = measured("bare pages", servers_, chosen)
        quiet = measured("ours", ours, chosen, hears=COUNCIL, bare=bare)
        context = multiprocessing.get_context("forkserver")
        importers = [
            context.Process(target=import_on, args=(url, f"I{number}", chosen.seconds))
            for number in range(chosen.imports)
        ]
        before = store.revision()
        for each in importers:
            each.start()
        name = f"ours, while {chosen.imports} import"
        busy = measured(name, ours, chosen, hears=COUNCIL, bare=bare)
        for each in importers:
            each.join()
        print(f"{store.revision() - before} files came in", flush=True)
    store.engine.dispose()
    return bare, quiet, busy


def options(arguments: list[str] | None = None) -> argparse.Namespace:
    """What was asked for."""
    reader = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    reader.add_argument("--sessions", type=int, default=200)
    reader.add_argument("--seconds", type=float, default=300)
    reader.add_argument("--look", type=float, default=15, help="seconds that people look at a page")
    reader.add_argument("--imports", type=int, default=IMPORTERS)
    reader.add_argument("--postgres", action="store_true")
    return reader.parse_args(arguments)


def main() -> int:
    """Print a line each; the exit status is 1 if a bar is missed."""
    chosen = options()
    with tempfile.TemporaryDirectory() as folder:
        if chosen.postgres:
            server = postgres.start()
            url = server.url(server.new_database())
        else:
            url = f"sqlite:///{Path(folder) / 'store.db'}"
        bare, quiet, busy = bench(url, chosen)
    for page in (each for taken in (bare, quiet, busy) for each in taken.walk.wrong[:10]):
        print(f"  {page}")
    missed = [
        bool(quiet.walk.wrong or busy.walk.wrong),
        quiet.walk.p95 > QUIET_BAR * bare.walk.p95,
        busy.walk.p95 > BUSY_BAR * bare.walk.p95,
    ]
    return int(any(missed))


if __name__ == "__main__":
    sys.exit(main())
