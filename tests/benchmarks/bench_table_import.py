"""How long a million complaints take to import, beside a bare bulk insert of the same rows.

python -m tests.benchmarks.bench_table_import [--rows N] [--rounds N] [--postgres]

The baseline has everything done for it: the rows are ready in memory, typed, and go into a table
without keys in the same database, in one transaction (SQLite: `executemany`; PostgreSQL: COPY).
The import begins with the file: it is read, checked, searched for personal data, compared with
what is held, written and committed. Memory is that of a process that does nothing else.
"""

from __future__ import annotations

import argparse
import itertools
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from random import Random

import polars as pl
import psycopg

from data_access.datasets import COMPLAINT
from data_access.importing.stages.plan import land, plan
from data_access.importing.stages.recipe import Recipe
from data_access.ledger.entry import Counts
from data_access.new_store import make_own_store
from data_access.store.database import Store, open_store
from tests import postgres
from tests.benchmarks.beside import in_turns
from tests.paths import ROOT
from tests.peak_memory import peak_memory
from vocabulary.principal import Principal, every_role

OFFICER = Principal("benchmark", every_role())
COUNCIL = "Benchmark Borough"


def complaints(rows: int, seed: int = 1) -> pl.DataFrame:
    """Made-up complaints, as a council's system would list them."""
    random = Random(seed)
    start = date(2015, 4, 1)

    def some(values: list[str]) -> pl.Series:
        return pl.Series(random.choices(values, k=rows))

    days = [start + timedelta(days=n) for n in range(4000)]
    themes = ["waiting_times", "communication", "charging", "assessment", "staff_attitude"]
    received = pl.Series(random.choices(days, k=rows))
    return pl.DataFrame({"received": received}).select(
        reference=pl.format("C-{}", pl.int_range(1, rows + 1).cast(pl.String).str.zfill(8)),
        received="received",
        acknowledged=pl.col("received").dt.offset_by("2d"),
        responded=received + pl.Series(random.choices(range(5, 120), k=rows)) * timedelta(days=1),
        channel=some(list(COMPLAINT.spec("channel").choices)),
        team=some(["North locality", "South locality", "Sensory team", "Hospital team"]),
        themes=some([f"{a}; {b}" for a, b in itertools.permutations(themes, 2)]),
        outcome=some(list(COMPLAINT.spec("outcome").choices)),
        ombudsman_referred=some(["no"] * 9 + ["yes"]),
    )


class Place:
    """Where to put stores, and the bare table beside them."""

    def __init__(self, folder: Path, rows: list[tuple[object, ...]], columns: list[str]) -> None:
        self.folder = folder
        self.rows = rows
        self.columns = columns
        self.numbers = itertools.count()

    def new_store(self) -> str:
        """URL of a new store of our own council."""
        empty = self.folder / "empty.db"
        if not empty.exists():
            _prepare(f"sqlite:///{empty}")
        path = self.folder / f"{next(self.numbers)}.db"
        shutil.copyfile(empty, path)
        return f"sqlite:///{path}"

    def bare(self) -> float:
        """Seconds for the bare bulk insert."""
        path = self.folder / f"bare-{next(self.numbers)}.db"
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"CREATE TABLE bare ({', '.join(self.columns)})")
        places = ", ".join("?" * len(self.columns))
        started = time.perf_counter()
        connection.execute("BEGIN")
        connection.executemany(f"INSERT INTO bare VALUES ({places})", self.rows)
        connection.execute("COMMIT")
        taken = time.perf_counter() - started
        connection.close()
        path.unlink()
        return taken


class PostgresPlace(Place):
    """The same on a PostgreSQL server."""

    server: postgres.Server
    empty: str | None = None

    def new_store(self) -> str:
        if self.empty is None:
            self.empty = self.server.new_database()
            _prepare(self.server.url(self.empty))
        return self.server.url(self.server.new_database(self.empty))

    def bare(self) -> float:
        database = self.server.new_database()
        with psycopg.connect(self.server.url(database)) as connection:
            dates = {name for name in self.columns if COMPLAINT.spec(name).python_type is date}
            kinds = [f"{name} {'date' if name in dates else 'text'}" for name in self.columns]
            connection.execute(f"CREATE TABLE bare ({', '.join(kinds)})".encode())
            connection.commit()
            started = time.perf_counter()
            with connection.cursor() as cursor, cursor.copy("COPY bare FROM STDIN") as copy:
                for row in self.rows:
                    copy.write_row(row)
            connection.commit()
            taken = time.perf_counter() - started
        self.server.drop_database(database)
        return taken


