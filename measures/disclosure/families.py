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
TOO_MUCH: Final = "More than half of its counts would have to be hidden."
PUBLISHED: Final = "Other counts of the same records were published without it."
CHANGED: Final = "More was published of its quarters than is now recorded of the year."


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
    """What readers know of the counts of new tables: those shown, and which were hidden."""

    shown: Mapping[Key, int]
    hidden: Collection[Key]


def protect_family(tables: Sequence[CountTable], history: History, policy: Policy) -> Protected:
    """Repeat the tables that were published, and protect those that are new."""
    repeated = [history.versions(table)[-1] for table in tables if history.versions(table)]
    fresh = [table for table in tables if not history.versions(table)]
    waiting = [
        Waiting(table.name, table.period, PUBLISHED) for table in fresh if history.published(table)
    ]
    shown: dict[Key, int] = {}
    hidden: set[Key] = set()
    ready = []
    for table in fresh:
        if history.published(table):
            continue
        for key in keys_of(table, table.counts):
            for count in history.counts(key)[-1:]:
                if count is None:
                    hidden.add(key)
                else:
                    shown[key] = count
        kept = with_published_quarters(table, shown)
        if kept is None:
            waiting.append(Waiting(table.name, table.period, CHANGED))
        else:
            ready.append(kept)
    new = protect_new(ready, Before(shown, hidden), policy)
    return Protected((*repeated, *new.tables), new.hidden, (*waiting, *new.waiting))


def with_published_quarters(table: CountTable, shown: Mapping[Key, int]) -> CountTable | None:
    """A year's table with the counts its quarters were published with; what has changed since goes
    to its last quarter that was not. None where there is no such quarter, or too little of it."""
    if table.dimensions != (QUARTER,):
        return table
    now: dict[str, int] = dict(table.counts.select(QUARTER, "count").rows())
    keys = {key[1]: key for key in keys_of(table, table.counts)}
    before = {label: shown[key] for label, key in keys.items() if key in shown}
    moved = sum(now[label] - count for label, count in before.items())
    if moved == 0:
        return table
    later = [label for label in now if label not in before]
    if not later or now[max(later)] + moved < 0:
        return None
    now |= before
    now[max(later)] += moved
    counts = pl.DataFrame({QUARTER: list(now), "count": list(now.values())})
    return replace(table, counts=counts)


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
        small = [t for t in chosen if _records(t) < FEWEST_RECORDS]
        if small:
            wait(small[0], TOO_FEW)
            continue
        linked = link([*chosen, *beside])
        known, hidden_before = _known(linked, before)
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
            _share_hidden(hidden[at], linked.system.counts[at])
            for at in linked.places[: len(chosen)]
        ]
        most = max(shares)
        if most > 0.5:
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
    shown = np.array(
        [
            before.shown.get(key) == count
            for key, count in zip(linked.keys, linked.system.counts.tolist(), strict=True)
        ]
    )
    hidden = np.array([key in before.hidden for key in linked.keys])
    return (shown | linked.told) & ~hidden, hidden


def _share_hidden(hidden: HiddenCells, counts: NDArray[np.int64]) -> float:
    """The share of a table's counts that is hidden; that nobody is there is never hidden."""
    return float(hidden.sum() / max((counts > 0).sum(), 1))


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
