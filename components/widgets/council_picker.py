"""A select box for a council, in which it is found by any of its names."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st


def council_picker(
    label: str, councils: Mapping[str, str], *, key: str, placeholder: str
) -> str | None:
    """Draw the box; the council chosen, or a name typed that none of them has, or None.

    `councils`: what else each is called, by its name ("" where its name says it).
    """

    def shown(name: str) -> str:
        also = councils.get(name, "")
        return f"{name} ({also})" if also else name

    chosen = st.selectbox(
        label,
        list(councils),
        index=None,
        format_func=shown,
        accept_new_options=True,
        placeholder=placeholder,
        key=key,
    )
    return str(chosen) if chosen else None
