"""What only people can write in the annual report on complaints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import streamlit as st

from components import look
from components.exhibits.view import View
from data_access.importing.personal_data.guard import kinds_in
from pages.parts.message import say_next

WRITE = "Write what people have to write"


@dataclass(frozen=True)
class WrittenWords:
    """Matters of general importance, and what was done about them; one text a point."""

    matters: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()


def words_entered(view: View, year: int) -> WrittenWords:
    """What was entered in this session for a council's report."""
    return cast("WrittenWords", st.session_state.get(_key(view, year), WrittenWords()))


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
    st.session_state[_key(view, year)] = WrittenWords(_points(matters), _points(actions))
    say_next("Put into the report", "Take the files from the Documents part below.")


def _points(text: str) -> tuple[str, ...]:
    return tuple(line.strip().lstrip("-•* ") for line in text.splitlines() if line.strip(" -•*"))


def _key(view: View, year: int) -> str:
    return f"documents_words_of_{view.council}_{year}"
