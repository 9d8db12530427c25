"""Columns of an exhibit's table: shares as whole per cents, and small counts of people hidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import polars as pl

from measures.disclosure.suppression import CONFIDENTIAL, suppress, suppress_shares
from vocabulary.audience import Audience

HIDDEN_CAVEAT = (
    f"{CONFIDENTIAL} stands for a count of people small enough to pick somebody out, or one that "
    "would give such a count away."
)


def in_percent(frame: pl.DataFrame, *shares: str) -> pl.DataFrame:
    """Add `<name>_percent` (whole numbers) for every column of shares from 0 to 1."""
    return frame.with_columns(
        (100 * pl.col(name)).round(0).cast(pl.Int64).alias(f"{name}_percent") for name in shares
    )


def hidden_shares(
    frame: pl.DataFrame, by: Sequence[str], numerator: str, denominator: str
) -> pl.DataFrame:
    """Which rows' x of n must not be shown to the public: the columns of `by`, and hidden.

    `frame`: one row per group without totals. The totals of every column of `by` from the right
    are there too, called "Total", because readers see them as well. A row whose counts are not
    known is left out: it tells nothing.
    """
    counted = frame.drop_nulls([numerator, denominator]).select(
        pl.col(list(by)).fill_null("not recorded"), numerator, denominator
    )
    if counted.is_empty():
        return counted.select(pl.col(list(by)).cast(pl.String), hidden=pl.lit(value=False))
    return _hidden(tuple(counted.rows()), tuple(by))


@lru_cache(maxsize=256)
def _hidden(rows: tuple[tuple[object, ...], ...], by: tuple[str, ...]) -> pl.DataFrame:
    """Finding what to hide takes longer than anything else on a page, and it depends on nothing
    but the counts (shared: never change it)."""
    frame = pl.DataFrame(rows, schema=[*by, "x", "n"], orient="row")
    return suppress_shares(frame, list(by), "x", "n").select(*by, "hidden")


def hidden_shares_alone(frame: pl.DataFrame, numerator: str, denominator: str) -> pl.Series:
    """As `hidden_shares`, for rows that are never added together, each judged by itself."""
    rows = zip(frame.get_column(numerator), frame.get_column(denominator), strict=True)
    hidden = [
        None not in row and bool(_hidden((("one", *row),), ("group",))["hidden"].any())
        for row in rows
    ]
    return pl.Series("hidden", hidden, pl.Boolean)


def hidden_counts(frame: pl.DataFrame, by: Sequence[str], count: str) -> pl.DataFrame:
    """Which counts must not be shown to the public, their totals being known: `by`, hidden."""
    if frame.is_empty():
        return frame.select(pl.col(list(by)).cast(pl.String), hidden=pl.lit(value=False))
    return suppress(frame, list(by), count).select(*by, "hidden")


def without_hidden(frame: pl.DataFrame, *names: str) -> pl.DataFrame:
    """The frame with these columns emptied where its column hidden is true."""
    return frame.with_columns(
        pl.when(pl.col("hidden").fill_null(value=False)).then(None).otherwise(pl.col(name))
        .alias(name)
        for name in names
    )  # fmt: skip


def for_table(
    frame: pl.DataFrame, columns: Mapping[str, str], counted: Sequence[str], audience: Audience
) -> tuple[pl.DataFrame, dict[str, str]]:
    """Frame and column names of the table. For the public every column of `counted` is shown as
    text, with [c] where the row's hidden is true and a dash where there was nothing to show."""
    if audience == "internal" or "hidden" not in frame.columns:
        return frame, dict(columns)
    hidden = pl.col("hidden").fill_null(value=False)
    said = frame.with_columns(
        pl.when(hidden)
        .then(pl.lit(CONFIDENTIAL))
        .otherwise(pl.col(name).cast(pl.String).fill_null("–"))
        .alias(f"{name}_said")
        for name in counted
    )
    return said, {(f"{name}_said" if name in counted else name): columns[name] for name in columns}
