"""Cues as people write them: what they find, and what is refused in a sentence they can act on."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.importing.coding.phrases import CueIndex, parse_cue, tokens_of

WORDS = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=9)


def found_in(cue: str, text: str) -> list[str]:
    """The stretches of `text` that `cue` finds."""
    tokens = tokens_of(text)
    hits = CueIndex([parse_cue(cue)]).find(tokens)
    return [text[tokens[hit.first].start : tokens[hit.last - 1].end] for hit in hits]


@pytest.mark.parametrize(
    ("cue", "text", "stretch"),
    [
        ("waiting list", "The WAITING LIST grew.", "WAITING LIST"),
        ("delay*", "Some were delayed.", "delayed"),
        ("co-production", "They valued co production.", "co production"),
        ("co production", "They valued co-production.", "co-production"),
        ("not been ... embedded", "It had not been fully embedded.", "not been fully embedded"),
        ("waiting list/time*", "Waiting times fell.", "Waiting times"),
        ("carer", "A carer’s view", "carer’s"),
        ("s42", "Each s42 enquiry", "s42"),
        ("100,000", "per 100,000 people", "100,000"),
    ],
)
def test_a_cue_finds_what_its_author_means(cue: str, text: str, stretch: str) -> None:
    assert found_in(cue, text) == [stretch]


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        ("delay", "Some were delayed."),
        ("not ... embedded", "It was not one two three four five embedded."),
        ("not ... embedded", "It was not, we heard, embedded."),
        ("waiting list", "They were waiting. List in hand, she rang."),
        ("carer", "The carers met."),
    ],
)
def test_a_cue_finds_no_more_than_that(cue: str, text: str) -> None:
    assert found_in(cue, text) == []


@pytest.mark.parametrize(
    ("cue", "says"),
    [
        ("", "at least one word"),
        ("   ", "at least one word"),
        ("... late", "begin and end with a word"),
        ("late ...", "begin and end with a word"),
        ("not ... ... done", "twice in a row"),
        ("de*lay", "only at the end"),
        ("a*", "at least 2 letters"),
        ("wait/", "without a word on both sides"),
        ("late!", "may hold only words"),
        ("(late|slow)", "may hold only words"),
        ("one two three four five six seven eight nine ten eleven twelve thirteen", "longer than"),
    ],
)
def test_a_malformed_cue_is_refused_with_the_reason(cue: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        parse_cue(cue)


@given(st.text(max_size=60))
def test_any_text_is_a_cue_or_refused(text: str) -> None:
    try:
        cue = parse_cue(text)
    except ValueError:
        return
    CueIndex([cue]).find(tokens_of(text))


@given(st.text(max_size=200))
def test_words_stand_where_they_are_said_to_stand(text: str) -> None:
    tokens = tokens_of(text)
    assert all(0 <= t.start < t.end <= len(text) for t in tokens)
    assert all(a.end <= b.start for a, b in pairwise(tokens))


@given(st.lists(WORDS, min_size=1, max_size=5), st.lists(WORDS, max_size=5))
def test_plain_words_are_found_in_any_text_that_holds_them(
    cue: list[str], around: list[str]
) -> None:
    text = " ".join([*around, *cue, *around])
    assert " ".join(cue) in found_in(" ".join(cue), text)
