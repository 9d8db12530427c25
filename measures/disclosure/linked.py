"""Several tables of the same records as one system of counts and sums."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack

from measures.disclosure.count_tables import QUARTER, CountTable, ProtectedTable
from measures.disclosure.deduction import Cells, Hidden
from measures.disclosure.margins import MENTIONS, TOTAL, Table

Key = tuple[str, str, frozenset[tuple[str, str]]]
"""What a cell counts, whatever table it stands in: counts_of, period, and its labels by
dimension, totals left out."""

ALL_TOGETHER = 5.0
"""How much more hiding the total of all costs than hiding another count of its size."""


class Linked(NamedTuple):
    """Tables put together: a cell that stands in several of them is one cell of the system.

    `keys` has what each cell of the system counts, `places` for each table the system's cell of
    each of its own, `labels` each table's own labels. `told` marks what readers are to be taken to
    know although no table shows it. `cost` is what hiding a cell costs: its size, once for each
    table it stands in, and more for the total of all, so that totals are hidden last; that some
    are not of a theme costs no more than that others are, for nobody asks for it.
    """

    system: Table
    keys: list[Key]
    places: list[Cells]
    labels: list[pl.DataFrame]
    told: Hidden
    cost: NDArray[np.float64]


def keys_of(table: CountTable | ProtectedTable, labels: pl.DataFrame) -> list[Key]:
    """Say what each row of a table's labels counts."""
    keys: list[Key] = []
    for row in labels.select(table.columns).rows():
        named = {n: label for n, label in zip(table.columns, row, strict=True) if label != TOTAL}
        period = named.pop(QUARTER, table.period)
        if MENTIONS in named.values():
            named = {table.name: MENTIONS}
        keys.append((table.counts_of, period, frozenset(named.items())))
    return keys


def link(tables: Sequence[CountTable]) -> Linked:
    """Put tables together. Raises ValueError where two say different things of the same count."""
    place: dict[Key, int] = {}
    counts: list[int] = []
    cost: list[float] = []
    places, labels, sums = [], [], []
    for table in tables:
        own = table.with_totals()
        at = []
        sizes = _sizes(table, own)
        for size, key, count in zip(
            sizes, keys_of(table, own.labels), own.counts.tolist(), strict=True
        ):
            if place.setdefault(key, len(counts)) == len(counts):
                counts.append(count)
                cost.append(0.0)
            elif counts[place[key]] != count:
                raise ValueError(
                    f"{table.name}, {table.period}: {count} where another table has "
                    f"{counts[place[key]]}"
                )
            cost[place[key]] += (1 + size) * (1 if key[2] else ALL_TOGETHER)
            at.append(place[key])
        places.append(np.array(at, dtype=np.intp))
        labels.append(own.labels)
        sums.append(own.sums)
    spread = [_spread(own, at, len(counts)) for own, at in zip(sums, places, strict=True)]
    system = vstack(spread, format="csr") if spread else csr_array((0, len(counts)))
    told = np.array([MENTIONS in dict(named).values() for _, _, named in place], dtype=bool)
    keys = list(place)
    return Linked(
        Table(pl.DataFrame(), np.array(counts, dtype=np.int64), _telling(system)),
        keys,
        places,
        labels,
        told,
        np.array(cost),
    )


def _sizes(table: CountTable, own: Table) -> list[int]:
    """What hiding each of a table's cells takes from readers."""
    counts: list[int] = own.counts.tolist()
    if not table.overlapping:
        return counts
    column = table.columns[0]
    labels = own.labels.get_column(column).to_list()
    named = dict(zip(labels[::-1], counts[::-1], strict=True))  # the first side of each
    return [named[name] for name in labels]


def _spread(sums: csr_array, at: Cells, size: int) -> csr_array:
    """A table's sums over the system's cells."""
    own = sums.tocoo()
    return csr_array((own.data, (own.row, at[own.col])), shape=(sums.shape[0], size))


def _telling(sums: csr_array) -> csr_array:
    """Sums without those that say nothing: a total that is the same cell as its only part."""
    sums.eliminate_zeros()
    return sums[np.flatnonzero(np.diff(sums.indptr))]
