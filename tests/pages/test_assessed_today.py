"""The page that says what has changed since the assessment: choose a statement, read both sides."""

from __future__ import annotations

import re

from data_access.store.database import Store
from tests.pages.harness import SOMEWHERE, bodies, headline, open_page, view_of, words
from vocabulary.nature import Nature


def test_every_statement_leads_to_its_two_sides(example: Store) -> None:
    page = open_page("assessed_today", statement="equity")
    assert headline(page).startswith("If they assessed us today, ")
    assert "since 14 March 2025" in headline(page)
    body = bodies(page)
    ways = re.findall(r'href="\./assessed_today\?statement=(\w+)"', body)
    assert len(ways) == 9
    assert re.search(r'statement=equity" aria-current="true"', body)
    for side in ("For", "Against", "Cannot be shown"):
        assert f'aria-label="{side}"' in body
    assert "No change shown." in words(page)
    assert "Equity in experience and outcomes: " in words(page)


def test_lines_lead_to_measures_and_records(example: Store) -> None:
    body = bodies(open_page("assessed_today", statement="assessing_needs"))
    assert re.search(r'href="\./measure\?measure=front_door_repeat_28_days"', body)
    assert re.search(r'href="\./trace\?kind=finding&amp;reference=', body)


def test_a_statement_is_asked_for_in_words_too(example: Store) -> None:
    page = open_page("assessed_today", statement="Equity in experience and outcomes")
    assert re.search(r'statement=equity" aria-current="true"', bodies(page))


def test_other_pages_lead_here(example: Store) -> None:
    assert "./assessed_today?statement=learning" in bodies(
        open_page("statement", statement="learning")
    )
    assert "./assessed_today" in bodies(open_page("statements"))
    assert "./assessed_today" in bodies(open_page("overview"))


def test_without_an_assessment_the_page_says_so(own: Store) -> None:
    page = open_page("assessed_today", view_of(SOMEWHERE, Nature.OWN))
    assert "No published assessment is on record" in words(page)
    assert "no change is shown in the last 12 months" in headline(page)
