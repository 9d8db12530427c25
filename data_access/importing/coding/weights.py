"""What a sentence says about the council, weighed: each feature speaks for or against each polarity
by the weight that `weights.csv` gives it.

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
# otherwise: in doubt these are suggested. By councils left out, it costs no agreement.
IN_DOUBT: Mapping[str, float] = {
    Polarity.SHORTFALL: 2.0,
    Polarity.MIXED: 1.3,
    Polarity.IN_PROGRESS: 2.5,
    Polarity.CONTEXT: 1.2,
}
SURE = 0.9
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


def weigh(tokens: Sequence[Token], features: Sequence[Feature]) -> Weighed:
    """The polarity of the sentence with these tokens and features."""
    weights = learned_weights()
    known = [(each, weights[each.name]) for each in features if each.name in weights]
    sums = list(weights.get(ALWAYS, (0.0,) * len(POLARITIES)))
    for feature, weight in known:
        for at, amount in enumerate(weight):
            sums[at] += feature.value * amount
    highest = max(sums)
    shares = [math.exp(each - highest) for each in sums]
    favoured = [
        share * IN_DOUBT.get(polarity, 1.0)
        for share, polarity in zip(shares, POLARITIES, strict=True)
    ]
    chosen = favoured.index(max(favoured))
    return Weighed(
        POLARITIES[chosen], shares[chosen] / sum(shares), _decisive(tokens, known, chosen)
    )


def _decisive(
    tokens: Sequence[Token], known: Sequence[tuple[Feature, tuple[float, ...]]], chosen: int
) -> tuple[tuple[int, int], ...]:
    """Where the words stand that speak most for the chosen polarity, none over another; words that
    tell a reader nothing ("the", "was") weigh too, but are not shown alone."""
    speaks = [
        (feature.value * (weight[chosen] - sum(weight) / len(weight)), feature)
        for feature, weight in known
        if any(token.word not in _TELLS_LITTLE for token in tokens[feature.first : feature.last])
    ]
    shown: list[tuple[int, int]] = []
    for amount, feature in sorted(speaks, key=lambda each: -each[0]):
        if amount < _COUNTS or len(shown) == _MOST_WORDS:
            break
        if all(feature.last <= first or last <= feature.first for first, last in shown):
            shown.append((feature.first, feature.last))
    return tuple(sorted(shown))


@lru_cache(maxsize=1)
def learned_weights() -> Mapping[str, tuple[float, ...]]:
    """Each feature's weights, in the order of POLARITIES."""
    with WEIGHTS.open(encoding="utf-8", newline="") as file:
        return {
            row["feature"]: tuple(float(row[polarity]) for polarity in POLARITIES)
            for row in csv.DictReader(file)
        }
