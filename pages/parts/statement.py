"""The council's own view of a quality statement: entering it, and what to do when two people do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import cast

import polars as pl
import streamlit as st

from components import look
from components.exhibits.view import View
from components.web.principal import current_principal
from components.widgets.conflict import conflict
from data_access.errors import ConflictError, DataError
from data_access.forms.record import record_self_assessment
from data_access.snapshot import Snapshot
from data_access.store.database import open_store
from pages.parts.flash_message import flash_and_rerun
from pages.parts.version_begun import version_begun, version_done
from vocabulary.ratings import SCORE_NAMES
from vocabulary.wording import long_date

_LABELS = {"score": "Score", "rationale": "Why", "evidence": "Evidence"}


def own_view(view: View, known: Snapshot, statement: str) -> None:
    """Draw the form, or the choice between two versions of today's self-assessment."""
    row = _today(view, known, statement)
    of = f"own-view/{statement}/{view.today}"
    draft_key = f"statement_draft_{statement}"
    with look.card("self_assessment"):
        look.card_header(
            "Our own view", "Recorded with today's date and your name; it never counts as a rating"
        )
        draft = cast("SelfAssessment | None", st.session_state.get(draft_key))
        if draft and row:
            chosen = conflict(
                _words(row["score"], row["rationale"], row["evidence"]),
                _words(draft.score, draft.rationale, draft.evidence),
                _LABELS,
                by=str(row["recorded_by"]),
                version=row["row_id"],
            )
            if chosen == "theirs":
                _done(of, draft_key)
                flash_and_rerun("Their version stands", "What you wrote was not recorded.")
            stands = cast("int", row["row_id"])
            if chosen and _record(view, statement, draft, stands, draft_key):
                _done(of, draft_key)
                flash_and_rerun("Your version stands", "Theirs is kept in the history.")
            return
        begun = version_begun(of, cast("int", row["row_id"]) if row else 0)
        existing = _existing(row) if row and row["row_id"] == begun else None
        entered = self_assessment_form(statement, view.today, existing, key=f"{statement}_{begun}")
        if entered and _record(view, statement, entered, begun or None, draft_key):
            _done(of, draft_key)
            flash_and_rerun("Self-assessment recorded")


def _done(of: str, draft_key: str) -> None:
    st.session_state.pop(draft_key, None)
    version_done(of)


def _today(view: View, known: Snapshot, statement: str) -> dict[str, object] | None:
    rows = known["score"].filter(
        (pl.col("statement") == statement)
        & (pl.col("kind") == "self_assessed")
        & (pl.col("published") == view.today)
    )
    return rows.row(0, named=True) if rows.height else None


def _existing(row: dict[str, object]) -> SelfAssessment:
    evidence = row["evidence"] if isinstance(row["evidence"], list) else []
    return SelfAssessment(cast("int", row["score"]), str(row["rationale"] or ""), tuple(evidence))


def _words(score: object, rationale: object, evidence: object) -> dict[str, str | None]:
    listed = "; ".join(str(item) for item in evidence) if isinstance(evidence, list | tuple) else ""
    return {"score": str(score), "rationale": str(rationale or ""), "evidence": listed}


def _record(
    view: View, statement: str, entered: SelfAssessment, based_on: int | None, draft_key: str
) -> bool:
    """Record it and say whether that was done; where another was faster, the choice is drawn."""
    try:
        record_self_assessment(
            open_store(),
            authority=view.council,
            statement=statement,
            score=entered.score,
            day=view.today,
            rationale=entered.rationale,
            evidence=entered.evidence,
            based_on=based_on,
            principal=current_principal(),
        )
    except ConflictError:
        st.session_state[draft_key] = entered
        st.rerun()
    except DataError as error:
        look.error("The self-assessment was not recorded", str(error))
        return False
    return True


@dataclass(frozen=True)
class SelfAssessment:
    """What was entered."""

    score: int
    rationale: str
    evidence: tuple[str, ...]


def self_assessment_form(
    statement: str, today: date, existing: SelfAssessment | None, *, key: str
) -> SelfAssessment | None:
    """Draw the form; returns what was entered when it is sent off, else None.

    `existing`: today's self-assessment, if there is one already, to be amended. `key`: another for
    each version that is begun with; the browser keeps what is typed by it.
    """
    with st.form(f"statement_self_assessment_{statement}", border=False, enter_to_submit=False):
        score = st.segmented_control(
            "Our score",
            list(SCORE_NAMES),
            format_func=lambda value: f"{value} {SCORE_NAMES[value]}",
            default=existing.score if existing else None,
            key=f"statement_score_{key}",
        )
        rationale = st.text_area(
            "Why this score",
            value=existing.rationale if existing else "",
            height=110,
            max_chars=4000,
            placeholder="What has changed since the assessment, and how do you know?",
            key=f"draft_statement_rationale_{key}",
        )
        evidence = st.text_area(
            "Evidence, one link or reference a line",
            value="\n".join(existing.evidence) if existing else "",
            height=80,
            key=f"draft_statement_evidence_{key}",
        )
        label = f"Amend today's ({long_date(today)})" if existing else "Record self-assessment"
        if st.form_submit_button(label, type="primary"):
            if score is None:
                st.error("Choose a score from 1 to 4.")
                return None
            return SelfAssessment(score, rationale, tuple(evidence.splitlines()))
    return None
