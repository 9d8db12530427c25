"""What was found short, and whether anything shows that it changed; what reviews found since."""

from __future__ import annotations

from datetime import date
from typing import Final

import polars as pl

from measures.assessed_today.line import State, as_lines, first_that_holds
from measures.learning.learning_loop import STAGES
from measures.plan.progress import OPEN_STATES, ActionState
from measures.plan.shortfalls import Answered
from measures.ratings.scores import newest
from measures.statistics.columns import require
from measures.statistics.recorded import recorded
from vocabulary.assessed_today import EvidenceKind
from vocabulary.findings import SourceKind

_CHECKED: Final = STAGES.index("checked") + 1


def shortfall_lines(
    known: pl.DataFrame, actions: pl.DataFrame, lessons: pl.DataFrame, since: pl.DataFrame
) -> pl.DataFrame:
    """Say of every shortfall whether something shows that it changed since the assessment.

    `known`: what `plan.shortfalls.shortfalls` gave. `actions`, `lessons`: what
    `plan.progress.action_states` and `learning.learning_loop.lesson_stages` gave. `since`: what
    `counted_since` gave. Gives LINES_SCHEMA, one row per shortfall on a statement: about is its
    text, reference the finding's. The first that holds:

    an action that answers it is closed with evidence of impact since (detail: the evidence); a
    lesson drawn from it was checked since, and practice had improved (detail: the lesson); an
    action is overdue (first_day: when it was due); one is open (first_day: when it is due); one was
    closed, and nothing shows that it helped; one on its subject is not linked; none answers it.
    Where no action is on record, or none says what it answers, whether it is closed, or whether it
    helped, what would follow from that is not recorded.

    Raises ValueError naming the column that is missing.
    """
    require(known, "reference", "statement", "text", "published", "actions", "lessons", "standing")
    rows = (
        known.join(since.select("statement", day="since"), on="statement")
        .with_row_index("row")
        .with_columns(first_day="published")
    )
    told = recorded(actions, "answers", "impact", "complete", "closed")
    done = bool(told & {"complete", "closed"})
    by_action = _closest(rows, actions, "actions").select("row", *_OF_ACTIONS)
    by_lesson = _lessons(rows, lessons)
    standing = pl.col("standing")
    state = first_that_holds(
        (pl.col("proved").is_not_null(), State.PROVED_BY_ACTION),
        (pl.col("checked").is_not_null(), State.PROVED_BY_LESSON),
        (pl.col("has_action") & pl.lit(not done), State.NOT_RECORDED),
        (pl.col("late"), State.LATE),
        (pl.col("open"), State.UNDER_WAY),
        (pl.col("has_action") & pl.lit("impact" not in told), State.NOT_RECORDED),
        (pl.col("has_action"), State.CLOSED_UNPROVED),
        (pl.lit("answers" not in told), State.NOT_RECORDED),
        (standing == Answered.NOT_LINKED, State.NOT_LINKED),
        (pl.lit(value=True), State.UNANSWERED),
    )
    return as_lines(
        rows.join(by_action, on="row", how="left", maintain_order="left")
        .join(by_lesson, on="row", how="left", maintain_order="left")
        .with_columns(state=state)
        .with_columns(
            about="text",
            detail=pl.when(pl.col("state") == State.PROVED_BY_ACTION)
            .then("proved")
            .when(pl.col("state") == State.PROVED_BY_LESSON)
            .then("checked")
            .otherwise("action"),
            first_day=pl.when(pl.col("state") == State.PROVED_BY_ACTION)
            .then("proved_on")
            .when(pl.col("state") == State.PROVED_BY_LESSON)
            .then("checked_on")
            .when(pl.col("state").is_in([State.LATE, State.UNDER_WAY]))
            .then("due")
            .when(pl.col("state") == State.CLOSED_UNPROVED)
            .then("closed")
            .otherwise("first_day"),
        ),
        EvidenceKind.SHORTFALL,
    )


_OF_ACTIONS: Final = (
    "has_action", "proved", "proved_on", "late", "open", "due", "closed", "action",
)  # fmt: skip


