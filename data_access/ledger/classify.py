"""What becomes of rows to be written, given those that stand: new, changed, unchanged, removed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl
from sqlalchemy import Connection

from data_access.errors import ConflictError
from data_access.ledger.as_known import rows_as_known, rows_not_standing
from data_access.ledger.entry import Counts, Entry
from data_access.ledger.left_out import taken_up
from data_access.ledger.standing import beyond, places_of
from data_access.store.bulk import joined_lists
from vocabulary.nature import Nature


@dataclass(frozen=True)
class Classified:
    """An entry (its rows canonical), and what becomes of each row."""

    entry: Entry
    new: pl.DataFrame
    changed: pl.DataFrame
    unchanged_rows: pl.Series
    removed: pl.DataFrame
    # Rows in the scope of `replaces` that do not stand already, but would if a batch were
    # withdrawn or restored: taken away by another batch, or themselves withdrawn.
    still_removed: pl.Series
    withdrawn: pl.DataFrame
    # Rows that stand and that the entry does not speak of.
    beside: pl.DataFrame
    # Rows that batches before left out and this entry has: see `left_out.taken_up`.
    taken_up: tuple[tuple[int, str], ...] = ()

    @property
    def rows_written(self) -> int:
        """Rows that go into the dataset's table."""
        written = self.new.height + self.changed.height + self.removed.height
        return written + self.withdrawn.height

    @property
    def counts(self) -> Counts:
        """The same in numbers."""
        return Counts(
            self.new.height,
            self.changed.height,
            self.unchanged_rows.len(),
            self.removed.height,
            self.entry.rejected,
        )


@dataclass(frozen=True)
class Prepared:
    """Entries checked, and compared with what the store holds at a revision."""

    revision: int
    nature: Nature
    items: tuple[Classified, ...]

    @property
    def counts(self) -> dict[str, Counts]:
        """What appending them would do, in rows per dataset."""
        return added_up(self.items)


def added_up(items: Sequence[Classified]) -> dict[str, Counts]:
    """Counts per dataset, of all its entries."""
    counts: dict[str, Counts] = {}
    for item in items:
        name, more = item.entry.dataset.name, item.counts
        counts[name] = counts[name] + more if name in counts else more
    return counts


def classify(
    connection: Connection,
    entry: Entry,
    known: pl.DataFrame,
    standing: pl.DataFrame | None = None,
) -> Classified:
    """Compare an entry's canonical rows with those that stand, given `known` (see `as_known`);
    standing: those of its councils, where they have been read.

    ConflictError if a row changed since it was read (`based_on`).
    """
    compared = _compared(connection, entry, known, standing)
    if entry.takes_away:
        return compared
    return replace(compared, taken_up=taken_up(connection, entry, known))


def _compared(
    connection: Connection, entry: Entry, known: pl.DataFrame, standing: pl.DataFrame | None
) -> Classified:
    dataset, frame = entry.dataset, entry.frame
    authorities = frame.get_column("authority").unique().to_list()
    if standing is None:
        standing = rows_as_known(connection, dataset, known, authorities)
    spoken_of = entry.replaces or entry.takes_away or "based_on" in frame.columns
    if standing.is_empty() and not spoken_of:
        no_rows = pl.Series("row_id", [], dtype=pl.Int64())
        return Classified(
            entry, frame, frame.clear(), no_rows, standing, no_rows, standing, standing
        )
    places = places_of(frame.get_column("row_key"), standing.get_column("row_key"))
    row_ids = standing.get_column("row_id").gather(places)
    if "based_on" in frame.columns:
        clashes = int(row_ids.ne_missing(frame.get_column("based_on")).sum())
        if clashes:
            raise ConflictError(
                f"{clashes} row{'s were' if clashes > 1 else ' was'} changed by someone "
                "else in the meantime."
            )
    beside = standing.filter(beyond(places, standing.height))
    if entry.takes_away:
        nothing, no_rows = frame.clear(), row_ids.clear()
        gone = standing[places.drop_nulls()]
        none = standing.clear()
        return Classified(entry, nothing, nothing, no_rows, gone, no_rows, none, beside)
    new = places.is_null()
    changed = _differs(entry, standing, places) & ~new
    removed = withdrawn = standing.clear()
    still_removed = pl.Series("row_id", [], dtype=pl.Int64())
    if entry.replaces and not frame.is_empty():
        removed = _replaced(entry, standing)
        absent = _replaced(entry, rows_not_standing(connection, dataset, known, authorities))
        still_removed = absent.get_column("taken_away_by").drop_nulls()
        withdrawn = absent.filter(pl.col("taken_away_by").is_null())
    return Classified(
        entry,
        frame.filter(new),
        frame.filter(changed),
        row_ids.filter(~(new | changed)),
        removed,
        still_removed,
        withdrawn,
        beside,
    )


def _differs(entry: Entry, standing: pl.DataFrame, places: pl.Series) -> pl.Series:
    """Whether each row says anything else than the standing one of its key, at its place."""
    differs = pl.repeat(False, places.len(), dtype=pl.Boolean, eager=True)
    for name in entry.dataset.columns:
        if name not in entry.dataset.natural_key:
            mine, theirs = (
                joined_lists(frame.select(name)).to_series() for frame in (entry.frame, standing)
            )
            differs |= mine.ne_missing(theirs.gather(places))
    return differs


def _replaced(entry: Entry, rows: pl.DataFrame) -> pl.DataFrame:
    """Of these rows those that the entry replaces without having them."""
    columns = list(entry.replaces)
    scope = entry.frame.select(columns).unique()
    return rows.join(scope, on=columns, how="semi", nulls_equal=True).join(
        entry.frame.select("row_key"), on="row_key", how="anti"
    )
