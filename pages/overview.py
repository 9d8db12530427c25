"""Overview: where does the council stand, what is to be said to the board, and what comes next?"""

import streamlit as st

from components import look
from components.exhibits.address import board_asked
from components.web.current_view import current_view
from components.widgets.filters import filters_in_address
from components.widgets.overview.checklist import left_sentence, steps
from components.widgets.overview.screen import below, starting, top
from pages.parts.in_view import records_in_view

view = current_view()
known = records_in_view()
todo = steps(known)
report, _read, table, *_rest = todo

# Few elements: each that is drawn by itself costs a page time, and this one is opened most.
# What they say follows from the records, the view and what the address has every link take along.
asked, along = board_asked(st.query_params, view.today), look.lasting_query().items()
filters = filters_in_address(view.today, {})
if report.done or table.done:
    st.html(top(known, view, filters, *along))
else:
    look.page_header(left_sentence(todo))
if table.done:
    st.html(below(known, view, filters, asked, *along))
else:
    st.html(starting(todo))
