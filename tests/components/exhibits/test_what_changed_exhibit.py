"""What changed since the last board, as leaders read it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl

from components.exhibits.catalogue import ExhibitRequest, exhibit
from components.exhibits.filters import filters_of
from data_access.snapshot import snapshot
from data_access.store.database import Store
from tests.components.exhibits.all_exhibits import view_of
from tests.principals import OFFICER


def test_months_that_were_not_brought_in_are_no_fall_in_complaints(example_store: Store) -> None:
    known = snapshot("Example Borough", store=example_store, principal=OFFICER)
    # The example's complaints end in September: two months later nothing is known of October.
    view = replace(view_of(known), today=date(2026, 11, 25))
    filters = filters_of(view.today, "Last 24 months", None, None, None)
    shown = exhibit(known, ExhibitRequest("what_changed", filters), view)
    of_complaints = shown.frame.filter(pl.col("page") == "complaints")
    said = " ".join(of_complaints.get_column("sentence").to_list())
    assert "figure, 0" not in said
    assert "below the expected range" not in said
