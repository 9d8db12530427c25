"""The overview: where the council stands, and what would change it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

import pytest
from streamlit.testing.v1 import AppTest

from components.exhibits.attention import matter_of
from components.exhibits.catalogue import Showing
from components.exhibits.filters import filters_of
from data_access.ledger.left_out import PartOfFile
from data_access.snapshot import snapshot
from data_access.store.database import Store
from pages.parts.overview import _line
from tests.pages.conftest import OFFICER
from tests.pages.harness import (
    EXAMPLE,
    HILLINGDON,
    SOMEWHERE,
    TODAY,
    bodies,
    control,
    example_view,
    headline,
    labels,
    open_page,
    parts,
    plain,
    press,
    view_of,
    whole,
    words,
)
from vocabulary.nature import Nature

LEARNING = "Learning, improvement and innovation"


def try_score(page: AppTest, statement: str, score: int | None) -> AppTest:
    if "Try other scores" in labels(page, "button"):
        page = press(page, "Try other scores")
    control(page, "segmented_control", statement).set_value(score)
    return whole(page.run())


def what_if(page: AppTest) -> str:
    """The headline of the what-if card: the line with its subtitle."""
    lines = words(page).splitlines()
    ends = ("Change any score to see the rating.", "A trial: nothing is stored.")
    [line] = [line for line in lines if line.endswith(ends)]
    return line


def test_the_headline_is_the_rating_and_how_far_the_next_is(example: Store) -> None:
    page = open_page("overview")
    assert headline(page) == "Requires improvement at 62%, one point short of good"
    assert "22 ÷ 36 = 62%: requires improvement." in words(page)


def test_nine_tiles_in_four_themes_each_lead_to_their_statement(example: Store) -> None:
    page = open_page("overview")
    links = re.findall(r'href="\./statement\?([^"]*)"', bodies(page))
    assert len(links) == 9
    assert len(set(links)) == 9
    for theme in ("Working with people", "Providing support", "Ensuring safety", "Leadership"):
        assert f">{theme}</h2>" in bodies(page)


def test_a_link_keeps_whose_records_and_which_day_one_looks_at(example: Store) -> None:
    page = open_page("overview", council="London Borough of Hillingdon", as_at="2026-06-30")
    assert "statement?council=London%20Borough%20of%20Hillingdon&amp;as_at=2026-06-30&amp;" in (
        bodies(page)
    )


def test_a_partial_assessment_shows_the_range_and_never_a_total(example: Store) -> None:
    page = open_page("overview", view_of(HILLINGDON))
    assert headline(page).startswith("Five of nine scores are known")
    assert "No rating yet." in words(page)
    assert "still possible" in words(page)
    assert bodies(page).count("scale-known") == 0
    assert not re.search(r"÷ 36 = \d", words(page))


def test_as_known_on_an_earlier_day_later_records_are_not_there(example: Store) -> None:
    before = open_page("overview", example_view(datetime(2024, 12, 31)))
    assert headline(before) == "No scores are known yet"
    then = open_page("overview", example_view(datetime(2025, 3, 31)))
    assert "62%" in headline(then)


def test_what_needs_attention_says_where_only_a_part_of_a_file_is_in(example: Store) -> None:
    known = snapshot(EXAMPLE, principal=OFFICER, store=example)
    part = PartOfFile(9, 9, "complaint", "complaints.xlsx", 31, 87)
    known = replace(known, parts={"complaint": (part,)}, memo={})
    showing = Showing(known, filters_of(TODAY), example_view())
    told = plain(_line(matter_of(showing("complaints_timeliness"))))
    assert told.endswith("Only 31 of 87 rows of complaints.xlsx.")


def test_an_empty_store_says_what_brings_records(own: Store) -> None:
    page = open_page("overview", view_of(SOMEWHERE, Nature.OWN))
    assert headline(page) == "No scores are known yet"
    assert "Import the published report on the Data page" in words(page)
    assert 'href="./data"' in bodies(page)


def test_one_score_more_reaches_the_next_rating(example: Store) -> None:
    page = open_page("overview")
    assert "Any one statement raised by one point reaches good" in what_if(page)
    page = try_score(page, LEARNING, 3)
    assert what_if(page).startswith("Good at 64%, one point up")
    assert headline(page) == "Requires improvement at 62%, one point short of good", "only a trial"


def test_one_score_less_keeps_the_rating_and_says_so(example: Store) -> None:
    page = try_score(open_page("overview"), LEARNING, 1)
    assert what_if(page).startswith("Requires improvement still, at 59%")


def test_a_score_taken_away_shows_what_would_be_possible(example: Store) -> None:
    page = try_score(open_page("overview"), LEARNING, None)
    assert what_if(page).startswith("With these scores, 59 to 67% would be possible")


def test_the_published_scores_can_be_put_back(example: Store) -> None:
    page = try_score(open_page("overview"), LEARNING, 4)
    page = press(page, "Back to the published scores")
    assert "Any one statement raised by one point reaches good" in what_if(page)
    assert "Back to the published scores" not in labels(page, "button")


def test_a_trial_on_a_partial_assessment_says_what_good_needs(example: Store) -> None:
    page = open_page("overview", view_of(HILLINGDON))
    assert "Good needs 23 of 36" in what_if(page)
    page = press(page, "Try other scores")
    unknown = [w.label for w in parts(page, "segmented_control") if w.value is None]
    assert len(unknown) == 4
    for statement in unknown:
        page = try_score(page, statement, 3)
    assert re.match(r"(Good|Requires improvement) at \d\d% ", what_if(page))


def test_a_trial_for_one_council_is_not_another_councils(example: Store) -> None:
    page = try_score(open_page("overview"), LEARNING, 4)
    page.session_state["view"] = view_of(HILLINGDON)
    page = whole(page.run())
    assert "Good needs" in what_if(page)


@pytest.mark.parametrize("council", ["Example Borough", HILLINGDON])
def test_freshness_is_told_in_words(example: Store, council: str) -> None:
    page = open_page("overview", view_of(council))
    said = words(page)
    assert "Last received" in said
    assert "No set time" in said or "Every year" in said
