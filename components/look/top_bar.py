"""The bar at the top of every screen: whose dashboard, which pages, what kind of records."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape

import streamlit as st

from components.look.marks import mark
from components.look.status import Status
from components.navigation import Screen
from components.view import Choice, Choices, View
from components.view_picker import view_picker


def top_bar(
    screens: Sequence[Screen],
    pages: Mapping[str, st.Page],
    current: Screen,
    choices: Choices,
    view: Callable[[Choice], View],
) -> View:
    """Draw the bar; returns the view chosen in it.

    Args:
        screens: all screens in order; those with `under` are left out of the bar.
        pages: Streamlit's page of each screen, by address.
        current: the screen shown; its link, or the one it is under, is marked as current.
        choices: which councils, moments and audiences there are.
        view: what a choice comes to; the strip on the right says it.
    """
    here = current.under or current.address
    with st.container(key="bar", horizontal=True, gap=None, wrap=True):
        council = st.empty()
        with st.container(key="bar_links", horizontal=True, gap=None, wrap=False):
            for screen in screens:
                if screen.under:
                    continue
                # The key is how the stylesheet and the landmarks script know where we are.
                key = "bar_here" if screen.address == here else f"bar_{screen.address}"
                with st.container(key=key, width="content"):
                    st.page_link(pages[screen.address], label=screen.title)
        strip = st.empty()
        chosen = view(view_picker(choices))
        # Whose records, and which, is known only once the picker has been read.
        council.html(f'<div class="bar-council">{escape(chosen.council)}</div>', width="content")
        strip.html(status_strip(chosen.status), width="content")
    return chosen


def status_strip(status: Status) -> str:
    """The strip's HTML: the records' mark, as at, audience."""
    audience = {"internal": "Internal", "public": "Public audience"}[status.audience]
    return (
        '<div class="bar-status" role="group" aria-label="About these records">'
        f"{mark(status.nature)}"
        f'<span class="bar-date">{escape(status.as_at)}</span>'
        f'<span class="bar-audience">{audience}</span></div>'
    )
