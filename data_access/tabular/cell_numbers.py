"""Numbers in a workbook as text: every digit that was written, none that arithmetic left."""

from __future__ import annotations

import math

import fastexcel
import polars as pl

# Excel shows fifteen digits. What differs only beyond them is what 0.1 + 0.2 leaves over 0.3.
_DIGITS = 15
_DECIMALS = 9  # that the reader's own text of a number has


def survives(value: float) -> bool:
    """Whether a number written in a cell is read back as the same: a cell holds sixteen digits,
    and the last of them may be taken for what arithmetic left."""
    held = float(f"{value:.16G}")
    return held == value and (round(value, _DECIMALS) == value or not _is_left_over(value))


def with_every_digit(
    book: fastexcel.ExcelReader, name: str, frame: pl.DataFrame
) -> list[pl.Series]:
    """The columns of a sheet whose numbers have more digits than the reader's text of them.

    `frame`: the sheet as text, one column a column of the sheet. Gives those columns, mended.
    """
    numbers = frame.with_columns(pl.all().cast(pl.Float64, strict=False))
    if all(column.null_count() == frame.height for column in numbers):
        return []
    exact = book.load_sheet(name, header_row=None, dtypes="float").to_polars()
    mended = []
    for text, shown, column in zip(frame, numbers, exact, strict=True):
        differs = ((column != shown) & column.is_finite()).fill_null(value=False)
        rows = [row for row in differs.arg_true() if not _is_left_over(column[row])]
        if rows:
            mended.append(text.scatter(rows, [repr(column[row]) for row in rows]))
    return mended


def _is_left_over(value: float) -> bool:
    return math.isfinite(value) and float(f"{value:.{_DIGITS}g}") == round(value, _DECIMALS)
