"""Up to which day a council's record is whole, as far as its files go.

What came in after a file was extracted is not known: the month it was taken in is not over, however
much later somebody looks. So each import says of each dataset and council when it was extracted,
and how far that makes the record whole. Forms and corrections say nothing of the kind; a person may
close a period (`data_access.datasets.closed_period`).
"""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
from sqlalchemy import Connection
from sqlmodel import Field, SQLModel

from data_access.datasets import Dataset
from data_access.datasets.base import RowId
from data_access.ledger.as_known import table_of
from data_access.ledger.classify import Classified
from data_access.store.bulk import read_frame
from vocabulary.wording import month_end

USUAL_RHYTHM = 31  # days, for a dataset whose declaration names no rhythm

_SCHEMA: dict[str, pl.DataType] = {
    "batch_id": pl.Int64(),
    "authority": pl.String(),
    "dataset": pl.String(),
    "extracted": pl.Date(),
    "newest": pl.Date(),
    "whole_to": pl.Date(),
}


class Coverage(SQLModel, table=True):
    """How far a batch makes the record of a council whole."""

    batch_id: int = Field(sa_type=RowId, primary_key=True)
    authority: str = Field(primary_key=True)
    dataset: str = Field(index=True)
    extracted: date = Field(description="The day the file was taken from where it comes from.")
    newest: date | None = Field(default=None, description="The newest day its rows speak of.")
    whole_to: date | None = Field(
        default=None,
        description="The last day the record is whole by this file; empty where it is a "
        "correction, which says nothing of what is missing.",
    )


def day_of(dataset: Dataset) -> pl.Expr | None:
    """Expression for the last day that a row speaks of; None for a dataset without days. A row of a
    month speaks of all of it; one that is kept up to date, of the last day it was touched."""
    if dataset.dated_by is None:
        return None
    day = pl.max_horizontal(dataset.dated_by, *dataset.touched_on)
    return day.dt.month_end() if dataset.dated_by == "month" else day


def whole_to_of(newest: date, extracted: date, rhythm_days: int | None) -> date:
    """Up to which day a file makes the record whole: the day before it was extracted; but where its
    newest row is older than the record's rhythm, the end of that row's month, because nobody knows
    whether nothing came or nothing was written down."""
    if (extracted - newest).days > (rhythm_days or USUAL_RHYTHM):
        return month_end(newest)
    return extracted - timedelta(days=1)


def coverage_of(item: Classified, extracted: date) -> pl.DataFrame:
    """What an import's rows say of how far the record is whole: authority, dataset, extracted,
    newest and whole_to, one row per council. Empty for a dataset without days.

    A file closes nothing (whole_to is missing) where it looks like a correction: one row beside
    others that stand, or fewer than half of the rows of its newest month.
    """
    dataset = item.entry.dataset
    day = day_of(dataset)
    if day is None or item.entry.frame.is_empty():
        return pl.DataFrame(schema=_SCHEMA).drop("batch_id")
    here = item.entry.frame.select("authority", day=day).drop_nulls()
    beside = item.beside.select("authority", day=day).drop_nulls()
    rows = []
    for (authority,), of_council in here.group_by("authority"):
        days = of_council.get_column("day").clip(upper_bound=extracted)
        newest = days.max()
        assert isinstance(newest, date)
        others = beside.filter(pl.col("authority") == authority).get_column("day")
        month = newest.replace(day=1)
        brought = int((days.dt.month_start() == month).sum())
        held = int((others.dt.month_start() == month).sum())
        correction = brought < held or (days.len() == 1 and others.len() > 0)
        whole_to = None if correction else whole_to_of(newest, extracted, dataset.rhythm_days)
        rows.append((authority, dataset.name, extracted, newest, whole_to))
    return pl.DataFrame(
        rows, schema={name: _SCHEMA[name] for name in _SCHEMA if name != "batch_id"}, orient="row"
    )


def whole_to(connection: Connection, known: pl.DataFrame, authority: str) -> dict[str, date]:
    """By dataset, the last day up to which a council's record is whole by the files that stand,
    given `known` (what `batches` gave for the moment)."""
    table = table_of(Coverage)
    told = read_frame(connection, table, _SCHEMA, [table.c["authority"] == authority])
    visible = known.filter("visible").get_column("batch_id")
    latest = (
        told.filter(pl.col("batch_id").is_in(visible.implode()))
        .drop_nulls("whole_to")
        .group_by("dataset")
        .agg(pl.col("whole_to").max())
    )
    return dict(latest.iter_rows())
