"""Counts, days and lists as people say them, for the sentences that go with a verdict."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date


def counted(number: int, thing: str, things: str | None = None) -> str:
    """Put a number with what it counts: "no lessons", "1 lesson", "1,204 lessons"."""
    many = things or f"{thing}s"
    if number == 0:
        return f"no {many}"
    return f"{number:,} {thing if number == 1 else many}"


def listed(things: Sequence[str], *, most: int = 3) -> str:
    """Put things in a row, the first `most` by name: "a, b and 4 more"."""
    shown = list(things[:most])
    left = len(things) - len(shown)
    if left:
        shown.append(f"{left:,} more")
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


def day_in_words(day: date) -> str:
    """Put a day as "5 March 2026"."""
    return f"{day.day} {day:%B %Y}"


def capital(text: str) -> str:
    """Give the text with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]
