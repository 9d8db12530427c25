"""Administration: who did what, erasing what slipped in, who gets mail. For administrators."""

from collections.abc import Callable

import streamlit as st

from components import look
from components.exhibits.view import View
from components.web.address import understood
from components.web.current_view import current_view
from pages.parts.administration.activity import done_lately, who_did_what
from pages.parts.administration.erasing import erased_so_far, erasing
from pages.parts.administration.mailing import mailing, who_is_mailed
from pages.parts.flash_message import show_flash
from pages.parts.in_view import may_administer
from pages.parts.your_name import ask_name

view = current_view()
PARTS: dict[str, tuple[Callable[[View], str], Callable[[View], None]]] = {
    "Who did what": (done_lately, who_did_what),
    "Erase": (erased_so_far, erasing),
    "Mail": (who_is_mailed, mailing),
}

if not may_administer(view):
    look.page_header(f"This is for administrators of {view.council}")
    with look.card("not_yours"):
        look.empty("Nothing to show", "Ask whoever looks after the dashboard.")
    st.stop()
header = st.container(key="administration_header")
understood("part of this page", "part", {each: each for each in PARTS})
part = st.segmented_control(
    "Part of the page", list(PARTS), default=next(iter(PARTS)), key="part", bind="query-params",
    required=True, label_visibility="collapsed",
)  # fmt: skip
headline, draw = PARTS[part]
with header:
    look.page_header(headline(view), "For administrators alone")
show_flash()
ask_name()
draw(view)
