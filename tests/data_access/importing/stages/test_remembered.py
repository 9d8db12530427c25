"""What a person says of a file once is not asked again for the next of its layout."""

from __future__ import annotations

from data_access.datasets import COMPLAINT
from data_access.importing.stages.landing.kept_recipes import kept_recipes
from data_access.importing.stages.plan import Plan
from data_access.ledger.history import history, withdraw
from data_access.new_store import make_own_store
from data_access.store.database import Store
from tests.data_access.importing.made_up_files import csv, land, plan, stored
from tests.data_access.made_up_rows import OFFICER, SOMEWHERE
from vocabulary.principal import Principal, every_role

TEXT = "Our number,In,Verdict\nC-1,01/04/2026,Upheld\n"
CHOSEN = {"reference": "Our number", "received": "In", "outcome": "Verdict"}


def read_as(planned: Plan) -> dict[str, str]:
    return {each.field: each.header for each in planned.reading.columns if each.field}


def own(store: Store) -> Store:
    make_own_store(store, principal=OFFICER, authority=SOMEWHERE)
    return store


def test_columns_confirmed_once_are_known_the_next_time(store: Store) -> None:
    land(own(store), csv(TEXT, name="april.csv"), columns=CHOSEN)
    later = csv(TEXT.replace("C-1", "C-2"), name="may.csv")
    planned = plan(store, later, None)
    assert read_as(planned) == CHOSEN
    assert (planned.reading.dataset, planned.needed) == (COMPLAINT, ())
    land(store, later, None)
    assert stored(store).get_column("reference").to_list() == ["C-1", "C-2"]


def test_the_order_of_columns_and_titles_above_them_make_no_other_layout(
    sqlite_store: Store,
) -> None:
    land(own(sqlite_store), csv(TEXT, name="april.csv"), columns=CHOSEN)
    titled = "Complaints,,\nmade in May,,\nIn,Verdict,Our number\n02/05/2026,Upheld,C-2\n"
    assert read_as(plan(sqlite_store, titled, None)) == CHOSEN


def test_what_is_said_now_goes_before_what_was_kept(sqlite_store: Store) -> None:
    land(own(sqlite_store), TEXT, columns={**CHOSEN, "outcome": "Verdict"})
    anew = plan(sqlite_store, TEXT.replace("C-1", "C-2"), columns={"team": "Verdict"})
    assert read_as(anew)["team"] == "Verdict"


def test_what_was_confirmed_wrongly_can_be_confirmed_anew(sqlite_store: Store) -> None:
    wrong = {"reference": "Our number", "received": "In", "team": "Verdict"}
    land(own(sqlite_store), TEXT, columns=wrong)
    land(sqlite_store, TEXT.replace("C-1", "C-2"), columns=CHOSEN)
    assert read_as(plan(sqlite_store, TEXT.replace("C-1", "C-3"), None)) == CHOSEN


def test_a_layout_that_is_understood_anyway_is_not_written_down(sqlite_store: Store) -> None:
    land(own(sqlite_store), "Case ref,Date received\nC-1,01/04/2026\n")
    assert kept_recipes(sqlite_store, principal=OFFICER).is_empty()
    assert "recipe" not in history(sqlite_store, principal=OFFICER).get_column("dataset").to_list()


def test_a_file_of_another_layout_has_answers_of_its_own(sqlite_store: Store) -> None:
    told = {"reference": "Our number", "received": "In", "team": "Verdict"}
    land(own(sqlite_store), TEXT, columns=told)
    same = plan(sqlite_store, TEXT.replace("C-1", "C-2"))
    other = plan(sqlite_store, "Our number,In,Verdict,Ward\nC-2,01/04/2026,Upheld,x\n")
    assert read_as(same)["team"] == "Verdict"
    assert read_as(other).get("team") != "Verdict"


def test_whoever_writes_for_one_council_is_remembered_too(sqlite_store: Store) -> None:
    somebody = Principal("Somebody", every_role({SOMEWHERE}))
    land(own(sqlite_store), TEXT, columns=CHOSEN, principal=somebody)
    assert read_as(plan(sqlite_store, TEXT.replace("C-1", "C-2"), None)) == CHOSEN


def test_what_is_remembered_can_be_withdrawn_like_anything(sqlite_store: Store) -> None:
    land(own(sqlite_store), TEXT, columns=CHOSEN)
    memory = history(sqlite_store, principal=OFFICER).row(0, named=True)
    assert memory["dataset"] == "recipe"
    withdraw(sqlite_store, memory["batch_id"], principal=OFFICER)
    assert kept_recipes(sqlite_store, principal=OFFICER).is_empty()
