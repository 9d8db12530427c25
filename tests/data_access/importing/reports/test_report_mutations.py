"""Damaged reports are refused or read; nothing else ever happens.

A short run here; 10,000 files with FULL=1 or `python -m
tests.data_access.importing.reports.report_mutations`.
"""

from __future__ import annotations

from tests.data_access.importing.reports.report_mutations import (
    Tally,
    mutants,
    originals,
    run,
    try_file,
)
from tests.sampling import FULL


def test_sound_files_are_read() -> None:
    tally = Tally()
    for name, content in originals().items():
        try_file(name, content, tally)
    assert tally.failures == []
    assert (tally.read, tally.refused) == (len(originals()), 0)


def test_damaged_files_break_no_promise() -> None:
    count = 10_000 if FULL else 400
    tally = run(count, seed=1)
    assert tally.failures == []
    assert tally.read + tally.refused == count
    assert tally.read > count // 4, "too few files are still readable for this to test much"


def test_the_same_seed_gives_the_same_files() -> None:
    assert list(mutants(20, seed=3))[:5] == list(mutants(20, seed=3))[:5]
