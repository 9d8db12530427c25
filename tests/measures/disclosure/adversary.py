"""Someone who wants the hidden counts back, with a published table and linear algebra.

Knows nothing of how the table was made: reads the labels, works out every sum they imply, and
asks for the least and the greatest value of each hidden cell that fits them all.
"""

from itertools import product
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.linalg import null_space
from scipy.optimize import LinearConstraint, milp

TOTAL = "Total"


def implied_sums(published: pl.DataFrame, nested: list[list[str]]) -> NDArray[Any]:
    """Say, one row per total and dimension, which cells must add up to it."""
    rows = published.rows(named=True)
    equations = []
    for whole, names in product(range(len(rows)), nested):
        total = rows[whole]
        depth = sum(total[name] != TOTAL for name in names)
        if depth == len(names):
            continue
        others = [n for group in nested if group is not names for n in group]
        parts = [
            i
            for i, row in enumerate(rows)
            if all(row[n] == total[n] for n in others)
            and all(row[n] == total[n] for n in names[:depth])
            and row[names[depth]] != TOTAL
            and all(row[n] == TOTAL for n in names[depth + 1 :])
        ]
        equation = np.zeros(len(rows))
        equation[parts] = 1
        equation[whole] -= 1
        equations.append(equation)
    return np.array(equations)


def ranges(
    published: pl.DataFrame,
    nested: list[list[str]],
    value: str = "count",
    *,
    least: int = 1,
    rounding: int = 1,
) -> dict[int, tuple[float, float]]:
    """Find, for each hidden cell, the least and greatest whole number that fits all the rest."""
    sums = implied_sums(published, nested)
    hidden = published[value].is_null().to_numpy()
    shown = published[value].fill_null(0).to_numpy().astype(float)
    far = 10.0 * (shown.max() + 1000)
    slack = rounding / 2 if rounding > 1 else 0
    low = np.where(hidden, least, np.maximum(shown - slack, 0))
    high = np.where(hidden, far, shown + slack)
    told: dict[int, tuple[float, float]] = {}
    for cell in np.flatnonzero(hidden):
        goal = np.zeros(hidden.size)
        goal[cell] = 1
        ends = []
        for sign in (1, -1):
            best = milp(
                sign * goal,
                constraints=LinearConstraint(sums, 0, 0),
                integrality=np.ones(hidden.size),
                bounds=(low, high),
            )
            assert best.x is not None, best.message
            ends.append(round(float(best.x[cell])))
        told[int(cell)] = (ends[0], ends[1])
    return told


def solved_exactly(published: pl.DataFrame, nested: list[list[str]]) -> list[int]:
    """Find the hidden cells that the sums alone pin down, whatever the counts may be."""
    sums = implied_sums(published, nested)
    hidden = np.flatnonzero(published["hidden"].to_numpy())
    if hidden.size == 0:
        return []
    freedom = null_space(sums[:, hidden])
    return [
        int(c) for c, way in zip(hidden, freedom, strict=True) if np.abs(way).max(initial=0) < 1e-9
    ]
