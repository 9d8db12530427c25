"""The bar at the top of every screen: whose dashboard, which pages, what kind of records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from components.look.marks import mark
from components.look.status import Status
from components.navigation import Screen


def top_bar(
    screens: Sequence[Screen],
    pages: Mapping[str, st.Page],
    current: Screen,
    status: Status,
) -> None:
    """Draw the bar.

    Args:
        screens: all screens in order; those with `under` are left out of the bar.
        pages: Streamlit's page of each screen, by address.
        current: the screen shown; its link, or the one it is under, is marked as current.
        status: what the strip on the right says.
    """
    here = current.under or current.address
    with st.container(key="bar", horizontal=True, gap=None, wrap=True):
        st.html(f'<div class="bar-council">{escape(status.council)}</div>', width="content")
        with st.container(key="bar_links", horizontal=True, gap=None, wrap=False):
            for screen in screens:
                if screen.under:
                    continue
                # The key is how the stylesheet and the landmarks script know where we are.
                key = "bar_here" if screen.address == here else f"bar_{screen.address}"
                with st.container(key=key, width="content"):
                    st.page_link(pages[screen.address], label=screen.title)
        st.html(status_strip(status), width="content")


def status_strip(status: Status) -> str:
    """The strip's HTML: the records' mark, as at, audience."""
    audience = {"internal": "Internal", "public": "Public audience"}[status.audience]
    return (
        '<div class="bar-status" role="group" aria-label="About these records">'
        f"{mark(status.nature)}"
        f"<span>{escape(status.as_at)}</span>"
        f'<span class="bar-audience">{audience}</span></div>'
    )
