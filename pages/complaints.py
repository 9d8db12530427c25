"""Complaints: are complaints, and how we answer them, as usual?"""

from components.exhibits.complaints.volume import complaints_answer
from pages.parts.subject_page import draw_exhibits, nothing_recorded, subject_page

PAGE = "complaints"
showing = subject_page(
    PAGE,
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
        {
            "complaints_volume": "Month by month",
            "complaints_timeliness": "In time",
            "complaints_outcomes": "Outcomes",
            "complaints_half_years": "By half-year",
            "ombudsman_upheld": "Ombudsman",
            "complaints_themes": "Themes",
            "complaints_teams": "Teams",
            "complaints_compliments": "Compliments",
            "ombudsman_expected": "Investigations",
            "ombudsman_remedies": "Remedies",
            "ombudsman_funnel": "Other councils",
            "complaints_changed": "What changed",
        },
        page=PAGE,
    )
