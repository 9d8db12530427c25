"""XLS workbooks of Excel 97 to 2003, as Excel shows them."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import xlrd

from data_access.importing.stages.files.book import ERROR, Book, Cells, FileError, Limits, Sheet
from data_access.importing.stages.files.shown import shown


def open_xls(name: str, content: bytes, limits: Limits) -> Book:
    """Every sheet. FileError if the file is protected, damaged, or another old format."""
    try:
        book = xlrd.open_workbook(
            file_contents=content,
            formatting_info=True,
            ragged_rows=True,
            on_demand=True,
            logfile=io.StringIO(),
        )
        return Book(
            name, "xls", tuple(_sheet(name, book, place, limits) for place in range(book.nsheets))
        )
    except (FileError, MemoryError):
        raise
    except Exception as error:  # the reader's errors have no common base
        raise FileError(
            f"{name} is an old or protected workbook that cannot be read; save it as XLSX or CSV "
            "without a password."
        ) from error


def _sheet(source: str, book: Any, place: int, limits: Limits) -> Sheet:
    sheet = book.sheet_by_index(place)
    book.unload_sheet(place)  # of many sheets only one takes room at a time
    cells = Cells(source, limits)
    errors = 0
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            if cell.ctype in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK}:
                continue
            if cell.ctype == xlrd.XL_CELL_ERROR:
                errors += 1
                cells.put(row, column, xlrd.error_text_from_code.get(cell.value, "#N/A"), ERROR)
                continue
            style = book.xf_list[cell.xf_index]
            number_format = book.format_map[style.format_key].format_str
            value: object = cell.value
            if cell.ctype == xlrd.XL_CELL_DATE:
                try:
                    value = datetime(*xlrd.xldate_as_tuple(cell.value, book.datemode))
                except ValueError:  # a time of day, or a number that is no day
                    value = cell.value
                    number_format = "General"
            elif cell.ctype == xlrd.XL_CELL_BOOLEAN:
                value = bool(cell.value)
            text, kind = shown(value, number_format)
            cells.put(row, column, text, kind)
    texts, kinds = cells.frames()
    hidden_rows = tuple(
        sorted(
            row for row, about in sheet.rowinfo_map.items() if about.hidden and row < texts.height
        )
    )
    hidden_columns = tuple(
        sorted(
            column
            for column, about in sheet.colinfo_map.items()
            if about.hidden and column < texts.width
        )
    )
    merged = tuple(
        (first, left, last - 1, right - 1) for first, last, left, right in sheet.merged_cells
    )
    return Sheet(
        sheet.name,
        texts,
        kinds,
        hidden=sheet.visibility != 0,
        hidden_rows=hidden_rows,
        hidden_columns=hidden_columns,
        filtered=bool(hidden_rows),
        merged=merged,
        error_cells=errors,
    )
