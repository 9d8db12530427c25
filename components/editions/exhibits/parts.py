"""What exhibits of an edition have in common: protected counts by name and period, shares of them,
and what is said where one is hidden."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import polars as pl

from components.charts.spec import Intervals
from components.exhibits.exhibit import Content, Definition
from measures.disclosure.count_tables import ProtectedTable
from measures.disclosure.suppression import CONFIDENTIAL
from measures.editions.periods import period_words
from measures.statistics.breakdown import NOT_RECORDED
from measures.statistics.comparison import difference
from measures.statistics.comparison_wording import DifferenceVerdict
from measures.statistics.shares import with_share
from vocabulary.training import TeamKind

NOTHING: Final = "–"
HIDDEN: Final = (
    f"{CONFIDENTIAL} stands for a number from 1 to 4, or for another from which such a number "
    "could be worked out: both could point at somebody."
)
ROUNDED: Final = (
    "People are rounded to fives, and still add up, so that nobody can be told from two "
    "figures; shares and intervals are worked out from the rounded numbers."
)
ROUNDED_TO: Final = 5
SHARE_COLUMNS: Final = {"share_said": "Share (%)", "interval_said": "95% interval (%)"}
"""Columns of `share_rows` that a table shows after those of part and whole."""
KINDS_TOGETHER: Final = {
    TeamKind.SPECIALIST.value: "Specialist teams together",
    TeamKind.GENERAL.value: "Other teams together",
    NOT_RECORDED: "Teams of unknown kind together",
}
INTERVALS_OF_TEAMS: Final = (
    "The mark is the share, the line how far chance alone could move it. Triangles are specialist "
    "teams that have less than others by more than chance. Where two lines overlap a lot, the "
    "teams may not differ."
)


class Tables:
    """The protected tables of an edition, by name and period."""

    def __init__(self, tables: Iterable[ProtectedTable]) -> None:
        self._by_name: dict[str, list[ProtectedTable]] = {}
        for table in sorted(tables, key=lambda each: each.period):
            self._by_name.setdefault(table.name, []).append(table)

    def all(self, name: str) -> list[ProtectedTable]:
        """Those of a name, oldest first."""
        return self._by_name.get(name, [])

    def newest(self, name: str) -> ProtectedTable | None:
        """The newest of a name; None where there is none."""
        return self.all(name)[-1] if self.all(name) else None

    def beginning(self, begins: str) -> list[ProtectedTable]:
        """Those whose names begin so, by name, oldest first."""
        names = sorted(name for name in self._by_name if name.startswith(begins))
        return [table for name in names for table in self.all(name)]

    def of(self, name: str, period: str) -> ProtectedTable | None:
        """That of a name and a period; None where there is none."""
        return next((each for each in self.all(name) if each.period == period), None)


Builder = Callable[[Tables, Mapping[str, str]], Content | None]
"""Makes what an exhibit says from the tables and the names of themes; None where there is nothing
to say."""


@dataclass(frozen=True)
class OwnRecords:
    """An exhibit of an edition about the council's own records. tables: the names of the tables it
    shows; build: how it is made of them, and of nothing else; newest: how many of the newest
    periods of a table it shows (0: all); begins: it shows all tables whose names begin so."""

    definition: Definition
    tables: tuple[str, ...]
    build: Builder
    newest: int = 0
    begins: str = ""

    def shows(self, table: str) -> bool:
        """Whether it shows the tables of a name."""
        return table in self.tables or (bool(self.begins) and table.startswith(self.begins))


def years(tables: Sequence[ProtectedTable]) -> list[ProtectedTable]:
    """Those of whole years, newest first."""
    return [table for table in reversed(tables) if " Q" not in table.period]


def cell(table: ProtectedTable | None, **labels: str) -> int | None:
    """The count of a cell, the total over what is not named; 0 where there is no such cell, None
    where it is hidden or there is no table."""
    if table is None:
        return None
    try:
        return table.count(**labels)
    except KeyError:
        return 0


def labels(table: ProtectedTable, column: str) -> list[str]:
    """The labels of a dimension, without the total, in the table's order."""
    found = table.cells.get_column(column).unique(maintain_order=True)
    return [label for label in found.to_list() if label != "Total"]


