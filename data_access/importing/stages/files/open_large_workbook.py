"""XLSX workbooks of very many cells: values by a quick reader and in blocks, so that memory stays
bounded; formats, merged and hidden cells from the sheets' own parts, which are looked through once.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import IO

import polars as pl
from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS
from python_calamine import CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from data_access.importing.stages.files.book import Book, FileError, Limits, Sheet, tidy_text
from data_access.importing.stages.files.shown import changes_what_is_shown, shown

_ROWS = 20_000  # of a block
_BLOCK = 1 << 20
_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*\bhidden=\"(?:1|true)\"[^>]*>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b[^>]*\bhidden=\"(?:1|true)\"[^>]*>")
_NUMBER = {name: re.compile(rb"\b%s=\"(\d{1,7})\"" % name) for name in (b"r", b"min", b"max")}
_MERGED = re.compile(
    rb"<(?:\w+:)?mergeCell\b[^>]*\bref=\"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})\""
)
_GAP = re.compile(
    rb"</(?:\w+:)?f>\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_FILTER = re.compile(rb"<(?:\w+:)?(?:autoFilter|tablePart)\b")
_SHARED = re.compile(rb"<(?:\w+:)?si\b[^>]*>(.*?)</(?:\w+:)?si>", re.DOTALL)
_IS_SHARED = re.compile(rb"\bt=\"s\"[^>]*>\s*<(?:\w+:)?v>(\d{1,9})<")
_MOST_MERGED = 20_000
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass
class _Looks:
    """What is seen of a sheet beside its values. formats: by column, rows in their order and the
    number format of each, where it changes what is shown."""

    formats: dict[int, tuple[array[int], array[int]]] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    gaps: int = 0
    filtered: bool = False


def open_large(name: str, content: bytes, limits: Limits) -> Book:
    """Every sheet. FileError if the file is damaged or holds too much."""
    try:
        _not_too_long(name, content, limits)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts, formats = _parts(archive), _formats(archive)
            sheets = []
            for about in book.sheets_metadata:
                looks = _looks(archive, parts.get(about.name), formats)
                hidden = about.visible != SheetVisibleEnum.Visible
                sheet = book.get_sheet_by_name(about.name)
                sheets.append(_sheet(name, sheet, looks, formats, limits, hidden=hidden))
    except FileError:
        raise
    except BaseException as error:  # a damaged sheet can panic inside the reader
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        raise FileError(f"{name} is damaged and cannot be read.") from error
    return Book(name, "xlsx", tuple(sheets))


def _not_too_long(name: str, content: bytes, limits: Limits) -> None:
    """The reader makes a text for each cell, also where thousands share one."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        if "xl/sharedStrings.xml" not in names:
            return
        lengths = [len(text) for text in _SHARED.findall(archive.read("xl/sharedStrings.xml"))]
        characters = 0
        for part in names:
            if part.startswith("xl/worksheets/") and part.endswith(".xml"):
                with archive.open(part) as file:
                    for block in _whole_tags(file):
                        shared = map(int, _IS_SHARED.findall(block))
                        characters += sum(lengths[at] for at in shared if at < len(lengths))
                        if characters > limits.characters:
                            raise FileError(f"{name} holds more than is safe to read.")


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of each sheet, by its name."""
    root = _xml(archive, "xl/workbook.xml")
    relations = {
        each.get("Id"): str(each.get("Target"))
        for each in _xml(archive, "xl/_rels/workbook.xml.rels")
    }
    found = {}
    for sheet in root.iter("{*}sheet"):
        target = relations.get(sheet.get(_RELATION))
        if target:
            path = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
            found[str(sheet.get("name"))] = posixpath.normpath(path)
    return found


def _formats(archive: zipfile.ZipFile) -> dict[int, str]:
    """Number formats that change what is shown, by the number of the style."""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    root = _xml(archive, "xl/styles.xml")
    codes: dict[int, str] = dict(BUILTIN_FORMATS)
    for each in root.iter("{*}numFmt"):
        codes[int(each.get("numFmtId"))] = str(each.get("formatCode"))
    styles = root.find("{*}cellXfs")
    found = {}
    for number, style in enumerate(() if styles is None else styles.findall("{*}xf")):
        code = codes.get(int(style.get("numFmtId") or 0), "General")
        if changes_what_is_shown(code):
            found[number] = code
    return found


def _xml(archive: zipfile.ZipFile, part: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(archive.read(part), parser)


def _looks(archive: zipfile.ZipFile, part: str | None, formats: Mapping[int, str]) -> _Looks:
    looks = _Looks()
    if part is None:
        return looks
    styles = b"|".join(b"%d" % number for number in formats)
    cell = re.compile(
        rb"<(?:\w+:)?c r=\"([A-Z]{1,3})(\d{1,7})\" s=\"(" + (styles or b"-") + rb")\""
    )
    columns: dict[bytes, int] = {}
    with archive.open(part) as file:
        for block in _whole_tags(file):
            for letters, row, style in cell.findall(block):
                column = columns.setdefault(letters, _column_number(letters) - 1)
                rows, numbers = looks.formats.setdefault(column, (array("l"), array("l")))
                rows.append(int(row) - 1)
                numbers.append(int(style))
            for tag in _ROW.findall(block):
                looks.hidden_rows += [int(row) - 1 for row in _NUMBER[b"r"].findall(tag)[:1]]
            for tag in _COLUMN.findall(block):
                first, last = (_NUMBER[name].findall(tag) for name in (b"min", b"max"))
                if first and last:
                    looks.hidden_columns |= set(range(int(first[0]) - 1, min(int(last[0]), 4000)))
            for left, top, right, bottom in _MERGED.findall(block):
                area = (int(top), _column_number(left), int(bottom), _column_number(right))
                looks.merged.append((area[0] - 1, area[1] - 1, area[2] - 1, area[3] - 1))
            looks.gaps += len(_GAP.findall(block))
            looks.filtered |= _FILTER.search(block) is not None
    return looks


def _whole_tags(part: IO[bytes]) -> Iterator[bytes]:
    """Blocks of a part that end where a row does, or before a tag that goes on."""
    tail = b""
    while block := part.read(_BLOCK):
        data = tail + block
        end = data.rfind(b"row>")
        cut = end + len(b"row>") if end >= 0 else max(data.rfind(b"<"), 0) or len(data)
        yield data[:cut]
        tail = data[cut:]
    yield tail


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _sheet(
    source: str,
    sheet: CalamineSheet,
    looks: _Looks,
    formats: Mapping[int, str],
    limits: Limits,
    *,
    hidden: bool,
) -> Sheet:
    left = sheet.start[1] if sheet.start else 0  # rows are given from the first, columns are not
    width, height = left + sheet.width, sheet.end[0] + 1 if sheet.end else 0
    if width > limits.columns or width * height > limits.cells:
        raise FileError(
            f"A sheet of {source} has cells too far out: delete what stands far below or right of "
            "the table, or save it as CSV."
        )
    texts: list[pl.DataFrame] = []
    kinds: list[pl.DataFrame] = []
    rows, first, characters = sheet.iter_rows(), 0, 0
    while block := list(islice(rows, _ROWS)):
        said: dict[str, list[str | None]] = {str(n): [None] * len(block) for n in range(left)}
        what: dict[str, list[int]] = {str(n): [0] * len(block) for n in range(left)}
        for place, values in enumerate(zip(*block, strict=True), start=left):
            column = _column(values, first, looks.formats.get(place), formats)
            said[str(place)], what[str(place)] = column
            characters += sum(len(text) for text in column[0] if text)
        if characters > limits.characters:
            raise FileError(f"{source} holds more than is safe to read.")
        texts.append(pl.DataFrame(said, _of(width, pl.String)))
        kinds.append(pl.DataFrame(what, _of(width, pl.UInt8)))
        first += len(block)
    frame = pl.concat(texts) if texts else pl.DataFrame()
    return Sheet(
        sheet.name,
        frame,
        pl.concat(kinds) if kinds else None,
        hidden=hidden,
        hidden_rows=tuple(row for row in looks.hidden_rows if row < frame.height),
        hidden_columns=tuple(sorted(n for n in looks.hidden_columns if n < frame.width)),
        filtered=looks.filtered,
        merged=tuple(sorted(looks.merged[:_MOST_MERGED])),
        formula_gaps=looks.gaps,
    )


def _of(width: int, kind: type[pl.DataType]) -> dict[str, type[pl.DataType]]:
    return {str(place): kind for place in range(width)}


def _column(
    values: Sequence[object],
    first: int,
    styled: tuple[array[int], array[int]] | None,
    formats: Mapping[int, str],
) -> tuple[list[str | None], list[int]]:
    """Texts and kinds of a column's cells in a block that begins with a row."""
    codes: dict[int, str] = {}
    if styled is not None:
        rows, numbers = styled
        for at in range(bisect_left(rows, first), bisect_left(rows, first + len(values))):
            codes[rows[at] - first] = formats[numbers[at]]
    texts: list[str | None] = []
    kinds: list[int] = []
    for place, value in enumerate(values):
        if value == "":
            texts.append(None)
            kinds.append(0)
            continue
        text, kind = shown(value, codes.get(place, "General"))
        texts.append(tidy_text(text) or None if text is not None else None)
        kinds.append(kind)
    return texts, kinds
