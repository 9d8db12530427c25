"""What a correction may change of what was published, and what stays as it was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from measures.disclosure.count_tables import CountTable, Protected, Waiting
from measures.disclosure.families import (
    PUBLISHED,
    Before,
    History,
    protect_family,
    protect_new,
)
from measures.disclosure.linked import Key, keys_of
from measures.disclosure.suppression import Policy

STAYS: Final = (
    "It stays as it was first published: some of its counts would change by fewer than 5."
)
STAYS_HIDDEN: Final = (
    "It stays as it was first published: corrected, most of its counts would be hidden."
)


def correct_family(tables: Sequence[CountTable], history: History, policy: Policy) -> Protected:
    """Work out anew what was published of the same records, as far as a correction may.

    A table is given anew where every count in it, shown before, is as before or differs by the
    policy's threshold or more from everything published of it, and what is hidden in every sum has
    changed by as much or not at all. What was hidden before stays hidden, and what is as before is
    known to readers: neither can protect anything else. Other tables stay as they were, with a
    sentence where their records have changed. Nothing is added to records and a period that were
    published; where they were not, all tables are new.
    """
    if not any(history.published(table) for table in tables):
        return protect_family(tables, history, policy)
    stays, waiting, anew, as_before = [], [], [], []
    shown: dict[Key, int] = {}
    hidden: set[Key] = set()
    for table in tables:
        versions = history.versions(table)
        counts = _counts(table)
        if not versions:
            waiting.append(Waiting(table.name, table.period, PUBLISHED))
        elif not _changed(table, counts, history):
            stays.append(versions[-1])
            as_before.append(table)
        elif not _may_change(table, counts, history, policy):
            stays.append(versions[-1])
            waiting.append(Waiting(table.name, table.period, STAYS))
        else:
            anew.append(table)
        for key, count in counts.items():
            for before in history.counts(key):
                if before is None:
                    hidden.add(key)
                elif before == count:
                    shown[key] = count
    # Everything of the year was published with its quarters: there is no rest to be told.
    new = protect_new(anew, Before(shown, hidden, {}), policy, as_before)
    # What cannot be protected anew stays as it was, too.
    given = {(table.name, table.period) for table in new.tables}
    back = [table for table in anew if (table.name, table.period) not in given]
    stays += [history.versions(table)[-1] for table in back]
    waiting += [Waiting(table.name, table.period, STAYS_HIDDEN) for table in back]
    return Protected((*stays, *new.tables), new.hidden, tuple(waiting))


def _counts(table: CountTable) -> dict[Key, int]:
    own = table.with_totals()
    return dict(zip(keys_of(table, own.labels), own.counts.tolist(), strict=True))


def _changed(table: CountTable, counts: dict[Key, int], history: History) -> bool:
    """Whether anything that was shown of a table last is no longer so."""
    last = history.versions(table)[-1]
    before = dict(
        zip(keys_of(last, last.cells), last.cells.get_column("count").to_list(), strict=True)
    )
    near = table.rounding - 1
    return any(
        count is not None and abs(counts.get(key, 0) - count) > near
        for key, count in before.items()
    ) or any(count > 0 and key not in before for key, count in counts.items() if key[2])


def _may_change(
    table: CountTable, counts: dict[Key, int], history: History, policy: Policy
) -> bool:
    if table.rounding > 1:
        # Rounded counts differ by a multiple of it, and say nothing of smaller changes.
        return all(
            counts.get(key, 0) > 0 for key in _ever(table, history) if None in history.counts(key)
        )
    for key in _ever(table, history) | set(counts):
        now = counts.get(key, 0)
        for before in history.counts(key) or [0]:  # a label that is new had nobody
            if before is None and now < policy.least:
                return False
            if before is not None and 0 < abs(now - before) < policy.threshold:
                return False
    return _hidden_sums_may_change(table, counts, history, policy)


def _ever(table: CountTable, history: History) -> set[Key]:
    """Every count that any version of a table spoke of."""
    return {key for version in history.versions(table) for key in keys_of(version, version.cells)}


def _hidden_sums_may_change(
    table: CountTable, counts: dict[Key, int], history: History, policy: Policy
) -> bool:
    """Whether what is hidden within each sum has changed by nothing or enough, too."""
    own = table.with_totals()
    keys = keys_of(table, own.labels)
    for version in history.versions(table):
        before = dict(
            zip(
                keys_of(version, version.cells),
                version.cells.get_column("count").to_list(),
                strict=True,
            )
        )
        moved = np.array(
            [
                float(counts[key] - count) if (count := before.get(key, 0)) is not None else 0.0
                for key in keys
            ]
        )
        unseen = abs(own.sums @ moved)
        if ((unseen > 0) & (unseen < policy.threshold)).any():
            return False
    return True
