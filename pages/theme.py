"""One theme: every source on one timeline, and what is being done."""

import streamlit as st

from components import look
from components.exhibits.catalogue import Showing, names_of_themes
from components.web.current_view import current_view
from components.web.principal import current_principal
from components.widgets.exhibit_card import exhibit_tools
from components.widgets.filters import subject_filters
from data_access.snapshot import snapshot
from pages.parts.exhibits.draw import drawer
from pages.parts.theme.timeline import timeline

PAGE = "theme"
view = current_view()
known = snapshot(view.council, view.as_at, principal=current_principal())
names = names_of_themes(known)

header = st.container(key="theme_header")
teams = known.teams("complaint", "audit", "action", "learning")
filters = subject_filters(view.today, teams, names, page=PAGE)
if filters.theme is None:
    with header:
        look.page_header("Choose a theme", "Everything known about one theme, from all sources")
    with look.card("nothing"):
        look.empty(
            "No theme is chosen",
            "Choose one above, or start from the themes by quality statement.",
            action=look.link("All themes", "themes"),
        )
    st.stop()
showing = Showing(known, filters, view)
definition = known["theme"].filter(theme=filters.theme).item(0, "definition")
with header:
    look.page_header(showing("theme_balance").headline, definition)
draw = drawer(showing, page=PAGE)
left, right = look.row(1, 1)
with left:
    draw("theme_balance")
with right:
    draw("complaints_volume")
left, right = look.row(1, 1)
with left:
    draw("learning_loop")
with right:
    draw("plan_due")
everything = showing("theme_timeline")
with look.card("timeline"):
    look.card_header(everything.headline, everything.subtitle)
    timeline(everything)
    look.source(everything.source)
    exhibit_tools(everything, page=PAGE)
