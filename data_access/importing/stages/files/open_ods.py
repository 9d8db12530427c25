"""ODS spreadsheets of LibreOffice and others, as they are shown.

Source of the names: OpenDocument 1.3 part 3, chapter 9 (tables).
"""

from __future__ import annotations

import io
import zipfile
from typing import Any

from lxml import etree

from data_access.importing.stages.files.book import (
    DAY,
    LOGICAL,
    MONTH,
    MOST_MERGED,
    NUMBER,
    PERCENT,
    TEXT,
    Book,
    Cells,
    FileError,
    Limits,
    Sheet,
)
from data_access.importing.stages.files.shown import bare_number, percent_text
from data_access.importing.stages.meaning.dates import read_span

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"


def open_ods(name: str, content: bytes, limits: Limits) -> Book:
    """Every sheet. FileError if the file is damaged or protected, or holds too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
            root = etree.fromstring(archive.read("content.xml"), parser)
    except (etree.XMLSyntaxError, KeyError, OSError, RuntimeError) as error:
        raise FileError(f"{name} is damaged or protected and cannot be read.") from error
    hidden = {
        str(style.get(f"{_STYLE}name"))
        for style in root.iter(f"{_STYLE}style")
        for about in style.iter(f"{_STYLE}table-properties")
        if about.get(f"{_TABLE}display") == "false"
    }
    return Book(
        name,
        "ods",
        tuple(_sheet(name, table, hidden, limits) for table in root.iter(f"{_TABLE}table")),
    )


def _sheet(source: str, table: Any, hidden: set[str], limits: Limits) -> Sheet:
    cells = Cells(source, limits)
    hidden_rows: list[int] = []
    merged: list[tuple[int, int, int, int]] = []
    filtered = False
    row = 0
    for element in table.iter(f"{_TABLE}table-row"):
        times = _times(element, "number-rows-repeated")
        filled = _row(element, limits)
        if filled:  # a row may say that it comes a million times
            cells.reach(row + times - 1, filled[-1][0])
        if element.get(f"{_TABLE}visibility") in {"collapse", "filter"}:
            filtered |= element.get(f"{_TABLE}visibility") == "filter"
            hidden_rows += [row + more for more in range(min(times, 100_000))] if filled else []
        for more in range(times if filled else 0):
            for column, text, kind, across, down in filled:
                cells.put(row + more, column, text, kind)
                if (across > 1 or down > 1) and len(merged) < MOST_MERGED:
                    merged.append((row, column, row + down - 1, column + across - 1))
        row += times
    texts, kinds = cells.frames()
    return Sheet(
        str(table.get(f"{_TABLE}name") or ""),
        texts,
        kinds,
        hidden=str(table.get(f"{_TABLE}style-name")) in hidden,
        hidden_rows=tuple(number for number in hidden_rows if number < texts.height),
        filtered=filtered,
        merged=tuple(merged),
    )


def _row(element: Any, limits: Limits) -> list[tuple[int, str, int, int, int]]:
    """Filled cells of a row: column, text, kind, columns and rows covered."""
    filled = []
    column = 0
    for cell in element:
        if cell.tag not in {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}:
            continue
        times = _times(cell, "number-columns-repeated")
        text, kind = _shown(cell)
        if text:
            across = _times(cell, "number-columns-spanned")
            down = _times(cell, "number-rows-spanned")
            for more in range(min(times, max(limits.columns - column, 0) + 1)):
                filled.append((column + more, text, kind, across, down))
        column += times
    return filled


def _times(element: Any, name: str) -> int:
    try:
        return max(int(element.get(f"{_TABLE}{name}") or 1), 1)
    except ValueError:
        return 1


def _shown(cell: Any) -> tuple[str, int]:
    said = "\n".join("".join(part.itertext()) for part in cell.iter(f"{_TEXT}p"))
    kind = cell.get(f"{_OFFICE}value-type")
    value = cell.get(f"{_OFFICE}value")
    if kind == "date":
        day = str(cell.get(f"{_OFFICE}date-value") or said)[:10]
        month = read_span(said)
        if month is not None and month.rough:  # shown as a month, such as Mar-26
            return f"{month.first:%b %Y}", MONTH
        return day, DAY
    if kind == "boolean":
        return said.upper(), LOGICAL
    try:
        if kind == "percentage" and value is not None:
            return f"{percent_text(float(value))}%", PERCENT
        if kind in {"float", "currency"} and value is not None:
            # 00042 is shown with its zeros; 1,234 and £5 are plain numbers
            if said.isdigit() and said.startswith("0") and float(said) == float(value):
                return said, NUMBER
            return bare_number(float(value)), NUMBER
    except ValueError:
        pass
    return said, TEXT
