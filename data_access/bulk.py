"""Many rows in and out of the store at the speed of the driver.

Rows go straight from a frame to the driver and back: SQLAlchemy's per-value conversions cost ten
times as much and give nothing here, where the frame's types are known.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
from sqlalchemy import Connection, Table, select
from sqlalchemy import String as SqlString
from sqlalchemy.sql import ColumnElement, Select, type_coerce

from data_access.datasets.base import LIST_SEPARATOR


def insert_frame(connection: Connection, table: Table, frame: pl.DataFrame) -> None:
    """Insert a frame whose columns are named as the table's. Lists go in joined."""
    if frame.is_empty():
        return
    frame = joined_lists(frame)
    names = ", ".join(f'"{name}"' for name in frame.columns)
    if connection.dialect.name == "sqlite":
        dates = [name for name, kind in frame.schema.items() if kind == pl.Date]
        frame = frame.with_columns(pl.col(dates).dt.to_string("iso"))
        places = ", ".join("?" * frame.width)
        raw = connection.connection.cursor()
        raw.executemany(
            f'INSERT INTO "{table.name}" ({names}) VALUES ({places})',  # noqa: S608
            frame.iter_rows(),  # type: ignore[arg-type]  # the driver takes any iterable
        )
        raw.close()
        return
    raw = connection.connection.cursor()
    with raw.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy:
        for row in frame.iter_rows():
            copy.write_row(row)
    raw.close()


def read_frame(
    connection: Connection,
    table: Table,
    schema: dict[str, pl.DataType],
    where: Sequence[ColumnElement[bool]] = (),
) -> pl.DataFrame:
    """The table's rows as a frame of this schema; an empty table keeps the schema."""
    sqlite = connection.dialect.name == "sqlite"
    columns = []
    raw_schema: dict[str, pl.DataType] = {}
    for name, kind in schema.items():
        column = table.c[name]
        is_text = isinstance(kind, pl.List) or (sqlite and kind in (pl.Date, pl.Datetime("us")))
        columns.append(type_coerce(column, SqlString).label(name) if is_text else column)
        if is_text:
            raw_schema[name] = pl.String()
        else:
            raw_schema[name] = pl.Int64() if sqlite and kind == pl.Boolean else kind
    statement: Select[tuple[object, ...]] = select(*columns).where(*where)
    rows = connection.execute(statement).cursor.fetchall()
    frame = pl.DataFrame(rows, schema=raw_schema, orient="row")
    return frame.select(_typed(name, kind, frame.schema[name]) for name, kind in schema.items())


def _typed(name: str, kind: pl.DataType, found: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if isinstance(kind, pl.List):
        return split_list(column).alias(name)
    if kind == pl.Date and found == pl.String:
        return column.str.to_date("%Y-%m-%d")
    if kind == pl.Datetime("us") and found == pl.String:
        return column.str.to_datetime("%Y-%m-%d %H:%M:%S%.f", time_unit="us")
    return column.cast(kind)


def split_list(joined: pl.Expr) -> pl.Expr:
    """Joined text as a list again: parts trimmed, empty ones left out."""
    parts = joined.str.split(";").list.eval(pl.element().str.strip_chars())
    return parts.list.filter(pl.element() != "")


def joined_lists(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with its list columns joined to text, as they are stored and exported."""
    lists = [name for name, kind in frame.schema.items() if isinstance(kind, pl.List)]
    return frame.with_columns(pl.col(lists).list.join(LIST_SEPARATOR)) if lists else frame
