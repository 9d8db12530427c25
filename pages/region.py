"""Our councils: which of those I may see has a signal, and where does each stand among all?"""

import streamlit as st

from components import look
from components.exhibits.catalogue import Showing
from components.exhibits.records import Records
from components.own_process.work import NotDoneError
from components.web.current_view import current_view
from components.widgets.exhibits.draw import draw_exhibit
from components.widgets.filters import filters_in_address
from components.widgets.region.strips import strips_so_far
from pages.parts.in_view import records_in_view
from pages.parts.region.worked_out import region_in_view

PAGE = "region"
view = current_view()
filters = filters_in_address(view.today, {})
place = st.empty()
shown: list[tuple[int, str]] = []


def told(done: int, of: int, so_far: Records, waits: str) -> None:
    """Show the councils that are read, and how many there are: where much came, or after a start,
    it takes a while."""
    now = done, waits
    if now in shown[-1:]:
        st.session_state.get(PAGE)  # ends the waiting where somebody left
        return
    shown.append(now)
    with place.container():
        look.page_header(
            f"{done:,} of {of:,} councils are read",
            waits or "The others follow by themselves. What is read is kept for next time.",
        )
        strips_so_far(Showing(so_far, filters, view)("region_standing"), len(shown))


try:
    known = region_in_view(records_in_view(), view, told)
except NotDoneError as error:
    place.empty()
    look.page_header("Our councils could not all be read")
    look.error("What is shown here was not worked out", str(error))
    st.stop()
place.empty()
if known is None:
    look.page_header("This page is for whoever sees several councils")
    with look.card("one_council"):
        look.empty(
            "The records of one council are in view",
            "With the records of two councils or more, which have a signal stands here.",
            action=look.link("Go to the overview", "overview"),
        )
    st.stop()
showing = Showing(known, filters, view)
standing = showing("region_standing")
look.page_header(standing.headline, f"{standing.subtitle}. By name: this is not a ranking.")
draw_exhibit(standing, page=PAGE)
draw_exhibit(showing("region_signals"), page=PAGE)
