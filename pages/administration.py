"""Administration: who did what, erasing what slipped in, who gets mail. For administrators."""

import streamlit as st

from components import look
from components.web.address import understood
from components.web.current_view import current_view
from pages.parts.administration.activity import summary, who_did_what
from pages.parts.administration.erasing import erasing
from pages.parts.administration.mailing import mailing
from pages.parts.flash_message import show_flash
from pages.parts.in_view import may_administer
from pages.parts.your_name import ask_name

view = current_view()
PARTS = {"Who did what": who_did_what, "Erase": erasing, "Mail": mailing}

if not may_administer(view):
    look.page_header(f"This is for administrators of {view.council}")
    with look.card("not_yours"):
        look.empty("Nothing to show", "Ask whoever looks after the dashboard.")
    st.stop()
look.page_header(summary(), "For administrators alone")
understood("part of this page", "part", {each: each for each in PARTS})
part = st.segmented_control(
    "Part of the page", list(PARTS), default=next(iter(PARTS)), key="part", bind="query-params",
    required=True, label_visibility="collapsed",
)  # fmt: skip
show_flash()
ask_name()
PARTS[part](view)
