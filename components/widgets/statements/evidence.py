"""What hangs on a quality statement: actions, lessons, audits, complaints."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import streamlit as st

from components import look
from components.exhibits.catalogue import Records
from components.exhibits.evidence_trail.record_words import (
    record_label,
    record_standing,
    record_text,
)
from components.exhibits.evidence_trail.trail import frames_of, told_of
from components.exhibits.memo import memo
from components.exhibits.plan.actions import closing_day
from components.look.marks import Meaning
from components.widgets.evidence_trail.record_link import record_link, record_point
from measures.plan.progress import ActionState
from measures.statements.record import (
    StatementRecord,
    bearing_counts,
    bearing_records,
    statement_record,
)
from measures.statistics.recorded import recorded
from vocabulary.learning import STAGE_WAITED_FOR, LessonStage
from vocabulary.record_kinds import KIND_PLURALS
from vocabulary.shown import escape
from vocabulary.wording import counted, long_date, sentence

SHOWN, OF_EACH = 5, 2
_PAGES = {
    "audit": ("practice", "All practice audits"),
    "complaint": ("complaints", "All complaints"),
    "ombudsman": ("complaints", "All of the ombudsman's figures"),
    "coproduction": ("coproduction", "All activities"),
    "innovation": ("plan", "All pilots and studies"),
}
_ACTION_MARKS: dict[str, Meaning] = {
    ActionState.OVERDUE: "attention",
    ActionState.CLOSED_WITH_EVIDENCE: "improved",
    ActionState.CLOSED_WITHOUT_EVIDENCE: "attention",
}


def statement_on_record(known: Records, today: date) -> StatementRecord:
    """What is on record for every statement, worked out once."""
    return memo(known, _statement_on_record, today)


def _statement_on_record(known: Records, today: date) -> StatementRecord:
    names = ("score", "finding", "learning", "action")
    frames = {name: known[name] for name in names}
    return statement_record(frames, known.framework.frame(), today)


def answers_of_findings(record: StatementRecord, statement: str) -> dict[str, str]:
    """What answers each shortfall of a statement, in a few words, by the finding's reference."""
    rows = record.shortfalls.filter(pl.col("statement") == statement)
    return {
        row["reference"]: f"Answered: {', '.join(row['actions'])}"
        if row["actions"]
        else "No action yet"
        for row in rows.iter_rows(named=True)
        if row["reference"]
    }


def no_actions(known: Records, statement: str, today: date) -> str:
    """What brings actions, as HTML, where none is for the statement."""
    if _counts(statement_on_record(known, today), statement)["actions"]:
        return ""
    return look.what_brings(
        "No action is for this statement",
        "Record one, and say which finding or lesson it answers.",
        way=look.link("Record an action", "record", dataset="action"),
    )


def statement_actions(known: Records, statement: str, today: date) -> None:
    """Draw the statement's actions, late ones first."""
    record = statement_on_record(known, today)
    rows = record.actions.filter(pl.col("statement") == statement)
    counts = _counts(record, statement)
    with look.card("statement_actions"):
        unanswered = counts["unanswered"] + counts["near"]
        late = "how many are overdue is not recorded"
        if counts["overdue"] is not None:
            late = f"{counts['overdue'] or 'none'} overdue"
        look.card_header(
            "What is being done",
            f"{sentence(counted(counts['actions'], 'action'))}, {late}; "
            f"{counted(unanswered, 'shortfall')} without one",
            small=True,
        )
        told = recorded(record.actions, "complete", "impact")
        look.points([_action(row, told) for row in rows.head(SHOWN).iter_rows(named=True)])
        _more(rows.height - SHOWN, "plan", "The whole plan")


def no_lessons(known: Records, statement: str, today: date) -> str:
    """What brings lessons, as HTML, where none is on record for the statement."""
    if _counts(statement_on_record(known, today), statement)["lessons"]:
        return ""
    return look.what_brings(
        "No lesson is on record for this statement",
        "Lessons come from audits, complaints, reviews and people's voices.",
        way=look.link("Record a lesson", "record", dataset="learning"),
    )


def statement_lessons(known: Records, statement: str, today: date) -> None:
    """Draw the statement's lessons, the closest tie first."""
    record = statement_on_record(known, today)
    rows = record.lessons.filter(pl.col("statement") == statement)
    counts = _counts(record, statement)
    with look.card("statement_lessons"):
        checked = "whether any was checked again is not recorded"
        if counts["unchecked"] is not None:
            checked = f"{counts['unchecked'] or 'none'} not checked again yet"
        look.card_header(
            "What was learnt",
            f"{sentence(counted(counts['lessons'], 'lesson'))}, {checked}",
            small=True,
        )
        look.points([_lesson(row) for row in rows.head(SHOWN).iter_rows(named=True)])
        _more(rows.height - SHOWN, "practice", "All lessons")


