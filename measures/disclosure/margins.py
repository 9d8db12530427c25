"""Every cell of a table with all its totals, and the sums that tie them together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from measures.statistics.columns import numbers, require

if TYPE_CHECKING:
    from scipy.sparse import csr_array

TOTAL: Final = "Total"
MENTIONS: Final = "All mentions"

Dimension = str | Sequence[str]
"""A column, or columns from coarse to fine that nest: ("service", "team")."""


@dataclass(frozen=True)
class Table:
    """All cells of a table, finest first, with their totals.

    `labels` has the dimensions' columns (`TOTAL` where a cell sums over one), `counts` one count
    per row of it. Each row of `sums` says that parts and their total cancel out: +1 for every
    part, −1 for the total.
    """

    labels: pl.DataFrame
    counts: NDArray[np.int64]
    sums: csr_array


def with_totals(frame: pl.DataFrame, dimensions: Sequence[Dimension], value: str) -> Table:
    """Add every total over every dimension to the counts in column `value`.

    Rows with the same labels are added up. Raises ValueError naming the column that is missing,
    has missing values, or holds no counts.
    """
    nested = [[d] if isinstance(d, str) else list(d) for d in dimensions]
    columns = [name for names in nested for name in names]
    if not columns or len(set(columns)) < len(columns):
        raise ValueError("dimensions must be different columns, at least one")
    require(frame, *columns, value)
    counts = numbers(frame, value, low=0, whole=True, optional=False)
    labels = frame.select(pl.col(columns).cast(pl.String))
    for name in columns:
        if labels.get_column(name).has_nulls():
            raise ValueError(f"{name} has missing values")
        if (labels.get_column(name) == TOTAL).any():
            raise ValueError(f"{name} has a row called {TOTAL}: leave totals out, they are added")
    cells = labels.with_columns(pl.Series("count", counts.astype(np.int64)))
    parts = [
        _summed(
            cells,
            columns,
            [n for names, depth in zip(nested, depths, strict=True) for n in names[:depth]],
        )
        for depths in product(*(range(len(names), -1, -1) for names in nested))
    ]
    table = pl.concat(parts)
    return Table(table.drop("count"), table["count"].to_numpy(), _sums(table, nested))


def with_complements(frame: pl.DataFrame, column: str, side: str, value: str) -> Table:
    """Add the total to counts of cells that overlap, each with its complement.

    `frame`: the text columns `column` (the cell) and `side` (in it, or not), and the count in
    `value`; what is in a cell and what is not add up to the same for every cell. `labels` ends
    with one total of all, and with `MENTIONS`, which is what all cells have on the first side
    together: nobody is shown it, but where no record is in two cells everybody knows it.

    Raises ValueError naming the column that is missing, has missing values, or holds no counts,
    and where complements do not add up to the same.
    """
    require(frame, column, side, value)
    counts = numbers(frame, value, low=0, whole=True, optional=False).astype(np.int64)
    labels = frame.select(pl.col(column, side).cast(pl.String))
    if labels.null_count().row(0) != (0, 0):
        raise ValueError(f"{column} or {side} has missing values")
    cells = labels.with_columns(pl.Series("count", counts))
    totals = cells.group_by(column, maintain_order=True).agg(pl.col("count").sum())
    if totals.get_column("count").n_unique() > 1:
        raise ValueError(f"what is in {column} and what is not do not add up to the same")
    everything = int(totals.item(0, "count")) if totals.height else 0
    inside = cells.item(0, side) if cells.height else ""
    mentions = int(cells.filter(pl.col(side) == inside).get_column("count").sum())
    added = pl.DataFrame(
        {column: [TOTAL, MENTIONS], side: [TOTAL, MENTIONS], "count": [everything, mentions]},
        schema=cells.schema,
    )
    table = pl.concat([cells, added])
    size = cells.height
    rows, members, signs = [], [], []
    keys = {name: row for row, name in enumerate(totals.get_column(column))}
    for at, (name, where) in enumerate(labels.rows()):
        for row in [keys[name]] + ([len(keys)] if where == inside else []):
            rows.append(row)
            members.append(at)
            signs.append(1.0)
    for row in [*keys.values(), len(keys)]:
        rows.append(row)
        members.append(size + (row == len(keys)))
        signs.append(-1.0)
    sums = _matrix(signs, (rows, members), (len(keys) + 1, size + 2))
    return Table(table.drop("count"), table["count"].to_numpy(), sums)


def _summed(cells: pl.DataFrame, columns: list[str], keys: list[str]) -> pl.DataFrame:
    if keys:
        summed = cells.group_by(keys, maintain_order=True).agg(pl.col("count").sum())
    else:
        summed = cells.select(pl.col("count").sum())
    totals = [pl.lit(TOTAL).alias(name) for name in columns if name not in keys]
    return summed.with_columns(totals).select(*columns, "count")


def _sums(table: pl.DataFrame, nested: list[list[str]]) -> csr_array:
    columns = [name for names in nested for name in names]
    keys = table.select(columns).rows()
    position = {key: i for i, key in enumerate(keys)}
    parts: dict[tuple[int, int], list[int]] = defaultdict(list)
    for i, key in enumerate(keys):
        start = 0
        for which, names in enumerate(nested):
            end = start + len(names)
            depth = sum(label != TOTAL for label in key[start:end])
            if depth:
                finest = start + depth - 1
                whole = (*key[:finest], TOTAL, *key[finest + 1 :])
                parts[which, position[whole]].append(i)
            start = end
    rows, cells, signs = [], [], []
    for row, ((_, whole_at), members) in enumerate(parts.items()):
        rows += [row] * (len(members) + 1)
        cells += [*members, whole_at]
        signs += [1] * len(members) + [-1]
    shape = (len(parts), len(keys))
    return _matrix(signs, (rows, cells), shape)


def _matrix(
    signs: Sequence[float], places: tuple[Sequence[int], Sequence[int]], shape: tuple[int, int]
) -> csr_array:
    from scipy.sparse import csr_array  # long to load, and only where something has to be hidden

    rows, cells = (np.array(each) for each in places)
    return csr_array((np.array(signs, float), (rows, cells)), shape=shape)
