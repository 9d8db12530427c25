"""The example's own records that are written down by hand, read as their datasets declare them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import polars as pl

from data_access.datasets import Dataset
from data_access.store.bulk import split_list

FOLDER = Path(__file__).parent
EXAMPLE_BOROUGH = "Example Borough"


def written(name: str, dataset: Dataset) -> pl.DataFrame:
    """A CSV file of the example, typed as the dataset's fields; further columns stay text."""
    frame = pl.read_csv(FOLDER / f"{name}.csv", infer_schema=False)
    return frame.with_columns(
        _typed(column, dataset.schema[column])
        for column in frame.columns
        if column in dataset.columns
    ).with_columns(authority=pl.lit(EXAMPLE_BOROUGH))


def days(frame: pl.DataFrame, *names: str) -> pl.DataFrame:
    """The frame with further columns read as days."""
    return frame.with_columns(pl.col(names).str.to_date("%Y-%m-%d"))


def _typed(name: str, kind: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if isinstance(kind, pl.List):
        return split_list(column)
    if kind == pl.Date:
        return column.str.to_date("%Y-%m-%d")
    if kind == pl.Boolean:
        return column == "yes"
    return column.cast(kind)


@lru_cache(maxsize=1)
def staff() -> pl.DataFrame:
    """Teams and roles: team, team_kind, role, profession, people (shared: never change it)."""
    frame = pl.read_csv(FOLDER / "staff.csv", infer_schema=False)
    return frame.with_columns(pl.col("people").cast(pl.Int64))


def teams() -> list[str]:
    """The teams' names."""
    return staff().get_column("team").unique(maintain_order=True).to_list()
