"""How long the next page takes after an import, with a million rows in the store.

    python -m tests.benchmarks.bench_after_import [--rows 1000000] [--postgres]

Each page is opened, a file of 300 complaints lands from another process, and the page is opened
again: it has to be there within two seconds. Beside it what the server computed for that, since
others on the machine lengthen the seconds.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
from pathlib import Path

from data_access.datasets import COMPLAINT
from data_access.importing.stages.plan import land, plan
from data_access.importing.stages.recipe import Recipe
from data_access.new_store import add_scaled_rows, make_example_store
from data_access.store.database import Store, open_store
from tests import postgres
from tests.benchmarks.bench_first_page import ROOT
from tests.benchmarks.bench_many_sessions import COUNCIL, PAGES, computed_by, servers
from tests.benchmarks.visitors import Visitor
from tests.data_access.store.kill_imports import complaints
from tests.example_store import OFFICER

ROWS = 1_000_000
CAME = 300
BAR = 2.0


def bring_in(store: Store, number: int) -> None:
    """Import a small file of complaints."""
    content = complaints(f"after-{number}", CAME, random.Random(number))
    recipe = Recipe(dataset="complaint", constants={"authority": COUNCIL})
    name = f"after-{number}.csv"
    ready = plan(store, name, content, principal=OFFICER, recipe=recipe, own=COUNCIL)
    land(store, ready, principal=OFFICER)


async def pages_after_imports(address: str, store: Store) -> int:
    """Print a line a page; how many are late or went wrong."""
    late = 0
    async with Visitor(address) as visitor:
        for number, page in enumerate(PAGES):
            before = await visitor.open(page)
            again = await visitor.open(page)
            await asyncio.to_thread(bring_in, store, number)
            computed = computed_by([address])
            after = await visitor.open(page)
            computed = computed_by([address]) - computed
            late += after.seconds > BAR or bool(after.wrong)
            print(
                f"{page or 'overview'}: {after.seconds:.2f} s after an import ({computed:.2f} s of "
                f"computing), {again.seconds:.2f} s looked at again, {before.seconds:.2f} s at "
                f"first {after.wrong}",
                flush=True,
            )
    return late


def main() -> int:
    """The exit status is 1 if a page is late."""
    reader = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    reader.add_argument("--rows", type=int, default=ROWS)
    reader.add_argument("--postgres", action="store_true")
    chosen = reader.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if chosen.postgres:
            server = postgres.start()
            url = server.url(server.new_database())
        else:
            url = f"sqlite:///{Path(folder) / 'store.db'}"
        store = open_store(url)
        make_example_store(store, principal=OFFICER)
        add_scaled_rows(store, COMPLAINT, chosen.rows, principal=OFFICER)
        with servers(ROOT / "dashboard.py", {"DATABASE_URL": url}, many=1) as addresses:
            late = asyncio.run(pages_after_imports(addresses[0], store))
        store.engine.dispose()
    print(f"{late} of {len(PAGES)} pages over {BAR:.0f} s with {chosen.rows:,} more complaints")
    return int(late > 0)


if __name__ == "__main__":
    sys.exit(main())
