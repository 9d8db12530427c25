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
    """A word: how rules see it, where it stands, and whether a stop or a comma comes before it."""

    word: str
    start: int
    end: int
    after_stop: bool
    after_comma: bool


@dataclass(frozen=True)
class Cue:
    """A parsed phrase: for each place the words that fit; an empty place is a gap."""

    text: str
    places: tuple[tuple[str, ...], ...]


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
        found.append(Token(word, match.start(), match.end(), stop, comma))
        previous_end = match.end()
    return found


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
    places: list[tuple[str, ...]] = []
    for part in parts:
        if part == "...":
            if not places[-1]:
                raise ValueError(f"The cue '{text}' has '...' twice in a row.")
            places.append(())
            continue
        places.append(tuple(_word(word, text) for word in part.split("/")))
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
            for word in dict.fromkeys(cue.places[0]):
                if word.endswith("*"):
                    self._by_start.setdefault(word[:SHORTEST_STEM], []).append((number, cue))
                else:
                    self._by_word.setdefault(word, []).append((number, cue))

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


def _reach(
    places: tuple[tuple[str, ...], ...], place: int, tokens: Sequence[Token], at: int
) -> int:
    """One past the last token when the places from `place` on fit from `at` on, else 0."""
    while place < len(places):
        words = places[place]
        if not words:
            for skipped in range(GAP + 1):
                if at + skipped >= len(tokens) or _breaks(tokens[at + skipped]):
                    return 0
                last = _reach(places, place + 1, tokens, at + skipped)
                if last:
                    return last
            return 0
        if at >= len(tokens) or (place and tokens[at].after_stop):
            return 0
        if not _fits(words, tokens[at].word):
            return 0
        place += 1
        at += 1
    return at


def _breaks(token: Token) -> bool:
    return token.after_stop or token.after_comma


def _fits(words: tuple[str, ...], word: str) -> bool:
    return any(word.startswith(w[:-1]) if w.endswith("*") else word == w for w in words)
