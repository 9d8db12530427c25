"""A table as it came, the limits it has to keep, and its header: the row that names most columns,
under whatever titles stand above it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import polars as pl

from data_access.errors import DataError

Recognise = Callable[[str], bool]


def find_header(rows: Sequence[Sequence[str | None]], recognise: Recognise) -> int | None:
    """Index of the header among the first rows: the one with most recognised names; if none has
    any, the first with at least two cells that are not numbers. None if there is no such row."""
    best, best_known = None, 0
    for index, row in enumerate(rows[:HEADER_WITHIN]):
        known = sum(1 for cell in row if cell and recognise(cell))
        if known > best_known:
            best, best_known = index, known
    if best is not None:
        return best
    for index, row in enumerate(rows[:HEADER_WITHIN]):
        words = [cell for cell in row if cell and not _is_number(cell)]
        if len(words) >= 2:
            return index
    return None


def unique_headers(row: Sequence[str | None], width: int) -> tuple[str, ...]:
    """Column names as written, those without a name called by their place, repeats numbered."""
    names: list[str] = []
    seen: dict[str, int] = {}
    for place in range(width):
        cell = row[place] if place < len(row) else None
        name = " ".join((cell or "").split()) or f"column {place + 1}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(names)


def _is_number(cell: str) -> bool:
    return bool(re.fullmatch(r"[-+£%\d.,\s]+", cell))


MEBIBYTE = 1024 * 1024
GREATEST_CSV = 1024 * MEBIBYTE
GREATEST_WORKBOOK = 64 * MEBIBYTE
GREATEST_UNPACKED = 512 * MEBIBYTE
GREATEST_COLUMNS = 400
FARTHEST_COLUMN = 4000  # of a sheet's cells; each column takes its time, also an empty one
GREATEST_CELLS = 16_000_000  # of one sheet, empty ones included: half a gigabyte to make room for
GREATEST_CELL = 32_767  # a workbook's own limit; a longer cell is a broken quotation mark
HEADER_WITHIN = 30


class TableError(DataError):
    """A file that cannot be read as a table; the message is one clear sentence for a user."""


@dataclass(frozen=True)
class TableSource:
    """A file as it came."""

    name: str
    content: bytes


@dataclass(frozen=True)
class RawTable:
    """A table as text, with its header found.

    headers: column names as written, in order. cells: one text column per header (categorical
    where its texts repeat: see `data_access.store.distinct_texts`), named by its place ("0", "1",
    …), plus `row` (the row's number in the file, counted from 1 as a person would), without blank
    rows and totals. left_out: what was passed over and why, in plain words. ragged: rows with more
    cells than there are columns, as (row number, number of cells). sheets: those of a workbook.
    """

    source: str
    sheet: str | None
    headers: tuple[str, ...]
    cells: pl.DataFrame
    left_out: tuple[str, ...] = ()
    ragged: tuple[tuple[int, int], ...] = ()
    sheets: tuple[str, ...] = ()

    def as_text(self) -> RawTable:
        """The table with no categorical columns."""
        return replace(self, cells=self.cells.with_columns(pl.col(pl.Categorical).cast(pl.String)))

    def without_cells(self) -> RawTable:
        """What is known of the table, without its rows."""
        return replace(self, cells=self.cells.clear())
