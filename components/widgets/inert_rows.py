"""Rows of a grid as they may be shown."""

from __future__ import annotations

import polars as pl

from vocabulary.shown import TURNS


def inert_rows(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with their texts inert, as `vocabulary.shown` has it; the same ones where none has a
    sign that turns what follows."""
    turning = [
        name
        for name, kind in rows.schema.items()
        if kind == pl.String
        and rows.get_column(name).str.contains(TURNS.pattern).any(ignore_nulls=True)
    ]
    return rows.with_columns(pl.col(turning).str.replace_all(TURNS.pattern, ""))
