"""All evidence of the time since the assessment, put together by quality statement."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import polars as pl

from measures.assessed_today.practice import audit_lines, complaint_lines, lesson_lines
from measures.assessed_today.shortfalls import review_lines, shortfall_lines
from measures.assessed_today.signals import measure_lines
from measures.assessed_today.since import counted_since
from measures.assessed_today.voices import innovation_lines, staff_lines, voice_lines
from measures.indicators.series import IndicatorSeries
from measures.learning.learning_loop import lesson_stages
from measures.plan.progress import action_states
from measures.plan.shortfalls import shortfalls
from measures.statements.links import statement_actions, statement_lessons
from measures.statements.record import standing_findings
from measures.statistics.columns import require
from vocabulary.assessed_today import EvidenceKind, Side
from vocabulary.findings import SourceKind

DATASETS = (
    "score", "finding", "learning", "action", "complaint", "audit", "coproduction", "staff_voice",
    "innovation", "theme",
)  # fmt: skip
"""Whose frames `evidence_since` reads, beside the indicators that are judged already."""


class Evidence(NamedTuple):
    """`since`: what `counted_since` gave. `lines`: LINES_SCHEMA, statements in the framework's
    order, sides and kinds in theirs, the newest first within a kind."""

    since: pl.DataFrame
    lines: pl.DataFrame


def evidence_since(
    records: Mapping[str, pl.DataFrame],
    judged: IndicatorSeries,
    statements: pl.DataFrame,
    as_at: date,
) -> Evidence:
    """Put together what has changed since the regulator's assessment, for and against.

    `records`: the frames of `DATASETS`, with a snapshot's columns. `judged`: what
    `indicator_series` gave. `statements`: the framework's frame. The rules stand with each part:
    `signals`, `shortfalls`, `practice`, `voices`; which state is on which side in `line.SIDES`.
    Nothing is weighed: lines are neither scored nor ranked, and no score follows from them.

    Raises ValueError naming the column that is missing.
    """
    codebook, finding = records["theme"], records["finding"]
    since = counted_since(records["score"], finding, statements, as_at)
    documents = finding.filter(pl.col("source_kind") != SourceKind.SELF_ASSESSMENT.value)
    found = standing_findings(documents, as_at)
    short = shortfalls(found, records["learning"], records["action"], as_at)
    states = action_states(records["action"], as_at)
    stages = lesson_stages(records["learning"], as_at)
    lessons = statement_lessons(stages, found, statement_actions(states, short))
    parts = (
        measure_lines(judged, bearing(judged.measures, codebook), since, as_at),
        shortfall_lines(short, states, stages, since),
        review_lines(found, records["score"], since, as_at),
        complaint_lines(records["complaint"], codebook, since, as_at),
        audit_lines(records["audit"], codebook, since, as_at),
        lesson_lines(lessons, since),
        voice_lines(records["coproduction"], codebook, since, as_at),
        staff_lines(records["staff_voice"], codebook, since, as_at),
        innovation_lines(records["innovation"], codebook, since, as_at),
    )
    order = since.select("statement", "order")
    return Evidence(
        since,
        pl.concat(parts)
        .join(order, on="statement")
        .sort(
            "order",
            pl.col("side").cast(pl.Enum(list(Side.labels()))),
            pl.col("kind").cast(pl.Enum(list(EvidenceKind.labels()))),
            pl.col("first_day"),
            "about",
            "reference",
            descending=[False, False, False, True, False, False],
            nulls_last=True,
        )
        .drop("order"),
    )


def bearing(measures: pl.DataFrame, codebook: pl.DataFrame) -> pl.DataFrame:
    """Which quality statements each measure bears on: those it is declared for; where it is
    declared for none, those that its themes bear on. Gives measure, statement.

    `measures`: measure, statements, themes. Raises ValueError naming the column that is missing.
    """
    require(measures, "measure", "statements", "themes")
    named = measures.select("measure", statement="statements").explode(
        "statement", keep_nulls=False
    )
    rest = measures.join(named, on="measure", how="anti")
    tied = codebook.select("theme", statement="statements").explode("statement", keep_nulls=False)
    by_theme = (
        rest.select("measure", theme="themes").explode("theme", keep_nulls=False).join(
            tied, on="theme"
        )
    )  # fmt: skip
    return pl.concat([named, by_theme.select("measure", "statement")]).unique(maintain_order=True)


def by_statement(evidence: Evidence) -> pl.DataFrame:
    """Count the lines of each statement by side, in the framework's order: statement, order, name,
    short_name, score, since, basis, and for each of `Side` how many lines (for, against, missing,
    neither). Counts say how much there is to look at; they are not compared."""
    counts = evidence.lines.group_by("statement").agg(
        (pl.col("side") == side.value).sum().cast(pl.Int64).alias(side.value) for side in Side
    )
    return (
        evidence.since.join(counts, on="statement", how="left", maintain_order="left")
        .with_columns(pl.col([side.value for side in Side]).fill_null(0))
        .sort("order")
    )
