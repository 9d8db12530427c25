"""Many people at once on one store: nothing is lost and nobody meets an error.

A small crowd here; 20 importers and 50 readers with FULL=1 or `python -m
tests.data_access.store.crowd`.
"""

from __future__ import annotations

from tests.data_access.store.crowd import run
from tests.sampling import FULL


def test_a_crowd_loses_nothing_and_meets_no_error() -> None:
    importers, readers = (20, 50) if FULL else (3, 6)
    crowd = run(importers, readers, files=4)
    assert crowd.failures == []
    assert crowd.landed == importers * 4
    assert crowd.reads >= readers
