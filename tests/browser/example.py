"""The store that the browser looks at: the example, with a review begun."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from data_access.new_store import make_example_store
from data_access.principal import Principal
from data_access.reviews import begin_review
from data_access.store import open_store

EXAMPLE = "Example Borough"
DAY = date(2026, 9, 30)


def make_reviewed_example(folder: Path) -> str:
    """Make `folder`/store.db with Example Borough and one review going on; returns its URL."""
    officer = Principal("Officer", "local")
    url = f"sqlite:///{folder / 'store.db'}"
    store = open_store(url)
    make_example_store(store, principal=officer)
    asked = {"purpose": "Do records begin with what the person wants?", "period": "Last 12 months"}
    begin_review(store, EXAMPLE, {**asked, "sample_size": "10"}, day=DAY, principal=officer)
    store.engine.dispose()
    return url
