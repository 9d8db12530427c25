"""Tables of the same records, protected together, beside what was published of them before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from measures.disclosure.controlled_rounding import rounded_together
from measures.disclosure.count_tables import (
    QUARTER,
    CountTable,
    Hidden,
    Protected,
    ProtectedTable,
    Waiting,
    with_marks,
)
from measures.disclosure.deduction import Hidden as HiddenCells
from measures.disclosure.linked import Key, Linked, keys_of, link
from measures.disclosure.margins import MENTIONS, TOTAL
from measures.disclosure.suppression import CannotProtectError, Policy, choose_hidden
from vocabulary.wording import agree

FEWEST_RECORDS: Final = 10
TOO_FEW: Final = f"It counts fewer than {FEWEST_RECORDS} records."
TOO_MUCH: Final = "Most of its counts would have to be hidden."
MOST_HIDDEN: Final = 1 / 2
MOST_FINEST_HIDDEN: Final = 2 / 3
PUBLISHED: Final = "Other counts of the same records were published without it."
CHANGED: Final = "More was published of its quarters than is now recorded of the year."
FEW_IN_A_QUARTER: Final = f"A quarter of it counts fewer than {FEWEST_RECORDS} records."


class History:
    """All tables of the editions published before, in their order."""

    def __init__(self, earlier: Sequence[ProtectedTable]) -> None:
        self._versions: dict[tuple[str, str], list[ProtectedTable]] = defaultdict(list)
        self._counts: dict[Key, list[int | None]] = defaultdict(list)
        for table in earlier:
            self._versions[table.name, table.period].append(table)
            counts = table.cells.get_column("count").to_list()
            for key, count in zip(keys_of(table, table.cells), counts, strict=True):
                if count not in self._counts[key]:
                    self._counts[key].append(count)
        self._periods = {(table.counts_of, table.period) for table in earlier}

    def versions(self, table: CountTable) -> list[ProtectedTable]:
        """Every version of a table, oldest first."""
        return self._versions.get((table.name, table.period), [])

    def published(self, table: CountTable) -> bool:
        """Whether any table of the same records and period was published."""
        return (table.counts_of, table.period) in self._periods

    def counts(self, key: Key) -> list[int | None]:
        """What was published of a count, oldest first; None where it was hidden."""
        return self._counts.get(key, [])


class Before(NamedTuple):
    """What readers know of the counts of new tables: those shown, which were hidden, and, of a
    year, the counts of quarters that were published, by their labels."""

    shown: Mapping[Key, int]
    hidden: Collection[Key]
    quarters: Mapping[str, int]


def protect_family(tables: Sequence[CountTable], history: History, policy: Policy) -> Protected:
    """Repeat the tables that were published, and protect those that are new: of each year or
    quarter by itself, for nothing new of a quarter comes with its year."""
    repeated = [history.versions(table)[-1] for table in tables if history.versions(table)]
    fresh = [table for table in tables if not history.versions(table)]
    waiting = [
        Waiting(table.name, table.period, PUBLISHED) for table in fresh if history.published(table)
    ]
    done = [Protected(tuple(repeated), (), tuple(waiting))]
    periods: dict[str, list[CountTable]] = {}
    for table in fresh:
        if not history.published(table):
            periods.setdefault(table.period, []).append(table)
    for of_period in periods.values():
        quarters = quarters_before(of_period[0], history)
        new = [with_published_quarters(table, quarters) for table in of_period]
        done.append(protect_new(new, Before({}, (), quarters), policy))
    return Protected(
        tuple(table for part in done for table in part.tables),
        tuple(item for part in done for item in part.hidden),
        tuple(item for part in done for item in part.waiting),
    )


def quarters_before(table: CountTable, history: History) -> dict[str, int]:
    """The counts that the quarters of a year's table were last published with, by label."""
    labels = [f"{table.period} Q{number}" for number in (1, 2, 3, 4)]
    told = {label: history.counts((table.counts_of, label, frozenset()))[-1:] for label in labels}
    return {label: counts[0] for label, counts in told.items() if counts and counts[0] is not None}


