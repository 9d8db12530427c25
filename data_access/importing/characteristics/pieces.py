"""A file as pieces in reading order, whatever its format: paragraphs and tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import groupby

from data_access.importing.dropped import Dropped, kind_of
from data_access.importing.reports.files.extract import extract, is_office
from data_access.importing.reports.files.lines import Extract, Line
from data_access.importing.reports.files.read_zip import open_zip
from data_access.importing.reports.parsing.draft import assemble
from data_access.importing.reports.parsing.result import ReportSource
from data_access.importing.stages.files.book import Limits
from data_access.importing.stages.files.open_file import open_file

_LIMITS = Limits(size=25_000_000, unpacked=100_000_000, cells=200_000, characters=2_000_000)


@dataclass(frozen=True)
class Text:
    """A paragraph, heading or item, and the line it begins on."""

    text: str
    heading: bool
    line: int


@dataclass(frozen=True)
class Cell:
    """The paragraphs of a table's cell."""

    row: int
    column: int
    texts: tuple[Text, ...]


@dataclass(frozen=True)
class Table:
    """A table: its filled cells row by row. of: what the place of a cell is counted in."""

    cells: tuple[Cell, ...]
    of: str = "line"

    def rows(self) -> dict[int, dict[int, Cell]]:
        """Cells by row and column."""
        found: dict[int, dict[int, Cell]] = {}
        for cell in self.cells:
            found.setdefault(cell.row, {})[cell.column] = cell
        return found


Piece = Text | Table


@dataclass(frozen=True)
class Pieces:
    """The pieces of one file, and what is worth knowing of how it was read."""

    pieces: tuple[Piece, ...]
    title: str | None = None
    notes: tuple[str, ...] = field(default=())


def pieces_of(source: ReportSource) -> Pieces:
    """The file as pieces. ReportError or FileError, one sentence, where it cannot be read."""
    if _is_workbook(source):
        return _of_workbook(source)
    read = extract(source)
    return Pieces(tuple(_of_lines(read)), read.title, read.notes)


def _is_workbook(source: ReportSource) -> bool:
    if is_office(source.content):
        names = open_zip(source.content).namelist()
        return any(name.startswith("xl/") for name in names)
    if source.content.startswith(b"PK"):
        return kind_of(source.name, source.content) is Dropped.TABLE
    old = source.content.startswith(b"\xd0\xcf\x11\xe0")
    separated = source.name.lower().endswith((".csv", ".tsv", ".tab"))
    return separated or (old and kind_of(source.name, source.content) is Dropped.TABLE)


def _of_workbook(source: ReportSource) -> Pieces:
    book = open_file(source.name, source.content, _LIMITS)
    pieces: list[Piece] = []
    for sheet in (each for each in book.sheets if not each.hidden):
        cells = tuple(
            Cell(row, column, tuple(_lines_of(text, row + 1)))
            for row, texts in enumerate(sheet.texts.iter_rows())
            for column, text in enumerate(texts)
            if text is not None and text.strip()
        )
        if cells:
            pieces += [Text(sheet.name, heading=True, line=0), Table(cells, "row")]
    return Pieces(tuple(pieces), None, book.notes)


def _lines_of(text: str, row: int) -> Iterable[Text]:
    """A cell's paragraphs; marks of a list at their beginning go."""
    for part in text.splitlines():
        words = part.strip().lstrip("•▪●○·*–- ").strip()
        if words:
            yield Text(words, heading=False, line=row)


def _of_lines(read: Extract) -> Iterable[Piece]:
    """Running text and tables in the order in which they stand."""
    for in_table, lines in groupby(read.lines, key=_table_of):
        together = tuple(lines)
        if in_table is None:
            yield from _running(replace(read, lines=together))
        else:
            yield _table(together)


def _table_of(line: Line) -> int | None:
    return None if line.cell is None else line.cell[0]


def _running(read: Extract) -> Iterable[Text]:
    for block in assemble(read):
        if block.role in {"text", "heading", "item", "cell"} and block.text.strip():
            yield Text(block.text, block.role == "heading", block.line)


def _table(lines: tuple[Line, ...]) -> Table:
    cells: list[Cell] = []
    for at, inside in groupby(lines, key=lambda line: line.cell):
        assert at is not None
        texts = tuple(Text(each.text, heading=False, line=each.number) for each in inside)
        cells.append(Cell(at[1], at[2], texts))
    return Table(tuple(cells))
