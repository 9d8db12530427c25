"""Reading the reference results, and asking whether ours agree with them."""

from pathlib import Path

import numpy as np
import polars as pl

FOLDER = Path(__file__).parents[1] / "reference"
WITHIN = 1e-6


def reference(name: str) -> pl.DataFrame:
    """Read one file of reference results; NA and NaN are missing values."""
    return pl.read_csv(
        FOLDER / f"{name}.csv", infer_schema_length=None, null_values=["NA", "NaN", ""]
    )


def assert_close(ours: pl.Series, theirs: pl.Series, rows: pl.DataFrame) -> None:
    """Fail, showing the rows, where figures differ by more than 1e-6 or only one is missing."""
    a = ours.cast(pl.Float64).fill_null(float("nan")).to_numpy()
    b = theirs.cast(pl.Float64).fill_null(float("nan")).to_numpy()
    apart = ~((np.abs(a - b) <= WITHIN) | (np.isnan(a) & np.isnan(b)))
    assert not apart.any(), (
        f"{ours.name}: {int(apart.sum())} differ, such as "
        f"{rows.with_columns(ours.alias('ours'), theirs.alias('theirs')).filter(apart).head(3)}"
    )


def assert_same(ours: pl.Series, theirs: pl.Series, rows: pl.DataFrame) -> None:
    """Fail, showing the rows, where labels differ."""
    apart = ours.ne_missing(theirs)
    assert not apart.any(), (
        f"{ours.name}: {apart.sum()} differ, such as "
        f"{rows.with_columns(ours.alias('ours'), theirs.alias('theirs')).filter(apart).head(3)}"
    )
