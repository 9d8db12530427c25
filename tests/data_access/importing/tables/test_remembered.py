"""What a person says of a column once is suggested from then on."""

from __future__ import annotations

import pytest

from data_access.datasets import COMPLAINT, COMPLIMENT
from data_access.errors import DataError
from data_access.importing.tables.import_table import land_table, plan_table
from data_access.importing.tables.remembered import remembered_columns
from data_access.ledger.history import history, withdraw
from data_access.store.database import Store
from tests.data_access.importing.tables.made_up_tables import csv, land, plan, stored
from tests.data_access.made_up_rows import OFFICER, SOMEWHERE
from vocabulary.principal import Principal

TEXT = "Our number,In,Verdict\nC-1,01/04/2026,Upheld\n"
CHOSEN = {"reference": "Our number", "received": "In", "outcome": "Verdict"}


def test_columns_confirmed_once_are_suggested_the_next_time(store: Store) -> None:
    land(store, csv(TEXT, name="april.csv"), columns=CHOSEN)
    assert remembered_columns(store, "complaint", principal=OFFICER) == {
        "Our number": "reference",
        "In": "received",
        "Verdict": "outcome",
    }
    later = csv(TEXT.replace("C-1", "C-2"), name="may.csv")
    assert plan(store, later).columns == CHOSEN
    land(store, later)
    assert stored(store).get_column("reference").to_list() == ["C-1", "C-2"]


def test_confirmed_names_find_the_header_under_its_titles(sqlite_store: Store) -> None:
    land(sqlite_store, csv(TEXT, name="april.csv"), columns=CHOSEN)
    titled = "Reference data,,\nmade in May,,\n" + TEXT.replace("C-1", "C-2")
    assert plan(sqlite_store, titled).columns == CHOSEN


def test_a_confirmed_name_goes_before_a_known_one(sqlite_store: Store) -> None:
    text = "Reference,ID,Received\nold-1,new-1,01/04/2026\n"
    assert plan(sqlite_store, text).columns["reference"] == "Reference"
    land(sqlite_store, text, columns={"reference": "ID", "received": "Received"})
    again = plan(sqlite_store, text.replace("-1", "-2"))
    assert again.columns["reference"] == "Reference"  # its own name still stands for itself
    only = plan(sqlite_store, "ID,Received\nnew-3,01/04/2026\n")
    assert only.columns["reference"] == "ID"


def test_each_dataset_has_its_own_memory(sqlite_store: Store) -> None:
    land(sqlite_store, TEXT, columns=CHOSEN)
    assert remembered_columns(sqlite_store, COMPLIMENT.name, principal=OFFICER) == {}


def test_names_that_are_understood_anyway_are_not_written_down(sqlite_store: Store) -> None:
    land(sqlite_store, "Case ref,Date received\nC-1,01/04/2026\n")
    assert history(sqlite_store, principal=OFFICER).get_column("dataset").to_list() == ["complaint"]


def test_what_was_confirmed_wrongly_can_be_confirmed_anew(sqlite_store: Store) -> None:
    wrong = {**CHOSEN, "team": "Verdict"}
    del wrong["outcome"]
    land(sqlite_store, TEXT, columns=wrong)
    land(sqlite_store, TEXT.replace("C-1", "C-2"), columns=CHOSEN)
    assert remembered_columns(sqlite_store, "complaint", principal=OFFICER)["Verdict"] == "outcome"


def test_a_known_name_gets_its_own_meaning_back(sqlite_store: Store) -> None:
    text = "Ref,ID,Received\nC-1,North,01/04/2026\n"
    land(sqlite_store, text, columns={"reference": "Ref", "received": "Received", "team": "ID"})
    alone = "ID,Received\nC-2,02/04/2026\n"
    land(sqlite_store, alone, columns={"reference": "ID", "received": "Received"})
    assert plan(sqlite_store, alone.replace("C-2", "C-3")).columns["reference"] == "ID"


def test_one_column_is_one_field(sqlite_store: Store) -> None:
    with pytest.raises(DataError, match="'Verdict' is chosen for two fields"):
        plan(sqlite_store, TEXT, columns={**CHOSEN, "team": "Verdict"})


def test_whoever_writes_for_one_council_is_remembered_too(sqlite_store: Store) -> None:
    somebody = Principal("Somebody", "editor", frozenset({SOMEWHERE}))
    planned = plan_table(
        sqlite_store,
        COMPLAINT,
        csv(TEXT),
        principal=somebody,
        authority=SOMEWHERE,
        columns=CHOSEN,
    )
    land_table(sqlite_store, planned, principal=somebody)
    assert plan(sqlite_store, TEXT.replace("C-1", "C-2")).columns == CHOSEN


def test_what_is_remembered_can_be_withdrawn_like_anything(sqlite_store: Store) -> None:
    land(sqlite_store, TEXT, columns=CHOSEN)
    memory = history(sqlite_store, principal=OFFICER).row(0, named=True)
    assert memory["dataset"] == "column_name"
    withdraw(sqlite_store, memory["batch_id"], principal=OFFICER)
    assert remembered_columns(sqlite_store, "complaint", principal=OFFICER) == {}
