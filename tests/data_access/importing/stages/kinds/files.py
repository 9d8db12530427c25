"""Files built in code, and what the engine reads in them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import docx
import openpyxl
from openpyxl.utils import get_column_letter

from data_access.importing.stages.context import Context
from data_access.importing.stages.files.open_file import open_file
from data_access.importing.stages.read_book import read_book
from data_access.importing.stages.reading import Reading
from data_access.importing.stages.recipe import read_recipe

OWN = "Exampleshire Council"
GENERAL = '[constants]\nteam_kind = "general"\n'

Rows = Iterable[Any]


def read(name: str, content: str | bytes, recipe: str = "", own: str = OWN) -> Reading:
    """A file read with a recipe, for a council that has nothing yet."""
    text = content.encode() if isinstance(content, str) else content
    return read_book(open_file(name, text), read_recipe(recipe), Context(own))


def workbook(
    rows: Rows,
    *,
    title: str = "Sheet1",
    merged: Sequence[str] = (),
    formats: dict[str, str] | None = None,
    hidden_columns: Sequence[str] = (),
) -> bytes:
    """A workbook of one sheet. formats: number format by column letter, or by cell."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)
    for where, number_format in (formats or {}).items():
        cells = [sheet[where]] if any(c.isdigit() for c in where) else sheet[where]
        for cell in cells:
            cell.number_format = number_format
    for letter in hidden_columns:
        sheet.column_dimensions[letter].hidden = True
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def sheets(tables: Mapping[str, Rows], hidden: Sequence[str] = ()) -> bytes:
    """A workbook of several sheets by their names."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in tables.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        if name in hidden:
            sheet.sheet_state = "hidden"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def letter(place: int) -> str:
    """The letter of a column, counted from 0."""
    return str(get_column_letter(place + 1))


def page(rows: Rows) -> bytes:
    """A table as systems save it under the name of a workbook: a page."""
    body = "".join(
        "<tr>" + "".join(f"<td>{'' if cell is None else cell}</td>" for cell in row) + "</tr>"
        for row in rows
    )
    return f"<html><body><table border=1>{body}</table></body></html>".encode()


def document(rows: Rows, *above: str) -> bytes:
    """A Word document with one table."""
    made = docx.Document()
    for line in above:
        made.add_paragraph(line)
    listed = [list(row) for row in rows]
    table = made.add_table(rows=len(listed), cols=len(listed[0]))
    for at, row in enumerate(listed):
        for place, cell in enumerate(row):
            table.cell(at, place).text = "" if cell is None else str(cell)
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def lines(rows: Rows, separator: str = ",") -> str:
    """A text file; cells with the separator in them are quoted."""
    return "\r\n".join(
        separator.join(
            f'"{cell}"' if separator in str(cell) else ("" if cell is None else str(cell))
            for cell in row
        )
        for row in rows
    )


def expect(reading: Reading, names: str, rows: Rows) -> None:
    """The rows taken are these, in any order; texts as in a file, None where nothing is held."""
    there = [tuple(_text(v) for v in row) for row in reading.rows.select(names.split()).rows()]
    wanted = [tuple(_text(value) for value in row) for row in rows]
    assert sorted(there, key=str) == sorted(wanted, key=str)


def _text(value: object) -> object:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, date) else value if value is None else str(value)


def keys(reading: Reading) -> list[str]:
    """What has to be answered before anything lands."""
    return [question.key for question in reading.needed]


def said(reading: Reading, *words: str) -> bool:
    """Whether one note says all these words."""
    return any(all(word in note for word in words) for note in reading.notes)
