"""Personal data that slipped in is erased: from every version, from the files, for good."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from sqlalchemy import make_url, select, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel

from data_access.activity.read import activities
from data_access.datasets import COMPLAINT, DATASETS, FINDING, LEARNING, Dataset
from data_access.erasure.erase import erase, find
from data_access.erasure.places import fields_searched
from data_access.erasure.tombstones import tombstones
from data_access.erasure.wanted import Wanted
from data_access.errors import DataError, NotAllowedError, StoreError
from data_access.forms.kept_packs import save_pack
from data_access.forms.record import record_row
from data_access.ledger.as_known import table_of
from data_access.ledger.entry import Entry
from data_access.ledger.history import history, withdraw
from data_access.ledger.ledger import append
from data_access.mailing.recipients import change_recipient, may_be_mailed, recipients
from data_access.snapshot import snapshot
from data_access.store.backup import backup
from data_access.store.bulk import insert_frame
from data_access.store.database import Store
from tests.data_access.made_up_rows import (
    ELSEWHERE,
    GUEST,
    NEIGHBOUR,
    OFFICER,
    SOMEWHERE,
    findings,
    land,
    scores,
)
from vocabulary.erasure import ErasedKind

NAME = "Ada Quillfeather"
WANTED = Wanted(NAME)
WHY: dict[str, Any] = {"kind": ErasedKind.NAME, "reason": "A name in a report."}


def everything(store: Store) -> str:
    """All that the store's tables hold."""
    with store.reading() as connection:
        return "\n".join(
            repr(tuple(row))
            for table in SQLModel.metadata.sorted_tables
            for row in connection.execute(select(table))
        )


def told(*texts: str, authority: str = SOMEWHERE) -> Entry:
    """Findings that say this."""
    return Entry(FINDING, findings(*texts, authority=authority))


def on_disk(store: Store) -> bytes:
    """All that a SQLite store's files hold."""
    file = Path(make_url(store.url).database or "")
    return b"".join(path.read_bytes() for path in file.parent.glob(f"{file.name}*"))


def texts(store: Store, authority: str = SOMEWHERE) -> list[str]:
    known = snapshot(authority, store=store, principal=OFFICER)
    return known["finding"].get_column("text").to_list()


@pytest.mark.both_databases
def test_it_goes_from_every_version_and_nothing_else_changes(store: Store) -> None:
    land(store, told(f"{NAME} told us.", "Nobody else."), source=f"Letter of {NAME}.pdf")
    land(store, told(f"{NAME.upper()} told us again."), source="again.pdf")
    land(store, told(f"{NAME} elsewhere.", authority=ELSEWHERE), source="theirs.pdf")
    withdraw(store, 1, principal=OFFICER)
    definition = json.dumps({"notes": f"Ask\n{NAME} “again”"})
    fields: dict[str, Any] = {"name": "Ours", "audience": "internal", "based_on": None}
    save_pack(store, SOMEWHERE, definition=definition, **fields, principal=OFFICER)
    before = history(store, principal=OFFICER)
    assert snapshot(SOMEWHERE, store=store, principal=OFFICER)["finding"].height == 1

    done = erase(store, SOMEWHERE, WANTED, **WHY, principal=OFFICER)

    assert done.files_rewritten
    places = [(each.dataset, each.field, len(each.texts)) for each in done.places]
    assert places == [("finding", "text", 2), ("pack", "definition", 1), ("file", "source_name", 2)]
    assert texts(store) == ["[erased] told us again."]
    moment = before.sort("batch_id").item(0, "recorded_at")
    then = snapshot(SOMEWHERE, moment, store=store, principal=OFFICER)
    assert then["finding"].get_column("text").to_list() == ["[erased] told us.", "Nobody else."]
    kept = snapshot(SOMEWHERE, store=store, principal=OFFICER)["pack"].item(0, "definition")
    assert json.loads(kept) == {"notes": "Ask\n[erased] “again”"}
    assert texts(store, ELSEWHERE) == [f"{NAME} elsewhere."]  # that is for its own administrator
    left = everything(store).replace(f"{NAME} elsewhere", "")
    assert "quillfeather" not in left.casefold()
    after = history(store, principal=OFFICER)
    unchanged = [name for name in before.columns if name != "source_name"]
    assert after[1:].select(unchanged).equals(before.select(unchanged))


@pytest.mark.both_databases
def test_what_it_was_when_by_whom_and_why_stays_on_record(store: Store) -> None:
    land(store, told(f"{NAME} told us."), source="report.pdf")
    erase(store, SOMEWHERE, WANTED, **WHY, principal=OFFICER)
    [said] = tombstones(store, SOMEWHERE, principal=GUEST)
    assert (said.kind, said.erased_by, said.reason) == (ErasedKind.NAME, "Officer", WHY["reason"])
    assert said.places == (("finding", "text", 1),)
    newest = history(store, principal=GUEST).row(0, named=True)
    assert (newest["action"], newest["source_name"]) == ("erase", "Erasure 1: a person's name")
    acts = activities(store, principal=OFFICER).rows
    assert acts.select("act", "about", "number").row(0) == ("erase", "finding", said.batch_id)
    with pytest.raises(DataError, match="no import"):
        withdraw(store, said.batch_id, principal=OFFICER)
    for change in ("UPDATE erasure SET reason = ''", "DELETE FROM erasure"):
        with pytest.raises((StoreError, DBAPIError), match="stays on record"), store.writing() as c:
            c.execute(text(change))


