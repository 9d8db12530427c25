"""Overview: where does the council stand, and what did the regulator find?"""

from components import look
from components.exhibit_card import exhibit_card, exhibit_tools
from components.exhibits.evidence_balance import evidence_balance
from components.exhibits.freshness import freshness
from components.exhibits.overall_score import overall_score
from components.exhibits.peers import peer_overall, peer_statements
from components.held_table import held_table
from components.overall_card import overall_card
from components.regulator_said import regulator_said
from components.score_tiles import score_tiles
from components.view import current_view
from components.what_if import what_if
from data_access.held import held
from data_access.snapshot import snapshot

PAGE = "overview"
view = current_view()
known = snapshot(view.council, view.as_at)
scores, statements = known["score"], known.framework.frame()

overall = overall_score(scores, statements, view)
look.page_header(overall.headline, overall.subtitle)
score_tiles(scores, statements, address="statement")

left, right = look.row(1.12, 1)
with left, look.card("overall"):
    overall_card(overall)
    exhibit_tools(overall, page=PAGE)
balance = evidence_balance(known["finding"], known["theme"], view)
with right, look.card("said"):
    look.card_header("What the regulator found", balance.source, small=True)
    regulator_said(balance, address="data")

what_if(scores, statements, page=PAGE, council=view.council)
left, right = look.row(1, 1)
with left:
    exhibit_card(balance, page=PAGE)
with right:
    exhibit_card(
        peer_overall(scores, known.peers["score"], statements, known.councils, view), page=PAGE
    )
exhibit_card(peer_statements(scores, known.peers["score"], statements, view), page=PAGE)
fresh = freshness(held(known), view)
with look.card("freshness"):
    look.card_header(fresh.headline, fresh.subtitle)
    held_table(fresh, empty=False)
    look.source(fresh.source)
    exhibit_tools(fresh, page=PAGE)
