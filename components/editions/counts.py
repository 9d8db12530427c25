"""What an edition counts of a council's records: tables not yet fit to be seen, for
`measures.disclosure.joint.protect` and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from typing import Final

import polars as pl

from components.editions.exhibits.own_records import OWN_RECORDS
from components.exhibits.memo import memo
from components.exhibits.records import Records
from measures.disclosure.count_tables import CountTable
from measures.editions import complaints, indicators, staff_voice, training, workforce

_Counting = Callable[[Records, date | None], list[CountTable]]


def _of(dataset: str, tables: Callable[[pl.DataFrame, date | None], list[CountTable]]) -> _Counting:
    return lambda records, whole_to: tables(records[dataset], whole_to)


def _measures(records: Records, whole_to: date | None) -> list[CountTable]:
    return indicators.tables(records["indicator"], records["indicator_definition"], whole_to)


_COUNTED: Final[dict[str, tuple[str, _Counting]]] = {
    "complaint": ("complaints_", _of("complaint", complaints.tables)),
    "compliment": ("compliments_", _of("compliment", complaints.compliment_tables)),
    "training": ("training_", _of("training", training.tables)),
    "staff_voice": ("staff_voice_", _of("staff_voice", staff_voice.tables)),
    "workforce_route": ("workforce_", _of("workforce_route", workforce.tables)),
    "indicator": (indicators.BEGINS, _measures),
}
"""By dataset: how the names of its tables begin, and what counts them."""


def count_tables(records: Records, wanted: Collection[str]) -> list[CountTable]:
    """The counts that the wanted exhibits show, of periods of which the record is whole. Of a
    dataset of which only a part of a file is in, none: what is published is never put right by the
    rest."""
    tables = [
        table
        for name in _COUNTED
        if name not in records.parts
        for table in memo(records, _counted, name)
    ]
    shown: set[tuple[str, str]] = set()
    for declared in (OWN_RECORDS[key] for key in wanted if key in OWN_RECORDS):
        for name in {table.name for table in tables if declared.shows(table.name)}:
            periods = sorted(table.period for table in tables if table.name == name)
            shown.update((name, period) for period in periods[-declared.newest :])
    return [table for table in tables if (table.name, table.period) in shown]


def _counted(records: Records, name: str) -> list[CountTable]:
    _, counted = _COUNTED[name]
    return counted(records, records.whole_to.get(name))


def waits_for_the_rest(records: Records, key: str) -> bool:
    """Whether an exhibit of own records is not shown because only a part of a file is in."""
    declared = OWN_RECORDS[key]
    return any(
        declared.begins == begins or any(table.startswith(begins) for table in declared.tables)
        for name, (begins, _) in _COUNTED.items()
        if name in records.parts
    )
