"""Complaints: are complaints, and how we answer them, as usual?"""

import streamlit as st

from components import look
from components.exhibits.catalogue import Showing, names_of_themes
from components.exhibits.page_headlines import complaints_answer
from components.web.current_view import current_view
from components.web.principal import current_principal
from components.widgets.filters import subject_filters
from data_access.snapshot import snapshot
from pages.parts.exhibits.draw import drawer

PAGE = "complaints"
view = current_view()
known = snapshot(view.council, view.as_at, principal=current_principal())

header = st.container(key="complaints_header")
teams = known.teams("complaint", "compliment")
chosen = subject_filters(view.today, teams, names_of_themes(known), page=PAGE)
showing = Showing(known, chosen, view)
with header:
    look.page_header(
        complaints_answer(
            *map(showing, ("complaints_volume", "complaints_timeliness", "ombudsman_upheld"))
        ),
        "Are complaints, and how we answer them, as usual?",
    )
draw = drawer(showing, page=PAGE)
if known["complaint"].is_empty() and known["ombudsman"].is_empty():
    with look.card("nothing"):
        look.empty(
            "No complaints and no ombudsman figures are recorded yet",
            "Fill in a template or bring your own files: the columns are matched for you.",
            action=look.link("Import records", "data", do="Import records"),
        )
else:
    left, right = look.row(1.35, 1)
    with left:
        draw("complaints_volume")
    with right:
        draw("ombudsman_upheld")
    left, right = look.row(1, 1)
    with left:
        draw("complaints_timeliness")
        draw("complaints_outcomes")
    with right:
        draw("ombudsman_expected")
        draw("ombudsman_remedies")
    draw("complaints_changed")
    left, right = look.row(1, 1)
    with left:
        draw("complaints_themes")
    with right:
        draw("complaints_teams")
    left, right = look.row(1, 1)
    with left:
        draw("complaints_compliments")
    with right:
        draw("ombudsman_funnel")
