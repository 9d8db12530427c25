"""A table as it came, and the limits it has to keep."""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars as pl

from data_access.errors import DataError

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
