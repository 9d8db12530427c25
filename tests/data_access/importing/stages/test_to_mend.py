"""Rows that wait for a person come out as a file, and come in again once they are mended."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest

from data_access.importing.stages.plan import Plan, land, plan
from data_access.importing.stages.recipe import read_recipe
from data_access.importing.stages.rows.to_mend import problems_csv, rows_to_mend_csv
from data_access.new_store import make_own_store
from data_access.store.database import Store, open_store
from tests.data_access.made_up_rows import OFFICER, SOMEWHERE

SIGNS = ["=", "+", "-", "@", "＝", "＋", "－", "＠"]
GOOD = "C-7,01/04/2026,East\nC-8,02/04/2026,East\n"
LOG = (
    "Reference,Date in,Received,Outcome,Remark\n"
    "C-1,,01/04/2026,Upheld,a\nC-2,,soon,Not upheld,b\nC-3,,03/04/2026,,c\n"
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = open_store(f"sqlite:///{tmp_path / 'own.db'}")
    make_own_store(opened, principal=OFFICER, authority=SOMEWHERE)
    return opened


def planned(
    store: Store, text: str | bytes, recipe: str = "", name: str = "complaints.csv"
) -> Plan:
    content = text.encode() if isinstance(text, str) else text
    return plan(store, name, content, principal=OFFICER, recipe=read_recipe(recipe))


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_rows_to_mend_are_as_they_came_with_what_to_mend_behind(store: Store) -> None:
    header, row = rows_of(rows_to_mend_csv(planned(store, LOG)))
    assert header == ["Reference", "Date in", "Received", "Outcome", "Remark", "What to mend"]
    assert row[:5] == ["C-2", "", "soon", "Not upheld", "b"]
    assert row[5].startswith("Received 'soon' is not a date. Write day/month/year")


def test_mended_they_come_in_with_the_answers_given_for_the_first_file(store: Store) -> None:
    log = LOG.replace("Upheld", "Agreed with").replace("Reference,", "Complainant,Reference,")
    log = log.replace("C-", "Mr A,C-")
    first = planned(store, log, '[words.outcome]\n"Agreed with" = "upheld"\n"Not agreed with" = '
                                '"not_upheld"\n')  # fmt: skip
    assert first.needed == ()
    land(store, first, principal=OFFICER, good_rows_only=True)
    mended = (
        rows_to_mend_csv(first).replace("soon", "02/04/2026").replace("Not upheld", "Agreed with")
    )
    again = planned(store, mended, name="mended.csv")
    assert (again.needed, again.reading.rejected) == ((), 0)
    assert not any("What to mend" in note for note in again.reading.notes)
    assert land(store, again, principal=OFFICER).counts["complaint"].new == 1


@pytest.mark.parametrize("sign", SIGNS)
def test_no_cell_and_no_header_is_a_formula(store: Store, sign: str) -> None:
    runs = f"{sign}HYPERLINK(1)"
    rows = f'"{runs}",soon,"{runs}","{runs}"\nC-2,01/04/2026,North,\n'
    found = planned(store, f'Reference,Received,Team,"{runs}"\n{rows}')
    assert found.reading.rejected == 1
    cells = [cell for row in rows_of(rows_to_mend_csv(found)) for cell in row]
    assert cells.count(f"'{runs}") == 4
    told = [cell for row in csv.reader(io.StringIO(problems_csv([found]))) for cell in row]
    assert [cell for cell in [*cells, *told] if cell[:1] in SIGNS] == []


def test_what_was_marked_as_text_comes_in_as_it_was(store: Store) -> None:
    found = planned(store, "Reference,Received,Team\n=C1,soon,+North\n-2,soon,South\n" + GOOD)
    mended = rows_to_mend_csv(found)
    assert "\r\n-2,soon,South" in mended, "a number stays a number"
    again = planned(store, mended.replace("soon", "01/04/2026"))
    assert again.reading.rows.select("reference", "team").rows() == [
        ("=C1", "+North"),
        ("-2", "South"),
    ]


def test_nothing_about_people_is_written(store: Store) -> None:
    text = (
        "Complainant,Reference,Received,Outcome,Notes\nMr Carr,C-3,03/04/2026,Upheld,\n"
        "Mrs Atkinson,C-1,soon,Upheld,ring 07700 900123\nMr Bell,C-2,02/04/2026,Upheld,fine\n"
    )
    written = rows_to_mend_csv(planned(store, text))
    header, row = rows_of(written)
    assert header[:4] == ["Reference", "Received", "Outcome", "Notes"]
    assert row[:4] == ["C-1", "soon", "Upheld", ""]
    assert "Atkinson" not in written


def test_all_rows_of_a_case_that_has_to_be_mended_are_there(store: Store) -> None:
    text = (
        "Reference,Stage,Received,Responded,Outcome\nC-1,Stage 1,01/04/2026,20/04/2026,Not upheld\n"
        "C-1,Stage 2,01/05/2026,01/03/2026,Upheld\nC-2,Stage 1,02/04/2026,21/04/2026,Upheld\n"
    )
    found = planned(store, text)
    assert found.reading.rejected == 1
    assert [row[:2] for row in rows_of(rows_to_mend_csv(found))[1:]] == [
        ["C-1", "Stage 1"], ["C-1", "Stage 2"]]  # fmt: skip


def test_rows_that_wait_once_they_were_compared_say_where_they_stand(store: Store) -> None:
    land(store, planned(store, "Reference,Received\nC-1,01/04/2026\n"), principal=OFFICER)
    update = "Reference,Ombudsman decided\nC-1,10/07/2026\nC-9,11/07/2026\n"
    found = planned(store, update)
    assert list(found.reading.places.values()) == [("", 3)]
    header, row = rows_of(rows_to_mend_csv(found))
    assert header == ["Reference", "Ombudsman decided", "What to mend"]
    assert row[:2] == ["C-9", "2026-07-11"]
    assert "is not held" in row[2]


def test_rows_of_several_sheets_say_their_sheet(store: Store) -> None:
    book = openpyxl.Workbook()
    for number, title in enumerate(("North", "South")):
        sheet = book.active if not number else book.create_sheet()
        assert sheet is not None
        sheet.title = title
        sheet.append(["Reference", "Received", "Outcome"])
        sheet.append([f"C-{number}", "soon", "Upheld"])
        sheet.append([f"D-{number}", "01/04/2026", "Upheld"])
        sheet.append([f"E-{number}", "02/04/2026", "Upheld"])
    content = io.BytesIO()
    book.save(content)
    header, *rows = rows_of(rows_to_mend_csv(planned(store, content.getvalue(), name="log.xlsx")))
    assert header[3:] == ["Sheet", "What to mend"]
    assert [(row[0], row[3]) for row in rows] == [("C-0", "North"), ("C-1", "South")]


def test_what_is_wrong_can_be_had_as_a_list(store: Store) -> None:
    found = planned(store, LOG)
    [row] = list(csv.DictReader(io.StringIO(problems_csv([found]))))
    assert (row["file"], row["row"], row["field"], row["value"]) == (
        "complaints.csv", "3", "Received", "soon")  # fmt: skip
