"""Links to pages that stand under another one in the bar."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components.look.marks import link


def also_here(pages: Sequence[tuple[str, str]]) -> None:
    """Draw the links. `pages`: what each says, and its address."""
    items = "".join(f"<li>{link(text, address)}</li>" for text, address in pages)
    st.html(f'<nav aria-label="Also here"><ul class="also">{items}</ul></nav>')
