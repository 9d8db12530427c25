"""What an edition counts of a council's records: tables not yet fit to be seen, for
`measures.disclosure.joint.protect` and nothing else."""

from __future__ import annotations

from collections.abc import Collection

from components.editions.exhibits.own_records import OWN_RECORDS
from components.exhibits.records import Records
from measures.disclosure.count_tables import CountTable
from measures.editions import complaints, staff_voice, training, workforce


def count_tables(records: Records, wanted: Collection[str]) -> list[CountTable]:
    """The counts that the wanted exhibits show, of periods of which the record is whole."""
    tables = [
        table
        for name, counted in (
            ("complaint", complaints.tables),
            ("compliment", complaints.compliment_tables),
            ("training", training.tables),
            ("staff_voice", staff_voice.tables),
            ("workforce_route", workforce.tables),
        )
        for table in counted(records[name], records.whole_to.get(name))
    ]
    shown: set[tuple[str, str]] = set()
    for declared in (OWN_RECORDS[key] for key in wanted if key in OWN_RECORDS):
        for name in declared.tables:
            periods = sorted(table.period for table in tables if table.name == name)
            shown.update((name, period) for period in periods[-declared.newest :])
    return [table for table in tables if (table.name, table.period) in shown]
