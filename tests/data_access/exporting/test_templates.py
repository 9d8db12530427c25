"""Templates: what the declaration says, ready to fill in, and understood when it comes back."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree

import fastexcel
import polars as pl
import pytest
import xlsxwriter

from data_access.datasets import COMPLAINT, OMBUDSMAN, OWN_RECORD, TRAINING, Dataset
from data_access.exporting.templates import csv_template, workbook_template
from data_access.importing.tables.files.sheet import TableSource
from data_access.store.database import Store
from tests.data_access.importing.tables.made_up_tables import csv, plan, problems, read
from tests.data_access.made_up_rows import SOMEWHERE

OFFERED = [*OWN_RECORD, OMBUDSMAN]
every_dataset = pytest.mark.parametrize("dataset", OFFERED, ids=lambda each: str(each.name))
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheet_xml(content: bytes, number: int = 1) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return ElementTree.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))


def example_row(dataset: Dataset) -> list[str]:
    """The row of examples a template shows."""
    book = fastexcel.read_excel(workbook_template(dataset))
    sheet = book.load_sheet("Example", header_row=None, dtypes="string").to_polars()
    return [cell or "" for cell in sheet.row(1)]


@every_dataset
def test_its_columns_are_the_datasets(dataset: Dataset) -> None:
    labels = tuple(spec.label for spec in dataset.fields)
    table = read(TableSource("template.xlsx", workbook_template(dataset)), dataset)
    assert table.headers == labels
    assert read(csv(csv_template(dataset)), dataset).headers == dataset.columns


@every_dataset
def test_an_empty_template_imports_nothing(dataset: Dataset, sqlite_store: Store) -> None:
    for source in (
        TableSource("template.xlsx", workbook_template(dataset)),
        csv(csv_template(dataset)),
    ):
        planned = plan(sqlite_store, source, dataset)
        assert (planned.rows_read, planned.counts.changes) == (0, 0)
        assert problems(planned) == []


@every_dataset
def test_its_examples_import_as_they_are(dataset: Dataset, sqlite_store: Store) -> None:
    """Written under the template's own headers, as CSV and in a workbook."""
    row = example_row(dataset)
    labels = [spec.label for spec in dataset.fields]
    text = pl.DataFrame([row], schema=labels, orient="row").write_csv()
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("Filled in")
    for place, (label, cell) in enumerate(zip(labels, row, strict=True)):
        sheet.write_string(0, place, label)
        sheet.write_string(1, place, cell)
    book.close()
    for source in (csv(text), TableSource("filled.xlsx", buffer.getvalue())):
        planned = plan(sqlite_store, source, dataset)
        assert problems(planned) == []
        assert planned.counts.new == 1
        assert set(planned.columns) == set(dataset.columns)


@every_dataset
def test_the_guide_tells_of_every_column(dataset: Dataset) -> None:
    book = fastexcel.read_excel(workbook_template(dataset))
    guide = book.load_sheet("Guide", header_row=None, dtypes="string").to_polars()
    told = {row[0]: row for row in guide.rows()}
    for spec in dataset.fields:
        name, what, needed, takes, example = told[spec.label][:5]
        assert (name, what, needed) == (
            spec.label,
            spec.description,
            "yes" if spec.required else "no",
        )
        assert takes
        assert (example or "") == spec.example
        for choice in spec.choices:
            assert spec.label_of(choice) in takes


@every_dataset
def test_every_choice_has_a_drop_down(dataset: Dataset) -> None:
    root = sheet_xml(workbook_template(dataset))
    rules = root.findall(f".//{MAIN}dataValidation")
    lists = [rule for rule in rules if rule.get("type") == "list"]
    wanted = [
        spec
        for spec in dataset.fields
        if (spec.choices and not spec.is_list) or spec.python_type is bool
    ]
    assert len(lists) == len(wanted)
    days = [rule for rule in rules if rule.get("type") == "date"]
    assert len(days) == sum("date" in str(spec.python_type) for spec in dataset.fields)


def test_a_long_drop_down_holds_every_word() -> None:
    """Beyond 255 letters a drop-down has to be kept on a sheet, or spreadsheets repair the file."""
    content = workbook_template(TRAINING)
    formulas = [
        rule.findtext(f"{MAIN}formula1") or ""
        for rule in sheet_xml(content).findall(f".//{MAIN}dataValidation")
        if rule.get("type") == "list"
    ]
    assert all(len(formula) <= 257 for formula in formulas)
    assert any(formula.startswith("Choices!") for formula in formulas)
    choices = fastexcel.read_excel(content).load_sheet("Choices", header_row=None).to_polars()
    words = [text for column in choices.iter_columns() for text in column.drop_nulls()]
    course = TRAINING.spec("course")
    assert [course.label_of(choice) for choice in course.choices] == words


def test_no_word_in_a_short_drop_down_is_cut_in_two() -> None:
    """A comma separates the words of a drop-down written out."""
    for dataset in OFFERED:
        root = sheet_xml(workbook_template(dataset))
        for rule in root.findall(f".//{MAIN}dataValidation"):
            formula = rule.findtext(f"{MAIN}formula1") or ""
            if rule.get("type") != "list" or not formula.startswith('"'):
                continue
            said = formula.strip('"').split(",")
            possible = [
                [spec.label_of(choice) for choice in spec.choices] for spec in dataset.fields
            ]
            assert said in [*possible, ["Yes", "No"]]


def test_the_title_is_a_sheets_name() -> None:
    for dataset in OFFERED:
        names = fastexcel.read_excel(workbook_template(dataset)).sheet_names
        assert names[1:] == ["Choices", "Guide", "Example"]
        assert 0 < len(names[0]) <= 31


def test_a_template_that_was_filled_in_lands(sqlite_store: Store) -> None:
    row = ["" for _ in COMPLAINT.fields]
    for name, value in (("reference", "C-1"), ("received", "14/09/2026"), ("authority", SOMEWHERE)):
        row[COMPLAINT.columns.index(name)] = value
    text = csv_template(COMPLAINT) + ",".join(row) + "\r\n"
    assert plan(sqlite_store, text).counts.new == 1
