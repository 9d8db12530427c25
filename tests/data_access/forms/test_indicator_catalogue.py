"""A council's own entries in the catalogue of indicators."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from data_access.errors import ConflictError
from data_access.forms.indicator_catalogue import code_for, record_definition
from data_access.forms.record import RecordError
from data_access.ledger.batch import Action
from data_access.ledger.history import history
from data_access.reference.published_facts import load_catalogue
from data_access.snapshot import snapshot
from data_access.store.database import Store
from tests.data_access.made_up_rows import ELSEWHERE, SOMEWHERE
from tests.principals import OFFICER
from vocabulary.principal import Principal


def entry(**fields: str) -> dict[str, str | None]:
    return {"indicator": "lamps_lit", "name": "Lamps lit", **fields}


def put(store: Store, entered: dict[str, str | None], based_on: int | None = None) -> None:
    """As someone fills it in on the page of the catalogue."""
    record_definition(store, SOMEWHERE, entered, based_on=based_on, principal=OFFICER)


def held(store: Store, authority: str, indicator: str) -> list[dict[str, Any]]:
    frame = snapshot(authority, store=store, principal=OFFICER)["indicator_definition"]
    return frame.filter(pl.col("indicator") == indicator).to_dicts()


def test_a_councils_own_entry_goes_before_the_one_shipped(
    sqlite_store: Store, officer: Principal
) -> None:
    load_catalogue(sqlite_store, officer)
    own = entry(indicator="reviews_overdue", name="Reviews late", target="8", target_kind="agreed")
    put(sqlite_store, own)
    [here] = held(sqlite_store, SOMEWHERE, "reviews_overdue")
    assert (here["name"], here["target"]) == ("Reviews late", 8.0)
    assert here["recorded_by"] == officer.name
    [there] = held(sqlite_store, ELSEWHERE, "reviews_overdue")
    assert there["target"] is None


def test_entries_have_versions_like_every_record(sqlite_store: Store, officer: Principal) -> None:
    put(sqlite_store, entry(target="5", target_kind="agreed"))
    [begun] = held(sqlite_store, SOMEWHERE, "lamps_lit")
    again = entry(target="6", target_kind="agreed")
    put(sqlite_store, again, based_on=begun["row_id"])
    [row] = held(sqlite_store, SOMEWHERE, "lamps_lit")
    assert row["target"] == 6.0
    with pytest.raises(ConflictError):
        put(sqlite_store, again, based_on=begun["row_id"])
    first = history(sqlite_store, principal=officer).item(-1, "recorded_at")
    known = snapshot(SOMEWHERE, first, store=sqlite_store, principal=officer)
    assert known["indicator_definition"].get_column("target").to_list() == [5.0]
    assert history(sqlite_store, principal=officer).item(0, "action") == Action.FORM


@pytest.mark.parametrize(
    ("entered", "said"),
    [
        (entry(name=" "), "Name has to be filled in"),
        (entry(target="5"), "Say who set the target"),
        (entry(same_as="lamps_lit"), "not the same as itself"),
        (entry(statements="weather"), "weather"),
    ],
)
def test_an_entry_that_cannot_be_used_is_refused(
    sqlite_store: Store, entered: dict[str, str | None], said: str
) -> None:
    with pytest.raises(RecordError, match=said):
        put(sqlite_store, entered)


def test_a_name_gives_a_code_nobody_has() -> None:
    assert code_for(" Lamps lit, by night ", {"lamps_lit"}) == "lamps_lit_by_night"
    with pytest.raises(RecordError, match="There is a measure 'Lamps lit' already"):
        code_for("Lamps lit", {"lamps_lit"})


def test_a_store_from_before_the_catalogue_shows_the_first_there_was(
    sqlite_store: Store, officer: Principal
) -> None:
    put(sqlite_store, entry())
    before = history(sqlite_store, principal=officer).item(-1, "recorded_at")
    load_catalogue(sqlite_store, officer)
    load_catalogue(sqlite_store, officer)  # again: no trace
    assert history(sqlite_store, principal=officer).height == 2
    known = snapshot(SOMEWHERE, before, store=sqlite_store, principal=officer)
    assert known["indicator_definition"].get_column("indicator").to_list() == ["lamps_lit"]
