"""Rows counted into tables, with "not recorded" for what is empty, so that totals agree."""

from __future__ import annotations

from typing import Final

import polars as pl

from measures.disclosure.count_tables import CountTable, Dimensions, columns_of
from measures.statistics.breakdown import NOT_RECORDED
from measures.statistics.columns import require

NOT_KNOWN: Final = "not known"
"""Not recorded, or not due when the period closed."""
_SAYS_NOTHING: Final = (NOT_RECORDED, NOT_KNOWN)


def known(what: str | pl.Expr) -> pl.Expr:
    """Expression for a text column, "not recorded" where it is empty."""
    column = pl.col(what) if isinstance(what, str) else what
    return column.cast(pl.String).fill_null(NOT_RECORDED)


def counted(
    rows: pl.DataFrame,
    name: str,
    period: str,
    dimensions: Dimensions,
    *,
    counts_of: str,
    weight: str | None = None,
    rounding: int = 1,
) -> list[CountTable]:
    """Count rows (or add up column `weight`) into a table. None where there are no rows, or where
    some dimension says "not recorded" of all of them.

    Raises ValueError naming a column that is missing.
    """
    columns = columns_of(dimensions)
    require(rows, *columns, *([weight] if weight else []))
    many = pl.len() if weight is None else pl.col(weight).sum()
    counts = rows.group_by(columns).agg(count=many.cast(pl.Int64)).sort(columns)
    counts = counts.filter(pl.col("count") > 0)
    silent = any(counts.get_column(column).is_in(_SAYS_NOTHING).all() for column in columns)
    if counts.is_empty() or silent:
        return []
    return [CountTable(name, period, dimensions, counts, rounding, counts_of)]


def more_or_less(
    rows: pl.DataFrame,
    name: str,
    period: str,
    column: str,
    sides: tuple[str, str],
    *,
    counts_of: str,
    weight: str,
) -> list[CountTable]:
    """Count for each value of a column of lists those that name it and those that do not: column
    `weight` says how many each row stands for."""
    require(rows, column, weight)
    whole = int(rows.get_column(weight).sum())
    named = rows.explode(column).group_by(column).agg(count=pl.col(weight).sum())
    if named.is_empty() or named.get_column(column).is_in(_SAYS_NOTHING).all():
        return []
    inside = named.select(column, pl.lit(sides[0]).alias("named"), pl.col("count").cast(pl.Int64))
    outside = inside.with_columns(named=pl.lit(sides[1]), count=whole - pl.col("count"))
    counts = pl.concat([inside, outside]).sort(column, "named")
    table = CountTable(
        name, period, (column, "named"), counts, counts_of=counts_of, overlapping=True
    )
    return [table]
