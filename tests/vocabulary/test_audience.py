"""Whoever says anything but "internal" of the audience is the public."""

from __future__ import annotations

from itertools import product
from urllib.parse import parse_qsl, quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.audience_words import NAMES, QUERIES, WORDS
from vocabulary.audience import audience_asked, audience_of, speaks_of_audience


@pytest.mark.parametrize(("name", "word"), list(product(NAMES, WORDS)))
def test_no_spelling_of_another_audience_is_internal(name: str, word: str) -> None:
    assert audience_asked([(name, word)]) == "public"
    assert audience_asked([("audience", "internal"), (name, word)]) == "public"
    assert audience_asked([(name, word), ("audience", "internal")]) == "public"


@pytest.mark.parametrize("name", NAMES)
def test_internal_is_said_under_its_own_name(name: str) -> None:
    assert audience_asked([(name, "internal")]) == ("internal" if name == "audience" else "public")


@pytest.mark.parametrize("query", QUERIES)
def test_no_encoding_or_repetition_hides_the_public(query: str) -> None:
    assert len(QUERIES) > 200
    assert audience_asked(parse_qsl(query, keep_blank_values=True)) == "public"


@pytest.mark.parametrize("word", ["internal", "Internal", "INTERNAL", " internal "])
def test_internal_is_internal(word: str) -> None:
    assert audience_asked([("audience", word)]) == "internal"
    assert audience_of(word) == "internal"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("team", "North team"),
        ("team", "Équipe du nord"),
        ("pack", "Board pack for a public audience"),
        ("council", "Example Borough"),
        ("find", "Evidence: interval"),
        ("evidence", "1"),
        ("utm_source", "public"),
        ("of", "9 of 12, 50%"),
    ],
)
def test_an_address_that_says_nothing_of_it_asks_for_none(name: str, value: str) -> None:
    assert not speaks_of_audience(name, value)
    assert audience_asked([(name, value)]) is None


@given(st.text())
def test_any_word_but_internal_means_the_public(word: str) -> None:
    if "internal" not in word.casefold():
        assert audience_of(word) == "public"


@given(st.text(max_size=20), st.integers(0, 30))
def test_whatever_is_asked_is_decided_soon(text: str, times: int) -> None:
    for _ in range(times):
        text = quote(text, safe="")
    assert audience_asked([(text, text), ("audience", "public")]) == "public"
