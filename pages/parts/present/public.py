"""Whether figures of the public are being presented, so that internal ones are asked about first.

The session remembers it, and so does a cookie that the browser sets while the public's figures
stand on its screen: a reload, an address typed by hand or a second tab begin another session.
"""

from __future__ import annotations

import secrets

import streamlit as st

from vocabulary.audience import Audience

COOKIE = "presenting"
_PUBLIC, _SURE = "present_public", "present_sure"


def must_ask(audience: Audience) -> bool:
    """Whether to ask before figures for this audience are shown; remembers those of the public."""
    if audience == "public":
        st.session_state[_PUBLIC] = True
        return False
    began_public = st.context.cookies.get(COOKIE) == "public"
    return bool(st.session_state.get(_PUBLIC, began_public))


def sure() -> str:
    """What the answer has to bring along: only this session knows it, and it holds once."""
    token = secrets.token_urlsafe(8)
    st.session_state[_SURE] = token
    return token


def answered(token: str) -> None:
    """Take note of an answer."""
    if token and token == st.session_state.pop(_SURE, ""):
        st.session_state[_PUBLIC] = False
