"""What a council says of itself, statement by statement, and which way that moved."""

from __future__ import annotations

import polars as pl

from measures.ratings.scores import day_of, latest
from measures.statistics.columns import require
from vocabulary.ratings import ScoreKind


def own_view(scores: pl.DataFrame, statements: pl.DataFrame) -> pl.DataFrame:
    """The council's newest self-assessed score of each statement, and the one before that differs.

    `scores`: rows of the score dataset of one council; `statements`: the framework's frame. One row
    per statement in the framework's order: statement, own (1 to 4, missing where none is known),
    before (the newest earlier one that is another; missing where it never moved).

    Raises ValueError naming a column that is missing.
    """
    require(scores, "statement", "kind", "score")
    own = latest(scores, statements, ScoreKind.SELF_ASSESSED).select("statement", own="score")
    earlier = (
        scores.filter((pl.col("kind") == ScoreKind.SELF_ASSESSED) & pl.col("score").is_not_null())
        .with_columns(day=day_of(scores))
        .sort("day", "recorded_at")
        .join(own, on="statement")
        .filter(pl.col("score") != pl.col("own"))
        .unique("statement", keep="last", maintain_order=True)
        .select("statement", before="score")
    )
    return own.join(earlier, on="statement", how="left", maintain_order="left")
