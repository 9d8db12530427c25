"""Headers that nobody listed, told by the words they are made of.

"Date final response issued to complainant" is on no list, but it speaks of a response and a day,
and of nothing else. A rule names the words of which a header has to have one each, and what may
stand beside them; a header with any other word is not understood. Of several rules the first
holds. A rule without a field says that a header is none, whatever else it looks like: "Date
received by the ombudsman" is not the day the council received a complaint.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from data_access.importing.stages.meaning.wording import stems

DAY = "date day dates when time"
SURE, LIKELY = 0.8, 0.76


@dataclass(frozen=True)
class Rule:
    """A field, the words of which a header has one each, and what may stand beside them."""

    field: str
    needs: tuple[frozenset[str], ...]
    may: frozenset[str]
    weight: float


def rule(field: str, *needs: str, may: str = "", weight: float = SURE) -> Rule:
    """A rule from words separated by blanks; endings of number and tense do not count."""
    return Rule(field, tuple(_stemmed(each) for each in needs), _stemmed(may), weight)


def _stemmed(words: str) -> frozenset[str]:
    return frozenset(part for word in words.split() for part in stems(word))


@lru_cache(maxsize=65_536)
def _said(header: str) -> frozenset[str]:
    bare = re.sub(r"(?i)\b(?:dd|mm|yy|yyyy)\b|\(\d+\)", " ", header)
    return frozenset(stems(bare))


def told_by_rules(rules: Iterable[Rule], header: str) -> tuple[str, float] | None:
    """The field that a header's words tell, and how surely; None if no rule holds."""
    said = _said(header)
    if not said:
        return None
    for each in rules:
        if all(said & words for words in each.needs) and said <= each.may.union(*each.needs):
            return each.field, each.weight
    return None
