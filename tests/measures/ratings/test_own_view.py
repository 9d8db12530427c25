"""What a council says of itself, and which way that moved."""

from __future__ import annotations

from datetime import date

from measures.ratings.own_view import own_view
from tests.measures.ratings.score_rows import STATEMENTS, score, scores


def test_the_newest_own_score_stands_beside_the_last_that_differed() -> None:
    own = "self_assessed"
    rows = scores(
        score("needs", 2, date(2025, 1, 1), kind=own),
        score("needs", 3, date(2025, 9, 1), kind=own),
        score("needs", 3, date(2026, 1, 1), kind=own),
        score("needs", 1, date(2025, 10, 1)),
        score("equity", 2, date(2026, 1, 1), kind=own),
        score("equity", None, date(2026, 2, 1), kind=own),
    )
    assert own_view(rows, STATEMENTS).rows() == [
        ("needs", 3, 2),
        ("equity", 2, None),
        ("learning", None, None),
    ]
