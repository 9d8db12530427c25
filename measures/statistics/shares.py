"""How many of how many, with what the number is worth: never a bare percentage."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import polars as pl

from measures.statistics.columns import numbers
from measures.statistics.comparison import proportions
from measures.statistics.comparison_wording import AgainstExpected, share


class ShareVerdict(StrEnum):
    """Whether a share is more or less than half."""

    NOTHING_YET = "nothing to judge yet"
    TOO_FEW = "too few to judge"
    EITHER = "could be more or less than half"
    MORE_THAN_HALF = "more than half"
    FEWER_THAN_HALF = "fewer than half"


_OF_COMPARISON: Final = {
    AgainstExpected.WITHIN_CHANCE: ShareVerdict.EITHER,
    AgainstExpected.HIGHER: ShareVerdict.MORE_THAN_HALF,
    AgainstExpected.LOWER: ShareVerdict.FEWER_THAN_HALF,
}


def with_share(frame: pl.DataFrame, x: str, n: str) -> pl.DataFrame:
    """Add what x of n is worth, row by row.

    `frame`: columns `x` and `n` (whole numbers, x not above n). Adds share (0 to 1), low and high
    (Clopper and Pearson's 95 % interval) and verdict (one of `ShareVerdict`: against a half by
    the exact binomial test, and too few to judge where neither none nor all of n could be told
    from a half, which is below 6). Share and interval are missing where n is 0.

    Raises ValueError naming the column that is missing or cannot be read.
    """
    seen = pl.DataFrame({"x": numbers(frame, x), "n": numbers(frame, n)})
    judged = proportions(seen.with_columns(expected=0.5))
    verdict = pl.col("verdict").replace(_OF_COMPARISON)
    nothing = (pl.col("n") == 0) | (pl.col("verdict") == AgainstExpected.NOTHING_TO_COMPARE)
    parts = judged.select(
        pl.when(pl.col("n") > 0).then(pl.col("x") / pl.col("n")).alias("share"),
        pl.col("exact_low").alias("low"),
        pl.col("exact_high").alias("high"),
        pl.when(nothing).then(pl.lit(ShareVerdict.NOTHING_YET)).otherwise(verdict).alias("verdict"),
    )
    return frame.with_columns(parts.get_columns())


def share_in_words(x: int, n: int, verdict: str) -> str:
    """Put x of n with its verdict: "12 of 15 (80%): more than half"; "2 of 3: too few to judge".

    A percentage is given only where there are enough to judge.
    """
    if verdict == ShareVerdict.NOTHING_YET:
        return "none to judge by yet"
    if verdict == ShareVerdict.TOO_FEW:
        return f"{x:,} of {n:,}: too few to judge"
    return f"{share(x, n)}: {verdict}"
