"""Plan: is the plan moving, and does it work?"""

from components.exhibits.catalogue import Showing
from components.exhibits.memo import memo
from components.exhibits.plan.progress import plan_answer
from pages.parts.subject_page import draw_exhibits, subject_page

PAGE = "plan"


def answer(exhibits: Showing) -> str:
    """The page's headline."""
    actions, filters = exhibits.records["action"], exhibits.filters
    return memo(exhibits.records, ("plan answer", filters), lambda: plan_answer(actions, filters))


showing = subject_page(PAGE, answer, teams_of=("action",))
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
