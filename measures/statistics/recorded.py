"""What was recorded at all: a field that nobody ever filled is not a "no"."""

from __future__ import annotations

import polars as pl

from measures.statistics.columns import require


def recorded(rows: pl.DataFrame, *names: str) -> frozenset[str]:
    """Which of these fields at least one of the rows has a value for; an empty list is none.

    Of the others nothing may be concluded from the rows: neither a number nor a verdict.
    Raises ValueError naming a column that is missing.
    """
    require(rows, *names)
    there = rows.select(
        (pl.col(name).list.len().fill_null(0) > 0).any()
        if rows.schema[name] == pl.List
        else pl.col(name).is_not_null().any()
        for name in names
    )
    return frozenset(name for name in names if rows.height and there.item(0, name))
