"""The records of a council as they would be had a file landed: what pages would say is worked out
from these before anything is written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import polars as pl

from data_access.datasets import COUNCIL
from data_access.datasets.theme import EVERY_COUNCIL
from data_access.ledger.classify import Classified, Prepared
from data_access.ledger.coverage import coverage_of
from data_access.ledger.ledger import nature_of
from data_access.ledger.left_out import PartOfFile, part_after, part_of
from data_access.moments import now
from data_access.snapshot import (
    Snapshot,
    own_before_shipped,
    place_part,
    published_of_others,
    schema_of,
)


def snapshot_after(
    known: Snapshot,
    prepared: Prepared | None,
    *,
    source_name: str,
    extracted: date | None = None,
    recorded_by: str = "",
) -> Snapshot:
    """The snapshot as it would be had prepared rows landed now from a file extracted on a day
    (None: today); nothing is read or written. Rows that would be written have no row_id yet.

    What is looked at as known at an earlier moment stays as it is, as does everything where there
    is nothing to land.
    """
    if known.as_at is not None or prepared is None:
        return known
    moment = now() if known.newest_moment is None else max(now(), known.newest_moment)
    frames, peers, everyone = dict(known.frames), dict(known.peers), known.councils
    whole_to, number = dict(known.whole_to), prepared.revision
    for number, item in enumerate(prepared.items, prepared.revision + 1):
        dataset = item.entry.dataset
        covered = coverage_of(item, extracted or moment.date())
        for day in covered.filter(authority=known.authority).get_column("whole_to").drop_nulls():
            whole_to[dataset.name] = max(day, whole_to.get(dataset.name, day))
        if not item.counts.changes:
            continue
        came = pl.concat([item.new, item.changed]).with_columns(
            row_id=pl.lit(None, pl.Int64()),
            batch_id=pl.lit(number, pl.Int64()),
            nature=pl.lit(str(nature_of(item.entry, prepared.nature))),
            source_name=pl.lit(source_name),
            recorded_by=pl.lit(recorded_by),
            recorded_at=pl.lit(moment, pl.Datetime("us")),
        )
        came = came.select(*schema_of(dataset))
        if dataset is COUNCIL:
            everyone = _superseded(everyone, item, came)
            continue
        theirs = [EVERY_COUNCIL] * dataset.comes_with_product + [known.authority]
        own = came.filter(pl.col("authority").is_in(theirs))
        frames[dataset.name] = _superseded(frames[dataset.name], item, own)
        if dataset.comes_with_product:
            frames[dataset.name] = own_before_shipped(dataset, frames[dataset.name])
        if dataset.name in peers:
            others = published_of_others(came, known.authority)
            peers[dataset.name] = _superseded(peers[dataset.name], item, others)

    parts, peer_parts = _parts_after(known, prepared, source_name)

    def earlier(asked: datetime) -> Snapshot:
        if asked >= moment:
            return after
        if known.earlier is None:
            raise LookupError("only what was read from a store is known at other moments")
        return known.earlier(asked)

    after = replace(
        known,
        revision=number,
        frames=frames,
        peers=peers,
        councils=everyone,
        whole_to=whole_to,
        newest_batch=number,
        newest_moment=moment,
        parts=parts,
        peer_parts=peer_parts,
        earlier=earlier,
        memo={},
    )
    return after


def _parts_after(
    known: Snapshot, prepared: Prepared, source_name: str
) -> tuple[dict[str, tuple[PartOfFile, ...]], dict[str, tuple[PartOfFile, ...]]]:
    """Of which files only a part would be in."""
    items = prepared.items

    def still(parts: tuple[PartOfFile, ...]) -> tuple[PartOfFile, ...]:
        found = []
        for part in parts:
            after: PartOfFile | None = part
            for item in items:
                if after is not None and item.entry.dataset.name == part.dataset:
                    came = {each for batch, each in item.taken_up if batch == part.batch_id}
                    rows = (item.entry.used or 0) + item.entry.rejected
                    after = part_after(after, came, source_name, rows)
            if after is not None:
                found.append(after)
        return tuple(found)

    own = {name: still(parts) for name, parts in known.parts.items()}
    of_others = {name: still(parts) for name, parts in known.peer_parts.items()}
    first = prepared.revision + 1
    for number, item in enumerate(items, first):
        part = part_of(item.entry, source_name, import_id=first, batch_id=number)
        if part is not None:
            told = (each.entry for each in items if each.entry.dataset is item.entry.dataset)
            councils = {name for entry in told for name in entry.frame.get_column("authority")}
            place_part(part, councils, known.authority, own, of_others)
    return own, of_others


def _superseded(standing: pl.DataFrame, item: Classified, came: pl.DataFrame) -> pl.DataFrame:
    """Rows that stand after those of an entry came: of a key the newer, and none taken away."""
    gone = pl.concat([frame.get_column("row_key") for frame in (item.changed, item.removed)])
    kept = standing.filter(~pl.col("row_key").is_in(gone.implode()))
    if came.is_empty() and kept.height == standing.height:
        return standing
    return pl.concat([kept, came]).sort("row_key")
