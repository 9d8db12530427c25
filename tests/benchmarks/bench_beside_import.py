"""How much longer others' pages take while one person brings in a large file.

    python -m tests.benchmarks.bench_beside_import [--rows 200000]

In one server's process somebody works out the exhibits of four pages, over and over, while another
reads a file, works out what pages will say after it, and lands it: each has to leave the first
within three times the usual time. On a busy machine that says little; priority helps (nice).
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median
from typing import TypeVar

from components.exhibits.catalogue import CATALOGUE, exhibit
from components.exhibits.every_request import requests_of
from components.exhibits.filters import filters_of
from components.exhibits.view import View
from data_access.importing.stages.plan import Plan, plan
from data_access.importing.stages.recipe import Recipe
from data_access.new_store import make_example_store
from data_access.snapshot import Snapshot, snapshot
from data_access.store.database import open_store
from pages.parts.data.bring_in.headlines_after import headlines_after
from pages.parts.data.bring_in.land_apart import land_apart
from tests.benchmarks.bench_many_sessions import COUNCIL
from tests.data_access.store.kill_imports import complaints
from tests.example_store import OFFICER
from vocabulary.nature import Nature

Result = TypeVar("Result")
ROWS = 200_000
BAR = 3.0
PAGES = ("learning", "practice", "plan", "front_door")


def page(known: Snapshot, view: View) -> None:
    """All that some pages show, as at a first look."""
    mine = replace(known, memo={})
    filters = filters_of(view.today)
    for declaration in CATALOGUE.values():
        if declaration.page in PAGES:
            for request, _ in requests_of(declaration, filters, mine):
                exhibit(mine, request, view)


def beside(
    what: str, other: Callable[[], object], work: Callable[[], Result]
) -> tuple[Result, float]:
    """What comes of the work, and the median seconds that another needed for theirs meanwhile."""
    times: list[float] = []
    done = threading.Event()

    def again_and_again() -> None:
        while not done.is_set() or not times:
            begun = time.perf_counter()
            other()
            times.append(time.perf_counter() - begun)

    person = threading.Thread(target=again_and_again)
    person.start()
    begun = time.perf_counter()
    result = work()
    took = time.perf_counter() - begun
    done.set()
    person.join()
    print(
        f"{what}: {took:.2f} s; others {median(times) * 1000:.0f} ms at the median, "
        f"{max(times) * 1000:.0f} at most",
        flush=True,
    )
    return result, median(times)


def main() -> int:
    """The exit status is 1 if others wait too long."""
    reader = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    reader.add_argument("--rows", type=int, default=ROWS)
    rows = reader.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'store.db'}")
        make_example_store(store, principal=OFFICER)
        known = snapshot(COUNCIL, principal=OFFICER, store=store)
        view = View(COUNCIL, Nature.ILLUSTRATIVE, date(2026, 9, 30))
        content = complaints("large", rows, random.Random(1))
        recipe = Recipe(dataset="complaint", constants={"authority": COUNCIL})

        def other() -> None:
            page(known, view)

        def read() -> Plan:
            return plan(store, "large.csv", content, principal=OFFICER, recipe=recipe, own=COUNCIL)

        other()
        _, usual = beside("nothing", other, lambda: time.sleep(4))
        ready, reading = beside("reading and comparing", other, read)
        _, saying = beside(
            "what pages will say",
            other,
            lambda: headlines_after(store, known, ready, view, principal=OFFICER),
        )
        _, landing = beside(
            "landing",
            other,
            lambda: land_apart(store, ready, principal=OFFICER, progress=lambda share, what: None),
        )
        store.engine.dispose()
    worst = max(reading, saying, landing) / usual
    print(f"others take at most {worst:.1f} times as long")
    return int(worst > BAR)


if __name__ == "__main__":
    sys.exit(main())
