"""Characteristics without evidence: counted by quality statement or by judgement, and each one."""

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


def in_nobodys_hand(standing: pl.DataFrame, rating: str) -> int:
    """How many characteristics of a judgement have no evidence and nobody who has them in hand.

    Raises ValueError naming the column that is missing.
    """
    require(standing, *STANDING_SCHEMA)
    none = pl.col("standing") == Standing.NO_EVIDENCE.value
    return standing.filter(pl.col("rating") == rating, none, ~pl.col("in_hand")).height


def missing(standing: pl.DataFrame, statements: pl.DataFrame, rating: str) -> pl.DataFrame:
    """Characteristics of a judgement that lack evidence, or some of it: those that nobody has in
    hand first, then those needed soonest.

    `standing` and `statements` as `by_statement` takes them. Gives statement, short_name, number,
    text, said (what is missing, as the judgement says it, or else what there is), by, by_set,
    in_hand, who.

    Raises ValueError naming the column that is missing.
    """
    require(standing, *STANDING_SCHEMA)
    require(statements, "statement", "order", "short_name")
    claimed = pl.col("met").replace_strict(
        {"met": "judged met", "partly": "judged partly met", "not_met": "judged not met"},
        default="not judged yet",
        return_dtype=pl.String,
    )
    return (
        standing.filter(pl.col("lacks"), pl.col("rating") == rating)
        .join(statements.select("statement", "short_name", "order"), on="statement")
        .with_columns(
            said=pl.coalesce(
                "missing",
                pl.when(pl.col("evidence") == 0)
                .then(pl.format("No evidence is chosen; {}.", claimed))
                .otherwise(pl.lit("It is not known whether it is met.")),
            ),
            who=pl.coalesce("hand", pl.lit("No owner yet")),
        )
        .sort("in_hand", "by", "order", "number", nulls_last=True)
        .select(
            "statement", "short_name", "number", "text", "said", "by", "by_set", "in_hand", "who"
        )
    )


def _counted(standing: pl.DataFrame, by: str) -> pl.DataFrame:
    return standing.group_by(by).agg(
        *((pl.col("standing") == each).sum().cast(pl.Int64).alias(each) for each in STANDINGS),
        characteristics=pl.len().cast(pl.Int64),
        lacking=pl.col("lacks").sum().cast(pl.Int64),
        nobody=(pl.col("lacks") & ~pl.col("in_hand")).sum().cast(pl.Int64),
    )
