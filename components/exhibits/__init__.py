"""The exhibits, one subject a file. Importing this registers what each of them means."""

from components.exhibits import (
    coding_review,
    evidence_balance,
    freshness,
    overall_score,
    peers,
    score_history,
    statement_scores,
)

__all__ = [
    "coding_review",
    "evidence_balance",
    "freshness",
    "overall_score",
    "peers",
    "score_history",
    "statement_scores",
]
