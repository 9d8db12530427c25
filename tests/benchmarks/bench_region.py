"""Whether each council's pages are as fast among 33 as alone: five years, 2 million rows.

    python -m tests.benchmarks.bench_region [--councils 33] [--rows 2000000] [--keep FOLDER]

The same council with the same rows is opened in a store of its own and in a region's, each in a
process of its own, in turns: processor time of its pages' scripts the first time, again, and after
an import, of its own and of another council. Processor time, because the machine does other things
meanwhile.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.region_store import NAMES, make_region, one_more_month
from tests.paths import ROOT

PAGES = ("overview", "statements", "measures", "learning", "complaints", "practice", "plan")
ROUNDS, BAR = 3, 1.3
COUNCIL, OTHER = NAMES[0], NAMES[1]
STEPS = ("first", "again", "after its own import", "after another's import")


def main() -> int:
    """Print the ratios; 1 if one misses the bar."""
    parser = argparse.ArgumentParser(description="A council's pages alone and in a region.")
    parser.add_argument("--councils", type=int, default=33)
    parser.add_argument("--rows", type=int, default=2_000_000)
    parser.add_argument("--keep", type=Path, help="a folder for the stores, to use them again")
    parser.add_argument("--pages", help=argparse.SUPPRESS)  # a process that opens the pages
    asked = parser.parse_args()
    if asked.pages:
        print(json.dumps(_pages(asked.pages)))
        return 0
    with tempfile.TemporaryDirectory() as made:
        folder = asked.keep or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        alone = _store(folder / "alone.db", 1, asked.rows // asked.councils)
        region = _store(folder / "region.db", asked.councils, asked.rows)
        taken: dict[Path, list[dict[str, float]]] = {alone: [], region: []}
        for _ in range(ROUNDS):
            for path in (alone, region):
                taken[path].append(_in_own_process(path))
    missed = 0
    for step in STEPS:
        one, many = (statistics.median(r[step] for r in taken[path]) for path in (alone, region))
        missed += many > BAR * one
        print(
            f"{step}: {len(PAGES)} pages {many:.2f} s of computing among {asked.councils}, "
            f"{many / one:.2f} × {one:.2f} s alone; bar {BAR}"
        )
    memory = [max(r["memory"] for r in taken[path]) for path in (alone, region)]
    print(f"memory: {memory[1]:.0f} MB among {asked.councils}, {memory[0]:.0f} MB alone")
    return int(missed > 0)


def _store(path: Path, councils: int, rows: int) -> Path:
    from data_access.store.database import open_store

    store = open_store(f"sqlite:///{path}")
    if not store.revision():
        make_region(store, councils, rows, path.with_name("example.db"))
    store.engine.dispose()
    return path


def _in_own_process(path: Path) -> dict[str, float]:
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{path}"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.bench_region", "--pages", str(path)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told


def _pages(path: str) -> dict[str, float]:
    """Seconds of computing of all pages' scripts, by step, and the process's greatest memory in
    MB."""
    from data_access.store.database import open_store
    from tests.peak_memory import peak_memory

    store = open_store(f"sqlite:///{path}")
    _open_all("Nowhere Council")  # what is loaded once a process is no page's time
    taken = {}
    for number, step in enumerate(STEPS):
        if step.startswith("after"):
            one_more_month(store, COUNCIL if "own" in step else OTHER, seed=100 + number)
        taken[step] = _open_all(COUNCIL)
    return {**taken, "memory": peak_memory()}


def _open_all(council: str) -> float:
    from components.web.principal import register_sign_in
    from tests.benchmarks.region_store import MAKER
    from tests.pages.harness import open_page, view_of
    from vocabulary.nature import Nature

    register_sign_in(lambda _headers: MAKER)
    began = time.process_time()
    for page in PAGES:
        open_page(page, view_of(council, Nature.OWN))
    return time.process_time() - began


if __name__ == "__main__":
    sys.exit(main())
