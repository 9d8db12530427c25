"""Editions in the store: published, corrected and withdrawn by people, and never off the record."""

from __future__ import annotations

import json
from datetime import date

import polars as pl
import pytest

from data_access.datasets import PUBLISHED_EDITION
from data_access.editions import PublishedEdition, editions_of
from data_access.errors import ConflictError, DataError
from data_access.exporting.rows import rows_for_export, write_csv
from data_access.exporting.workbook import write_workbook
from data_access.forms.editions import publish, withdraw
from data_access.importing.personal_data.guard import PersonalDataError
from data_access.importing.stages.table.own_layouts import own_layout
from data_access.ledger import history
from data_access.ledger.batch import Action
from data_access.ledger.entry import Entry
from data_access.ledger.ledger import append
from data_access.snapshot import snapshot
from data_access.store.database import Store
from tests.data_access.made_up_rows import SOMEWHERE, land, scores
from tests.principals import OFFICER
from vocabulary.nature import Nature
from vocabulary.principal import Principal, every_role

HEAD_OF_SERVICE = Principal("Head of service", every_role())
# Longer than a spreadsheet's cell, and with signs that no JSON needs escaped.
CONTENT = json.dumps({"headline": "Answers – in time\u00a0again", "rows": ["x" * 200] * 300})


def published(store: Store, number: int, **said: object) -> PublishedEdition:
    fields = {
        "title": f"Adult social care {number}",
        "day": date(2026, 9, 30),
        "content": CONTENT,
        "digest": f"{number:064x}",
        **said,
    }
    return publish(store, SOMEWHERE, number=number, principal=HEAD_OF_SERVICE, **fields)  # type: ignore[arg-type]


@pytest.mark.both_databases
def test_an_edition_stands_as_it_was_published_with_who_and_when(store: Store) -> None:
    before = published(store, 1)
    assert editions_of(store, SOMEWHERE, principal=OFFICER) == (before,)
    assert before.content == CONTENT
    assert before.published_by == "Head of service"
    assert before.withdrawn is None


@pytest.mark.both_databases
def test_withdrawing_says_why_and_keeps_what_was_shown(store: Store) -> None:
    published(store, 1)
    published(store, 2)
    withdrawn = withdraw(
        store, SOMEWHERE, 1, reason=" A team was counted twice. ", principal=OFFICER
    )
    assert withdrawn.why_withdrawn == "A team was counted twice."
    assert (withdrawn.published_by, withdrawn.withdrawn_by) == ("Head of service", "Officer")
    assert withdrawn.withdrawn is not None
    assert withdrawn.withdrawn > withdrawn.published
    assert withdrawn.content == CONTENT
    assert editions_of(store, SOMEWHERE, principal=OFFICER)[1].withdrawn is None


def test_a_correction_names_the_one_it_corrects_and_why(store: Store) -> None:
    published(store, 1)
    published(store, 2, corrects=1, reason="The year was wrong.")
    first, second = editions_of(store, SOMEWHERE, principal=OFFICER)
    assert first.corrected_by == 2
    assert (second.corrects, second.reason) == (1, "The year was wrong.")


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ({"corrects": 1}, "Say why"),
        ({"corrects": 7, "reason": "Wrong."}, "no edition 7"),
        ({"title": "Ring 020 7946 0018"}, "personal data"),
        ({"corrects": 1, "reason": "Mail to jo.bloggs@example.org"}, "personal data"),
    ],
)
def test_what_cannot_be_published_leaves_no_trace(
    store: Store, said: dict[str, object], refused: str
) -> None:
    published(store, 1)
    before = store.revision()
    with pytest.raises(DataError, match=refused):
        published(store, 2, **said)
    assert store.revision() == before


def test_a_corrected_edition_is_corrected_by_its_correction(store: Store) -> None:
    published(store, 1)
    published(store, 2, corrects=1, reason="The year was wrong.")
    with pytest.raises(DataError, match="correct that one"):
        published(store, 3, corrects=1, reason="And the team.")


@pytest.mark.both_databases
def test_of_two_who_publish_at_once_one_has_to_look_again(store: Store) -> None:
    published(store, 1)
    with pytest.raises(ConflictError, match="meanwhile"):
        published(store, 1, title="Another")
    # Also where both looked before either wrote.
    row = rows_for_export(store, PUBLISHED_EDITION, principal=OFFICER)
    other = row.with_columns(title=pl.lit("Another"), based_on=pl.lit(None, pl.Int64))
    entry = Entry(PUBLISHED_EDITION, other, guarded=True)
    with pytest.raises(ConflictError):
        append(store, [entry], principal=OFFICER, source_name="form", action=Action.FORM)
    assert [e.title for e in editions_of(store, SOMEWHERE, principal=OFFICER)] == [
        "Adult social care 1"
    ]


def test_withdrawing_is_refused_twice_without_a_reason_and_with_personal_data(store: Store) -> None:
    published(store, 1)
    for reason, refused in ((" ", "Say why"), ("Ask on 020 7946 0018", "personal data")):
        with pytest.raises((DataError, PersonalDataError), match=refused):
            withdraw(store, SOMEWHERE, 1, reason=reason, principal=OFFICER)
    withdraw(store, SOMEWHERE, 1, reason="Wrong.", principal=OFFICER)
    with pytest.raises(DataError, match="withdrawn already"):
        withdraw(store, SOMEWHERE, 1, reason="Wrong.", principal=OFFICER)


def test_nothing_takes_an_edition_off_the_record(store: Store) -> None:
    published(store, 1)
    with pytest.raises(DataError, match="stays on record"):
        history.withdraw(store, store.revision(), principal=OFFICER)
    assert len(editions_of(store, SOMEWHERE, principal=OFFICER)) == 1


def test_no_file_brings_an_edition_in(store: Store) -> None:
    published(store, 1)
    rows = rows_for_export(store, PUBLISHED_EDITION, principal=OFFICER)
    assert own_layout(rows.columns) is None
    with pytest.raises(DataError, match="not brought in by file"):
        land(store, Entry(PUBLISHED_EDITION, rows), source="editions.csv")


def test_editions_are_taken_out_as_csv_and_never_cut_off_in_a_cell(store: Store) -> None:
    published(store, 1)
    rows = rows_for_export(store, PUBLISHED_EDITION, principal=OFFICER)
    assert rows.item(0, "content") == CONTENT
    assert len(write_csv(rows)) > len(CONTENT)
    with pytest.raises(DataError, match="longer than a cell holds"):
        write_workbook(PUBLISHED_EDITION, rows)


def test_publishing_makes_no_own_record_of_published_facts(store: Store) -> None:
    land(store, scores(learning=2), nature=Nature.PUBLISHED)
    published(store, 1)
    assert snapshot(SOMEWHERE, principal=OFFICER, store=store).nature is Nature.PUBLISHED
