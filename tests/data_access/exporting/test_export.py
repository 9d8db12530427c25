"""Rows come out of the store in the columns they go in with."""

from __future__ import annotations

import io
import json
from collections.abc import Callable

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from data_access.datasets import DATASETS, FINDING, SCORE
from data_access.errors import NotAllowedError
from data_access.exporting.rows import rows_for_export, write_csv, write_json
from data_access.ledger.entry import Entry
from data_access.ledger.history import withdraw
from data_access.moments import now
from data_access.store.database import Store
from tests.data_access.made_up_rows import ELSEWHERE, SOMEWHERE, findings, land, scores
from vocabulary.principal import Principal, every_role

TWO = (scores(learning=2, equity=3), scores(authority=ELSEWHERE, learning=4))


def out(store: Store, officer: Principal, dataset: str = "score", **asked: object) -> pl.DataFrame:
    return rows_for_export(store, DATASETS[dataset], principal=officer, **asked)  # type: ignore[arg-type]


def test_only_the_datasets_own_columns_come_out_ordered_by_their_key(
    sqlite_store: Store, officer: Principal
) -> None:
    land(sqlite_store, pl.concat(TWO))
    frame = out(sqlite_store, officer)
    assert frame.columns == list(SCORE.columns)
    assert frame.select("authority", "statement").rows() == [
        (ELSEWHERE, "learning"),
        (SOMEWHERE, "equity"),
        (SOMEWHERE, "learning"),
    ]


def test_one_councils_rows_can_be_had(sqlite_store: Store, officer: Principal) -> None:
    land(sqlite_store, pl.concat(TWO))
    assert out(sqlite_store, officer, authority=ELSEWHERE)["score"].to_list() == [4]
    assert out(sqlite_store, officer, authority="Nowhere Council").is_empty()


def test_nobody_gets_another_councils_rows(sqlite_store: Store) -> None:
    land(sqlite_store, pl.concat(TWO))
    somebody = Principal("Somebody", every_role({SOMEWHERE}))
    assert set(out(sqlite_store, somebody)["authority"]) == {SOMEWHERE}
    with pytest.raises(NotAllowedError):
        out(sqlite_store, somebody, authority=ELSEWHERE)


def test_what_was_withdrawn_is_not_there_now_but_was_then(
    sqlite_store: Store, officer: Principal
) -> None:
    landed = land(sqlite_store, scores(learning=2))
    before = now()
    assert landed.import_id is not None
    withdraw(sqlite_store, landed.import_id, principal=officer)
    assert out(sqlite_store, officer).is_empty()
    assert out(sqlite_store, officer, as_at=before)["score"].to_list() == [2]


@pytest.mark.parametrize("name", list(DATASETS))
def test_an_empty_dataset_comes_out_with_its_columns(
    sqlite_store: Store, officer: Principal, name: str
) -> None:
    frame = out(sqlite_store, officer, name)
    assert frame.schema == pl.Schema(DATASETS[name].schema)
    assert write_csv(frame) == ",".join(DATASETS[name].columns) + "\n"
    assert json.loads(write_json(frame)) == []


def test_csv_joins_lists_and_json_keeps_them(
    new_store: Callable[[], Store], officer: Principal
) -> None:
    store = new_store()
    said = 'A "quoted", comma\nand a line of its own'
    land(store, Entry(FINDING, findings(said, themes="training_access;supervision")))
    frame = out(store, officer, "finding")
    [read] = pl.read_csv(io.StringIO(write_csv(frame)), infer_schema=False).to_dicts()
    assert (read["themes"], read["text"], read["published"]) == (
        "training_access; supervision",
        said,
        "2025-01-31",
    )
    [listed] = json.loads(write_json(frame))
    assert (listed["themes"], listed["text"], listed["published"]) == (
        ["training_access", "supervision"],
        said,
        "2025-01-31",
    )


@pytest.mark.both_databases
def test_what_comes_out_goes_in_again_and_changes_nothing(
    new_store: Callable[[], Store], officer: Principal
) -> None:
    store, other = new_store(), new_store()
    land(store, pl.concat(TWO), Entry(FINDING, findings("A.", "B.", themes="supervision")))
    for dataset in (SCORE, FINDING):
        frame = out(store, officer, dataset.name)
        assert not land(store, Entry(dataset, frame)).counts[dataset.name].changes
        land(other, Entry(dataset, frame))
        assert_frame_equal(out(other, officer, dataset.name), frame)
