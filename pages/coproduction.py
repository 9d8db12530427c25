"""Coproduction: whose voices shape what we do, and do they hear back?"""

import streamlit as st

from components import look
from components.exhibits.catalogue import Showing, names_of_themes
from components.exhibits.coproduction.results import coproduction_answer
from components.web.current_view import current_view
from components.web.principal import current_principal
from components.widgets.filters import subject_filters
from data_access.snapshot import snapshot
from pages.parts.exhibits.draw import drawer
from pages.parts.exhibits.invite import invite_card

PAGE = "coproduction"
view = current_view()
known = snapshot(view.council, view.as_at, principal=current_principal())

header = st.container(key="coproduction_header")
filters = subject_filters(view.today, [], names_of_themes(known), page=PAGE)
showing = Showing(known, filters, view)
answers = showing("coproduction_answers")
with header:
    look.page_header(
        coproduction_answer(showing("coproduction_voices"), answers),
        "Whose voices shape what we do, and do they hear back?",
    )

if known["coproduction"].is_empty() and known["seldom_heard"].is_empty():
    invite_card(answers, records="coproduction activities")
    st.stop()
draw = drawer(showing, page=PAGE)
left, right = look.row(1, 1)
with left:
    draw("coproduction_voices")
with right:
    draw("coproduction_levels")
draw("coproduction_answers")
left, right = look.row(1, 1)
with left:
    draw("coproduction_changed")
with right:
    draw("coproduction_shaped")
