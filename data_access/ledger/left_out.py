"""Files of which only a part came in: what was left out, and whether it came later.

Where only the good rows of a file landed, the rest is awaited until every row of it came in a later
batch, a later batch brought all that this one brought and so stands in its place, or a person set
the rest aside. A row that a later file leaves out again is that file's matter. Rows whose key
cannot be read are known to be in when the file of rows to mend comes, by its name (`name_of_rest`).
All of it follows the batches that are visible at a moment, so it comes and goes with them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import PurePath
from typing import Any

import polars as pl
from sqlalchemy import Connection

from data_access.ledger.as_known import keys_told, table_of
from data_access.ledger.batch import Action, LeftOut, TakenUp
from data_access.ledger.entry import Entry
from data_access.store.bulk import read_frame
from vocabulary.wording import slug

_LEFT_OUT: dict[str, pl.DataType] = {
    "batch_id": pl.Int64(),
    "row_digest": pl.String(),
    "rows": pl.Int64(),
}
_TAKEN_UP: dict[str, pl.DataType] = {
    "batch_id": pl.Int64(),
    "left_out_of": pl.Int64(),
    "row_digest": pl.String(),
}
_IN_ITS_PLACE = ""


@dataclass(frozen=True)
class PartOfFile:
    """A file of which `rows` of its `of` rows are in; rows that are no records are not counted.
    awaited: of the rows that are not in the digests of those whose key is known, with how many rows
    of the file have it; unread: how many others are not in."""

    import_id: int
    batch_id: int
    dataset: str
    source_name: str
    rows: int
    of: int
    awaited: Mapping[str, int] = field(default_factory=dict, repr=False, compare=False)
    unread: int = field(default=0, repr=False, compare=False)


def name_of_rest(source_name: str) -> str:
    """What the file of a file's rows to mend is called, such as "to-mend-complaints.csv"."""
    return f"to-mend-{slug(PurePath(source_name).stem) or 'rows'}.csv"


def part_after(
    part: PartOfFile, came: Collection[str], source_name: str, rows: int
) -> PartOfFile | None:
    """A part once a file came with rows of some digests (the empty one: it has all that the part
    has, and stands in its place). rows: of records in that file, left out again or not. None where
    nothing is awaited any longer."""
    if _IN_ITS_PLACE in came:
        return None
    known = sum(many for digest, many in part.awaited.items() if digest in came)
    others = min(part.unread, max(rows - known, 0)) if _is_rest(source_name, part) else 0
    after = replace(
        part,
        rows=part.rows + known + others,
        awaited={digest: many for digest, many in part.awaited.items() if digest not in came},
        unread=part.unread - others,
    )
    return after if after.rows < after.of else None


def _is_rest(source_name: str, part: PartOfFile) -> bool:
    """Whether a file is that of a part's rows to mend, by its name; browsers number copies."""
    rest = slug(PurePath(name_of_rest(part.source_name)).stem)
    name = slug(PurePath(source_name).stem)
    return re.fullmatch(rf"{re.escape(rest)}(-\d{{1,2}})?", name) is not None


def part_of(entry: Entry, source_name: str, *, import_id: int, batch_id: int) -> PartOfFile | None:
    """The part that an entry is of its file; None where nothing is left out."""
    if entry.used is None or not entry.rejected:
        return None
    return PartOfFile(
        import_id,
        batch_id,
        entry.dataset.name,
        source_name,
        entry.used,
        entry.used + entry.rejected,
        {digest_of(key): rows for key, rows in entry.left_out.items()},
        entry.rejected - sum(entry.left_out.values()),
    )


def parts_of_files(connection: Connection, known: pl.DataFrame) -> tuple[PartOfFile, ...]:
    """The files of which the rest is awaited, oldest first, given `known` (what
    `as_known.batches` gave for the moment)."""
    partial = _partial(known)
    if partial.is_empty():
        return ()
    ids = partial.get_column("batch_id").to_list()
    left, taken = _left_out(connection, ids), _taken_up(connection, ids)
    parts = []
    for row in partial.iter_rows(named=True):
        of_it = left.filter(pl.col("batch_id") == row["batch_id"])
        awaited = dict(of_it.select("row_digest", "rows").iter_rows())
        part: PartOfFile | None = PartOfFile(
            row["import_id"],
            row["batch_id"],
            row["dataset"],
            row["source_name"],
            row["rows_used"],
            row["rows_used"] + row["rows_rejected"],
            awaited,
            row["rows_rejected"] - sum(awaited.values()),
        )
        for batch_id, source_name, rows in _later(known, row):
            if part is not None:
                came = taken.get((row["batch_id"], batch_id), set())
                part = part_after(part, came, source_name, rows)
        if part is not None:
            parts.append(part)
    return tuple(parts)


