"""The polarity cues of this package (folder `cues`), and where they stand in a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from data_access.importing.coding.phrases import GAP_PLACE, CueIndex, Token, parse_cue

_FOLDER = Path(__file__).parent / "cues"


class Kind(Enum):
    """What a cue does; the value is the file it stands in.

    Earlier kinds win where two cues of one length overlap.
    """

    FALSE_FRIEND = "false_friends"
    MIXED = "mixed"
    SHORTFALL = "shortfall"
    DENIAL = "denial"
    AIM = "aims"
    IN_PROGRESS = "in_progress"
    STRENGTH = "strength"
    CONTEXT = "context"
    LEANS_SHORTFALL = "leans_to_shortfall"
    LEANS_STRENGTH = "leans_to_strength"


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


def read_cues(name: str) -> list[str]:
    """The cues in a file of the folder, one a line; lines that begin with # are comments."""
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    pairs = [(kind, parse_cue(line)) for kind in Kind for line in read_cues(kind.value)]
    return _Lexicon(
        kinds=tuple(kind for kind, _ in pairs),
        words=tuple(len(cue.places) - cue.places.count(GAP_PLACE) for _, cue in pairs),
        index=CueIndex(cue for _, cue in pairs),
    )


@lru_cache(maxsize=1)
def remedies() -> CueIndex:
    """Words after which a trouble is what somebody works against, not what is found."""
    return CueIndex(parse_cue(line) for line in read_cues("remedy"))


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
