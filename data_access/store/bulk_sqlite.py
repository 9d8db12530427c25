"""Blocks of rows in and out of SQLite.

In go many rows a statement, with what all rows share written into it. Out comes each column of a
block as one JSON text, which SQLite and Polars both make short work of; row by row every value
would become an object of Python's first. Fractions alone come row by row: as JSON, SQLite would
cut them to fifteen digits.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import numpy as np
import polars as pl
from sqlalchemy import Connection, Table, func, literal_column, select, type_coerce
from sqlalchemy import String as SqlString
from sqlalchemy.sql import ColumnElement

from data_access.store.distinct_texts import by_distinct_text, distinct_texts

_PART = 100_000
_BLOCK = 2_000
_READ = 20_000
_ZERO = date(1970, 1, 1)  # day 0 as Polars counts
_PLACE = "rowid"
_NUMBER = "row_id"  # a table's own column of the same numbers, where it has one
_ROWS_IN_A_STATEMENT = 20  # beyond this nothing is gained
_GREATEST_VARIABLES = 900  # SQLite's limit was 999 before it was 32,766


def insert_into_sqlite(connection: Connection, table: Table, frame: pl.DataFrame) -> None:
    """Insert a frame of plain values: numbers, texts, days, yes or no."""
    frame = frame.with_columns(pl.col(pl.Boolean).cast(pl.Int8))  # the driver is slow at these
    shared = _shared(frame)
    own = [name for name in frame.columns if name not in shared]
    if not own:  # nothing tells the rows apart
        own = [shared.popitem()[0]]
    width = len(own)
    names = ", ".join(f'"{name}"' for name in (*own, *shared))
    row = f"({', '.join(['?'] * width + list(shared.values()))})"
    head = f'INSERT INTO "{table.name}" ({names}) VALUES '  # noqa: S608
    together = max(1, min(_ROWS_IN_A_STATEMENT, _GREATEST_VARIABLES // width))
    step = together * width
    cursor = connection.connection.cursor()
    for part in frame.select(own).iter_slices(_PART):
        columns = [_objects(column) for column in part.iter_columns()]
        for start in range(0, part.height, _BLOCK):  # small blocks stay in the processor's cache
            height = min(_BLOCK, part.height - start)
            values: list[Any] = [None] * (height * width)
            for place, column in enumerate(columns):
                values[place::width] = column[start : start + height]
            whole = len(values) - len(values) % step
            many = [values[at : at + step] for at in range(0, whole, step)]
            cursor.executemany(head + ", ".join([row] * together), many)
            rest = [values[at : at + width] for at in range(whole, len(values), width)]
            cursor.executemany(head + row, rest)
    cursor.close()


def _objects(column: pl.Series) -> list[Any]:
    """The column as the driver takes it, days as texts. One object serves all equal values."""
    if column.dtype == pl.Date:
        words, places = _calendar(column)
    else:
        words, places = distinct_texts(column)
    if places is None:
        return words.to_list()
    known = np.array([*words.to_list(), None], dtype=object)
    taken: list[Any] = known[places.fill_null(words.len()).to_numpy()].tolist()
    return taken


def _calendar(days: pl.Series) -> tuple[pl.Series, pl.Series | None]:
    """As `distinct`: the days from the first to the last as texts, and each row's among them."""
    first, last = days.min(), days.max()
    if not isinstance(first, date) or not isinstance(last, date):
        return days.cast(pl.String), None
    if (last - first).days > days.len():
        return days.dt.to_string("iso"), None
    texts = pl.date_range(first, last, eager=True).dt.to_string("iso")
    return texts, days.to_physical() - (first - _ZERO).days


def _shared(frame: pl.DataFrame) -> dict[str, str]:
    """Columns with the same whole number or text, or nothing, in every row: their value as SQL."""
    found = {}
    for column in frame.iter_columns():
        first = column.item(0)
        if column.null_count() == column.len():
            found[column.name] = "NULL"
        elif column.has_nulls() or not (column == first).all():
            continue
        elif isinstance(first, int):
            found[column.name] = str(first)
        elif isinstance(first, str) and "\x00" not in first:
            found[column.name] = "'" + first.replace("'", "''") + "'"
    return found


