"""The judgements of the regulator by every way a document heads them, alone or with the name of a
quality statement."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from data_access.importing.reports.files.characters import folded
from data_access.importing.reports.parsing.statement_names import recognise_statement
from vocabulary.characteristics import CharacteristicOf
from vocabulary.framework import STATEMENTS
from vocabulary.ratings import SCORE_NAMES

_LONGEST_HEADING = 160
_SHORT = {
    folded(name): each.id for each in STATEMENTS.values() for name in (each.id, each.short_name)
}
"""Quality statements as this product's own tables call them."""
_MEMBERS = dict(zip(SCORE_NAMES.values(), CharacteristicOf, strict=True))
_NAME = re.compile(rf"\b({'|'.join(SCORE_NAMES.values())})\b")
# What may stand beside the judgement's name where a heading says nothing else.
_BESIDE = frozenset(
    {
        *("a", "an", "are", "as", "for", "in", "is", "it", "of", "our", "that", "the", "this"),
        *("we", "what", "when", "would", "should", "looks", "look", "like", "shows", "evidence"),
        *("characteristic", "characteristics", "descriptor", "descriptors", "level", "standard"),
        *("judgement", "judgements", "rated", "rating", "ratings", "score", "scored", "scores"),
        *("council", "local", "authority", "authorities"),
    }
)
_WORD = re.compile(r"[a-z]+")
_INLINE = re.compile(
    rf"^({'|'.join(SCORE_NAMES.values())})\s*(?:\([1-4]\)\s*)?[:–—-]\s+(?=\S)", re.IGNORECASE
)
_BETWEEN = re.compile(r"\s*(?:[:|]|\s[-–—]\s|,)\s*")


@lru_cache(maxsize=4096)
def judgement_named(text: str) -> CharacteristicOf | None:
    """The judgement that a heading names and says nothing beside; None where it is none."""
    if len(text) > _LONGEST_HEADING:
        return None
    plain = folded(text).replace("_", " ")
    found = set(_NAME.findall(plain))
    if len(found) != 1 or not _only_beside(_NAME.sub(" ", plain)):
        return None
    return _MEMBERS[found.pop()]


def _only_beside(rest: str) -> bool:
    return all(word in _BESIDE for word in _WORD.findall(rest))


@lru_cache(maxsize=4096)
def statement_named(text: str) -> str | None:
    """The quality statement that a heading names, also after "Quality statement:"."""
    if len(text) > _LONGEST_HEADING:
        return None
    found = recognise_statement(text) or _SHORT.get(folded(text))
    if found is None and ":" in text:
        before, _, after = text.partition(":")
        if folded(before).startswith(("quality statement", "statement", "theme")):
            found = recognise_statement(after)
    return found


def both_named(text: str) -> tuple[str, CharacteristicOf] | None:
    """Quality statement and judgement of a heading that names both, such as "Equity: good"."""
    if len(text) > _LONGEST_HEADING:
        return None
    parts = [part for part in _BETWEEN.split(text) if part]
    for cut in range(1, len(parts)):
        first, last = " ".join(parts[:cut]), " ".join(parts[cut:])
        for name, judgement in ((first, last), (last, first)):
            statement, rating = statement_named(name), judgement_named(judgement)
            if statement and rating:
                return statement, rating
    return None


def judgement_before(text: str) -> tuple[CharacteristicOf, str] | None:
    """A judgement that begins a paragraph, and what follows it: "Good: people are heard."."""
    found = _INLINE.match(text)
    if found is None:
        return None
    return _MEMBERS[found.group(1).casefold()], text[found.end() :]


def looks_like_characteristics(texts: Iterable[str]) -> bool:
    """Whether headings of a document are those of rating characteristics rather than a report's:
    three judgements at least stand alone on lines, and two of them more than once."""
    named = Counter(rating for text in texts if (rating := judgement_named(text)))
    return len(named) >= 3 and sum(count > 1 for count in named.values()) >= 2
