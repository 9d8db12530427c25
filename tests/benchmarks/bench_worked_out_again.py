"""What a server computes for all pages after records of one dataset came.

    python -m tests.benchmarks.bench_worked_out_again [--datasets complaint training …]

Every page is opened until nothing is new to it, two invented records of a dataset land from another
process, and every page is opened once more. Told are the seconds of computing for that beyond those
of opening all pages when nothing came.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
from pathlib import Path

from data_access.datasets import DATASETS
from data_access.new_store import add_scaled_rows, make_example_store
from data_access.store.database import open_store
from tests.benchmarks.bench_first_page import ROOT
from tests.benchmarks.bench_many_sessions import PAGES, computed_by, every_page, servers
from tests.example_store import OFFICER

USUAL = ("complaint", "training", "staff_voice", "action", "audit", "finding", "indicator", "event")
WARM = 4  # times that every page is opened before
ROWS = 2


def computed_for_all_pages(address: str) -> float:
    """Seconds that a server computes while every page is opened once."""
    before = computed_by([address])
    asyncio.run(every_page(address))
    return computed_by([address]) - before


def main() -> int:
    """Print a line a dataset, and their median."""
    reader = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    reader.add_argument("--datasets", nargs="+", choices=list(DATASETS), default=list(USUAL))
    chosen = reader.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'store.db'}"
        store = open_store(url)
        make_example_store(store, principal=OFFICER)
        with servers(ROOT / "dashboard.py", {"DATABASE_URL": url}, many=1) as (address,):
            warm = min(computed_for_all_pages(address) for _ in range(WARM))
            print(f"{len(PAGES)} pages looked at again: {warm:.2f} s of computing", flush=True)
            more = []
            for name in chosen.datasets:
                add_scaled_rows(store, DATASETS[name], ROWS, principal=OFFICER)
                more.append(computed_for_all_pages(address) - warm)
                computed_for_all_pages(address)  # what is looked at ahead of time is over
                print(f"{name}: {more[-1]:.2f} s more once it came", flush=True)
        store.engine.dispose()
    print(f"Half of the datasets within {statistics.median(more):.2f} s more")
    return 0


if __name__ == "__main__":
    sys.exit(main())
