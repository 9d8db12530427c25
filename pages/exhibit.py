"""One exhibit by itself, at an address that always leads back to it."""

import streamlit as st

from components import look
from components.exhibits.catalogue import CATALOGUE, Records, exhibit
from components.exhibits.exhibit import ALONE
from components.exhibits.request import request_in_address
from components.web.current_view import current_view
from components.widgets.exhibits.card import explanation, show_table
from components.widgets.exhibits.draw import draw_exhibit
from pages.parts.exhibit import permanent_links, records_behind
from pages.parts.in_view import records_in_view
from pages.parts.region.worked_out import region_in_view

view = current_view()
known: Records = records_in_view()
asked_for = CATALOGUE.get(st.query_params.get("show", ""))
if asked_for is not None and asked_for.of_region:
    known = region_in_view(known, view) or known
request = request_in_address(st.query_params, known, view)

if request is None:
    look.page_header("This link leads to no exhibit", "It may have been cut short on its way")
    with look.card("empty"):
        look.empty(
            "Every exhibit has such a link under it: Link to this",
            "Definitions lists them all.",
            action=look.link("Go to the overview", "overview"),
        )
    st.stop()
shown = exhibit(known, request, view)
look.page_header(shown.definition.title, shown.definition.meaning)
draw_exhibit(shown, page=ALONE)
records_behind(known, shown, request.filters, view)
right = st.container()
if not shown.frame.is_empty():
    left, right = look.row(1.6, 1)
    with left, look.card("whole_table"):
        look.card_header("Every figure behind it", shown.subtitle, small=True)
        show_table(shown)
with right, look.card("explained"):
    look.card_header("How to read this", small=True)
    st.html(explanation(shown))
permanent_links(shown, view, back=CATALOGUE[request.exhibit].page)
