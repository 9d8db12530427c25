"""A council's own scorecard lines and the catalogue of indicators: which is which."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl
import pytest

from data_access.datasets import INDICATOR
from data_access.importing.stages.context import Context
from data_access.importing.stages.files.open_file import open_file
from data_access.importing.stages.kinds.indicators.known_measures import known_of
from data_access.importing.stages.plan import land, plan
from data_access.importing.stages.read_book import read_book
from data_access.importing.stages.reading import Reading
from data_access.importing.stages.recipe import Recipe, read_recipe
from data_access.new_store import make_own_store
from data_access.reference.published_facts import catalogue_frame
from data_access.snapshot import snapshot
from data_access.store.database import Store
from tests.data_access.importing.stages.kinds.files import OWN, workbook
from vocabulary.principal import Principal

KNOWN = known_of(catalogue_frame())
MONTHS = ["Apr-26", "May-26", "Jun-26"]


def read(content: bytes, name: str = "scorecard.xlsx", held: Sequence[str] = ()) -> Reading:
    known = known_of(catalogue_frame(), held)
    return read_book(open_file(name, content), read_recipe(""), Context(OWN, measures=known))


def scorecard(*rows: list[Any], percent: Sequence[int] = ()) -> bytes:
    formats = {f"{letter}{row}": "0.0%" for row in percent for letter in "BCD"}
    return workbook([["Measure", *MONTHS], *rows], formats=formats)


def text(*rows: str) -> str:
    return "\n".join(rows) + "\n"


def taken(reading: Reading) -> dict[str, str]:
    """Each measure's code, by what the file calls it."""
    named = reading.rows.select(pl.coalesce("name", "indicator"), code="indicator").unique()
    return dict(named.iter_rows())


def test_a_line_is_known_by_its_name_or_another_and_keeps_what_the_file_calls_it() -> None:
    reading = read(
        scorecard(
            ["Contacts at the front door", 2400, 2510, 2380],
            ["Overdue reviews", 0.31, 0.3, 0.29],
            ["DoLS waiting list", 410, 398, 377],
            percent=[3],
        )
    )
    assert taken(reading) == {
        "Contacts at the front door": "front_door_contacts",
        "Overdue reviews": "reviews_overdue",
        "DoLS waiting list": "dols_waiting",
    }
    assert any("'Reviews overdue among people with long-term support'" in n for n in reading.notes)
    assert (reading.rejected, reading.questions) == (0, ())


def test_a_share_and_a_number_of_one_name_are_two_measures() -> None:
    share = read(scorecard(["Reviews overdue", 0.31, 0.3, 0.29], percent=[2]))
    number = read(scorecard(["Reviews overdue", 412, 405, 399]))
    assert taken(share) == {"Reviews overdue": "reviews_overdue"}
    assert taken(number) == {"Reviews overdue": "reviews_overdue_number"}


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("Visits on time", [88.2, 87.1, 90.4]),  # of what kind, nothing says
        ("Safeguarding concerns", [1.5, 1.7, 1.6]),  # a count has no decimals
        ("Median wait for assessment in weeks", [4, 5, 4]),  # the catalogue's is in days
        ("Vacancies", [14, 12, 13]),  # people, or a share?
    ],
)
def test_what_may_be_another_figure_stays_a_measure_of_its_own(
    name: str, values: list[float]
) -> None:
    assert taken(read(scorecard([name, *values]))) == {name: name}


def test_another_direction_is_another_measure() -> None:
    content = text(
        "Measure,Good is,Period start,Period end,Numerator",
        "Safeguarding concerns,Low,2026-04-01,2026-04-30,190",
        "DoLS backlog,High,2026-04-01,2026-04-30,100",
        "Carers assessed,High,2026-04-01,2026-04-30,61",
    )
    reading = read(content.encode(), "figures.csv")
    assert taken(reading) == {
        "Safeguarding concerns": "Safeguarding concerns",
        "DoLS backlog": "DoLS backlog",
        "Carers assessed": "carers_assessed",
    }


