"""Choosing whose records to look at, as known when, and for which audience.

The choice stands in the address, so that a link reopens exactly this view, and moving between
pages keeps it.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

import streamlit as st

from components.phrasing import short_date
from components.view import Choice, Choices

NOW = "now"
_AUDIENCES: tuple[Literal["internal", "public"], ...] = ("internal", "public")


def view_picker(choices: Choices) -> Choice:
    """Draw the picker as a popover; returns what is chosen."""
    with st.popover("Change view", type="tertiary", key="bar_view"):
        council = st.selectbox("Council", choices.councils, key="council", bind="query-params")
        as_at = st.selectbox(
            "As known at the end of",
            (NOW, *choices.days),
            format_func=_day_label,
            key="as_at",
            bind="query-params",
        )
        audience = st.selectbox(
            "Audience",
            _AUDIENCES,
            format_func=lambda value: {"internal": "Internal", "public": "Public"}[value],
            key="audience",
            bind="query-params",
        )
    return Choice(council, as_at, audience)


def choice_of_address(choices: Choices) -> Choice:
    """What the address asks for, on a page without the picker; what is not offered is not given."""
    asked = st.query_params
    council, as_at = asked.get("council", ""), asked.get("as_at", NOW)
    return Choice(
        council if council in choices.councils else choices.councils[0],
        as_at if as_at in choices.days else NOW,
        "public" if asked.get("audience") == "public" else "internal",
    )


def _day_label(value: str) -> str:
    return "Today" if value == NOW else short_date(date.fromisoformat(value))
