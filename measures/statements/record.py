"""What is on record for each quality statement: scores, findings, actions, lessons, and gaps; and
which records of practice and of people's experience bear on it, by theme.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final, NamedTuple

import polars as pl

from measures.audits.grades import FINAL_GRADE, GOOD
from measures.findings.counts import POLARITIES, balance_by_statement, newest_document
from measures.learning.learning_loop import STAGES, lesson_stages
from measures.plan.progress import CLOSED_STATES, OPEN_STATES, ActionState, action_states
from measures.plan.shortfalls import Answered, shortfalls
from measures.ratings.scores import beside_published, day_of, latest
from measures.statements.links import statement_actions, statement_lessons
from measures.statistics.columns import require
from measures.statistics.periods import within
from measures.statistics.recorded import recorded

PUBLISHED_SOURCES: Final = ("cqc_assessment",)
"""Kinds of documents that anyone can read."""
_CHECKED: Final = STAGES.index("checked") + 1


class StatementRecord(NamedTuple):
    """What is on record, row by row and counted: scores as `scores.day_of` dates them, findings
    that count, shortfalls with what answers them, actions and lessons under their statements, and
    counts (one row per statement)."""

    scores: pl.DataFrame
    findings: pl.DataFrame
    shortfalls: pl.DataFrame
    actions: pl.DataFrame
    lessons: pl.DataFrame
    counts: pl.DataFrame


def standing_findings(
    findings: pl.DataFrame, as_at: date, sources: tuple[str, ...] | None = None
) -> pl.DataFrame:
    """Keep the findings that count: of the newest document of each kind for each statement.

    `findings`: the finding dataset's frame. `sources`: kinds of documents to keep (None: all).
    Gives its columns, in reading order, newest document last.

    Raises ValueError naming the column that is missing.
    """
    require(findings, "published", "recorded_at", "statement", "source_kind", "paragraph")
    known = findings.filter(pl.col("published").is_null() | (pl.col("published") <= as_at))
    if sources is not None:
        known = known.filter(pl.col("source_kind").is_in(sources))
    return newest_document(known).sort(
        "statement", "published", "source_kind", "paragraph", "sentence", nulls_last=True
    )


def statement_record(
    records: Mapping[str, pl.DataFrame],
    statements: pl.DataFrame,
    as_at: date,
    sources: tuple[str, ...] | None = None,
) -> StatementRecord:
    """Put together what a self-assessment has to show for every quality statement.

    `records`: the frames of score, finding, learning and action. `statements`: the framework's
    frame. `sources`: kinds of documents whose findings count (None: all). counts has one row per
    statement in the framework's order: statement, order, name, short_name, own_score, own_day,
    published_score, published_day, difference (own less published); findings by polarity and
    total, confirmed (coded by a person, one by one), together (accepted with others), suggested
    (only by rule), paraphrased; shortfalls that
    are answered (by an action, also through a lesson), near (only by one on the same subject that
    nobody has linked), unanswered (by none), without (near and unanswered); actions, open,
    overdue, no_due_date, no_owner (of those open), closed, with_evidence, without_evidence;
    lessons, checked (of those: checked again or embedded), unchecked. Where there are actions or
    lessons, what rests on a field that no action or lesson of the council has is missing.

    Raises ValueError naming the column that is missing.
    """
    score, finding, learning, action = (
        records[name] for name in ("score", "finding", "learning", "action")
    )
    require(score, "statement", "kind", "score", "published")
    dated = score.with_columns(day=day_of(score))
    scores = dated.filter(pl.col("day").is_null() | (pl.col("day") <= as_at))
    findings = standing_findings(finding, as_at, sources)
    answered = shortfalls(findings, learning, action, as_at)
    actions = statement_actions(action_states(action, as_at), answered)
    lessons = statement_lessons(lesson_stages(learning, as_at), findings, actions)
    known = scores.drop("day")
    counts = (
        statements.select("statement", "order", "name", "short_name")
        .join(
            latest(known, statements).select("statement", published_day="day"),
            on="statement",
            how="left",
        )
        .join(
            beside_published(known, statements).select(
                "statement", "own_score", "own_day", "published_score", "difference"
            ),
            on="statement",
            how="left",
        )
        .sort("order")
    )
    standing, state = pl.col("standing"), pl.col("state")
    by = pl.col("coded_by")
    no_owner = pl.col("owner").fill_null("").str.strip_chars() == ""
    for part in (
        balance_by_statement(findings, statements).select("statement", *POLARITIES, "total"),
        findings.group_by("statement").agg(
            confirmed=(~by.is_in(["rule", "together"])).sum(),
            together=(by == "together").sum(),
            suggested=(by == "rule").sum(),
            paraphrased=pl.sum("paraphrased"),
        ),
        answered.group_by("statement").agg(
            answered=standing.is_in((Answered.THROUGH_LESSON, Answered.ACTION)).sum(),
            near=(standing == Answered.NOT_LINKED).sum(),
            unanswered=(standing == Answered.NO_ACTION).sum(),
            without=standing.is_in((Answered.NO_ACTION, Answered.NOT_LINKED)).sum(),
        ),
        actions.group_by("statement").agg(
            actions=pl.len(),
            open=state.is_in(OPEN_STATES).sum(),
            overdue=(state == ActionState.OVERDUE).sum(),
            no_due_date=(state == ActionState.NO_DUE_DATE).sum(),
            no_owner=(state.is_in(OPEN_STATES) & no_owner).sum(),
            closed=state.is_in(CLOSED_STATES).sum(),
            with_evidence=(state == ActionState.CLOSED_WITH_EVIDENCE).sum(),
            without_evidence=(state == ActionState.CLOSED_WITHOUT_EVIDENCE).sum(),
        ),
        lessons.group_by("statement").agg(
            lessons=pl.len(),
            checked=(pl.col("rank") >= _CHECKED).sum(),
            unchecked=(pl.col("rank") < _CHECKED).sum(),
        ),
    ):
        numbers = [name for name in part.columns if name != "statement"]
        counts = counts.join(
            part.select("statement", *(pl.col(name).cast(pl.Int64) for name in numbers)),
            on="statement",
            how="left",
            maintain_order="left",
        ).with_columns(pl.col(numbers).fill_null(0))
    counts = _without_silence(counts, action, learning)
    return StatementRecord(scores, findings, answered, actions, lessons, counts)


_RESTS_ON: Final = {
    "overdue": "due",
    "no_due_date": "due",
    "no_owner": "owner",
    "with_evidence": "impact",
    "without_evidence": "impact",
    "checked": "checked_on",
    "unchecked": "checked_on",
}


def _without_silence(
    counts: pl.DataFrame, action: pl.DataFrame, learning: pl.DataFrame
) -> pl.DataFrame:
    told = recorded(action, "due", "owner", "impact", "complete", "closed")
    told |= recorded(learning, "checked_on")
    silent = [name for name, field in _RESTS_ON.items() if field not in told]
    if not told & {"complete", "closed"}:
        silent += ["open", "closed", "overdue", "no_due_date", "no_owner"]
    of_lessons = ("checked", "unchecked")
    return counts.with_columns(
        pl.when(pl.col("lessons" if name in of_lessons else "actions") == 0)
        .then(pl.col(name))
        .alias(name)
        for name in dict.fromkeys(silent)
    )


BEARING: Final[Mapping[str, tuple[str, str]]] = {
    "audit": ("audit", "audited"),
    "complaint": ("complaint", "received"),
    "ombudsman": ("complaint", "ombudsman_decided"),
    "coproduction": ("coproduction", "held"),
    "innovation": ("innovation", "started"),
}
"""Kinds of records, with the dataset and the day each goes by."""
LATELY: Final = 365

_THEMES: Final = pl.col("themes").list.len().fill_null(0) > 0
_SHORT: Final[Mapping[str, pl.Expr]] = {
    "audit": (FINAL_GRADE < GOOD).fill_null(value=False) | _THEMES,
    "complaint": pl.col("outcome").is_in(["upheld", "partly_upheld"]).fill_null(value=False),
    "ombudsman": (pl.col("ombudsman_outcome") == "upheld").fill_null(value=False),
}


def bearing_records(
    records: Mapping[str, pl.DataFrame],
    codebook: pl.DataFrame,
    statement: str,
    as_at: date,
    lately: int = LATELY,
) -> pl.DataFrame:
    """List the records of the last `lately` days that bear on a quality statement.

    `records`: the frames of audit, complaint, coproduction and innovation, with a snapshot's
    columns. `codebook`: theme, statements (list). A record bears on the statement when one of its
    themes does (of an audit, also of its strengths), or when it names the statement itself. Gives
    one row per record, those that fall short first, then newest first: kind (one of `BEARING`),
    reference, day, short (an audit below good or with a theme where practice fell short; what was
    upheld).

    Raises ValueError naming the column that is missing.
    """
    require(codebook, "theme", "statements")
    tied = codebook.filter(pl.col("statements").list.contains(statement).fill_null(value=False))
    themes = tied.get_column("theme").to_list()
    since = as_at - timedelta(days=lately)
    parts = [_of_kind(records, kind, themes, statement, (since, as_at)) for kind in BEARING]
    return pl.concat(parts).sort(
        ["short", "day", "kind", "reference"], descending=[True, True, False, False]
    )


def bearing_counts(bearing: pl.DataFrame) -> pl.DataFrame:
    """Count what `bearing_records` gave: kind, records, short, for each of `BEARING`, in order."""
    require(bearing, "kind", "short")
    counts = bearing.group_by("kind").agg(
        records=pl.len().cast(pl.Int64), short=pl.col("short").sum().cast(pl.Int64)
    )
    kinds = pl.DataFrame({"kind": list(BEARING)})
    return kinds.join(counts, on="kind", how="left", maintain_order="left").with_columns(
        pl.col("records", "short").fill_null(0)
    )


def _of_kind(
    records: Mapping[str, pl.DataFrame],
    kind: str,
    themes: list[str],
    statement: str,
    period: tuple[date, date],
) -> pl.DataFrame:
    name, day = BEARING[kind]
    frame = records[name]
    require(frame, "reference", "themes", day)
    recent = frame.filter(within(day, *period))
    bears = _shares("themes", themes)
    if "strengths" in frame.columns:
        bears |= _shares("strengths", themes)
    if "statement" in frame.columns:
        bears |= (pl.col("statement") == statement).fill_null(value=False)
    return recent.filter(bears).select(
        "reference",
        kind=pl.lit(kind),
        day=day,
        short=_SHORT.get(kind, pl.lit(value=False)),
    )


def _shares(column: str, themes: list[str]) -> pl.Expr:
    shared = pl.col(column).list.set_intersection(pl.lit(themes, pl.List(pl.String)))
    return shared.list.len().fill_null(0) > 0