def read_from_sqlite(
    connection: Connection,
    table: Table,
    schema: dict[str, pl.DataType],
    where: Sequence[ColumnElement[bool]],
    after: int,
) -> pl.DataFrame:
    """Rows in the order of their arrival, from the one that follows a place."""
    place: ColumnElement[int] = literal_column(_PLACE)
    lowest = select(func.min(place)).select_from(table)
    start = connection.execute(lowest.where(place > after)).scalar()
    if start is None:
        return pl.DataFrame(schema=schema)
    with ThreadPoolExecutor(1) as decoder:  # a block is decoded while the next is fetched
        blocks = []
        while True:
            inside = (place >= start) & (place < start + _READ)
            told = _told(connection, table, schema, place, [inside, *where])
            # One bound alone: beside another SQLite begins at the lower, and looks at every row.
            start = connection.execute(lowest.where(place >= start + _READ)).scalar()
            if start is None:
                break
            blocks.append(decoder.submit(_block, schema, *told))
        last = _block(schema, *told)
        frames = [*(block.result() for block in blocks), last]
    return pl.DataFrame(
        [
            _typed(pl.concat([frame.get_column(name) for frame in frames]), kind)
            for name, kind in schema.items()
        ]
    )


def _told(
    connection: Connection,
    table: Table,
    schema: dict[str, pl.DataType],
    place: ColumnElement[int],
    where: Sequence[ColumnElement[bool]],
) -> tuple[dict[str, str], Sequence[tuple[Any, ...]]]:
    """Some rows: each column's values as a JSON text; and of each row its place and fractions."""
    columns: dict[str, ColumnElement[Any]] = {
        name: type_coerce(table.c[name], SqlString) for name in schema
    }
    fractions = [columns[name] for name, kind in schema.items() if kind == pl.Float64]
    asked = {name: columns[name] for name, kind in schema.items() if kind != pl.Float64}
    if fractions or _NUMBER not in schema:
        asked[_PLACE] = place
    texts = select(*(func.json_group_array(column) for column in asked.values()))
    told = connection.execute(texts.select_from(table).where(*where)).one()
    numbers: Sequence[tuple[Any, ...]] = []
    if fractions:
        exact = select(place, *fractions).select_from(table).where(*where)
        # From the driver itself: to wrap a row costs as much as to fetch it.
        cursor = connection.execute(exact).cursor
        numbers = cursor.fetchall() if cursor else []
    return dict(zip(asked, told, strict=True)), numbers


def _block(
    schema: dict[str, pl.DataType], texts: dict[str, str], numbers: Sequence[tuple[Any, ...]]
) -> pl.DataFrame:
    """What `_told` gave, untyped: days and moments are texts still, yes and no numbers."""
    fractions = {name: pl.Float64() for name, kind in schema.items() if kind == pl.Float64}
    kinds = {
        name: pl.Int64() if schema.get(name, pl.Int64) in (pl.Int64, pl.Boolean) else pl.String()
        for name in texts
    }
    block = pl.DataFrame(schema=kinds)
    if "[]" not in texts.values():
        told = pl.DataFrame({name: [text] for name, text in texts.items()})
        block = told.select(
            pl.col(name).str.json_decode(pl.List(kind)).explode() for name, kind in kinds.items()
        )
    # An index by which rows are narrowed gives them in its own order.
    order = _PLACE if _PLACE in kinds else _NUMBER
    if not block.get_column(order).is_sorted():
        block = block.sort(order)
    if not fractions:
        return block.select(*schema)
    exact = pl.DataFrame(numbers, schema={_PLACE: pl.Int64(), **fractions}, orient="row")
    return block.join(exact, on=_PLACE, how="left", maintain_order="left").select(*schema)


def _typed(column: pl.Series, kind: pl.DataType) -> pl.Series:
    if kind == pl.Date:
        return by_distinct_text(column, lambda texts: texts.str.to_date("%Y-%m-%d"))
    if kind == pl.Datetime("us"):
        return column.str.to_datetime("%Y-%m-%d %H:%M:%S%.f", time_unit="us")
    return column.cast(kind)
