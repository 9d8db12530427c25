"""What the records of a trail say, and what each tells of whether it worked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Final

import polars as pl

from measures.audits.grades import FINAL_GRADE, GOOD
from measures.complaints.states import NOT_DECIDED, concluded
from measures.learning.learning_loop import lesson_stages
from measures.plan.progress import ActionState, action_states
from measures.statistics.columns import require


class Proof(StrEnum):
    """What a record tells of whether it worked: shown; said to be done but not shown; looked at
    and found not to have worked; not looked at yet. Missing: it is no record of something done."""

    SHOWN = "shown"
    NOT_SHOWN = "not shown"
    FAILED = "failed"
    WAITING = "waiting"


RECORD_SCHEMA: Final[Mapping[str, pl.DataType]] = {
    "kind": pl.String(),
    "reference": pl.String(),
    "text": pl.String(),
    "about": pl.String(),
    "team": pl.String(),
    "day": pl.Date(),
    "state": pl.String(),
    "short": pl.Boolean(),
    "statement": pl.String(),
    "themes": pl.List(pl.String()),
    "done": pl.String(),
    "done_on": pl.Date(),
    "proof": pl.String(),
    "proof_text": pl.String(),
    "proof_on": pl.Date(),
}


def trail_records(
    records: Mapping[str, pl.DataFrame], wanted: pl.DataFrame, as_at: date
) -> pl.DataFrame:
    """Say of some records what they are, what was done, and whether it worked.

    `records`: the frames of `links.KINDS` (complaint stands for ombudsman too), with a
    snapshot's columns. `wanted`: kind, reference. Gives one row per record there is, in the order
    of `wanted`, the first where several share a reference: kind, reference, text (its sentence,
    where it has one), about (an audit's practice area, an activity's method, a pilot's kind),
    team, day (published, audited, received, decided, held, found, opened, started), state
    (polarity, grade, outcome, stage of the learning loop or of a pilot, one of `ActionState`,
    result), short (something ought to follow: a shortfall, an audit below good or with a theme
    where practice fell short, what was upheld), statement (where it names one), themes, done (what
    was changed), done_on, proof (one of `Proof`), proof_text, proof_on.

    Raises ValueError naming the column that is missing.
    """
    require(wanted, "kind", "reference")
    parts = [pl.DataFrame(schema=RECORD_SCHEMA)]
    for kind, read in _READERS.items():
        names = wanted.filter(pl.col("kind") == kind).get_column("reference")
        if names.len():
            frame = records["complaint" if kind == "ombudsman" else kind]
            require(frame, "reference")
            rows = frame.filter(pl.col("reference").is_in(names.implode()))
            parts.append(read(rows, as_at).with_columns(kind=pl.lit(kind)))
    told = pl.concat(parts, how="diagonal_relaxed").select(
        pl.col(name).cast(kind) for name, kind in RECORD_SCHEMA.items()
    )
    first = told.unique(["kind", "reference"], keep="first", maintain_order=True)
    return (
        wanted.select("kind", "reference")
        .unique(maintain_order=True)
        .join(first, on=["kind", "reference"], maintain_order="left")
    )


def _findings(frame: pl.DataFrame, as_at: date) -> pl.DataFrame:
    return frame.select(
        "reference",
        "text",
        "statement",
        "themes",
        about="source_kind",
        day="published",
        state="polarity",
        short=pl.col("polarity").is_in(["shortfall", "mixed"]),
    )


def _audits(frame: pl.DataFrame, as_at: date) -> pl.DataFrame:
    themes = pl.col("themes").list.len().fill_null(0) > 0
    again = pl.col("re_audit_of").is_not_null()
    good = FINAL_GRADE >= GOOD
    return frame.select(
        "reference",
        "team",
        "themes",
        about="practice_area",
        day="audited",
        state=FINAL_GRADE.cast(pl.String),
        short=(~good).fill_null(value=False) | themes,
        proof=pl.when(again & good)
        .then(pl.lit(Proof.SHOWN))
        .when(again)
        .then(pl.lit(Proof.FAILED)),
        proof_on=pl.when(again).then("audited"),
    )


def _complaints(frame: pl.DataFrame, as_at: date) -> pl.DataFrame:
    require(frame, "outcome", "responded")
    return frame.select(
        "reference",
        "team",
        "themes",
        day="received",
        state=pl.when(concluded() != NOT_DECIDED).then(concluded()),
        short=pl.col("outcome").is_in(["upheld", "partly_upheld"]).fill_null(value=False),
    )


def _decisions(frame: pl.DataFrame, as_at: date) -> pl.DataFrame:
    return frame.select(
        "reference",
        "team",
        "themes",
        day="ombudsman_decided",
        state="ombudsman_outcome",
        short=(pl.col("ombudsman_outcome") == "upheld").fill_null(value=False),
    )


def _activities(frame: pl.DataFrame, as_at: date) -> pl.DataFrame:
    settled = pl.col("result").is_not_null()
    return frame.select(
        "reference",
        "themes",
        text="title",
        about="method",
        day="held",
        state="result",
        short=pl.lit(value=False),
        done=pl.when(settled).then("changed"),
        done_on=pl.when(settled).then("changed_on"),
        proof=pl.when(pl.col("heard_back") <= as_at)
        .then(pl.lit(Proof.SHOWN))
        .when(settled)
        .then(pl.lit(Proof.WAITING)),
        proof_on=pl.when(pl.col("heard_back") <= as_at).then("heard_back"),
    )


def _lessons(frame: pl.DataFrame, as_at: date) -> pl.DataFrame:
    words = frame.select("reference", "change", "checked_by").unique("reference", keep="first")
    # A check before the change says nothing of the change.
    checked = (pl.col("checked_on") >= pl.col("changed_on")).fill_null(value=True) & (
        pl.col("checked_on").is_not_null() & pl.col("check_result").is_not_null()
    )
    changed = pl.col("changed_on").is_not_null()
    return (
        lesson_stages(frame, as_at)
        .join(words, on="reference", how="left", maintain_order="left")
        .select(
            "reference",
            "themes",
            "team",
            text="lesson",
            about="origin",
            day="found",
            state="stage",
            short=pl.lit(value=True),
            done=pl.when(changed).then("change"),
            done_on="changed_on",
            proof=pl.when(checked & (pl.col("check_result") == "not_improved"))
            .then(pl.lit(Proof.FAILED))
            .when(checked)
            .then(pl.lit(Proof.SHOWN))
            .when("said_embedded")
            .then(pl.lit(Proof.NOT_SHOWN))
            .when(changed)
            .then(pl.lit(Proof.WAITING)),
            proof_text=pl.when(checked).then("checked_by"),
            proof_on=pl.when(checked).then("checked_on"),
        )
    )


def _actions(frame: pl.DataFrame, as_at: date) -> pl.DataFrame:
    state = pl.col("state")
    shown = state == ActionState.CLOSED_WITH_EVIDENCE
    return action_states(frame, as_at).select(
        "reference",
        "statement",
        "themes",
        "team",
        "state",
        text="action",
        about="owner",
        day="opened",
        short=pl.lit(value=True),
        done_on="closed",
        proof=pl.when(shown)
        .then(pl.lit(Proof.SHOWN))
        .when(state == ActionState.CLOSED_WITHOUT_EVIDENCE)
        .then(pl.lit(Proof.NOT_SHOWN))
        .otherwise(pl.lit(Proof.WAITING)),
        proof_text=pl.when(shown).then("impact"),
        proof_on=pl.when(shown).then("closed"),
    )


def _innovation(frame: pl.DataFrame, as_at: date) -> pl.DataFrame:
    showed = pl.col("showed").is_not_null()
    over = pl.col("stage").is_in(["evaluated", "adopted", "spread", "stopped"])
    return frame.select(
        "reference",
        "statement",
        "themes",
        text="name",
        about="kind",
        day="started",
        state="stage",
        short=pl.lit(value=False),
        proof=pl.when(showed)
        .then(pl.lit(Proof.SHOWN))
        .when(over)
        .then(pl.lit(Proof.NOT_SHOWN))
        .otherwise(pl.lit(Proof.WAITING)),
        proof_text="showed",
        proof_on=pl.when(showed).then("stage_since"),
    )


_READERS: Final[Mapping[str, Callable[[pl.DataFrame, date], pl.DataFrame]]] = {
    "finding": _findings,
    "audit": _audits,
    "complaint": _complaints,
    "ombudsman": _decisions,
    "coproduction": _activities,
    "learning": _lessons,
    "action": _actions,
    "innovation": _innovation,
}
