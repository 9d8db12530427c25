"""Plan: is the plan moving, and does it work?"""

from components.exhibits.plan.progress import answer_on_plan
from pages.parts.subject_page import draw_exhibits, subject_page

PAGE = "plan"
showing = subject_page(
    PAGE,
    lambda exhibits: answer_on_plan(exhibits.records, exhibits.filters),
    teams_of=("action",),
)
draw_exhibits(
    showing,
    {
        "plan_burn_up": "Month by month",
        "plan_due": "Overdue and due",
        "plan_owners": "Owners",
        "plan_statements": "By statement",
        "plan_without_evidence": "Closed, not shown",
        "plan_shortfalls": "No action yet",
        "innovation": "Pilots",
    },
    page=PAGE,
)
