"""Where a council stands among others: distributions, never a league table.

CQC's scores are whole numbers from 1 to 4 given once in some years by different teams; a place in
a list of councils would be an accident. What can be said is how many councils have the same.
"""

from __future__ import annotations

import polars as pl

from measures.ratings.rating import band_of, percentage_of
from measures.ratings.scores import every_version, newest


def overall_scores(peer_scores: pl.DataFrame, statements: pl.DataFrame) -> pl.DataFrame:
    """The overall score of every council whose scores are all published.

    `peer_scores`: rows of the score dataset for other councils, each assessment read by the
    framework it was made under. `statements`: of the framework that applies now. Columns of the
    result: authority, total, percentage, band, day (of the newest score). Councils with a score
    missing are left out.
    """
    known = every_version(statements).select(
        "framework", "statement", needed=pl.len().over("framework")
    )
    return (
        newest(peer_scores, by=("framework",))
        .join(known, on=["framework", "statement"])
        .sort("authority")
        .group_by("authority", "framework", "needed", maintain_order=True)
        .agg(
            total=pl.col("score").sum(),
            known=pl.col("score").is_not_null().sum(),
            day=pl.col("day").max(),
        )
        .filter(pl.col("known") == pl.col("needed"))
        .sort("authority", "day")
        .unique("authority", keep="last", maintain_order=True)
        .with_columns(
            percentage=pl.struct("total", "needed").map_elements(
                lambda row: percentage_of(row["total"], row["needed"]), return_dtype=pl.Int64
            )
        )
        .with_columns(band=pl.col("percentage").map_elements(band_of, return_dtype=pl.String))
        .select("authority", "total", "percentage", "band", "day")
    )


def comparable(
    overall: pl.DataFrame, councils: pl.DataFrame, authority_type: str | None
) -> pl.DataFrame:
    """`overall` with authority_type and same_type (the council is of the same kind as ours)."""
    kinds = councils.select("authority", "authority_type")
    return overall.join(kinds, on="authority", how="left", maintain_order="left").with_columns(
        same_type=(pl.col("authority_type") == authority_type).fill_null(value=False)
        if authority_type
        else pl.lit(value=False)
    )


def statement_distribution(
    peer_scores: pl.DataFrame, own: pl.DataFrame, statements: pl.DataFrame
) -> pl.DataFrame:
    """For every statement how many other councils have each score, and where ours is.

    `own`: what `scores.latest` gave for the council. Columns: statement, order, name,
    short_name, score (ours, null if not known), peers (councils with a score), scored_1 …
    scored_4, lower, same, higher (councils scored below, as, above ours; null if ours is not
    known).
    """
    everyone = newest(peer_scores).select("statement", "score").drop_nulls()
    counted = everyone.group_by("statement").agg(
        *((pl.col("score") == n).sum().cast(pl.Int64).alias(f"scored_{n}") for n in range(1, 5)),
        peers=pl.len().cast(pl.Int64),
    )
    compared = (
        everyone.join(own.select("statement", ours="score"), on="statement")
        .group_by("statement")
        .agg(
            lower=(pl.col("score") < pl.col("ours")).sum().cast(pl.Int64),
            same=(pl.col("score") == pl.col("ours")).sum().cast(pl.Int64),
            higher=(pl.col("score") > pl.col("ours")).sum().cast(pl.Int64),
        )
    )
    known = pl.col("score").is_not_null()
    return (
        own.select("statement", "order", "name", "short_name", "score")
        .join(counted, on="statement", how="left", maintain_order="left")
        .join(compared, on="statement", how="left", maintain_order="left")
        .with_columns(
            pl.col("peers", "scored_1", "scored_2", "scored_3", "scored_4").fill_null(0),
            *(pl.when(known).then(pl.col(c)).alias(c) for c in ("lower", "same", "higher")),
        )
        .sort("order")
    )
