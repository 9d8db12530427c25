"""Compare: on what do others score higher, and who is like us?"""

import streamlit as st

from components import look
from components.exhibits.catalogue import Showing
from components.web.current_view import current_view
from components.widgets.compare.choice import compare_choice
from components.widgets.exhibits.draw import draw_exhibit
from components.widgets.filters import filters_in_address
from pages.parts.in_view import records_in_view
from pages.parts.subject_page import say_in_part

PAGE = "compare"
view = current_view()
known = records_in_view()
header = st.container(key=f"{PAGE}_header")
peers, beside = compare_choice(known, view)
showing = Showing(known, filters_in_address(view.today, {}), view, peers=peers, beside=beside)

statements = showing("peer_statements")
with header:
    look.page_header(
        statements.headline,
        f"{statements.subtitle}. Given at different dates by different teams: this is not a "
        "ranking.",
    )
    say_in_part(PAGE, showing)
draw_exhibit(showing("peer_overall"), page=PAGE)
draw_exhibit(statements, page=PAGE)
draw_exhibit(showing("peer_ratings"), page=PAGE)
draw_exhibit(showing("peer_nearest"), page=PAGE)
if showing("ombudsman_funnel").frame.is_empty():
    look.source(f"{showing('ombudsman_funnel').headline}.")
else:
    draw_exhibit(showing("ombudsman_funnel"), page=PAGE)
draw_exhibit(showing("peer_scores"), page=PAGE)
