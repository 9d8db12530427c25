"""The polarity cues of this package, parsed once and found in a text without overlaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from data_access.evidence_coding import other_cues, shortfall_cues, strength_cues
from data_access.evidence_coding.phrases import CueIndex, Token, parse_cue


class Kind(Enum):
    """What a cue does. Earlier kinds win where two cues of one length overlap."""

    NOTHING = "a false friend"
    MIXED = "mixed"
    SHORTFALL = "shortfall"
    DENIAL = "denial"
    IN_PROGRESS = "in_progress"
    STRENGTH = "strength"
    CONTEXT = "context"
    LEANS_SHORTFALL = "leans to shortfall"
    LEANS_STRENGTH = "leans to strength"


class Hit(NamedTuple):
    """A cue in a text: what it does, and its first and one past its last token."""

    kind: Kind
    first: int
    last: int


@dataclass(frozen=True)
class _Lexicon:
    kinds: tuple[Kind, ...]
    words: tuple[int, ...]
    index: CueIndex


def lines_of(block: str) -> list[str]:
    """The cues of a block, one a line."""
    return [line.strip() for line in block.strip().splitlines() if line.strip()]


_BLOCKS: tuple[tuple[Kind, str], ...] = (
    (Kind.NOTHING, other_cues.SAYS_NOTHING),
    (Kind.MIXED, other_cues.SAYS_MIXED),
    (Kind.SHORTFALL, shortfall_cues.SAYS_SHORTFALL),
    (Kind.DENIAL, shortfall_cues.DENIES),
    (Kind.IN_PROGRESS, other_cues.SAYS_IN_PROGRESS),
    (Kind.STRENGTH, strength_cues.SAYS_STRENGTH),
    (Kind.CONTEXT, other_cues.SAYS_CONTEXT),
    (Kind.LEANS_SHORTFALL, shortfall_cues.LEANS_SHORTFALL),
    (Kind.LEANS_STRENGTH, strength_cues.LEANS_STRENGTH),
)


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    pairs = [(kind, parse_cue(line)) for kind, block in _BLOCKS for line in lines_of(block)]
    return _Lexicon(
        kinds=tuple(kind for kind, _ in pairs),
        words=tuple(sum(1 for place in cue.places if place) for _, cue in pairs),
        index=CueIndex(cue for _, cue in pairs),
    )


@lru_cache(maxsize=1)
def remedies() -> CueIndex:
    """Words after which a trouble is what somebody works against, not what is found."""
    return CueIndex(parse_cue(line) for line in lines_of(other_cues.SAYS_REMEDY))


_RANK = {kind: rank for rank, kind in enumerate(Kind)}


def find_cues(tokens: Sequence[Token], taken: Sequence[Hit] = ()) -> list[Hit]:
    """The polarity cues of a text in its order, without overlaps: longer cues win.

    `taken` are stretches already explained (comparisons), which no cue may overlap.
    """
    lexicon = _lexicon()
    found = sorted(
        lexicon.index.find(tokens),
        key=lambda f: (-lexicon.words[f.number], _RANK[lexicon.kinds[f.number]], f.first),
    )
    free = [True] * len(tokens)
    for hit in taken:
        free[hit.first : hit.last] = [False] * (hit.last - hit.first)
    kept = list(taken)
    for number, first, last in found:
        if all(free[first:last]):
            kept.append(Hit(lexicon.kinds[number], first, last))
            free[first:last] = [False] * (last - first)
    return sorted(kept, key=lambda hit: hit.first)
