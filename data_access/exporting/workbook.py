"""Rows out of the store as a workbook, for those who go on working in a spreadsheet."""

from __future__ import annotations

import io
from datetime import date, datetime

import polars as pl
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from data_access.datasets import Dataset
from data_access.errors import DataError
from data_access.importing.stages.files.shown import survives
from data_access.store.bulk import joined_lists

MOST_ROWS = 1_048_575  # of a sheet, beside its header
_CREATED = datetime(2020, 1, 1)  # the same rows give the same file


def fits_cells(dataset: Dataset) -> bool:
    """Whether each of the dataset's fields fits a spreadsheet's cell."""
    return all(spec.in_a_cell for spec in dataset.fields)


def write_workbook(dataset: Dataset, frame: pl.DataFrame) -> bytes:
    """The frame as an XLSX workbook of one sheet, which imports as the same rows.

    Days are days, numbers numbers, and texts never formulas. DataError for more rows than a sheet
    holds, or a dataset with texts that no cell holds.
    """
    if not fits_cells(dataset):
        raise DataError(f"{dataset.title} have texts longer than a cell holds: export CSV or JSON.")
    if frame.height > MOST_ROWS:
        raise DataError(
            f"A sheet holds {MOST_ROWS:,} rows, and there are {frame.height:,}: export CSV."
        )
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": dataset.title, "created": _CREATED})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet(dataset.title[:31])
    sheet.freeze_panes(1, 0)
    for place, (name, values) in enumerate(zip(frame.columns, joined_lists(frame), strict=True)):
        sheet.write_string(0, place, name, bold)
        sheet.set_column(place, place, max(12, min(len(name) + 4, 30)))
        for row, value in enumerate(values, start=1):
            if isinstance(value, bool):
                sheet.write_boolean(row, place, value)
            elif isinstance(value, date):
                sheet.write_datetime(row, place, datetime(value.year, value.month, value.day), day)
            elif isinstance(value, int | float):
                _write_number(sheet, row, place, value)
            elif value is not None:
                sheet.write_string(row, place, value)
    book.close()
    return buffer.getvalue()


def _write_number(sheet: Worksheet, row: int, place: int, value: float) -> None:
    if survives(value):
        sheet.write_number(row, place, value)
    else:  # the same file must give the same number
        sheet.write_string(row, place, repr(value))
