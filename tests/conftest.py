"""What holds for every test."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def main_module() -> Iterator[None]:
    """Running a page in a test makes it Python's main module, and leaves it so: a process started
    by a later test would then begin by running that page."""
    before = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = before
