"""A table of counts before and after small ones are hidden, and what is said of the hiding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import polars as pl

from measures.disclosure.margins import TOTAL, Dimension, Table, with_complements, with_totals
from measures.disclosure.suppression import CONFIDENTIAL

Dimensions = tuple[Dimension, ...]
QUARTER: Final = "quarter"
"""The dimension whose labels are periods themselves: a quarter in its year's table is the same
count as the total of the quarter's own table."""


@dataclass(frozen=True)
class CountTable:
    """Counts of one period that may be published once small ones are hidden.

    `period` is a label as `measures.editions.periods` gives. `counts` has one row a finest cell:
    the dimensions' columns as text, and `count`. Tables of one period with the same `counts_of`
    count the same records, so that their totals agree. `rounding` is what is shown is rounded to:
    1 for what comes and goes within a period, 5 for people at a day or in a survey. With
    `overlapping` a record may be in several cells of the first dimension (themes), and the second
    says of each cell how many are in it and how many are not: totals are given over the second
    only. `instead_of` names the table in whose stead this coarser one stands, should that wait.
    """

    name: str
    period: str
    dimensions: Dimensions
    counts: pl.DataFrame
    rounding: int = 1
    counts_of: str = ""
    overlapping: bool = False
    instead_of: str = ""

    def __post_init__(self) -> None:
        if not self.counts_of:
            object.__setattr__(self, "counts_of", self.name)

    @property
    def columns(self) -> list[str]:
        """The names of the dimensions' columns, in order."""
        return columns_of(self.dimensions)

    def with_totals(self) -> Table:
        """Every cell with the totals over it. Raises ValueError as `margins.with_totals`."""
        if self.overlapping:
            column, side = self.columns
            return with_complements(self.counts, column, side, "count")
        return with_totals(self.counts, self.dimensions, "count")


@dataclass(frozen=True)
class ProtectedTable:
    """A table as it is published: every cell and total, small counts and what betrays them hidden.

    `cells`: the dimensions' columns as text (Total where added over), count (missing where
    hidden), hidden, and shown (the count as text, or [c]). The other fields are as in
    `CountTable`: readers may know them.
    """

    name: str
    period: str
    dimensions: Dimensions
    cells: pl.DataFrame
    rounding: int = 1
    counts_of: str = ""
    overlapping: bool = False

    @property
    def columns(self) -> list[str]:
        """The names of the dimensions' columns, in order."""
        return columns_of(self.dimensions)

    def count(self, **labels: str) -> int | None:
        """The count of one cell, the total over every dimension not named; None where it is
        hidden. Raises KeyError where there is no such cell."""
        asked = {name: labels.get(name, TOTAL) for name in self.columns}
        found = self.cells.filter(*(pl.col(name) == label for name, label in asked.items()))
        if found.height != 1:
            raise KeyError(f"{self.name}, {self.period}: no cell {asked}")
        answer: int | None = found.item(0, "count")
        return answer

    def to_json(self) -> dict[str, Any]:
        """The table in JSON's types; nothing of a hidden count is in it."""
        return {
            "name": self.name,
            "period": self.period,
            "counts_of": self.counts_of,
            "dimensions": [d if isinstance(d, str) else list(d) for d in self.dimensions],
            "overlapping": self.overlapping,
            "rounding": self.rounding,
            "cells": [list(row) for row in self.cells.select(*self.columns, "count").rows()],
        }

    @classmethod
    def of_json(cls, given: Mapping[str, Any]) -> ProtectedTable:
        """The table that `to_json` wrote. Raises KeyError or ValueError where it is none."""
        dimensions = tuple(d if isinstance(d, str) else tuple(d) for d in given["dimensions"])
        columns = columns_of(dimensions)
        cells = pl.DataFrame(
            given["cells"],
            schema={**dict.fromkeys(columns, pl.String), "count": pl.Int64},
            orient="row",
        )
        return cls(
            given["name"],
            given["period"],
            dimensions,
            with_marks(cells),
            given["rounding"],
            given["counts_of"],
            given["overlapping"],
        )


@dataclass(frozen=True)
class Hidden:
    """What was hidden in a table and why, for those who decide on publishing. Never published:
    which hidden counts are small is what the hiding is for."""

    table: str
    period: str
    small: int
    others: int
    words: str = field(compare=False)


@dataclass(frozen=True)
class Waiting:
    """A table that is not shown, or stays as it was, and the sentence that says so; it may be
    published."""

    table: str
    period: str
    why: str


@dataclass(frozen=True)
class Protected:
    """Tables fit for anyone to see, what was hidden in those that are new, and what waits."""

    tables: tuple[ProtectedTable, ...]
    hidden: tuple[Hidden, ...] = ()
    waiting: tuple[Waiting, ...] = ()


def columns_of(dimensions: Dimensions) -> list[str]:
    """The names of all columns of dimensions, nested ones from coarse to fine."""
    return [name for d in dimensions for name in ([d] if isinstance(d, str) else d)]


def with_marks(cells: pl.DataFrame) -> pl.DataFrame:
    """Add hidden and shown to cells whose count is missing where it is hidden."""
    count = pl.col("count")
    return cells.with_columns(
        count.is_null().alias("hidden"),
        count.cast(pl.String).fill_null(CONFIDENTIAL).alias("shown"),
    )


def words_of(name: str) -> str:
    """A table's name as words: "complaints_received_by_team" as "Complaints received by team"."""
    said = name.replace("_", " ")
    return said[:1].upper() + said[1:]
