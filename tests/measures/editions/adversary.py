"""A patient reader who keeps every edition and wants the hidden counts back.

Knows the rule and nothing else of how editions are made: counts from 1 to 4 are hidden and others
with them, zeros are shown, what is rounded is off by less than 5 and adds up. Reads published
tables as JSON, puts all editions together as one system of whole numbers, and asks for the least
and the greatest value of every hidden count, of what is left of a total, and of the difference
between two editions or two days. Calls nothing of what protects.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product
from typing import Any

import numpy as np
from scipy.optimize import LinearConstraint, milp
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

TOTAL = "Total"
WIDTH = 5
FAR = 100_000
"""As good as unlimited."""

TableJson = Mapping[str, Any]
What = tuple[str, str, frozenset[tuple[str, str]]]
"""What is counted, when, and the labels."""
Count = tuple[int, str, str, frozenset[tuple[str, str]]]
"""Which state of the record (0, or the edition that corrected it), and what of it."""


@dataclass(frozen=True)
class Leak:
    """A count, or a difference, that can be told too closely."""

    what: str
    low: float
    high: float
    how: str


@dataclass
class Found:
    """All that the reader worked out."""

    leaks: list[Leak] = field(default_factory=list)
    hidden: int = 0
    differences: int = 0
    smallest: float = float("inf")


Note = tuple[str, str, int]
"""Of a table that waits: its name and period, and the number its records are said to be fewer
than."""


def attack(editions: Sequence[Sequence[TableJson]], notes: Iterable[Note] = ()) -> Found:
    """Put all editions together; each is its published tables, in the order of publishing. `notes`:
    what they said of tables that were too small to show."""
    system = _System()
    for number, edition in enumerate(editions):
        for table in edition:
            system.read(table, number)
    system.put_years_together()
    for note in notes:
        system.heed(note)
    found = Found()
    ranges = system.ranges()
    for count, (low, high) in ranges.items():
        if count in system.implied and low < WIDTH and 0 < high < low + WIDTH:
            found.leaks.append(Leak(_said(count), low, high, "what is left of a year"))
        if count in system.hidden:
            found.hidden += 1
            found.smallest = min(found.smallest, high - low)
            if high - low < WIDTH:
                found.leaks.append(Leak(_said(count), low, high, "worked out from what is shown"))
    _what_is_left(system, found)
    _changes(system, found)
    _days(system, ranges, found)
    return found


def guess(table: TableJson, digest: str, most: int = 40) -> list[tuple[int, ...]]:
    """Try small counts in a table's hidden cells until its digest, in any of the usual ways to
    write it down, is the one printed."""
    cells = [list(row) for row in table["cells"]]
    empty = [at for at, row in enumerate(cells) if row[-1] is None]
    fits = []
    for counts in product(range(1, most), repeat=min(len(empty), 2)):
        for at, count in zip(empty, counts, strict=False):
            cells[at][-1] = count
        for text in _written({**table, "cells": cells}):
            if digest and hashlib.sha256(text.encode()).hexdigest().startswith(digest):
                fits.append(counts)
                break
    return fits


def _written(table: TableJson) -> Iterator[str]:
    for what in (table, table["cells"], [row[-1] for row in table["cells"]]):
        yield json.dumps(what)
        yield json.dumps(what, separators=(",", ":"), sort_keys=True)
    yield "\n".join(",".join("" if part is None else str(part) for part in row)
                    for row in table["cells"])  # fmt: skip


class _System:
    """Every count that any edition speaks of, and every sum that ties them."""

    def __init__(self) -> None:
        self.place: dict[Count, int] = {}
        self.bounds: list[tuple[int, int]] = []
        self.hidden: set[Count] = set()
        self.rounded: dict[Count, int] = {}
        self.implied: set[Count] = set()
        self.versions: dict[
            tuple[str, str, frozenset[tuple[str, str]]], list[tuple[int | None, int]]
        ]
        self.versions = defaultdict(list)
        self._quartered: set[tuple[str, str]] = set()
        self._named: set[tuple[str, str]] = set()
        self._first: dict[tuple[str, str], list[tuple[int, list[Any]]]] = defaultdict(list)
        self._rows: list[tuple[list[tuple[int, float]], float, float]] = []

    def read(self, table: TableJson, number: int) -> None:
        """Take in one published table."""
        cells = [list(row) for row in table["cells"]]
        seen = self._first[table["name"], table["period"]]
        if any(cells == before for _, before in seen):
            return
        if table["dimensions"] == ["quarter"]:
            self._quartered.add((table["counts_of"], table["period"]))
        self._named.add((table["name"], table["counts_of"]))
        # The first time round all tables tell of one state of the record.
        state = number if seen else 0
        seen.append((number, cells))
        columns = [n for d in table["dimensions"] for n in ([d] if isinstance(d, str) else d)]
        at = {tuple(row[:-1]): self._count(table, columns, row, state) for row in cells}
        for total, parts in _sums(table, list(at)):
            row = [(at[part], 1.0) for part in parts] + [(at[total], -1.0)]
            self._add(row, 0, 0)
        if table["overlapping"]:
            self._overlapping(at)

    def put_years_together(self) -> None:
        """A year's total is that of its four quarters, shown or not."""
        for state, what, year, named in list(self.place):
            if state or named or len(year) != len("2025/26") or (what, year) in self._quartered:
                continue
            quarters: list[Count] = [
                (0, what, f"{year} Q{number}", frozenset()) for number in (1, 2, 3, 4)
            ]
            if not any(quarter in self.place for quarter in quarters):
                continue
            for quarter in quarters:
                if quarter not in self.place:
                    self.place[quarter] = len(self.bounds)
                    self.bounds.append((0, FAR))
                    self.implied.add(quarter)
            total = self.place[0, what, year, frozenset()]
            self._add([(self.place[q], 1.0) for q in quarters] + [(total, -1.0)], 0, 0)

    def heed(self, note: Note) -> None:
        """Take in that a table waits, having fewer records than some number, and not none."""
        name, period, fewer = note
        for what in {what for table, what in self._named if table == name}:
            place = self.place.get((0, what, period, frozenset()))
            # It was said as known then: where it is shown now, or more came, it is of no use.
            if place is not None and self.bounds[place][0] != self.bounds[place][1]:
                low, high = self.bounds[place]
                self.bounds[place] = (max(low, 1), min(high, max(low, fewer - 1)))

    def _overlapping(self, at: dict[tuple[str, ...], int]) -> None:
        total = (TOTAL, TOTAL)
        named: dict[str, int] = {}
        for labels, place in at.items():
            if labels != total:
                named.setdefault(labels[0], place)
        # Every record names at least one (or is "not recorded"), and none names one twice.
        self._add([(place, 1.0) for place in named.values()] + [(at[total], -1.0)], 0, np.inf)

    def _add(self, row: list[tuple[int, float]], low: float, high: float) -> None:
        merged: dict[int, float] = defaultdict(float)
        for place, sign in row:
            merged[place] += sign
        kept = [(place, sign) for place, sign in merged.items() if sign]
        if kept:
            self._rows.append((kept, low, high))

    def _count(self, table: TableJson, columns: list[str], row: list[Any], state: int) -> int:
        named = {n: label for n, label in zip(columns, row, strict=False) if label != TOTAL}
        period = named.pop("quarter", table["period"])
        what = (table["counts_of"], period, frozenset(named.items()))
        count: Count = (state, *what)
        shown, base = row[-1], table["rounding"]
        if shown is None:
            low, high = 1, FAR
        elif base == 1 or shown == 0:
            low = high = shown
        else:
            low, high = max(WIDTH, shown - base + 1), shown + base - 1
        self.versions[what].append((shown, base))
        place = self.place.setdefault(count, len(self.bounds))
        if place == len(self.bounds):
            self.bounds.append((low, high))
            if shown is None:
                self.hidden.add(count)
        else:
            before = self.bounds[place]
            both = (max(low, before[0]), min(high, before[1]))
            # Where two tables disagree, `_changes` has it; the first is believed.
            self.bounds[place] = both if both[0] <= both[1] else before
            if shown is not None:
                self.hidden.discard(count)
        if base > 1 and shown:
            self.rounded[count] = shown
        return place

    def ranges(self) -> dict[Count, tuple[float, float]]:
        """The least and greatest value of every hidden or rounded count."""
        size = len(self.bounds)
        low, high = (np.array([b[end] for b in self.bounds], dtype=float) for end in (0, 1))
        data, rows, cols, least, most = [], [], [], [], []
        for at, (row, lo, hi) in enumerate(self._rows):
            for place, sign in row:
                data.append(sign)
                rows.append(at)
                cols.append(place)
            least.append(lo)
            most.append(hi)
        sums = csr_array((data, (rows, cols)), shape=(len(self._rows), size))
        least_, most_ = np.array(least, dtype=float), np.array(most, dtype=float)
        # What is shown as it is ties nothing together.
        loose = low < high
        known = np.where(loose, 0.0, low)
        given = sums @ known
        part = _parts(sums, loose)
        hidden = np.array([self.place[count] for count in self.hidden], dtype=int)
        told: dict[Count, tuple[float, float]] = {}
        compared = {count for group in _beside(self.place).values() if len(group) > 1
                    for count in group}  # fmt: skip
        limits = {count: place for count, place in self.place.items() if loose[place]}
        for count, place in limits.items():
            wanted = count in self.hidden or count in self.implied
            if not wanted and (count not in self.rounded or count not in compared):
                continue
            together = np.flatnonzero(part == part[place])
            inside = sums[:, together]
            tied = np.flatnonzero(np.diff(inside.indptr))
            fits = (inside[tied], (least_ - given)[tied], (most_ - given)[tied])
            bounds = (low[together], high[together])
            covered = np.isin(together, hidden) if count in self.hidden else None
            at = int(np.flatnonzero(together == place)[0])
            ends = [_end(at, sign, fits, bounds, covered) for sign in (1, -1)]
            told[count] = (ends[0], ends[1])
        return told


