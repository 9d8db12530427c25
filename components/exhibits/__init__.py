"""The exhibits, one subject a file. Importing this registers what each of them means."""

from components.exhibit import Definition, defined
from components.exhibits import (
    coding_review,
    evidence_balance,
    freshness,
    overall_score,
    peers,
    score_history,
    staff_voice,
    statement_scores,
    training,
    training_duties,
    training_grid,
    workforce_routes,
)


def definitions() -> dict[str, Definition]:
    """What every exhibit means, by key."""
    return defined()


__all__ = [
    "coding_review",
    "definitions",
    "evidence_balance",
    "freshness",
    "overall_score",
    "peers",
    "score_history",
    "staff_voice",
    "statement_scores",
    "training",
    "training_duties",
    "training_grid",
    "workforce_routes",
]
