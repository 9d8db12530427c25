"""An exhibit's own page shows the records behind one bar or point, chosen by name."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs

import pytest

from components.exhibits.catalogue import CATALOGUE, Showing
from components.exhibits.filters import filters_of
from data_access.snapshot import snapshot
from data_access.store.database import Store
from tests.pages.harness import (
    EXAMPLE,
    TODAY,
    bodies,
    control,
    example_view,
    labels,
    open_page,
    whole,
    words,
)
from tests.principals import OFFICER
from tests.sampling import one_in_slow

LABEL = "Show the records of"


def test_the_address_names_the_bar_and_every_record_leads_on(example: Store) -> None:
    page = open_page("exhibit", show="complaints_volume", of="June 2026")
    frame = Showing(
        snapshot(EXAMPLE, store=example, principal=OFFICER), filters_of(TODAY), example_view()
    )("complaints_volume").frame
    [number] = frame.filter(frame["date"].dt.strftime("%Y-%m") == "2026-06")["value"]
    assert f"June 2026: {number} complaints" in words(page)
    assert bodies(page).count("trace?kind=complaint") == number


def test_another_bar_can_be_chosen_without_the_chart(example: Store) -> None:
    page = open_page("exhibit", show="complaints_outcomes")
    box = control(page, "selectbox", LABEL)
    assert box.options == ["Upheld", "Partly upheld", "Not upheld", "Withdrawn", "Not decided yet"]
    box.set_value("Withdrawn")
    page = whole(page.run())
    assert "Withdrawn: " in words(page)
    assert page.query_params["of"] in ("Withdrawn", ["Withdrawn"])


@pytest.mark.parametrize(
    "key", one_in_slow(3, [key for key, each in CATALOGUE.items() if each.drill])
)
def test_every_exhibit_with_records_lists_them_in_words(example: Store, key: str) -> None:
    of_one = {"measure": "assessments_in_time"} if CATALOGUE[key].of_measure else {}
    of_one |= {"statement": "safeguarding"} if CATALOGUE[key].of_statement else {}
    page = open_page("exhibit", None, show=key, **of_one)
    assert LABEL in labels(page, "selectbox")
    assert "The records behind it" in words(page)
    assert "None" not in words(page)


def test_of_a_bar_that_there_is_not_no_others_records_are_shown(example: Store) -> None:
    page = open_page("exhibit", show="complaints_volume", of="June 1996")
    assert "No record stands behind “June 1996” here" in words(page)
    assert "trace?kind=complaint" not in bodies(page)
    assert LABEL in labels(page, "selectbox")


def test_a_card_has_the_way_to_its_records_beside_its_other_tools(example: Store) -> None:
    page = open_page("complaints")
    assert "exhibit?show=complaints_volume&amp;council=Example%20Borough&amp;of=" in bodies(page)


def test_each_cell_of_the_training_map_leads_to_its_records(example: Store) -> None:
    showing = Showing(
        snapshot(EXAMPLE, store=example, principal=OFFICER), filters_of(TODAY), example_view()
    )
    frame = showing("training_grid").frame
    cells = r'<td[^>]*><a [^>]*href="\./exhibit\?(show=training_grid[^"]*)">'
    ways = re.findall(cells, bodies(open_page("learning")))
    assert len(ways) == frame.height
    asked = {name: value for name, [value] in parse_qs(unescape(ways[0])).items()}
    page = open_page("exhibit", None, **asked)
    first = frame.row(0, named=True)
    assert f"{first['team']}, {first['name']}: " in words(page)
