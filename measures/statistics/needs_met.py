"""Shares of needs met, where one person may have several needs.

Somebody short of time misses every course, so ten people with four courses each tell less than
forty people would. Intervals here are as wide as if a person's needs were all met or all not,
which is the most that they can have in common.
"""

from __future__ import annotations

import numpy as np
import polars as pl
from scipy.special import binom as choose

from measures.statistics.columns import Bools, Codes, Floats, numbers
from measures.statistics.comparison_wording import HIGHER, LOWER, NOTHING, TOO_FEW, WITHIN
from measures.statistics.intervals import CONFIDENCE, Interval, newcombe, wilson


def with_wilson(
    frame: pl.DataFrame, x: str, n: str, people: str, *, confidence: float = CONFIDENCE
) -> pl.DataFrame:
    """Add what x of n needs is worth, `people` having them: share, low and high (0 to 1).

    Wilson's interval, for as many independent needs as there are people; where nobody has more
    than one it is the ordinary one. Missing where x is, or where n is 0. Raises ValueError naming
    the column that is missing or cannot be read.
    """
    each, total = numbers(frame, x, low=0), numbers(frame, n, low=0)
    part = _per_person(total, numbers(frame, people, low=0))
    interval = wilson(each * part, total * part, confidence)
    known = ~np.isnan(each) & (total > 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(known, each / total, np.nan)
    return frame.with_columns(
        _column("share", share),
        _column("low", np.where(known, interval.low, np.nan)),
        _column("high", np.where(known, interval.high, np.nan)),
    )


def compared(
    first: tuple[Floats, Floats, Floats],
    second: tuple[Floats, Floats, Floats],
    confidence: float = CONFIDENCE,
) -> tuple[Codes, Interval]:
    """Compare two groups' needs met, needs and people: positions in
    `measures.statistics.comparison_wording.DifferenceVerdict` and Newcombe's interval for
    first − second.

    As `measures.statistics.comparison.difference` where nobody has more than one need. Missing
    values give "nothing to compare with", no needs at all "too few to judge".
    """
    (x1, n1), (x2, n2) = (_scaled(*group) for group in (first, second))
    interval = newcombe(x1, n1, x2, n2, confidence)
    with np.errstate(invalid="ignore", divide="ignore"):
        furthest = np.where(n1 == n2, 2, 1) / choose(n1 + n2, n1)
        apart = [interval.low > 0, interval.high < 0]
    code = np.select(apart, [HIGHER, LOWER], WITHIN).astype(np.int8)
    few: Bools = ~(furthest < 1 - confidence) | (n1 == 0) | (n2 == 0)
    code[few] = TOO_FEW
    code[np.isnan(x1 + n1 + x2 + n2)] = NOTHING
    return code, interval


def _scaled(x: Floats, n: Floats, people: Floats) -> tuple[Floats, Floats]:
    part = _per_person(n, people)
    return x * part, n * part


def _per_person(n: Floats, people: Floats) -> Floats:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(n > people, people / n, 1.0)


def _column(name: str, values: Floats) -> pl.Series:
    return pl.Series(name, values, nan_to_null=True)
