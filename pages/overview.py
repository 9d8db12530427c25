"""Overview: where does the council stand, what needs attention, and what changed?"""

from components import look
from components.catalogue import Showing
from components.exhibit_card import exhibit_card, exhibit_tools
from components.filters import filters_in_address
from components.held_table import held_table
from components.overall_card import overall_card
from components.regulator_said import regulator_said
from components.score_tiles import score_tiles
from components.view import current_view
from components.what_if import what_if
from data_access.snapshot import snapshot
from pages.parts.board_news import changed_card, chosen_board, needs_attention

PAGE = "overview"
view = current_view()
known = snapshot(view.council, view.as_at)
scores, statements = known["score"], known.framework.frame()
showing = Showing(known, filters_in_address(view.today, {}), view)

overall = showing("overall_score")
look.page_header(overall.headline, overall.subtitle)
score_tiles(scores, statements, address="statement")

# The score first, so that it is read without scrolling; beside it what needs attention.
balance = showing("evidence_balance")
left, right = look.row(1, 1)
with left:
    with look.card("overall"):
        overall_card(overall)
        exhibit_tools(overall, page=PAGE)
    if showing.may("what_changed"):
        board = chosen_board(view.today)
        changed_card(showing("what_changed", board=board), view.today, page=PAGE)
with right:
    needs_attention(showing)
    with look.card("said"):
        look.card_header("What the regulator found", balance.source, small=True)
        regulator_said(balance, address="data")

what_if(scores, statements, page=PAGE, council=view.council)
left, right = look.row(1, 1)
with left:
    exhibit_card(balance, page=PAGE)
with right:
    exhibit_card(showing("peer_overall"), page=PAGE)
exhibit_card(showing("peer_statements"), page=PAGE)
fresh = showing("freshness")
with look.card("freshness"):
    look.card_header(fresh.headline, fresh.subtitle)
    held_table(fresh, empty=False)
    look.source(fresh.source)
    exhibit_tools(fresh, page=PAGE)
