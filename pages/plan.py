"""Plan: is the plan moving, and does it work?"""

import streamlit as st

from components import look
from components.exhibits.innovation import innovation
from components.exhibits.plan import (
    plan_answer,
    plan_burn_up,
    plan_due,
    plan_owners,
    plan_statements,
    plan_without_evidence,
)
from components.exhibits.plan_gaps import plan_shortfalls
from components.filters import subject_filters, teams_in
from components.view import current_view
from data_access.snapshot import snapshot
from pages.parts.invite import exhibit_or_invite
from pages.parts.plan_lists import due, tried, unanswered, without_evidence

PAGE, ACTIONS = "plan", "the improvement plan"
view = current_view()
known = snapshot(view.council, view.as_at)
actions, statements = known["action"], known.framework.frame()
themes = dict(known["theme"].select("theme", "name").iter_rows())

header = st.container(key="plan_header")
filters = subject_filters(view.today, teams_in(actions), themes, page=PAGE)
with header:
    look.page_header(plan_answer(actions, filters), "Is the plan moving, and does it work?")

left, right = look.row(1, 1)
with left:
    due(plan_due(actions, statements, filters, view), page=PAGE)
with right:
    exhibit_or_invite(plan_burn_up(actions, filters, view), page=PAGE, records=ACTIONS)
left, right = look.row(1, 1)
with left:
    exhibit_or_invite(
        plan_statements(actions, statements, filters, view), page=PAGE, records=ACTIONS
    )
with right:
    without_evidence(plan_without_evidence(actions, statements, filters, view), page=PAGE)
left, right = look.row(1, 1)
with left:
    unanswered(
        plan_shortfalls(known["finding"], known["learning"], actions, statements, filters, view),
        page=PAGE,
    )
with right:
    exhibit_or_invite(plan_owners(actions, filters, view), page=PAGE, records=ACTIONS)
tried(innovation(known["innovation"], filters, view), page=PAGE)
