"""A council's own entries in the catalogue of indicators."""

from __future__ import annotations

import polars as pl
import pytest

from data_access.errors import DataError
from data_access.forms.indicator_catalogue import edit_catalogue
from data_access.ledger.batch import Action
from data_access.ledger.history import history
from data_access.reference.published_facts import load_catalogue
from data_access.snapshot import snapshot
from data_access.store.database import Store
from tests.data_access.made_up_rows import ELSEWHERE, SOMEWHERE
from tests.principals import OFFICER
from vocabulary.principal import Principal


def entry(**fields: object) -> pl.DataFrame:
    return pl.DataFrame([{"indicator": "lamps_lit", "name": "Lamps lit", **fields}])


def held(store: Store, authority: str, indicator: str) -> list[dict[str, object]]:
    frame = snapshot(authority, store=store, principal=OFFICER)["indicator_definition"]
    return frame.filter(pl.col("indicator") == indicator).to_dicts()


def test_a_councils_own_entry_goes_before_the_one_shipped(
    sqlite_store: Store, officer: Principal
) -> None:
    load_catalogue(sqlite_store, officer)
    own = entry(indicator="reviews_overdue", name="Reviews late", target=8.0, target_kind="agreed")
    edit_catalogue(sqlite_store, SOMEWHERE, own, principal=officer)
    [here] = held(sqlite_store, SOMEWHERE, "reviews_overdue")
    assert (here["name"], here["target"]) == ("Reviews late", 8.0)
    assert here["recorded_by"] == officer.name
    [there] = held(sqlite_store, ELSEWHERE, "reviews_overdue")
    assert there["target"] is None


def test_entries_have_versions_like_every_record(sqlite_store: Store, officer: Principal) -> None:
    for target in (5.0, 6.0):
        edit_catalogue(sqlite_store, SOMEWHERE, entry(target=target), principal=officer)
    [row] = held(sqlite_store, SOMEWHERE, "lamps_lit")
    assert row["target"] == 6.0
    first = history(sqlite_store, principal=officer).item(-1, "recorded_at")
    known = snapshot(SOMEWHERE, first, store=sqlite_store, principal=officer)
    assert known["indicator_definition"].get_column("target").to_list() == [5.0]
    assert history(sqlite_store, principal=officer).item(0, "action") == Action.FORM


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (entry(indicator=" "), "needs an id"),
        (pl.concat([entry(), entry()]), "'lamps_lit' is there twice"),
        (entry(statements=["weather"]), "'weather' is no quality statement"),
    ],
)
def test_an_entry_that_cannot_be_used_is_refused(
    sqlite_store: Store, officer: Principal, rows: pl.DataFrame, said: str
) -> None:
    with pytest.raises(DataError, match=said):
        edit_catalogue(sqlite_store, SOMEWHERE, rows, principal=officer)


def test_a_store_from_before_the_catalogue_shows_the_first_there_was(
    sqlite_store: Store, officer: Principal
) -> None:
    edit_catalogue(sqlite_store, SOMEWHERE, entry(), principal=officer)
    before = history(sqlite_store, principal=officer).item(-1, "recorded_at")
    load_catalogue(sqlite_store, officer)
    load_catalogue(sqlite_store, officer)  # again: no trace
    assert history(sqlite_store, principal=officer).height == 2
    known = snapshot(SOMEWHERE, before, store=sqlite_store, principal=officer)
    assert known["indicator_definition"].get_column("indicator").to_list() == ["lamps_lit"]
