"""Tables of a web page (also those saved under the name .xls) and of a Word document."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from typing import Any

from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from data_access.importing.stages.files.book import Book, Cells, FileError, Limits, Sheet

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LONGEST_NAME = 80  # characters of a heading that can name a table
_WIDEST_SPAN = 400  # columns or rows that one cell may cover
_MOST_TABLES = 2000
_DEEPEST = 1000
# Elements that are closed again; in rows of a table the end may have been left out.
_NESTING = re.compile(
    rb"<(?:(tr|td)\b|(/?)(?:div|span|section|article|ul|ol|center|blockquote|fieldset)\b)",
    re.IGNORECASE,
)


def open_html(name: str, content: bytes, limits: Limits) -> Book:
    """Every table of a page. FileError if it has none, or was built to overwhelm its reader."""
    if content.lower().count(b"<table") > _MOST_TABLES or _too_deep(content):
        raise FileError(f"{name} holds more than is safe to read.")
    tree = LexborHTMLParser(content)
    sheets = []
    for number, table in enumerate(tree.css("table"), start=1):
        if table.css_first("table table"):
            continue  # a table that only lays others out
        grid = _Grid(name, limits)
        for row in table.css("tr"):
            for cell in row.css("td, th"):
                grid.put(
                    cell.text(separator=" ", strip=True),
                    _span(cell.attributes.get("colspan")),
                    _span(cell.attributes.get("rowspan")),
                )
            grid.next_row()
        if grid.cells.cells:
            sheets.append(grid.sheet(f"table {number}"))
    if not sheets:
        raise FileError(f"{name} has no table.")
    return Book(name, "html", tuple(sheets))


def _too_deep(content: bytes) -> bool:
    """Whether elements lie in one another deeper than in any page: the time to read them grows with
    the square of the depth."""
    depth = 0
    for tag in _NESTING.finditer(content):
        depth = 0 if tag[1] else max(depth + (-1 if tag[2] else 1), 0)
        if depth > _DEEPEST:
            return True
    return False


def open_word(name: str, content: bytes, limits: Limits) -> Book:
    """Every table of a document, and the paragraphs above the first. FileError if it has none."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
            root = etree.fromstring(archive.read("word/document.xml"), parser)
    except (etree.XMLSyntaxError, KeyError, OSError, RuntimeError) as error:
        raise FileError(f"{name} is damaged and cannot be read.") from error
    body = root.find(f"{_WORD}body")
    sheets: list[Sheet] = []
    above: list[str] = []
    heading = ""
    for element in body if body is not None else ():
        if element.tag == f"{_WORD}p":
            words = _words(element)
            heading = words or heading
            above += [words] if not sheets else []
        elif element.tag == f"{_WORD}tbl":
            sheets.append(_word_table(name, element, limits, heading))
            heading = ""
    sheets = _named([sheet for sheet in sheets if sheet.texts.height])
    if not sheets:
        raise FileError(f"{name} has no table: published letters go to the report reader.")
    return Book(name, "docx", tuple(sheets), above=tuple(line for line in above if line))


def _named(sheets: list[Sheet]) -> list[Sheet]:
    """Tables by the headings over them, where each of several has one of its own; else numbered."""
    names = [sheet.name for sheet in sheets]
    told = len(sheets) > 1 and len(set(names)) == len(names)
    return [
        replace(
            sheet,
            name=sheet.name if told and 0 < len(sheet.name) <= _LONGEST_NAME else f"table {number}",
        )
        for number, sheet in enumerate(sheets, start=1)
    ]


def _word_table(source: str, table: Any, limits: Limits, heading: str) -> Sheet:
    grid = _Grid(source, limits)
    for row in table.findall(f"{_WORD}tr"):
        for cell in row.findall(f"{_WORD}tc"):
            about = cell.find(f"{_WORD}tcPr")
            across, goes_on = 1, False
            if about is not None:
                span = about.find(f"{_WORD}gridSpan")
                across = _span(span.get(f"{_WORD}val") if span is not None else None)
                merge = about.find(f"{_WORD}vMerge")
                goes_on = merge is not None and merge.get(f"{_WORD}val") != "restart"
            text = "\n".join(filter(None, (_words(p) for p in cell.iter(f"{_WORD}p"))))
            grid.put(None if goes_on else text, across, 1, goes_on=goes_on)
        grid.next_row()
    return grid.sheet(heading)


def _words(paragraph: Any) -> str:
    """A paragraph's text, without what was struck out in a tracked change."""
    parts = []
    for element in paragraph.iter(f"{_WORD}t", f"{_WORD}tab", f"{_WORD}br"):
        if element.tag == f"{_WORD}t":
            parts.append(element.text or "")
        else:
            parts.append("\n" if element.tag == f"{_WORD}br" else " ")
    return "".join(parts).strip()


def _span(said: str | None) -> int:
    try:
        return min(max(int(said or 1), 1), _WIDEST_SPAN)
    except ValueError:
        return 1


class _Grid:
    """Cells put one after another, each as wide and high as it says."""

    def __init__(self, source: str, limits: Limits) -> None:
        self.cells = Cells(source, limits)
        self.merged: list[tuple[int, int, int, int]] = []
        self._row = 0
        self._column = 0
        self._covered: dict[int, int] = {}  # column: rows still covered from above
        self._open: dict[int, int] = {}  # column: row in which a cell that goes on began

    def put(self, text: str | None, across: int, down: int, *, goes_on: bool = False) -> None:
        while self._covered.get(self._column, 0) > 0:
            self._column += 1
        last = self._column + across - 1
        if goes_on:
            start = self._open.get(self._column, self._row)
            self.merged = [area for area in self.merged if area[:2] != (start, self._column)]
            self.merged.append((start, self._column, self._row, last))
        else:
            self._open[self._column] = self._row
            self.cells.put(self._row, self._column, text)
            if across > 1 or down > 1:
                self.merged.append((self._row, self._column, self._row + down - 1, last))
        if down > 1:
            for column in range(self._column, last + 1):
                self._covered[column] = down
        self._column = last + 1

    def next_row(self) -> None:
        self._row += 1
        self._column = 0
        self._covered = {column: left - 1 for column, left in self._covered.items() if left > 1}

    def sheet(self, name: str) -> Sheet:
        texts, _ = self.cells.frames()
        return Sheet(name, texts, merged=tuple(self.merged))
