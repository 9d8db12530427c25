"""Hiding small counts so that nobody can be picked out, not even by taking totals apart.

A count below the council's threshold is hidden, and then as few others as it takes, until every
hidden count could still be any of a range of values for a reader who knows all the rest. Hidden
counts are shown as [c], the Government Statistical Service's mark for confidential figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from measures.disclosure.deduction import Cells, Hidden, Reader, cheapest_cover
from measures.disclosure.margins import TOTAL, Dimension, Table, with_totals
from measures.statistics.columns import numbers, require

CONFIDENTIAL: Final = "[c]"


@dataclass(frozen=True)
class Policy:
    """What the council has decided about small counts.

    Counts from 1 up to, but not including, `threshold` are hidden. Zeros are shown, unless
    `hide_zeros`: "nobody" rarely tells on anybody, but it does where belonging to the group is
    known and not being counted is the secret. What is shown is rounded to multiples of
    `rounding`. Every hidden count keeps a range of at least `protection` (as wide as `threshold`
    when None).
    """

    threshold: int = 5
    rounding: int = 1
    hide_zeros: bool = False
    protection: int | None = None

    def __post_init__(self) -> None:
        if self.threshold < 1:
            raise ValueError(f"threshold must be 1 or more, not {self.threshold}")
        if not 1 <= self.rounding <= 2 * self.threshold:
            raise ValueError(
                f"rounding must be from 1 to twice the threshold, not {self.rounding}: "
                "a larger one would show some counts as 0"
            )
        if self.protection is not None and self.protection < 1:
            raise ValueError(f"protection must be 1 or more, not {self.protection}")

    @property
    def width(self) -> int:
        """The least range that a hidden count keeps."""
        return self.threshold if self.protection is None else self.protection

    @property
    def least(self) -> int:
        """The least count that a hidden cell can have, as every reader knows."""
        return 0 if self.hide_zeros else 1


DEFAULT: Final = Policy()


def suppress(
    frame: pl.DataFrame,
    dimensions: Sequence[Dimension],
    value: str = "count",
    policy: Policy = DEFAULT,
) -> pl.DataFrame:
    """Make a table of counts with all its totals, fit for anyone to see.

    `frame`: one row per cell, without totals: the columns that `dimensions` name (each a column,
    or several from coarse to fine such as ("service", "team")) and the count in `value`.

    Gives every cell and every total: the dimensions' columns as text (Total where summed over),
    `value` (rounded; missing where hidden), hidden, and shown (the count as text, or [c]). Nothing
    in it tells a small count from one hidden to protect it.

    Raises ValueError naming the column that is missing or holds no counts.
    """
    table = with_totals(frame, dimensions, value)
    hidden = choose_hidden(table, policy)
    rounded = _rounded(table.counts, policy)
    counts = pl.Series(value, rounded).set(pl.Series(hidden), None)
    return table.labels.with_columns(
        counts,
        pl.Series("hidden", hidden),
        counts.cast(pl.String).fill_null(CONFIDENTIAL).alias("shown"),
    )


def suppress_shares(
    frame: pl.DataFrame,
    by: Dimension,
    numerator: str = "numerator",
    denominator: str = "denominator",
    policy: Policy = DEFAULT,
) -> pl.DataFrame:
    """Make a table of shares with its totals, fit for anyone to see: answered in time, by team.

    `frame`: one row per group without totals: the columns of `by`, `numerator`, `denominator`.
    Those in the denominator but not in the numerator count as people too: a group where all but
    two answered is hidden as is one where two did.

    Gives every group and total: the columns of `by` as text, numerator and denominator (rounded;
    missing where hidden), share (from the rounded figures; missing where either is), hidden, and
    shown (the share in whole per cents, or [c]).

    Raises ValueError naming the column that is missing or holds no counts, and when a numerator
    is larger than its denominator.
    """
    names = [by] if isinstance(by, str) else list(by)
    require(frame, *names, numerator, denominator)
    x = numbers(frame, numerator, low=0, whole=True, optional=False)
    n = numbers(frame, denominator, low=0, whole=True, optional=False)
    if (x > n).any():
        raise ValueError(f"{numerator} is larger than {denominator}")
    inside, side = frame.select(names), "in or out"
    both = pl.concat(
        inside.with_columns(pl.lit(label).alias(side), pl.Series("count", part.astype(np.int64)))
        for label, part in (("in", x), ("out", n - x))
    )
    cells = suppress(both, [names, side], "count", policy)
    parts = {
        name: cells.filter(pl.col(side) == label).rename({"count": name})
        for name, label in ((numerator, "in"), (denominator, TOTAL))
    }
    joined = (
        parts[denominator]
        .select(*names, denominator)
        .join(parts[numerator].select(*names, numerator), on=names, maintain_order="left")
    )
    share = pl.col(numerator) / pl.col(denominator)
    hidden = pl.col(numerator).is_null() | pl.col(denominator).is_null()
    return joined.select(
        *names,
        numerator,
        denominator,
        pl.when(pl.col(denominator) > 0).then(share).alias("share"),
        hidden.alias("hidden"),
        pl.when(hidden)
        .then(pl.lit(CONFIDENTIAL))
        .when(pl.col(denominator) > 0)
        .then(pl.format("{}%", (100 * share).round(0).cast(pl.Int64, strict=False)))
        .otherwise(pl.lit("–"))
        .alias("shown"),
    )


class CannotProtectError(ValueError):
    """Nothing that may be hidden protects a small count; `cells` are those around it."""

    def __init__(self, cells: Cells) -> None:
        super().__init__(
            "this table cannot be protected: nothing around a small count can be hidden"
        )
        self.cells = cells


def choose_hidden(
    table: Table,
    policy: Policy,
    *,
    known: Hidden | None = None,
    hidden_before: Hidden | None = None,
    cost: NDArray[np.float64] | None = None,
    knows_rule: bool = False,
) -> Hidden:
    """Choose what to hide: the small counts, and what would give them away.

    What readers know already (`known`: shown before, or told otherwise) stays shown, and what was
    hidden before (`hidden_before`) stays hidden. `cost` is what hiding each cell costs, its size
    unless given. With `knows_rule` it is kept from a reader, too, who knows that something is
    hidden only where one of those linked with it is small. Raises CannotProtectError where that
    leaves nothing to protect a count with.
    """
    small: Hidden = (table.counts < policy.threshold) & (table.counts >= policy.least)
    if known is not None:
        small &= ~known
    if hidden_before is not None:
        small |= hidden_before
    reader = Reader(table, small, policy.least, policy.threshold - 1 if knows_rule else None)
    while (told := reader.first_within(policy.width)) is not None:
        cell, within = told
        rise = policy.width - int(table.counts[cell] - within.low)
        more = cheapest_cover(table, reader.hidden, cell, rise, policy.least, known, cost)
        if more.size == 0:
            # Whole numbers can be tied more tightly than the cover, which moves parts of them.
            more = _neighbours(table, reader, cell, policy.least, known)
            if knows_rule:
                size = table.counts if cost is None else cost
                more = more[[int(np.argmin(size[more]))]]
        reader.hide(more)
    return _shown_again(reader, small, table.counts, policy)


def _neighbours(table: Table, reader: Reader, cell: int, least: int, known: Hidden | None) -> Cells:
    """Give the shown cells in the same sums as those that `cell` is linked with."""
    linked = reader.linked(cell)
    tied = np.unique(table.sums[:, linked].nonzero()[0])
    beside = np.unique(table.sums[tied].nonzero()[1])
    free = ~reader.hidden[beside] & (table.counts[beside] >= least)
    if known is not None:
        free &= ~known[beside]
    cells: Cells = beside[free]
    if cells.size == 0:
        raise CannotProtectError(linked)
    return cells


def _shown_again(
    reader: Reader, small: Hidden, counts: NDArray[np.int64], policy: Policy
) -> Hidden:
    """Show again what need not be hidden, the largest first: each cell was covered on its own."""
    extra = np.flatnonzero(reader.hidden & ~small)
    for cell in extra[np.argsort(-counts[extra], kind="stable")]:
        with_it = reader.told_as(cell)
        if with_it.first_within(policy.width) is None:
            reader = with_it
    return reader.hidden


def _rounded(counts: NDArray[np.int64], policy: Policy) -> NDArray[np.int64]:
    base = policy.rounding
    rounded: NDArray[np.int64] = (2 * counts + base) // (2 * base) * base
    return rounded
