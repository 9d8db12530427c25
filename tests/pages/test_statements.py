"""Every statement in one table."""

from __future__ import annotations

import re

from data_access.store.database import Store
from tests.pages.harness import (
    HILLINGDON,
    SOMEWHERE,
    bodies,
    headline,
    open_page,
    view_of,
    words,
)
from vocabulary.nature import Nature


def test_every_statement_has_a_row_that_leads_to_it(example: Store) -> None:
    page = open_page("statements")
    assert headline(page) == "Five of nine statements scored below good"
    links = re.findall(r'<th scope="row"><a class="link" data-page href="([^"]*)"', bodies(page))
    assert len(links) == 9
    assert links[-1].endswith("statement?statement=learning")


def test_published_and_own_scores_stand_side_by_side_and_are_told_apart(example: Store) -> None:
    body = bodies(open_page("statements"))
    assert "pips-published" in body
    assert "pips-self_assessed" in body
    assert 'aria-label="Score 2 of 4"' in body
    assert re.search(r'aria-label="Score \d of 4, self-assessed"', body)


def test_what_is_not_known_is_said_and_is_no_nought(example: Store) -> None:
    page = open_page("statements", view_of(HILLINGDON))
    assert bodies(page).count("not known") >= 4
    assert "Score 0" not in bodies(page)
    counts = re.findall(r'<td class="num">(.*?)</td>', bodies(page))
    assert "–" in counts, "no findings held is not none found"


def test_without_findings_the_table_says_so(own: Store) -> None:
    page = open_page("statements", view_of(SOMEWHERE, Nature.OWN))
    assert headline(page) == "No published scores are known yet"
    assert "No findings are recorded for this council yet." in words(page)


def test_each_row_says_how_many_of_its_measures_to_look_at(example: Store) -> None:
    page = open_page("statements")
    assert "Measures to look at" in words(page)
    assert re.search(r"Safeguarding .*none of 9", words(page), re.DOTALL)
    assert re.search(r'alt="Needs attention"[^>]*>\d of \d</span>', bodies(page)), "governance"
