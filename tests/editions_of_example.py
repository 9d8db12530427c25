"""Editions of Example Borough for tests: made once a run of tests, because hiding takes seconds."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from components.editions.edition import Edition, edition_to_be
from components.exhibits.view import View
from data_access.snapshot import Snapshot, snapshot
from tests.example_store import example_at
from tests.principals import OFFICER

COUNCIL = "Example Borough"
DAY = date(2026, 11, 20)


@cache
def known() -> Snapshot:
    """The records."""
    folder = Path(tempfile.mkdtemp(prefix="editions-"))
    store = example_at(folder / "example.db")
    return snapshot(COUNCIL, principal=OFFICER, store=store)


def view() -> View:
    """What is looked at."""
    return View(COUNCIL, known().nature, DAY)


@cache
def first() -> Edition:
    """The first edition, published on its day."""
    return replace(edition_to_be(known(), view(), []), published=DAY)
