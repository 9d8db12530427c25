"""Complaints: are complaints, and how we answer them, as usual?"""

from components import look
from components.exhibits.complaints import complaints_compliments, complaints_volume
from components.exhibits.complaints_changed import complaints_changed
from components.exhibits.complaints_subjects import (
    complaints_outcomes,
    complaints_teams,
    complaints_themes,
)
from components.exhibits.complaints_times import complaints_timeliness
from components.exhibits.ombudsman import (
    ombudsman_expected,
    ombudsman_funnel,
    ombudsman_remedies,
    ombudsman_upheld,
)
from components.filters import subject_filters, teams_in
from components.view import current_view
from data_access.snapshot import snapshot
from pages.parts.changed_list import changed_list
from pages.parts.subject_card import subject_card

PAGE = "complaints"
view = current_view()
known = snapshot(view.council, view.as_at)
complaints, compliments, figures = known["complaint"], known["compliment"], known["ombudsman"]
themes = dict(known["theme"].select("theme", "name").iter_rows())

look.page_header(
    "Are complaints, and how we answer them, as usual?",
    "How many come, how fast they are answered, what the ombudsman found, and what was changed",
)
chosen = subject_filters(view.today, teams_in(complaints, compliments), themes, page=PAGE)
if complaints.is_empty() and figures.is_empty():
    with look.card("nothing"):
        look.empty(
            "No complaints and no ombudsman figures are recorded yet",
            "Fill in a template or bring your own files: the columns are matched for you.",
            action=look.link("Import records", "data", do="Import records"),
        )
else:
    left, right = look.row(1.35, 1)
    with left:
        subject_card(complaints_volume(complaints, chosen, view), page=PAGE)
    with right:
        subject_card(ombudsman_upheld(figures, view), page=PAGE)
    left, right = look.row(1, 1)
    with left:
        subject_card(complaints_timeliness(complaints, chosen, view), page=PAGE)
        subject_card(complaints_outcomes(complaints, chosen, view), page=PAGE)
    with right:
        subject_card(ombudsman_expected(figures, view), page=PAGE)
        subject_card(ombudsman_remedies(figures, view), page=PAGE)
    if view.audience == "internal":  # a line a case: with dates it could tell whose it is
        changed_list(complaints_changed(complaints, known["learning"], chosen, view), page=PAGE)
    left, right = look.row(1, 1)
    with left:
        subject_card(complaints_themes(complaints, themes, chosen, view), page=PAGE)
    with right:
        subject_card(complaints_teams(complaints, chosen, view), page=PAGE)
    left, right = look.row(1, 1)
    with left:
        subject_card(complaints_compliments(complaints, compliments, chosen, view), page=PAGE)
    with right:
        subject_card(
            ombudsman_funnel(figures, known.peers["ombudsman"], view),
            page=PAGE,
            next_step="Import other councils' yearly ombudsman figures of the same scope.",
        )
