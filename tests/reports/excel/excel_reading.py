"""Reading a workbook back as a spreadsheet program does."""

from __future__ import annotations

import io
from datetime import date, datetime

from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from components.exhibits.exhibit import Exhibit


def opened(file: bytes) -> Workbook:
    return load_workbook(io.BytesIO(file))


def exhibit_sheets(book: Workbook) -> list[Worksheet]:
    """The sheets of exhibits, in order, without the cover, the decisions and the definitions."""
    return [book[name] for name in book.sheetnames[1:-1] if name != "Decisions"]


def texts(sheet: Worksheet) -> str:
    """All a sheet's texts, a line each."""
    values = [value for row in sheet.iter_rows(values_only=True) for value in row]
    return "\n".join(value for value in values if isinstance(value, str))


def table_of(sheet: Worksheet) -> tuple[list[str], list[list[object]]]:
    """The heads and rows of a sheet's table; days as days. Nothing if it has none."""
    if not sheet.tables:
        return [], []
    [table] = sheet.tables.values()
    heads, *rows = [[_day(cell.value) for cell in row] for row in sheet[table.ref]]
    return [str(head) for head in heads], rows


def _day(value: object) -> object:
    return value.date() if isinstance(value, datetime) else value


def as_written(exhibit: Exhibit) -> list[list[object]]:
    """The rows a reader should find for an exhibit's table."""
    return [[_written(value) for value in row] for row in exhibit.table().iter_rows()]


def _written(value: object) -> object:
    match value:
        case None:
            return "not known"
        case bool():
            return "yes" if value else "no"
        case list():
            return "; ".join(str(item) for item in value)
        case int() | float() | date():
            return value
    return str(value)
