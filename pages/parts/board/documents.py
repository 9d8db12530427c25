"""Written documents on the Board page: the self-assessment, and the year's complaints report."""

from __future__ import annotations

import streamlit as st

from components import look
from components.exhibits.complaints.years import complaint_years
from components.exhibits.memo import memo
from components.exhibits.view import View
from data_access.snapshot import Snapshot
from pages.parts.board.document_files import complaints_files, self_assessment_files
from pages.parts.board.document_words import words_entered, words_form, words_wanted
from vocabulary.wording import counted, long_date, sentence

_EVERY = ""


def documents(known: Snapshot, view: View) -> None:
    """Draw the documents there are; each is written when somebody asks for it."""
    st.html('<h2 class="section-title" id="documents">Documents</h2>')
    left, right = look.row(1, 1)
    with left, look.card("document_self_assessment"):
        _self_assessment(known, view)
    with right, look.card("document_complaints"):
        _complaints(known, view)


def documents_of_statement(known: Snapshot, view: View, statement: str) -> None:
    """Draw the downloads of one statement's self-assessment, for the statement's own page."""
    with look.tools("statement_document"):
        self_assessment_files(known, view, (statement,), key="statement_document", named=True)


def _self_assessment(known: Snapshot, view: View) -> None:
    look.card_header(
        "Self-assessment",
        "Scores, strengths, shortfalls, actions, lessons, evidence and gaps, from the records",
        small=True,
    )
    names = {_EVERY: f"All {counted(len(known.framework.statements), 'quality statement')}"} | {
        statement.id: statement.name for statement in known.framework.statements
    }
    statement = st.selectbox(
        "Quality statement",
        list(names),
        format_func=names.__getitem__,
        key="documents_statement",
    )
    look.source(_for_whom(view))
    with look.tools("document_self_assessment"):
        self_assessment_files(known, view, (statement,) if statement else (), key="documents_self")


def _complaints(known: Snapshot, view: View) -> None:
    look.card_header(
        "Annual report on complaints",
        "What regulation 18 of the complaints regulations of 2009 asks for",
        small=True,
    )
    over = memo(
        known,
        ("complaint years", view.today),
        lambda: complaint_years(known["complaint"], view.today),
    )
    years = list(over)
    year = st.selectbox(
        "Year",
        years,
        index=list(over.values()).index(True),
        format_func=lambda end: f"Year to 31 March {end}{'' if over[end] else ', not over yet'}",
        key="documents_year",
    )
    words = words_entered(view, year)
    entered = len(words.matters) + len(words.actions)
    look.source(
        f"{_for_whom(view)} "
        + (
            f"{sentence(counted(entered, 'point'))} written by people."
            if entered
            else "What people have to write is marked in it as still to be written."
        )
    )
    with look.tools("document_complaints"):
        complaints_files(known, view, year, words, key="documents_complaints")
        wanted = words_wanted(year, words)
    if wanted:
        words_form(view, year, words)


def _for_whom(view: View) -> str:
    moment = f"as at {long_date(view.today)}" if view.as_at else "as known today"
    if view.audience == "public":
        return f"For the public, {moment}: small numbers are hidden, records left out."
    return f"For internal use, {moment}. Choose Public above for a copy anyone may have."
