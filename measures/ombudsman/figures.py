"""The ombudsman's figures made ready: one scope, the newest year, and what can be worked out."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl

from measures.ombudsman.scope import refuse_mixed_scopes
from measures.statistics.breakdown import plain
from measures.statistics.columns import Floats, numbers, require

ADULTS: Final = "adult social care"
UPHELD_FROM: Final = ("published", "not upheld", "uphold rate")
_FINANCIAL_YEAR: Final = r"^\s*(\d{4})\s*[-–/]\s*(?:\d{2}|\d{4})\s*$"
_LAST_YEAR: Final = r"(\d{4})\D*$"


def chosen_scope(figures: pl.DataFrame) -> str:
    """Adult social care where there is any, else the scope that there is."""
    scopes = figures.get_column("scope").drop_nulls().unique().sort().to_list()
    return ADULTS if ADULTS in scopes or not scopes else str(scopes[0])


def of_scope(figures: pl.DataFrame, scope: str) -> pl.DataFrame:
    """Keep the rows of one scope (adult social care, or all services), however it is written.

    Gives their scope as `scope` says it. Raises ValueError when there is no column scope.
    """
    require(figures, "scope")
    same = plain(pl.col("scope")) == plain(pl.lit(scope))
    return figures.filter(same).with_columns(scope=pl.lit(scope))


def with_sources(compared: pl.DataFrame, *figures: pl.DataFrame) -> pl.DataFrame:
    """Councils set beside each other (group, year) with source: where each one's figures were read,
    as `figures` (rows of the ombudsman dataset, of one scope) say; missing where they do not."""
    told = pl.concat(each.select("year", "source", group="authority") for each in figures)
    told = told.unique(["group", "year"], keep="last", maintain_order=True)
    return compared.join(told, on=["group", "year"], how="left", maintain_order="left")


def newest(figures: pl.DataFrame) -> pl.DataFrame:
    """Keep each council's newest row of each scope; a financial year goes before another period
    that ends in the same year. Raises ValueError naming a column that is missing."""
    require(figures, "authority", "year", "scope")
    return (
        figures.with_columns(ends=year_ends(), financial=is_financial_year())
        .sort("ends", "financial", maintain_order=True, nulls_last=False)
        .unique(["authority", "scope"], keep="last", maintain_order=True)
        .drop("ends", "financial")
    )


def year_ends() -> pl.Expr:
    """Expression for the year in which the period that column year names ends: 2024 for 2023-24;
    for other words the last year they name, missing where they name none."""
    year = pl.col("year")
    financial = year.str.extract(_FINANCIAL_YEAR).cast(pl.Int64) + 1
    return pl.coalesce(financial, year.str.extract(_LAST_YEAR).cast(pl.Int64))


def is_financial_year() -> pl.Expr:
    """Expression for whether column year is a financial year such as 2023-24."""
    return pl.col("year").str.contains(_FINANCIAL_YEAR).fill_null(value=False)


def with_upheld(figures: pl.DataFrame) -> pl.DataFrame:
    """Fill in how many were upheld, where that follows from what is published.

    `figures`: the ombudsman dataset's frame. Where upheld is missing it is investigations less
    not_upheld, or else the one whole number that gives the published whole-percent uphold rate
    (9 investigations, 89 %: 8); where two would (50 of 401 or 51?), it stays missing. A missing
    number of investigations is upheld and not upheld together.

    Gives the rows with investigations and upheld so filled, and beside them upheld_from (one of
    `UPHELD_FROM`, or missing), upheld_derived (worked out rather than published) and rate_fits
    (whether upheld ÷ investigations rounds to the published rate; missing where one is).

    Raises ValueError naming the column that is missing or cannot be read.
    """
    require(figures, "investigations", "upheld", "not_upheld", "uphold_rate")
    upheld, not_upheld, n = (
        numbers(figures, name, low=0, whole=True)
        for name in ("upheld", "not_upheld", "investigations")
    )
    rate = numbers(figures, "uphold_rate", low=0, high=100)
    n = np.where(np.isnan(n), upheld + not_upheld, n)
    if (upheld > n).any() or (not_upheld > n).any():
        raise ValueError("more complaints were upheld, or not upheld, than were investigated")
    left, from_rate = n - not_upheld, only_count(n, rate)
    known = [~np.isnan(upheld), ~np.isnan(left), ~np.isnan(from_rate)]
    filled = np.select(known, [upheld, left, from_rate], np.nan)
    place = np.select(known, [0, 1, 2], 3)
    with np.errstate(invalid="ignore", divide="ignore"):
        fits = np.abs(100 * filled / n - rate) <= _HALF
    unknown = np.isnan(filled + n + rate) | (n == 0)
    return figures.with_columns(
        pl.Series("investigations", n, nan_to_null=True).cast(pl.Int64),
        pl.Series("upheld", filled, nan_to_null=True).cast(pl.Int64),
        pl.Series([*UPHELD_FROM, None], dtype=pl.String).gather(place).alias("upheld_from"),
        pl.Series("upheld_derived", (place == 1) | (place == 2)),
        pl.Series("rate_fits", fits).set(pl.Series(unknown), None),
    )


def ready(figures: pl.DataFrame) -> pl.DataFrame:
    """Check figures to compare, of one scope, and fill in how many were upheld.

    Raises ValueError naming the column that is missing or cannot be read, and when the figures
    are of more than one scope.
    """
    require(figures, "authority", "year", "scope", "similar_authority_average", "expected")
    refuse_mixed_scopes(figures)
    numbers(figures, "similar_authority_average", low=0, high=100)
    return with_upheld(figures)


def only_count(n: Floats, percent: Floats) -> Floats:
    """Find the one count of n that is a whole per cent; missing where none or several are.

    Halves may have been rounded either way. A percentage that is not whole says how it was
    rounded no longer, and gives nothing.
    """
    whole = (percent % 1 == 0) & ~np.isnan(n)
    with np.errstate(invalid="ignore"):
        # Twice everything, so that the halves are whole numbers and nothing is lost.
        low = np.maximum(np.ceil(n * (2 * percent - 1) / 200 - _EXACTLY), 0)
        high = np.minimum(np.floor(n * (2 * percent + 1) / 200 + _EXACTLY), n)
        answer: Floats = np.where(whole & (low == high), low, np.nan)
    return answer


_EXACTLY: Final = 1e-9
_HALF: Final = 0.5 + _EXACTLY
