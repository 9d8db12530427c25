"""Overview: where does the council stand, what is to be said to the board, and what comes next?"""

import streamlit as st

from components import look
from components.exhibits.address import board_asked
from components.exhibits.catalogue import Showing
from components.exhibits.memo import memo
from components.web.current_view import current_view
from components.widgets.filters import filters_in_address
from components.widgets.overview.checklist import left_sentence, steps
from components.widgets.overview.head import rating_and_scores
from components.widgets.overview.screen import starting, working
from pages.parts.in_view import records_in_view

view = current_view()
known = records_in_view()
showing = Showing(known, filters_in_address(view.today, {}), view)
todo = steps(known)
report, _read, table, *_rest = todo

# Few elements: each that is drawn by itself costs a page time, and this one is opened most.
# What they say follows from the records, the view and what the address has every link take along.
asked = board_asked(st.query_params, view.today)
place = ("overview", view, showing.filters, asked, *look.lasting_query().items())
if report.done or table.done:
    head = memo(known, (*place, "head"), lambda: rating_and_scores(showing, address="statement"))
    st.html(head)
else:
    look.page_header(left_sentence(todo))
if table.done:
    st.html(memo(known, (*place, "below"), lambda: working(showing, asked)))
else:
    st.html(starting(todo))
