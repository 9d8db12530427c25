"""The form for what the council itself thinks of a quality statement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import streamlit as st

from vocabulary.ratings import SCORE_NAMES
from vocabulary.wording import long_date


@dataclass(frozen=True)
class SelfAssessment:
    """What was entered."""

    score: int
    rationale: str
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Existing:
    """Today's self-assessment, if there is one already; it will be amended."""

    row_id: int
    score: int
    rationale: str
    evidence: tuple[str, ...]


def self_assessment_form(
    statement: str, today: date, existing: Existing | None
) -> SelfAssessment | None:
    """Draw the form; returns what was entered when it is sent off, else None."""
    with st.form(f"statement_self_assessment_{statement}", border=False, enter_to_submit=False):
        score = st.segmented_control(
            "Our score",
            list(SCORE_NAMES),
            format_func=lambda value: f"{value} {SCORE_NAMES[value]}",
            default=existing.score if existing else None,
        )
        rationale = st.text_area(
            "Why this score",
            value=existing.rationale if existing else "",
            height=110,
            max_chars=4000,
            placeholder="What has changed since the assessment, and how do you know?",
        )
        evidence = st.text_area(
            "Evidence, one link or reference a line",
            value="\n".join(existing.evidence) if existing else "",
            height=80,
        )
        label = f"Amend today's ({long_date(today)})" if existing else "Record self-assessment"
        if st.form_submit_button(label, type="primary"):
            if score is None:
                st.error("Choose a score from 1 to 4.")
                return None
            return SelfAssessment(score, rationale, tuple(evidence.splitlines()))
    return None
