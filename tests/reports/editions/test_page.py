"""Published pages: plain HTML that says what became of an edition, and shows it for everybody."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from components.editions.edition import Edition
from reports.editions.page import list_html, page_html
from tests.editions_of_example import COUNCIL, DAY, first
from vocabulary.nature import Nature

LATER = date(2026, 12, 3)


class Page(HTMLParser):
    """The tags, ids, links and words of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] != "style":
            self.words.append(data)

    def all(self, attribute: str) -> list[str]:
        return [str(given[attribute]) for _, given in self.tags if attribute in given]

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


@pytest.fixture(scope="module")
def html() -> str:
    return page_html(first(), files={"PDF": "1.pdf"})


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


def withdrawn() -> Edition:
    return replace(first(), withdrawn=LATER, why_withdrawn="A team was counted twice.")


def test_every_exhibit_is_there_with_its_table_and_its_chart_in_words(page: Page) -> None:
    for each in first().exhibits:
        assert each.headline in page.text
        assert each.source in page.text
        assert all(name in page.text for name in each.table().columns)
    charts = [each for each in first().exhibits if each.chart]
    assert [
        alt for alt in page.all("aria-label") if not alt.startswith(("Table: ", "Chart: "))
    ] == [each.alternative for each in charts]


def test_the_page_says_which_edition_it_is_and_of_what_records(page: Page) -> None:
    assert "Edition 1, published 20 November 2026" in page.text
    assert "Illustrative example, invented" in page.text
    assert first().digest in page.text
    for said in first().held_back:
        assert said in page.text


def test_the_page_needs_nothing_and_runs_nothing(html: str, page: Page) -> None:
    tags = [tag for tag, _ in page.tags]
    assert "script" not in tags
    assert tags.count("style") == 1
    assert not page.all("style")
    assert not [name for _, given in page.tags for name in given if name.startswith("on")]
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", html)
    assert set(re.findall(r"url\(([^)]{0,5})", html)) <= {"data:", "#e"}


def test_names_are_unique_and_every_link_within_leads_somewhere(page: Page) -> None:
    names = page.all("id")
    assert len(names) == len(set(names))
    within = [link[1:] for link in page.all("href") + page.all("xlink:href") if link[:1] == "#"]
    assert set(within) <= set(names)


def test_drawings_are_whole(html: str) -> None:
    drawings = re.findall(r"<svg.*?</svg>", html)
    assert len(drawings) > 20
    for each in drawings:
        named = each.replace("<svg", '<svg xmlns:xlink="http://www.w3.org/1999/xlink"', 1)
        ElementTree.fromstring(each if "xmlns:xlink" in each else named)


def test_headings_never_skip_a_level(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_withdrawn_edition_says_when_and_why_and_shows_no_figures() -> None:
    page = Page(page_html(withdrawn(), [withdrawn()], files={"PDF": "1.pdf"}))
    assert "withdrawn on 3 December 2026" in page.text
    assert "A team was counted twice." in page.text
    assert "table" not in [tag for tag, _ in page.tags]
    assert "1.pdf" not in page.all("href")
    for each in first().exhibits:
        assert each.headline not in page.text


def test_a_corrected_edition_and_its_correction_lead_to_each_other() -> None:
    few = replace(first(), exhibits=first().exhibits[:1])
    old = replace(few, corrected_by=2)
    new = replace(few, number=2, corrects=1, reason="The year <b>was</b> wrong.")
    told = Page(page_html(old, [old, new]))
    assert "Read edition 2 instead" in told.text
    assert "2" in told.all("href")
    corrected = Page(page_html(new, [old, new]))
    assert "It corrects edition 1 . The year <b>was</b> wrong." in corrected.text
    assert "1" in corrected.all("href")
    gone = replace(new, withdrawn=date(2026, 12, 3), why_withdrawn="A slip.")
    told = Page(page_html(old, [old, gone]))
    assert "Its correction, edition 2, was withdrawn." in re.sub(r" (?=,)", "", told.text)
    assert "instead" not in told.text


def test_a_preview_says_that_nothing_is_published() -> None:
    few = replace(first(), exhibits=first().exhibits[:1], published=None)
    page = Page(page_html(few, list_address=""))
    assert "Not published" in page.text
    assert "All editions" not in page.text


def test_the_list_tells_of_every_edition_newest_first() -> None:
    new = replace(first(), number=2, title="Winter", corrects=1, reason="The year was wrong.")
    page = Page(list_html(COUNCIL, Nature.ILLUSTRATIVE, [withdrawn(), new]))
    assert page.all("href")[-2:] == ["2", "1"]
    assert "Withdrawn on 3 December 2026: A team was counted twice." in page.text
    assert "Corrects edition 1: The year was wrong." in page.text
    nothing = Page(list_html("Somewhere Council", Nature.OWN, []))
    assert "Nothing has been published yet." in nothing.text


def test_words_of_people_are_never_markup() -> None:
    bad = replace(withdrawn(), title='<script>x</script>"', why_withdrawn="<img src=x>")
    page = Page(page_html(bad, [bad]) + list_html(COUNCIL, bad.nature, [bad]))
    assert not {"script", "img"} & {tag for tag, _ in page.tags}
    assert bad.published == DAY
