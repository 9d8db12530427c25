"""Overview: where does the council stand, what needs attention, and what changed?"""

import streamlit as st

from components import look
from components.exhibits.address import board_asked
from components.exhibits.catalogue import Showing
from components.web.current_view import current_view
from components.widgets.exhibits.card import exhibit_card, exhibit_tools
from components.widgets.filters import filters_in_address
from components.widgets.freshness_table import freshness_card
from components.widgets.statements.overall import (
    assessed_scores,
    newest_scores,
    overall_card,
    score_tiles,
    what_if,
)
from pages.parts.in_view import records_in_view
from pages.parts.overview import changed_card, needs_attention, regulator_said

PAGE = "overview"
view = current_view()
known = records_in_view()
own = newest_scores(known)
showing = Showing(known, filters_in_address(view.today, {}), view)

overall = showing("overall_score")
look.page_header(overall.headline, overall.subtitle)
score_tiles(own, address="statement")

# The score first, so that it is read without scrolling; beside it what needs attention.
balance = showing("evidence_balance")
left, right = look.row(1, 1)
with left:
    with look.card("overall"):
        overall_card(overall)
        exhibit_tools(overall, page=PAGE)
    board = board_asked(st.query_params, view.today)
    changed_card(showing("what_changed", board=board), view.today, page=PAGE)
with right:
    needs_attention(showing)
    with look.card("said"):
        look.card_header("What the regulator found", balance.source, small=True)
        regulator_said(balance, address="data")

what_if(assessed_scores(known), page=PAGE, council=view.council)
exhibit_card(balance, page=PAGE)
freshness_card(showing("freshness"), page=PAGE)
