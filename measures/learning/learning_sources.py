"""Where lessons ought to come from, and whether one did: findings, audits, complaints, ombudsman.

What happened after `as_at` has not happened. A lesson answers a source when its origin is of the
source's kind and its origin reference is the source's reference (case, spaces and punctuation
apart). Safeguarding adult reviews and coproduction keep no record here of what was found in them,
so only their lessons are known.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import polars as pl

from measures.audits.grades import FINAL_GRADE, GOOD
from measures.findings.counts import newest_document
from measures.learning.learning_loop import STAGES
from measures.plan.answers import answers_given
from measures.statistics.breakdown import plain
from measures.statistics.columns import require
from measures.statistics.periods import within
from measures.statistics.shares import share_in_words, with_share
from vocabulary.wording import sentence

SOURCE_KINDS: Final = ("finding", "audit", "complaint", "ombudsman")
KIND_WORDS: Final = {
    "finding": "shortfalls found by others",
    "audit": "audits that found something short",
    "complaint": "complaints upheld",
    "ombudsman": "ombudsman decisions upheld",
}
STANDINGS: Final = ("no lesson", "an action but no lesson", "a lesson")


def lesson_sources(
    findings: pl.DataFrame, audits: pl.DataFrame, complaints: pl.DataFrame, as_at: date
) -> pl.DataFrame:
    """List what ought to have led to a lesson.

    That is every shortfall of the newest document of its kind (`findings`), every audit graded
    below good or with a theme where practice fell short (`audits`), every complaint the council
    upheld at least partly, and every one the ombudsman upheld (`complaints`; a complaint may be
    both). Columns: those of the finding, audit and complaint datasets. Gives kind (one of
    `SOURCE_KINDS`), reference, day (published, audited, responded or received, decided), team,
    statement, themes; oldest first.

    Raises ValueError naming the column that is missing.
    """
    require(findings, "reference", "published", "statement", "source_kind", "themes", "polarity")
    require(audits, "reference", "audited", "team", "themes", "auditor_grade", "moderator_grade")
    require(complaints, "reference", "received", "responded", "team", "themes", "outcome")
    require(complaints, "ombudsman_decided", "ombudsman_outcome")
    nothing = pl.lit(None, pl.String)
    known = findings.filter(pl.col("published").is_null() | (pl.col("published") <= as_at))
    short = newest_document(known).filter(pl.col("polarity") == "shortfall")
    poor = audits.filter((FINAL_GRADE < GOOD) | (pl.col("themes").list.len() > 0))
    upheld = complaints.filter(pl.col("outcome").is_in(["upheld", "partly_upheld"]))
    decided = complaints.filter(pl.col("ombudsman_outcome") == "upheld")
    parts = [
        short.select(
            pl.lit("finding").alias("kind"), "reference",
            pl.coalesce("published", pl.col("recorded_at").dt.date()).alias("day"),
            nothing.alias("team"), "statement", "themes",
        ),
        poor.select(
            pl.lit("audit").alias("kind"), "reference", pl.col("audited").alias("day"), "team",
            nothing.alias("statement"), "themes",
        ),
        upheld.select(
            pl.lit("complaint").alias("kind"), "reference",
            pl.coalesce("responded", "received").alias("day"), "team",
            nothing.alias("statement"), "themes",
        ),
        decided.select(
            pl.lit("ombudsman").alias("kind"), "reference",
            pl.coalesce("ombudsman_decided", "received").alias("day"), "team",
            nothing.alias("statement"), "themes",
        ),
    ]  # fmt: skip
    return pl.concat(parts).filter(within("day", None, as_at)).sort("day", maintain_order=True)


def answered(
    sources: pl.DataFrame, stages: pl.DataFrame, actions: pl.DataFrame, as_at: date
) -> pl.DataFrame:
    """Say of every source whether a lesson answers it, and how far that lesson has come.

    `sources`: what `lesson_sources` gave. `stages`: what `learning_loop.lesson_stages` gave.
    `actions`: reference, opened, answers_kind, answers (an action without a kind may answer any).
    Gives `sources` in their order with lessons (list of references), stage and rank (of the lesson
    that came furthest; missing without one), actions (list of references that answer the source
    itself), standing (one of `STANDINGS`), days_since.

    Raises ValueError naming the column that is missing.
    """
    require(sources, "kind", "reference", "day")
    require(stages, "reference", "origin", "origin_reference", "rank")
    require(actions, "reference", "opened", "answers_kind", "answers")
    found = sources.with_row_index("row").with_columns(key=plain(pl.col("reference")))
    keyed = found.filter(pl.col("key") != "").select("row", "kind", "key")
    lessons = (
        keyed.join(
            stages.select(
                pl.col("reference").alias("lesson"), "rank", kind="origin",
                key=plain(pl.col("origin_reference")),
            ),
            on=["kind", "key"],
        )
        .group_by("row")
        .agg(lessons=pl.col("lesson").sort(), rank=pl.col("rank").max())
    )  # fmt: skip
    given = answers_given(actions.filter(within("opened", None, as_at)))
    doing = (
        keyed.join(given, on="key")
        .filter(pl.col("said").is_null() | (pl.col("said") == pl.col("kind")))
        .group_by("row")
        .agg(actions=pl.col("action").unique().sort())
    )
    has = pl.col("lessons").list.len() > 0
    acts = pl.col("actions").list.len() > 0
    return (
        found.join(lessons, on="row", how="left")
        .join(doing, on="row", how="left")
        .sort("row")
        .drop("row", "key")
        .with_columns(pl.col("lessons", "actions").fill_null([]))
        .with_columns(
            stage=pl.col("rank").replace_strict(
                dict(enumerate(STAGES, start=1)), default=None, return_dtype=pl.String
            ),
            standing=pl.when(has)
            .then(pl.lit(STANDINGS[2]))
            .when(acts)
            .then(pl.lit(STANDINGS[1]))
            .otherwise(pl.lit(STANDINGS[0])),
            days_since=(pl.lit(as_at) - pl.col("day")).dt.total_days(),
        )
    )


def answered_share(sources: pl.DataFrame) -> pl.DataFrame:
    """Count how many sources led to a lesson, and how far round the loop they came.

    `sources`: what `answered` gave. Gives one row per kind, in the order of `SOURCE_KINDS`, also
    where there is none: kind, of (sources), action_only, lesson (led to a lesson), shared,
    changed, checked, embedded (whose lesson came this far or further), share (lesson ÷ of), low,
    high, verdict (see `shares.with_share`), sentence.

    Raises ValueError naming the column that is missing.
    """
    require(sources, "kind", "rank", "standing")
    counts = sources.group_by("kind").agg(
        of=pl.len().cast(pl.Int64),
        action_only=(pl.col("standing") == STANDINGS[1]).sum().cast(pl.Int64),
        lesson=(pl.col("standing") == STANDINGS[2]).sum().cast(pl.Int64),
        **{
            stage: (pl.col("rank") >= rank).sum().cast(pl.Int64)
            for rank, stage in enumerate(STAGES, start=1)
            if rank > 1
        },
    )
    every = pl.DataFrame({"kind": SOURCE_KINDS}).join(
        counts, on="kind", how="left", maintain_order="left"
    )
    judged = with_share(every.with_columns(pl.selectors.integer().fill_null(0)), "lesson", "of")
    said = [_sentence(row) for row in judged.iter_rows(named=True)]
    return judged.with_columns(pl.Series("sentence", said, pl.String))


def _sentence(row: dict[str, Any]) -> str:
    words = KIND_WORDS[row["kind"]]
    if row["of"] == 0:
        return f"No {words} on record."
    share = share_in_words(row["lesson"], row["of"], row["verdict"])
    return f"{sentence(words)} that led to a lesson: {share}."
