"""How long `import-report` of nine pages takes, beside importing two of its libraries.

python -m tests.benchmarks.bench_import_report
"""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.beside import in_turns
from tests.benchmarks.nine_pages import PARAGRAPHS, SENTENCES, write_nine_pages
from tests.paths import ROOT

ROUNDS = 7


def main() -> None:
    """Print the times: into a store in use, into a new one, and of a second import."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pages = folder / "pages"
        pages.mkdir()
        write_nine_pages(pages)
        ready = folder / "ready.db"
        run("-m", "data_access", "example", "--store", url(ready))
        numbers = itertools.count()

        def into_one_in_use() -> float:
            copy = folder / f"used-{next(numbers)}.db"
            shutil.copyfile(ready, copy)
            return import_into(copy, pages)

        def into_a_new_one() -> float:
            return import_into(folder / f"new-{next(numbers)}.db", pages)

        full = folder / "full.db"
        shutil.copyfile(ready, full)
        import_into(full, pages)
        print(
            f"Nine pages of {PARAGRAPHS * SENTENCES} sentences, HTML, "
            f"{sum(page.stat().st_size for page in pages.iterdir()) // 1000} kB"
        )
        for what, measure in (
            ("import-report into a store in use", into_one_in_use),
            ("import-report into a new store", into_a_new_one),
            ("import-report of the same once more", lambda: import_into(full, pages)),
        ):
            pair = in_turns(measure, libraries, ROUNDS)
            print(pair.line(what, 'python -c "import polars, sqlmodel"'))


def import_into(store: Path, pages: Path) -> float:
    """Seconds for the whole command."""
    return run(
        "-m", "data_access", "import-report", str(pages),
        "--authority", "Benchmark Borough", "--store", url(store), "--yes",
    )  # fmt: skip


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
    main()
