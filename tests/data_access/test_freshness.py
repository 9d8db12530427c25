"""What a snapshot holds, dataset by dataset."""

from __future__ import annotations

from data_access.datasets import COUNCIL, COUNCIL_PROFILE, DATASETS, REMEMBERED, WORK
from data_access.ledger.history import history
from data_access.snapshot import snapshot
from data_access.store.database import Store
from tests.data_access.made_up_rows import ELSEWHERE, SOMEWHERE, land, scores
from tests.principals import OFFICER
from vocabulary.principal import Principal


def test_an_empty_store_holds_nothing_of_every_dataset_a_council_fills(
    sqlite_store: Store,
) -> None:
    frame = snapshot(SOMEWHERE, store=sqlite_store, principal=OFFICER).freshness
    not_filled = {dataset.name for dataset in (COUNCIL, COUNCIL_PROFILE, *REMEMBERED, *WORK)}
    assert set(frame["dataset"]) == set(DATASETS) - not_filled
    assert frame["rows"].sum() == 0
    assert frame["recorded"].null_count() == frame.height


def test_rows_are_counted_for_the_council_with_the_day_of_the_newest(
    sqlite_store: Store, officer: Principal
) -> None:
    land(sqlite_store, scores(learning=2, equity=3))
    land(sqlite_store, scores(authority=ELSEWHERE, learning=3))
    frame = snapshot(SOMEWHERE, store=sqlite_store, principal=officer).freshness
    [row] = [row for row in frame.iter_rows(named=True) if row["dataset"] == "score"]
    assert row["rows"] == 2
    assert row["title"] == DATASETS["score"].title
    assert row["rhythm_days"] == DATASETS["score"].rhythm_days
    assert (
        row["recorded"] == history(sqlite_store, principal=officer).item(-1, "recorded_at").date()
    )
