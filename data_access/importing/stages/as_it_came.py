"""Rows of a file as they came, to be looked at beside what they were read as. Columns about people,
and those that hold personal data, are never among them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import polars as pl

from data_access.importing.stages.find_table import Table

FIRST = 5


def first_rows(tables: Sequence[Table], hidden: Collection[str]) -> pl.DataFrame:
    """The first rows of the first table: a text column per header."""
    return _shown(tables[0], tables[0].cells.head(FIRST), hidden)


def rows_at(
    tables: Sequence[Table], places: Iterable[tuple[str, int]], hidden: Collection[str]
) -> pl.DataFrame:
    """The rows that stand at some places: `sheet`, `row` (as a person counts), and a text column
    per header, those of all tables."""
    wanted = pl.DataFrame(
        list(dict.fromkeys(places)), schema={"sheet": pl.String, "row": pl.Int64}, orient="row"
    )
    found = []
    for table in tables:
        cells = table.cells.with_columns(
            pl.col("sheet").cast(pl.String), pl.col("row").cast(pl.Int64)
        ).join(wanted, on=["sheet", "row"], how="semi")
        there = cells.select("sheet", "row")
        found.append(pl.concat([there, _shown(table, cells, hidden)], how="horizontal"))
    return pl.concat(found, how="diagonal").unique(["sheet", "row"], maintain_order=True)


def _shown(table: Table, cells: pl.DataFrame, hidden: Collection[str]) -> pl.DataFrame:
    columns = {
        header: cells.get_column(str(place)).cast(pl.String)
        for place, header in enumerate(table.headers)
        if header not in hidden and header not in {"sheet", "row"}
    }
    return pl.DataFrame(columns)
