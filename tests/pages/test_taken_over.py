"""After an import pages say what they would had nothing been kept."""

from __future__ import annotations

import random

from data_access.datasets import DATASETS
from data_access.new_store import add_scaled_rows
from data_access.snapshot import forget_what_was_read
from data_access.store.database import Store
from tests.pages.harness import PAGES, bodies, open_page
from tests.principals import OFFICER
from tests.sampling import SEED, one_in_slow

DATED = {"board", "present", "editions"}  # what they produce says at what moment
"""Pages that tell a moment of their own."""
NAMES = sorted({file.stem for file in PAGES.glob("[!_]*.py")} - DATED)
OFTEN = ["complaint", "training", "action", "audit", "finding", "indicator", "event", "score"]


def test_pages_say_what_they_would_had_nothing_been_kept(example: Store) -> None:
    pages = one_in_slow(8, NAMES)
    names = one_in_slow(8, OFTEN)
    random.Random(SEED).shuffle(names)
    for page in pages:
        open_page(page)
    for name in names:
        add_scaled_rows(example, DATASETS[name], 5, principal=OFFICER)
        shown = {page: bodies(open_page(page)) for page in pages}
        forget_what_was_read()
        for page in pages:
            assert bodies(open_page(page)) == shown[page], (page, name)
