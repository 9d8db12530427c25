"""Paragraphs come apart into the sentences a reader sees, and nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.importing.reports.parsing.sentences import (
    LONGEST_PARAGRAPH,
    sentence_spans,
    split_sentences,
)

PARAGRAPHS = [
    ["Some tools, e.g. The Bridge, i.e. a scheme, were used.", "Dr. Shah agreed."],
    ["It cost £1.2m, or 2.5% of No. 3 budget.", "It rose."],
    ["Nothing was offered to OT's or other roles.", "The council knew."],
    ["Nothing was offered to OT’s or other roles.", "The council knew."],
    ["One carer said, “I was heard.”", "Another was not."],
    ["One carer said, “I was heard. I was safe.”", "Another was not."],
    ["A worker told us ‘it was slow.’", "Leaders agreed."],
    ["People waited… and waited.", "Then someone rang."],
    ["Partners (e.g. the NHS, the police etc.) met.", "They agreed a plan."],
    ["The line was open from 9 a.m. to 5 p.m. Monday to Friday.", "Staff knew."],
    ["Was it good?", "Yes!", "It was."],
    ["The U.K. average was 5.", "The council had 9."],
    ["Under s. 117 aftercare was planned.", "St. Anne's helped (see Fig. 2)."],
    ["Data (Survey, Oct. 2024) showed 65.2% vs. 62.7% elsewhere.", "This was better."],
    ["89% were upheld.", "There was only 1 late remedy."],
]


@pytest.mark.parametrize("sentences", PARAGRAPHS, ids=lambda sentences: sentences[0][:30])
def test_a_paragraph_comes_apart_where_a_reader_would_part_it(sentences: list[str]) -> None:
    assert split_sentences(" ".join(sentences)) == sentences


_TEXT = st.text(
    st.sampled_from("abcdeABC .?!…,;:'’“”\"()[]0129%£-–\n\t\xa0éü漢🙂")
    | st.characters(exclude_categories=["Cs"]),
    max_size=300,
)


@given(_TEXT)
def test_sentences_add_up_to_their_paragraph(paragraph: str) -> None:
    sentences = split_sentences(paragraph)
    assert " ".join(" ".join(sentences).split()).replace(" ", "") == "".join(paragraph.split())
    assert all(sentence == sentence.strip() and sentence for sentence in sentences)


@given(st.lists(st.sampled_from([s for p in PARAGRAPHS for s in p]), max_size=12))
def test_sentences_joined_by_spaces_are_the_paragraph(sentences: list[str]) -> None:
    paragraph = " ".join(sentences)
    assert " ".join(split_sentences(paragraph)) == paragraph


@given(_TEXT)
def test_spans_follow_one_another_and_skip_only_space(paragraph: str) -> None:
    cursor = 0
    for start, end in sentence_spans(paragraph):
        assert not paragraph[cursor:start].strip()
        assert start < end
        cursor = end
    assert not paragraph[cursor:].strip()


def test_what_is_no_prose_stays_in_one_piece() -> None:
    assert split_sentences("." * 50) == ["." * 50]
    assert len(split_sentences("It was so. " * LONGEST_PARAGRAPH)) == 1
    assert split_sentences("   ") == []
