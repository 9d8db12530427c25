"""Whoever types a word, a name or a number finds where it stands, and nothing of anybody else."""

from __future__ import annotations

import re
from datetime import date

import pytest

from components.exhibits.view import View
from components.search.answer import MOST, Group, answer_html, found
from components.search.entry import Entry, fitting, words_asked
from dashboard import SCREENS
from data_access.snapshot import Snapshot, snapshot
from data_access.store.database import Store
from tests.components.exhibits.all_exhibits import view_of
from tests.principals import OFFICER

HILLINGDON = "London Borough of Hillingdon"


@pytest.fixture(scope="module")
def known(example_store: Store) -> Snapshot:
    return snapshot("Example Borough", store=example_store, principal=OFFICER)


def groups(known: Snapshot, asked: str, view: View | None = None) -> dict[str, Group]:
    return {each.name: each for each in found(asked, known, view or view_of(known), SCREENS)}


def firsts(known: Snapshot, asked: str) -> list[tuple[str, str]]:
    """The name of each group and its first entry's title, in order."""
    shown = found(asked, known, view_of(known), SCREENS)
    return [(each.name, each.entries[0].title) for each in shown]


@pytest.mark.parametrize(
    ("asked", "group", "title", "page", "query"),
    [
        ("complaints", "Pages", "Complaints", "complaints", {}),
        ("waiting times", "Themes", "Waiting times", "theme", {"about": "Waiting times"}),
        ("waiting_times", "Themes", "Waiting times", "theme", {"about": "Waiting times"}),
        ("safeguard", "Quality statements", "Safeguarding", "statement",
         {"statement": "safeguarding"}),
        ("SICKNESS days", "Measures", "Days lost to sickness, per person, in the last 12 months",
         "measure", {"measure": "sickness_days"}),
        ("complaints each month", "Exhibits", "Complaints received each month", "exhibit",
         {"show": "complaints_volume"}),
        ("uphold rate", "Terms in plain words", "Uphold rate", "definitions",
         {"find": "Uphold rate"}),
        ("provider closes", "Characteristics",
         "When a provider closes, nobody loses a day of care.",
         "judgement", {"statement": "care_provision", "judge": "good-1"}),
        ("co-production", "Pages", "Coproduction", "coproduction", {}),
    ],
)  # fmt: skip
def test_a_thing_is_found_by_its_name_and_leads_to_where_it_stands(
    known: Snapshot, asked: str, group: str, title: str, page: str, query: dict[str, str]
) -> None:
    shown = {each.title: each for each in groups(known, asked)[group].entries}
    assert shown[title].page == page
    assert shown[title].query == query


@pytest.mark.parametrize("written", ["ACT-005", "act 005", "act005", "Action ACT-005"])
def test_a_record_is_found_by_its_number_however_it_is_written(
    known: Snapshot, written: str
) -> None:
    records = groups(known, written)["Records"]
    assert records.entries[0].query == {"kind": "action", "reference": "ACT-005"}
    assert records.entries[0].title.startswith("Open reablement to people")


def test_a_whole_number_goes_before_all_else_and_the_newest_before_older_ones(
    known: Snapshot,
) -> None:
    name, first = firsts(known, "A-26-1215")[0]
    assert (name, first.startswith("Practice audit of safeguarding")) == ("Records", True)
    records = groups(known, "complaint c-26")["Records"]
    days = [re.findall(r"\d+ \w+ \d{4}", each.detail)[0] for each in records.entries]
    assert len(days) == MOST < records.many
    assert all(day.endswith("2026") for day in days)


def test_records_are_found_by_what_they_say(known: Snapshot) -> None:
    titles = [each.title for each in groups(known, "reablement hospital")["Records"].entries]
    assert "Open reablement to people who have not been in hospital." in titles


def test_where_others_may_be_looking_only_what_the_product_says_is_found(known: Snapshot) -> None:
    for asked in ("ACT-005", "sickness", "complaint", "training"):
        shown = found(asked, known, view_of(known), SCREENS, with_records=False)
        assert not {"Records", "Measures", "Themes", "Definitions"} & {each.name for each in shown}


def test_what_is_dated_after_the_day_looked_at_is_not_found(known: Snapshot) -> None:
    before = View("Example Borough", known.nature, date(2025, 1, 1))
    assert "Records" not in groups(known, "ACT-005", before)


def test_of_another_council_nothing_is_found(example_store: Store) -> None:
    other = snapshot(HILLINGDON, store=example_store, principal=OFFICER)
    for asked in ("ACT-005", "C-26-0432", "sickness", "illustrative"):
        shown = groups(other, asked)
        assert "Records" not in shown
        assert "Measures" not in shown


def test_the_best_fit_goes_first_and_a_meaning_after_what_it_is_of(known: Snapshot) -> None:
    names = [name for name, _ in firsts(known, "complaints")]
    assert names[0] == "Pages"
    assert names.index("Exhibits") < names.index("Definitions")


def test_where_nothing_is_asked_every_page_stands_that_shows_something_by_itself(
    known: Snapshot,
) -> None:
    [pages] = found("  ", known, view_of(known), SCREENS)
    shown = [each.page for each in pages.entries]
    assert shown[0] == "overview"
    assert not {"present", "exhibit", "statement", "theme", "trace", "measure"} & {*shown}
    assert all(each.detail for each in pages.entries), "a page does not say what stands on it"


def test_a_plural_finds_the_singular_and_words_may_stand_in_any_order() -> None:
    lesson, other = Entry("Lesson of a review", "", "x"), Entry("Reviewing", "", "x")
    assert [e for _, e in fitting([lesson, other], words_asked("reviews lessons"))] == [lesson]
    assert [fit for fit, _ in fitting([lesson, other], words_asked("review"))] == [0, 1]


def test_what_is_found_is_written_safely_and_keeps_whose_records_one_sees() -> None:
    entry = Entry("<b>A & B</b>", "", "theme", {"about": "A & B"})
    html = answer_html(
        [Group("Themes", 0, (entry,), 7)], {"council": "Us", "team": "T", "find": ""}
    )
    assert "&lt;b&gt;A &amp; B&lt;/b&gt;" in html
    assert 'href="./theme?council=Us&amp;about=A%20%26%20B"' in html
    assert 'data-said="7 things found"' in html
    assert "1 of 7" in html
    assert 'data-said="Nothing found"' in answer_html([], {})
