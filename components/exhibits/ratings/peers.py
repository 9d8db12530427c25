"""Where the council stands among others: distributions, never a league table."""

from __future__ import annotations

import polars as pl

from components.charts.spec import DotDistribution, ScoreShares
from components.exhibits.declaration import declare
from components.exhibits.exhibit import Content
from components.exhibits.view import View
from measures.ratings.rating import BANDS
from measures.ratings.scores import (
    assessed,
    comparable,
    latest,
    newest,
    overall_scores,
    rated,
    statement_distribution,
)
from vocabulary.wording import agree, counted, none_or, sentence, span

_CAVEAT = (
    "The councils are those whose scores are held here, not all of England and not a sample.",
    "Councils were assessed at different times by different teams.",
)


@declare(
    key="peer_overall",
    title="Overall score among other councils",
    question="Where do we stand among other councils?",
    meaning="The overall scores of the councils whose scores are all published and held here.",
    formula="Each council's overall score as CQC computes it; one dot a council.",
    source="Published scores, each with its source in the table.",
    how_to_read=(
        "One dot is one council. A heavy ring is a council of the same type. The filled dot, "
        "or the line while scores are missing, is this council. There is no ranking: neighbouring "
        "places differ by chance and by when CQC came."
    ),
    caveats=_CAVEAT,
    page="overview",
    place=1030,
    inputs=lambda records, request, view: (
        records["score"],
        records.peers["score"],
        records.framework.frame(),
        records.councils,
    ),
)
def peer_overall(
    scores: pl.DataFrame,
    peer_scores: pl.DataFrame,
    statements: pl.DataFrame,
    councils: pl.DataFrame,
    view: View,
) -> Content:
    """The exhibit, from our scores, other councils' scores, and the list of councils."""
    overall = rated(assessed(scores, statements))
    known = councils.filter(pl.col("authority") == view.council).get_column("authority_type")
    kind = known[0] if known.len() else None
    peers = comparable(overall_scores(peer_scores, statements), councils, kind)
    number, when = peers.height, span(peers.get_column("day"))
    same = int(peers.get_column("same_type").sum()) if number else 0
    ours = overall.percentage
    if number == 0:
        headline, verdict = "No other council's scores are held here", ""
    elif ours is None:
        inside = peers.filter(pl.col("percentage").is_between(overall.lowest, overall.highest))
        headline = (
            f"{sentence(none_or(inside.height))} of {counted(number, 'other council')} "
            f"{agree(inside.height, 'lies', 'lie')} within the range still possible for us"
        )
        verdict = "Too early to place."
    else:
        lower = peers.filter(pl.col("percentage") < ours).height
        higher = peers.filter(pl.col("percentage") > ours).height
        headline = (
            f"Of {counted(number, 'other council')}, {none_or(higher)} scored higher and "
            f"{none_or(lower)} lower"
        )
        verdict = f"{sentence(counted(number - lower - higher, 'council'))} scored the same."
    listing = "; ".join(
        f"{row['authority']} {row['percentage']} per cent"
        for row in peers.sort("percentage").iter_rows(named=True)
    )
    return Content(
        headline=headline,
        subtitle=f"Overall score of councils with all scores published{when and ', '}{when}",
        frame=peers,
        columns={
            "authority": "Council",
            "authority_type": "Type",
            "percentage": "Overall score (%)",
            "band": "Rating",
            "day": "Published",
        },
        source="Published scores of other councils; overall scores computed as CQC does.",
        alternative=". ".join(filter(None, [headline, listing])),
        verdict=verdict,
        meaning="Scores differ by when and by whom a council was assessed; this is not a ranking."
        if number
        else "",
        chart=DotDistribution(
            value="percentage",
            name="authority",
            highlight="same_type",
            highlight_label=f"{sentence(kind or 'same type')} ({same})",
            other_label=f"Other councils ({number - same})",
            low=25,
            high=100,
            bands=BANDS,
            own=ours,
            own_low=overall.lowest if overall.known else None,
            own_high=overall.highest if overall.known else None,
            own_label=view.council,
        )
        if number
        else None,
        signal="usual" if ours is not None else "unknown",
    )


@declare(
    key="peer_statements",
    title="Scores among other councils, by statement",
    question="On which statements do most others score higher?",
    meaning="For each statement, how many other councils have each score, and where ours is.",
    formula="Newest published score of each council, counted by score.",
    source="Published scores, each with its source.",
    how_to_read="Each row has four blocks, one a score. The outlined block is this council's.",
    caveats=_CAVEAT,
    page="overview",
    place=1040,
    inputs=lambda records, request, view: (
        records["score"],
        records.peers["score"],
        records.framework.frame(),
    ),
)
def peer_statements(
    scores: pl.DataFrame, peer_scores: pl.DataFrame, statements: pl.DataFrame, view: View
) -> Content:
    """The exhibit, from our scores and other councils' scores."""
    spread = statement_distribution(peer_scores, latest(scores, statements), statements)
    when = span(newest(peer_scores).drop_nulls("score").get_column("stated"))
    known = spread.filter(pl.col("score").is_not_null() & (pl.col("peers") > 0))
    behind = known.filter(pl.col("higher") * 2 > pl.col("peers"))
    if spread.get_column("peers").sum() == 0:
        headline = "No other council's scores are held here"
    elif known.is_empty():
        headline = "Our scores are not known, so there is nothing to compare"
    elif behind.is_empty():
        headline = "On no statement do most other councils score higher"
    else:
        headline = f"On {counted(behind.height, 'statement')} most other councils scored higher"
    return Content(
        headline=headline,
        subtitle=f"Other councils by score, each statement{when and ', '}{when}",
        frame=spread,
        columns={
            "name": "Quality statement",
            "score": "Our score",
            "scored_1": "Councils scored 1",
            "scored_2": "Councils scored 2",
            "scored_3": "Councils scored 3",
            "scored_4": "Councils scored 4",
            "peers": "Councils",
        },
        source="Published scores of other councils.",
        alternative="; ".join(
            f"{row['name']}: ours {row['score'] or 'not known'}, others "
            f"{row['scored_1']} scored 1, {row['scored_2']} scored 2, {row['scored_3']} scored 3, "
            f"{row['scored_4']} scored 4"
            for row in spread.iter_rows(named=True)
        ),
        chart=ScoreShares("short_name", ("scored_1", "scored_2", "scored_3", "scored_4"), "score")
        if spread.get_column("peers").sum()
        else None,
        signal="attention" if behind.height else "usual",
    )
