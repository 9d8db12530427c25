"""Where the council's overall score stands among those of others, each named: no league table."""

from __future__ import annotations

import polars as pl

from components.charts.spec import DotDistribution
from components.exhibits.compare.words import NOT_A_RANKING, NOT_ALL, known_of, when_published
from components.exhibits.declaration import declare
from components.exhibits.exhibit import Content
from components.exhibits.peers import beside_us, compared_with, register_of, short_name
from components.exhibits.view import View
from measures.peers.sets import PeerSet
from measures.ratings.peers import overall_of_peers
from measures.ratings.rating import BANDS
from measures.ratings.scores import assessed, rated
from vocabulary.wording import agree, number_of, sentence


@declare(
    key="peer_overall",
    title="Overall score among other councils",
    question="Where do we stand among other councils?",
    meaning="The overall scores that are published of the councils compared with.",
    formula="Each council's overall score as CQC computes it from its scores, or as published "
    "where not all scores are known; one dot a council.",
    source="Published scores and ratings, each with its source and day in the table.",
    how_to_read=(
        "One dot is one council. The filled mark, or the line while scores are missing, is this "
        "council; a heavy ring is the council chosen to stand beside it. There is no ranking: "
        "neighbouring places differ by chance and by when CQC came."
    ),
    caveats=(NOT_ALL, "Councils were assessed at different times by different teams."),
    page="compare",
    place=30100,
    compares=True,
    inputs=lambda records, request, view: (
        records["score"],
        (records.peers["score"], records.peers["rating"]),
        records.framework.frame(),
        register_of(records),
        compared_with(records, request, view),
        beside_us(records, request, view),
    ),
)
def peer_overall(
    scores: pl.DataFrame,
    published: tuple[pl.DataFrame, pl.DataFrame],
    statements: pl.DataFrame,
    register: pl.DataFrame,
    peers: PeerSet,
    beside: str | None,
    view: View,
) -> Content:
    """The exhibit, from our scores, other councils' scores and ratings, the register, whom we are
    compared with, and the council beside ours."""
    overall = rated(assessed(scores, statements))
    everyone = overall_of_peers(*published, statements).drop_nulls("percentage")
    kept = peers.of(everyone) if beside is None else pl.concat(
        [peers.of(everyone), everyone.filter(pl.col("authority") == beside)]
    ).unique(maintain_order=True)  # fmt: skip
    frame = kept.join(
        register.select("authority", "short_name"), on="authority", how="left"
    ).select(
        "authority",
        pl.coalesce("short_name", "authority").alias("name"),
        "percentage",
        "band",
        "day",
        "published",
        "source",
        "note",
        named=pl.col("authority") == pl.lit(beside, pl.String),
        member=pl.col("authority").is_in(peers.of(everyone).get_column("authority").to_list()),
    )
    among = frame.filter("member")
    number, when = (
        among.height,
        when_published(among.get_column("published"), among.get_column("day")),
    )
    ours = overall.percentage
    if number == 0:
        headline, verdict = f"No overall score of {peers.several} is published here", ""
    elif ours is None:
        inside = among.filter(pl.col("percentage").is_between(overall.lowest, overall.highest))
        headline = (
            f"{inside.height or 'Not one'} of {number:,} {agree(number, peers.one, peers.several)} "
            f"{agree(inside.height or number, 'is', 'are')} in the range still possible for us"
        )
        verdict = "Too early to place."
    else:
        lower = among.filter(pl.col("percentage") < ours).height
        higher = among.filter(pl.col("percentage") > ours).height
        headline = (
            f"Overall, {higher or 'none'} of {number:,} {agree(number, peers.one, peers.several)} "
            f"scored higher and {lower or 'none'} lower"
        )
        same = number - lower - higher
        verdict = f"{sentence(number_of(same, 'council'))} scored the same."
    listing = "; ".join(
        f"{row['name']} {row['percentage']} per cent"
        for row in among.sort("name").iter_rows(named=True)
    )
    return Content(
        headline=headline,
        subtitle=f"{known_of(peers, number)} an overall score{when and ', published '}{when}",
        frame=frame.sort("name"),
        columns={
            "name": "Council",
            "percentage": "Overall score (%)",
            "band": "Rating",
            "published": "Published",
            "source": "Source",
            "note": "Note",
        },
        source="Published scores and ratings; overall scores computed as CQC does.",
        alternative=". ".join(filter(None, [headline, listing])),
        verdict=verdict,
        meaning=NOT_A_RANKING if number else "",
        chart=DotDistribution(
            value="percentage",
            name="name",
            highlight="named",
            highlight_label=short_name(register, beside) if beside else "",
            other_label=f"Other councils ({frame.filter(~pl.col('named')).height})",
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