def with_published_quarters(table: CountTable, quarters: Mapping[str, int]) -> CountTable:
    """A year's table with the counts its quarters were published with; what has changed since goes
    to its last quarter that was not, if there is one."""
    if table.dimensions != (QUARTER,) or not quarters:
        return table
    now: dict[str, int] = dict(table.counts.select(QUARTER, "count").rows())
    moved = sum(now.values())
    now |= quarters
    moved -= sum(now.values())
    last = f"{table.period} Q4"
    if last in quarters or now.get(last, 0) + moved < 0:
        return table
    now[last] = now.get(last, 0) + moved
    counts = pl.DataFrame({QUARTER: list(now), "count": list(now.values())})
    return replace(table, counts=counts.filter(pl.col("count") > 0).sort(QUARTER))


def _the_rest(tables: Sequence[CountTable], before: Before) -> CountTable | None:
    """What is left of a year without the quarters that were published: who sees the year's total
    can tell it, whether a table says it or not."""
    if not before.quarters or len(before.quarters) == 4:
        return None
    rest = _records(tables[0]) - sum(before.quarters.values())
    counts = {**before.quarters, f"{tables[0].period} rest": rest}
    frame = pl.DataFrame({QUARTER: list(counts), "count": list(counts.values())})
    first = tables[0]
    return CountTable("rest", first.period, (QUARTER,), frame, counts_of=first.counts_of)


def _as_published(table: CountTable, before: Before) -> bool:
    """Whether a year's table has its quarters as they were published."""
    if table.dimensions != (QUARTER,):
        return True
    now = dict(table.counts.select(QUARTER, "count").rows())
    return all(now.get(label, 0) == count for label, count in before.quarters.items())


def _few_in_a_quarter(table: CountTable, before: Before) -> bool:
    if table.dimensions != (QUARTER,) or table.counts.height == 1:
        return False
    return any(
        0 < count < FEWEST_RECORDS
        for label, count in table.counts.select(QUARTER, "count").rows()
        if label not in before.quarters
    )


def protect_new(
    tables: Sequence[CountTable],
    before: Before,
    policy: Policy,
    beside: Sequence[CountTable] = (),
) -> Protected:
    """Protect new tables of the same records, the first of them first: see
    `measures.disclosure.joint`. `beside`: tables that stay as published, and as they were."""
    waiting: list[Waiting] = []
    chosen = [table for table in tables if not table.instead_of]

    def wait(table: CountTable, why: str) -> None:
        chosen.remove(table)
        waiting.append(Waiting(table.name, table.period, why))
        chosen.extend(other for other in tables if other.instead_of == table.name)

    while chosen:
        rest = sum(before.quarters.values())
        few = [t for t in chosen if _records(t) < max(FEWEST_RECORDS, rest)]
        in_a_quarter = [t for t in chosen if _few_in_a_quarter(t, before)]
        if few:
            wait(few[0], CHANGED if _records(few[0]) < rest else TOO_FEW)
            continue
        if otherwise := [t for t in chosen if not _as_published(t, before)]:
            wait(otherwise[0], CHANGED)
            continue
        if in_a_quarter:
            wait(in_a_quarter[0], FEW_IN_A_QUARTER)
            continue
        left = (
            None if any(t.dimensions == (QUARTER,) for t in chosen) else _the_rest(chosen, before)
        )
        linked = link([*chosen, *beside, *([left] if left else [])])
        known, hidden_before = _known(linked, before)
        if left:
            hidden_before |= _is_small_rest(linked, before)
        try:
            hidden = choose_hidden(
                linked.system,
                policy,
                known=known,
                hidden_before=hidden_before,
                cost=linked.cost,
                knows_rule=True,
            )
        except CannotProtectError as error:
            around = set(error.cells.tolist())
            touched = [
                table
                for table, at in zip(chosen, linked.places, strict=False)
                if around & set(at.tolist())
            ]
            wait((touched or chosen)[-1], TOO_MUCH)
            continue
        shares = [
            _share_hidden(hidden[at], linked.system.counts[at], labels)
            for at, labels in zip(linked.places, linked.labels, strict=False)
        ][: len(chosen)]
        most = max(shares)
        if most > 1:
            wait(chosen[len(shares) - 1 - shares[::-1].index(most)], TOO_MUCH)
            continue
        counts = _as_shown(linked, hidden, chosen[0].rounding)
        if counts is None:
            wait(chosen[-1], TOO_MUCH)
            continue
        break
    else:
        return Protected((), (), tuple(waiting))
    is_small = (linked.system.counts < policy.threshold) & hidden
    done = [
        _published(table, labels, counts[at], hidden[at])
        for table, labels, at in zip(chosen, linked.labels, linked.places, strict=False)
    ]
    told = [
        _told(table, int(is_small[at].sum()), int(hidden[at].sum()))
        for table, at in zip(chosen, linked.places, strict=False)
        if hidden[at].any()
    ]
    return Protected(tuple(done), tuple(told), tuple(waiting))


