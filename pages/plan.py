"""Plan: is the plan moving, and does it work?"""

import streamlit as st

from components import look
from components.exhibits.catalogue import Showing, names_of_themes
from components.exhibits.memo import memo
from components.exhibits.plan.progress import plan_answer
from components.web.current_view import current_view
from components.web.principal import current_principal
from components.widgets.filters import subject_filters
from data_access.snapshot import snapshot
from pages.parts.exhibits.draw import drawer

PAGE = "plan"
view = current_view()
known = snapshot(view.council, view.as_at, principal=current_principal())

header = st.container(key="plan_header")
filters = subject_filters(view.today, known.teams("action"), names_of_themes(known), page=PAGE)
with header:
    answer = memo(known, ("plan answer", filters), lambda: plan_answer(known["action"], filters))
    look.page_header(answer, "Is the plan moving, and does it work?")

draw = drawer(Showing(known, filters, view), page=PAGE)
for one, other in (
    ("plan_due", "plan_burn_up"),
    ("plan_statements", "plan_without_evidence"),
    ("plan_shortfalls", "plan_owners"),
):
    left, right = look.row(1, 1)
    with left:
        draw(one)
    with right:
        draw(other)
draw("innovation")
