"""Our councils: which of those I may see has a signal, and where does each stand among all?"""

import streamlit as st

from components import look
from components.exhibits.catalogue import Showing
from components.web.current_view import current_view
from components.widgets.exhibits.draw import draw_exhibit
from components.widgets.filters import filters_in_address
from pages.parts.in_view import records_in_view
from pages.parts.region.worked_out import region_in_view

PAGE = "region"
view = current_view()
place = st.empty()


def told(done: int, of: int) -> None:
    """Say how far it is: the first look after a start takes a while."""
    with place, look.loading(f"Reading {done} of {of} councils…"):
        pass


known = region_in_view(records_in_view(), view, told)
if known is None:
    look.page_header("This page is for whoever sees several councils")
    with look.card("one_council"):
        look.empty(
            "The records of one council are in view",
            "With the records of two councils or more, which have a signal stands here.",
            action=look.link("Go to the overview", "overview"),
        )
    st.stop()
showing = Showing(known, filters_in_address(view.today, {}), view)
standing = showing("region_standing")
look.page_header(standing.headline, f"{standing.subtitle}. By name: this is not a ranking.")
draw_exhibit(standing, page=PAGE)
draw_exhibit(showing("region_signals"), page=PAGE)
