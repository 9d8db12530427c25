"""Files of an edition show what its page shows, and tell nothing of the records behind it."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from functools import cache

import openpyxl
import pytest
from pypdf import PdfReader

from components.exhibits.tables.texts import table_texts
from reports.editions.files import FORMS, NoFilesError, file_name, file_of
from tests.editions_of_example import DAY, first
from tests.reports.pdf.pdf_reading import numbers


@cache
def written(ending: str) -> bytes:
    return file_of(first(), ending)


def words(ending: str) -> str:
    """Everything in a file that can be read, its properties among it."""
    data = written(ending)
    if ending == "pdf":
        reader = PdfReader(io.BytesIO(data))
        return " ".join([*(page.extract_text() for page in reader.pages), str(reader.metadata)])
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return " ".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())


@pytest.mark.parametrize("ending", FORMS)
def test_a_file_says_which_edition_it_is_and_nothing_of_the_ledger(ending: str) -> None:
    said = words(ending)
    assert "20 November 2026" in said
    assert first().digest in said or first().digest[:32] in said
    for word in ("Batch", "Ledger", "revision 1", "Officer", "recorded_by", "internal"):
        assert word not in said.replace("internal:", "").replace("Internal", ""), word


@pytest.mark.parametrize("ending", FORMS)
def test_the_same_edition_gives_the_same_bytes(ending: str) -> None:
    assert file_of(replace(first()), ending) == written(ending)
    assert file_name(first(), ending) == f"example-borough-edition-1.{ending}"


def test_the_tables_are_those_of_the_exhibits() -> None:
    with zipfile.ZipFile(io.BytesIO(written("zip"))) as packed:
        tables = [packed.read(name).decode("utf-8-sig") for name in packed.namelist()]
    for exhibit, text in zip(first().exhibits, tables, strict=True):
        rows = list(csv.reader(io.StringIO(text)))
        assert rows[0] == ["Title", exhibit.headline]
        assert ["Digest", f"{first().digest[:32]} {first().digest[32:]}"] in rows
        assert rows[-exhibit.frame.height - 1] == exhibit.table().columns


def test_the_workbook_has_a_sheet_an_exhibit_and_says_what_is_not_shown() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written("xlsx")))
    assert len(book.sheetnames) == len(first().exhibits) + 2
    cover = {str(cell.value) for row in book["Cover"].iter_rows() for cell in row if cell.value}
    assert set(first().held_back) <= cover
    assert book.properties.creator == "Example Borough"


def test_the_pdf_has_every_figure_of_the_tables() -> None:
    said = numbers(words("pdf"))
    for exhibit in first().exhibits:
        for row in table_texts(exhibit):
            assert numbers(" ".join(row)) <= said, exhibit.key


def test_there_are_no_files_of_what_is_not_published() -> None:
    for edition in (replace(first(), published=None), replace(first(), withdrawn=DAY)):
        with pytest.raises(NoFilesError):
            file_of(edition, "pdf")
