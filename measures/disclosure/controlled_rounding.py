"""Rounding the counts that are shown so that they still add up."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, vstack

from measures.disclosure.deduction import Hidden
from measures.disclosure.margins import Table


def rounded_together(table: Table, hidden: Hidden, base: int) -> NDArray[np.int64] | None:
    """Round every shown count to a multiple of `base`, to the nearest wherever sums allow.

    Each goes to the multiple below or above it, and multiples stay, so that none is off by `base`
    or more; wherever all parts of a total are shown, they add up to it; where some are hidden, the
    others come to no more than it. Among such roundings the one that moves counts least is taken.
    Hidden counts are given as they are. None where there is no such rounding.

    Source: controlled rounding, Cox 1987 (doi:10.1080/01621459.1987.10478456).
    """
    counts = table.counts
    rounded = counts // base * base
    left = counts - rounded
    free = np.flatnonzero((left > 0) & ~hidden)
    if free.size == 0:
        return np.where(hidden, counts, rounded)
    sums = table.sums
    with_hidden = np.asarray((abs(sums) @ hidden.astype(float)) > 0)
    total_hidden = np.asarray(((sums < 0) @ hidden.astype(float)) > 0)
    whole, part = sums[~with_hidden], sums[with_hidden & ~total_hidden]
    shown = np.where(hidden, 0, rounded).astype(float)
    rows = vstack([whole, part], format="csr")[:, free] * base
    start = np.concatenate([whole @ shown, part @ shown])
    least = np.where(np.arange(rows.shape[0]) < whole.shape[0], -start, -np.inf)
    found = milp(
        (base - 2.0 * left[free]),
        constraints=LinearConstraint(csr_array(rows), least, -start),
        integrality=np.ones(free.size),
        bounds=Bounds(0, 1),
    )
    if found.x is None:
        return None
    rounded[free] += base * np.round(found.x).astype(np.int64)
    return np.where(hidden, counts, rounded)
