"""A document of characteristics lands as a version; words keep their number when it comes again."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from data_access.datasets import CHARACTERISTIC, JUDGEMENT
from data_access.errors import DataError, NotAllowedError
from data_access.importing.characteristics.plan import (
    CharacteristicsPlan,
    describe,
    land_characteristics,
    plan_characteristics,
    read_document,
)
from data_access.importing.reports.parsing.result import ReportSource
from data_access.ledger.entry import Entry
from data_access.moments import end_of
from data_access.snapshot import snapshot
from data_access.store.database import Store
from tests.data_access.importing.characteristics.documents import COUNT, source
from tests.data_access.made_up_rows import GUEST, OFFICER, SOMEWHERE, land

FROM = date(2026, 4, 1)


def planned(store: Store, text: str | None = None, version: str = "2026") -> CharacteristicsPlan:
    sources = [ReportSource("new.md", text.encode()) if text else source("headings.docx")]
    return plan_characteristics(
        store,
        read_document(sources),
        authority=SOMEWHERE,
        version=version,
        valid_from=FROM,
        principal=OFFICER,
    )


def held(store: Store) -> pl.DataFrame:
    return snapshot(SOMEWHERE, store=store, principal=OFFICER)[CHARACTERISTIC.name]


def test_a_document_becomes_a_version(sqlite_store: Store) -> None:
    plan = planned(sqlite_store)
    assert (plan.counts.new, plan.changes) == (COUNT, COUNT)
    assert "Nothing was read for Assessing needs" in plan.notes[0]
    assert "Safeguarding: 1 inadequate, 1 requires improvement, 2 good, 1 outstanding" in describe(
        plan
    )
    land_characteristics(sqlite_store, plan, principal=OFFICER)
    rows = held(sqlite_store)
    assert rows.height == COUNT
    assert rows.get_column("nature").unique().to_list() == ["published"]
    assert planned(sqlite_store).changes == 0


def test_words_keep_their_number_and_their_judgement(sqlite_store: Store) -> None:
    first = "# Safeguarding\n\n## Good\n\n- Each worry is looked at.\n- The person is asked.\n"
    land_characteristics(sqlite_store, planned(sqlite_store, first), principal=OFFICER)
    judged = {
        "authority": SOMEWHERE, "version": "2026", "statement": "safeguarding", "rating": "good",
        "number": 1, "met": "met", "judged": FROM, "judged_by": "Lead",
    }  # fmt: skip
    row = pl.DataFrame([judged], schema=JUDGEMENT.schema)
    land(sqlite_store, Entry(JUDGEMENT, row))
    again = first.replace("- Each worry is looked at.\n", "").replace(
        "- The person", "- A friend may come along.\n- The person"
    )
    plan = planned(sqlite_store, again)
    assert plan.reworded == 1
    assert any("One judgement would be of words" in note for note in plan.notes)
    land_characteristics(sqlite_store, plan, principal=OFFICER)
    assert dict(held(sqlite_store).select("number", "text").iter_rows()) == {
        2: "The person is asked.",
        3: "A friend may come along.",
    }


def test_an_older_version_stays_beside_a_newer_and_as_it_was(sqlite_store: Store) -> None:
    land_characteristics(sqlite_store, planned(sqlite_store), principal=OFFICER)
    newer = "# Safeguarding\n\n## Good\n\nPeople are safe at night.\n"
    land_characteristics(sqlite_store, planned(sqlite_store, newer, "2027"), principal=OFFICER)
    assert held(sqlite_store).get_column("version").value_counts().sort("version").rows() == [
        ("2026", COUNT),
        ("2027", 1),
    ]
    before = snapshot(SOMEWHERE, end_of(FROM), store=sqlite_store, principal=OFFICER)
    assert before[CHARACTERISTIC.name].is_empty()


def test_a_version_has_a_name_and_a_person_who_may(sqlite_store: Store) -> None:
    with pytest.raises(DataError, match="what the version is called"):
        planned(sqlite_store, version="  ")
    with pytest.raises(NotAllowedError):
        plan_characteristics(
            sqlite_store,
            read_document([source("list.csv")]),
            authority=SOMEWHERE,
            version="2026",
            valid_from=FROM,
            principal=GUEST,
        )


def test_a_file_that_is_none_is_refused_in_a_sentence() -> None:
    with pytest.raises(DataError, match="No rating characteristics were recognised in letter"):
        read_document([ReportSource("letter.txt", b"Dear council, thank you for your letter.")])