def _prepare(url: str) -> None:
    store = open_store(url)
    make_own_store(store, principal=OFFICER, authority=COUNCIL)
    store.engine.dispose()


@contextmanager
def opened(url: str) -> Iterator[Store]:
    """An open store."""
    store = open_store(url)
    yield store
    store.engine.dispose()


def import_file(store: Store, path: Path) -> tuple[float, Counts]:
    """Seconds from opening the file to the end of the import, and what it did."""
    started = time.perf_counter()
    planned = plan(store, path.name, path.read_bytes(), principal=OFFICER, recipe=Recipe())
    if planned.reading.rejected or planned.needed or planned.prepared is None:
        raise RuntimeError("the benchmark's own file has bad rows")
    land(store, planned, principal=OFFICER)
    return time.perf_counter() - started, planned.prepared.counts[COMPLAINT.name]


def peak_of(*arguments: str) -> int:
    """Megabytes that a process of this module takes at its peak."""
    command = [sys.executable, "-m", "tests.benchmarks.bench_table_import", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return int(done.stdout.split()[-1])


def measure(place: Place, path: Path, rows: int, rounds: int) -> None:
    """Print the times and the memory."""
    copies: list[str] = []

    def fresh() -> float:
        url = place.new_store()
        copies.append(url)
        with opened(url) as store:
            taken, counts = import_file(store, path)
        if counts.new != rows:
            raise RuntimeError(f"not everything landed: {counts}")
        _drop(place, copies)
        return taken

    def again() -> float:
        with opened(full) as store:
            taken, counts = import_file(store, path)
        if counts.unchanged != rows:
            raise RuntimeError(f"not everything was known: {counts}")
        return taken

    def amended() -> float:
        """As a monthly export comes: all the rows again, and little of it new."""
        path.write_bytes(path.read_bytes().replace(b",upheld,", b",not_upheld,", 1))
        with opened(full) as store:
            taken, counts = import_file(store, path)
        if (counts.changed, counts.unchanged) != (1, rows - 1):
            raise RuntimeError(f"not one row changed: {counts}")
        return taken

    bare = "bare bulk insert"
    print(in_turns(fresh, place.bare, rounds).line("import", bare), flush=True)
    full = place.new_store()
    with opened(full) as store:
        import_file(store, path)
    print(in_turns(again, place.bare, rounds).line("the unchanged file again", bare), flush=True)
    print(in_turns(amended, place.bare, rounds).line("with one row changed", bare), flush=True)
    idle = peak_of("--only-start", place.new_store(), str(path))
    busy = peak_of("--only-import", place.new_store(), str(path))
    print(
        f"memory at its peak: {busy} MB, of which {idle} MB are the program before it starts; "
        f"the file has {path.stat().st_size / 1e6:.0f} MB"
    )


def _drop(place: Place, urls: list[str]) -> None:
    while urls:
        url = urls.pop()
        if isinstance(place, PostgresPlace):
            place.server.drop_database(url.rsplit("/", 1)[-1])
        else:
            for end in ("", "-wal", "-shm"):
                Path(url.removeprefix("sqlite:///") + end).unlink(missing_ok=True)


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--only-start", nargs=2, metavar=("URL", "FILE"))
    parser.add_argument("--only-import", nargs=2, metavar=("URL", "FILE"))
    options = parser.parse_args()
    if options.only_start or options.only_import:
        url, file = options.only_start or options.only_import
        with opened(url) as store:
            if options.only_import:
                import_file(store, Path(file))
        print(peak_memory())
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        frame = complaints(options.rows)
        path = folder / "complaints.csv"
        frame.write_csv(path)
        if not options.postgres:
            frame = frame.with_columns(pl.col(pl.Date).dt.to_string("iso"))
        kind: Callable[..., Place] = PostgresPlace if options.postgres else Place
        place = kind(folder, frame.rows(), frame.columns)
        if isinstance(place, PostgresPlace):
            place.server = postgres.start()
        database = "PostgreSQL" if options.postgres else "SQLite"
        print(f"{options.rows:,} complaints, {path.stat().st_size / 1e6:.0f} MB, {database}")
        measure(place, path, options.rows, options.rounds)


if __name__ == "__main__":
    main()
