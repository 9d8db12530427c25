"""The frame of a page: its window title, its main area, its headline, its cards."""

from __future__ import annotations

from html import escape
from typing import cast

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.look import assets


def page_setup(title: str, council: str | None = None) -> None:
    """Set the window's title, such as "Overview – Example Borough", and its icon."""
    st.set_page_config(
        page_title=f"{title} – {council}" if council else title,
        page_icon=str(assets.FAVICON),
        layout="wide",
        initial_sidebar_state="collapsed",
    )


def main() -> DeltaGenerator:
    """The area a page draws in; the shell opens it round every page."""
    return cast("DeltaGenerator", st.container(key="main", gap=None))


def page_header(headline: str, subtitle: str | None = None) -> None:
    """The page's headline, a sentence that says the finding, and what it is about."""
    sub = f'<p class="subtitle">{escape(subtitle)}</p>' if subtitle else ""
    st.html(f'<header class="page-header"><h1>{escape(headline)}</h1>{sub}</header>')


def card(key: str) -> DeltaGenerator:
    """A white card; use it in a `with`. Cards do not go inside cards."""
    return cast("DeltaGenerator", st.container(key=f"card_{key}"))
