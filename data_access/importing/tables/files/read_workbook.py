"""XLSX workbooks: the named sheet, or the likeliest; values only, formulas as last calculated, and
numbers with every digit that was written and none that arithmetic left.

A reader makes room for the whole rectangle up to the farthest cell. One stray cell in the last row
and column of a sheet would take all memory and end the program, and one hundreds of thousands of
columns out would take minutes: how far the cells reach is told from the XML first, and such a sheet
is not read.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

import fastexcel
import polars as pl

from data_access.importing.tables.files.sheet import (
    FARTHEST_COLUMN,
    GREATEST_CELLS,
    GREATEST_COLUMNS,
    GREATEST_UNPACKED,
    GREATEST_WORKBOOK,
    HEADER_WITHIN,
    RawTable,
    Recognise,
    TableError,
    TableSource,
    find_header,
    unique_headers,
)
from data_access.importing.tables.files.tidy import tidy

# A cell's place, and a row's; both stand in an attribute r.
_PLACE = re.compile(rb"\br\s*=\s*[\"']\s*([A-Za-z]{0,9})([0-9]{1,12})\s*[\"']")
_LONGEST_PLACE = 64  # bytes one may be long, where it falls between two blocks


class Extent:
    """The rectangle that the cells of one part of a workbook span, block by block."""

    def __init__(self) -> None:
        self._tail = b""
        self._row = 1
        self._column = 1

    @property
    def cells(self) -> int:
        """Cells from the first to the farthest, empty ones included."""
        return self._row * self._column

    @property
    def columns(self) -> int:
        """Columns up to the farthest cell."""
        return self._column

    def add(self, block: bytes) -> None:
        """Look at the next block of the part."""
        text = self._tail + block
        columns = set()
        for letters, digits in _PLACE.findall(text):
            columns.add(letters)
            self._row = max(self._row, int(digits))
        self._column = max([self._column, *map(_column_number, columns)])
        self._tail = text[-_LONGEST_PLACE:]


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


# Excel shows fifteen digits. What differs only beyond them is what 0.1 + 0.2 leaves over 0.3.
_DIGITS = 15
_DECIMALS = 9  # that the reader's own text of a number has
_HAS_DECIMALS = r"^-?\d+\.\d"


def survives(value: float) -> bool:
    """Whether a number written in a cell is read back as the same: a cell holds sixteen digits,
    the last may be taken for what arithmetic left, and a few millionths of a millionth for none."""
    if float(f"{value:.16G}") != value:
        return False
    shown = round(value, _DECIMALS)
    return shown == value or not (shown.is_integer() or _is_left_over(value))


def with_every_digit(
    book: fastexcel.ExcelReader, name: str, frame: pl.DataFrame
) -> list[pl.Series]:
    """The columns of a sheet whose numbers have more digits than the reader's text of them.

    `frame`: the sheet as text, one column a column of the sheet. Gives those columns, mended.
    """
    worth = [place for place, text in enumerate(frame) if text.str.contains(_HAS_DECIMALS).any()]
    if not worth:
        return []
    exact = book.load_sheet(name, header_row=None, dtypes="float", use_columns=worth).to_polars()
    mended = []
    for place, column in zip(worth, exact, strict=True):
        text = frame.to_series(place)
        differs = (column != text.cast(pl.Float64, strict=False)) & column.is_finite()
        rows = [row for row in differs.arg_true() if not _is_left_over(column[row])]
        if rows:
            mended.append(text.scatter(rows, [repr(column[row]) for row in rows]))
    return mended


def _is_left_over(value: float) -> bool:
    return float(f"{value:.{_DIGITS}g}") == round(value, _DECIMALS)


def read_workbook(source: TableSource, recognise: Recognise, sheet: str | None = None) -> RawTable:
    """Read one sheet as text. TableError if the file is not a workbook, is too large unpacked, is
    protected, or has no such sheet."""
    _check_size(source)
    try:
        book = fastexcel.read_excel(source.content)
        names = list(book.sheet_names)
    except Exception as error:  # the reader's errors have no common base
        raise TableError(
            f"{source.name} cannot be read as a workbook; is it protected by a password?"
        ) from error
    if sheet is not None:
        chosen = [name for name in names if name.casefold() == sheet.casefold()]
        if not chosen:
            raise TableError(f"{source.name} has no sheet '{sheet}'; it has {', '.join(names)}.")
        names = chosen
    best: tuple[int, str, pl.DataFrame, int] | None = None
    for name in names:
        with _reading(source, name):
            sheet_read = book.load_sheet(name, header_row=None, dtypes="string").to_polars()
        frame = sheet_read.select(pl.all().cast(pl.String))
        header = find_header(frame.head(HEADER_WITHIN + 1).rows(), recognise)
        if header is None:
            continue
        known = sum(1 for cell in frame.row(header) if cell and recognise(cell))
        if best is None or known > best[0]:
            best = (known, name, frame, header)
    if best is None:
        raise TableError(f"{source.name} has no sheet with a row that names columns.")
    _, name, frame, header = best
    with _reading(source, name):
        frame = frame.with_columns(with_every_digit(book, name, frame))
    if frame.width > GREATEST_COLUMNS:
        raise TableError(f"{source.name} has more than {GREATEST_COLUMNS} columns.")
    titles = [" ".join(cell for cell in row if cell) for row in frame.head(header).rows()]
    left_out = [f"the title '{title[:80]}'" for title in titles if title]
    left_out += [f"the sheet '{other}'" for other in book.sheet_names if other != name]
    cells = (
        frame.rename({old: str(place) for place, old in enumerate(frame.columns)})
        .with_row_index("row", offset=1)
        .with_columns(pl.col("row").cast(pl.Int64))
        .slice(header + 1)
    )
    headers = unique_headers(frame.row(header), frame.width)
    sheets = tuple(book.sheet_names)
    return tidy(RawTable(source.name, name, headers, cells, tuple(left_out), sheets=sheets))


def _check_size(source: TableSource) -> None:
    if len(source.content) > GREATEST_WORKBOOK:
        raise TableError(
            f"{source.name} is larger than {GREATEST_WORKBOOK // 2**20} MB; save it as CSV."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(source.content)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
            # The sizes above are the file's own claim, so what is unpacked is measured as well.
            for member in archive.infolist():
                with archive.open(member) as part:
                    left, extent = GREATEST_UNPACKED, Extent()
                    while block := part.read(2**20):
                        left -= len(block)
                        extent.add(block)
                        if left < 0:
                            raise TableError(f"{source.name} unpacks to more than is safe to read.")
                        if extent.cells > GREATEST_CELLS or extent.columns > FARTHEST_COLUMN:
                            raise TableError(
                                f"A sheet of {source.name} has cells too far out: delete what "
                                "stands far below or right of the table, or save it as CSV."
                            )
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise TableError(f"{source.name} is not a workbook (XLSX) that can be read.") from error
    except Exception as error:
        if isinstance(error, TableError):
            raise
        raise TableError(f"{source.name} is damaged and cannot be read.") from error
    if unpacked > GREATEST_UNPACKED:
        raise TableError(f"{source.name} unpacks to more than is safe to read.")


@contextmanager
def _reading(source: TableSource, name: str) -> Iterator[None]:
    try:
        yield
    except BaseException as error:  # a damaged sheet can panic inside the reader
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        raise TableError(f"The sheet '{name}' of {source.name} cannot be read.") from error