class Share(NamedTuple):
    """So many of so many; None where either is hidden."""

    part: int | None
    whole: int | None

    @property
    def known(self) -> bool:
        """Whether there is a share to tell."""
        return self.part is not None and bool(self.whole)

    @property
    def percent(self) -> str:
        """Such as "57%"; "" where it is not known."""
        if self.part is None or not self.whole:
            return ""
        return f"{self.part / self.whole:.0%}"


def share(part: int | None, rest: int | None) -> Share:
    """The part of both together. Where either is hidden, so is the share."""
    return Share(part, None if part is None or rest is None else part + rest)


def said(count: int | None) -> str:
    """A count as a table says it."""
    return CONFIDENTIAL if count is None else str(count)


def share_rows(rows: Sequence[tuple[str, Share]]) -> pl.DataFrame:
    """Rows of shares: name, part, whole (missing where hidden), share, low and high (0 to 1, exact
    95% interval), and part_said, whole_said, share_said, interval_said as a table says them."""
    frame = pl.DataFrame(
        [(name, each.part if each.known else None, each.whole if each.known else None,
          said(each.part), said(each.whole)) for name, each in rows],
        schema={"name": pl.String, "part": pl.Int64, "whole": pl.Int64,
                "part_said": pl.String, "whole_said": pl.String},
        orient="row",
    )  # fmt: skip
    known = with_share(frame.drop_nulls("whole"), "part", "whole").drop("verdict")
    joined = frame.join(
        known.select("name", "share", "low", "high"), on="name", how="left", maintain_order="left"
    )
    nothing = pl.lit(None, pl.String)
    percent = {
        name: (100 * pl.col(name)).round(0).cast(pl.Int64).cast(pl.String)
        for name in ("share", "low", "high")
    }
    hidden = pl.when(pl.col("whole_said") == "0").then(pl.lit(NOTHING)).otherwise(
        pl.lit(CONFIDENTIAL)
    )  # fmt: skip
    return joined.with_columns(
        share_said=pl.when(pl.col("share").is_null()).then(nothing).otherwise(percent["share"])
        .fill_null(hidden),
        interval_said=pl.when(pl.col("share").is_null()).then(nothing)
        .otherwise(pl.format("{} to {}", percent["low"], percent["high"]))
        .fill_null(hidden),
    )  # fmt: skip


def compared(first: Share, second: Share) -> DifferenceVerdict:
    """How two shares compare, from what is shown of them."""
    if not first.known or not second.known:
        return DifferenceVerdict.NOTHING_TO_COMPARE
    pair = {"x1": [first.part], "n1": [first.whole], "x2": [second.part], "n2": [second.whole]}
    return DifferenceVerdict(difference(pl.DataFrame(pair)).item(0, "verdict"))


def caveats(tables: Iterable[ProtectedTable | None]) -> tuple[str, ...]:
    """What there is to keep in mind of hidden and rounded counts, where there are any."""
    there = [table for table in tables if table is not None]
    told = []
    if any(table.cells.get_column("hidden").any() for table in there):
        told.append(HIDDEN)
    if any(table.rounding == ROUNDED_TO for table in there):
        told.append(ROUNDED)
    return tuple(told)


def year_words(table: ProtectedTable) -> str:
    """A table's period in words."""
    return period_words(table.period)


def label_words(label: str) -> str:
    """A label that is no name of its own, in words."""
    return "Not recorded" if label == NOT_RECORDED else label


def many(count: int, table: ProtectedTable | None, *, first: bool = True) -> str:
    """A count as a sentence says it: "253", or "About 50" where it is rounded."""
    if table is None or table.rounding == 1:
        return f"{count:,}"
    return f"{'About' if first else 'about'} {count:,}"


def ratio(each: Share) -> float:
    """A share from 0 to 1, to sort by; 0 where it is not known."""
    return each.part / each.whole if each.part is not None and each.whole else 0.0


def shares_in_words(frame: pl.DataFrame, what: str) -> str:
    """What `share_rows` gave, in a line: each name with its share; `what`: of what it is one."""
    return "; ".join(
        f"{name}: " + ("not shown" if value is None else f"{value:.0%} {what}")
        for name, value in frame.select("name", "share").rows()
    )


def shares_chart(frame: pl.DataFrame, *, apart: str | None = None) -> Intervals | None:
    """The chart of what `share_rows` gave; None where no share is known."""
    if not frame.get_column("share").drop_nulls().len():
        return None
    return Intervals("name", "share", "low", "high", apart=apart, most=1.0)
