"""The newest score of every statement, worked out once for all that shows it."""

from __future__ import annotations

import polars as pl

from components.exhibits.catalogue import Records
from components.exhibits.memo import memo
from measures.ratings.scores import latest


def newest_scores(known: Records, kind: str = "published") -> pl.DataFrame:
    """`measures.ratings.scores.latest` of the council's scores of a kind, one row a statement."""
    return memo(
        known,
        ("newest scores", kind),
        lambda: latest(known["score"], known.framework.frame(), kind),
    )
