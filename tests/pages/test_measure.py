"""A measure's page: its claim, its figures with their parts, its groups, and what bears on it."""

from __future__ import annotations

import pytest

from components.exhibits.declaration import TEAM
from components.packs.pack import read_pack
from data_access.snapshot import snapshot
from data_access.store.database import Store
from tests.pages.harness import EXAMPLE, bodies, control, headline, open_page, whole, words
from tests.principals import OFFICER

IN_TIME = "assessments_in_time"


@pytest.mark.usefixtures("example")
def test_a_measure_has_its_claim_its_parts_and_what_it_is() -> None:
    page = open_page("measure", measure=IN_TIME)
    assert headline(page).startswith("Assessments completed in time: ")
    text = words(page)
    for said in ("How many, out of how many", "What it is", "Assessments completed in the month",
                 "Higher is better", "p-chart", "Assessing needs", "Waiting times",
                 "What else is known and done", "by team",
                 "A team for the waiting list"):  # fmt: skip
        assert said in text or said in bodies(page), said
    assert "statement?statement=assessing_needs" in bodies(page)
    assert "exhibit?show=measure" in bodies(page)


@pytest.mark.usefixtures("example")
def test_groups_are_those_that_are_chosen() -> None:
    page = open_page("measure", measure=IN_TIME, by="ethnicity")
    assert "by ethnicity" in words(page)
    control(page, "selectbox", "By").set_value(TEAM)
    assert "by team" in words(whole(page.run()))


@pytest.mark.usefixtures("example")
def test_without_a_choice_the_worst_is_shown() -> None:
    assert "worse since" in headline(open_page("measure"))


@pytest.mark.usefixtures("example")
def test_a_measure_is_asked_for_by_its_name_too() -> None:
    assert headline(open_page("measure", measure="assessments in time")) == headline(
        open_page("measure", measure=IN_TIME)
    )


@pytest.mark.usefixtures("example")
def test_behind_a_period_stand_its_figures() -> None:
    page = open_page("exhibit", show="measure", measure=IN_TIME, of="March 2026")
    assert "The whole service" in bodies(page)
    assert "Central locality team" in bodies(page)


def test_a_measure_is_chosen_for_a_pack(example: Store) -> None:
    page = open_page("board", pack="Quarterly board: learning, improvement and innovation")
    control(page, "selectbox", "Exhibit").set_value("measure")
    control(page, "selectbox", "Measure, for an exhibit of one measure").set_value(IN_TIME)
    button = control(page, "button", "Add it")
    whole(button.click().run())
    rows = snapshot(EXAMPLE, store=example, principal=OFFICER)["pack"].to_dicts()
    packs = [read_pack(row["name"], row["definition"], "internal") for row in rows]
    items = [item for pack in packs for item in pack.items]
    assert ("measure", IN_TIME) in {(item.exhibit, item.measure) for item in items}
