"""The catalogue of measures on screen: read, searched, changed, and lines of a scorecard placed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from components.exhibits.indicators.judged import judged
from data_access.datasets import INDICATOR
from data_access.ledger.entry import Entry
from data_access.ledger.ledger import append
from data_access.snapshot import Snapshot, snapshot
from data_access.store.database import Store
from tests.pages.conftest import OFFICER
from tests.pages.harness import (
    SOMEWHERE,
    control,
    headline,
    labels,
    open_page,
    press,
    view_of,
    words,
)
from vocabulary.nature import Nature

OWN = view_of(SOMEWHERE, Nature.OWN)
LINE = "Lamps lit within a day"


def known(store: Store) -> Snapshot:
    return snapshot(SOMEWHERE, store=store, principal=OFFICER)


def entry(store: Store, indicator: str) -> dict[str, object]:
    rows = known(store)["indicator_definition"].filter(pl.col("indicator") == indicator)
    return rows.row(0, named=True)


def measure(store: Store, name: str) -> dict[str, object]:
    return judged(known(store)).measures.filter(pl.col("measure") == name).row(0, named=True)


def opened(**address: str) -> AppTest:
    return open_page("measure_catalogue", OWN, **address)


@pytest.fixture
def scorecard(own: Store) -> Store:
    """Two lines that nobody knows, and one of the catalogue."""
    starts = [date(2026, month, 1) for month in range(1, 10)]
    rows = pl.concat(
        [
            pl.DataFrame({"period_start": starts}).with_columns(
                authority=pl.lit(SOMEWHERE),
                indicator=pl.lit(name),
                period_end=pl.col("period_start").dt.month_end(),
                value=pl.lit(value),
                unit=pl.lit(unit),
            )
            for name, value, unit in ((LINE, 61.0, "percent"), ("Lamps", 14.0, None),
                                      ("dols_waiting", 61.0, None))
        ]
    )  # fmt: skip
    append(own, [Entry(INDICATOR, rows)], principal=OFFICER, source_name="scorecard.csv")
    return own


def test_the_catalogue_is_searched_narrowed_and_read(own: Store) -> None:
    page = opened()
    assert headline(page).endswith("measures in the catalogue")
    assert "The first 25 of" in words(page)
    control(page, "text_input", "Search").set_value("dols waiting")
    page.run()
    assert "One measure" in words(page)
    said = words(opened(of="Safeguarding"))
    assert "safeguarding concerns" in said.casefold()
    assert "Admissions to care homes" not in said
    page = opened(measure="reviews_overdue")
    assert headline(page) == "Reviews overdue among people with long-term support"
    said = words(page)
    for told in ("What is counted", "Out of", "Better when Lower", "Monthly", "chapter 13",
                 "Comes with the product", "Overdue reviews"):  # fmt: skip
        assert told in said


def test_what_the_council_decides_is_recorded_with_its_name(own: Store) -> None:
    page = opened(measure="reviews_overdue")
    control(page, "text_input", "Target (optional)").set_value("10")
    page = press(page, "Record the change")
    assert "Say who set the target" in " ".join(error.value for error in page.error)
    control(page, "selectbox", "Kind of target (optional)").set_value("agreed")
    page = press(page, "Record the change")
    assert "Recorded: Reviews overdue" in words(page)
    row = entry(own, "reviews_overdue")
    assert (row["target"], row["target_kind"], row["authority"]) == (10, "agreed", SOMEWHERE)
    assert row["recorded_by"] == OFFICER.name
    assert row["other_names"], "what was not changed stays"
    assert "Changed here" in words(page)


def test_who_is_overtaken_is_told_and_stands_behind_nobody(own: Store) -> None:
    first, second = (opened(measure="dols_waiting") for _ in range(2))
    for page, target in ((first, "5"), (second, "6")):
        control(page, "text_input", "Target (optional)").set_value(target)
        control(page, "selectbox", "Kind of target (optional)").set_value("agreed")
        press(page, "Record the change")
    assert "Someone else changed it meanwhile" in words(second)
    assert entry(own, "dols_waiting")["target"] == 5


def test_a_measure_of_ones_own_is_added(own: Store) -> None:
    page = opened(measure="new")
    control(page, "text_input", "Name").set_value("Lamps lit in the hall")
    control(page, "selectbox", "Better when (optional)").set_value("increase")
    control(page, "multiselect", "Quality statements (optional)").set_value(["equity"])
    page = press(page, "Add the measure")
    row = entry(own, "lamps_lit_in_the_hall")
    assert (row["name"], row["statements"]) == ("Lamps lit in the hall", ["equity"])
    page = opened(measure="new")
    control(page, "text_input", "Name").set_value("Lamps lit, in the hall")
    control(page, "selectbox", "Better when (optional)").set_value("increase")
    page = press(page, "Add the measure")
    assert "There is a measure" in " ".join(error.value for error in page.error)


def test_lines_that_nobody_placed_are_told_first_and_get_their_place(scorecard: Store) -> None:
    page = opened()
    assert headline(page) == "Two lines of your scorecard wait for a place"
    said = words(page)
    assert LINE in said
    assert said.index(LINE) < said.index("The first 25 of")
    before = measure(scorecard, LINE)
    assert (before["direction"], before["statements"]) == ("neutral", [])
    page = opened(measure=LINE)
    control(page, "multiselect", "Quality statements (optional)").set_value(["safe_pathways"])
    control(page, "selectbox", "Better when (optional)").set_value("increase")
    page = press(page, "Give it its place")
    assert f"Recorded: {LINE}" in words(page)
    after = measure(scorecard, LINE)
    assert (after["direction"], after["statements"]) == ("increase", ["safe_pathways"])
    assert (after["unit"], after["in_catalogue"]) == ("percent", True)
    assert headline(page) == "One line of your scorecard waits for a place"


def test_a_line_may_be_one_of_the_catalogue_by_another_name(scorecard: Store) -> None:
    page = opened(measure="Lamps")
    control(page, "segmented_control", "What it is").set_value(
        "The catalogue has it by another name"
    )
    page.run()
    control(page, "selectbox", "The measure").set_value("carers_waiting")
    page = press(page, "It is this measure")
    assert "Lamps counts as Carers waiting for an assessment" in words(page)
    measures = judged(known(scorecard)).measures.get_column("measure").to_list()
    assert "carers_waiting" in measures
    assert "Lamps" not in measures
    page = opened(measure="carers_waiting")
    assert "Lamps" in words(page)


def test_an_earlier_day_is_only_read(own: Store) -> None:
    view = replace(OWN, as_at=datetime(2100, 1, 1))
    page = open_page("measure_catalogue", view, measure="reviews_overdue")
    assert "Better when Lower" in words(page)
    assert "Record the change" not in labels(page, "button")
    assert "changed for the store's own council" in words(page)
