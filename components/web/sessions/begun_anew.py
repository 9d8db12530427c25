"""Whether a page goes on under which the dashboard was restarted, or which was away for long."""

from __future__ import annotations

from typing import Final

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

_PAGE: Final = "page_begun_anew"
_PROTOCOLS: Final = "sec-websocket-protocol"  # Streamlit's script says in it what it goes on with
_OF_THE_SESSION: Final = 2


def begun_anew() -> bool:
    """Whether the page at work stood open before its session began: what it held is gone, but what
    the browser puts back. True until another page is opened."""
    context = get_script_run_ctx()
    if context is None or not runtime.exists():
        return False
    if _PAGE not in st.session_state:
        said = [each.strip() for each in st.context.headers.get(_PROTOCOLS, "").split(",")]
        before = said[_OF_THE_SESSION] if len(said) > _OF_THE_SESSION else ""
        anew = before not in ("", context.session_id)
        st.session_state[_PAGE] = context.page_script_hash if anew else ""
    if st.session_state[_PAGE] != context.page_script_hash:
        st.session_state[_PAGE] = ""
    return bool(st.session_state[_PAGE])
