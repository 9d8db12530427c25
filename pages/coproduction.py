"""Coproduction: whose voices shape what we do, and do they hear back?"""

from components.exhibits.coproduction.results import coproduction_answer
from components.widgets.exhibits.card import no_records_card
from pages.parts.subject_page import draw_exhibits, subject_page

PAGE = "coproduction"
showing = subject_page(
    PAGE,
    lambda exhibits: coproduction_answer(
        exhibits("coproduction_voices"), exhibits("coproduction_answers")
    ),
)
if all(showing.records[name].is_empty() for name in ("coproduction", "seldom_heard")):
    no_records_card(showing("coproduction_answers"))
else:
    draw_exhibits(
        showing,
        {
            "coproduction_voices": "Whose voices",
            "coproduction_levels": "How far",
            "coproduction_changed": "What changed",
            "coproduction_answers": "You said, we did",
            "coproduction_shaped": "What was shaped",
        },
        page=PAGE,
    )
