"""Walking the trail from a record to all that it came from and all that followed from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

import polars as pl

from measures.evidence_trail.links import LINK_SCHEMA
from measures.statistics.columns import require

Direction = Literal["up", "down"]
"""up: what it came from; down: what followed from it."""

TRAIL_SCHEMA: Final[Mapping[str, pl.DataType]] = {
    "direction": pl.String(),
    "steps": pl.Int64(),
    "kind": pl.String(),
    "reference": pl.String(),
    "relation": pl.String(),
    "via_kind": pl.String(),
    "via_reference": pl.String(),
    "on_record": pl.Boolean(),
}


def trail_of(links: pl.DataFrame, kind: str, reference: str) -> pl.DataFrame:
    """Walk the links from one record in both directions.

    `links`: what `links.trail_links` gave. Where one record comes up from another, that
    other comes down from it, in as many steps. A circle of links is walked once, and the record
    itself is not part of its own trail. Gives one row per direction and record, nearest first:
    direction, steps (1: linked directly), kind, reference, relation (what the later record of the
    last link is to the earlier), via_kind and via_reference (the record on the way from which it
    was reached: the first by kind and reference where there are several), on_record.

    Raises ValueError naming the column that is missing.
    """
    require(links, *LINK_SCHEMA)
    near = ("kind", "reference")
    far = ("to_kind", "to_reference")
    walks = [
        _walk(links, direction, kind, reference, ends=(near, far) if down else (far, near))
        for direction, down in (("up", False), ("down", True))
    ]
    return pl.concat([pl.DataFrame(schema=TRAIL_SCHEMA), *walks])


def _walk(
    links: pl.DataFrame,
    direction: str,
    kind: str,
    reference: str,
    *,
    ends: tuple[tuple[str, str], tuple[str, str]],
) -> pl.DataFrame:
    (here_kind, here_reference), (next_kind, next_reference) = ends
    recorded = pl.col("on_record") if direction == "up" else pl.lit(value=True)
    ways = links.select(
        "relation",
        at_kind=here_kind,
        at_reference=here_reference,
        kind=next_kind,
        reference=next_reference,
        on_record=recorded,
    )
    front = pl.DataFrame({"kind": [kind], "reference": [reference]})
    seen = front
    found: list[pl.DataFrame] = []
    while front.height:
        reached = (
            ways.join(
                front, left_on=["at_kind", "at_reference"], right_on=["kind", "reference"],
                how="semi",
            )
            .join(seen, on=["kind", "reference"], how="anti")
            .sort("kind", "reference", "at_kind", "at_reference", "relation")
            .unique(["kind", "reference"], keep="first", maintain_order=True)
        )  # fmt: skip
        front = reached.select("kind", "reference")
        seen = pl.concat([seen, front])
        found.append(
            reached.with_columns(
                direction=pl.lit(direction),
                steps=pl.lit(len(found) + 1),
                via_kind="at_kind",
                via_reference="at_reference",
            ).select(pl.col(name).cast(dtype) for name, dtype in TRAIL_SCHEMA.items())
        )
    return pl.concat(found)
