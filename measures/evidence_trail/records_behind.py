"""The records behind a bar or a point: those that the measure counted there."""

from __future__ import annotations

from datetime import date

import polars as pl

from measures.statistics.breakdown import NOT_RECORDED, plain
from measures.statistics.columns import require
from measures.statistics.periods import Every, period_of


def of_period(frame: pl.DataFrame, day: str, start: date, every: Every) -> pl.DataFrame:
    """Keep the rows whose date column `day` lies in the month or quarter that begins on `start`.

    Gives the frame's columns, newest first. Raises ValueError naming the column that is missing.
    """
    require(frame, day)
    return frame.filter(period_of(day, every) == start).sort(day, descending=True)


def until_end_of(frame: pl.DataFrame, day: str, start: date) -> pl.DataFrame:
    """Keep the rows dated no later than the end of the month that begins on `start`.

    Gives the frame's columns, newest first. Raises ValueError naming the column that is missing.
    """
    require(frame, day)
    after = pl.lit(start).dt.offset_by("1mo")
    return frame.filter((pl.col(day) < after).fill_null(value=False)).sort(day, descending=True)


def of_case(frame: pl.DataFrame, column: str, case: str) -> pl.DataFrame:
    """Keep the rows that `breakdown.break_down` puts under a case of this column: of a list, those
    that have it; "not recorded" where there is nothing.

    Gives the frame's rows and columns in order. Raises ValueError naming the column that is
    missing.
    """
    require(frame, column)
    value = pl.col(column)
    if isinstance(frame.schema[column], pl.List):
        none = value.list.len().fill_null(0) == 0
        there = value.list.contains(case).fill_null(value=False)
        return frame.filter(none | there if case == NOT_RECORDED else there)
    return frame.filter(value.cast(pl.String).fill_null(NOT_RECORDED) == case)


def of_name(frame: pl.DataFrame, column: str, name: str) -> pl.DataFrame:
    """Keep the rows whose list column has a name, however it is written.

    Case, spaces and punctuation do not count. Gives the frame's rows and columns in order. Raises
    ValueError naming the column that is missing.
    """
    require(frame, column)
    key = pl.select(plain(pl.lit(name))).item()
    found = (
        frame.select(column)
        .with_row_index("row")
        .explode(column, keep_nulls=False)
        .filter(plain(pl.col(column)) == key)
        .get_column("row")
        .unique()
    )
    rows = frame.with_row_index("behind_row").filter(pl.col("behind_row").is_in(found.implode()))
    return rows.drop("behind_row")
