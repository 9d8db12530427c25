"""Written documents on the Board page: the self-assessment, and the annual report on complaints
with what only people can write in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import streamlit as st

from components import look
from components.exhibits.view import View
from data_access.importing.personal_data.guard import kinds_in
from data_access.snapshot import Snapshot
from pages.parts.board.document_files import (
    COMPLAINTS,
    SELF_ASSESSMENT,
    complaints,
    complaints_stem,
    document_links,
    year_in_words,
    years_of_complaints,
)
from pages.parts.flash_message import flash_and_rerun
from pages.parts.written_report_files import written_report_files
from vocabulary.shown import escape
from vocabulary.wording import counted, long_date, sentence

_EVERY = ""


def documents(known: Snapshot, view: View) -> None:
    """Draw the documents there are; each is written when somebody asks for it."""
    st.html('<h2 class="section-title" id="documents">Documents</h2>')
    with look.side_by_side("documents"):
        with look.card("document_self_assessment"):
            _self_assessment(known, view)
        with look.card("document_complaints"):
            _complaints(known, view)


def documents_of_statement(statement: str) -> None:
    """Draw the downloads of one statement's self-assessment, for the statement's own page."""
    st.html(document_links(SELF_ASSESSMENT, "Self-assessment as ", statement=statement))


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
    narrowed = {"statement": statement} if statement else {}
    links = document_links(SELF_ASSESSMENT, **narrowed)
    st.html(f'<p class="source">{escape(_for_whom(view))}</p>{links}')


def _complaints(known: Snapshot, view: View) -> None:
    look.card_header(
        "Annual report on complaints",
        "What regulation 18 of the complaints regulations of 2009 asks for",
        small=True,
    )
    over = years_of_complaints(known, view)
    years = list(over)
    year = st.selectbox(
        "Year",
        years,
        index=list(over.values()).index(True),
        format_func=lambda end: f"{year_in_words(end)}{'' if over[end] else ', not over yet'}",
        key="documents_year",
    )
    words = words_entered(view, year)
    entered = len(words.matters) + len(words.actions)
    said = (
        f"{sentence(counted(entered, 'point'))} written by people."
        if entered
        else "What people have to write is marked in it as still to be written."
    )
    said = f"{_for_whom(view)} {said}"
    if entered:  # in this session alone, so that no address leads to it
        look.source(said)
        with look.tools("document_complaints"):
            written_report_files(
                lambda: complaints(known, view, year, words.matters, words.actions),
                complaints_stem(view, year),
                key="documents_complaints",
            )
    else:
        links = document_links(COMPLAINTS, year=str(year))
        st.html(f'<p class="source">{escape(said)}</p>{links}')
    wanted = words_wanted(year, words)
    if wanted:
        words_form(view, year, words)


def _for_whom(view: View) -> str:
    moment = f"as at {long_date(view.today)}" if view.as_at else "as known today"
    return f"For internal use, {moment}: not for publication."


WRITE = "Add what you want to say"


@dataclass(frozen=True)
class WrittenWords:
    """Matters of general importance, and what was done about them; one text a point."""

    matters: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()


def words_entered(view: View, year: int) -> WrittenWords:
    """What was entered in this session for a council's report."""
    return cast("WrittenWords", st.session_state.get(_words_key(view, year), WrittenWords()))


def words_wanted(year: int, words: WrittenWords) -> bool:
    """Whether the form is to be drawn: it is once somebody asks by the button drawn here, because
    long texts take a browser as long as all the rest of the page."""
    opened = f"documents_words_opened_{year}"
    if words.matters or words.actions or st.session_state.get(opened):
        return True
    st.button(
        WRITE,
        type="tertiary",
        key=f"documents_words_{year}",
        on_click=st.session_state.update,
        args=({opened: True},),
    )
    return False


def words_form(view: View, year: int, words: WrittenWords) -> None:
    """Draw the form. What is entered goes into the files of this session; it is not stored."""
    with st.form(f"documents_words_form_{year}", border=False, enter_to_submit=False):
        matters = st.text_area(
            "Matters of general importance, one a line",
            value="\n".join(words.matters),
            key=f"documents_matters_{year}",
            height=96,
        )
        actions = st.text_area(
            "What was done, or will be done, to improve services, one a line",
            value="\n".join(words.actions),
            key=f"documents_actions_{year}",
            height=96,
        )
        st.caption(
            "No names and no other personal details. These words go into the files you take now; "
            "the dashboard does not keep them, so keep the Word file."
        )
        if st.form_submit_button("Put them into the report", type="primary"):
            _take(view, year, matters or "", actions or "")


def _take(view: View, year: int, matters: str, actions: str) -> None:
    found = sorted({kind for text in (matters, actions) for kind in kinds_in(text)})
    if found:
        look.error(
            "Not put into the report yet",
            f"There seem to be {' and '.join(found)} in these words. Take them out first.",
        )
        return
    st.session_state[_words_key(view, year)] = WrittenWords(_points(matters), _points(actions))
    flash_and_rerun("Put into the report", "Take the files from the Documents part below.")


def _points(text: str) -> tuple[str, ...]:
    return tuple(line.strip().lstrip("-•* ") for line in text.splitlines() if line.strip(" -•*"))


def _words_key(view: View, year: int) -> str:
    return f"documents_words_of_{view.council}_{year}"
