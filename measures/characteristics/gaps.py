"""Characteristics without evidence, counted by quality statement or by judgement."""

from __future__ import annotations

from typing import Final

import polars as pl

from measures.characteristics.standing import STANDING_SCHEMA
from measures.statistics.columns import require
from vocabulary.characteristics import CharacteristicOf, Standing

STANDINGS: Final[tuple[str, ...]] = tuple(Standing.labels())
_COUNTS: Final = (*STANDINGS, "characteristics", "lacking", "nobody")


def by_statement(standing: pl.DataFrame, statements: pl.DataFrame, rating: str) -> pl.DataFrame:
    """Count how the characteristics of a judgement stand, for every statement that has any.

    `standing`: what `standing.standings` gave. `statements`: statement, order, short_name. Gives
    one row per statement in the framework's order: statement, short_name, one column for each of
    `Standing` (how many), characteristics (all together), lacking (evidence is missing), nobody
    (of these, nobody has it in hand).

    Raises ValueError naming the column that is missing.
    """
    require(standing, *STANDING_SCHEMA)
    require(statements, "statement", "order", "short_name")
    counted = _counted(standing.filter(pl.col("rating") == rating), "statement")
    return (
        statements.select("statement", "order", "short_name")
        .join(counted, on="statement")
        .sort("order")
        .select("statement", "short_name", *_COUNTS)
    )


def by_judgement(standing: pl.DataFrame) -> pl.DataFrame:
    """Count how characteristics stand, by the judgement they describe: rating, the columns of
    `by_statement` that count, best judgement last, those without a characteristic left out.

    Raises ValueError naming the column that is missing.
    """
    require(standing, *STANDING_SCHEMA)
    order = pl.col("rating").cast(pl.Enum(CharacteristicOf))
    return _counted(standing, "rating").sort(order).select("rating", *_COUNTS)


def _counted(standing: pl.DataFrame, by: str) -> pl.DataFrame:
    return standing.group_by(by).agg(
        *((pl.col("standing") == each).sum().cast(pl.Int64).alias(each) for each in STANDINGS),
        characteristics=pl.len().cast(pl.Int64),
        lacking=pl.col("lacks").sum().cast(pl.Int64),
        nobody=(pl.col("lacks") & ~pl.col("in_hand")).sum().cast(pl.Int64),
    )
