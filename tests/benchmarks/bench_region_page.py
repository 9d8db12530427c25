"""How long the page of several councils takes among 33: first, again, and after an import.

    python -m tests.benchmarks.bench_region_page [--councils 33] [--rows 2000000] [--keep FOLDER]

Seconds by the clock and of this process's computing (what is worked out in a process of its own is
in the clock's alone), on a store as `region_store` makes it.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.region_store import MAKER, NAMES, make_region, one_more_month
from tests.peak_memory import peak_memory

BAR = 2.0  # seconds, warm


def main() -> int:
    """Print the figures; 1 if the page is slower than the bar when it is looked at again."""
    parser = argparse.ArgumentParser(description="The page of several councils.")
    parser.add_argument("--councils", type=int, default=33)
    parser.add_argument("--rows", type=int, default=2_000_000)
    parser.add_argument("--keep", type=Path, help="a folder for the store, to use it again")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = asked.keep or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        return _measured(folder / "region.db", asked.councils, asked.rows)


def _measured(path: Path, councils: int, rows: int) -> int:
    os.environ["DATABASE_URL"] = f"sqlite:///{path}"
    from components.web.principal import asking, register_sign_in
    from data_access.snapshot import snapshot
    from data_access.store.database import open_store
    from pages.parts.region.worked_out import region_in_view, worked_out
    from tests.pages.harness import open_page, view_of
    from vocabulary.nature import Nature

    store = open_store(f"sqlite:///{path}")
    if not store.revision():
        make_region(store, councils, rows, path.with_name("example.db"))
    register_sign_in(lambda _headers: MAKER)
    open_page("definitions", view_of(NAMES[0], Nature.OWN))  # what is loaded once a process
    view, known = view_of(NAMES[0], Nature.OWN), snapshot(NAMES[0], principal=MAKER)
    began = time.process_time()
    worked_out(store.url, NAMES[:3], None, view.today, MAKER)
    print(f"a council: {(time.process_time() - began) / 3:.2f} s of computing")
    taken = {}
    with asking({}):
        began = time.perf_counter()
        region_in_view(known, view)  # not as a page, which a test would not wait for
        print(f"first, {councils} councils: {time.perf_counter() - began:.1f} s")
    for step in ("the page", "again", "after an import of one council"):
        if step.startswith("after"):
            one_more_month(store, NAMES[1], seed=int(time.time()))
        began, computed = time.perf_counter(), time.process_time()
        open_page("region", view)
        taken[step] = time.perf_counter() - began
        print(f"{step}: {taken[step]:.2f} s, {time.process_time() - computed:.2f} s of computing")
    print(f"memory: {peak_memory():.0f} MB; bar, again: {BAR} s")
    return int(taken["again"] > BAR)


if __name__ == "__main__":
    sys.exit(main())
