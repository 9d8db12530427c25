"""A message that outlives the run in which something was done."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

from components import look

_KEY = "message"


def flash(title: str, text: str | None = None) -> None:
    """Say this at the head of the page in the run to come; for what a button calls."""
    st.session_state[_KEY] = (title, text)


def flash_and_rerun(title: str, text: str | None = None) -> NoReturn:
    """Run the page anew, on what the store holds now, and say this at its head."""
    flash(title, text)
    st.rerun()


def show_flash() -> None:
    """Say what was done in the run before, once."""
    message = st.session_state.pop(_KEY, None)
    if message:
        look.done(*message)
