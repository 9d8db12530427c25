"""Reading a frame's columns: what a measure needs, or a plain refusal that names the column."""

from enum import StrEnum

import numpy as np
import polars as pl
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Codes = NDArray[np.int8]
"""Positions in an enum's members."""


def require(frame: pl.DataFrame, *names: str) -> None:
    """Raise ValueError naming every column of `names` that `frame` lacks."""
    missing = [name for name in names if name not in frame.columns]
    if missing:
        raise ValueError(f"missing column: {', '.join(missing)}")


def numbers(
    frame: pl.DataFrame,
    name: str,
    *,
    low: float | None = None,
    high: float | None = None,
    whole: bool = False,
    optional: bool = True,
) -> Floats:
    """Give a column as floats, missing values (null and NaN alike) as NaN.

    `low` and `high` are the least and greatest value allowed, `whole` asks for whole numbers,
    `optional=False` refuses missing values. Raises ValueError naming the column.
    """
    column = _column(frame, name)
    if not (column.dtype.is_numeric() or column.dtype == pl.Null):
        raise ValueError(f"{name} must be numbers, not {column.dtype}")
    values = column.cast(pl.Float64).fill_null(float("nan")).to_numpy()
    if np.isinf(values).any():
        raise ValueError(f"{name} has an infinite value")
    if not optional and np.isnan(values).any():
        raise ValueError(f"{name} has missing values")
    if low is not None and (values < low).any():
        raise ValueError(f"{name} has a value below {low:g}")
    if high is not None and (values > high).any():
        raise ValueError(f"{name} has a value above {high:g}")
    if whole and (np.nan_to_num(values) % 1 != 0).any():
        raise ValueError(f"{name} must be whole numbers")
    return values


def flags(frame: pl.DataFrame, name: str) -> Bools:
    """Give a yes-or-no column (true and false, or 1 and 0; missing means no) as booleans.

    Raises ValueError naming the column.
    """
    column = _column(frame, name)
    if column.dtype == pl.Boolean:
        return column.fill_null(value=False).to_numpy()
    values = np.nan_to_num(numbers(frame, name))
    if not np.isin(values, (0, 1)).all():
        raise ValueError(f"{name} must be 1 or 0, true or false")
    answer: Bools = values == 1
    return answer


def words(members: type[StrEnum], positions: NDArray[np.integer] | pl.Series) -> pl.Series:
    """Give the words of an enum's members at these positions."""
    return pl.Series(list(members), dtype=pl.String).gather(positions)


def _column(frame: pl.DataFrame, name: str) -> pl.Series:
    try:
        return frame.get_column(name)
    except pl.exceptions.ColumnNotFoundError:
        raise ValueError(f"missing column: {name}") from None
