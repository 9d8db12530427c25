"""Paragraphs as the encoder reads them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_access.importing.coding.suggest import suggest_all
from data_access.importing.encoder import encode as encoding
from data_access.importing.encoder.encode import Encoded, encode
from data_access.importing.encoder.outputs import outputs

POLARITIES = outputs().groups["polarity"]


def said_of(text: str, *before: str) -> str:
    read = encode((*before, text))
    assert read is not None
    shares = read[-1].shares("polarity")
    assert shares is not None
    return POLARITIES[int(shares.argmax())]


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Carers told us they got help quickly and felt listened to.", "strength"),
        ("People told us they had been left without any call back for months.", "shortfall"),
        ("A dashboard was being built so that managers would see delays sooner.", "in_progress"),
        ("The board meets every quarter and is chaired by the director.", "context"),
    ],
)
def test_what_a_sentence_says(text: str, polarity: str) -> None:
    assert said_of(text) == polarity


def test_a_sentence_is_read_among_those_around_it() -> None:
    """The same words say something else behind another sentence."""
    pointing = "For example, this was so in the north of the county."
    assert (
        said_of(pointing, "Every person had a named worker, which families valued.") == "strength"
    )
    assert said_of(pointing, "People were left waiting for months at risk.") == "shortfall"


@settings(max_examples=25)
@given(st.lists(st.text(max_size=400), max_size=6))
def test_any_paragraph_is_read_sentence_by_sentence(sentences: list[str]) -> None:
    read = encode(tuple(sentences))
    assert read is not None
    assert len(read) == len(sentences)
    for each in read:
        shares = each.shares("polarity")
        assert (shares is None) == (not each.where)
        assert shares is None or abs(shares.sum() - 1) < 1e-9


def test_a_long_page_is_read_in_parts_and_no_sentence_is_lost() -> None:
    sentences = tuple(f"In team {n} people waited {n} days for a review." for n in range(200))
    read = encode(sentences)
    assert read is not None
    assert len(read) == 200
    assert all(each.where for each in read)


def test_a_number_is_what_its_own_pieces_say() -> None:
    votes = np.zeros((3, len(outputs())), np.float32)
    votes[1, outputs().slice("measure").start + 1] = 9
    read = Encoded(((0, 4), (5, 7), (7, 8)), votes)
    shares = read.shares("measure", 5, 7)
    others = read.shares("measure", 0, 4)
    assert shares is not None
    assert others is not None
    assert shares[1] > 0.9 > others[1]
    assert read.shares("measure", 20, 22) is None


def test_where_it_cannot_be_loaded_words_alone_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoding, "_network", lambda _: None)
    encode.cache_clear()
    try:
        [coding] = suggest_all([(1, 1, "Reviews were late and records were unclear.")], codebook=())
        assert coding.polarity == "shortfall"
        assert coding.why
    finally:
        encode.cache_clear()