def _records(table: CountTable) -> int:
    own = table.with_totals()
    totals = own.labels.select(pl.all_horizontal(pl.all() == TOTAL)).to_series().to_numpy()
    return int(own.counts[totals].sum())


def _known(linked: Linked, before: Before) -> tuple[HiddenCells, HiddenCells]:
    """Which of the system's cells readers know already, and which were hidden before."""
    told = {**before.shown}
    told |= {(linked.keys[0][0], label, frozenset()): n for label, n in before.quarters.items()}
    shown = np.array(
        [
            told.get(key) == count
            for key, count in zip(linked.keys, linked.system.counts.tolist(), strict=True)
        ]
    )
    hidden = np.array([key in before.hidden for key in linked.keys])
    return (shown | linked.told) & ~hidden, hidden


def _is_small_rest(linked: Linked, before: Before) -> HiddenCells:
    """Which cell is the rest of a year, where it is too small to be told: of one quarter as any
    count, of several together as any number of records."""
    fewest = FEWEST_RECORDS if len(before.quarters) < 3 else 5
    return np.array(
        [
            period.endswith(" rest") and 0 < count < fewest
            for (_, period, _), count in zip(
                linked.keys, linked.system.counts.tolist(), strict=True
            )
        ]
    )


def _share_hidden(hidden: HiddenCells, counts: NDArray[np.int64], labels: pl.DataFrame) -> float:
    """The share of a table's counts that is hidden, or of its finest ones, whichever is worse, in
    the most that may be; that nobody is there is never hidden."""
    finest = labels.select(pl.all_horizontal(pl.all() != TOTAL)).to_series().to_numpy()
    shares = [
        (hidden & which).sum() / max((which & (counts > 0)).sum(), 1) / most
        for which, most in ((True, MOST_HIDDEN), (finest, MOST_FINEST_HIDDEN))
    ]
    return float(max(shares))


def _as_shown(linked: Linked, hidden: HiddenCells, base: int) -> NDArray[np.int64] | None:
    if base == 1:
        return linked.system.counts
    return rounded_together(linked.system, hidden | linked.told, base)


def _published(
    table: CountTable, labels: pl.DataFrame, counts: NDArray[np.int64], hidden: HiddenCells
) -> ProtectedTable:
    shown = pl.Series("count", counts, pl.Int64).set(pl.Series(hidden), None)
    cells = labels.with_columns(shown).filter(pl.col(table.columns[0]) != MENTIONS)
    return ProtectedTable(
        table.name,
        table.period,
        table.dimensions,
        with_marks(cells),
        table.rounding,
        table.counts_of,
        table.overlapping,
    )


def _told(table: CountTable, small: int, hidden: int) -> Hidden:
    others = hidden - small
    words = f"{small} {agree(small, 'count', 'counts')} below 5 {agree(small, 'is', 'are')} hidden"
    if not small:
        words = f"{others} {agree(others, 'count is', 'counts are')} hidden"
        words += " so that small ones elsewhere cannot be worked out"
    elif others:
        words += f", and {others} more so that nobody can work {agree(small, 'it', 'them')} out"
    return Hidden(table.name, table.period, small, others, f"{words}.")
