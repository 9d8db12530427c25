"""Rows of a file as they came, to be looked at beside what they were read as. Columns about people,
and those that hold personal data, are never among them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import polars as pl

from data_access.importing.stages.table.table import Table

FIRST = 5


def first_rows(tables: Sequence[Table], hidden: Collection[str]) -> pl.DataFrame:
    """The first rows of the first table: a text column per header."""
    return _shown(tables[0], tables[0].cells.head(FIRST), hidden)


def _shown(table: Table, cells: pl.DataFrame, hidden: Collection[str]) -> pl.DataFrame:
    columns = {
        header: cells.get_column(str(place)).cast(pl.String)
        for place, header in enumerate(table.headers)
        if header not in hidden and header not in {"sheet", "row"}
    }
    return pl.DataFrame(columns)
