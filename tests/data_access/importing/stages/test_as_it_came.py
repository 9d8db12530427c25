"""Rows as they came, to be shown and to be mended, without columns about people."""

from __future__ import annotations

import csv
import io

from data_access.importing.stages.compare import Compared
from data_access.importing.stages.context import Context
from data_access.importing.stages.files.open_file import open_file
from data_access.importing.stages.plan import Plan
from data_access.importing.stages.read_book import read_book
from data_access.importing.stages.recipe import Recipe
from data_access.importing.stages.to_mend import WHAT, rows_to_mend_csv

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


def test_rows_to_mend_come_with_what_is_wrong_and_without_formulas_or_people() -> None:
    text = rows_to_mend_csv(planned(LOG))
    [row] = csv.DictReader(io.StringIO(text))
    assert row["Ref"] == "C-2"
    assert row["row"] == "4"
    assert row["Details"] == "'=2+2"
    assert "31/06/2026" in row[WHAT]
    assert "Example" not in text
