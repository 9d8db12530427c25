"""Kills imports at random moments and looks at what is left in the store.

After each kill the store must open as it is, hold no part of a batch, and still hold every batch
that the import was told had landed.

    python -m tests.data_access.store.kill_imports --count 200 --seed 1 [--postgres]
"""

from __future__ import annotations

import argparse
import contextlib
import multiprocessing
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from sqlalchemy import func, select, text

from data_access.datasets import COMPLAINT
from data_access.importing.stages.plan import Plan, land, plan
from data_access.importing.stages.recipe import Recipe
from data_access.ledger.as_known import table_of
from data_access.ledger.batch import Batch
from data_access.new_store import make_own_store
from data_access.store.database import Store, open_store
from vocabulary.principal import Principal, every_role

OFFICER = Principal("Officer", every_role())
COUNCIL = "Somewhere Council"
START_SECONDS = 120
LONGEST = 1.2  # seconds from ready to the kill: several imports long
IN_WRITING = 0.6  # share of kills aimed at the moments rows are written, which are soon over
WRITING = 0.04  # seconds
ROWS = (1, 400, 4000, 20_000)
# Each import is a process forked from one that has loaded the program and done nothing with it:
# loading it anew would take most of the time.
_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["data_access.importing.stages.plan", "psycopg"])


@dataclass
class Tally:
    """What came of the kills."""

    killed_while: Counter[str] = field(default_factory=Counter)
    landed: int = 0
    unheard: int = 0  # batches that landed whole, though the import never heard of it
    failures: list[str] = field(default_factory=list)


def complaints(name: str, rows: int, chance: random.Random) -> bytes:
    """A file of complaints nobody else's file has, and a few that others have too."""
    lines = ["Reference,Received,Outcome"]
    for number in range(rows):
        shared = number < 200 and number % 10 == 5
        reference = f"SHARED-{number}" if shared else f"{name}-{number}"
        # an outcome that is held is not emptied without a question
        open_ones = () if shared else ("",)
        outcome = chance.choice(("Upheld", "Not upheld", "Partly upheld", *open_ones))
        lines.append(f"{reference},{1 + number % 28:02}/{1 + number % 9:02}/2026,{outcome}")
    return "\n".join(lines).encode()


def planned(store: Store, name: str, content: bytes) -> Plan:
    """What importing a file of complaints would do."""
    recipe = Recipe(dataset="complaint", constants={"authority": COUNCIL})
    return plan(store, f"{name}.csv", content, principal=OFFICER, recipe=recipe, own=COUNCIL)


def import_until_killed(url: str, seed: int, parent: Connection) -> None:
    """The process that is killed: imports file after file, and says what it is doing."""
    chance = random.Random(seed)
    store = open_store(url)
    parent.send(("ready",))
    number = 0
    while True:
        number += 1
        name = f"{seed}-{number}"
        content = complaints(name, chance.choice(ROWS), chance)
        parent.send(("reading",))
        ready = planned(store, name, content)
        parent.send(("writing",))
        landed = land(store, ready, principal=OFFICER)
        parent.send(("landed", *landed.batch_ids))


def kill_once(store: Store, seed: int, tally: Tally) -> set[int]:
    """Start an import, kill it, and return the batches it was told had landed."""
    chance = random.Random(-seed)
    listen, say = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=import_until_killed, args=(store.url, seed, say))
    process.start()
    say.close()  # so that the pipe ends with the process
    if _said(listen, START_SECONDS) != ("ready",):
        process.kill()
        tally.failures.append(f"kill {seed}: the import did not start")
        return set()
    heard: list[tuple[object, ...]] = []
    if chance.random() < IN_WRITING:
        _wait_for_writing(listen, chance.choice((1, 2, 3)), heard)
        time.sleep(chance.uniform(0, WRITING))
    else:
        time.sleep(chance.uniform(0, LONGEST))
    process.kill()
    while word := _said(listen, START_SECONDS):
        heard.append(word)
    process.join()
    listen.close()
    if process.exitcode != -signal.SIGKILL:
        tally.failures.append(f"kill {seed}: the import ended by itself with {process.exitcode}")
    acknowledged = {int(str(n)) for word in heard if word[0] == "landed" for n in word[1:]}
    tally.killed_while[str(heard[-1][0]) if heard else "ready"] += 1
    tally.landed += len(acknowledged)
    return acknowledged


