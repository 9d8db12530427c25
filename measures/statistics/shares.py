"""How many of how many, with what the number is worth: never a bare percentage."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
import polars as pl

from measures.statistics.columns import numbers, words
from measures.statistics.comparison import compare_shares
from measures.statistics.comparison_wording import NOTHING
from measures.statistics.comparison_wording import share as share_of
from measures.statistics.intervals import exact_share


class ShareVerdict(StrEnum):
    """Whether a share is more or less than half."""

    NOTHING_YET = "nothing to judge yet"
    TOO_FEW = "too few to judge"
    EITHER = "could be more or less than half"
    MORE_THAN_HALF = "more than half"
    FEWER_THAN_HALF = "fewer than half"


def with_share(frame: pl.DataFrame, x: str, n: str) -> pl.DataFrame:
    """Add what x of n is worth, row by row.

    `frame`: columns `x` and `n` (whole numbers, x not above n). Adds share (0 to 1), low and high
    (Clopper and Pearson's 95 % interval) and verdict (one of `ShareVerdict`: against a half by
    the exact binomial test, and too few to judge where neither none nor all of n could be told
    from a half, which is below 6). Share and interval are missing where n is 0.

    Raises ValueError naming the column that is missing or cannot be read.
    """
    part, whole = (numbers(frame, name, low=0, whole=True) for name in (x, n))
    if (part > whole).any():
        raise ValueError(f"{x} is larger than {n}")
    interval = exact_share(part, whole)
    code, _ = compare_shares(part, whole, np.full_like(whole, 0.5))
    code[whole == 0] = NOTHING
    with np.errstate(invalid="ignore", divide="ignore"):
        share = pl.Series("share", part / whole).set(pl.Series(whole == 0), None)
    return frame.with_columns(
        share,
        pl.Series("low", interval.low, nan_to_null=True),
        pl.Series("high", interval.high, nan_to_null=True),
        # Against a half, more is higher and fewer lower: verdicts come in the same order.
        words(ShareVerdict, code).alias("verdict"),
    )


def share_in_words(x: int, n: int, verdict: str) -> str:
    """Put x of n with its verdict: "12 of 15 (80%): more than half"; "2 of 3: too few to judge".

    A percentage is given only where there are enough to judge.
    """
    if verdict == ShareVerdict.NOTHING_YET:
        return "none to judge by yet"
    if verdict == ShareVerdict.TOO_FEW:
        return f"{x:,} of {n:,}: too few to judge"
    return f"{share_of(x, n)}: {verdict}"
