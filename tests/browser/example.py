"""The store that the browser looks at: the example, with a review begun."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from data_access.forms.reviews import begin_review
from tests.example_store import OFFICER, example_at

EXAMPLE = "Example Borough"
DAY = date(2026, 9, 30)


def make_reviewed_example(folder: Path) -> str:
    """Make `folder`/store.db with Example Borough and one review going on; returns its URL."""
    store = example_at(folder / "store.db")
    asked = {"purpose": "Do records begin with what the person wants?", "period": "Last 12 months"}
    begin_review(store, EXAMPLE, {**asked, "sample_size": "10"}, day=DAY, principal=OFFICER)
    store.engine.dispose()
    return store.url
