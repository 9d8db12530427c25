"""The exhibits, one subject a file. Importing this registers what each of them means."""

from components.exhibits import (
    evidence_balance,
    freshness,
    overall_score,
    peers,
    score_history,
    statement_scores,
)

__all__ = [
    "evidence_balance",
    "freshness",
    "overall_score",
    "peers",
    "score_history",
    "statement_scores",
]
