"""Practice: does what we learn from audits change practice?"""

import streamlit as st

from components import look
from components.exhibits.audits import audit_areas, audit_grades, audit_teams, audit_voice
from components.exhibits.audits_moderation import audit_moderation
from components.exhibits.audits_repeats import audit_repeats
from components.exhibits.learning_loop import (
    learning_loop,
    learning_not_evidenced,
    practice_answer,
)
from components.filters import subject_filters, teams_in
from components.view import current_view
from data_access.snapshot import snapshot
from pages.parts.invite import exhibit_or_invite, invite_card
from pages.parts.practice_lists import came_back, next_audits, unproven

PAGE, AUDITS, LESSONS = "practice", "practice audits", "lessons"
view = current_view()
known = snapshot(view.council, view.as_at)
audits, lessons = known["audit"], known["learning"]
themes = dict(known["theme"].select("theme", "name").iter_rows())

header = st.container(key="practice_header")
filters = subject_filters(view.today, teams_in(audits), themes, page=PAGE)
loop = learning_loop(lessons, filters, view)
repeats = audit_repeats(audits, lessons, themes, filters, view)
with header:
    look.page_header(practice_answer(loop), "Does what we learn from audits change practice?")

if audits.is_empty() and lessons.is_empty():
    invite_card(loop, records="practice audits and lessons")
    st.stop()
left, right = look.row(1, 1)
with left:
    exhibit_or_invite(loop, page=PAGE, records=LESSONS)
with right:
    came_back(repeats, page=PAGE)
left, right = look.row(1, 1)
with left:
    exhibit_or_invite(audit_grades(audits, filters, view), page=PAGE, records=AUDITS)
with right:
    unproven(learning_not_evidenced(lessons, filters, view), page=PAGE)
left, right = look.row(1, 1)
with left:
    exhibit_or_invite(audit_teams(audits, filters, view), page=PAGE, records=AUDITS)
with right:
    exhibit_or_invite(audit_moderation(audits, filters, view), page=PAGE, records=AUDITS)
left, right = look.row(1, 1)
with left:
    exhibit_or_invite(audit_areas(audits, filters, view), page=PAGE, records=AUDITS)
with right:
    exhibit_or_invite(audit_voice(audits, filters, view), page=PAGE, records=AUDITS)
if view.audience == "internal":  # which cases to audit next is work, not something to publish
    next_audits(audits, known["indicator"], filters, view, page=PAGE)