def _said(listen: Connection, patience: float) -> tuple[object, ...]:
    """The next word; none once the process is dead and has said all it could."""
    try:
        return tuple(listen.recv()) if listen.poll(patience) else ()
    except (EOFError, OSError):
        return ()


def _wait_for_writing(listen: Connection, times: int, heard: list[tuple[object, ...]]) -> None:
    """Listen until the import has begun to write for the last of so many times."""
    while times:
        word = _said(listen, START_SECONDS)
        if not word:
            return
        heard.append(word)
        times -= word[0] == "writing"


def look(store: Store, told: set[int]) -> list[str]:
    """What is wrong with a store in which the batches `told` have landed: nothing, if all holds."""
    wrong = []
    batch, rows = table_of(Batch), table_of(COMPLAINT.table)
    with store.reading() as connection:
        if store.is_sqlite:
            state = connection.execute(text("PRAGMA quick_check")).scalar()
            if state != "ok":
                wrong.append(f"SQLite says {state}")
        counted: dict[int, int] = {
            row[0]: row[1]
            for row in connection.execute(
                select(rows.c.batch_id, func.count()).group_by(rows.c.batch_id)
            )
        }
        said = {
            row.batch_id: row.rows_new + row.rows_changed + row.rows_removed
            for row in connection.execute(
                select(batch).where(batch.c.dataset == COMPLAINT.name)
            ).all()
        }
    for number, height in said.items():
        if counted.get(number, 0) != height:
            wrong.append(f"batch {number} says {height} rows and has {counted.get(number, 0)}")
    wrong += [f"rows of batch {number}, which there is not" for number in set(counted) - set(said)]
    wrong += [f"batch {number} had landed and is lost" for number in told - set(said)]
    return wrong


def run(url: str, count: int, seed: int) -> Tally:
    """Kill `count` imports into one store, looking at it after each."""
    tally, told = Tally(), set[int]()
    store = open_store(url)
    make_own_store(store, principal=OFFICER, authority=COUNCIL)
    for number in range(count):
        told |= kill_once(store, seed * 1_000_000 + number, tally)
        store.engine.dispose()  # what opens it now is a new connection
        tally.failures += [f"kill {number}: {wrong}" for wrong in look(store, told)]
        if (number + 1) % 20 == 0:
            said = f"{number + 1} of {count} kills, {len(tally.failures)} failures"
            print(said, file=sys.stderr, flush=True)
    with store.reading() as connection:
        batch = table_of(Batch)
        there = connection.execute(
            select(func.count()).where(batch.c.dataset == COMPLAINT.name)
        ).scalar()
    tally.unheard = int(there or 0) - len(told)
    return tally


@contextlib.contextmanager
def new_store(*, postgres: bool) -> Iterator[str]:
    """URL of a store to be hurt."""
    if postgres:
        from tests.postgres import start

        server = start()
        name = server.new_database()
        yield server.url(name)
        server.drop_database(name)
        return
    with tempfile.TemporaryDirectory() as folder:
        yield f"sqlite:///{Path(folder) / 'killed.db'}"


def main() -> int:
    """The command: prints what came of it and answers 1 if anything was lost or partial."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    reader.add_argument("--count", type=int, default=200)
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--postgres", action="store_true")
    chosen = reader.parse_args()
    with new_store(postgres=chosen.postgres) as url:
        tally = run(url, chosen.count, chosen.seed)
    moments = ", ".join(f"{times} {what}" for what, times in tally.killed_while.most_common())
    print(
        f"{chosen.count} kills on {'PostgreSQL' if chosen.postgres else 'SQLite'} ({moments}): "
        f"{tally.landed} batches told of, {tally.unheard} landed whole just before the word, "
        f"{len(tally.failures)} failures"
    )
    for failure in tally.failures[:20]:
        print(failure)
    return 1 if tally.failures else 0


if __name__ == "__main__":
    sys.exit(main())
