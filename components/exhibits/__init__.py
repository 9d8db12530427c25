"""The exhibits, one subject a file. Importing this registers what each of them means."""

from components.exhibit import Definition, defined
from components.exhibits import (
    audits,
    audits_moderation,
    audits_repeats,
    audits_sample,
    coding_review,
    complaints,
    complaints_changed,
    complaints_subjects,
    complaints_times,
    coproduction,
    coproduction_answers,
    evidence_balance,
    freshness,
    innovation,
    learning_loop,
    lessons_checked,
    ombudsman,
    overall_score,
    peers,
    plan,
    plan_gaps,
    score_history,
    staff_voice,
    statement_scores,
    training,
    training_duties,
    training_grid,
    what_changed,
    workforce_routes,
)


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
    "training",
    "training_duties",
    "training_grid",
    "what_changed",
    "workforce_routes",
]
