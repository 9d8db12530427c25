"""XLSX and XLSM workbooks as Excel shows them: formats, merged and hidden cells, filters."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from data_access.importing.stages.files.book import (
    ERROR,
    MOST_MERGED,
    Book,
    Cells,
    FileError,
    Limits,
    Sheet,
)
from data_access.importing.stages.files.shown import shown

_MANY_CELLS = 100_000  # from which a quicker reader is worth its while
_LONGEST_TAG = 100_000
_MOST_EMPTY = 100_000  # rows and cells without content up to which they are left to the reader
_MOST_COVERED = 500_000
_MERGED = re.compile(
    rb"<(?:\w+:)?mergeCell [^>]*ref=\"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})\""
)
_FILLED = re.compile(rb"<(?:\w+:)?c(?:\s[^<>]*[^<>/])?>")
_EMPTY = re.compile(rb"<(?:\w+:)?(?:c\s[^<>]*/>|row\s)")
_PLACE = re.compile(rb"<(?:\w+:)?c\s[^<>]*?\br=\"([A-Z]{1,3})(\d{1,7})\"")
_EMPTY_CELL = re.compile(rb"<(?:\w+:)?c\s(?=[^<>]*\br=\")[^<>]*/>")
_EMPTY_ROW = re.compile(rb"<(?:\w+:)?row\s(?![^<>]*hidden)[^<>]*(?:/>|(?<!/)>\s*</(?:\w+:)?row>)")
_UNPLACED_ROW = re.compile(rb"<(?:\w+:)?row(?:>|\s(?![^<>]*\br=\"))")
_GAP = re.compile(
    rb"</(?:\w+:)?f>\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)


def open_workbook(name: str, content: bytes, limits: Limits) -> Book:
    """Every sheet of a workbook. FileError if it cannot be read or holds too much."""
    counts = _counted(name, content)
    if counts.filled > limits.cells or counts.extent > limits.cells:
        raise FileError(f"{name} holds more than is safe to read.")
    if counts.filled > _MANY_CELLS:
        from data_access.importing.stages.files.open_large_workbook import open_large

        return open_large(name, content, limits)
    _not_too_merged(name, content)
    if counts.empty > _MOST_EMPTY:
        content = _without_empty(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=True, keep_links=False)
    except MemoryError:
        raise
    except Exception as error:  # the reader's errors have no common base
        raise FileError(
            f"{name} cannot be read as a workbook; is it protected by a password?"
        ) from error
    gaps = _gaps(content)
    sheets = []
    for place, sheet in enumerate(book.worksheets):
        sheets.append(_sheet(name, sheet, limits, gaps.get(place, 0)))
    return Book(name, "xlsx", tuple(sheets))


@dataclass
class _Counts:
    """What a workbook holds: cells with something in them, rows and cells that only have a look,
    and, of many cells, the largest room from the first to the farthest of a sheet."""

    filled: int = 0
    empty: int = 0
    extent: int = 0


def _counted(name: str, content: bytes) -> _Counts:
    """Cells of all sheets, counted before room is made for them."""
    counts = _Counts()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in _sheets_of(archive):
                filled, height, width = 0, 0, 0
                with archive.open(member) as part:
                    tail = b""
                    while block := part.read(1 << 20):
                        # a tag may lie across two blocks
                        whole, cut, tail = (tail + block).rpartition(b"<")
                        tail = cut + tail if len(tail) < _LONGEST_TAG else b""
                        filled += len(_FILLED.findall(whole))
                        counts.empty += len(_EMPTY.findall(whole))
                        if counts.filled + filled > _MANY_CELLS:
                            found = _PLACE.findall(whole)
                            height = max(height, *(int(row) for _, row in found), 0)
                            width = max(width, *map(_column_number, {c for c, _ in found}), 0)
                    filled += len(_FILLED.findall(tail))
                counts.filled += filled
                counts.extent = max(counts.extent, height * width)
    except MemoryError:
        raise
    except Exception as error:
        raise FileError(f"{name} is damaged and cannot be read.") from error
    return counts


def _sheets_of(archive: zipfile.ZipFile) -> list[str]:
    return [
        member
        for member in archive.namelist()
        if member.startswith("xl/worksheets/") and member.endswith(".xml")
    ]


def _without_empty(content: bytes) -> bytes:
    """The workbook without rows and cells that only have a look: the reader makes an object of
    each, and there can be a million. A sheet whose rows do not say which they are stays as it
    is."""
    slim = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(slim, "w") as copy:
        sheets = set(_sheets_of(archive))
        for member in archive.namelist():
            part = archive.read(member)
            if member in sheets and not _UNPLACED_ROW.search(part):
                part = _EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", part))
            copy.writestr(member, part)
    return slim.getvalue()


def _not_too_merged(name: str, content: bytes) -> None:
    """The reader makes a cell for each one that a merged area covers."""
    covered = 0
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for member in _sheets_of(archive):
            for first, top, last, bottom in _MERGED.findall(archive.read(member)):
                width = abs(_column_number(last) - _column_number(first)) + 1
                covered += width * (abs(int(bottom) - int(top)) + 1)
    if covered > _MOST_COVERED:
        raise FileError(f"{name} has merged cells that cover more than is safe to read.")


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _gaps(content: bytes) -> dict[int, int]:
    """Formulas without a value, by sheet in the order of the file's parts."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [
            member
            for member in archive.namelist()
            if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", member)
        ]
        parts.sort(key=lambda part: int(re.sub(r"\D", "", part)))
        for place, member in enumerate(parts):
            found[place] = len(_GAP.findall(archive.read(member)))
    return found


def _sheet(source: str, sheet: Worksheet, limits: Limits, gaps: int) -> Sheet:
    cells = Cells(source, limits)
    errors = 0
    # The dictionary of cells that are there: a stray cell far out costs nothing.
    there: dict[tuple[int, int], Any] = sheet._cells
    for (row, column), cell in there.items():
        if cell.data_type == "e":
            errors += 1
            cells.put(row - 1, column - 1, str(cell.value), ERROR)
            continue
        text, kind = shown(cell.value, cell.number_format)
        cells.put(row - 1, column - 1, text, kind)
    texts, kinds = cells.frames()
    merged = tuple(
        (area.min_row - 1, area.min_col - 1, area.max_row - 1, area.max_col - 1)
        for area in list(sheet.merged_cells.ranges)[:MOST_MERGED]
    )
    hidden_rows = tuple(
        sorted(
            number - 1
            for number, row in sheet.row_dimensions.items()
            if row.hidden and number <= texts.height
        )
    )
    hidden_columns = set()
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden:
            first, last = dimension.min or 1, dimension.max or dimension.min or 1
            hidden_columns |= set(range(first - 1, min(last, texts.width)))
    return Sheet(
        sheet.title,
        texts,
        kinds,
        hidden=sheet.sheet_state != "visible",
        hidden_rows=hidden_rows,
        hidden_columns=tuple(sorted(hidden_columns)),
        filtered=bool(sheet.auto_filter.ref or sheet.tables),
        merged=tuple(sorted(merged)),
        formula_gaps=gaps,
        error_cells=errors,
    )