def test_the_database_s_files_and_later_backups_are_rid_of_it(store: Store, tmp_path: Path) -> None:
    many = [f"{NAME} said {number} things, {'at length, ' * 40}." for number in range(60)]
    land(store, told(*many), source="report.pdf")
    assert NAME.encode() in on_disk(store)
    done = erase(store, SOMEWHERE, WANTED, **WHY, principal=OFFICER)
    assert done.files_rewritten
    assert done.copies == ()
    assert b"Quillfeather" not in on_disk(store)
    backup(store, tmp_path / "later.db", principal=OFFICER)
    assert b"Quillfeather" not in (tmp_path / "later.db").read_bytes()


def test_whoever_erases_is_told_of_the_copies_that_the_dashboard_itself_keeps(
    store: Store,
) -> None:
    land(store, told(f"{NAME} told us."), source="report.pdf")
    assert store.file is not None
    kept = store.file.with_name(f"{store.file.name}.before-upgrade-from-0018")
    aside = store.file.with_name(f"{store.file.stem}-set-aside-2026-11-01-120000.db")
    for each in (kept, aside, store.file.with_name("another.db")):
        each.touch()
    said = erase(store, SOMEWHERE, WANTED, **WHY, principal=OFFICER).still_there
    assert "Backups made before now" in said
    assert f"So do {aside.name} and {kept.name}" in said
    assert "another" not in said


