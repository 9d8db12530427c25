"""How long `import-report` of nine pages takes, cold and with its start, and what the processors
work for it, beside importing two of its libraries.

    python -m tests.benchmarks.bench_import_report

Fails where reading, coding and landing them costs more than five seconds of processors' time (of
the command and the process it reads in); on a machine that does nothing else that is the time it
takes.
"""

from __future__ import annotations

import itertools
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.beside import in_turns
from tests.benchmarks.nine_pages import PARAGRAPHS, SENTENCES, write_nine_pages
from tests.paths import ROOT

ROUNDS = 7
MOST_SECONDS = 5
COUNCIL = "Benchmark Borough"


def main() -> bool:
    """Print the times: into a store in use, into a new one, and of a second import; whether it
    works more than the bar."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pages = folder / "pages"
        pages.mkdir()
        write_nine_pages(pages)
        ready = folder / "ready.db"
        run("-m", "data_access", "example", "--store", url(ready))
        empty = folder / "empty.db"
        run("-m", "data_access", "init", "--authority", COUNCIL, "--store", url(empty))
        numbers = itertools.count()

        def into_a_copy_of(store: Path) -> float:
            copy = folder / f"copy-{next(numbers)}.db"
            shutil.copyfile(store, copy)
            return import_into(copy, pages)

        full = folder / "full.db"
        shutil.copyfile(ready, full)
        import_into(full, pages)
        print(
            f"Nine pages of {PARAGRAPHS * SENTENCES} sentences, HTML, "
            f"{sum(page.stat().st_size for page in pages.iterdir()) // 1000} kB"
        )
        for what, measure in (
            ("import-report into a store in use", lambda: into_a_copy_of(ready)),
            ("import-report into a new store", lambda: into_a_copy_of(empty)),
            ("import-report of the same once more", lambda: import_into(full, pages)),
        ):
            pair = in_turns(measure, libraries, ROUNDS)
            print(pair.line(what, 'python -c "import polars, sqlmodel"'))
        worked = [seconds_worked(lambda: into_a_copy_of(empty)) for _ in range(ROUNDS)]
        typical = statistics.median(worked)
        print(
            f"processors' time of one import into a new store: {typical:.2f} s "
            f"({min(worked):.2f} to {max(worked):.2f}), the bar is {MOST_SECONDS} s"
        )
        return typical > MOST_SECONDS


def import_into(store: Path, pages: Path) -> float:
    """Seconds for the whole command."""
    return run(
        "-m", "data_access", "import-report", str(pages),
        "--authority", COUNCIL, "--store", url(store), "--yes",
    )  # fmt: skip


def seconds_worked(act: Callable[[], object]) -> float:
    """Seconds that processors worked in the processes an act started and waited for."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    act()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def libraries() -> float:
    """Seconds for starting Python and importing polars and sqlmodel."""
    return run("-c", "import polars, sqlmodel")


def run(*arguments: str) -> float:
    """Seconds a Python process takes. RuntimeError if it fails."""
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, "DASHBOARD_USER": "benchmark"},
        capture_output=True,
        text=True,
        check=False,
    )
    taken = time.perf_counter() - started
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)}: {done.stderr}")
    return taken


def url(path: Path) -> str:
    """Store URL of a file."""
    return f"sqlite:///{path}"


if __name__ == "__main__":
    sys.exit(main())
