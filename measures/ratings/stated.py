"""A published rating against the scores it comes from, by the regulator's own arithmetic."""

from __future__ import annotations

from datetime import date

import polars as pl

from measures.ratings.scores import day_of, formal
from measures.statistics.columns import require
from vocabulary.ratings import SAME_ASSESSMENT, stated_differs


def rating_differs(ratings: pl.DataFrame, own: pl.DataFrame) -> str | None:
    """Say in a sentence that the published rating of an assessment is not what its scores come to;
    None where it is, or none is known.

    `ratings`: the council's rows of the rating dataset. `own`: what `scores.assessed` gave. A
    rating published more than `SAME_ASSESSMENT` before or after the scores is of another
    assessment. Raises ValueError naming a column that is missing.
    """
    require(ratings, "published", "published_as_stated", "overall_percentage", "overall_rating")
    require(own, "score", "day")
    day = own.get_column("day").max()
    if not isinstance(day, date):
        return None
    given = formal(ratings)
    same = given.with_columns(day=day_of(given)).filter(
        pl.col("day").is_between(day - SAME_ASSESSMENT, day + SAME_ASSESSMENT)
    )
    scores = own.get_column("score").to_list()
    said = (
        stated_differs(scores, row["overall_rating"], row["overall_percentage"])
        for row in same.sort("day", descending=True).iter_rows(named=True)
    )
    return next((each for each in said if each), None)
