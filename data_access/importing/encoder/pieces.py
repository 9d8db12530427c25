"""A text as the pieces of words that the encoder knows: whole words where they are common, else the
longest pieces from the left (WordPiece, as BERT and its kin are taught with).

Source: Devlin and others, BERT: Pre-training of Deep Bidirectional Transformers (2019), and Wu and
others, Google's Neural Machine Translation System (2016), section 4.1.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).with_name("pieces.txt")
OPENS, PARTS, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
_GOES_ON = "##"
_LONGEST_WORD = 100  # letters; what is longer is no word
_SIGNS = re.compile(r"[!-/:-@\[-`{-~]")
_IDEOGRAPH = re.compile("[㐀-䶿一-鿿豈-﫿\U00020000-\U0002fa1f]")


class Pieces:
    """The known pieces by number."""

    def __init__(self, numbers: Mapping[str, int]) -> None:
        self._numbers = numbers
        self._of_word = lru_cache(maxsize=4096)(self._split)

    def number(self, piece: str) -> int:
        """The number of a piece. KeyError where it is not known."""
        return self._numbers[piece]

    def of(self, text: str) -> tuple[list[int], list[tuple[int, int]]]:
        """The numbers of a text's pieces, and where each stands in it (from, to)."""
        ids: list[int] = []
        where: list[tuple[int, int]] = []
        for word, places in _words(text):
            at = 0
            for number, length in self._of_word(word):
                ids.append(number)
                where.append((places[at], places[at + length - 1] + 1))
                at += length
        return ids, where

    def _split(self, word: str) -> tuple[tuple[int, int], ...]:
        """A word's pieces: the number and the length of each."""
        unknown = ((self._numbers[UNKNOWN], len(word)),)
        if len(word) > _LONGEST_WORD:
            return unknown
        found: list[tuple[int, int]] = []
        start = 0
        while start < len(word):
            mark = _GOES_ON if start else ""
            fitting = (
                (self._numbers[mark + word[start:end]], end - start)
                for end in range(len(word), start, -1)
                if mark + word[start:end] in self._numbers
            )
            piece = next(fitting, None)
            if piece is None:
                return unknown
            found.append(piece)
            start += piece[1]
        return tuple(found)


def _words(text: str) -> Iterator[tuple[str, list[int]]]:
    """The words of a text in plain small letters, each sign by itself, and where each letter of
    them stands."""
    word = ""
    places: list[int] = []
    for at, letter in enumerate(text):
        for plain in unicodedata.normalize("NFD", letter).lower():
            kind = unicodedata.category(plain)
            if plain in {"\0", "�"} or kind == "Mn" or (kind[0] == "C" and plain not in "\t\n\r"):
                continue
            alone = _is_sign(plain, kind) or _IDEOGRAPH.match(plain)
            if word and (alone or plain.isspace()):
                yield word, places
                word, places = "", []
            if alone:
                yield plain, [at]
            elif not plain.isspace():
                word += plain
                places.append(at)
    if word:
        yield word, places


def _is_sign(letter: str, kind: str) -> bool:
    return kind[0] == "P" or _SIGNS.match(letter) is not None


@lru_cache(maxsize=1)
def known_pieces() -> Pieces:
    """Those of the encoder that ships: a line each, in the order of their numbers."""
    lines = FILE.read_text("utf-8").splitlines()
    return Pieces({piece: number for number, piece in enumerate(lines)})
