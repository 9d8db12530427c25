"""Choosing whose records to look at, as known when, and for which audience.

The choice stands in the address, so that a link reopens exactly this view, and moving between
pages keeps it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import streamlit as st

from components.exhibits.address import day_in_address, option_asked
from components.exhibits.view import Choice, Choices
from components.web.address import bound_choice, bound_select
from vocabulary.audience import AUDIENCES

NOW = "now"


def view_picker(choices: Choices) -> Choice:
    """Draw the picker as a popover; returns what is chosen."""
    with st.popover("Change view", type="tertiary", key="bar_view"):
        council = bound_select("Council", choices.councils, name="council")
        as_at = bound_choice("As known at the end of", _days(choices), name="as_at")
        audience = bound_choice("Audience", AUDIENCES, name="audience")
    return Choice(council, as_at, "public" if audience == "public" else "internal")


def choice_of_address(choices: Choices) -> Choice:
    """What the address asks for, on a page without the picker; what is not offered is not given."""
    return choice_asked(st.query_params, choices)


def choice_asked(asked: Mapping[str, str], choices: Choices) -> Choice:
    """What an address's parameters ask for; what is not offered is not given."""
    council = asked.get("council", "")
    audience = option_asked(asked, "audience", AUDIENCES)
    return Choice(
        council if council in choices.councils else choices.councils[0],
        option_asked(asked, "as_at", _days(choices)) or NOW,
        "public" if audience == "public" else "internal",
    )


def _days(choices: Choices) -> dict[str, str]:
    """What there is to look back to, and how it is called."""
    days = {day: day_in_address(date.fromisoformat(day)) for day in choices.days}
    return {NOW: "Today", **days}