def test_a_line_of_percentages_that_nobody_knows_is_in_percent() -> None:
    reading = read(
        scorecard(
            ["Lamps lit in time", 0.81, 0.8, 0.79],
            ["% of lamps that are clean", 81, 80, 79],
            ["Lamps in the hall", 81, 80, 79],
            ["Lamps cleaner by, percentage points", 1, 2, 1],
            percent=[2],
        )
    )
    units = reading.rows.select("indicator", "unit", "per").unique()
    assert set(units.iter_rows()) == {
        ("Lamps lit in time", "percent", 100.0),
        ("% of lamps that are clean", "percent", 100.0),
        ("Lamps in the hall", None, None),
        ("Lamps cleaner by, percentage points", None, None),
    }


def test_a_unit_that_the_file_gives_stays() -> None:
    content = text(
        "Measure,Unit,Period start,Period end,Value",
        "% of lamps lit,lamps in a hundred,2026-04-01,2026-04-30,61",
    )
    rows = read(content.encode(), "figures.csv").rows
    assert rows.select("unit", "per").row(0) == ("lamps in a hundred", None)


def test_a_yearly_figure_is_no_monthly_one() -> None:
    content = text(
        "Measure,Unit,Period start,Period end,Numerator",
        "Safeguarding concerns,concerns,2025-04-01,2026-03-31,2190",
    )
    assert taken(read(content.encode(), "figures.csv")) == {
        "Safeguarding concerns": "Safeguarding concerns"
    }


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        ("2024-04-01", "2025-03-31", "ASCOF 3A"),
        (
            "2021-04-01",
            "2022-03-31",
            "People with control over their daily life",
        ),  # 3A was satisfaction then
    ],
)
def test_what_the_outcomes_framework_measured_otherwise_before_is_not_matched(
    start: str, end: str, code: str
) -> None:
    content = text(
        "Measure,Unit,Period start,Period end,Numerator,Denominator,Value",
        f"People with control over their daily life,percent,{start},{end},300,400,75",
    )
    assert read(content.encode(), "ascof.csv").rows.item(0, "indicator") == code


def test_a_code_the_council_has_figures_under_goes_on() -> None:
    content = scorecard(["DoLS backlog", 410, 398, 377])
    assert taken(read(content)) == {"DoLS backlog": "dols_waiting"}
    assert taken(read(content, held=["DoLS backlog"])) == {"DoLS backlog": "DoLS backlog"}


def test_twelve_unknown_lines_land_beside_known_ones(
    sqlite_store: Store, officer: Principal
) -> None:
    make_own_store(sqlite_store, principal=officer, authority=OWN)
    unknown = [f"Lamps lit in district {number}" for number in range(1, 13)]
    rows = [[name, number, number + 2, number + 1] for number, name in enumerate(unknown, 40)]
    content = scorecard(*rows, ["Carers awaiting assessment", 30, 28, 31])
    planned = plan(
        sqlite_store, "scorecard.xlsx", content, principal=officer, recipe=Recipe(), own=OWN
    )
    assert planned.questions == ()
    land(sqlite_store, planned, principal=officer)
    held = snapshot(OWN, principal=officer, store=sqlite_store)[INDICATOR.name]
    assert set(held.get_column("indicator")) == {*unknown, "carers_waiting"}
    assert held.height == 13 * len(MONTHS)
    # The same file again changes nothing: the lines are taken for the same measures.
    again = plan(
        sqlite_store, "scorecard.xlsx", content, principal=officer, recipe=Recipe(), own=OWN
    )
    assert again.compared.rows.is_empty() or land(sqlite_store, again, principal=officer)
    after = snapshot(OWN, principal=officer, store=sqlite_store)[INDICATOR.name]
    assert after.height == held.height
