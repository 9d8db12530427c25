"""One record with its trail, read from the council's records as known then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from components.exhibits.catalogue import Records
from components.exhibits.memo import memo
from measures.evidence_trail.links import ELSEWHERE, KINDS, trail_links
from measures.evidence_trail.records import RECORD_SCHEMA, trail_records
from measures.evidence_trail.steps import trail_steps
from measures.evidence_trail.walk import trail_of
from measures.statistics.breakdown import plain
from vocabulary.record_kinds import KIND_NAMES

Row = dict[str, Any]

__all__ = [
    "DAYS",
    "KINDS",
    "Row",
    "Traced",
    "dataset_of",
    "frames_of",
    "links_of",
    "newest_records",
    "told_of",
    "traced",
]

DAYS = {
    "finding": "published",
    "audit": "audited",
    "complaint": "received",
    "ombudsman": "ombudsman_decided",
    "coproduction": "held",
    "learning": "found",
    "action": "opened",
    "innovation": "started",
}


@dataclass(frozen=True)
class Traced:
    """A record and all that hangs on it.

    rows: the dataset's rows of this reference (none for what keeps no record here, more than one
    where a reference was given twice). record: what `trail_records` says of it. trail: what
    `trail_of` gave, with the columns of `trail_records` beside it (missing where not on record).
    steps: what `trail_steps` gave. statements: ids of the quality statements it bears on; named:
    whether a record of the trail names them, and not only its themes.
    """

    kind: str
    reference: str
    rows: tuple[Row, ...]
    record: Row
    trail: pl.DataFrame
    steps: pl.DataFrame
    statements: tuple[str, ...]
    named: bool


def traced(known: Records, kind: str, reference: str, today: date) -> Traced | None:
    """The record of a kind and reference, however the reference is written; None if nothing on
    record is or names such a thing. Kept with the records it was read from."""
    return memo(known, _traced, kind, reference, today)


def links_of(known: Records, today: date) -> pl.DataFrame:
    """Every link between two records, worked out once."""
    return memo(known, _links_of, today)


def _links_of(known: Records, today: date) -> pl.DataFrame:
    return trail_links(frames_of(known), today)


def newest_records(known: Records, kind: str, number: int, today: date) -> list[Row]:
    """The newest records of a kind that have a reference, newest first."""
    day = DAYS[kind]
    frame = known[dataset_of(kind)].filter(pl.col("reference").is_not_null())
    rows = frame.filter(pl.col(day) <= today).top_k(number, by=day)
    wanted = rows.select("reference", kind=pl.lit(kind))
    told = trail_records(frames_of(known), wanted, today)
    return told.sort("day", "reference", descending=True).to_dicts()


def told_of(known: Records, wanted: pl.DataFrame, today: date) -> list[Row]:
    """What `trail_records` says of some records: kind, reference."""
    return trail_records(frames_of(known), wanted, today).to_dicts()


def dataset_of(kind: str) -> str:
    """The dataset a kind of record is kept in."""
    return "complaint" if kind == "ombudsman" else kind


def _traced(known: Records, kind: str, reference: str, today: date) -> Traced | None:
    links = links_of(known, today)
    if kind in KINDS:
        rows = _rows(known[dataset_of(kind)], reference)
        if rows.is_empty():
            return None
        named = str(rows.item(0, "reference"))
        asked = pl.DataFrame({"kind": [kind], "reference": [named]})
        told = trail_records(frames_of(known), asked, today)
        if told.is_empty():  # it is dated later than the day looked at
            return None
        record = told.row(0, named=True)
    elif kind in ELSEWHERE:
        wanted = links.filter(pl.col("kind") == kind)
        found = wanted.filter(_same(pl.col("reference"), reference))
        if found.is_empty():
            return None
        rows, named = pl.DataFrame(), str(found.item(0, "reference"))
        record = _outside(kind, named)
    else:
        return None
    trail = trail_of(links, kind, named)
    told = trail_records(frames_of(known), trail, today)
    joined = trail.join(told, on=["kind", "reference"], how="left", maintain_order="left")
    statements, by_name = _statements(known, record, told)
    return Traced(
        kind,
        named,
        tuple(rows.iter_rows(named=True)),
        record,
        joined,
        trail_steps(record, trail, told),
        statements,
        by_name,
    )


def frames_of(known: Records) -> dict[str, pl.DataFrame]:
    """The frames of every kind of record, by dataset."""
    return {name: known[name] for name in {dataset_of(kind) for kind in KINDS}}


def _rows(frame: pl.DataFrame, reference: str) -> pl.DataFrame:
    exact = frame.filter(pl.col("reference") == reference)
    return exact if exact.height else frame.filter(_same(pl.col("reference"), reference))


def _same(column: pl.Expr, reference: str) -> pl.Expr:
    key = pl.select(plain(pl.lit(reference))).item()
    return (plain(column) == key) if key else pl.lit(value=False)


def _outside(kind: str, reference: str) -> Row:
    return dict.fromkeys(RECORD_SCHEMA) | {
        "kind": kind,
        "reference": reference,
        "text": f"{KIND_NAMES[kind]} {reference}" if kind != "other" else reference,
        "short": True,
        "themes": [],
    }


def _statements(known: Records, record: Row, told: pl.DataFrame) -> tuple[tuple[str, ...], bool]:
    order = [statement.id for statement in known.framework.statements]
    own = {record["statement"]} - {None} or set(told.get_column("statement").drop_nulls())
    named = tuple(statement for statement in order if statement in own)
    if named:
        return named, True
    themes = record["themes"] or []
    if record["kind"] in ELSEWHERE:
        themes = told.get_column("themes").explode().drop_nulls().unique().to_list()
    tied = known["theme"].filter(pl.col("theme").is_in(themes)).get_column("statements")
    bearing = set(tied.explode().drop_nulls())
    return tuple(statement for statement in order if statement in bearing), False
