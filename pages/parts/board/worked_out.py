"""What is worked out, beneath the field in which somebody may write something else."""

from __future__ import annotations

import streamlit as st

from vocabulary.shown import escape


def worked_out(*told: tuple[str, str]) -> None:
    """Draw names and texts, those that have a text."""
    said = [
        f'<p class="source"><b>{escape(name)}</b> {escape(text)}</p>' for name, text in told if text
    ]
    if said:
        st.html("".join(said))


FOR_THE_PUBLIC = (
    "A pack for the public says only what is published: its messages are worked out, and nothing "
    "is asked in it."
)
