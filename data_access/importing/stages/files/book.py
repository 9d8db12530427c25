"""What the first stage gives: the sheets of a file as people see them, whatever its format.

Everything in here is plain and can be pickled, so that files can be opened in another process.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from data_access.errors import DataError

MEBIBYTE = 1024 * 1024

# What a cell is, beside its text as shown. Only spreadsheets know; cells of text files are text.
TEXT, NUMBER, PERCENT, DAY, MONTH, LOGICAL, ERROR = range(7)


class FileError(DataError):
    """A file that cannot be opened; the message is one clear sentence for a user."""


@dataclass(frozen=True)
class Limits:
    """How much of a file is read before it is refused.

    size: bytes of the file. unpacked: bytes of what is packed in it. cells: of one sheet, from the
    first to the farthest. columns: of one sheet. characters: of all cells of a sheet together.
    cell: characters of one cell; a longer one is a quotation mark that is not closed.
    """

    size: int = 1024 * MEBIBYTE
    unpacked: int = 512 * MEBIBYTE
    cells: int = 16_000_000
    columns: int = 4000
    characters: int = 400_000_000
    cell: int = 32_767


@dataclass(frozen=True)
class Sheet:
    """One sheet, or one table of a page or document.

    texts: a text column per column of the sheet ("0", "1", …), a row per row from the first, each
    cell as it is shown: days as 2026-03-31, months as Mar 2026, percentages with their sign and
    every digit; null where nothing stands. kinds: the same shape, what each cell is (TEXT,
    NUMBER, …); None where all are text. merged: (first row, first column, last row, last column).
    Rows and columns are counted from 0. formula_gaps: cells whose formula was never calculated.
    """

    name: str
    texts: pl.DataFrame
    kinds: pl.DataFrame | None = None
    hidden: bool = False
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    filtered: bool = False
    merged: tuple[tuple[int, int, int, int], ...] = ()
    formula_gaps: int = 0
    error_cells: int = 0


@dataclass(frozen=True)
class Book:
    """A file, opened. form: csv, xlsx, xls, ods, html or docx."""

    name: str
    form: str
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()
    above: tuple[str, ...] = field(default=())  # paragraphs of a document before its table


@dataclass
class Cells:
    """Cells of a sheet while it is read: put in one by one, then made into a `Sheet`."""

    source: str
    limits: Limits
    columns: dict[int, dict[int, str]] = field(default_factory=dict)
    kinds: dict[int, dict[int, int]] = field(default_factory=dict)
    characters: int = 0
    cells: int = 0
    last_row: int = -1

    def put(self, row: int, column: int, text: str | None, kind: int = TEXT) -> None:
        """A cell, counted from 0. FileError where the sheet holds more than the limits allow."""
        if text is None:
            return
        text = tidy_text(text)
        if not text:
            return
        self.cells += 1
        self.characters += len(text)
        if self.characters > self.limits.characters or self.cells > self.limits.cells:
            raise FileError(f"{self.source} holds more than is safe to read.")
        if len(text) > self.limits.cell:
            raise FileError(
                f"{self.source} has a cell of {len(text):,} characters; "
                "probably a quotation mark is not closed."
            )
        if column >= self.limits.columns:
            raise FileError(
                f"A sheet of {self.source} has cells too far out: delete what stands far below or "
                "right of the table, or save it as CSV."
            )
        self.columns.setdefault(column, {})[row] = text
        if kind != TEXT:
            self.kinds.setdefault(column, {})[row] = kind
        self.last_row = max(self.last_row, row)

    def frames(self) -> tuple[pl.DataFrame, pl.DataFrame | None]:
        """The texts, and the kinds if any cell is more than text."""
        height, width = self.last_row + 1, max(self.columns, default=-1) + 1
        if height * width > self.limits.cells:
            raise FileError(
                f"A sheet of {self.source} has cells too far out: delete what stands far below or "
                "right of the table, or save it as CSV."
            )
        texts = pl.DataFrame(
            {
                str(place): _column(self.columns.get(place, {}), height, None, pl.String())
                for place in range(width)
            }
        )
        if not self.kinds:
            return texts, None
        return texts, pl.DataFrame(
            {
                str(place): _column(self.kinds.get(place, {}), height, TEXT, pl.UInt8())
                for place in range(width)
            }
        )


def _column(
    cells: dict[int, str] | dict[int, int], height: int, empty: int | None, kind: pl.DataType
) -> pl.Series:
    values: list[str | int | None] = [empty] * height
    for row, value in cells.items():
        values[row] = value
    return pl.Series(values, dtype=kind)


_BLANKS = str.maketrans({"\u00a0": " ", "\u2007": " ", "\u202f": " ", "\x00": "", "\r": "\n"})


def tidy_text(text: str) -> str:
    """A cell's text without the blanks around it; blanks that only look like one are plain."""
    return text.replace("\r\n", "\n").translate(_BLANKS).strip()
