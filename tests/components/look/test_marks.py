"""Marks say in words what they say by shape, and never let a text become markup."""

from __future__ import annotations

from datetime import date
from typing import get_args
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from components.exhibits.view import View
from components.look.layout import at_a_glance
from components.look.lists import FindingLine, Point, finding_line, point_line
from components.look.marks import Meaning, link, mark, pips, polarity, signal
from components.look.scores import ScoreLine, score_line
from components.web.top_bar import status_strip
from vocabulary.findings import Polarity
from vocabulary.nature import Nature
from vocabulary.ratings import ScoreKind

texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60)


def words(html: str) -> str:
    """What a reader of the HTML sees."""
    return LexborHTMLParser(f"<body>{html}</body>").text()


def tags(html: str) -> list[str]:
    """The names of all elements inside the body."""
    tree = LexborHTMLParser(f"<body>{html}</body>")
    return [node.tag for node in tree.css("body *") if node.tag]


@pytest.mark.parametrize("score", [1, 2, 3, 4])
@pytest.mark.parametrize("kind", list(ScoreKind))
def test_pips_say_the_score_and_who_gave_it(score: int, kind: ScoreKind) -> None:
    html = pips(score, kind)
    assert f'aria-label="Score {score} of 4' in html
    assert html.count('class="f"') == score
    assert ("self-assessed" in html) == (kind == "self_assessed")
    # A published 1 alone needs attention: it can lead to a notice.
    assert ("Needs attention" in html) == (score == 1 and kind == "published")


def test_our_own_view_is_a_line_under_what_the_regulator_gave() -> None:
    html = pips(2, own=3)
    assert 'aria-label="Score 2 of 4, our own view 3"' in html
    assert 'class="own own-3"' in html
    assert "Score not known, our own view 2" in pips(None, own=2)


def test_an_unknown_score_is_never_a_number() -> None:
    assert "Score not known" in pips(None)
    line = score_line(ScoreLine("Safeguarding", None))
    assert words(line) == "?SafeguardingNot entered"


@pytest.mark.parametrize("score", [0, 5, -1])
def test_there_is_no_such_score(score: int) -> None:
    with pytest.raises(ValueError, match="1 to 4"):
        pips(score)


def test_the_three_natures_of_records_read_differently() -> None:
    assert {words(mark(nature)) for nature in Nature} == {
        "Example records",
        "Published",
        "Own records",
    }


@pytest.mark.parametrize("meaning", get_args(Meaning))
def test_a_signal_alone_has_words_for_those_who_do_not_see_it(meaning: Meaning) -> None:
    assert 'alt=""' not in signal(meaning)
    beside = signal(meaning, words=True)
    assert 'alt=""' in beside
    assert words(beside)


def test_shapes_differ_not_only_in_colour() -> None:
    shapes = {
        signal(meaning).split("stroke-linejoin")[1].split("%3C/svg")[0]
        for meaning in get_args(Meaning)
    }
    assert len(shapes) == len(get_args(Meaning))
    drawn = {polarity(value, words=False).split("src=")[1] for value in Polarity}
    assert len(drawn) == len(Polarity)


@given(texts, texts)
def test_no_text_becomes_markup(one: str, other: str) -> None:
    hostile = f"<script>{one}</script><img src=x onerror=1>{other}\"'"
    for html in (
        score_line(ScoreLine(hostile, 3, note=hostile)),
        point_line(Point("usual", hostile, hostile, hostile)),
        finding_line(FindingLine(Polarity.MIXED, hostile, hostile, (hostile,))),
        status_strip(View(hostile, Nature.OWN, date(2026, 9, 30))),
        link(hostile, "statement", statement=hostile),
    ):
        assert "script" not in tags(html)
        assert not any("onerror" in (node.attributes or {}) for node in _nodes(html))


@given(texts)
def test_a_link_carries_its_query_whole(value: str) -> None:
    anchor = LexborHTMLParser(link("Go", "statement", statement=value)).css_first("a")
    assert anchor is not None
    href = anchor.attributes["href"] or ""
    asked = parse_qs(urlsplit(href).query, keep_blank_values=True)
    assert href.startswith("./statement?")
    assert asked == {"statement": [value]}


def _nodes(html: str) -> list[LexborNode]:
    return list(LexborHTMLParser(f"<body>{html}</body>").css("body *"))


def test_a_long_headline_is_broken_at_its_semicolon_and_a_short_one_is_whole() -> None:
    late = "two social workers have two days left to record their training for this year"
    assert at_a_glance(f"Teams miss more training; {late}") == (
        "",
        "Teams miss more training",
        f"T{late[1:]}",
    )
    assert at_a_glance("As usual; nothing is late") == ("", "As usual; nothing is late", "")


def test_what_a_long_headline_is_of_stands_before_it() -> None:
    of = "People who found it easy to find information: those who asked for it themselves in a year"
    assert at_a_glance(f"{of}: 69% in 2025–26, as usual") == (of, "69% in 2025–26, as usual", "")
