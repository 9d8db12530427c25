"""Scores and ratings of other councils, each with the day and the source it was read from:
distributions, never a ranking. CQC's pilots of 2023 stand apart."""

from __future__ import annotations

from typing import Final

import polars as pl

from measures.ratings.scores import (
    day_of,
    formal,
    newest,
    overall_scores,
    stated_day,
    statement_distribution,
)
from measures.statistics.columns import require
from vocabulary.peers import BETWEEN_COUNCILS, Most

OVERALL_SCHEMA: Final[dict[str, pl.DataType]] = {
    "authority": pl.String(),
    "percentage": pl.Int64(),
    "band": pl.String(),
    "day": pl.Date(),
    "published": pl.String(),  # the day in words, as exactly as its source says it
    "source": pl.String(),
    "note": pl.String(),
}
NO_DAY: Final = "date not known"


def overall_of_peers(
    scores: pl.DataFrame, ratings: pl.DataFrame, statements: pl.DataFrame
) -> pl.DataFrame:
    """What is published of every council as a whole: OVERALL_SCHEMA, one row a council, by name.

    `scores`, `ratings`: the datasets' rows of other councils; `statements`: of the framework that
    applies now. Where all scores of an assessment are known, percentage (25 to 100) and band follow
    from them; else they are as published, percentage missing where only the band was. day: of
    publication, missing where no source says.

    Raises ValueError naming a column that is missing.
    """
    require(ratings, "authority", "overall_percentage", "overall_rating", "source", "recorded_at")
    read_in = (
        newest(scores)
        .sort("stated", nulls_last=False)
        .group_by("authority")
        .agg(pl.col("source", "note").drop_nulls().first(), published=published_in_words().last())
    )
    computed = overall_scores(scores, statements).join(read_in, on="authority", how="left")
    given = formal(ratings)
    published = (
        given.with_columns(counts_from=day_of(given), day=stated_day())
        .sort("counts_from", "recorded_at")
        .unique("authority", keep="last", maintain_order=True)
        .join(computed, on="authority", how="anti")
        .with_columns(
            percentage="overall_percentage", band="overall_rating", published=published_in_words()
        )
    )
    return pl.concat(
        frame.select(pl.col(name).cast(kind) for name, kind in OVERALL_SCHEMA.items())
        for frame in (computed, published)
    ).sort("authority")


def published_in_words() -> pl.Expr:
    """Expression for when a score or rating was published, as exactly as its source says: "6 June
    2025", "June 2025", "2025", or that no date is known."""
    month = (pl.col("published_as_stated") + pl.lit("-01")).str.to_date("%Y-%m-%d", strict=False)
    return pl.coalesce(
        pl.col("published").dt.to_string("%-d %B %Y"),
        month.dt.to_string("%B %Y"),
        "published_as_stated",
        pl.lit(NO_DAY),
    )


def pilots(ratings: pl.DataFrame) -> pl.DataFrame:
    """CQC's pilots of 2023: OVERALL_SCHEMA, one row a council, by name. Raises as
    `overall_of_peers`."""
    require(ratings, "authority", "pilot", "overall_percentage", "overall_rating", "source")
    return (
        ratings.filter(pl.col("pilot").fill_null(value=False))
        .with_columns(
            day=stated_day(),
            percentage="overall_percentage",
            band="overall_rating",
            published=published_in_words(),
        )
        .select(pl.col(name).cast(kind) for name, kind in OVERALL_SCHEMA.items())
        .sort("authority")
    )


def every_score(scores: pl.DataFrame, statements: pl.DataFrame) -> pl.DataFrame:
    """The newest score of every council and statement: order, name (the statement's), authority,
    score (1 to 4), stated (day of publication, missing where no source says), published (the same
    in words), source, note; by council and statement."""
    return (
        newest(scores)
        .drop_nulls("score")
        .join(statements.select("statement", "order", "name"), on="statement")
        .sort("authority", "order")
        .select(
            "order",
            "name",
            "authority",
            "score",
            "stated",
            "source",
            "note",
            published=published_in_words(),
        )
    )


def by_score(
    scores: pl.DataFrame,
    own: pl.DataFrame,
    statements: pl.DataFrame,
    short_names: pl.DataFrame,
) -> pl.DataFrame:
    """What `statement_distribution` gives, and named_1 … named_4: the councils with each score, by
    name, each with the day it was published ("Carrow, 6 June 2025; Fenwick, date not known"; empty
    for none); and most: what more than half of them scored against ours (one of `Most`, missing
    where ours is not known or none has a score).

    `short_names`: authority, short_name; a council that is not there goes by its full name.
    """
    named = (
        newest(scores)
        .drop_nulls("score")
        .join(short_names.select("authority", "short_name"), on="authority", how="left")
        .with_columns(
            pl.coalesce("short_name", "authority").alias("name"),
        )
        .with_columns(said=pl.format("{}, {}", "name", published_in_words()))
        .sort("name")
        .group_by("statement")
        .agg(
            pl.col("said")
            .filter(pl.col("score") == n)
            .str.join(BETWEEN_COUNCILS)
            .alias(f"named_{n}")
            for n in range(1, 5)
        )
    )
    return (
        statement_distribution(scores, own, statements)
        .join(named, on="statement", how="left", maintain_order="left")
        .with_columns(
            *(pl.col(f"named_{n}").fill_null("") for n in range(1, 5)),
            most=pl.when(pl.col("score").is_null() | (pl.col("peers") == 0))
            .then(None)
            .when(pl.col("higher") * 2 > pl.col("peers"))
            .then(pl.lit(Most.HIGHER.value))
            .when(pl.col("lower") * 2 > pl.col("peers"))
            .then(pl.lit(Most.LOWER.value))
            .otherwise(pl.lit(Most.NEITHER.value)),
        )
    )


def beside(frame: pl.DataFrame, scores: pl.DataFrame, council: str | None) -> pl.DataFrame:
    """`frame` (statement, score) with beside_score, beside_day and beside_difference (theirs less
    ours) of one other council; missing where none is named or its score is not known."""
    theirs = (
        newest(scores)
        .filter(pl.col("authority") == pl.lit(council, pl.String))
        .select("statement", beside_score="score", beside_day="stated")
    )
    return frame.join(theirs, on="statement", how="left", maintain_order="left").with_columns(
        beside_difference=pl.col("beside_score") - pl.col("score")
    )
