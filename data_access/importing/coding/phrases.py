"""Cues as plain phrases, and where they stand in a text.

The same small syntax serves the rules that ship with the product and the codebook that a council
edits, so that nobody needs to know regular expressions:

- words, in any case; hyphens count as spaces (`co-production` finds "co production" too);
- `*` at the end of a word stands for any ending (`delay*`: delay, delays, delayed);
- `...` stands for up to four words in between (`not been ... embedded`);
- `a/b` is either word (`waiting list/time*`).

A phrase never reaches over a full stop, a semicolon or a colon, and `...` over no comma.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

GAP = 4
LONGEST = 12
SHORTEST_STEM = 2

_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:'[^\W_]+)*")
_STOP = re.compile(r"[.!?;:]")
_PART = re.compile(r"(?:\d+(?:[.,]\d+)+|[^\W_]+(?:'[^\W_]+)*)\*?")


def word_set(text: str) -> frozenset[str]:
    """The words of a text that lists them with spaces in between."""
    return frozenset(text.split())


class Token(NamedTuple):
    """A word: how rules see it, where it stands, whether a stop or a comma comes before it, and
    whether it is written with a capital."""

    word: str
    start: int
    end: int
    after_stop: bool
    after_comma: bool
    capital: bool = False


class Place(NamedTuple):
    """A place in a phrase: the words that fit it, and the stems; neither means a gap."""

    words: frozenset[str]
    stems: tuple[str, ...]


GAP_PLACE = Place(frozenset(), ())


@dataclass(frozen=True)
class Cue:
    """A parsed phrase."""

    text: str
    places: tuple[Place, ...]


class Found(NamedTuple):
    """A cue in a text: which of the given cues, and its first and one past its last token."""

    number: int
    first: int
    last: int


def tokens_of(text: str) -> list[Token]:
    """The words of `text` in lower case without possessive endings.

    `start` and `end` count characters of the text as given.
    """
    lowered = text.lower().replace("’", "'").replace("‘", "'")
    if len(lowered) != len(text):  # a few letters change length in lower case (İ)
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
        lowered = lowered.replace("’", "'").replace("‘", "'")
    found: list[Token] = []
    previous_end = 0
    for match in _WORD.finditer(lowered):
        between = lowered[previous_end : match.start()]
        word = match.group().removesuffix("'s")
        stop = _STOP.search(between) is not None
        comma = "," in between or "(" in between or ")" in between or "–" in between
        capital = text[match.start()].isupper()
        found.append(Token(word, match.start(), match.end(), stop, comma, capital))
        previous_end = match.end()
    return found


@lru_cache(maxsize=8192)  # the same few cues are read for every codebook that holds them
def parse_cue(text: str) -> Cue:
    """A cue from its written form.

    Raises ValueError, in a sentence fit for the person who wrote it, where the form is not one
    that this module's description names.
    """
    parts = text.strip().lower().replace("’", "'").replace("…", "...").replace("-", " ").split()
    if not parts:
        raise ValueError("A cue needs at least one word.")
    if len(parts) > LONGEST:
        raise ValueError(f"The cue '{text}' is longer than {LONGEST} words.")
    if parts[0] == "..." or parts[-1] == "...":
        raise ValueError(f"The cue '{text}' must begin and end with a word, not with '...'.")
    places: list[Place] = []
    for part in parts:
        if part == "...":
            if places[-1] is GAP_PLACE:
                raise ValueError(f"The cue '{text}' has '...' twice in a row.")
            places.append(GAP_PLACE)
            continue
        words = [_word(word, text) for word in part.split("/")]
        places.append(
            Place(
                frozenset(word for word in words if not word.endswith("*")),
                tuple(word[:-1] for word in words if word.endswith("*")),
            )
        )
    return Cue(text, tuple(places))


def _word(word: str, cue: str) -> str:
    if not word:
        raise ValueError(f"The cue '{cue}' has '/' without a word on both sides.")
    if "*" in word[:-1]:
        raise ValueError(f"The cue '{cue}' may have '*' only at the end of a word.")
    if word.endswith("*") and len(word) <= SHORTEST_STEM:
        raise ValueError(f"The cue '{cue}' needs at least {SHORTEST_STEM} letters before '*'.")
    if _PART.fullmatch(word) is None:
        raise ValueError(
            f"The cue '{cue}' may hold only words, '*' at the end of a word, '...' and '/'."
        )
    return word.removesuffix("'s")


class CueIndex:
    """Many cues, ready to be looked for in one pass over a text's words."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        # Cues are filed under their first word, or its first letters where it has a '*': a
        # text's word then meets a handful of cues instead of all of them.
        self._by_word: dict[str, list[tuple[int, Cue]]] = {}
        self._by_start: dict[str, list[tuple[int, Cue]]] = {}
        for number, cue in enumerate(cues):
            for word in cue.places[0].words:
                self._by_word.setdefault(word, []).append((number, cue))
            for start in dict.fromkeys(stem[:SHORTEST_STEM] for stem in cue.places[0].stems):
                self._by_start.setdefault(start, []).append((number, cue))

    def find(self, tokens: Sequence[Token]) -> list[Found]:
        """Every place where a cue stands, in the text's order; the shortest stretch of each."""
        found: list[Found] = []
        for at, token in enumerate(tokens):
            for number, cue in self._by_word.get(token.word, ()):
                last = _reach(cue.places, 1, tokens, at + 1)
                if last:
                    found.append(Found(number, at, last))
            for number, cue in self._by_start.get(token.word[:SHORTEST_STEM], ()):
                last = _reach(cue.places, 0, tokens, at)
                if last:
                    found.append(Found(number, at, last))
        return found


def _reach(places: tuple[Place, ...], place: int, tokens: Sequence[Token], at: int) -> int:
    """One past the last token when the places from `place` on fit from `at` on, else 0."""
    while place < len(places):
        words, stems = places[place]
        if not words and not stems:
            for skipped in range(at, min(at + GAP + 1, len(tokens))):
                if tokens[skipped].after_stop or tokens[skipped].after_comma:
                    return 0
                last = _reach(places, place + 1, tokens, skipped)
                if last:
                    return last
            return 0
        if at >= len(tokens) or (place and tokens[at].after_stop):
            return 0
        word = tokens[at].word
        if word not in words and not (stems and word.startswith(stems)):
            return 0
        place += 1
        at += 1
    return at
