"""What would change the rating: a trial on the page of all statements."""

from __future__ import annotations

import re

from streamlit.testing.v1 import AppTest

from data_access.store.database import Store
from tests.pages.harness import (
    HILLINGDON,
    control,
    labels,
    open_page,
    parts,
    press,
    view_of,
    whole,
    words,
)

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


def test_one_score_more_reaches_the_next_rating(example: Store) -> None:
    page = open_page("statements")
    assert "Any one statement raised by one point reaches good" in what_if(page)
    page = try_score(page, LEARNING, 3)
    assert what_if(page).startswith("Good at 64%, one point up")


def test_one_score_less_keeps_the_rating_and_says_so(example: Store) -> None:
    page = try_score(open_page("statements"), LEARNING, 1)
    assert what_if(page).startswith("Requires improvement still, at 59%")


def test_a_score_taken_away_shows_what_would_be_possible(example: Store) -> None:
    page = try_score(open_page("statements"), LEARNING, None)
    assert what_if(page).startswith("With these scores, 59 to 67% would be possible")


def test_the_published_scores_can_be_put_back(example: Store) -> None:
    page = try_score(open_page("statements"), LEARNING, 4)
    page = press(page, "Back to the published scores")
    assert "Any one statement raised by one point reaches good" in what_if(page)
    assert "Back to the published scores" not in labels(page, "button")


def test_a_trial_on_a_partial_assessment_says_what_good_needs(example: Store) -> None:
    page = open_page("statements", view_of(HILLINGDON))
    assert "Good needs 23 of 36" in what_if(page)
    page = press(page, "Try other scores")
    unknown = [w.label for w in parts(page, "segmented_control") if w.value is None]
    assert len(unknown) == 4
    for statement in unknown:
        page = try_score(page, statement, 3)
    assert re.match(r"(Good|Requires improvement) at \d\d% ", what_if(page))


def test_a_trial_for_one_council_is_not_another_councils(example: Store) -> None:
    page = try_score(open_page("statements"), LEARNING, 4)
    page.session_state["view"] = view_of(HILLINGDON)
    page = whole(page.run())
    assert "Good needs" in what_if(page)
