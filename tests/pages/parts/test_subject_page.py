"""A subject's page shows each exhibit that is declared for it once: the first over its whole width,
the others in rows without a gap, and what has no records in one strip."""

from __future__ import annotations

import re
from datetime import date

import pytest

from components.exhibits.catalogue import CATALOGUE, Showing
from components.exhibits.filters import filters_of
from components.exhibits.view import View
from components.widgets.exhibits.rows import rows_of, thirds_of
from data_access.snapshot import snapshot
from data_access.store.database import Store
from tests.pages.harness import (
    EXAMPLE,
    HILLINGDON,
    TODAY,
    bodies,
    example_view,
    labels,
    open_page,
    view_of,
    words,
)
from tests.principals import OFFICER
from vocabulary.nature import Nature

SUBJECTS = ("learning", "complaints", "practice", "coproduction", "plan")
FILLED = {"111": 3, "21": 2, "12": 2, "11": 2, "1": 1}


def jumps(page: str) -> list[str]:
    return re.findall(r'data-jump="([^"]+)"', page)


@pytest.mark.parametrize("name", SUBJECTS)
def test_a_row_above_leads_to_every_exhibit_with_its_mark(example: Store, name: str) -> None:
    page = bodies(open_page(name))
    declared = [key for key, each in CATALOGUE.items() if each.page == name]
    strip = "".join(re.findall(r'<section class="missing".*?</section>', page, re.DOTALL))
    led = [each for each in jumps(page) if each not in ("not_recorded", "nothing_here")]
    assert len(led) == len(set(led))
    assert set(led) <= set(declared)
    assert len(declared) - len(led) == strip.count("popover id="), "the others stand in the strip"
    [row] = re.findall(r'<nav class="on-page".*?</nav>', page, re.DOTALL)
    assert 'alt="Needs attention"' in row


def test_what_nobody_recorded_is_one_strip_that_says_what_brings_it(example: Store) -> None:
    view = view_of(HILLINGDON)
    page = open_page("complaints", view)
    assert "Not yet recorded" in words(page)
    assert "Bring in files" in words(page)
    assert "No complaint is recorded" in words(page)


def test_the_period_before_stands_beside_the_one_chosen(example: Store) -> None:
    assert "Before:" not in words(open_page("complaints", period="Last 12 months"))
    page = open_page("complaints", period="Last 12 months", against="before")
    assert "Before: 1 October 2024 to 30 September 2025" in words(page)
    # It says what the page would have said on the last day of that period, of the same records.
    known = snapshot(EXAMPLE, store=example, principal=OFFICER)
    then = date(2025, 9, 30)
    view = View(EXAMPLE, Nature.ILLUSTRATIVE, then)
    outcomes = Showing(known, filters_of(then, "Last 12 months"), view)("complaints_outcomes")
    assert f"Before: {outcomes.headline}. {outcomes.verdict}" in words(page)
    assert outcomes.frame.get_column("count").sum() > 0
    ever = open_page("complaints", period="All time")
    assert "Set beside" not in labels(ever, "selectbox"), "all time has no period before it"


def test_rows_have_no_gap_and_keep_the_order(example: Store) -> None:
    known = snapshot(EXAMPLE, store=example, principal=OFFICER)
    showing = Showing(known, filters_of(TODAY), example_view())
    for name in SUBJECTS:
        keys = [key for key, each in CATALOGUE.items() if each.page == name]
        exhibits = [each for each in map(showing, keys) if each.frame.height]
        rows = rows_of(exhibits)
        assert [each.key for _, row in rows for each in row] == [each.key for each in exhibits]
        for shape, row in rows:
            assert len(row) == FILLED[shape]
            assert sum(map(thirds_of, row)) <= 3 or [*map(thirds_of, row)] == [2, 2]
