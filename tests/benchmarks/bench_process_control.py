"""How many points a second `xmr` and `variation` judge, beside the same rules in plain Python.

Run with `python -m tests.benchmarks.bench_process_control`. The reference package does 60,000
points in 2.36 s in one call on such a machine: 25,400 points a second.
"""

import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl

from measures.process_control.charts import xmr
from tests.measures.process_control.plain_xmr import plain_xmr

REFERENCE_RATE = 25_400
POINTS = 60


def many_series(series: int) -> pl.DataFrame:
    """Make `series` months-long series with targets, in order of series and date."""
    size = series * POINTS
    months = pl.date_range(date(2020, 1, 1), date(2024, 12, 1), "1mo", eager=True)
    return pl.DataFrame(
        {
            "series": np.repeat([f"team {i:05d}" for i in range(series)], POINTS),
            "date": pl.concat([months] * series),
            "value": np.random.default_rng(7).normal(50, 10, size).round(1),
            "direction": ["increase"] * size,
            "target": [45.0] * size,
        }
    )


def ours(frame: pl.DataFrame) -> pl.DataFrame:
    return xmr(frame).latest


def plain(frame: pl.DataFrame) -> list[str]:
    rows = frame.select("series", "value").rows()
    return [
        plain_xmr([value for _, value in part], factor=2.66, cut=3.267).labels[-1]
        for _, part in groupby(rows, key=lambda row: row[0])
    ]


class Taken(NamedTuple):
    """The least of several runs, in seconds: the rest is what else the machine was doing."""

    wall: float
    cpu: float


def best(work: Callable[[], object], times: int) -> Taken:
    runs = []
    for _ in range(times):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        runs.append((time.perf_counter() - wall, time.process_time() - cpu))
    return Taken(min(wall for wall, _ in runs), min(cpu for _, cpu in runs))


def say(what: str, points: int, taken: Taken) -> None:
    rate = points / taken.wall
    print(
        f"{what}: {1000 * taken.wall:.1f} ms ({1000 * taken.cpu:.1f} ms of processor), "
        f"{rate / 1e6:.2f} million points/s, {rate / REFERENCE_RATE:.0f} × the reference"
    )


def memory(field: str) -> float:
    """Read this process's memory in MB: VmRSS is what it holds now, VmHWM the most it held."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(field))


def memory_of(series: int) -> None:
    """Print the most memory that judging `series` takes beyond holding the frame, in MB."""
    frame = many_series(series)
    ours(many_series(2))
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # forget the peak so far
    before = memory("VmRSS")
    ours(frame)
    print(f"{memory('VmHWM') - before:.0f}")


def main() -> None:
    frame = many_series(1000)
    ours(frame)
    few = best(lambda: ours(frame), 15)
    say(f"1,000 series × {POINTS}", frame.height, few)
    many = many_series(10_000)
    more = best(lambda: ours(many), 7)
    say(f"10,000 series × {POINTS}", many.height, more)
    print(f"ten times the points take {more.cpu / few.cpu:.1f} times the processor's time")
    shuffled = frame.sample(fraction=1, shuffle=True, seed=1)
    say("1,000 series, rows shuffled", frame.height, best(lambda: ours(shuffled), 15))
    slow = best(lambda: plain(frame), 3)
    print(f"plain Python: {1000 * slow.wall:.0f} ms, {slow.wall / few.wall:.0f} times as long")
    for series in (1000, 10_000):
        told = subprocess.run(
            [sys.executable, "-m", __spec__.name, str(series)], capture_output=True, check=True
        )
        print(f"memory beyond the frame, {series:,} series: {told.stdout.decode().strip()} MB")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        memory_of(int(sys.argv[1]))
    else:
        main()
