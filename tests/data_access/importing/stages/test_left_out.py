"""Files with rows to mend, of which the good ones land alone: how much is in, and until when."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from data_access.importing.stages.plan import Plan, land, plan
from data_access.importing.stages.recipe import read_recipe
from data_access.ledger.left_out import name_of_rest
from data_access.new_store import make_own_store
from data_access.snapshot import Snapshot, snapshot
from data_access.snapshot_after import snapshot_after
from data_access.store.database import Store
from tests.data_access.made_up_rows import OFFICER

OWN = "Exampleshire Council"
HEAD = "Ref,Received,Acknowledged,Responded,Outcome"
GOOD = ["C-1,03/04/2025,04/04/2025,20/04/2025,Upheld", "C-2,17/04/2025,18/04/2025,,"]
ODD_DAY = "C-3,31/06/2025,01/07/2025,20/07/2025,Not upheld"
TWO_THAT_DIFFER = [
    "C-4,05/05/2025,06/05/2025,20/05/2025,Upheld",
    "C-4,05/05/2025,06/05/2025,20/05/2025,Not upheld",
]


@pytest.fixture
def store(new_store: Callable[[], Store]) -> Store:
    made = new_store()
    make_own_store(made, principal=OFFICER, authority=OWN)
    return made


def planned(store: Store, name: str, *rows: str, head: str = HEAD) -> Plan:
    recipe = read_recipe('[words.outcome]\n"" = ""\n')
    text = "\n".join([head, *rows]).encode()
    return plan(store, name, text, principal=OFFICER, recipe=recipe)


def good_rows_landed(store: Store, name: str, *rows: str, head: str = HEAD) -> None:
    ready = planned(store, name, *rows, head=head)
    assert not ready.needed, ready.needed
    known = own(store)
    would_be = snapshot_after(known, ready.prepared, source_name=name)
    land(store, ready, principal=OFFICER, good_rows_only=True)
    assert said(would_be) == said(own(store))


def own(store: Store) -> Snapshot:
    return snapshot(OWN, principal=OFFICER, store=store)


def said(known: Snapshot) -> list[str]:
    return [f"{p.rows} of {p.of} rows of {p.source_name}" for p in known.parts.get("complaint", ())]


def test_the_good_rows_of_a_file_are_a_part_of_it(store: Store) -> None:
    good_rows_landed(store, "log.csv", *GOOD, ODD_DAY, *TWO_THAT_DIFFER)
    assert said(own(store)) == ["2 of 5 rows of log.csv"]


def test_a_mended_file_ends_it_under_whatever_name(store: Store) -> None:
    good_rows_landed(store, "log.csv", *GOOD, ODD_DAY, *TWO_THAT_DIFFER)
    mended = ODD_DAY.replace("31/06", "30/06")
    good_rows_landed(store, "log v2.csv", *GOOD, mended, TWO_THAT_DIFFER[0])
    assert said(own(store)) == []
    assert own(store)["complaint"].height == 4


def test_the_rest_in_a_file_of_its_own_ends_it_row_by_row(store: Store) -> None:
    good_rows_landed(store, "log.csv", *GOOD, ODD_DAY, *TWO_THAT_DIFFER)
    good_rows_landed(store, "rest.csv", TWO_THAT_DIFFER[0])
    assert said(own(store)) == ["4 of 5 rows of log.csv"]
    good_rows_landed(store, "last.csv", ODD_DAY.replace("31/06", "30/06"))
    assert said(own(store)) == []


def test_another_months_file_does_not(store: Store) -> None:
    good_rows_landed(store, "april.csv", *GOOD, ODD_DAY)
    good_rows_landed(store, "may.csv", "C-9,22/05/2025,23/05/2025,30/05/2025,Upheld")
    assert said(own(store)) == ["2 of 3 rows of april.csv"]


def test_rows_without_a_reference_are_known_to_be_in_by_the_whole_file(store: Store) -> None:
    head = "Received,Acknowledged,Responded,Outcome,Team"
    rows = ["03/04/2025,04/04/2025,20/04/2025,Upheld,North", "17/04/2025,18/04/2025,,,South"]
    odd = "31/06/2025,01/07/2025,20/07/2025,Not upheld,North"
    good_rows_landed(store, "log.csv", *rows, odd, head=head)
    assert said(own(store)) == ["2 of 3 rows of log.csv"]
    good_rows_landed(store, "log.csv", *rows, odd.replace("31/06", "30/06"), head=head)
    assert said(own(store)) == []


def test_or_by_the_file_of_rows_to_mend(store: Store) -> None:
    head = "Received,Acknowledged,Responded,Outcome,Team"
    rows = ["03/04/2025,04/04/2025,20/04/2025,Upheld,North", "17/04/2025,18/04/2025,,,South"]
    odd = "31/06/2025,01/07/2025,20/07/2025,Not upheld,North"
    good_rows_landed(store, "log.csv", *rows, odd, head=head)
    good_rows_landed(store, name_of_rest("log.csv"), odd.replace("31/06", "30/06"), head=head)
    assert said(own(store)) == []


def test_a_file_without_rows_to_mend_is_no_part(store: Store) -> None:
    good_rows_landed(store, "log.csv", *GOOD)
    assert said(own(store)) == []
