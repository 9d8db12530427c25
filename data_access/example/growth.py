"""Rows as they were known on a day: what had not happened yet is empty."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import reduce
from operator import or_

import polars as pl

ToldWith = Mapping[str, tuple[str, ...]]


def grown(
    frame: pl.DataFrame, begins: str, told: ToldWith, *, after: date | None, until: date
) -> pl.DataFrame:
    """The rows that are new or different since `after`, as they were known at the end of `until`.

    `begins` names the day a row begins; `told` the days of later events, each with the columns
    that became known with it. Columns as in `frame`.
    """
    happened = [pl.col(day).is_between(after or date.min, until, closed="right") for day in told]
    moved = reduce(or_, happened, pl.col(begins).is_between(after or date.min, until, "right"))
    hidden = [
        pl.when(pl.col(day) <= until).then(pl.col(name)).alias(name)
        for day, names in told.items()
        for name in (*names, day)
    ]
    return frame.filter((pl.col(begins) <= until) & moved.fill_null(value=False)).with_columns(
        hidden
    )


def within(frame: pl.DataFrame, dated: str, *, after: date | None, until: date) -> pl.DataFrame:
    """The rows dated after one day and not after another."""
    return frame.filter(pl.col(dated).is_between(after or date.min, until, closed="right"))
