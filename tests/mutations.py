"""Changes the measures and the guards at many places, one at a time: does a test notice each?

mutmut makes the changes (pyproject.toml says where, and which tests are to notice); this runs a
sample of them and says the share that is noticed.

    python -m tests.mutations --count 200 --seed 1
"""

from __future__ import annotations

import argparse
import random
import re
import subprocess
import sys
from collections import Counter

from tests.paths import ROOT

NOTICED = {"killed", "timeout", "segfault", "suspicious", "caught by type check"}
_RESULT = re.compile(r"^\s*(\S+__mutmut_\d+): (.+)$", re.MULTILINE)


def mutmut(*arguments: str) -> str:
    """What mutmut says, run from the repository's root."""
    command = [sys.executable, "-m", "mutmut", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    return done.stdout + done.stderr


def results() -> dict[str, str]:
    """By change: what became of it."""
    return dict(_RESULT.findall(mutmut("results", "--all", "true")))


def main() -> int:
    """The command: answers 1 when nothing could be tried or less is noticed than `--least`."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    reader.add_argument("--count", type=int, default=200)
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--least", type=float, default=0.0, help="share that has to be noticed")
    chosen = reader.parse_args()
    made = mutmut("run", "none of this name")  # makes them all, and tries none
    every = sorted(results())
    if not every:
        print(made)
        return 1
    sample = random.Random(chosen.seed).sample(every, min(chosen.count, len(every)))
    said = mutmut("run", "--max-children", "2", *sample)
    became = results()
    if all(became[name] == "not checked" for name in sample):
        print(said[-3000:])  # a test that fails without any change stops it
        return 1
    tally = Counter(became[name] for name in sample)
    share = sum(tally[word] for word in NOTICED) / len(sample)
    print(f"{len(sample)} of {len(every)} changes tried, {share:.0%} noticed: {dict(tally)}")
    for name in sample:
        if became[name] not in NOTICED:
            print(f"  {became[name]}: {name}")
    return int(share < chosen.least)


if __name__ == "__main__":
    sys.exit(main())
