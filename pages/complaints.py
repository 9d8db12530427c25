"""Complaints: are complaints, and how we answer them, as usual?"""

from components.exhibits.complaints.volume import complaints_answer
from pages.parts.subject_page import draw_exhibits, nothing_recorded, subject_page

PAGE = "complaints"
showing = subject_page(
    PAGE,
    "Are complaints, and how we answer them, as usual?",
    lambda exhibits: complaints_answer(
        *map(exhibits, ("complaints_volume", "complaints_timeliness", "ombudsman_upheld"))
    ),
    teams_of=("complaint", "compliment"),
)
if all(showing.records[name].is_empty() for name in ("complaint", "ombudsman")):
    nothing_recorded("No complaints and no ombudsman figures are recorded yet")
else:
    draw_exhibits(
        showing,
        ("complaints_volume", "ombudsman_upheld"),
        (
            ("complaints_timeliness", "complaints_outcomes"),
            ("ombudsman_expected", "ombudsman_remedies"),
        ),
        "complaints_changed",
        ("complaints_themes", "complaints_teams"),
        ("complaints_compliments", "ombudsman_funnel"),
        page=PAGE,
        first=(1.35, 1),
    )