def _end(at: int, sign: int, fits: Any, bounds: Any, covered: Any) -> int:
    """The least (sign 1) or greatest (sign -1) value of one of the counts tied together.

    `covered`: which of them are hidden. Something is hidden only because one of those that are
    tied to it is from 1 to 4.
    """
    small = WIDTH - 1

    def best(upper: Any) -> Any:
        goal = np.zeros(upper.size)
        goal[at] = sign
        tied = LinearConstraint(*fits) if fits[0].shape[0] else ()
        done = milp(goal, constraints=tied, integrality=np.ones(goal.size),
                    bounds=(bounds[0], upper))  # fmt: skip
        return None if done.x is None else np.round(done.x)

    counts = best(bounds[1])
    assert counts is not None, "nothing fits all that is published"
    if covered is None or (counts[covered] <= small).any():
        return int(counts[at])
    counts_without, found = counts, []
    for one in np.flatnonzero(covered):
        upper = bounds[1].copy()
        upper[one] = min(upper[one], small)
        counts = best(upper)
        if counts is not None:
            found.append(int(counts[at]))
    # Where none can be small, the rule was not kept, and explains nothing.
    return sign * min(sign * value for value in found or [int(counts_without[at])])


def _parts(sums: csr_array, loose: Any) -> Any:
    link = sums.tocoo()
    seen = loose[link.col]
    rows, size = sums.shape
    ends = (link.row[seen], rows + link.col[seen])
    graph = csr_array((np.ones(seen.sum()), ends), shape=(rows + size, rows + size))
    return connected_components(graph, directed=False)[1][rows:]