def _later(known: pl.DataFrame, row: Mapping[str, Any]) -> list[tuple[int, str, int]]:
    """The batches of the same dataset that came after one, oldest first: number, name of the file,
    and how many rows of records it has."""
    later = known.filter(
        pl.col("visible"),
        pl.col("dataset") == row["dataset"],
        pl.col("batch_id") > row["batch_id"],
    )
    rows = pl.col("rows_used").fill_null(0) + pl.col("rows_rejected")
    return later.select("batch_id", "source_name", rows).rows()


def taken_up(
    connection: Connection, entry: Entry, known: pl.DataFrame
) -> tuple[tuple[int, str], ...]:
    """What an entry (its rows canonical) has of rows that batches before it left out: number of
    the earlier batch, and digest of the row; an empty digest where the entry stands in its place.
    """
    partial = _partial(known).filter(pl.col("dataset") == entry.dataset.name)
    if partial.is_empty() or entry.frame.is_empty():
        return ()
    ids = partial.get_column("batch_id").to_list()
    keys = {*entry.frame.get_column("row_key"), *entry.left_out}
    digests = set(map(digest_of, keys))
    left = _left_out(connection, ids)
    found = [
        (batch_id, digest)
        for batch_id, digest in left.select("batch_id", "row_digest").iter_rows()
        if digest in digests
    ]
    brought = pl.sum_horizontal("rows_new", "rows_changed", "rows_unchanged")
    no_larger = partial.filter(brought.is_between(1, len(keys))).get_column("batch_id")
    found += [
        (batch_id, _IN_ITS_PLACE)
        for batch_id in no_larger
        if keys.issuperset(keys_told(connection, entry.dataset, batch_id))
    ]
    return tuple(found)


def record(
    connection: Connection, entry: Entry, taken: Iterable[tuple[int, str]], batch_id: int
) -> None:
    """Write what an entry leaves out, and what it takes up, beside its batch."""
    left = [
        {"batch_id": batch_id, "row_digest": digest_of(key), "rows": rows}
        for key, rows in entry.left_out.items()
    ]
    if left:
        connection.execute(table_of(LeftOut).insert(), left)
    takes = [
        {"batch_id": batch_id, "left_out_of": earlier, "row_digest": digest}
        for earlier, digest in taken
    ]
    if takes:
        connection.execute(table_of(TakenUp).insert(), takes)


def digest_of(key: str) -> str:
    """A row's natural key as it is remembered for a row that did not come in."""
    return sha256(key.encode()).hexdigest()[:32]


def awaits_rest(known: pl.DataFrame) -> pl.Expr:
    """Whether what an import left out is awaited: nobody set it aside, or it was asked for again.
    Of the columns of `as_known.batches`."""
    decided = (
        known.filter(pl.col("action").is_in([Action.SET_REST_ASIDE, Action.AWAIT_REST]))
        .group_by("target_import", maintain_order=True)
        .agg(aside=pl.col("action").last() == Action.SET_REST_ASIDE)
        .filter("aside")
    )
    return ~pl.col("import_id").is_in(decided.get_column("target_import").implode())


def _partial(known: pl.DataFrame) -> pl.DataFrame:
    return known.filter(
        pl.col("visible") & (pl.col("rows_rejected") > 0) & pl.col("rows_used").is_not_null(),
        awaits_rest(known),
    )


def _left_out(connection: Connection, batch_ids: list[int]) -> pl.DataFrame:
    table = table_of(LeftOut)
    return read_frame(connection, table, _LEFT_OUT, [table.c["batch_id"].in_(batch_ids)])


def _taken_up(connection: Connection, batch_ids: list[int]) -> dict[tuple[int, int], set[str]]:
    """Digests of what came, by the batch that left it out and the one that has it."""
    table = table_of(TakenUp)
    taken = read_frame(connection, table, _TAKEN_UP, [table.c["left_out_of"].in_(batch_ids)])
    found: dict[tuple[int, int], set[str]] = {}
    for batch_id, earlier, digest in taken.iter_rows():
        found.setdefault((earlier, batch_id), set()).add(digest)
    return found
