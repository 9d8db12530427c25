"""One change between two moments, and how much each kind of change matters to a leader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, Literal, NamedTuple

import polars as pl

Direction = Literal["worse", "better", "neutral"]

WEIGHTS: Final[Mapping[str, int]] = {
    "rating_band": 100,
    "rating_score": 95,
    "published_score": 90,
    "concern_appeared": 85,
    "report_published": 80,
    "actions_overdue": 75,
    "target_out_of_reach": 72,
    "lessons_not_evidenced": 70,
    "improvement_appeared": 66,
    "concern_cleared": 64,
    "actions_closed_with_evidence": 60,
    "lessons_embedded": 58,
    "data_late": 55,
    "actions_closed_without_evidence": 50,
    "actions_reopened": 47,
    "actions_put_back": 45,
    "improvement_lost": 42,
    "lessons_back": 40,
    "target_in_reach": 38,
    "own_score": 35,
    "lessons_on": 30,
    "actions_agreed": 25,
    "lessons_found": 22,
    "data_arrived": 20,
    "measures_new": 18,
    "signal_neutral": 15,
    "codings_reviewed": 10,
}
"""Every kind of change and its weight: what the regulator or the figures say comes before what
was done about it, what got worse before what got better, and proof before activity."""

CHANGE_SCHEMA: Final[Mapping[str, pl.DataType]] = {
    "rank": pl.Int64(),
    "kind": pl.String(),
    "change": pl.String(),
    "direction": pl.String(),
    "sentence": pl.String(),
    "size": pl.Float64(),
    "importance": pl.Int64(),
    "target_kind": pl.String(),
    "target_id": pl.String(),
    "targets": pl.List(pl.String()),
    "name": pl.String(),
    "figure": pl.String(),
}


class Change(NamedTuple):
    """One change.

    kind: what changed (rating, score, signal, finding, action, lesson, data), also the kind of
    link target. change: one of `WEIGHTS`. targets: ids of what changed, the first to link to.
    size: how much (points, lessons, actions …); it decides between changes of equal weight only.
    """

    kind: str
    change: str
    direction: Direction
    sentence: str
    size: float
    targets: tuple[str, ...]
    target_kind: str = ""
    name: str = ""
    figure: str = ""


def ranked(changes: Iterable[Change]) -> pl.DataFrame:
    """Put changes in the order in which a leader should hear of them.

    By weight (`WEIGHTS`), then size, the largest first, then by target and sentence so that the
    order never depends on how records came. Gives `CHANGE_SCHEMA`'s columns, rank from 1.

    Raises KeyError for a change that has no weight.
    """
    order = sorted(
        changes, key=lambda c: (-WEIGHTS[c.change], -c.size, c.kind, c.targets, c.sentence)
    )
    rows = [
        (
            rank, c.kind, c.change, c.direction, c.sentence, float(c.size), WEIGHTS[c.change],
            c.target_kind or c.kind, c.targets[0] if c.targets else None, list(c.targets),
            c.name, c.figure,
        )
        for rank, c in enumerate(order, start=1)
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=CHANGE_SCHEMA, orient="row")
