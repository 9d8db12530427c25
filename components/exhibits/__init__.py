"""The exhibits, one subject a file. Importing this registers what each of them means."""

from components.exhibits.audits import grades as audits
from components.exhibits.audits import moderation as audits_moderation
from components.exhibits.audits import repeats as audits_repeats
from components.exhibits.audits import sample as audits_sample
from components.exhibits.changes import freshness, what_changed
from components.exhibits.complaints import changed as complaints_changed
from components.exhibits.complaints import subjects as complaints_subjects
from components.exhibits.complaints import times as complaints_times
from components.exhibits.complaints import volume as complaints
from components.exhibits.coproduction import participation as coproduction
from components.exhibits.coproduction import results as coproduction_answers
from components.exhibits.exhibit import Definition, defined
from components.exhibits.findings import coding_review, evidence_balance
from components.exhibits.learning import learning_loop, lessons_checked
from components.exhibits.ombudsman import upheld as ombudsman
from components.exhibits.plan import innovation
from components.exhibits.plan import progress as plan
from components.exhibits.plan import shortfalls as plan_gaps
from components.exhibits.ratings import overall_score, peers, score_history, statement_scores
from components.exhibits.themes import balance as themes
from components.exhibits.training import access as training
from components.exhibits.training import duties as training_duties
from components.exhibits.training import grid as training_grid
from components.exhibits.training import staff_voice, workforce_routes


def definitions() -> dict[str, Definition]:
    """What every exhibit means, by key."""
    return defined()


__all__ = [
    "audits",
    "audits_moderation",
    "audits_repeats",
    "audits_sample",
    "coding_review",
    "complaints",
    "complaints_changed",
    "complaints_subjects",
    "complaints_times",
    "coproduction",
    "coproduction_answers",
    "definitions",
    "evidence_balance",
    "freshness",
    "innovation",
    "learning_loop",
    "lessons_checked",
    "ombudsman",
    "overall_score",
    "peers",
    "plan",
    "plan_gaps",
    "score_history",
    "staff_voice",
    "statement_scores",
    "themes",
    "training",
    "training_duties",
    "training_grid",
    "what_changed",
    "workforce_routes",
]