def _closest(rows: pl.DataFrame, actions: pl.DataFrame, column: str) -> pl.DataFrame:
    """What the actions that answer each shortfall come to, together."""
    state = pl.col("state")
    helped = (state == ActionState.CLOSED_WITH_EVIDENCE) & (
        pl.col("closed").is_null() | (pl.col("closed") > pl.col("day"))
    )
    late, open_ = state == ActionState.OVERDUE, state.is_in(OPEN_STATES)
    return (
        rows.select("row", "day", reference=column)
        .explode("reference", keep_nulls=False)
        .join(actions.select("reference", "state", "closed", "due", "impact"), on="reference")
        .sort("due", "reference", nulls_last=True)
        .group_by("row", maintain_order=True)
        .agg(
            has_action=pl.lit(value=True),
            proved=pl.col("impact").filter(helped).first(),
            proved_on=pl.col("closed").filter(helped).first(),
            late=late.any(),
            open=open_.any(),
            due=pl.coalesce(
                pl.col("due").filter(late).first(), pl.col("due").filter(open_).first()
            ),
            closed=pl.col("closed").max(),
            action=pl.coalesce(
                pl.col("reference").filter(late).first(),
                pl.col("reference").filter(open_).first(),
                pl.col("reference").first(),
            ),
        )
    )


def _lessons(rows: pl.DataFrame, lessons: pl.DataFrame) -> pl.DataFrame:
    """The first lesson drawn from each shortfall that a check since found to have improved."""
    good = (
        (pl.col("rank") >= _CHECKED)
        & (pl.col("check_result") != "not_improved")
        & (pl.col("checked_on") > pl.col("day"))
    )
    return (
        rows.select("row", "day", reference="lessons")
        .explode("reference", keep_nulls=False)
        .join(lessons.select("reference", "rank", "checked_on", "check_result"), on="reference")
        .filter(good)
        .sort("checked_on", "reference")
        .group_by("row", maintain_order=True)
        .agg(checked=pl.col("reference").first(), checked_on=pl.col("checked_on").first())
    )


def review_lines(
    findings: pl.DataFrame, scores: pl.DataFrame, since: pl.DataFrame, as_at: date
) -> pl.DataFrame:
    """Say what reviews other than the regulator's found since the assessment.

    `findings`: the statements' findings that count (`statements.record.standing_findings`).
    `scores`: the score dataset's columns. `since`: what `counted_since` gave. Gives LINES_SCHEMA:
    one row per strength that a peer or practice review found since (what it found short stands
    among shortfalls); one row where a peer review scored the statement since, with its score
    (count) beside the published one (count_before). What a council says of itself is no evidence.

    Raises ValueError naming the column that is missing.
    """
    require(findings, "reference", "statement", "source_kind", "published", "polarity", "text")
    dated = since.select("statement", day="since", count_before="score")
    ours = (SourceKind.CQC_ASSESSMENT.value, SourceKind.SELF_ASSESSMENT.value)
    strong = (
        findings.join(dated.drop("count_before"), on="statement")
        .filter(
            ~pl.col("source_kind").is_in(ours)
            & (pl.col("polarity") == "strength")
            & (pl.col("published") > pl.col("day"))
        )
        .select(
            "statement",
            "reference",
            about="text",
            detail="source_kind",
            first_day="published",
            state=pl.lit(str(State.FOUND_STRONG)),
        )
    )
    reviewed = (
        newest(scores, "peer_review")
        .drop("day")  # of a score nobody dated, the one it was recorded on
        .join(dated, on="statement")
        .filter((pl.col("stated") > pl.col("day")) & (pl.col("stated") <= as_at))
        .with_columns(
            state=first_that_holds(
                (pl.col("score") > pl.col("count_before"), State.SCORED_HIGHER),
                (pl.col("score") < pl.col("count_before"), State.SCORED_LOWER),
                (pl.col("score") == pl.col("count_before"), State.SCORED_THE_SAME),
            ),
            count="score",
            first_day="stated",
        )
    )
    return pl.concat(
        [as_lines(reviewed, EvidenceKind.REVIEW), as_lines(strong, EvidenceKind.REVIEW)]
    )
