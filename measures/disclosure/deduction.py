"""What a reader can work out about hidden cells from the cells and totals that are shown."""

from __future__ import annotations

from copy import copy
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from measures.disclosure.margins import Table

WHOLE_WITHIN: Final = 1e-6

Cells = NDArray[np.intp]
Hidden = NDArray[np.bool_]


class Range(NamedTuple):
    """The least and the greatest count that fits everything shown; `high` inf when unlimited."""

    low: float
    high: float

    @property
    def width(self) -> float:
        """How far apart the two are."""
        return self.high - self.low


class Reader:
    """Somebody who knows a table's sums and every count that is not hidden.

    `least` is the least count that a hidden cell can have, which the reader knows too. With
    `small` the reader also knows why counts are hidden: among hidden cells that are linked, one at
    least is not above it.
    """

    def __init__(self, table: Table, hidden: Hidden, least: int, small: int | None = None) -> None:
        self._sums, self._counts, self._least = table.sums, table.counts, least
        self._small = small
        self._hidden = hidden.copy()
        self._part = self._parts()
        # Every table found to fit what is shown tells of all its hidden cells at once what is
        # possible; the true one is the first.
        self._found: list[tuple[Cells, NDArray[np.float64]]] = []
        self._low, self._high = table.counts.astype(float), table.counts.astype(float)
        # Beyond this a cell is as good as unlimited; a finite end keeps the solver sure of itself.
        self._ceiling = float(4 * max(table.counts, default=0) + 1000)

    @property
    def hidden(self) -> Hidden:
        """Which cells are hidden."""
        return self._hidden.copy()

    def hide(self, cells: Cells) -> None:
        """Take further cells from the reader's sight."""
        self._hidden[cells] = True
        self._part = self._parts()

    def told_as(self, cell: int) -> Reader:
        """Give a reader who sees this cell too; what was found possible and fits it is kept."""
        other = copy(self)
        other._hidden = self.hidden
        other._hidden[cell] = False
        other._part = other._parts()
        other._low, other._high = self._counts.astype(float), self._counts.astype(float)
        other._found = []
        for cells, counts in self._found:
            at = np.flatnonzero(cells == cell)
            if at.size == 0 or counts[at[0]] == self._counts[cell]:
                other._keep(cells, counts)
        return other

    def first_within(self, width: int) -> tuple[int, Range] | None:
        """Find a hidden cell that the reader can tell to less than `width`, if there is one."""
        for cell in map(int, np.flatnonzero(self._hidden)):
            for up in (True, False):
                if self._high[cell] - self._low[cell] < width:
                    self._stretch(cell, up=up)
            if self._told(cell).width < width:
                return cell, self._told(cell)
        return None

    def linked(self, cell: int) -> Cells:
        """Give the hidden cells that share a sum with `cell`, directly or through others."""
        together: Cells = np.flatnonzero(self._part == self._part[cell])
        return together

    def _parts(self) -> NDArray[np.int32]:
        """Number the groups of linked hidden cells; cells that are shown have −1."""
        # Here and below: long to load, and only where something has to be hidden.
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import connected_components

        link = self._sums.tocoo()
        seen = self._hidden[link.col]
        rows, size = self._sums.shape
        ends = (link.row[seen], rows + link.col[seen])
        graph = csr_array((np.ones(seen.sum()), ends), shape=(rows + size, rows + size))
        part = connected_components(graph, directed=False)[1][rows:]
        return np.where(self._hidden, part, -1)

    def _told(self, cell: int) -> Range:
        high = self._high[cell]
        return Range(self._low[cell], np.inf if high >= self._ceiling else high)

    def _keep(self, cells: Cells, counts: NDArray[np.float64]) -> None:
        self._found.append((cells, counts))
        if self._small is not None:
            part = self._part[cells]
            explained = np.isin(part, part[counts <= self._small])
            cells, counts = cells[explained], counts[explained]
        self._low[cells] = np.minimum(self._low[cells], counts)
        self._high[cells] = np.maximum(self._high[cells], counts)

    def _stretch(self, cell: int, *, up: bool) -> None:
        together = self.linked(cell)
        target = np.where(together == cell, -1.0 if up else 1.0, 0.0)
        ends = np.full(together.size, self._ceiling)
        fits = self._fitting(together, target, ends)
        if fits is None:
            raise ValueError(f"the counts around cell {cell} do not add up")
        if self._small is not None and fits.min() > self._small:
            fits = self._explained(together, target, ends)
        if fits is not None:
            self._keep(together, fits)

    def _explained(
        self, together: Cells, target: NDArray[np.float64], ends: NDArray[np.float64]
    ) -> NDArray[np.float64] | None:
        """The best table in which one of the hidden cells is small, whichever."""
        best = None
        for at in range(together.size):
            upper = ends.copy()
            upper[at] = self._small
            fits = self._fitting(together, target, upper)
            if fits is not None and (best is None or target @ fits < target @ best):
                best = fits
        return best

    def _fitting(
        self, together: Cells, target: NDArray[np.float64], ends: NDArray[np.float64]
    ) -> NDArray[np.float64] | None:
        """The whole counts of linked cells that fit what is shown and make `target` least."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        system = self._sums[:, together]
        tied = np.flatnonzero(np.diff(system.indptr))
        rest = self._counts.astype(float)
        rest[together] = 0
        left = -(self._sums @ rest)[tied]
        for whole in (0, 1):
            found = milp(
                target,
                constraints=LinearConstraint(system[tied], left, left),
                integrality=np.full(together.size, whole),
                bounds=Bounds(self._least, ends),
            )
            if found.x is None:
                return None
            fits: NDArray[np.float64] = np.round(found.x)
            # Without asking for whole numbers it is much faster, and mostly gives them anyway.
            if np.abs(found.x - fits).max() < WHOLE_WITHIN:
                break
        return fits


def cheapest_cover(
    table: Table,
    hidden: Hidden,
    cell: int,
    rise: int,
    least: int,
    known: Hidden | None = None,
    cost: NDArray[np.float64] | None = None,
) -> Cells:
    """Find further cells to hide so that `cell` could be `rise` larger, hiding as little as may be.

    Moves counts about within every sum at least cost, a shown cell costing its own size unless
    `cost` says otherwise; what has to move has to be hidden (Kelly, Golden and Assad 1992,
    doi:10.1002/net.3230220407). With `least` above 0, zeros are shown for what they are and cannot
    move; nor can what is `known` already. Empty where nothing that can be hidden would do.
    """
    from scipy.optimize import linprog
    from scipy.sparse import hstack

    counts, size = table.counts, table.counts.size
    each = np.where(hidden, 1e-6, 1.0 + counts if cost is None else cost)
    movable = hidden | (counts >= least)
    if known is not None:
        movable &= ~known
    up = np.where(movable, np.inf, 0)
    down = np.where(movable, np.maximum(counts - least, 0), 0)
    bounds = np.column_stack([np.zeros(2 * size), np.concatenate([up, down])])
    bounds[cell], bounds[size + cell] = (rise, rise), (0, 0)
    moved = linprog(
        np.concatenate([each, each]),
        A_eq=hstack([table.sums, -table.sums]),
        b_eq=np.zeros(table.sums.shape[0]),
        bounds=bounds,
        method="highs",
    )
    if moved.x is None:
        return np.array([], dtype=np.intp)
    change = moved.x[:size] + moved.x[size:]
    cover: Cells = np.flatnonzero((change > 1e-7) & ~hidden)
    return cover
