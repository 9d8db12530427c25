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


showing = subject_page(PAGE, "Is the plan moving, and does it work?", answer, teams_of=("action",))
draw_exhibits(
    showing,
    ("plan_due", "plan_burn_up"),
    ("plan_statements", "plan_without_evidence"),
    ("plan_shortfalls", "plan_owners"),
    "innovation",
    page=PAGE,
)
