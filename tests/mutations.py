"""Changes the measures and the guards at many places, one at a time: does a test notice each?

mutmut makes the changes (pyproject.toml says where, and which tests are to notice). Each of a
sample is then tried in a process of its own: mutmut would fork one that has used Polars, whose
threads a fork loses, so that most of its tries hang. A change is tried with the tests of its own
subject first, and what these let pass with all of them.

    python -m tests.mutations --count 200 --seed 1
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.paths import ROOT

CHANGED = ROOT / "mutants"  # the sources with every change in them, one of which is in force
LONGEST = 900  # seconds that the tests of a change may take: a change may never end
_MAKE = """
from pathlib import Path
from mutmut.__main__ import (copy_also_copy_files, copy_src_dir, create_mutants,
    set_mutant_under_test, setup_source_paths)
set_mutant_under_test("mutant_generation")
Path("mutants").mkdir(exist_ok=True)
copy_src_dir()
copy_also_copy_files()
setup_source_paths()
create_mutants(2)
"""
_NAME = re.compile(r"\bdef (\S+__mutmut_\d+)\(")


def every_change() -> list[str]:
    """Makes all changes; their names, such as measures.ratings.rating.x_overall__mutmut_3."""
    subprocess.run([sys.executable, "-c", _MAKE], cwd=ROOT, check=True)
    found = []
    for path in sorted(CHANGED.rglob("*.py")):
        module = ".".join(path.relative_to(CHANGED).with_suffix("").parts)
        if not module.startswith("tests."):
            found += [f"{module}.{name}" for name in _NAME.findall(path.read_text("utf-8"))]
    return found


def notices(change: str, tests: Sequence[str], options: Sequence[str]) -> bool:
    """Whether any of some tests fails while a change is in force."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "--no-header", *options, *tests]
    try:
        done = subprocess.run(
            command,
            cwd=CHANGED,
            env={**os.environ, "MUTANT_UNDER_TEST": change},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return True
    return done.returncode != 0


def near(change: str, tests: Sequence[str]) -> list[str]:
    """The tests of a change's own subject, where there is a folder of them."""
    parts = change.split(".")
    folder = Path("tests", *parts[:2])
    return [str(folder)] if (ROOT / folder).is_dir() else list(tests)


def main() -> int:
    """The command: answers 1 where a test fails without any change, or less than `--least` of the
    changes are noticed."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    reader.add_argument("--count", type=int, default=200)
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--least", type=float, default=0.0, help="share that has to be noticed")
    chosen = reader.parse_args()
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["mutmut"]
    options: list[str] = settings["pytest_add_cli_args"]
    tests: list[str] = settings["pytest_add_cli_args_test_selection"]
    every = every_change()
    if notices("", tests, options):
        print("A test fails without any change: run the tests first.")
        return 1
    sample = random.Random(chosen.seed).sample(every, min(chosen.count, len(every)))
    tally: Counter[str] = Counter()

    def tried(change: str) -> tuple[str, str]:
        if notices(change, near(change, tests), options):
            return change, "noticed"
        return change, "noticed" if notices(change, tests, options) else "not noticed"

    with ThreadPoolExecutor(os.cpu_count() or 2) as several:
        for change, became in several.map(tried, sample):
            tally[became] += 1
            if became == "not noticed":
                print(f"  not noticed: {change}", flush=True)
    share = tally["noticed"] / max(len(sample), 1)
    print(f"{len(sample)} of {len(every):,} changes tried, {share:.0%} noticed: {dict(tally)}")
    return int(share < chosen.least)


if __name__ == "__main__":
    sys.exit(main())
