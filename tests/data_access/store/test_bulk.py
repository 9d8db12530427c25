"""Many rows in and out: exactly as they were, on both databases."""

from __future__ import annotations

from datetime import date, datetime

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal
from sqlalchemy import Boolean, Column, Date, DateTime, Float, Integer, MetaData, Table, Text

from data_access.datasets import DATASETS
from data_access.store import bulk_sqlite
from data_access.store.bulk import insert_frame, joined_lists, read_frame, split_list
from data_access.store.database import Store

pytestmark = pytest.mark.both_databases

TABLE = Table(
    "everything",
    MetaData(),
    Column("number", Integer),
    Column("share", Float),
    Column("words", Text),
    Column("parts", Text),
    Column("day", Date),
    Column("moment", DateTime),
    Column("yes", Boolean),
)
SCHEMA: dict[str, pl.DataType] = {
    "number": pl.Int64(),
    "share": pl.Float64(),
    "words": pl.String(),
    "parts": pl.List(pl.String()),
    "day": pl.Date(),
    "moment": pl.Datetime("us"),
    "yes": pl.Boolean(),
}
WORTH_TRYING = ["", "\\N", "\\.", "a\tb", "a\nb", "a\r\nb", '"quoted"', "it's", "%s", "?", "\u2028"]
text = st.one_of(
    st.sampled_from(WORTH_TRYING),
    st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=20),
)
part = st.sampled_from(["audit", "training tracker", "“ü”", "a, b"])
rows = st.lists(
    st.tuples(
        st.none() | st.integers(-(2**31), 2**31 - 1),
        st.none() | st.floats(allow_nan=False),
        st.none() | text,
        st.none() | st.lists(part, max_size=3),
        st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1)),
        st.none() | st.booleans(),
    ),
    max_size=8,
)


@pytest.fixture
def table(store: Store) -> Store:
    with store.writing() as connection:
        TABLE.create(connection)
    return store


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(rows=rows)
def test_what_goes_in_comes_out(table: Store, rows: list[tuple[object, ...]]) -> None:
    schema = {name: kind for name, kind in SCHEMA.items() if name != "moment"}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    with table.writing() as connection:
        connection.execute(TABLE.delete())
        insert_frame(connection, TABLE, frame)
        again = read_frame(connection, TABLE, schema)
    assert_frame_equal(again, frame, check_exact=True)


def test_moments_come_out_to_the_microsecond(table: Store) -> None:
    moments = [datetime(2026, 7, 22, 13, 50), datetime(2025, 3, 31, 23, 59, 59, 999999)]
    with table.writing() as connection:
        for moment in moments:
            connection.execute(TABLE.insert(), {"moment": moment})
        again = read_frame(connection, TABLE, {"moment": pl.Datetime("us")})
    assert again.get_column("moment").to_list() == moments


def test_nothing_comes_out_typed(table: Store) -> None:
    with table.writing() as connection:
        insert_frame(connection, TABLE, pl.DataFrame(schema={"number": pl.Int64()}))
        assert dict(read_frame(connection, TABLE, SCHEMA).schema) == SCHEMA


def test_columns_of_nothing_come_out_typed(table: Store) -> None:
    with table.writing() as connection:
        insert_frame(connection, TABLE, pl.DataFrame({"number": [1, 2]}))
        again = read_frame(connection, TABLE, SCHEMA)
    assert dict(again.schema) == SCHEMA
    assert again.height == 2


def test_only_the_rows_asked_for_come_out(table: Store) -> None:
    with table.writing() as connection:
        insert_frame(connection, TABLE, pl.DataFrame({"number": [1, 2, 3]}))
        where = [TABLE.c.number > 1, TABLE.c.number < 3]
        again = read_frame(connection, TABLE, {"number": pl.Int64()}, where)
    assert again.get_column("number").to_list() == [2]


def test_rows_of_several_blocks_come_out_in_their_order(
    table: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk_sqlite, "_READ", 3)
    numbers = list(range(20))
    frame = pl.DataFrame({"number": numbers, "share": [number / 3 for number in numbers]})
    with table.writing() as connection:
        insert_frame(connection, TABLE, frame)
        connection.execute(TABLE.delete().where(TABLE.c.number.between(4, 13)))
        again = read_frame(connection, TABLE, {"number": pl.Int64(), "share": pl.Float64()})
    assert_frame_equal(again, frame.filter(~pl.col("number").is_between(4, 13)), check_exact=True)


@pytest.mark.parametrize("more", [{}, {"share": pl.Float64()}, {"row_id": pl.Int64()}])
def test_rows_of_several_councils_come_out_in_the_order_of_their_arrival(
    store: Store, more: dict[str, pl.DataType]
) -> None:
    table = Table(
        "by_council",
        MetaData(),
        Column("row_id", Integer, primary_key=True),
        Column("authority", Text, index=True),
        Column("share", Float),
    )
    names = ["Somewhere", "Elsewhere", "Nowhere", "Elsewhere", "Somewhere", "Elsewhere"]
    numbers = list(range(1, len(names) + 1))
    frame = pl.DataFrame({"row_id": numbers, "authority": names, "share": [1 / n for n in numbers]})
    with store.writing() as connection:
        table.create(connection)
        insert_frame(connection, table, frame)
        where = [table.c.authority.in_(["Somewhere", "Elsewhere"])]
        again = read_frame(connection, table, {"authority": pl.String(), **more}, where)
    asked = frame.filter(pl.col("authority") != "Nowhere").select("authority", *more)
    assert_frame_equal(again, asked, check_exact=True)


def test_lists_are_joined_as_people_write_them() -> None:
    frame = pl.DataFrame({"parts": [["audit", "training"], [], None]})
    joined = joined_lists(frame)
    assert joined.get_column("parts").to_list() == ["audit; training", "", None]
    again = joined.select(split_list(pl.col("parts")))
    assert again.get_column("parts").to_list() == [["audit", "training"], [], None]


def test_untidy_lists_are_read_tidily() -> None:
    frame = pl.DataFrame({"parts": [" audit ;training;; ", ";"]})
    assert frame.select(split_list(pl.col("parts"))).get_column("parts").to_list() == [
        ["audit", "training"],
        [],
    ]


def test_every_dataset_can_be_read_from_its_table(store: Store) -> None:
    with store.reading() as connection:
        for dataset in DATASETS.values():
            table = dataset.table.metadata.tables[str(dataset.table.__tablename__)]
            frame = read_frame(connection, table, dataset.schema)
            assert dict(frame.schema) == dataset.schema
