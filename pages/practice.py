"""Practice: does what we learn from audits change practice?"""

import streamlit as st

from components import look
from components.exhibits.catalogue import Showing, names_of_themes
from components.exhibits.learning.learning_loop import practice_answer
from components.web.current_view import current_view
from components.web.principal import current_principal
from components.widgets.filters import subject_filters
from components.widgets.subpage_links import also_here
from data_access.snapshot import snapshot
from pages.parts.exhibits.draw import drawer
from pages.parts.exhibits.invite import invite_card
from pages.parts.exhibits.practice_lists import next_audits

PAGE = "practice"
view = current_view()
known = snapshot(view.council, view.as_at, principal=current_principal())

header = st.container(key="practice_header")
filters = subject_filters(view.today, known.teams("audit"), names_of_themes(known), page=PAGE)
showing = Showing(known, filters, view)
loop = showing("learning_loop")
with header:
    look.page_header(practice_answer(loop), "Does what we learn from audits change practice?")

if known["audit"].is_empty() and known["learning"].is_empty():
    invite_card(loop, records="practice audits and lessons")
    st.stop()
also_here([("Hold a quality-assurance review", "review")])
draw = drawer(showing, page=PAGE)
for one, other in (
    ("learning_loop", "audit_repeats"),
    ("audit_grades", "learning_not_evidenced"),
    ("audit_teams", "audit_moderation"),
    ("audit_areas", "audit_voice"),
):
    left, right = look.row(1, 1)
    with left:
        draw(one)
    with right:
        draw(other)
next_audits(showing, page=PAGE)
