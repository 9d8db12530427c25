"""The day a file was taken, as its titles, notes and name say it, or a person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from data_access.importing.stages.context import Context
from data_access.importing.stages.files.open_file import open_file
from data_access.importing.stages.landing.extracted import extracted_on
from data_access.importing.stages.read_book import read_book
from data_access.importing.stages.reading import Reading
from data_access.importing.stages.recipe import Recipe, RecipeError

TODAY = date(2026, 6, 5)
LOG = """Reference,Date received,Outcome
C-1,02/03/2026,Upheld
C-2,14/04/2026,Not upheld
C-3,04/05/2026,Upheld
"""


def reading(name: str = "complaints log.csv", title: str = "") -> Reading:
    text = f"{title}\n\n{LOG}" if title else LOG
    read = read_book(open_file(name, text.encode()), Recipe(), Context("Northvale Council"))
    assert read.rows.height == 3
    return read


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("Extracted 05/05/2026", date(2026, 5, 5)),
        ("Complaints log - report run on 5 May 2026", date(2026, 5, 5)),
        ("Data extracted: 05.05.26", date(2026, 5, 5)),
        ("Printed on Tuesday 5 May 2026 at 09:14", date(2026, 5, 5)),
        ("Position as at 4 May 2026", date(2026, 5, 5)),
        ("Complaints April 2026", None),
        ("Extracted 01/04/2026", None),  # before the newest record
        ("Extracted 05/05/2027", None),  # not yet
    ],
)
def test_titles_say_when_the_file_was_taken(title: str, day: date | None) -> None:
    assert extracted_on(reading(title=title), Recipe(), TODAY) == day


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("log-taken-5-may.csv", date(2026, 5, 5)),
        ("complaints_extract_20260505.csv", date(2026, 5, 5)),
        ("Complaints export 2026-05-05.csv", date(2026, 5, 5)),
        ("complaints log.csv", None),
        ("complaints 2026.csv", None),
    ],
)
def test_so_does_the_files_name(name: str, day: date | None) -> None:
    assert extracted_on(reading(name), Recipe(), TODAY) == day


def test_a_person_goes_before_the_file() -> None:
    told = Recipe(constants={"extracted": "6 May 2026"})
    assert extracted_on(reading(title="Extracted 05/05/2026"), told, TODAY) == date(2026, 5, 6)
    with pytest.raises(RecipeError, match="no day"):
        extracted_on(reading(), replace(told, constants={"extracted": "May"}), TODAY)
