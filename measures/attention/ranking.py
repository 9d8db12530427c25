"""In which order leaders should hear of what needs attention."""

from __future__ import annotations

from typing import Final

import polars as pl

from measures.statistics.columns import require
from vocabulary.attention import Sureness, Timing

HIGHEST: Final = 10
"""The most points there are: 4 for what is at stake, 3 for how sure it is, 3 for when."""


def ranked(matters: pl.DataFrame) -> pl.DataFrame:
    """Put matters in the order in which leaders should hear of them.

    `matters`: one row each, with key, stake (1 to 4), sureness (1 to 3), timing (1 to 3), due (the
    day by which something can still be done, if any) and place (its place where all else is
    equal). Adds points (stake + sureness + timing) and rank (from 1), in order of rank: most points
    first; of as many, what is more urgent, then what is due sooner, then what has more at stake,
    then by place.

    The weights are a choice, not a measurement; they are written down in `docs/methods.md`. Raises
    ValueError naming a column that is missing.
    """
    require(matters, "key", "stake", "sureness", "timing", "due", "place")
    return (
        matters.with_columns(points=pl.sum_horizontal("stake", "sureness", "timing"))
        .sort(
            "points", "timing", "due", "stake", "place",
            descending=[True, True, False, True, False], nulls_last=True, maintain_order=True,
        )
        .with_row_index("rank", offset=1)
        .with_columns(pl.col("rank").cast(pl.Int64))
    )  # fmt: skip


def sure_of(*, in_part: bool, few: bool) -> Sureness:
    """How sure a matter is. in_part: only part of a file is in; few: it rests on few figures, or
    nobody says which way is better."""
    if in_part:
        return Sureness.PART
    return Sureness.SHORT if few else Sureness.SURE


def when(*, ahead: bool, worse: bool) -> Timing:
    """How urgent a matter is. ahead: its day is still ahead; worse: it is getting worse, or past
    its day."""
    if ahead:
        return Timing.DEADLINE
    return Timing.WORSENING if worse else Timing.STANDING
