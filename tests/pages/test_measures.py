"""Every measure in one table: worst first, found, sorted, and each a link away."""

from __future__ import annotations

import re
import time
from datetime import date
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from components.exhibits.view import View
from components.widgets.exhibits.measures_table import ROWS
from data_access.store.database import Store
from measures.indicators.series import IndicatorSeries, indicator_series
from measures.indicators.standings import StandingVerdict
from tests.benchmarks.many_measures import COUNCIL, MEASURES, figures, land
from tests.pages.harness import (
    EXAMPLE,
    SOMEWHERE,
    bodies,
    control,
    headline,
    open_page,
    view_of,
    whole,
    words,
)
from tests.principals import OFFICER
from vocabulary.nature import Nature


def rows(page: AppTest) -> list[str]:
    """The HTML of each row of the table."""
    return re.findall(r"<tr>(<th scope=\"row\">.*?)</tr>", bodies(page), re.DOTALL)


def names(page: AppTest) -> list[str]:
    """The measures shown, in order."""
    found = (re.search(r"<a [^>]*>(.*?)</a>", row) for row in rows(page))
    return [unescape(each.group(1)) for each in found if each]


def least_work(page: AppTest, times: int = 4) -> float:
    """Seconds of the processor that running the page again takes, at best."""
    taken = []
    for _ in range(times):
        began = time.process_time()
        whole(page.run())
        taken.append(time.process_time() - began)
    return min(taken)


def test_every_measure_has_a_row_that_leads_to_its_page(example: Store) -> None:
    page = open_page("measures")
    many = re.search(r"of (\d+) measures", headline(page))
    assert many
    assert len(rows(page)) == int(many.group(1))
    for row in rows(page):
        [way] = re.findall(r'href="([^"]*)"', row)
        address = urlsplit(unescape(way))
        assert address.path == "./measure"
        assert parse_qs(address.query)["measure"][0]


def test_no_measure_is_lost_that_has_figures_of_groups_alone(bare: Store) -> None:
    frame = figures(2, 14, 1)
    whole_service = pl.col("breakdown").is_null() & (pl.col("indicator") == "measure_000")
    land(bare, frame.filter(~whole_service), OFFICER)
    page = open_page("measures", view_of(COUNCIL, Nature.OWN))
    alone, whole = sorted(rows(page), key=lambda row: "measure=measure_001" in row)
    assert "measure=measure_000" in alone
    assert StandingVerdict.NO_FIGURE.value in alone
    assert "<img" not in alone
    assert "<img" in whole


def test_what_is_getting_worse_comes_first_and_the_headline_counts_it(example: Store) -> None:
    page = open_page("measures")
    worse = int(headline(page).split()[0])
    said = ["getting worse" in row for row in rows(page)]
    assert said == [True] * worse + [False] * (len(said) - worse)


def test_marks_have_their_words_and_lines_are_said(example: Store) -> None:
    for row in rows(open_page("measures")):
        if "no period yet" in row:  # of teams or groups alone
            continue
        assert re.search(r'<img class="spark" alt="\d+ figures?, from [^"]+"', row)
        assert re.search(
            r"as usual|getting (better|worse)|(higher|lower) than usual|judge|compare", row
        )
        assert re.search(
            r"will (meet|miss) the target|may or may not|too early|no target|not judged|misses",
            row,
        )


@pytest.mark.parametrize("asked", ["safeguarding", "Safeguarding"])
def test_a_statement_in_the_address_shows_its_measures_alone(example: Store, asked: str) -> None:
    page = open_page("measures", bears_on=asked)
    assert 0 < len(rows(page)) < len(rows(open_page("measures")))
    assert all("Safeguarding" in row for row in rows(page))
    assert f"{len(rows(page))} measure" in words(page).lower()


