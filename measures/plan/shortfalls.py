"""Shortfalls that no action answers.

References that differ in case, spaces or punctuation are one. Actions agreed after `as_at` answer
nothing yet.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any

import polars as pl

from measures.findings.counts import newest_document
from measures.plan.answers import answers_given, may_answer
from measures.statistics.breakdown import break_down, plain
from measures.statistics.columns import require
from measures.statistics.periods import within
from measures.statistics.shares import share_in_words, with_share


class Answered(StrEnum):
    """Whether an action answers a shortfall."""

    NO_ACTION = "no action"
    NOT_LINKED = "an action on the same subject, not linked"
    THROUGH_LESSON = "an action through a lesson"
    ACTION = "an action"


def shortfalls(
    findings: pl.DataFrame, lessons: pl.DataFrame, actions: pl.DataFrame, as_at: date
) -> pl.DataFrame:
    """Say of every shortfall whether an action answers it.

    `findings`: the finding dataset's columns; shortfalls of the newest document of each kind for
    each statement count. `lessons`: reference, origin, origin_reference, found. `actions`:
    reference, opened, answers_kind, answers, statement, themes. An action answers a shortfall by
    naming its reference, or that of a lesson whose origin reference is the shortfall's. An action
    for the same statement that shares a theme is near, but nobody has linked it. Gives one row
    per shortfall, those without an action first: reference, statement, source_kind, published,
    text, themes, coded_by, actions (list: by either way), lessons (list), near (list), standing
    (one of `Answered`).

    Raises ValueError naming the column that is missing.
    """
    kept = ("reference", "statement", "source_kind", "published", "text", "themes", "coded_by")
    require(findings, *kept, "polarity", "recorded_at")
    require(lessons, "reference", "origin", "origin_reference", "found")
    require(actions, "reference", "opened", "answers_kind", "answers", "statement", "themes")
    known = findings.filter(pl.col("published").is_null() | (pl.col("published") <= as_at))
    short = (
        newest_document(known)
        .filter(pl.col("polarity") == "shortfall")
        .select(*kept)
        .with_row_index("row")
        .with_columns(key=plain(pl.col("reference")))
    )
    agreed = actions.filter(within("opened", None, as_at))
    named = short.filter(pl.col("key") != "").select("row", "key")
    links = answers_given(agreed)
    direct = named.join(links.filter(may_answer("finding")), on="key").select("row", "action")
    drawn = named.join(
        lessons.filter(within("found", None, as_at) & (pl.col("origin") == "finding")).select(
            lesson="reference", key=plain(pl.col("origin_reference"))
        ),
        on="key",
    ).select("row", "lesson", key=plain(pl.col("lesson")))
    through = drawn.join(links.filter(may_answer("learning")), on="key").select("row", "action")
    near = (
        short.select("row", "statement", theme="themes")
        .explode("theme", keep_nulls=False)
        .join(
            agreed.select("statement", action="reference", theme="themes").explode(
                "theme", keep_nulls=False
            ),
            on=["statement", "theme"],
        )
        .select("row", "action")
    )
    linked = pl.concat([direct, through])
    standing = (
        pl.when(pl.col("direct").list.len() > 0)
        .then(pl.lit(Answered.ACTION))
        .when(pl.col("actions").list.len() > 0)
        .then(pl.lit(Answered.THROUGH_LESSON))
        .when(pl.col("near").list.len() > 0)
        .then(pl.lit(Answered.NOT_LINKED))
        .otherwise(pl.lit(Answered.NO_ACTION))
    )
    found = short
    for name, rows in (
        ("direct", direct),
        ("actions", linked),
        ("lessons", drawn.select("row", action="lesson")),
        ("near", near.join(linked, on=["row", "action"], how="anti")),
    ):
        lists = rows.group_by("row").agg(pl.col("action").unique().sort().alias(name))
        found = found.join(lists, on="row", how="left", maintain_order="left")
    return (
        found.with_columns(pl.col("direct", "actions", "lessons", "near").fill_null([]))
        .with_columns(standing=standing)
        .sort(pl.col("standing").cast(pl.Enum(Answered)), "row")
        .select(*kept, "actions", "lessons", "near", "standing")
    )


def shortfalls_by(known: pl.DataFrame, by: str | None = None) -> pl.DataFrame:
    """Count shortfalls with and without an action, for all or by statement or theme.

    `known`: what `shortfalls` gave. Gives one row per case, most without an action first: case,
    shortfalls, answered (by an action, or through a lesson), near (an action on the same subject
    only), without, share (answered ÷ shortfalls), low, high, verdict (see `shares.with_share`),
    sentence.

    Raises ValueError naming the column that is missing.
    """
    require(known, "standing")
    standing = pl.col("standing")
    counts = (
        break_down(known, by)
        .group_by("case")
        .agg(
            shortfalls=pl.len().cast(pl.Int64),
            answered=standing.is_in((Answered.THROUGH_LESSON, Answered.ACTION))
            .sum()
            .cast(pl.Int64),
            near=(standing == Answered.NOT_LINKED).sum().cast(pl.Int64),
            without=(standing == Answered.NO_ACTION).sum().cast(pl.Int64),
        )
        .sort(["without", "shortfalls", "case"], descending=[True, True, False])
    )
    judged = with_share(counts, "answered", "shortfalls")
    said = [_shortfall_sentence(row) for row in judged.iter_rows(named=True)]
    return judged.with_columns(pl.Series("sentence", said, pl.String))


def _shortfall_sentence(row: dict[str, Any]) -> str:
    share = share_in_words(row["answered"], row["shortfalls"], row["verdict"])
    left = []
    if row["near"]:
        left.append(f"{row['near']:,} on a subject that has one, not linked")
    if row["without"]:
        left.append(f"{row['without']:,} with none")
    tail = "".join(f"; {part}" for part in left)
    return f"Shortfalls with an action: {share}{tail}."
