"""A message that outlives the run in which something was done."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

from components import look
from components.web.sessions.begun_anew import begun_anew

_KEY = "message"


def flash(title: str, text: str | None = None) -> None:
    """Say this at the head of the page in the run to come; for what a button calls."""
    st.session_state[_KEY] = (title, text)


def flash_and_rerun(title: str, text: str | None = None) -> NoReturn:
    """Run the page anew, on what the store holds now, and say this at its head."""
    flash(title, text)
    st.rerun()


def show_flash() -> None:
    """Say what was done in the run before, once; before that, what to do where the dashboard was
    restarted under the page."""
    message = st.session_state.pop(_KEY, None)
    if message:
        look.done(*message)
    elif begun_anew():
        look.error(
            "The dashboard was restarted while this page was open",
            "What was recorded is kept. Look at what you typed before you record it, and choose a "
            "file again that had not come in.",
        )
