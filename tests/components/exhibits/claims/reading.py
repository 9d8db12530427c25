"""Reads the claims of a sentence: which numbers and names it has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
NUMBER = rf"(\d[\d,]*(?:\.\d+)?|none|nothing|{'|'.join(WORDS)})"


def number_of(text: str) -> float | None:
    """The number a word or figures stand for; None if they stand for none."""
    said = text.casefold().replace(",", "")
    if said in ("none", "nothing"):
        return 0.0
    if said in WORDS:
        return float(WORDS.index(said))
    try:
        return float(said)
    except ValueError:
        return None


def pattern(text: str) -> re.Pattern[str]:
    """A sentence with gaps as an expression: # a number, * any words; the rest is plain words."""
    parts = re.split(r"([#*])", text)
    made = "".join(
        NUMBER if part == "#" else "(.+?)" if part == "*" else re.escape(part) for part in parts
    )
    return re.compile(rf"{made}\Z", re.IGNORECASE)


def listed(text: str) -> list[str]:
    """The things of a list such as "a, b and c"."""
    return [part for part in re.split(r", | and (?!seldom|reviews|data)", text) if part]


def same(said: str, derived: object) -> bool:
    """Whether a gap's words say what was derived: a number, a text, or things in any order."""
    if isinstance(derived, bool):
        return derived
    if isinstance(derived, int | float):
        number = number_of(said)
        return number is not None and abs(number - derived) < 1e-9
    if isinstance(derived, frozenset):
        return _lists(said, derived)
    if isinstance(derived, Sequence) and not isinstance(derived, str):
        return sorted(each.casefold() for each in listed(said)) == sorted(
            str(each).casefold() for each in derived
        )
    return said.casefold() == str(derived).casefold()


def _lists(said: str, names: Iterable[object]) -> bool:
    """Whether a text is a list of just these names, in any order."""
    rest = said.casefold()
    for name in sorted((str(each).casefold() for each in names), key=len, reverse=True):
        if name not in rest:
            return False
        rest = rest.replace(name, "", 1)
    return not re.sub(r"\band\b|[,\s]", "", rest)
