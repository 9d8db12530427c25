"""The learning loop: found, shared, changed, checked again, embedded; and what leaks on the way.

`lessons` is the learning dataset's frame, one row per lesson. What happened after `as_at` has not
happened, and lessons found after it count nowhere.

A lesson has come as far as the furthest stage it has a day for; an earlier stage without a day is
"skipped", not a reason to send it back. Two stages need more than a day. Checked: the check is not
earlier than the change. Embedded: a check after the change found that practice improved, at least
partly. A lesson said to be embedded without that is not evidenced, and stays where it was.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any, Final

import polars as pl

from measures.statistics.breakdown import break_down
from measures.statistics.columns import require
from measures.statistics.periods import within
from measures.statistics.recorded import recorded
from measures.statistics.shares import share_in_words, with_share
from vocabulary.learning import STAGE_WHERE_STUCK, LessonStage
from vocabulary.wording import agree, number_of, sentence

STAGES: Final = tuple(LessonStage.labels())


class NotEvidenced(StrEnum):
    """Why nobody can show that a lesson is embedded."""

    NO_CHECK = "no check on record"
    CHECKED_BEFORE_CHANGE = "checked only before the change"
    RESULT_NOT_RECORDED = "what the check found is not recorded"
    NOT_IMPROVED = "the check found no improvement"


PATIENCE: Final = 92
"""Days at one stage, about a quarter, after which a lesson is called stuck."""

_DAYS: Final = ("shared_on", "changed_on", "checked_on", "embedded_on")


def lesson_stages(lessons: pl.DataFrame, as_at: date) -> pl.DataFrame:
    """Say of every lesson how far round the loop it has come.

    `lessons`: reference, origin, origin_reference, found, lesson, themes, team, owner, shared_on,
    changed_on, checked_on, check_result, embedded_on. Gives one row per lesson, open ones first,
    longest open first: reference, origin, origin_reference, lesson, themes, team, owner, found,
    shared_on, changed_on, checked_on, check_result, embedded_on (days after `as_at` missing),
    stage (the furthest of `STAGES`), rank (1 to 5), stage_since, days_at_stage, days_since_found,
    skipped (list: earlier stages without a day), said_embedded, why_not_evidenced (one of
    `NotEvidenced`; missing where not said to be embedded, or evidenced), next_step, next_known
    (false where of none of these lessons it is recorded whether they came a step further).

    Raises ValueError naming the column that is missing.
    """
    kept = ("reference", "origin", "origin_reference", "lesson", "themes", "team", "owner", "found")
    require(lessons, *kept, "check_result", *_DAYS)
    known = lessons.filter(within("found", None, as_at)).select(
        *kept,
        *(pl.when(pl.col(day) <= as_at).then(day).alias(day) for day in _DAYS),
        "check_result",
    )
    checked = pl.col("checked_on").is_not_null()
    in_time = (pl.col("checked_on") >= pl.col("changed_on")).fill_null(value=True)
    said = pl.col("embedded_on").is_not_null()
    why = (
        pl.when(~checked)
        .then(pl.lit(NotEvidenced.NO_CHECK))
        .when(~in_time)
        .then(pl.lit(NotEvidenced.CHECKED_BEFORE_CHANGE))
        .when(pl.col("check_result").is_null())
        .then(pl.lit(NotEvidenced.RESULT_NOT_RECORDED))
        .when(pl.col("check_result") == "not_improved")
        .then(pl.lit(NotEvidenced.NOT_IMPROVED))
    )
    since = {
        "found": pl.col("found"),
        "shared": pl.col("shared_on"),
        "changed": pl.col("changed_on"),
        "checked": pl.when(in_time).then("checked_on"),
        # A check may confirm a lesson after it was said to be embedded: it counts from then.
        "embedded": pl.when(why.is_null()).then(
            pl.when(said).then(pl.max_horizontal("embedded_on", "checked_on"))
        ),
    }
    placed = known.with_columns(
        **{f"_{stage}": day for stage, day in since.items()},
        said_embedded=said,
        why_not_evidenced=pl.when(said).then(why),
    ).with_columns(
        rank=pl.max_horizontal(
            pl.when(pl.col(f"_{stage}").is_not_null()).then(rank)
            for rank, stage in enumerate(STAGES, start=1)
        ).cast(pl.Int64)
    )
    told = recorded(known, *_DAYS)
    silent = [rank for rank, day in enumerate(_DAYS, start=1) if day not in told]
    skipped = pl.concat_list(
        pl.when(pl.col(f"_{stage}").is_null() & (pl.col("rank") > rank)).then(pl.lit(stage))
        for rank, stage in enumerate(STAGES, start=1)
    ).list.drop_nulls()
    stage_since = pl.coalesce(
        pl.when(pl.col("rank") == rank).then(f"_{stage}")
        for rank, stage in enumerate(STAGES, start=1)
    )
    return (
        placed.with_columns(
            stage=pl.col("rank").replace_strict(
                dict(enumerate(STAGES, start=1)), return_dtype=pl.String
            ),
            stage_since=stage_since,
            skipped=skipped,
            next_known=~pl.col("rank").is_in(silent),
            next_step=_next_step(),
            days_at_stage=(pl.lit(as_at) - stage_since).dt.total_days(),
            days_since_found=(pl.lit(as_at) - pl.col("found")).dt.total_days(),
        )
        .sort(
            [pl.col("rank") == len(STAGES), "days_since_found", "reference"],
            descending=[False, True, False],
        )
        .select(
            *kept, *_DAYS[:3], "check_result", "embedded_on", "stage", "rank", "stage_since",
            "days_at_stage", "days_since_found", "skipped", "said_embedded", "why_not_evidenced",
            "next_step", "next_known",
        )
    )  # fmt: skip


def not_evidenced(stages: pl.DataFrame) -> pl.DataFrame:
    """Name the lessons said to be embedded of which nobody can show it.

    `stages`: what `lesson_stages` gave. Gives its rows with why_not_evidenced, those said to be
    embedded longest first, with a sentence: reference, lesson, origin, team, owner, embedded_on,
    stage, why_not_evidenced, sentence.
    """
    require(stages, "reference", "lesson", "origin", "team", "owner", "embedded_on", "stage")
    return (
        stages.drop_nulls("why_not_evidenced")
        .sort("embedded_on", "reference")
        .select(
            "reference", "lesson", "origin", "team", "owner", "embedded_on", "stage",
            "why_not_evidenced",
            sentence=pl.format(
                "{} is said to be embedded, but {}: not evidenced.",
                "reference",
                pl.col("why_not_evidenced").replace(
                    {
                        NotEvidenced.NO_CHECK: "no check is on record",
                        NotEvidenced.CHECKED_BEFORE_CHANGE: "it was checked only before the change",
                    }
                ),
            ),
        )
    )  # fmt: skip


def flow(stages: pl.DataFrame, by: str | None = None, patience: int = PATIENCE) -> pl.DataFrame:
    """Count how many lessons came to each stage, and where they stop.

    `stages`: what `lesson_stages` gave. `by`: origin, team, themes. Gives five rows per case, in
    the loop's order: case ("all" without `by`), stage, rank, reached (came this far or further),
    of (all lessons of the case), share (reached ÷ of), low, high, verdict (see
    `shares.with_share`), stopped (came here and no further), stuck (of those, for more than
    `patience` days: newer ones have not leaked), skipped (came further without a day for this
    stage), sentence.

    Raises ValueError naming the column that is missing.
    """
    require(stages, "rank", "days_at_stage", "skipped")
    rows = break_down(stages, by)
    ranks = pl.DataFrame({"stage": STAGES, "rank": range(1, len(STAGES) + 1)})
    counts = rows.group_by("case").agg(
        of=pl.len().cast(pl.Int64),
        **{
            f"{what}{rank}": count.sum().cast(pl.Int64)
            for rank, stage in enumerate(STAGES, start=1)
            for what, count in (
                ("reached", pl.col("rank") >= rank),
                ("stopped", pl.col("rank") == rank),
                ("stuck", (pl.col("rank") == rank) & (pl.col("days_at_stage") > patience)),
                ("skipped", pl.col("skipped").list.contains(stage)),
            )
        },
    )
    grid = counts.sort("case").join(ranks, how="cross", maintain_order="left_right")
    picked = grid.with_columns(
        pl.coalesce(
            pl.when(pl.col("rank") == rank).then(f"{what}{rank}")
            for rank in range(1, len(STAGES) + 1)
        ).alias(what)
        for what in ("reached", "stopped", "stuck", "skipped")
    ).with_columns(
        # Nobody is stopped or stuck at the end.
        pl.when(pl.col("rank") < len(STAGES)).then(name).otherwise(0).alias(name)
        for name in ("stopped", "stuck")
    )
    judged = with_share(picked, "reached", "of")
    said = [_flow_sentence(row) for row in judged.iter_rows(named=True)]
    return judged.with_columns(pl.Series("sentence", said, pl.String)).select(
        "case", "stage", "rank", "reached", "of", "share", "low", "high", "verdict", "stopped",
        "stuck", "skipped", "sentence",
    )  # fmt: skip


def biggest_leak(counts: pl.DataFrame) -> str:
    """Say in a sentence where most lessons are stuck, from the rows of one case of `flow`."""
    require(counts, "stage", "rank", "reached", "of", "stuck")
    if counts.is_empty():
        return "No lesson is on record yet."
    row = counts.sort(["stuck", "rank"], descending=[True, False]).row(0, named=True)
    if row["stuck"] == 0:
        return f"Not one of {number_of(row['of'], 'lesson')} has been stuck at a stage."
    have = agree(row["stuck"], "has", "have")
    return (
        f"Lessons leak most after '{row['stage']}': of {row['reached']:,} that came this far, "
        f"{row['stuck']:,} {have} waited long and {STAGE_WHERE_STUCK[row['stage']]}."
    )


def _next_step() -> pl.Expr:
    result = pl.col("check_result")
    return (
        pl.when(pl.col("rank") == 5)
        .then(pl.lit("nothing more"))
        .when(pl.col("why_not_evidenced").is_not_null() & (pl.col("rank") < 4))
        .then(pl.lit("check whether it is embedded"))
        .when((pl.col("rank") == 4) & (result == "not_improved"))
        .then(pl.lit("change something else"))
        .when(pl.col("rank") == 4)
        .then(pl.lit("judge whether it has lasted"))
        .when(pl.col("rank") == 3)
        .then(pl.lit("check whether practice has changed"))
        .when(pl.col("rank") == 2)
        .then(pl.lit("make the change"))
        .otherwise(pl.lit("share it"))
    )


def _flow_sentence(row: dict[str, Any]) -> str:
    if row["rank"] == 1:
        return f"{sentence(number_of(row['of'], 'lesson'))} found."
    share = share_in_words(row["reached"], row["of"], row["verdict"])
    return f"{sentence(row['stage'])}: {share}."
