"""The stores that the browser looks at: the example, with a review begun, and a new council's."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from data_access.forms.reviews import begin_review
from data_access.new_store import make_own_store
from data_access.store.database import open_store
from tests.example_store import OFFICER, example_at

EXAMPLE = "Example Borough"
LONG_NAME = "Bournemouth, Christchurch and Poole Council"
DAY = date(2026, 9, 30)


def make_reviewed_example(folder: Path) -> str:
    """Make `folder`/store.db with Example Borough and one review going on; returns its URL."""
    store = example_at(folder / "store.db")
    asked = {"purpose": "Do records begin with what the person wants?", "period": "Last 12 months"}
    begin_review(store, EXAMPLE, {**asked, "sample_size": "10"}, day=DAY, principal=OFFICER)
    store.engine.dispose()
    return store.url


def make_empty_council(folder: Path) -> None:
    """Make `folder`/store.db for a council with a long name, with what comes with the product and
    nothing else."""
    store = open_store(f"sqlite:///{folder / 'store.db'}")
    make_own_store(store, principal=OFFICER, authority=LONG_NAME)
    store.engine.dispose()
