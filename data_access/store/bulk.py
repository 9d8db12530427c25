"""Many rows in and out of the store at the speed of the database.

Rows go from a frame to the driver and back in blocks: SQLAlchemy's conversions of every value cost
ten times as much and give nothing here, where the frame's types are known.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
from sqlalchemy import Connection, Table
from sqlalchemy.sql import ColumnElement

from data_access.datasets.base import LIST_SEPARATOR
from data_access.store.bulk_postgres import insert_into_postgres, read_from_postgres
from data_access.store.bulk_sqlite import insert_into_sqlite, read_from_sqlite
from data_access.store.distinct_texts import by_distinct_text


def insert_frame(connection: Connection, table: Table, frame: pl.DataFrame) -> None:
    """Insert a frame whose columns are named as the table's. Lists go in joined."""
    if frame.is_empty():
        return
    insert = insert_into_sqlite if connection.dialect.name == "sqlite" else insert_into_postgres
    insert(connection, table, joined_lists(frame))


def read_frame(
    connection: Connection,
    table: Table,
    schema: dict[str, pl.DataType],
    where: Sequence[ColumnElement[bool]] = (),
    *,
    after: int = 0,
) -> pl.DataFrame:
    """The table's rows, in the order of their arrival, as a frame of this schema; an empty table
    keeps the schema. after: the row_id that those wanted follow (0: all)."""
    read = read_from_sqlite if connection.dialect.name == "sqlite" else read_from_postgres
    raw_schema = {
        name: pl.String() if isinstance(kind, pl.List) else kind for name, kind in schema.items()
    }
    raw = read(connection, table, raw_schema, where, after)
    lists = [name for name, kind in schema.items() if isinstance(kind, pl.List)]
    return raw.with_columns(by_distinct_text(raw.get_column(name), split_texts) for name in lists)


def split_texts(joined: pl.Series) -> pl.Series:
    """Joined texts as lists again: parts trimmed, empty ones left out."""
    return joined.to_frame().select(split_list(pl.col(joined.name))).to_series()


def split_list(joined: pl.Expr) -> pl.Expr:
    """`split_texts` as an expression."""
    parts = joined.str.split(";").list.eval(pl.element().str.strip_chars())
    return parts.list.filter(pl.element() != "")


def joined_lists(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with its list columns joined to text, as they are stored and exported."""
    lists = [name for name, kind in frame.schema.items() if isinstance(kind, pl.List)]
    return frame.with_columns(pl.col(lists).list.join(LIST_SEPARATOR)) if lists else frame