def _sums(
    table: TableJson, labels: list[tuple[str, ...]]
) -> Iterator[tuple[tuple[str, ...], list[tuple[str, ...]]]]:
    """Every total of a table with its parts, dimension by dimension."""
    if table["overlapping"]:
        everything = (TOTAL, TOTAL)
        for name in {row[0] for row in labels} - {TOTAL}:
            yield everything, [row for row in labels if row[0] == name]
        return
    groups = [[d] if isinstance(d, str) else list(d) for d in table["dimensions"]]
    start = 0
    for names in groups:
        places = range(start, start + len(names))
        for total in labels:
            depth = sum(total[at] != TOTAL for at in places)
            if depth == len(names):
                continue
            parts = [
                row
                for row in labels
                if all(row[at] == total[at] for at in range(len(row)) if at not in places)
                and all(row[at] == total[at] for at in places[:depth])
                and row[places[depth]] != TOTAL
                and all(row[at] == TOTAL for at in places[depth + 1 :])
            ]
            if parts:
                yield total, parts
        start += len(names)


def _what_is_left(system: _System, found: Found) -> None:
    """Exact counts of which one lies within the other: what is left is a count of people too."""
    exact: dict[tuple[int, str, str], list[tuple[frozenset[tuple[str, str]], int]]]
    exact = defaultdict(list)
    for (state, what, period, named), place in system.place.items():
        low, high = system.bounds[place]
        count = (state, what, period, named)
        if low == high and count not in system.hidden and count not in system.rounded:
            exact[state, what, period].append((named, low))
            if " Q" in period:
                quarter = named | {("quarter", period)}
                exact[state, what, period.split(" Q")[0]].append((quarter, low))
    for where, counts in exact.items():
        for (one, first), (two, second) in combinations(counts, 2):
            if not (one < two or two < one):
                continue
            found.differences += 1
            left = abs(first - second)
            if 0 < left < WIDTH:
                said = f"{where[1]}, {where[2]}: {sorted(one)} less {sorted(two)}"
                found.leaks.append(Leak(said, left, left, "one lies within the other"))


