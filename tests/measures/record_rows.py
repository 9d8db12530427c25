"""Made-up rows of a council's own record, with the columns a snapshot hands to the measures."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import polars as pl

from data_access.datasets import DATASETS
from data_access.snapshot import schema_of

RECORDED = datetime(2026, 1, 5, 12, 0)


def records(dataset: str, rows: Iterable[dict[str, Any]] = ()) -> pl.DataFrame:
    """Rows of a dataset as a snapshot has them; what a row does not say is missing.

    A row without a reference gets one by its place: "1", "2" … Raises KeyError for a column that
    the dataset does not have.
    """
    schema = schema_of(DATASETS[dataset])
    filled = []
    for number, row in enumerate(rows, start=1):
        unknown = set(row) - set(schema)
        if unknown:
            raise KeyError(f"{dataset} has no column {sorted(unknown)}")
        given = {"authority": "Somewhere", "nature": "own", "recorded_at": RECORDED, **row}
        if "reference" in schema:
            given.setdefault("reference", str(number))
        filled.append(given)
    return pl.DataFrame(filled, schema=schema)


def day(text: str) -> date:
    """A day from 2026-03-31."""
    return date.fromisoformat(text)
