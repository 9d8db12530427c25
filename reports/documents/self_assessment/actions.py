"""Actions for a quality statement, and lessons that bear on it."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import polars as pl

from measures.plan.progress import STATES
from measures.statements.links import THROUGH
from reports.documents.self_assessment.chapter import Chapter
from reports.documents.written_report import Heading, Paragraph, Part, Table
from vocabulary.wording import counted, none_or, sentence, short_date

_ORIGINS: Final = {
    "audit": "Practice audit",
    "complaint": "Complaint",
    "ombudsman": "Ombudsman",
    "safeguarding_adult_review": "Safeguarding adult review",
    "compliment": "Compliment",
    "coproduction": "Coproduction",
    "finding": "Assessment or review",
    "other": "Other",
}
_STAGES: Final = {
    "found": "Found, not shared yet",
    "shared": "Shared; nothing changed yet",
    "changed": "Practice changed",
    "checked": "Checked again",
    "embedded": "Embedded",
}
_RESULTS: Final = {
    "improved": "Improved",
    "partly_improved": "Partly improved",
    "not_improved": "Not improved",
}


def actions(chapter: Chapter) -> list[Part]:
    """What is being done: who, by when, how far, and whether it helped."""
    rows = chapter.record.actions.filter(pl.col("statement") == chapter.statement.id)
    parts: list[Part] = [Heading("What is being done", chapter.level)]
    if rows.is_empty():
        return [*parts, Paragraph("No action for this statement is on record.")]
    cells = tuple(
        (
            row["reference"],
            row["action"],
            row["owner"] or "No owner recorded",
            short_date(row["due"]) if row["due"] else "No date",
            _state(row),
            _impact(row),
        )
        for row in rows.iter_rows(named=True)
    )
    heads = ("Action", "What", "Owner (role)", "Due", "State", "Evidence of impact, or progress")
    return [
        *parts,
        Paragraph(_action_counts(chapter.counts)),
        Table(heads, cells, "Actions: late ones first, closed ones last",
              widths=(13, 29, 16, 11.5, 13, 28)),
    ]  # fmt: skip


def _action_counts(counts: dict[str, Any]) -> str:
    said = f"{sentence(counted(counts['actions'], 'action'))}: {none_or(counts['open'])} open"
    if counts["overdue"]:
        late = none_or(counts["overdue"])
        said += " and overdue" if counts["open"] == 1 else f", {late} of them overdue"
    said += f"; {none_or(counts['closed'])} closed"
    if counts["closed"] == 1:
        return f"{said}, {'with' if counts['with_evidence'] else 'without'} evidence of impact."
    if counts["closed"]:
        return f"{said}, {none_or(counts['with_evidence'])} of them with evidence of impact."
    return f"{said}."


def _state(row: dict[str, Any]) -> str:
    if row["state"] == STATES[0]:
        return f"Overdue by {counted(row['days_overdue'], 'day')}"
    if row["closed"]:
        return f"Closed {short_date(row['closed'])}"
    return sentence(row["state"])


def _impact(row: dict[str, Any]) -> str:
    if row["state"] == STATES[4]:
        return str(row["impact"])
    if row["state"] == STATES[5]:
        return "No evidence of impact recorded."
    if not row["progress"]:
        return "No progress noted."
    noted = f" ({short_date(row['progress_on'])})" if row["progress_on"] else ""
    return f"So far: {row['progress']}{noted}"


def lessons(chapter: Chapter) -> list[Part]:
    """What was learnt, and whether anybody checked that practice changed."""
    rows = chapter.record.lessons.filter(pl.col("statement") == chapter.statement.id)
    parts: list[Part] = [Heading("What was learnt", chapter.level)]
    if rows.is_empty():
        return [*parts, Paragraph("No lesson that bears on this statement is on record.")]
    tied = rows.filter(pl.col("through") != THROUGH[2])
    shown = rows if chapter.whole else tied
    parts.append(Paragraph(_lesson_counts(chapter.counts)))
    if shown.height < rows.height:
        parts.append(
            Paragraph(
                "Lessons on a theme in which this statement falls short are listed in the "
                "statement's own document"
                + ("." if shown.is_empty() else "; those tied to it more closely are here.")
            )
        )
    if shown.is_empty():
        return parts
    cells = tuple(
        (
            row["reference"],
            row["lesson"],
            f"{_ORIGINS[row['origin']]}, {short_date(row['found'])}",
            _STAGES[row["stage"]],
            _check(row),
        )
        for row in shown.iter_rows(named=True)
    )
    heads = ("Lesson", "What", "Found in", "How far it came", "Was it checked?")
    return [*parts, Table(heads, cells, "Lessons that bear on this statement",
                          widths=(12, 37, 20, 18, 21))]  # fmt: skip


def _lesson_counts(counts: dict[str, Any]) -> str:
    one = counts["lessons"] == 1
    said = (
        f"{sentence(counted(counts['lessons'], 'lesson'))} {'bears' if one else 'bear'} on this "
        "statement: found in one of its findings, answered by one of its actions, or on a theme in "
        "which it falls short."
    )
    if one:
        return f"{said} It has {'' if counts['checked'] else 'not '}been checked again."
    have = "have" if counts["checked"] > 1 else "has"
    return f"{said} {sentence(none_or(counts['checked']))} of them {have} been checked again."


def _check(row: dict[str, Any]) -> str:
    if row["said_embedded"] and row["why_not_evidenced"]:
        return f"Said to be embedded, but {row['why_not_evidenced']}"
    checked: date | None = row["checked_on"]
    if checked is None:
        return "Not checked"
    result = _RESULTS.get(row["check_result"] or "", "Result not recorded")
    return f"{result}, {short_date(checked)}"