def test_a_process_that_read_it_before_shows_it_no_more(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    land(store, told(f"{NAME} told us."), source="report.pdf")
    land(store, told("Somebody told us."), source="mended.pdf")
    moment = history(store, principal=OFFICER).item(1, "recorded_at")

    def then() -> list[str]:
        known = snapshot(SOMEWHERE, moment, store=store, principal=OFFICER)
        return known["finding"].get_column("text").to_list()

    assert then() == [f"{NAME} told us."]
    # Whoever erases lets go of what was read; another process finds out from the store alone.
    monkeypatch.setattr("data_access.erasure.erase.forget_what_was_read", lambda: None)
    erase(store, SOMEWHERE, WANTED, **WHY, principal=OFFICER)
    assert then() == ["[erased] told us."]
    assert texts(store) == ["Somebody told us."]


def filled(dataset: Dataset) -> pl.DataFrame:
    """One row of a dataset with the name in every field that somebody's words may stand in."""
    words = fields_searched(dataset)
    row: dict[str, Any] = {}
    for spec in dataset.fields:
        if spec.name == "authority":
            value: Any = SOMEWHERE
        elif spec.name in words:
            value = f"{NAME}, {spec.name}"
        elif spec.choices:
            value = spec.choices[0]
        else:
            value = {str: "learning", int: 1, float: 1.0, bool: True, date: date(2026, 9, 1)}[
                spec.python_type
            ]
        row[spec.name] = [value] if spec.is_list else value
    return pl.DataFrame([row], schema=dataset.schema)


def test_no_field_of_any_dataset_is_passed_over(store: Store) -> None:
    with store.writing() as connection:
        for dataset in DATASETS.values():
            frame = filled(dataset).with_columns(batch_id=pl.lit(1), removed=pl.lit(value=False))
            insert_frame(connection, table_of(dataset.table), frame)
    erase(store, SOMEWHERE, WANTED, **WHY, principal=OFFICER)
    assert "Quillfeather" not in everything(store)


def test_rows_told_apart_by_it_stay_apart_and_what_refers_to_them_still_does(store: Store) -> None:
    references = [f"{NAME} 1", f"{NAME} 2"]
    rows = pl.DataFrame(
        {
            "authority": SOMEWHERE,
            "reference": references,
            "received": date(2026, 9, 1),
            "outcome": "upheld",
        }
    )
    land(store, Entry(COMPLAINT, rows, guarded=True), source="complaints.csv")
    lesson = {"reference": "L-1", "lesson": "Ask.", "origin": "complaint", "found": "2026-09-02"}
    fields = {**lesson, "origin_reference": references[1]}
    record_row(store, LEARNING, SOMEWHERE, fields, based_on=None, principal=OFFICER)
    erase(store, SOMEWHERE, WANTED, **WHY, principal=OFFICER)
    known = snapshot(SOMEWHERE, store=store, principal=OFFICER)
    now = known["complaint"].get_column("reference").to_list()
    assert len(set(now)) == 2
    assert known["learning"].item(0, "origin_reference") in now
    assert "Quillfeather" not in everything(store)


def test_the_file_that_brought_it_is_not_taken_again(store: Store) -> None:
    for sha256, rows in (("a" * 64, findings(f"{NAME} told us.")), ("b" * 64, scores(equity=2))):
        dataset = FINDING if "text" in rows.columns else DATASETS["score"]
        append(store, [Entry(dataset, rows)], principal=OFFICER, source_name="f", sha256=sha256)
    # Sent again unchanged in another file: that has it, too.
    again = [Entry(FINDING, findings(f"{NAME} told us."))]
    append(store, again, principal=OFFICER, source_name="g", sha256="c" * 64)
    erase(store, SOMEWHERE, WANTED, **WHY, principal=OFFICER)
    for sha256 in ("a" * 64, "c" * 64):
        with pytest.raises(DataError, match="brought personal data that was erased"):
            append(store, again, principal=OFFICER, source_name="f", sha256=sha256)
    assert texts(store) == ["[erased] told us."]
    mended = [Entry(FINDING, findings("Somebody told us."))]
    append(store, mended, principal=OFFICER, source_name="f", sha256="d" * 64)
    assert texts(store) == ["Somebody told us."]


def test_only_an_administrator_erases_and_says_why_without_saying_what(store: Store) -> None:
    land(store, told(f"{NAME} told us."), source="report.pdf")
    for who in (GUEST, NEIGHBOUR):
        with pytest.raises(NotAllowedError):
            erase(store, SOMEWHERE, WANTED, **WHY, principal=who)
        with pytest.raises(NotAllowedError):
            find(store, SOMEWHERE, WANTED, principal=who)
    for reason in (" ", f"It was {NAME}.", "Her NHS number 943 476 5919", "x" * 400):
        with pytest.raises(DataError, match=r"[Ss]ay why|reason"):
            erase(store, SOMEWHERE, WANTED, kind=ErasedKind.NAME, reason=reason, principal=OFFICER)
    with pytest.raises(DataError, match="stands nowhere"):
        erase(store, ELSEWHERE, WANTED, **WHY, principal=OFFICER)
    assert texts(store) == [f"{NAME} told us."]
    assert not tombstones(store, SOMEWHERE, principal=OFFICER)


@pytest.mark.parametrize(
    ("words", "text", "after"),
    [
        (NAME, f"{NAME}. {NAME} {NAME}", "[erased]. [erased] [erased]"),
        (NAME, "ADA  QUILLFEATHER", "[erased]"),
        (NAME, "2_Ada_Quillfeather_3.docx ada.quillfeather", "2_[erased]_3.docx ada.quillfeather"),
        ("Ann Lee", "Joann Lee, Ann Leeds", "Joann Lee, Ann Leeds"),
        ("May", "It may rain in May", "It may rain in [erased]"),
        ("943 476 5919", "No 9434765919, 943-476-5919.", "No [erased], [erased]."),
        ("O'Brien (Jr.)", "Mr O'Brien (Jr.) said", "Mr [erased] said"),
        ("Zoë Ëlm", json.dumps("a\nZoë\nËlm"), json.dumps("a\n[erased]")),
        ("Ëlm", json.dumps("by\nËlm “again”"), json.dumps("by\n[erased] “again”")),
        ("a.b+c", "axb+c a.b+c", "axb+c [erased]"),
    ],
)
def test_it_is_found_as_people_and_systems_write_it(words: str, text: str, after: str) -> None:
    wanted = Wanted(words)
    assert wanted.taken_out(pl.Series([text, None])).to_list() == [after, None]
    assert wanted.stands_in(text) is (text != after)


def test_too_little_to_be_found_by_is_refused() -> None:
    for words in ("", "Al", "–––", "x" * 201):
        with pytest.raises(DataError, match="characters"):
            Wanted(words)
    assert Wanted("ada quillfeather", any_case=True).stands_in("Ada QuillFeather")


@pytest.mark.both_databases
def test_an_address_that_may_be_mailed_is_erased_and_mailed_no_more(store: Store) -> None:
    address = "ada.quillfeather@somewhere.example"
    land(store, scores())
    for each in (address, "@board.example"):
        change_recipient(store, SOMEWHERE, each, allowed=True, principal=OFFICER)
    change_recipient(store, ELSEWHERE, "other@elsewhere.example", allowed=True, principal=OFFICER)
    wanted = Wanted(address)
    [place] = find(store, SOMEWHERE, wanted, principal=OFFICER)
    assert place.title == "Addresses that may be mailed"
    assert find(store, ELSEWHERE, wanted, principal=OFFICER) == ()
    erase(store, SOMEWHERE, wanted, principal=OFFICER, **WHY)
    assert address not in everything(store)
    assert may_be_mailed(store, SOMEWHERE, address, principal=OFFICER) is None
    assert [each.address for each in recipients(store, SOMEWHERE, principal=OFFICER)] == [
        "@board.example"
    ]
    assert recipients(store, ELSEWHERE, principal=OFFICER)
    [stone] = tombstones(store, SOMEWHERE, principal=OFFICER)
    assert "mail" in repr(stone)
