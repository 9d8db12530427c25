"""Quality statement scores as they stand, how they came to be, and where a council stands among
others: distributions, never a league table.
"""

from __future__ import annotations

import polars as pl

from measures.ratings.rating import Overall, band_of, overall, percentage_of
from vocabulary.framework import FRAMEWORKS
from vocabulary.ratings import PRESS_RELEASE

LATEST_SCHEMA: dict[str, pl.DataType] = {
    "statement": pl.String(),
    "order": pl.Int64(),
    "name": pl.String(),
    "short_name": pl.String(),
    "theme": pl.String(),
    "statements": pl.Int64(),  # how many the framework has
    "score": pl.Int64(),
    "day": pl.Date(),
    "stated": pl.Date(),
    "published": pl.Date(),
    "published_as_stated": pl.String(),
    "commitment": pl.String(),
    "source": pl.String(),
    "nature": pl.String(),
}


def day_of(frame: pl.DataFrame) -> pl.Expr:
    """Expression for the day a score counts from: the day published; where the source gives only
    a month or a year, its first day; where it gives nothing, the day it was recorded here."""
    recorded = pl.col("recorded_at").dt.date() if "recorded_at" in frame.columns else pl.lit(None)
    return pl.coalesce(stated_day(), recorded)


def stated_day() -> pl.Expr:
    """Expression for the day published, or the first of the month or year where the source gives
    only that; missing where it gives nothing: the day of recording is no day of publication."""
    stated = pl.col("published_as_stated").cast(pl.String)
    return pl.coalesce(
        pl.col("published"),
        (stated + pl.lit("-01")).str.to_date("%Y-%m-%d", strict=False),
        (stated + pl.lit("-01-01")).str.to_date("%Y-%m-%d", strict=False),
    )


def formal(frame: pl.DataFrame) -> pl.DataFrame:
    """Scores or ratings without those of CQC's pilots of 2023, which are indicative: the same
    columns. A frame without `pilot` is kept whole."""
    if "pilot" not in frame.columns:
        return frame
    return frame.filter(~pl.col("pilot").fill_null(value=False))


def newest(scores: pl.DataFrame, kind: str = "published", by: tuple[str, ...] = ()) -> pl.DataFrame:
    """The newest known score of a kind for every council and statement (and each of `by`), pilots
    apart; adds `day` (it counts from) and `stated` (it was published; missing where no source says)
    to the rows.

    A row without a score never hides an older one that has it, nor one of a press release one of
    the report on the same assessment.
    """
    yields = pl.col("source").str.starts_with(PRESS_RELEASE).fill_null(value=False)
    return (
        formal(scores)
        .filter(pl.col("kind") == kind)
        .with_columns(day=day_of(scores), stated=stated_day())
        .sort(
            pl.col("score").is_not_null(),
            pl.when(yields).then(pl.col("day").dt.offset_by("-60d")).otherwise("day"),
            "recorded_at",
        )
        .unique(["authority", "statement", *by], keep="last", maintain_order=True)
    )


def latest(scores: pl.DataFrame, statements: pl.DataFrame, kind: str = "published") -> pl.DataFrame:
    """The newest known score of a kind for every statement of a framework, in its order.

    `scores` are rows of the score dataset of one council; `statements` has statement, order,
    name, short_name, theme. Gives one row per statement with LATEST_SCHEMA's columns; score is
    null where none is known (a row without a score never hides an older one that has it).
    """
    known = newest(scores, kind).unique("statement", keep="last", maintain_order=True)
    return (
        statements.join(known, on="statement", how="left", maintain_order="left")
        .sort("order")
        .with_columns(statements=pl.lit(statements.height))
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


def rated(own: pl.DataFrame) -> Overall:
    """The overall score of what `assessed` gave. ValueError where a statement's row is missing."""
    statements = own.item(0, "statements") if own.height else 0
    return overall(own.get_column("score").to_list(), statements)


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
    """Every score of one statement, pilots apart, oldest first: day, kind, score, rationale,
    source, nature."""
    return (
        formal(scores)
        .filter((pl.col("statement") == statement) & pl.col("score").is_not_null())
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
    own = latest(scores, statements, kind).select("statement", own_score="score", own_day="stated")
    return published.join(own, on="statement", how="left", maintain_order="left").with_columns(
        difference=pl.col("own_score") - pl.col("published_score")
    )


def overall_scores(peer_scores: pl.DataFrame, statements: pl.DataFrame) -> pl.DataFrame:
    """The overall score of every council whose scores are all published.

    `peer_scores`: rows of the score dataset for other councils, each assessment read by the
    framework it was made under. `statements`: of the framework that applies now. Columns of the
    result: authority, total, percentage, band, day (of the newest score, where a source states
    one). Councils with a score missing are left out.
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
            counts_from=pl.col("day").max(),
            day=pl.col("stated").max(),
        )
        .filter(pl.col("known") == pl.col("needed"))
        .sort("authority", "counts_from")
        .unique("authority", keep="last", maintain_order=True)
        .with_columns(
            percentage=pl.struct("total", "needed").map_elements(
                lambda row: percentage_of(row["total"], row["needed"]), return_dtype=pl.Int64
            )
        )
        .with_columns(band=pl.col("percentage").map_elements(band_of, return_dtype=pl.String))
        .select("authority", "total", "percentage", "band", "day")
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
