"""Joint disclosure control: tables of counts protected together, over all that was published.

The rule, which readers may know:

1. What was published for a period stays as it was: its tables are repeated, never worked out
   anew, and no further table of the same records and period is added to them. So two editions do
   not subtract. A year's table holds the figures that its quarters were published with; what was
   recorded late of them is counted with the year's last quarter.
2. Tables that count the same records of a period are one system with shared totals. Counts from 1
   to 4 are hidden, a share's complement and an overlapping theme's too, and what is left of a year
   whose quarters were published; and then as few others as it takes until the least and the
   greatest value of each hidden count are five or more apart, for a reader who knows everything
   else, and that counts are hidden only where one of those tied together is from 1 to 4.
3. A table waits, and a sentence says so, where its records are fewer than ten, where a quarter of
   it has fewer than ten, or where more than half of its counts, or more than two in three of its
   finest ones, would be hidden: that it waits must
   not tell that it is small.
4. Counts of people at a day or in a survey are rounded to multiples of 5, after hiding, so that
   they still add up. Hiding was decided for a reader who knew the exact counts; rounding takes
   from what that reader knows. Since the rounded counts are a table that fits, each of 10 or more
   could be up to four more or less whatever its totals say, and the difference between two days,
   or between who answered two questions, cannot be told to within eight.
5. A correction changes a figure by 5 or more, or not at all: `measures.disclosure.corrections`.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import fields
from functools import lru_cache
from typing import Final

import polars as pl

from measures.disclosure.corrections import correct_family
from measures.disclosure.count_tables import (
    CountTable,
    Hidden,
    Protected,
    ProtectedTable,
    Waiting,
)
from measures.disclosure.families import History, protect_family
from measures.disclosure.suppression import DEFAULT, Policy

__all__ = ["CountTable", "Hidden", "Protected", "ProtectedTable", "Waiting"]


def protect(
    tables: Sequence[CountTable],
    earlier: Sequence[ProtectedTable] = (),
    correcting: bool = False,
    policy: Policy = DEFAULT,
) -> Protected:
    """Hide small counts in all tables together, and what would betray them.

    `tables`: those of an edition to be, the most important first: where not all can be shown, the
    later ones wait. `earlier`: all tables of all editions published before, in their order,
    withdrawn and corrected ones included. With `correcting` what was published is worked out anew,
    as far as a correction may change it.

    Gives the tables in their order, those published before as they were; what was hidden in new
    ones, for those who decide; and what waits, and why. Raises ValueError where tables of the same
    records disagree on a total.
    """
    families: dict[tuple[str, str], list[CountTable]] = {}
    for table in tables:
        families.setdefault((table.counts_of, _year_or_day(table.period)), []).append(table)
    done = [
        _protected(_Family(tuple(family), _of_family(family, earlier), correcting, policy))
        for family in families.values()
    ]
    order = {(table.name, table.period): at for at, table in enumerate(tables)}
    found = [table for part in done for table in part.tables]
    return Protected(
        tuple(sorted(found, key=lambda table: order[table.name, table.period])),
        tuple(item for part in done for item in part.hidden),
        tuple(item for part in done for item in part.waiting),
    )


def _of_family(
    family: Sequence[CountTable], earlier: Sequence[ProtectedTable]
) -> tuple[ProtectedTable, ...]:
    """Those of the tables published before that count the same records or have the name of one."""
    names, counts_of = {table.name for table in family}, family[0].counts_of
    return tuple(each for each in earlier if each.counts_of == counts_of or each.name in names)


class _Family:
    """Tables of the same records, and all else that protecting them depends on; equal to another
    that says the same, cell by cell."""

    def __init__(
        self,
        tables: tuple[CountTable, ...],
        earlier: tuple[ProtectedTable, ...],
        correcting: bool,
        policy: Policy,
    ) -> None:
        self.tables, self.earlier = tables, earlier
        self.correcting, self.policy = correcting, policy
        told = [_told(each, each.counts) for each in tables]
        before = [_told(each, each.cells) for each in earlier]
        self._key = (tuple(told), tuple(before), correcting, policy)
        self._hash = hash(self._key)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Family) and self._key == other._key


def _told(table: CountTable | ProtectedTable, frame: pl.DataFrame) -> tuple[Hashable, ...]:
    plain = (getattr(table, each.name) for each in fields(table) if each.name not in _FRAMES)
    return (*plain, *frame.schema.items(), *frame.rows())


_FRAMES: Final = ("counts", "cells")
_KEPT: Final = 512  # a few kilobytes each: all families of a dozen councils


@lru_cache(maxsize=_KEPT)
def _protected(family: _Family) -> Protected:
    """The family protected. After an import most counts are what they were, and choosing what to
    hide takes longer than all else of an edition."""
    protect = correct_family if family.correcting else protect_family
    return protect(family.tables, History(family.earlier), family.policy)


def _year_or_day(period: str) -> str:
    """The year of a quarter's label; other labels as they are."""
    return period.split(" Q", maxsplit=1)[0]
