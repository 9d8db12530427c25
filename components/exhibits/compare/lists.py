"""What is published of other councils, row by row: each figure with its day and its source."""

from __future__ import annotations

import polars as pl

from components.exhibits.compare.words import NOT_ALL, known_of, when_published
from components.exhibits.declaration import declare
from components.exhibits.exhibit import Content
from components.exhibits.peers import compared_with, register_of
from components.exhibits.view import View
from measures.peers.sets import PeerSet
from measures.ratings.peers import every_score, overall_of_peers, pilots
from vocabulary.wording import agree, listed


def _named(frame: pl.DataFrame, register: pl.DataFrame) -> pl.DataFrame:
    """The rows with `council`, the short name, by which they stand in order."""
    return (
        frame.join(register.select("authority", "short_name"), on="authority", how="left")
        .with_columns(council=pl.coalesce("short_name", "authority"))
        .sort("council", maintain_order=True)
    )


@declare(
    key="peer_ratings",
    title="Ratings of other councils",
    question="How are other councils rated?",
    meaning="The newest published rating of each council compared with; pilots stand apart.",
    formula="Councils counted by rating.",
    source="Published ratings and scores, each with its source and day.",
    how_to_read="One row is one council, by name. A pilot of 2023 is indicative, and not counted.",
    caveats=(NOT_ALL,),
    page="compare",
    place=30120,
    compares=True,
    public=False,
    inputs=lambda records, request, view: (
        (records.peers["score"], records.peers["rating"]),
        records.framework.frame(),
        register_of(records),
        compared_with(records, request, view),
    ),
)
def peer_ratings(
    published: tuple[pl.DataFrame, pl.DataFrame],
    statements: pl.DataFrame,
    register: pl.DataFrame,
    peers: PeerSet,
    view: View,
) -> Content:
    """The exhibit, from other councils' scores and ratings, the register, and whom we are compared
    with."""
    formal = peers.of(overall_of_peers(*published, statements))
    apart = peers.of(pilots(published[1]))
    frame = pl.concat(
        [
            _named(formal, register).with_columns(kind=pl.lit("Rating"), pilot=False),
            _named(apart, register).with_columns(kind=pl.lit("Pilot, indicative"), pilot=True),
        ]
    )
    number, when = (
        formal.height,
        when_published(formal.get_column("published"), formal.get_column("day")),
    )
    good = formal.filter(pl.col("band").is_in(["good", "outstanding"])).height
    if number:
        of = agree(number, peers.one, peers.several)
        headline = (
            f"{good or 'Not one'} of {number:,} rated {of} {agree(number, 'is', 'are')} good "
        )
        headline += "or outstanding"
    else:
        headline = f"No ratings of {peers.several} are published here"
    return Content(
        headline=headline,
        subtitle=f"{known_of(peers, number)} a published rating{when and ', '}{when}",
        frame=frame,
        columns={
            "council": "Council",
            "band": "Rating",
            "percentage": "Overall score (%)",
            "published": "Published",
            "kind": "Kind",
            "source": "Source",
            "note": "Note",
        },
        source="Published ratings.",
        caveats=(f"Pilots, not counted: {listed(apart_names)}.",)
        if (apart_names := _named(apart, register).get_column("council").to_list())
        else (),
        signal="usual",
    )


@declare(
    key="peer_scores",
    title="Every score of other councils",
    question="What did each council score, when, and where does it say so?",
    meaning="The newest published score of each council compared with and statement.",
    formula="As published.",
    source="Published scores, each with its source and day.",
    how_to_read="One row is one council's score of one statement: 1 inadequate, 2 requires "
    "improvement, 3 good, 4 outstanding.",
    caveats=(NOT_ALL,),
    page="compare",
    place=30130,
    compares=True,
    public=False,
    inputs=lambda records, request, view: (
        records.peers["score"],
        records.framework.frame(),
        register_of(records),
        compared_with(records, request, view),
    ),
)
def peer_scores(
    scores: pl.DataFrame,
    statements: pl.DataFrame,
    register: pl.DataFrame,
    peers: PeerSet,
    view: View,
) -> Content:
    """The exhibit, from other councils' scores, the register, and whom we are compared with."""
    frame = _named(every_score(peers.of(scores), statements), register)
    number, when = (
        frame.get_column("authority").n_unique(),
        when_published(frame.get_column("published"), frame.get_column("stated")),
    )
    said = f"{frame.height:,} {agree(frame.height, 'score', 'scores')} of {number:,}"
    return Content(
        headline=f"{said} {agree(number, peers.one, peers.several)}, each with its source"
        if number
        else f"No scores of {peers.several} are published here",
        subtitle=f"{known_of(peers, number)} published scores{when and ', '}{when}",
        frame=frame,
        columns={
            "council": "Council",
            "name": "Quality statement",
            "score": "Score",
            "published": "Published",
            "source": "Source",
            "note": "Note",
        },
        source="Published scores.",
        signal="usual",
    )
