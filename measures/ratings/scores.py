"""Quality statement scores as they stand, and how they came to be."""

from __future__ import annotations

import polars as pl

from vocabulary.framework import FRAMEWORKS

LATEST_SCHEMA: dict[str, pl.DataType] = {
    "statement": pl.String(),
    "order": pl.Int64(),
    "name": pl.String(),
    "short_name": pl.String(),
    "theme": pl.String(),
    "score": pl.Int64(),
    "day": pl.Date(),
    "published": pl.Date(),
    "published_as_stated": pl.String(),
    "commitment": pl.String(),
    "source": pl.String(),
    "nature": pl.String(),
}


def day_of(frame: pl.DataFrame) -> pl.Expr:
    """Expression for the day a score counts from: the day published; where the source gives only
    a month or a year, its first day; where it gives nothing, the day it was recorded here."""
    stated = pl.col("published_as_stated").cast(pl.String)
    return pl.coalesce(
        pl.col("published"),
        (stated + pl.lit("-01")).str.to_date("%Y-%m-%d", strict=False),
        (stated + pl.lit("-01-01")).str.to_date("%Y-%m-%d", strict=False),
        pl.col("recorded_at").dt.date() if "recorded_at" in frame.columns else pl.lit(None),
    )


def newest(scores: pl.DataFrame, kind: str = "published", by: tuple[str, ...] = ()) -> pl.DataFrame:
    """The newest known score of a kind for every council and statement (and each of `by`); adds
    `day` to the rows.

    A row without a score never hides an older one that has it.
    """
    return (
        scores.filter(pl.col("kind") == kind)
        .with_columns(day=day_of(scores))
        .sort(pl.col("score").is_not_null(), "day", "recorded_at")
        .unique(["authority", "statement", *by], keep="last", maintain_order=True)
    )


def latest(scores: pl.DataFrame, statements: pl.DataFrame, kind: str = "published") -> pl.DataFrame:
    """The newest known score of a kind for every statement of a framework, in its order.

    `scores` are rows of the score dataset of one council; `statements` has statement, order,
    name, short_name, theme. Gives one row per statement with LATEST_SCHEMA's columns; score is
    null where none is known (a row without a score never hides an older one that has it).
    """
    return (
        statements.join(newest(scores, kind), on="statement", how="left", maintain_order="left")
        .sort("order")
        .select(pl.col(name).cast(kind_) for name, kind_ in LATEST_SCHEMA.items())
    )


def assessed(
    scores: pl.DataFrame, statements: pl.DataFrame, kind: str = "published"
) -> pl.DataFrame:
    """The scores of a council's newest assessment of a kind, read by the framework it was made
    under.

    `statements`: of the framework that applies now, with its version in `framework`. Gives what
    `latest` gives: one row for each statement of the assessment's framework, and of the one that
    applies now where no score is known, or the assessment's framework is not.
    """
    known = newest(scores, kind).drop_nulls("score").sort("day", "recorded_at")
    version = (known.item(-1, "framework") if known.height else None) or ""
    made_under = every_version(statements).filter(framework=version)
    if made_under.is_empty():
        return latest(scores, statements, kind)
    return latest(scores.filter(framework=version), made_under, kind)


def every_version(statements: pl.DataFrame) -> pl.DataFrame:
    """The statements of all frameworks, `statements` for the version that they are of."""
    return pl.concat(
        [
            statements,
            *(
                each.frame().select(statements.columns)
                for version, each in FRAMEWORKS.items()
                if version not in statements["framework"]
            ),
        ]
    )


def history(scores: pl.DataFrame, statement: str) -> pl.DataFrame:
    """Every score of one statement, oldest first: day, kind, score, rationale, source, nature."""
    return (
        scores.filter((pl.col("statement") == statement) & pl.col("score").is_not_null())
        .with_columns(day=day_of(scores))
        .sort("day", "kind")
        .select("day", "kind", "score", "rationale", "evidence", "source", "nature")
    )


def beside_published(
    scores: pl.DataFrame, statements: pl.DataFrame, kind: str = "self_assessed"
) -> pl.DataFrame:
    """Latest published and latest own score side by side: statement, order, name, published_score,
    own_score, own_day, difference (own minus published)."""
    published = latest(scores, statements).select(
        "statement", "order", "name", published_score="score"
    )
    own = latest(scores, statements, kind).select("statement", own_score="score", own_day="day")
    return published.join(own, on="statement", how="left", maintain_order="left").with_columns(
        difference=pl.col("own_score") - pl.col("published_score")
    )
