"""One statement's scores over time: published, self-assessed and peer review kept apart."""

from __future__ import annotations

import polars as pl

from components.charts.spec import ScoreTimeline
from components.exhibits.declaration import declare
from components.exhibits.exhibit import Content
from components.exhibits.view import View
from measures.ratings.scores import history
from vocabulary.ratings import SCORED_AT, ScoreKind
from vocabulary.wording import long_date, span


@declare(
    key="score_history",
    title="A statement's scores over time",
    question="How has a statement's score moved, and who gave it?",
    meaning="Every score the statement has had, and who gave it.",
    formula="Scores as recorded; nothing is worked out.",
    source="CQC's assessments, the council's self-assessments, peer reviews.",
    how_to_read=(
        "Filled circles are published by CQC, a dash in ink is our own view, open squares a peer "
        "review's. Only published scores count towards the rating."
    ),
    caveats=("Self-assessment and peer review are opinions beside the regulator's judgement.",),
    page="statement",
    place=5010,
    inputs=lambda records, request, view: (
        records["score"],
        request.statement,
        records.framework.statement(request.statement).name,
    ),
    of_statement=True,
)
def score_history(scores: pl.DataFrame, statement: str, name: str, view: View) -> Content:
    """The exhibit, from the council's scores, for the statement of this id and name."""
    past = history(scores, statement)
    published = past.filter(pl.col("kind") == "published")
    own = past.filter(pl.col("kind") == "self_assessed")
    if past.is_empty():
        headline = f"{name}: no score is known"
    elif published.is_empty():
        last = past.row(-1, named=True)
        headline = f"{name}: {SCORED_AT[last['kind']]} {last['score']}; nothing published yet"
    else:
        score = published.item(-1, "score")
        headline = f"{name}: published at {score}"
        if own.height and own.item(-1, "score") != score:
            headline += f", self-assessed at {own.item(-1, 'score')}"
        elif own.height:
            headline += ", and self-assessed the same"
    words, when = ScoreKind.labels(), span(past.get_column("day"))
    columns = {
        "day": "Date",
        "given_by": "Given by",
        "score": "Score (1 to 4)",
        "rationale": "Why",
        "source": "Source",
    }
    if view.audience == "public":  # why a council scores itself so is written for itself
        past = past.drop("rationale", "evidence")
        del columns["rationale"]
    return Content(
        headline=headline,
        subtitle=f"Score of {name}, {view.council}{when and ', '}{when}",
        frame=past.with_columns(given_by=pl.col("kind").replace(words)),
        columns=columns,
        source="Scores as recorded, each with its source in the table.",
        alternative="; ".join(
            f"{long_date(row['day'])}: {words[row['kind']].lower()} {row['score']}"
            for row in past.iter_rows(named=True)
        ),
        chart=ScoreTimeline("day", "score", "kind", tuple(ScoreKind.labels().items())),
        signal="usual" if past.height else "unknown",
    )
