"""What a sentence says about the council, weighed: each feature speaks for or against each polarity
by the weight that `weights.csv` gives it, and the encoder, which reads the paragraph as a whole,
has most of the say.

The weights are learned from sentences labelled by hand (`make coding-weights`); the file is plain
text, and no feature in it is longer than two words.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from data_access.importing.coding.features import Feature
from data_access.importing.coding.phrases import Token, word_set
from data_access.importing.encoder.encode import Encoded
from vocabulary.findings import Polarity

WEIGHTS = Path(__file__).parent / "weights.csv"
ALWAYS = "in any sentence:"
POLARITIES: tuple[str, ...] = (
    Polarity.STRENGTH,
    Polarity.SHORTFALL,
    Polarity.MIXED,
    Polarity.IN_PROGRESS,
    Polarity.CONTEXT,
)
# A shortfall that is overlooked costs more than one too many, and what is seldom is overlooked
# otherwise: in doubt these are suggested.
IN_DOUBT: Mapping[str, float] = {
    Polarity.SHORTFALL: 3.0,
    Polarity.MIXED: 1.3,
    Polarity.IN_PROGRESS: 3.0,
    Polarity.CONTEXT: 2.0,
}
WORDS = 0.3  # the words' share of the say; the encoder has the rest
SURE = 0.9
_GROUP = "polarity"
_MOST_WORDS = 3
_COUNTS = 0.1
_TELLS_LITTLE = word_set(
    "a an the and or of in on at to for by with from as it its this that these those they their "
    "them there was were is are be been being had has have who which what we us also so how into"
)


@dataclass(frozen=True)
class Weighed:
    """The polarity that weighs most, its probability (0 to 1), and the stretches of tokens (first,
    one past the last) that speak most for it, in the order of the sentence."""

    polarity: str
    probability: float
    words: tuple[tuple[int, int], ...]

    @property
    def sure(self) -> bool:
        """Whether little doubt is left: of such suggestions about nine in ten are as labelled."""
        return self.probability >= SURE


def weigh(
    tokens: Sequence[Token], features: Sequence[Feature], encoded: Encoded | None = None
) -> Weighed:
    """The polarity of the sentence with these tokens and features, as it was encoded if it was."""
    weights = learned_weights()
    known = [(each, weights[each.name]) for each in features if each.name in weights]
    sums = list(weights.get(ALWAYS, (0.0,) * len(POLARITIES)))
    for feature, weight in known:
        for at, amount in enumerate(weight):
            sums[at] += feature.value * amount
    read = encoded.shares(_GROUP) if encoded else None
    if read is not None:
        sums = [
            WORDS * each + (1 - WORDS) * math.log(share)
            for each, share in zip(sums, read, strict=True)
        ]
    highest = max(sums)
    shares = [math.exp(each - highest) for each in sums]
    favoured = [
        share * IN_DOUBT.get(polarity, 1.0)
        for share, polarity in zip(shares, POLARITIES, strict=True)
    ]
    chosen = favoured.index(max(favoured))
    speaks = _speaking(tokens, known, chosen)
    if encoded is not None and read is not None:
        speaks = said_for(tokens, encoded, _GROUP, chosen)
    return Weighed(POLARITIES[chosen], shares[chosen] / sum(shares), _shown(speaks))


def said_for(
    tokens: Sequence[Token], encoded: Encoded, group: str, chosen: int
) -> list[tuple[float, int, int]]:
    """How much each word votes for an output of a group over the others, and where it stands; not
    for words that tell a reader nothing ("the", "was")."""
    found = []
    for at, token in enumerate(tokens):
        votes = encoded.votes_of(group, token.start, token.end)
        if token.word not in _TELLS_LITTLE and votes is not None:
            found.append((float(votes[chosen] - votes.mean()), at, at + 1))
    return found


def _speaking(
    tokens: Sequence[Token], known: Sequence[tuple[Feature, tuple[float, ...]]], chosen: int
) -> list[tuple[float, int, int]]:
    """How much each feature speaks for the chosen polarity, and where it stands."""
    return [
        (feature.value * (weight[chosen] - sum(weight) / len(weight)), feature.first, feature.last)
        for feature, weight in known
        if any(token.word not in _TELLS_LITTLE for token in tokens[feature.first : feature.last])
    ]


def _shown(speaks: Sequence[tuple[float, int, int]]) -> tuple[tuple[int, int], ...]:
    """Where the words stand that speak most, none over another, in their order; words side by side
    are one stretch."""
    shown: list[tuple[int, int]] = []
    for amount, first, last in sorted(speaks, reverse=True):
        if amount < _COUNTS or len(shown) == _MOST_WORDS:
            break
        if all(last <= start or end <= first for start, end in shown):
            shown.append((first, last))
    joined: list[tuple[int, int]] = []
    for first, last in sorted(shown):
        if joined and joined[-1][1] == first:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return tuple(joined)


@lru_cache(maxsize=1)
def learned_weights() -> Mapping[str, tuple[float, ...]]:
    """Each feature's weights, in the order of POLARITIES."""
    with WEIGHTS.open(encoding="utf-8", newline="") as file:
        return {
            row["feature"]: tuple(float(row[polarity]) for polarity in POLARITIES)
            for row in csv.DictReader(file)
        }
