"""A file becomes a table of text."""

from __future__ import annotations

import io
import zipfile

from data_access.importing.tables.files.header import Recognise
from data_access.importing.tables.files.read_csv import csv_headers, read_csv
from data_access.importing.tables.files.read_workbook import read_workbook
from data_access.importing.tables.files.sheet import RawTable, TableError, TableSource


def read_table(source: TableSource, recognise: Recognise, sheet: str | None = None) -> RawTable:
    """Read a CSV file or an XLSX workbook as text, with its header found.

    `recognise` says whether a text is a column name the dataset knows. Raises TableError, in one
    sentence, for anything that is not a readable table.
    """
    if not source.content or source.content.isspace():
        raise TableError(f"{source.name} is empty.")
    if source.content.startswith(b"PK"):
        if zipfile.is_zipfile(io.BytesIO(source.content)):
            return read_workbook(source, recognise, sheet)
        raise TableError(f"{source.name} is damaged and cannot be read.")
    if source.content.startswith(b"\xd0\xcf\x11\xe0"):
        raise TableError(
            f"{source.name} is an old or protected workbook; save it as XLSX or CSV without a "
            "password."
        )
    if source.content.startswith(b"%PDF"):
        raise TableError(f"{source.name} is a PDF; save the table as CSV or XLSX.")
    return read_csv(source, recognise)


def quick_headers(source: TableSource, recognise: Recognise) -> tuple[str, ...] | None:
    """The column names of a CSV file without reading all of it; None for other files. TableError
    as `read_table`."""
    if source.content.startswith((b"PK", b"\xd0\xcf\x11\xe0", b"%PDF")):
        return None
    return csv_headers(source, recognise)
