"""Who signs what is written here: asked once, where the computer does not know."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from components import look
from components.web.principal import current_principal
from data_access.errors import DataError
from data_access.signed_name import LONGEST, NOT_GIVEN, keep_name
from pages.parts.flash_message import flash_and_rerun
from vocabulary.principal import Principal

_OPENED = "your_name_opened"
ASK = "Say how you sign what you record"


def ask_name() -> None:
    """Draw the question, on a page where something is written, until it is answered."""
    if current_principal().name != NOT_GIVEN or not _wanted():
        return
    with look.card("your_name"):
        look.card_header(
            "Your name, as you sign",
            "It stands beside what you record, in the history and in documents. Asked once on "
            "this computer.",
            small=True,
        )
        with st.form("your_name_given", border=False):
            name = st.text_input(
                "Your name",
                key="your_name_typed",
                max_chars=LONGEST,
                placeholder="such as: Ada Brown, Principal Social Worker",
                label_visibility="collapsed",
            )
            sent = st.form_submit_button("Keep my name", type="primary")
        if not sent:
            return
        try:
            said = keep_name(name or "")
        except DataError as error:
            look.error("Not kept yet", str(error))
            return
        flash_and_rerun(f"You sign as {said}", "What was recorded before keeps the name it had.")


def _wanted() -> bool:
    """Whether the form is to be drawn: it is once somebody asks by the button drawn here, because
    who only reads needs none, and a form takes a browser as long as several cards."""
    if not st.session_state.get(_OPENED):
        st.button(ASK, type="tertiary", key="your_name", on_click=_open)
    return bool(st.session_state.get(_OPENED))


def _open() -> None:
    st.session_state[_OPENED] = True


def signature(label: str, *, key: str) -> str:
    """Ask who signs; whoever is signed in signs with the name that the sign-in knows."""
    who = current_principal()
    if who.subject:
        return who.name
    return (st.text_input(label, who.name, max_chars=LONGEST, key=key) or "").strip()


def signing(name: str) -> Principal:
    """Whoever is asking, by the name they sign with; by their own if they are signed in."""
    who = current_principal()
    return who if who.subject else replace(who, name=name)
