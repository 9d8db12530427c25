"""Which versions are of one row: those whose natural keys are the same."""

from __future__ import annotations

import polars as pl

from data_access.datasets import Dataset

KEY_SEPARATOR = "\x1f"


def row_key(dataset: Dataset) -> pl.Expr:
    """Expression for the natural key of a dataset's rows, joined to one text: `row_key`."""
    parts = [pl.col(name).cast(pl.String).fill_null("") for name in dataset.natural_key]
    return pl.concat_str(parts, separator=KEY_SEPARATOR).alias("row_key")
