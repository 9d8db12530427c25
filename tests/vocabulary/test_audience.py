"""Whoever says anything but "internal" of the audience sees what the public may see."""

from __future__ import annotations

from itertools import product
from urllib.parse import parse_qsl, quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.exhibits.address import audience_in
from vocabulary.audience import audience_asked, audience_of

WORDS = (
    "public", "Public", "PUBLIC", "publik", "pub lic", " public ", "\u200bpublic", "ｐｕｂｌｉｃ",
    "everybody", "", "extern", "internal2", "not internal", "internal,public", "internal;public",
    "null", "true", "0", "[internal]", "Internal\u0661",
)  # fmt: skip
NAMES = (
    "audience", "Audience", "AUDIENCE", " audience", "audience[]", "audience%20", "the_audience",
)  # fmt: skip


@pytest.mark.parametrize(("name", "word"), list(product(NAMES, WORDS)))
def test_no_spelling_of_another_audience_is_internal(name: str, word: str) -> None:
    assert audience_asked([(name, word)]) == "public"
    assert audience_asked([("audience", "internal"), (name, word)]) == "public"
    assert audience_asked([(name, word), ("audience", "internal")]) == "public"


@pytest.mark.parametrize("name", NAMES[3:])
def test_internal_is_said_under_its_own_name(name: str) -> None:
    own = name.strip().removesuffix("%20") == "audience"
    assert audience_asked([(name, "internal")]) == ("internal" if own else "public")


@pytest.mark.parametrize(
    "query",
    [
        "audience=public",
        "%61udience=public",
        "audience=%70ublic",
        "audience%3Dpublic",
        "x=1;audience=public",
        "x=1%26audience%3Dpublic",
        quote(quote("audience=public")),
        "audience",
        "audience=Internal&audience=Public",
    ],
)
def test_no_encoding_or_repetition_hides_the_public(query: str) -> None:
    assert audience_asked(parse_qsl(query, keep_blank_values=True)) == "public"


@pytest.mark.parametrize("word", ["internal", "Internal", "INTERNAL", " internal "])
def test_internal_is_internal(word: str) -> None:
    assert audience_asked([("audience", word)]) == "internal"
    assert audience_of(word) == "internal"


def test_an_address_that_says_nothing_of_it_asks_for_none() -> None:
    said = [("team", "North team"), ("pack", "Board pack for a public audience")]
    assert audience_asked(said) is None
    assert audience_in(dict(said)) is None


@given(st.text())
def test_any_word_but_internal_means_the_public(word: str) -> None:
    if "internal" not in word.casefold():
        assert audience_of(word) == "public"
