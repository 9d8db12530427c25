"""Two assessments of one council beside each other: what was said of the same theme then and now.

What the later document does not speak of is not gone: it was not looked at, or not written down.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

import polars as pl

from measures.statistics.columns import require
from vocabulary.findings import Polarity, SourceKind

ASSESSMENTS = (SourceKind.CQC_ASSESSMENT, SourceKind.PEER_REVIEW)
"""Documents in which somebody from outside judges the whole council: pilots and reassessments are
CQC's own, with their day."""
SHORT = (Polarity.SHORTFALL, Polarity.MIXED)
"""Findings that something falls short, wholly or in part."""


class Became(StrEnum):
    """What became of a theme between two assessments, by the shortfalls they name."""

    STILL_THERE = "still_there"
    NEW = "new"
    GONE = "gone"
    NOT_SPOKEN_OF = "not_spoken_of"
    NEVER_SHORT = "never_short"


class Pair(NamedTuple):
    """The findings of the newest assessment and of the one before it."""

    then: pl.DataFrame
    now: pl.DataFrame


def pair_of(findings: pl.DataFrame) -> Pair | None:
    """The two newest assessments among a council's findings; None where there are fewer.

    `findings`: a snapshot's, of one council. A document is all findings of one kind and day of
    publication; what has no day cannot be put in order and is left out.
    """
    require(findings, "source_kind", "published", "polarity", "themes")
    assessed = findings.filter(
        pl.col("source_kind").is_in(ASSESSMENTS) & pl.col("published").is_not_null()
    )
    documents = (
        assessed.select("published", "source_kind").unique().sort("published", "source_kind")
    )
    if documents.height < 2:
        return None
    then, now = (
        assessed.join(documents.slice(place, 1), on=["published", "source_kind"], how="semi")
        for place in (documents.height - 2, documents.height - 1)
    )
    return Pair(then, now)


def then_and_now(pair: Pair) -> pl.DataFrame:
    """Each theme that either assessment speaks of: what was said then, and now.

    Columns: theme, then_short and now_short (findings that something falls short, mixed ones among
    them), then_findings and now_findings (all on the theme), became (`Became`): still_there where
    both name a shortfall, new where only the later does, gone where the later speaks of the theme
    without one, not_spoken_of where it does not speak of it. In that order, most shortfalls first.
    A finding counts once in each of its themes.
    """
    counted = _by_theme(pair.then, "then").join(
        _by_theme(pair.now, "now"), on="theme", how="full", coalesce=True
    )
    then, now = pl.col("then_short") > 0, pl.col("now_short") > 0
    became = (
        pl.when(then & now)
        .then(pl.lit(Became.STILL_THERE.value))
        .when(now)
        .then(pl.lit(Became.NEW.value))
        .when(then & (pl.col("now_findings") > 0))
        .then(pl.lit(Became.GONE.value))
        .when(then)
        .then(pl.lit(Became.NOT_SPOKEN_OF.value))
        .otherwise(pl.lit(Became.NEVER_SHORT.value))
    )
    order = {each.value: place for place, each in enumerate(Became)}
    return (
        counted.with_columns(pl.col(pl.UInt32).fill_null(0).cast(pl.Int64))
        .with_columns(became=became)
        .sort(
            pl.col("became").replace_strict(order),
            pl.col("now_short") + pl.col("then_short"),
            "theme",
            descending=[False, True, False],
        )
    )


def _by_theme(findings: pl.DataFrame, when: str) -> pl.DataFrame:
    return (
        findings.explode("themes", keep_nulls=False)
        .rename({"themes": "theme"})
        .group_by("theme")
        .agg(
            pl.col("polarity").is_in(SHORT).sum().alias(f"{when}_short"),
            pl.len().alias(f"{when}_findings"),
        )
    )
