"""The view of a session: set by the shell before a page runs, asked for by pages and widgets."""

from __future__ import annotations

from typing import cast

import streamlit as st

from components.exhibits.view import View

_KEY = "view"


def show_view(view: View) -> None:
    """Make this the session's view; the shell does so before a page runs."""
    st.session_state[_KEY] = view


def current_view() -> View:
    """The view of this session. LookupError outside the shell."""
    try:
        return cast("View", st.session_state[_KEY])
    except KeyError:
        raise LookupError("pages run inside the shell, which sets the view") from None
