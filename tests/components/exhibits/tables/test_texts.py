"""Shares are read in per cent wherever a table is read."""

from __future__ import annotations

import pytest

from components.exhibits.catalogue import CATALOGUE, exhibit
from components.exhibits.declaration import ExhibitRequest
from components.exhibits.filters import filters_of
from components.exhibits.tables.texts import share_columns, share_text, table_texts
from data_access.snapshot import snapshot
from data_access.store.database import Store
from tests.components.exhibits.all_exhibits import view_of
from tests.principals import OFFICER


@pytest.mark.parametrize(
    ("share", "said"),
    [(0.5691, "57%"), (0.0, "0%"), (1.0, "100%"), (0.004, "0.4%"), (0.998, "99.8%"), (None, "–")],
)
def test_a_share_is_said_in_per_cent(share: float | None, said: str) -> None:
    assert share_text(share) == said if share is not None else share_text(share)


def test_no_table_of_the_example_shows_a_share_as_a_fraction(example_store: Store) -> None:
    known = snapshot("Example Borough", store=example_store, principal=OFFICER)
    view, tried = view_of(known), 0
    for key in CATALOGUE:
        shown = exhibit(known, ExhibitRequest(key, filters_of(view.today), "learning"), view)
        heads = shown.table().columns
        for row in table_texts(shown):
            for head, text in zip(heads, row, strict=True):
                if head in share_columns(shown) and text[:1].isdigit():
                    tried += 1
                    assert text.endswith("%"), (key, head, text)
    assert tried > 50
