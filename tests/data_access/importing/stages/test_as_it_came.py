"""Rows as they came, to be shown, without columns about people."""

from __future__ import annotations

from data_access.importing.stages.context import Context
from data_access.importing.stages.files.open_file import open_file
from data_access.importing.stages.landing.changes import Compared
from data_access.importing.stages.plan import Plan
from data_access.importing.stages.read_book import read_book
from data_access.importing.stages.recipe import Recipe

LOG = """Complaints log,,,,
Ref,Date received,Complainant name,Outcome,Details
C-1,01/04/2026,Pat Example,Upheld,=1+1
C-2,31/06/2026,Sam Example,Upheld,=2+2
Total,2,,,
C-3,01/05/2026,Kim Example,Upheld,none
"""


def planned(text: str) -> Plan:
    reading = read_book(open_file("log.csv", text.encode()), Recipe(), Context("Somewhere Council"))
    return Plan(reading, Compared(reading.rows), None, "")


def test_the_first_rows_are_shown_as_they_came_but_for_people() -> None:
    first = planned(LOG).reading.first_rows
    assert first.columns == ["Ref", "Date received", "Outcome", "Details"]
    assert first.row(0) == ("C-1", "01/04/2026", "Upheld", "=1+1")
