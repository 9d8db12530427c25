"""Choices that stand in the address by their ids, so that a link keeps working when names change.

Streamlit's own binding writes an option's label into the address; these write the option itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st


def choice_in_address(
    label: str, options: Sequence[str], *, name: str, format_func: Callable[[str], str]
) -> str:
    """A select box whose option is the address's parameter `name`; an unknown one is ignored.

    The address leads: going back and forth in the browser moves the select box.
    """
    asked = st.query_params.get(name)
    key = f"address_{name}"
    if asked in options:
        st.session_state[key] = asked
    elif st.session_state.get(key) not in options:
        st.session_state[key] = options[0]

    def follow() -> None:
        st.query_params[name] = st.session_state[key]

    chosen: str = st.selectbox(label, options, format_func=format_func, key=key, on_change=follow)
    return chosen
