"""Files as councils might send them, built from tables in text, and what has to come of them.

In a table, columns are cut at "|". A cell "@2026-04-03" is a real date, "#3" a number, "%0.4" a
percentage, "=A1+1" a formula that nobody calculated, " ⏎ " a line break in a cell; what is left out
at the end of a row is empty.
A line that ends with a backslash goes on in the next.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

import docx
import openpyxl

from data_access.importing.stages.context import Context
from data_access.importing.stages.files.open_file import open_file
from data_access.importing.stages.meaning.wording import fold
from data_access.importing.stages.read_book import read_book
from data_access.importing.stages.reading import Reading
from data_access.importing.stages.recipe import read_recipe
from data_access.reference.published_facts import codebook_frame

OWN = "Exampleshire Council"
THEMES = {
    fold(str(name)): str(theme) for theme, name in codebook_frame().select("theme", "name").rows()
}
Cell = str | date | int | float | None


def cells(text: str) -> list[list[Cell]]:
    """The cells of a table in text."""
    return [
        [_cell(part.strip()) for part in line.split("|")] for line in text.strip("\n").splitlines()
    ]


def _cell(text: str) -> Cell:
    if text.startswith("@"):
        return date.fromisoformat(text[1:])
    if re.fullmatch(r"[#%]-?[\d.]+", text):
        return float(text[1:]) if "." in text else int(text[1:])
    return text.replace(" ⏎ ", "\n") or None


def workbook(
    sheets: Mapping[str, str],
    *,
    merged: Iterable[str] = (),
    hidden_rows: Iterable[int] = (),
    formats: Mapping[str, str] | None = None,
) -> bytes:
    """An XLSX workbook; merged cells, hidden rows and formats are of its first sheet."""
    book = openpyxl.Workbook()
    for number, (title, text) in enumerate(sheets.items()):
        sheet: Any = book.active if number == 0 else book.create_sheet()
        sheet.title = title
        for row, line in enumerate(text.strip("\n").splitlines(), start=1):
            for column, part in enumerate(line.split("|"), start=1):
                cell = sheet.cell(row, column, _cell(part.strip()))
                if re.fullmatch(r"%[\d.]+", part.strip()):
                    cell.number_format = "0%"
    first: Any = book.worksheets[0]
    for area in merged:
        first.merge_cells(area)
    for row in hidden_rows:
        first.row_dimensions[row].hidden = True
    for place, shown in (formats or {}).items():
        first[place].number_format = shown
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def document(*blocks: str) -> bytes:
    """A Word document of headings ("# Plan"), paragraphs and tables (texts with line breaks)."""
    made: Any = docx.Document()
    for block in blocks:
        if "\n" in block.strip("\n"):
            rows = cells(block)
            table = made.add_table(rows=0, cols=max(map(len, rows)))
            for row in rows:
                for cell, value in zip(table.add_row().cells, row, strict=False):
                    cell.text = str(value or "")
        elif block.startswith("# "):
            made.add_heading(block[2:], 2)
        else:
            made.add_paragraph(block)
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def open_document(sheets: Mapping[str, str]) -> bytes:
    """An ODS spreadsheet."""
    tables = "".join(
        f'<table:table table:name="{title}">'
        + "".join(
            f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>"
            for row in cells(text)
        )
        + "</table:table>"
        for title, text in sheets.items()
    )
    name = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{name}:office:1.0" '
        f'xmlns:table="{name}:table:1.0" xmlns:text="{name}:text:1.0"><office:body>'
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return packed.getvalue()


def _ods_cell(value: Cell) -> str:
    if value is None:
        return "<table:table-cell/>"
    about = 'office:value-type="string"'
    if isinstance(value, date):
        about = f'office:value-type="date" office:date-value="{value}"'
    shown = f"{value:%d/%m/%y}" if isinstance(value, date) else str(value)
    return f"<table:table-cell {about}><text:p>{escape(shown)}</text:p></table:table-cell>"


@dataclass(frozen=True)
class Case:
    """A file and what it has to give. fields and rows: the rows that must be read, in any order
    ("*": anything but empty). aside: rows set aside, by kind. asks: beginnings of the keys of all
    questions that are asked without the recipe. says: parts of what must be said."""

    name: str
    file: str
    content: bytes
    records: str
    fields: str
    rows: str
    rejected: int = 0
    aside: Mapping[str, int] | None = None
    recipe: str = ""
    asks: tuple[str, ...] = ()
    says: tuple[str, ...] = ()


def read(name: str, content: str | bytes, recipe: str = "") -> Reading:
    """A file read for the council of these tests."""
    packed = content.encode() if isinstance(content, str) else content
    return read_book(open_file(name, packed), read_recipe(recipe), Context(OWN, themes=THEMES))


def check(case: Case) -> None:
    """A case gives its rows, counts and questions."""
    asked = [question.key for question in read(case.file, case.content).needed]
    assert len(asked) == len(case.asks), asked
    assert all(key.startswith(part) for key, part in zip(asked, case.asks, strict=True)), asked
    reading = read(case.file, case.content, case.recipe)
    assert reading.dataset.name == case.records
    assert [question.key for question in reading.needed] == []
    got = sorted(tuple(map(_said, row)) for row in reading.rows.select(case.fields.split()).rows())
    width = len(case.fields.split())
    rows = [[part.strip() for part in line.split("|")] for line in case.rows.strip().splitlines()]
    wanted = sorted((*row, *[""] * (width - len(row))) for row in rows)
    wanted = [
        tuple(g if w == "*" and g else w for g, w in zip(mine, row, strict=True))
        for mine, row in zip(got, wanted, strict=False)
    ] + wanted[len(got) :]
    assert got == wanted
    assert reading.rejected == case.rejected
    assert reading.set_aside == (case.aside or {})
    for part in case.says:
        assert any(part in note for note in reading.notes), reading.notes


def _said(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(value)
    if isinstance(value, str):
        return value.replace("\n", " ⏎ ")
    return "" if value is None else str(value)