def _changes(system: _System, found: Found) -> None:
    """The same count in two tables or editions."""
    for what, shown in system.versions.items():
        for (one, base), (two, other) in combinations(dict.fromkeys(shown), 2):
            found.differences += 1
            said = f"{what[0]}, {what[1]}: {dict(what[2]) or 'all'}"
            if one is None or two is None:
                count = one or two or 0
                found.leaks.append(Leak(said, count, count, "hidden here and shown there"))
            elif 0 < abs(one - two) < WIDTH and max(base, other) == 1:
                change = abs(one - two)
                found.leaks.append(Leak(said, change, change, "changed between editions"))


def _days(system: _System, ranges: Mapping[Count, tuple[float, float]], found: Found) -> None:
    """The same people counted on two days, or asked two questions: the difference is somebody."""
    for (_, what, named), group in _beside(system.place).items():
        counts = [(*ranges.get(c, system.bounds[system.place[c]]), c[2]) for c in group]
        for (low, high, day), (least, most, other) in combinations(counts, 2):
            found.differences += 1
            if high == low == 0 or most == least == 0:
                continue
            width = (high - low) + (most - least)
            if width < WIDTH:
                said = f"{what}: {sorted(named)}, {day} and {other}"
                found.leaks.append(Leak(said, low - most, high - least, "two days or questions"))


def _beside(
    place: Mapping[Count, int],
) -> dict[tuple[int, str, frozenset[tuple[str, str]]], list[Count]]:
    """Counts of people at a day or in a survey, those of the same people together."""
    groups: dict[tuple[int, str, frozenset[tuple[str, str]]], list[Count]] = defaultdict(list)
    for count in place:
        state, what, period, named = count
        if period[4:5] == "-":
            kind = "answers" if what.startswith("answers to") else what
            groups[state, kind, named].append(count)
    return groups


def _said(count: Count) -> str:
    _, what, period, named = count
    return f"{what}, {period}: {dict(named) or 'all'}"


def json_of(tables: Iterable[Any]) -> list[dict[str, Any]]:
    """Published tables as a reader has them: through JSON's text."""
    return [json.loads(json.dumps(table.to_json())) for table in tables]


def notes_of(waiting: Iterable[Any]) -> list[Note]:
    """What sentences on waiting tables say of how few there are."""
    said = r"It counts fewer than (\d+)"
    return [
        (one.table, one.period, int(found[1]))
        for one in waiting
        if (found := re.match(said, one.why))
    ]