def no_practice(known: Records, statement: str, today: date) -> str:
    """What brings audits, complaints and activities, as HTML, where none bears on the statement."""
    if _bearing(known, statement, today).height:
        return ""
    return look.what_brings(
        "No audit, complaint or activity on its themes in the last 12 months",
        "Bring the records in, coded by theme.",
    )


def statement_practice(known: Records, statement: str, today: date) -> None:
    """Draw the audits, complaints and activities of the last year that bear on the statement."""
    bearing = _bearing(known, statement, today)
    with look.card("statement_practice"):
        look.card_header(
            "Audits, complaints and people's voices",
            "On themes of this statement, in the last 12 months; what falls short first",
            small=True,
        )
        for kind, records, short in bearing_counts(bearing).iter_rows():
            if records:
                _kind(known, statement, kind, (records, short), today)


def _kind(known: Records, statement: str, kind: str, counts: tuple[int, int], today: date) -> None:
    records, short = counts
    address, words = _PAGES[kind]
    of = f", {short:,} of them short" if kind in ("audit", "complaint", "ombudsman") else ""
    title = f"{sentence(KIND_PLURALS[kind])}: {records:,}{of}"
    rows = memo(known, _bearing_told, statement, kind, today)
    lines = "".join(
        f'<p class="trail-item">{record_link(kind, row["reference"], record_text(row))}'
        f'<span class="trail-foot">{escape(record_label(row) + record_standing(row))}</span></p>'
        for row in rows
    )
    st.html(
        f'<div class="trail-group"><h3 class="trail-title">{escape(title)}</h3>{lines}'
        f'<p class="source">{look.link(words, address)}</p></div>'
    )


def _bearing(known: Records, statement: str, today: date) -> pl.DataFrame:
    return memo(known, _bearing_records, statement, today)


def _bearing_records(known: Records, statement: str, today: date) -> pl.DataFrame:
    return bearing_records(frames_of(known), known["theme"], statement, today)


def _bearing_told(known: Records, statement: str, kind: str, today: date) -> list[dict[str, Any]]:
    of_kind = _bearing(known, statement, today).filter(pl.col("kind") == kind)
    return told_of(known, of_kind.head(OF_EACH), today)


def _counts(record: StatementRecord, statement: str) -> dict[str, Any]:
    return record.counts.filter(pl.col("statement") == statement).row(0, named=True)


def _action(row: dict[str, Any], told: frozenset[str]) -> look.Point:
    state = str(row["state"])
    silent = state == ActionState.CLOSED_WITHOUT_EVIDENCE and "impact" not in told
    known = "complete" in told and not silent
    return record_point(
        _ACTION_MARKS.get(state, "usual") if known else "usual",
        str(row["action"]),
        _action_detail(row, state, told),
        "action",
        row["reference"],
    )


def _action_detail(row: dict[str, Any], state: str, told: frozenset[str]) -> str:
    if state == ActionState.CLOSED_WITH_EVIDENCE:
        return f"Closed. {row['impact']}"
    if state == ActionState.CLOSED_WITHOUT_EVIDENCE:
        proof = ", no evidence of impact" if "impact" in told else ""
        return f"{sentence(closing_day(row['closed']))}{proof}."
    due = f", due {long_date(row['due'])}" if row["due"] else ""
    if "complete" not in told:
        return f"Whether it is closed is not recorded{due}."
    return f"{sentence(state)}{due}."


def _lesson(row: dict[str, Any]) -> look.Point:
    stage = str(row["stage"])
    mark: Meaning = "improved" if stage == "embedded" else "usual"
    return record_point(
        "attention" if row["why_not_evidenced"] else mark,
        str(row["lesson"]),
        f"{sentence(_waits_for(row, stage))}; {row['through']}.",
        "learning",
        row["reference"],
    )


def _waits_for(row: dict[str, Any], stage: str) -> str:
    """What it waits for; where nobody ever recorded the next step, how far it came."""
    return STAGE_WAITED_FOR[stage] if row["next_known"] else LessonStage(stage).label.lower()


def _more(left: int, address: str, words: str) -> None:
    more = f"{left} more. " if left > 0 else ""
    st.html(f'<p class="source">{more}{look.link(words, address)}</p>')
