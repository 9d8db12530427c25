"""Numbers in a workbook as text: every digit that was written, none that arithmetic left."""

from __future__ import annotations

import fastexcel
import polars as pl

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
