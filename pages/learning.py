"""Learning: who cannot get the training their role needs?"""

import streamlit as st

from components import look
from components.exhibits.catalogue import Showing
from components.exhibits.page_headlines import learning_answer
from components.web.current_view import current_view
from components.web.principal import current_principal
from components.widgets.filters import subject_filters
from data_access.snapshot import snapshot
from pages.parts.exhibits.draw import drawer

PAGE = "learning"
view = current_view()
known = snapshot(view.council, view.as_at, principal=current_principal())

header = st.container(key="learning_header")
teams = known.teams("training", "staff_voice")
chosen = subject_filters(view.today, teams, {}, page=PAGE, by_theme=False)
showing = Showing(known, chosen, view)
with header:
    look.page_header(
        learning_answer(showing("training_gap"), showing("training_duties")),
        "Who cannot get the training their role needs?",
    )
draw = drawer(showing, page=PAGE)
if all(known[name].is_empty() for name in ("training", "staff_voice", "workforce_route")):
    with look.card("nothing"):
        look.empty(
            "No training, staff voice or workforce routes are recorded yet",
            "Fill in a template or bring your own files: the columns are matched for you.",
            action=look.link("Import records", "data", do="Import records"),
        )
else:
    left, right = look.row(1.2, 1)
    with left:
        draw("training_gap")
    with right:
        draw("training_access")
        draw("training_duties")
    draw("training_grid")
    left, right = look.row(1, 1)
    with left:
        draw("staff_voice")
    with right:
        draw("workforce_progress")
    draw("workforce_routes")