def test_a_signal_and_a_word_narrow_further(example: Store) -> None:
    attention = open_page("measures", signal="attention")
    assert names(attention)
    found = open_page("measures", find="WAITING")
    assert names(found)
    assert all("waiting" in name.casefold() for name in names(found))
    assert names(open_page("measures", find="waiting", order="By name")) == sorted(
        names(found), key=str.casefold
    )


def test_a_choice_that_nothing_fits_says_so(example: Store) -> None:
    page = open_page("measures", find="zebra")
    assert "No measure fits this choice" in words(page)
    assert control(page, "text_input", "Search by name").value == "zebra"


def test_measures_are_ordered_by_statement_and_by_age(example: Store) -> None:
    by_statement = open_page("measures", order="statement")
    assert sorted(names(by_statement)) == sorted(names(open_page("measures")))
    first = [row.find("Assessing needs") > 0 for row in rows(by_statement)]
    assert first == sorted(first, reverse=True)
    assert len(names(open_page("measures", order="oldest"))) == len(first)


def test_figures_that_should_have_come_are_late(example: Store) -> None:
    now, later = (
        View(EXAMPLE, Nature.ILLUSTRATIVE, day) for day in (date(2026, 9, 30), date(2027, 3, 1))
    )
    assert "Late" not in "".join(rows(open_page("measures", now)))
    page = open_page("measures", later)
    assert "Late" in "".join(rows(page))
    assert "a newer figure should be here by now" in words(page)
    late = open_page("measures", later, signal="late")
    assert all("Late" in row for row in rows(late))


def test_without_a_figure_the_page_says_what_brings_one(own: Store) -> None:
    page = open_page("measures", view_of(SOMEWHERE, Nature.OWN))
    assert headline(page) == "No measure has a figure yet"
    assert "Bring in files" in words(page)


def test_of_many_measures_the_first_are_shown_and_all_are_a_link_away(bare: Store) -> None:
    """The short form of `tests/benchmarks/bench_measures_page.py`: five times the measures take a
    page that is looked at again hardly longer."""
    view = view_of(COUNCIL, Nature.OWN)
    land(bare, figures(ROWS, 14, 0), OFFICER)
    few = least_work(open_page("measures", view))
    land(bare, figures(MEASURES, 14, 1), OFFICER)
    many = least_work(open_page("measures", view))
    assert many < 3 * few
    assert many < 0.15
    page = open_page("measures", view, find="people")
    assert len(rows(page)) == ROWS
    [way] = re.findall(r'href="([^"]*all=yes[^"]*)"', bodies(page))
    asked = {name: value[0] for name, value in parse_qs(urlsplit(unescape(way)).query).items()}
    assert asked["find"] == "people"
    assert len(rows(open_page("measures", view, **asked))) == MEASURES


def test_a_name_is_never_markup(bare: Store) -> None:
    frame = figures(1, 14, 0)
    land(bare, frame.with_columns(name=pl.lit("<b>Bold</b> & brave")), OFFICER)
    page = open_page("measures", view_of(COUNCIL, Nature.OWN))
    assert names(page) == ["<b>Bold</b> & brave"]


def test_searching_again_costs_no_sums(example: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_page("measures")

    def refused(*_: object) -> None:
        raise AssertionError("judged again")

    monkeypatch.setattr("components.exhibits.indicators.judged.indicator_series", refused)
    monkeypatch.setattr("components.widgets.exhibits.measures_table.spark_line", refused)
    control(page, "text_input", "Search by name").set_value("waiting")
    assert names(whole(page.run()))


def test_groups_are_judged_only_where_somebody_looks_at_them(
    bare: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    land(bare, figures(2, 14, 2, seed=7), OFFICER)
    asked: list[bool] = []

    def judging(*given: Any, whole_service: bool) -> IndicatorSeries:
        asked.append(whole_service)
        return indicator_series(*given, whole_service=whole_service)

    monkeypatch.setattr("components.exhibits.indicators.judged.indicator_series", judging)
    open_page("measures", view_of(COUNCIL, Nature.OWN))
    assert asked == [True]
