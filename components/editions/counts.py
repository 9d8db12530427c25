"""What an edition counts of a council's records: tables not yet fit to be seen, for
`measures.disclosure.joint.protect` and nothing else."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from components.editions.exhibits.own_records import OWN_RECORDS
from components.exhibits.records import Records
from measures.disclosure.count_tables import CountTable
from measures.editions import complaints, staff_voice, training, workforce

_COUNTED: Final = {
    "complaint": ("complaints_", complaints.tables),
    "compliment": ("compliments_", complaints.compliment_tables),
    "training": ("training_", training.tables),
    "staff_voice": ("staff_voice_", staff_voice.tables),
    "workforce_route": ("workforce_", workforce.tables),
}
"""By dataset: how the names of its tables begin, and what counts them."""


def count_tables(records: Records, wanted: Collection[str]) -> list[CountTable]:
    """The counts that the wanted exhibits show, of periods of which the record is whole. Of a
    dataset of which only a part of a file is in, none: what is published is never put right by the
    rest."""
    tables = [
        table
        for name, (_, counted) in _COUNTED.items()
        if name not in records.parts
        for table in counted(records[name], records.whole_to.get(name))
    ]
    shown: set[tuple[str, str]] = set()
    for declared in (OWN_RECORDS[key] for key in wanted if key in OWN_RECORDS):
        for name in declared.tables:
            periods = sorted(table.period for table in tables if table.name == name)
            shown.update((name, period) for period in periods[-declared.newest :])
    return [table for table in tables if (table.name, table.period) in shown]


def waits_for_the_rest(records: Records, key: str) -> bool:
    """Whether an exhibit of own records is not shown because only a part of a file is in."""
    return any(
        table.startswith(begins)
        for name, (begins, _) in _COUNTED.items()
        if name in records.parts
        for table in OWN_RECORDS[key].tables
    )
