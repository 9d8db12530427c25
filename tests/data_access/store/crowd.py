"""A crowd on one SQLite store: many importers and many readers at once.

No batch may be lost, no reader may see half of one or anything go back, and nobody may meet an
error.

    python -m tests.data_access.store.crowd --importers 20 --readers 50
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import sys
import tempfile
import threading
import time
import traceback
from dataclasses import dataclass, field
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Event
from pathlib import Path

import polars as pl
from sqlalchemy import func, select

from data_access.datasets import COMPLAINT
from data_access.importing.stages.plan import land
from data_access.ledger.as_known import table_of
from data_access.ledger.batch import Batch
from data_access.ledger.history import history
from data_access.new_store import make_own_store
from data_access.snapshot import snapshot
from data_access.store.database import Store, open_store
from tests.data_access.store.kill_imports import COUNCIL, OFFICER, complaints, look, planned

READERS_A_PROCESS = 10
PATIENCE = 300  # seconds for everybody to come to an end


@dataclass
class Crowd:
    """What came of it."""

    landed: int = 0
    reads: int = 0
    longest_import: float = 0.0
    longest_read: float = 0.0
    seconds: float = 0.0
    failures: list[str] = field(default_factory=list)


def import_files(url: str, name: str, files: int, told: Queue[object]) -> None:
    """One importer: lands its files one after another."""
    chance, store = random.Random(name), open_store(url)
    for number in range(files):
        content = complaints(f"{name}-{number}", chance.choice((1, 30, 300)), chance)
        began = time.perf_counter()
        try:
            ready = planned(store, f"{name}-{number}", content)
            landed = land(store, ready, principal=OFFICER)
        except Exception:
            told.put(("error", f"importer {name}: {traceback.format_exc(limit=-2)}"))
            continue
        told.put(("landed", landed.batch_ids, time.perf_counter() - began))


def read_on(url: str, readers: int, stop: Event, told: Queue[object]) -> None:
    """One process of readers, a thread each."""
    store = open_store(url)
    threads = [
        threading.Thread(target=_read, args=(store, stop, told), daemon=True)
        for _ in range(readers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)


def _read(store: Store, stop: Event, told: Queue[object]) -> None:
    last, reads, longest = 0, 0, 0.0
    while not stop.is_set():
        began = time.perf_counter()
        try:
            known = snapshot(COUNCIL, principal=OFFICER, store=store)
            wrong = _halves(
                known["complaint"], history(store, known.newest_moment, principal=OFFICER)
            )
        except Exception:
            told.put(("error", f"reader: {traceback.format_exc(limit=-2)}"))
            return
        if known.revision < last:
            wrong.append(f"revision {known.revision} after {last}")
        last = known.revision
        for failure in wrong:
            told.put(("error", f"reader: {failure}"))
        reads, longest = reads + 1, max(longest, time.perf_counter() - began)
        time.sleep(0.05)  # a person looks a moment
    told.put(("read", reads, longest))


def _halves(rows: pl.DataFrame, batches: pl.DataFrame) -> list[str]:
    """Batches that are seen in part: rows that no later batch changed are all there, or none."""
    named = rows.filter(~pl.col("reference").str.starts_with("SHARED"))
    file = pl.col("reference").str.extract(r"^(.*)-\d+$")
    seen = named.group_by(file.alias("file")).agg(
        pl.len().alias("seen"),
        (pl.col("reference").str.extract(r"-(\d+)$").cast(pl.Int64).max() + 1).alias("last"),
    )
    # Of a file's first 200 lines every tenth, from the sixth on, is shared; the rest are its own.
    own = pl.col("last") - (pl.min_horizontal(pl.col("last"), 200) + 4) // 10
    broken = seen.filter(pl.col("seen") != own)
    wrong = [f"{row['file']} is there in part: {row}" for row in broken.iter_rows(named=True)]
    there = set(batches.get_column("batch_id"))
    wrong += [f"row of batch {n}, not there" for n in set(rows["batch_id"]) - there]
    return wrong


def run(importers: int, readers: int, files: int) -> Crowd:
    """Let the crowd loose on a new store."""
    crowd, began = Crowd(), time.perf_counter()
    # As in kill_imports: forked from one that has loaded the program and done nothing with it.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.data_access.store.crowd"])
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'crowd.db'}"
        store = open_store(url)
        make_own_store(store, principal=OFFICER, authority=COUNCIL)
        told: Queue[object] = context.Queue()
        stop = context.Event()
        writing = [
            context.Process(target=import_files, args=(url, f"I{n}", files, told))
            for n in range(importers)
        ]
        sizes = [
            min(READERS_A_PROCESS, readers - at) for at in range(0, readers, READERS_A_PROCESS)
        ]
        reading = [context.Process(target=read_on, args=(url, size, stop, told)) for size in sizes]
        listener = threading.Thread(
            target=_listen, args=(told, crowd, ids := set[int]()), daemon=True
        )
        listener.start()
        for process in (*reading, *writing):
            process.start()
        for process in writing:
            process.join(PATIENCE)
        stop.set()
        for process in reading:
            process.join(PATIENCE)
        told.put(None)
        listener.join(PATIENCE)
        crowd.landed = len(ids)
        crowd.failures += [
            f"process {process.name} ended with {process.exitcode}"
            for process in (*reading, *writing)
            if process.exitcode != 0
        ]
        if crowd.landed != importers * files:
            crowd.failures.append(f"{importers * files} files, but {crowd.landed} batches told of")
        crowd.failures += look(store, ids)
        with store.reading() as connection:
            batch = table_of(Batch)
            there = connection.execute(
                select(func.count()).where(batch.c.dataset == COMPLAINT.name)
            ).scalar()
        if there != crowd.landed:
            crowd.failures.append(f"{crowd.landed} batches told of, {there} in the store")
        store.engine.dispose()
    crowd.seconds = time.perf_counter() - began
    return crowd


def _listen(told: Queue[object], crowd: Crowd, ids: set[int]) -> None:
    while (message := told.get()) is not None:
        assert isinstance(message, tuple)
        kind = message[0]
        if kind == "error":
            crowd.failures.append(message[1])
        elif kind == "landed":
            ids.update(message[1])
            crowd.longest_import = max(crowd.longest_import, message[2])
        else:
            crowd.reads += message[1]
            crowd.longest_read = max(crowd.longest_read, message[2])


def main() -> int:
    """The command: prints what came of it and answers 1 if anybody met an error."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    reader.add_argument("--importers", type=int, default=20)
    reader.add_argument("--readers", type=int, default=50)
    reader.add_argument("--files", type=int, default=10)
    chosen = reader.parse_args()
    crowd = run(chosen.importers, chosen.readers, chosen.files)
    print(
        f"{chosen.importers} importers and {chosen.readers} readers: {crowd.landed} imports landed "
        f"(longest {crowd.longest_import:.1f} s), {crowd.reads} reads (longest "
        f"{crowd.longest_read:.1f} s), {len(crowd.failures)} failures; {crowd.seconds:.0f} s"
    )
    for failure in crowd.failures[:20]:
        print(failure)
    return 1 if crowd.failures else 0


if __name__ == "__main__":
    sys.exit(main())
