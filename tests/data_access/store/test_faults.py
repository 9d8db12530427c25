"""What happens to stores does no harm. A few faults here; all with FULL=1 or `python -m
tests.data_access.store.faults`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.data_access.store.faults import FAULTS, prepared
from tests.sampling import FULL, one_in_slow

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and rights of Unix")

# Tried by tests of their own in every run.
LONG = {"kill -9", "the database is killed"}
TRIED = list(FAULTS) if FULL else one_in_slow(4, [name for name in FAULTS if name not in LONG])


@pytest.mark.parametrize("fault", TRIED)
def test_a_fault_does_no_harm(fault: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    if fault == "the database is killed":
        request.getfixturevalue("postgres_server")
    FAULTS[fault](prepared(tmp_path))
