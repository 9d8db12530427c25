"""Templates: what the declaration says, ready to fill in, and understood when it comes back."""

from __future__ import annotations

import io
import zipfile
from typing import Any
from xml.etree import ElementTree

import openpyxl
import polars as pl
import pytest
import xlsxwriter

from data_access.datasets import COMPLAINT, OMBUDSMAN, OWN_RECORD, TRAINING, Dataset
from data_access.exporting.templates import csv_template, workbook_template
from data_access.store.database import Store
from tests.data_access.importing.made_up_files import File, counts, csv, plan, problems, read
from tests.data_access.made_up_rows import SOMEWHERE

OFFERED = [*OWN_RECORD, OMBUDSMAN]
every_dataset = pytest.mark.parametrize("dataset", OFFERED, ids=lambda each: str(each.name))
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheet_xml(content: bytes, number: int = 1) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return ElementTree.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))


def example_row(dataset: Dataset) -> list[str]:
    """The row of examples a template shows."""
    cells = sheet_of(workbook_template(dataset), "Example")[1]
    return [str(cell or "") for cell in cells]


def sheet_of(content: bytes, name: str) -> list[tuple[Any, ...]]:
    """The rows of a sheet."""
    return list(openpyxl.load_workbook(io.BytesIO(content))[name].iter_rows(values_only=True))


@every_dataset
def test_its_columns_are_the_datasets(dataset: Dataset) -> None:
    labels = tuple(spec.label for spec in dataset.fields)
    table = read(File("template.xlsx", workbook_template(dataset)))
    assert table.headers == labels
    assert read(csv(csv_template(dataset))).headers == dataset.columns


@every_dataset
def test_an_empty_template_imports_nothing(dataset: Dataset, sqlite_store: Store) -> None:
    for source in (
        File("template.xlsx", workbook_template(dataset)),
        csv(csv_template(dataset)),
    ):
        planned = plan(sqlite_store, source, dataset)
        assert planned.reading.rows.is_empty()
        assert (counts(planned).changes, planned.needed) == (0, ())
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
    for source in (csv(text), File("filled.xlsx", buffer.getvalue())):
        planned = plan(sqlite_store, source, dataset)
        assert problems(planned) == []
        assert (counts(planned).new, planned.needed) == (1, ())
        assert {each.field for each in planned.reading.columns} == set(dataset.columns)


@every_dataset
def test_the_guide_tells_of_every_column(dataset: Dataset) -> None:
    told = {row[0]: row for row in sheet_of(workbook_template(dataset), "Guide")}
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
    columns = zip(*sheet_of(content, "Choices"), strict=True)
    words = [text for column in columns for text in column if text is not None]
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
        names = openpyxl.load_workbook(io.BytesIO(workbook_template(dataset))).sheetnames
        assert names[1:] == ["Choices", "Guide", "Example"]
        assert 0 < len(names[0]) <= 31


def test_a_template_that_was_filled_in_lands(sqlite_store: Store) -> None:
    row = ["" for _ in COMPLAINT.fields]
    for name, value in (("reference", "C-1"), ("received", "14/09/2026"), ("authority", SOMEWHERE)):
        row[COMPLAINT.columns.index(name)] = value
    text = csv_template(COMPLAINT) + ",".join(row) + "\r\n"
    assert counts(plan(sqlite_store, text)).new == 1
