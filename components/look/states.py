"""What a screen shows when it has nothing to show, or could not."""

from __future__ import annotations

from html import escape

import streamlit as st


def empty(title: str, next_step: str) -> None:
    """Nothing here yet, and what to do about it."""
    st.html(
        f'<div class="state"><p class="state-title">{escape(title)}</p>'
        f'<p class="state-text">{escape(next_step)}</p></div>'
    )


def error(title: str, next_step: str, detail: str | None = None) -> None:
    """Something went wrong, whether anything was changed, and what to do."""
    small = f'<p class="state-detail">{escape(detail)}</p>' if detail else ""
    st.html(
        f'<div class="state state-error" role="alert"><p class="state-title">{escape(title)}</p>'
        f'<p class="state-text">{escape(next_step)}</p>{small}</div>'
    )
