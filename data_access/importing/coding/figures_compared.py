"""Two figures of a sentence set against each other: "55% were satisfied, against 61% in England".

No word of better or worse need stand between them; what is measured says which way is good.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from data_access.importing.coding.comparisons import (
    ANCHORS,
    is_adverse,
    is_of_the_population,
    start_of_measure,
)
from data_access.importing.coding.lexicon import Hit, Kind
from data_access.importing.coding.phrases import Token, word_set

_OTHERS = frozenset(ANCHORS) | word_set("regionally councils authorities peers")
_AGAINST = word_set("against compared comparison versus while whereas whilst than to where with")
_ALIKE = 1.0  # points: a survey's figures that differ by no more are the same
_MOST = 100.0
_APART = 16
_NEAR_BEFORE, _NEAR_AFTER = 6, 5


def find_figures_compared(tokens: Sequence[Token]) -> list[Hit]:
    """Stretches from one figure to another that is named as an average's or another area's."""
    figures = [
        (at, value) for at in range(len(tokens)) if (value := _share(tokens, at)) is not None
    ]
    hits: list[Hit] = []
    for (first, own), (second, theirs) in pairwise(figures):
        apart = tokens[first + 1 : second]
        if second - first > _APART or any(
            each.after_stop for each in tokens[first + 1 : second + 1]
        ):
            continue
        if not any(each.word in _AGAINST for each in apart):
            continue
        anchor = _anchor_of(tokens, second)
        if anchor is None or (hits and first < hits[-1].last):
            continue
        kind = _says(tokens, own - theirs)
        begins = first if kind is Kind.SHORTFALL else start_of_measure(tokens, first)
        hits.append(Hit(kind, begins, max(anchor, second) + 1))
    return hits


def _share(tokens: Sequence[Token], at: int) -> float | None:
    """The number that stands here, if it may be a percentage."""
    word = tokens[at].word
    if not word[0].isdigit():
        return None
    try:
        value = float(word)
    except ValueError:
        return None
    return value if value <= _MOST else None


def _anchor_of(tokens: Sequence[Token], figure: int) -> int | None:
    """Where it is said that a figure is an average's: "an average of 66", "66 nationally"."""
    for at in range(figure + 1, min(figure + 1 + _NEAR_AFTER, len(tokens))):
        if tokens[at].after_stop:
            break
        if tokens[at].word in _OTHERS:
            return at
    for at in range(figure - 1, max(-1, figure - 1 - _NEAR_BEFORE), -1):
        if tokens[at].word in _OTHERS:
            return at
        if tokens[at].word[0].isdigit():
            break
    return None


def _says(tokens: Sequence[Token], more: float) -> Kind:
    words = [token.word for token in tokens]
    if abs(more) <= _ALIKE or is_of_the_population(words):
        return Kind.CONTEXT
    return Kind.SHORTFALL if (more > 0) == is_adverse(words) else Kind.STRENGTH
