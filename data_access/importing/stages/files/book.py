"""What the first stage gives: the sheets of a file as people see them, whatever its format.

Everything in here is plain and can be pickled, so that files can be opened in another process.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import polars as pl

from data_access.errors import DataError

MEBIBYTE = 1024 * 1024
LARGEST_MB = 200
"""Of a file, however it comes in: twice what a million complaints take. `maxUploadSize` in
`.streamlit/config.toml` and the proxy in `docs/running.md` agree with it."""
MOST_MERGED = 20_000  # merged areas of a sheet that are looked at
_MOST_TIDIED = 50_000  # texts that are looked up rather than tidied again

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

    size: int = LARGEST_MB * MEBIBYTE
    unpacked: int = 512 * MEBIBYTE
    cells: int = 16_000_000
    columns: int = 4000
    characters: int = 100_000_000
    cell: int = 32_767


@dataclass(frozen=True)
class Sheet:
    """One sheet, or one table of a page or document.

    texts: a text column per column of the sheet ("0", "1", …), a row per row from the first, each
    cell as it is shown: days as 2026-03-31, months as Mar 2026, percentages with their sign and
    every digit; null where nothing stands. kinds: the same shape, what each cell is (TEXT,
    NUMBER, …); None where all are text. merged: (first row, first column, last row, last column).
    Rows and columns are counted from 0. formula_gaps: cells whose formula was never calculated.
    widths: how many cells each row of a text file has as written, empty ones at its end too; None
    where all have as many as the first, or fewer.
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
    widths: tuple[int, ...] | None = None


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
    characters: int = 0
    cells: int = 0
    height: int = 0
    width: int = 0
    _texts: dict[int, list[str | None]] = field(default_factory=dict)
    _kinds: dict[int, bytearray] = field(default_factory=dict)
    _tidied: dict[str, str] = field(default_factory=dict)

    def reach(self, row: int, column: int) -> None:
        """Make sure that the sheet may reach to a cell. FileError where it would be too large: the
        room it takes is that of its first cell to its farthest, whatever it says of itself."""
        height, width = max(self.height, row + 1), max(self.width, column + 1)
        if width > self.limits.columns or height * width > self.limits.cells:
            raise FileError(
                f"A sheet of {self.source} has cells too far out: delete what stands far below or "
                "right of the table, or save it as CSV."
            )
        self.height, self.width = height, width

    def put(self, row: int, column: int, text: str | None, kind: int = TEXT) -> None:
        """A cell, counted from 0. FileError where the sheet holds more than the limits allow."""
        if text is None:
            return
        text = self._tidy(text)
        if not text:
            return
        self.characters += len(text)
        if self.characters > self.limits.characters:
            raise FileError(f"{self.source} holds more than is safe to read.")
        if len(text) > self.limits.cell:
            raise FileError(
                f"{self.source} has a cell of {len(text):,} characters; "
                "probably a quotation mark is not closed."
            )
        if row >= self.height or column >= self.width:
            self.reach(row, column)
        self.cells += 1
        texts = self._texts.setdefault(column, [])
        if row == len(texts):
            texts.append(text)
        else:
            texts.extend([None] * (row + 1 - len(texts)))
            texts[row] = text
        if kind != TEXT:
            kinds = self._kinds.setdefault(column, bytearray())
            kinds.extend(bytes(max(row + 1 - len(kinds), 0)))
            kinds[row] = kind

    def _tidy(self, text: str) -> str:
        """The text, tidied; the same one where it comes again, so that it takes room once."""
        tidy = self._tidied.get(text)
        if tidy is None:
            tidy = tidy_text(text)
            if len(self._tidied) < _MOST_TIDIED:
                self._tidied[text] = tidy
        return tidy

    def frames(self) -> tuple[pl.DataFrame, pl.DataFrame | None]:
        """The texts, and the kinds if any cell is more than text."""
        places = range(max(self._texts, default=-1) + 1)
        height = max(map(len, self._texts.values()), default=0)
        texts: dict[str, pl.Series] = {}
        for place in places:
            column = self._texts.get(place, [])
            column.extend([None] * (height - len(column)))
            texts[str(place)] = pl.Series(column, dtype=pl.String())
        if not self._kinds:
            return pl.DataFrame(texts), None
        kinds = {
            str(place): np.frombuffer(
                bytes(self._kinds.get(place, b"").ljust(height, b"\0")), dtype=np.uint8
            )
            for place in places
        }
        return pl.DataFrame(texts), pl.DataFrame(kinds)


_BLANKS = str.maketrans({"\u00a0": " ", "\u2007": " ", "\u202f": " ", "\x00": "", "\r": "\n"})


def tidy_text(text: str) -> str:
    """A cell's text without the blanks around it; blanks that only look like one are plain."""
    return text.replace("\r\n", "\n").translate(_BLANKS).strip()
