"""One thing that can be found, and how well it fits the words somebody asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

MOST_LETTERS: Final = 100
"""Of what somebody asks for; the rest is not looked at."""
_JOINERS: Final = str.maketrans("", "", "-‐‑’'`")  # as people type them
_SHORTEST_PLURAL: Final = 4


@dataclass(frozen=True)
class Entry:
    """One thing that can be found.

    title: what it is called. detail: what it is, in a few words. page, query: where it stands.
    also: further words by which it is found.
    """

    title: str
    detail: str
    page: str
    query: Mapping[str, str] = field(default_factory=dict)
    also: str = ""


def in_small_letters(text: str) -> str:
    """A text as it is compared: in small letters, without hyphens and apostrophes."""
    return text.casefold().translate(_JOINERS)


def words_asked(asked: str) -> tuple[str, ...]:
    """The words somebody asks for, as they are compared; a plural also finds the singular."""
    words = in_small_letters(asked[:MOST_LETTERS]).split()
    return tuple(w[:-1] if len(w) > _SHORTEST_PLURAL and w.endswith("s") else w for w in words)


def fitting(entries: Iterable[Entry], words: Sequence[str]) -> list[tuple[int, Entry]]:
    """The entries that hold every word, the best fit first, with how they fit: 0 by the beginning
    of the title, 1 by the beginnings of its words, 2 within the title, 3 only by what else is said
    of them. Those that fit alike stay in their order."""
    ranked = ((_fit(each, words), each) for each in entries)
    found = [(fit, each) for fit, each in ranked if fit is not None]
    return sorted(found, key=lambda each: each[0])


def _fit(entry: Entry, words: Sequence[str]) -> int | None:
    title = in_small_letters(entry.title)
    if all(word in title for word in words):
        if title.startswith(" ".join(words)) or (title.startswith(words[0]) and len(words) == 1):
            return 0
        begun = title.split()
        return 1 if all(any(b.startswith(w) for b in begun) for w in words) else 2
    said = f"{title} {in_small_letters(entry.detail)} {in_small_letters(entry.also)}"
    return 3 if all(word in said for word in words) else None
