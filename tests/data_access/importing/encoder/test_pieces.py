"""Texts as pieces of words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.importing.encoder.pieces import UNKNOWN, Pieces, known_pieces

KNOWN = [UNKNOWN, "care", "##rs", "wait", "##ing", "8", "##9", "%", ",", "cafe", "’", "s"]
PIECES = Pieces({piece: number for number, piece in enumerate(KNOWN)})


def cut(text: str) -> list[tuple[str, str]]:
    """Each piece, and what stands in the text where it stands."""
    ids, where = PIECES.of(text)
    return [
        (KNOWN[number], text[start:end]) for number, (start, end) in zip(ids, where, strict=True)
    ]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Carers", [("care", "Care"), ("##rs", "rs")]),
        ("waiting, 89%", [("wait", "wait"), ("##ing", "ing"), (",", ","), ("8", "8"),
                          ("##9", "9"), ("%", "%")]),
        ("Café’s", [("cafe", "Café"), ("’", "’"), ("s", "s")]),
        ("xyz care", [(UNKNOWN, "xyz"), ("care", "care")]),
        ("ca\u200bre\nwait", [("care", "ca\u200bre"), ("wait", "wait")]),
        ("w" * 101, [(UNKNOWN, "w" * 101)]),
        (" \t", []),
    ],
)  # fmt: skip
def test_words_are_cut_into_the_longest_known_pieces(
    text: str, pieces: list[tuple[str, str]]
) -> None:
    assert cut(text) == pieces


@given(st.text(max_size=200))
def test_any_text_is_cut_in_its_order_and_every_letter_is_of_one_piece(text: str) -> None:
    ids, where = known_pieces().of(text)
    assert len(ids) == len(where)
    assert all(0 <= start < end <= len(text) for start, end in where)
    assert list(where) == sorted(where)
    letters = {at for at, letter in enumerate(text) if letter.isascii() and letter.isalnum()}
    assert letters <= {at for start, end in where for at in range(start, end)}
