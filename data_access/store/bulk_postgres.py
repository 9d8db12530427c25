"""Blocks of rows in and out of PostgreSQL, through COPY and its text format."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
from sqlalchemy import Connection, Table, select, type_coerce
from sqlalchemy import String as SqlString
from sqlalchemy.sql import ColumnElement

from data_access.store.distinct_texts import by_distinct_text

_BLOCK = 50_000
_NOTHING = "\\N"
# COPY's own spelling of what would end a value or a row.
_ESCAPES = (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r"))


def insert_into_postgres(connection: Connection, table: Table, frame: pl.DataFrame) -> None:
    """Insert a frame of plain values: numbers, texts, days, yes or no."""
    names = ", ".join(f'"{name}"' for name in frame.columns)
    cursor = connection.connection.cursor()
    with cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy:
        for block in frame.iter_slices(_BLOCK):
            copy.write(
                block.with_columns(
                    _escaped(column) for column in block.iter_columns() if column.dtype == pl.String
                ).write_csv(
                    include_header=False, separator="\t", quote_style="never", null_value=_NOTHING
                )
            )
    cursor.close()


def _escaped(texts: pl.Series) -> pl.Series:
    if not texts.str.contains(r"[\\\t\n\r]").any():
        return texts
    for sign, spelled in _ESCAPES:
        texts = texts.str.replace_all(sign, spelled, literal=True)
    return texts


def read_from_postgres(
    connection: Connection,
    table: Table,
    schema: dict[str, pl.DataType],
    where: Sequence[ColumnElement[bool]],
    after: int,
) -> pl.DataFrame:
    """Rows in the order of their arrival, where the table numbers them, from the one that follows
    a number."""
    columns = [type_coerce(table.c[name], SqlString).label(name) for name in schema]
    asked = select(*columns).where(*where)
    if "row_id" in table.c:
        asked = asked.where(table.c["row_id"] > after).order_by(table.c["row_id"])
    compiled = asked.compile(
        dialect=connection.dialect, compile_kwargs={"render_postcompile": True}
    )
    cursor = connection.connection.cursor()
    with cursor.copy(f"COPY ({compiled}) TO STDOUT", compiled.params) as copy:
        text = b"".join(copy)
    cursor.close()
    if not text:
        return pl.DataFrame(schema=schema)
    told = pl.read_csv(
        text,
        has_header=False,
        separator="\t",
        quote_char=None,
        null_values=[_NOTHING],
        empty_string_is_null=False,
        schema={
            name: kind if kind in (pl.Int64, pl.Float64) else pl.String()
            for name, kind in schema.items()
        },
    )
    return told.select(_typed(told.get_column(name), kind) for name, kind in schema.items())


def _typed(column: pl.Series, kind: pl.DataType) -> pl.Series:
    if kind == pl.String and column.str.contains("\\", literal=True).any():
        signs, spelled = zip(*_ESCAPES, ("\b", "\\b"), ("\f", "\\f"), ("\v", "\\v"), strict=True)
        return column.str.replace_many(list(spelled), list(signs))
    if kind == pl.Date:
        return by_distinct_text(column, lambda texts: texts.str.to_date("%Y-%m-%d"))
    if kind == pl.Datetime("us"):
        return column.str.to_datetime("%Y-%m-%d %H:%M:%S%.f", time_unit="us")
    if kind == pl.Boolean:
        return column == "t"
    return column
