"""Every quality statement's score among those of other councils, and beside one of them."""

from __future__ import annotations

from typing import Any

import polars as pl

from components.charts.spec import ScoreShares
from components.exhibits.compare.words import (
    HEADLINE,
    NOT_A_RANKING,
    NOT_ALL,
    known_of,
    on_statements,
    when_published,
)
from components.exhibits.declaration import declare
from components.exhibits.exhibit import Content
from components.exhibits.peers import beside_us, compared_with, register_of, short_name
from components.exhibits.view import View
from measures.peers.sets import PeerSet
from measures.ratings.peers import beside, by_score, every_score
from measures.ratings.scores import latest
from vocabulary.peers import Most
from vocabulary.wording import agree, counted, within


@declare(
    key="peer_statements",
    title="Scores among other councils, by statement",
    question="On which statements do most others score higher?",
    meaning="For each statement, how many of the councils compared with have each score, and "
    "where ours is.",
    formula="Newest published score of each council, counted by score; pilots of 2023 are left "
    "out.",
    source="Published scores, each with its source and day under Every score.",
    how_to_read=(
        "Each row is a statement, each dot or block counts councils with a score. Ours is marked. "
        "A triangle says that more than half of them scored higher, a tick that more than half "
        "scored lower."
    ),
    caveats=(NOT_ALL, "Councils were assessed at different times by different teams."),
    page="compare",
    place=30110,
    compares=True,
    inputs=lambda records, request, view: (
        records["score"],
        records.peers["score"],
        records.framework.frame(),
        register_of(records),
        compared_with(records, request, view),
        beside_us(records, request, view),
    ),
)
def peer_statements(
    scores: pl.DataFrame,
    peer_scores: pl.DataFrame,
    statements: pl.DataFrame,
    register: pl.DataFrame,
    peers: PeerSet,
    other: str | None,
    view: View,
) -> Content:
    """The exhibit, from our scores, other councils' scores, the register, whom we are compared
    with, and the council beside ours."""
    among = peers.of(peer_scores)
    spread = by_score(among, latest(scores, statements), statements, register)
    frame = beside(spread, peer_scores, other)
    told = every_score(among, statements)
    number, when = (
        told.get_column("authority").n_unique(),
        when_published(told.get_column("published"), told.get_column("stated")),
    )
    columns = {"name": "Quality statement", "score": "Our score"}
    if other:
        columns |= {
            "beside_score": short_name(register, other),
            "beside_day": f"{short_name(register, other)}, published",
        }
    columns |= {f"scored_{n}": f"Councils scored {n}" for n in range(1, 5)}
    columns |= {"peers": "Councils", "most": "Against us"}
    columns |= {f"named_{n}": f"Which scored {n}" for n in range(1, 5)}
    return Content(
        headline=_headline(frame.to_dicts(), peers),
        subtitle=f"{known_of(peers, number)} published scores{when and ', '}{when}",
        frame=frame,
        columns=columns,
        source="Published scores of other councils.",
        alternative="; ".join(
            f"{row['name']}: ours {row['score'] or 'not known'}, others "
            f"{row['scored_1']} scored 1, {row['scored_2']} scored 2, {row['scored_3']} scored 3, "
            f"{row['scored_4']} scored 4"
            for row in frame.iter_rows(named=True)
        ),
        meaning=NOT_A_RANKING if number else "",
        chart=ScoreShares("short_name", ("scored_1", "scored_2", "scored_3", "scored_4"), "score")
        if number
        else None,
        signal="attention"
        if frame.filter(pl.col("most") == Most.HIGHER).height
        else "usual",
    )  # fmt: skip


def _headline(rows: list[dict[str, Any]], peers: PeerSet) -> str:
    if not any(row["peers"] for row in rows):
        return f"No scores of {peers.several} are published here"
    if all(row["score"] is None for row in rows):
        return "Our scores are not known, so there is nothing to compare"
    behind = [row for row in rows if row["most"] == Most.HIGHER]
    ahead = [row for row in rows if row["most"] == Most.LOWER]
    if behind:
        return _most(behind, peers, "higher")
    if ahead:
        return _most(ahead, peers, "lower")
    return f"On no statement did most {peers.several} score higher or lower than us"


def _most(rows: list[dict[str, Any]], peers: PeerSet, way: str) -> str:
    """The statements by name where there is room for them, else their number."""
    names = on_statements([row["short_name"] for row in rows])
    first = sorted(rows, key=lambda row: -row[way])[:2]
    few = f"{', '.join(within(row['short_name']) for row in first)} and {len(rows) - 2} more"
    alike = {(row[way], row["peers"]) for row in rows}
    if len(alike) == 1:
        [(many, of)] = alike
        councils = agree(of, peers.one, peers.several)
        said = f"On {names}, {many:,} of {of:,} {councils} scored {way} than us"
        if len(said) <= HEADLINE:
            return said
    for said in (
        f"On {names}, most {peers.several} scored {way} than us",
        f"On {names}, most scored {way} than us",
    ):
        if len(rows) <= 3 and len(said) <= HEADLINE:
            return said
    said = f"On {few}, most {peers.several} scored {way} than us"
    if len(rows) > 3 and len(said) <= HEADLINE:
        return said
    return f"On {counted(len(rows), 'statement')} most {peers.several} scored {way} than us"
