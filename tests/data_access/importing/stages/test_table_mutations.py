"""Damaged files are refused or planned with their bad rows told; nothing else ever happens.

A short run here; 20,000 files with FULL=1 or `python -m
tests.data_access.importing.stages.table_mutations`.
"""

from __future__ import annotations

from tests.data_access.importing.stages.table_mutations import mutants, run_apart
from tests.sampling import FULL


def test_damaged_tables_break_no_promise() -> None:
    count = 20_000 if FULL else 60
    tally = run_apart(count, seed=1)
    assert tally.failures == []
    assert tally.planned + tally.refused == count
    assert tally.planned > count // 5, "too few files are still readable for this to test much"
    assert tally.landed > 0


def test_the_same_seed_gives_the_same_files() -> None:
    assert [c for *_, c in mutants(20, seed=3)] == [c for *_, c in mutants(20, seed=3)]
