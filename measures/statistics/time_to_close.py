"""How long things take to close, with what is still open counted as open."""

from enum import StrEnum
from typing import Final, NamedTuple

import numpy as np
import polars as pl

from measures.statistics.columns import Bools, Floats, flags, numbers, require, words
from measures.statistics.distributions import normal_quantile
from measures.statistics.intervals import CONFIDENCE
from vocabulary.wording import agree

HALF: Final = 0.5
EQUAL_WITHIN: Final = 1.5e-8
"""Shares still open this near a half are a half (R survival's tolerance)."""


FEWEST: Final = 10
FEWEST_CLOSED: Final = 5
"""With fewer items, or fewer closed, the interval holds much less often than it says."""


class ClosingVerdict(StrEnum):
    """Whether half have closed."""

    TOO_FEW = "too few to judge"
    FEWER_THAN_HALF = "fewer than half closed"
    HALF = "half closed"


class _Median(NamedTuple):
    median: float
    low: float
    high: float


def time_to_close(frame: pl.DataFrame, *, confidence: float = CONFIDENCE) -> pl.DataFrame:
    """Find the days by which half have closed, open ones counted as open, case by case.

    `frame`: one row per item with case (what to report by: a team, a kind of finding), days (from
    opening to closing, or so far; not below 0) and closed (1 or true when closed); or one per so
    `many` items alike, where there is such a column.

    Gives one row per case, as first met: case, n, closed, median (days; Kaplan and Meier 1958),
    low and high (its interval, from Greenwood's limits on the log scale, as R survival 3 does by
    default), verdict (one of `ClosingVerdict`) and sentence. A figure that the closed items do
    not reach yet is missing.

    Raises ValueError naming the column that is missing or cannot be read.
    """
    require(frame, "case", "days", "closed")
    days = numbers(frame, "days", low=0, optional=False)
    if frame.get_column("closed").has_nulls():
        raise ValueError("closed has missing values")
    closed = flags(frame, "closed")
    many = np.ones(frame.height)
    if "many" in frame.columns:
        many = numbers(frame, "many", low=0, whole=True, optional=False)
    rows = frame.select("case").with_row_index("row")
    grouped = rows.group_by("case", maintain_order=True).agg("row")
    z = -normal_quantile((1 - confidence) / 2)
    parts = [np.array(part, np.intp) for part in grouped["row"]]
    found = np.array([_median(days[part], closed[part], many[part], z) for part in parts]).reshape(
        -1, 3
    )
    n = np.array([many[part].sum() for part in parts], np.int64)
    done = np.array([many[part][closed[part]].sum() for part in parts], np.int64)
    few = (n < FEWEST) | (done < FEWEST_CLOSED)
    code = np.select([few, np.isnan(found[:, 0])], [0, 1], 2)
    said = [_sentence(*row) for row in zip(code, n, done, *found.T, strict=True)]
    return pl.DataFrame(
        [
            grouped["case"],
            pl.Series("n", n),
            pl.Series("closed", done),
            *(
                pl.Series(name, values, nan_to_null=True)
                for name, values in zip(_Median._fields, found.T, strict=True)
            ),
            words(ClosingVerdict, code).alias("verdict"),
            pl.Series("sentence", said, pl.String),
        ]
    )


def _sentence(code: int, n: int, done: int, median: float, low: float, high: float) -> str:
    if code == 0:
        return f"{done} of {n} closed: too few to judge how long it takes."
    if code == 1:
        return f"{done} of {n} closed: half have not, so how long it takes is not known yet."
    left = n - done
    still = "none is" if left == 0 else f"{left:,} of {n:,} {agree(left, 'is', 'are')}"
    end = "unknown" if np.isnan(high) else f"{high:,.0f}"
    interval = "" if np.isnan(low) else f" ({low:,.0f} to {end})"
    return f"Half close within {median:,.0f} days{interval}; {still} still open."


def _median(days: Floats, closed: Bools, many: Floats, z: float) -> _Median:
    times, which = np.unique(days, return_inverse=True)
    closing, ending = np.bincount(which, closed * many), np.bincount(which, many)
    at_risk = many.sum() - np.cumsum(ending) + ending
    with np.errstate(divide="ignore", invalid="ignore"):
        still_open = np.cumprod(1 - closing / at_risk)
        error = np.sqrt(np.cumsum(closing / (at_risk * (at_risk - closing))))
        # Where none is left open the log scale has no limits, so they are not reached there.
        known = np.where(still_open > 0, still_open, np.nan)
        lower, upper = known * np.exp(-z * error), known * np.exp(z * error)
    return _Median(
        _first_half(times, still_open),
        _first_half(times, lower),
        _first_half(times, np.minimum(upper, 1.0)),
    )


def _first_half(times: Floats, still_open: Floats) -> float:
    """Find when a falling curve reaches a half.

    Where it rests on a half, that is midway to where it falls on, or to the last day seen.
    """
    reached = np.flatnonzero(still_open < HALF + EQUAL_WITHIN)
    if reached.size == 0:
        return float("nan")
    first = reached[0]
    if still_open[first] < HALF - EQUAL_WITHIN:
        return float(times[first])
    below = np.flatnonzero(still_open < HALF - EQUAL_WITHIN)
    return float(times[first] + times[below[0] if below.size else -1]) / 2
