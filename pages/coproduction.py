"""Coproduction: whose voices shape what we do, and do they hear back?"""

import streamlit as st

from components import look
from components.exhibits.coproduction import (
    coproduction_levels,
    coproduction_shaped,
    coproduction_voices,
)
from components.exhibits.coproduction_answers import (
    coproduction_answer,
    coproduction_answers,
    coproduction_changed,
)
from components.filters import subject_filters
from components.view import current_view
from data_access.snapshot import snapshot
from pages.parts.coproduction_lists import said_and_done, what_was_shaped
from pages.parts.invite import exhibit_or_invite, invite_card

PAGE, ACTIVITIES = "coproduction", "coproduction activities"
view = current_view()
known = snapshot(view.council, view.as_at)
activities = known["coproduction"]
themes = dict(known["theme"].select("theme", "name").iter_rows())

header = st.container(key="coproduction_header")
filters = subject_filters(view.today, [], themes, page=PAGE)
voices = coproduction_voices(activities, known["seldom_heard"], filters, view)
answers = coproduction_answers(activities, filters, view)
with header:
    look.page_header(
        coproduction_answer(voices, answers),
        "Whose voices shape what we do, and do they hear back?",
    )

if activities.is_empty() and known["seldom_heard"].is_empty():
    invite_card(answers, records=ACTIVITIES)
    st.stop()
left, right = look.row(1, 1)
with left:
    exhibit_or_invite(voices, page=PAGE, records="groups seldom heard")
with right:
    exhibit_or_invite(coproduction_levels(activities, filters, view), page=PAGE, records=ACTIVITIES)
said_and_done(answers, page=PAGE)
left, right = look.row(1, 1)
with left:
    exhibit_or_invite(
        coproduction_changed(activities, filters, view), page=PAGE, records=ACTIVITIES
    )
with right:
    what_was_shaped(coproduction_shaped(activities, filters, view), page=PAGE)
