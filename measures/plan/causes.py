"""Actions without a cause, and lessons without an action.

References that differ in case, spaces or punctuation are one. What happened after `as_at` has not
happened.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl

from measures.plan.answers import answers_given, may_answer
from measures.statistics.breakdown import plain
from measures.statistics.columns import require
from measures.statistics.periods import within

PROBLEMS: Final = (
    "answers nothing on record",
    "none of its references is on record",
    "some of its references are not on record",
)
UNCHECKED: Final = ("safeguarding_adult_review", "other")
"""What an action may answer that has no records here to check its reference against."""

WITHOUT_RECORDS: Final = ("ombudsman", "safeguarding_adult_review", "compliment", "other")
"""Origins of lessons that keep no record of their own, or not every one, here."""

_PROBLEM_WORDS: Final = {
    PROBLEMS[1]: "answers only what is not on record",
    PROBLEMS[2]: "answers some things that are not on record",
}


def known_references(
    findings: pl.DataFrame,
    lessons: pl.DataFrame,
    audits: pl.DataFrame,
    complaints: pl.DataFrame,
    activities: pl.DataFrame,
) -> pl.DataFrame:
    """List every reference that an action may answer: kind, reference.

    Each frame has reference; lessons have origin and origin_reference too. An ombudsman decision
    goes by its complaint's reference. What keeps no record here (`WITHOUT_RECORDS`) is known by
    the lessons drawn from it.

    Raises ValueError naming the column that is missing.
    """
    require(lessons, "reference", "origin", "origin_reference")
    frames = {
        "finding": findings,
        "learning": lessons,
        "audit": audits,
        "complaint": complaints,
        "ombudsman": complaints,
        "coproduction": activities,
    }
    parts = [
        frame.select(pl.lit(kind).alias("kind"), "reference") for kind, frame in frames.items()
    ]
    drawn = lessons.filter(pl.col("origin").is_in(WITHOUT_RECORDS))
    parts.append(drawn.select(pl.col("origin").alias("kind"), reference="origin_reference"))
    return pl.concat(parts).drop_nulls("reference").unique(maintain_order=True)


def answering_nothing(actions: pl.DataFrame, references: pl.DataFrame, as_at: date) -> pl.DataFrame:
    """Name the actions that answer nothing, or something that is not on record.

    `actions`: reference, action, statement, owner, opened, due, closed, answers_kind, answers.
    `references`: what `known_references` gave. An action that says what kind of thing it answers
    is looked up among those; one that does not, among all. References to kinds that keep no
    record here (`UNCHECKED`) are believed. Gives one row per action with a problem, oldest first:
    reference, action, statement, owner, opened, due, closed, answers_kind, answers, missing (list
    of references not on record), problem (one of `PROBLEMS`), sentence.

    Raises ValueError naming the column that is missing.
    """
    kept = ("reference", "action", "statement", "owner", "opened", "due", "closed")
    require(actions, *kept, "answers_kind", "answers")
    require(references, "kind", "reference")
    agreed = actions.filter(within("opened", None, as_at)).with_row_index("row")
    keys = references.select("kind", key=plain(pl.col("reference"))).unique()
    given = (
        agreed.select("row", "answers_kind", "answers")
        .explode("answers", keep_nulls=False)
        .with_columns(key=plain(pl.col("answers")))
        .filter(pl.col("key") != "")
    )
    believed = pl.col("answers_kind").is_in(UNCHECKED)
    of_kind = given.filter(pl.col("answers_kind").is_not_null() & ~believed)
    of_any = given.filter(pl.col("answers_kind").is_null())
    missing = pl.concat(
        [
            of_kind.join(
                keys, left_on=["answers_kind", "key"], right_on=["kind", "key"], how="anti"
            ),
            of_any.join(keys, on="key", how="anti"),
        ]
    )
    said = given.group_by("row").agg(pl.len().alias("given"))
    lost = missing.group_by("row").agg(pl.col("answers").sort().alias("missing"))
    problem = (
        pl.when(pl.col("given").is_null())
        .then(pl.lit(PROBLEMS[0]))
        .when(pl.col("missing").list.len() >= pl.col("given"))
        .then(pl.lit(PROBLEMS[1]))
        .when(pl.col("missing").list.len() > 0)
        .then(pl.lit(PROBLEMS[2]))
    )
    return (
        agreed.join(said, on="row", how="left")
        .join(lost, on="row", how="left")
        .with_columns(pl.col("missing").fill_null([]), problem=problem)
        .drop_nulls("problem")
        .sort("opened", "reference")
        .with_columns(
            sentence=pl.format("{} {}.", "reference", pl.col("problem").replace(_PROBLEM_WORDS))
        )
        .select(*kept, "answers_kind", "answers", "missing", "problem", "sentence")
    )


def lessons_without_action(
    stages: pl.DataFrame, actions: pl.DataFrame, as_at: date
) -> pl.DataFrame:
    """Name the lessons that need a change and that no action answers.

    `stages`: what `learning_loop.lesson_stages` gave for `as_at`. `actions`: reference, opened,
    closed, answers_kind, answers. A lesson needs a change while none was made, and again when its
    check found no improvement: then an action that is closed does not answer it any more. Lessons
    from compliments are good practice to pass on, and left out. Gives rows of `stages`, longest
    open first: reference, origin, lesson, themes, team, owner, found, stage, check_result,
    days_since_found, sentence.

    Raises ValueError naming the column that is missing.
    """
    kept = ("reference", "origin", "lesson", "themes", "team", "owner", "found", "stage")
    require(stages, *kept, "check_result", "changed_on", "rank", "days_since_found")
    require(actions, "reference", "opened", "closed", "answers_kind", "answers")
    agreed = actions.filter(within("opened", None, as_at))
    still = agreed.filter(~within("closed", None, as_at))
    no_better = (pl.col("check_result") == "not_improved").fill_null(value=False)
    failed = (pl.col("stage") == "checked") & no_better
    unchanged = pl.col("changed_on").is_null() & (pl.col("rank") < 4)
    rows = stages.filter(pl.col("origin") != "compliment").with_columns(
        key=plain(pl.col("reference"))
    )
    fits = may_answer("learning")
    ever = answers_given(agreed).filter(fits)
    now = answers_given(still).filter(fits)
    return (
        pl.concat(
            [
                rows.filter(unchanged).join(ever, on="key", how="anti"),
                rows.filter(failed).join(now, on="key", how="anti"),
            ]
        )
        .sort(["days_since_found", "reference"], descending=[True, False])
        .select(
            *kept, "check_result", "days_since_found",
            sentence=pl.format(
                "{}: {}, and no action answers it.",
                "reference",
                pl.when(failed)
                .then(pl.lit("its check found no improvement"))
                .otherwise(pl.lit("no change has been made")),
            ),
        )
    )  # fmt: skip
