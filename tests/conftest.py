"""What holds for every test."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says how busy the machine is, not whether the product is right.
settings.register_profile(
    "whatever the machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("whatever the machine")


@pytest.fixture(autouse=True)
def main_module() -> Iterator[None]:
    """Running a page in a test makes it Python's main module, and leaves it so: a process started
    by a later test would then begin by running that page."""
    before = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = before
