"""A council's own table, as it lies about: what is read, what is refused, and what lands."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from data_access.datasets import COMPLAINT, DATASETS, INDICATOR, OMBUDSMAN, TRAINING
from data_access.errors import DataError
from data_access.exporting.rows import rows_for_export, write_csv
from data_access.exporting.templates import workbook_template
from data_access.importing.personal_data.guard import PersonalDataError
from data_access.importing.tables.columns import recogniser, suggest_columns
from data_access.importing.tables.files.read_file import read_table
from data_access.importing.tables.files.sheet import TableSource
from data_access.importing.tables.import_table import TablePlan, land_table, plan_table
from data_access.new_store import make_own_store
from data_access.store.database import Store, open_store
from tests.example_store import example_at
from tests.paths import ROOT
from tests.sampling import one_in
from vocabulary.principal import Principal

SOMEWHERE = "Testshire County Council"
OFFICER = Principal("performance officer", "local")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = open_store(f"sqlite:///{tmp_path / 'own.db'}")
    make_own_store(opened, principal=OFFICER, authority=SOMEWHERE)
    return opened


def plan(store: Store, dataset: str, text: str | bytes, name: str = "table.csv") -> TablePlan:
    content = text.encode() if isinstance(text, str) else text
    return plan_table(store, DATASETS[dataset], TableSource(name, content), principal=OFFICER)


def held(store: Store, dataset: str) -> pl.DataFrame:
    return rows_for_export(store, DATASETS[dataset], principal=OFFICER, authority=SOMEWHERE)


def test_columns_in_another_order_and_under_other_names_are_read(store: Store) -> None:
    made = plan(
        store,
        "complaint",
        "Complaints report\n\nDate received;Case ref;Team name;Outcome\n"
        "14/09/2026;C-1;Sensory team;Upheld\n45000;C-2;Sensory team;not upheld\n\nTotal;;2;\n",
    )
    assert made.rejected_rows == 0
    assert made.counts.new == 2
    assert any("Total" in said for said in made.left_out)
    land_table(store, made, principal=OFFICER)
    rows = held(store, "complaint")
    assert rows["received"].to_list() == [date(2026, 9, 14), date(2023, 3, 15)]
    assert rows["outcome"].to_list() == ["upheld", "not_upheld"]


def test_windows_1252_and_thousands_separators_are_understood(store: Store) -> None:
    text = (
        "Indicator;Name;Period start;Period end;Numerator;Denominator;Better when\n"
        "front_door_contacts;Café contacts;01/04/2026;30/06/2026;1,234;£2,000;lower\n"
    )
    made = plan(store, "indicator", text.encode("cp1252"))
    land_table(store, made, principal=OFFICER)
    row = held(store, "indicator").row(0, named=True)
    assert (row["name"], row["numerator"], row["denominator"]) == ("Café contacts", 1234.0, 2000.0)


def test_a_rejected_row_says_where_what_and_how_to_mend_and_nothing_lands(store: Store) -> None:
    made = plan(
        store,
        "complaint",
        "reference,received,outcome\nC-1,31/02/2026,upheld\nC-2,01/02/2026,uphold\nC-3,01/02/2026,\n",
    )
    told = {row["row"]: row for row in made.rejected.iter_rows(named=True)}
    assert set(told) == {2, 3}
    assert told[2]["value"] == "31/02/2026"
    assert "day/month/year" in told[2]["mend"]
    assert "Upheld" in told[3]["mend"]
    with pytest.raises(DataError, match="nothing was imported"):
        land_table(store, made, principal=OFFICER)
    assert held(store, "complaint").is_empty()
    land_table(store, made, principal=OFFICER, good_rows_only=True)
    assert held(store, "complaint")["reference"].to_list() == ["C-3"]


def test_rows_that_contradict_each_other_are_rejected_and_twins_count_once(store: Store) -> None:
    made = plan(
        store,
        "complaint",
        "reference,received\nC-1,01/02/2026\nC-1,02/02/2026\nC-2,01/02/2026\nC-2,01/02/2026\n",
    )
    assert set(made.rejected["row"]) == {2, 3}
    assert made.counts.new == 1


def test_the_same_file_twice_changes_nothing(store: Store) -> None:
    text = "reference,received\nC-1,01/02/2026\n"
    land_table(store, plan(store, "complaint", text), principal=OFFICER)
    again = plan(store, "complaint", text)
    assert again.counts.changes == 0
    before = store.revision()
    land_table(store, again, principal=OFFICER)
    assert store.revision() == before


def test_a_list_of_people_is_counted_and_nothing_about_them_is_kept(
    store: Store, tmp_path: Path
) -> None:
    made = plan(
        store,
        "training",
        "Employee Name,Employee Number,Job Title,Team,Team type,Course Title,Completion Date,"
        "Expiry Date\n"
        "Ann Onymous,1001,Social worker,North,No,Safeguarding,12/05/2026,12/05/2027\n"
        "Bea Onymous,1002,Social worker,North,No,Safeguarding,12/05/2024,12/05/2025\n"
        "Cy Onymous,1003,AMHP,Mental health,Yes,AMHP refresher,30/09/2026,30/09/2027\n"
        "Di Onymous,1004,AMHP,Mental health,Yes,AMHP refresher,,\n",
    )
    assert {"Employee Name", "Employee Number"} <= set(made.dropped)
    land_table(store, made, principal=OFFICER)
    rows = held(store, TRAINING.name)
    counts = rows.select("team", "required", "attended", "in_date").sort("team").rows()
    assert counts == [("Mental health", 2, 1, 1), ("North", 2, 2, 1)]
    assert b"Onymous" not in b"".join(file.read_bytes() for file in tmp_path.iterdir())


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("note", "NHS number 943 476 5919"),
        ("note", "QQ123456C".replace("QQ", "AB")),
        ("note", "write to someone@example.org"),
        ("note", "ring 020 7946 0018"),
        ("note", "lives at SW1A 1AA"),
        ("note", "born 12/03/1950"),
        ("Surname", "Example"),
        ("Date of birth", "12/03/1950"),
    ],
)
def test_personal_data_is_refused_and_never_repeated(
    store: Store, tmp_path: Path, column: str, value: str
) -> None:
    text = f"reference,received,{column}\nC-1,01/02/2026,{value}\n"
    with pytest.raises(PersonalDataError) as refused:
        plan(store, "complaint", text)
    assert column in str(refused.value)
    assert value not in str(refused.value)
    assert value.encode() not in b"".join(file.read_bytes() for file in tmp_path.iterdir())


def test_ordinary_words_of_a_council_raise_no_alarm(store: Store) -> None:
    made = plan(
        store,
        "learning",
        "reference,origin,found,lesson\n"
        "L-1,complaint,14/09/2026,"
        '"Section 42 enquiry CMP-2026-00123: 18 hours, £1,250.00, by 31/03/2026 at 10:30"\n',
    )
    assert made.counts.new == 1


def test_the_published_ombudsman_file_imports_as_it_is(store: Store) -> None:
    file = ROOT / "data_access" / "reference" / "lgsco_published.csv"
    made = plan_table(
        store, OMBUDSMAN, TableSource(file.name, file.read_bytes()), principal=OFFICER
    )
    assert made.rejected_rows == 0
    assert made.rows_read == 24


def test_ascof_as_published_becomes_indicators(store: Store) -> None:
    head = (
        "Geographical code,Geographical description,Geographical level,ONS code,"
        "ASCOF measure code,Disaggregation level,Measure type,Measure value\n"
    )
    place = f"104,{SOMEWHERE},Local authority,E1,1A,18 to 64"
    text = (
        f"{head}England,England,England,E92000001,1A,Total,Numerator,100\n"
        f"{place},Outcome,25.0\n{place},Numerator,100\n{place},Denominator,400\n"
    )
    made = plan(store, "indicator", text, "ascof-2024-25.csv")
    land_table(store, made, principal=OFFICER)
    row = rows_for_export(store, INDICATOR, principal=OFFICER).row(0, named=True)
    assert (row["indicator"], row["numerator"], row["denominator"], row["value"]) == (
        "ASCOF 1A",
        100.0,
        400.0,
        25.0,
    )
    with pytest.raises(DataError, match="year"):
        plan(store, "indicator", text, "ascof.csv")


def test_a_workbook_is_read_from_its_likeliest_sheet(store: Store) -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.add_worksheet("Notes").write_row(0, 0, ["Read", "me"])
    sheet = book.add_worksheet("Cases")
    sheet.write_row(0, 0, ["Complaints 2026"])
    sheet.write_row(2, 0, ["Case ref", "Date received"])
    sheet.write_row(3, 0, ["C-1", "14/09/2026"])
    book.close()
    made = plan(store, "complaint", buffer.getvalue(), "cases.xlsx")
    assert made.sheet == "Cases"
    assert made.counts.new == 1


@pytest.mark.parametrize("name", list(DATASETS))
def test_every_column_of_a_template_is_recognised(name: str) -> None:
    dataset = DATASETS[name]
    template = TableSource("template.xlsx", workbook_template(dataset))
    raw = read_table(template, recogniser(dataset))
    assert set(suggest_columns(dataset, raw.headers)) == set(dataset.columns)
    assert raw.cells.is_empty()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"\x00\x01\x02", b"%PDF-1.7", b"x"])
def test_what_is_no_table_is_refused_in_a_sentence(store: Store, content: bytes) -> None:
    with pytest.raises(DataError) as refused:
        plan(store, COMPLAINT.name, content)
    assert "\n" not in str(refused.value)


def test_cancelling_leaves_nothing_behind(store: Store) -> None:
    class CancelledError(Exception):
        pass

    def cancel(share: float, what: str) -> None:
        if share > 0.3:
            raise CancelledError

    before = store.revision()
    with pytest.raises(CancelledError):
        plan_table(
            store,
            COMPLAINT,
            TableSource("c.csv", b"reference,received\nC-1,01/02/2026\n"),
            principal=OFFICER,
            progress=cancel,
        )
    assert store.revision() == before


@pytest.mark.parametrize(
    "name", one_in(3, ["complaint", "training", "learning", "action", "audit"])
)
def test_what_is_exported_imports_again_and_exports_the_same(tmp_path: Path, name: str) -> None:
    from data_access.new_store import make_empty_store

    source = example_at(tmp_path / "example.db")
    first = write_csv(rows_for_export(source, DATASETS[name], principal=OFFICER))
    target = open_store(f"sqlite:///{tmp_path / 'empty.db'}")
    make_empty_store(target, principal=OFFICER)
    made = plan(target, name, first)
    assert made.rejected_rows == 0, made.rejected
    land_table(target, made, principal=OFFICER)
    assert write_csv(rows_for_export(target, DATASETS[name], principal=OFFICER)) == first
