"""The day a file was taken from where its records are kept: it decides which months are judged."""

from __future__ import annotations

from datetime import date

import streamlit as st

from components.exhibits.view import View
from data_access.forms.closed_periods import CAN_BE_CLOSED
from data_access.importing.stages.landing.extracted import CONSTANT, newest_day
from data_access.importing.stages.plan import Plan
from data_access.importing.stages.recipe import with_constants
from pages.parts.data.bring_in.in_hand import InHand


def taken_on(file: InHand, plan: Plan, view: View) -> None:
    """Draw the day, as the file says it or today, to be said otherwise; nothing for records whose
    months nobody judges."""
    newest = newest_day(plan.reading)
    if plan.reading.dataset.name not in CAN_BE_CLOSED or newest is None:
        return
    day = plan.extracted or view.today
    chosen = st.date_input(
        "The file was taken on",
        day,
        min_value=min(newest, day),
        max_value=max(view.today, day),
        format="DD/MM/YYYY",
        width=220,
        help="A month is judged once a file was taken after its end. "
        + ("This day stands in the file." if plan.extracted else "The file says no day: today."),
        key=f"data_taken_{file.number}_{file.turn}",
    )
    if isinstance(chosen, date) and chosen != day:
        file.say(with_constants(file.recipe, **{CONSTANT: chosen.isoformat()}))
        st.rerun()
