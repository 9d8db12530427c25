"""Every quality statement's score, with what the council itself or a peer review says beside it."""

from __future__ import annotations

import polars as pl

from components.exhibits.declaration import declare
from components.exhibits.exhibit import Content
from components.exhibits.view import View
from measures.ratings.scores import beside_published, latest
from vocabulary.wording import counted, listed, number_word, sentence, span


@declare(
    key="statement_scores",
    title="Scores by quality statement",
    question="Which statements are good, and do we see ourselves as the regulator does?",
    meaning="The newest published score of each statement, and the council's own view beside it.",
    formula="The newest score of each kind; difference = self-assessed minus published.",
    source="CQC's published assessment; the council's self-assessment.",
    how_to_read=(
        "1 inadequate, 2 requires improvement, 3 good, 4 outstanding. Solid bars are published "
        "by CQC; outlined bars are the council's own view and are not a rating."
    ),
    caveats=("A self-assessed score above the published one is a claim until CQC looks again.",),
    page="statements",
    place=2010,
    inputs=lambda records, request, view: (records["score"], records.framework.frame()),
)
def statement_scores(scores: pl.DataFrame, statements: pl.DataFrame, view: View) -> Content:
    """The exhibit, from the council's scores and the framework's statements."""
    beside = beside_published(scores, statements)
    days = latest(scores, statements).drop_nulls("score").get_column("stated").to_list()
    when = span([*days, *beside.get_column("own_day").to_list()])
    known = beside.filter(pl.col("published_score").is_not_null())
    weak = known.filter(pl.col("published_score") <= 2)
    claimed = beside.filter(pl.col("difference") > 0)
    if known.is_empty():
        headline = "No published scores are known yet"
    elif weak.is_empty():
        headline = "Every known score is good or better"
    else:
        names = weak.get_column("name").to_list()
        headline = (
            f"{sentence(number_word(weak.height))} of {number_word(known.height)} "
            "statements scored below good"
            if len(names) > 2
            else f"Below good: {listed(names)}"
        )
    return Content(
        headline=headline,
        subtitle=f"Published score beside the council's own{when and ', '}{when}",
        frame=beside,
        columns={
            "name": "Quality statement",
            "published_score": "Published score",
            "own_score": "Self-assessed score",
            "own_day": "Self-assessed on",
            "difference": "Difference",
        },
        source="CQC assessment; self-assessment recorded here.",
        verdict=f"{sentence(counted(claimed.height, 'statement'))} self-assessed higher."
        if beside.get_column("own_score").drop_nulls().len()
        else "",
        meaning="These are the council's claims; each needs evidence." if claimed.height else "",
        signal="attention" if weak.height else "usual",
    )
