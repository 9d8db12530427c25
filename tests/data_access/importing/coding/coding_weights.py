"""Learns the weights of the coding from sentences labelled by hand, and measures them on councils
that were left out (`--check`).

    make coding-weights LABELS="labels.csv more.csv"
    python -m tests.data_access.importing.coding.coding_weights --check labels.csv

Columns of a file of labels: council, statement, paragraph, n, text, polarity. Beside them are the
sentences of our own. The labels of real reports are not carried in this project, so what was
learned from earlier ones is kept in the weights: new labels move them as far as they have to, or,
with `--anew`, nothing is kept.

A multinomial logistic regression with a ridge towards the weights of before. Only features seen in
three councils at least get a weight, so that nothing of one report's wording is carried.
"""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_array

from data_access.importing.coding.features import Feature
from data_access.importing.coding.suggest import features_of
from data_access.importing.coding.weights import (
    ALWAYS,
    IN_DOUBT,
    POLARITIES,
    SURE,
    WEIGHTS,
    learned_weights,
)
from tests.data_access.importing.coding.coding_score import EXAMPLES
from tests.data_access.importing.coding.label_agreement import share, table

OWN = (EXAMPLES, EXAMPLES.with_name("kinds_of_misses.csv"))
OWN_PARAGRAPHS = EXAMPLES.with_name("sentences_to_learn_from.csv")
ANALOGUES = EXAMPLES.with_name("analogues_to_learn_from.csv")
# How often each counts: the first two say what the codes mean, the analogues how reports are
# written; there are ten times as many of them.
TIMES = {OWN: 9, OWN_PARAGRAPHS: 5, ANALOGUES: 1}
COUNCILS = 3
RIDGE_OF_WORDS = 6.0
RIDGE_OF_RULES = 3.0
FOLDS = 10
SMALLEST = 0.1
_OURS = "ours"
KEPT_APART = "kept apart"  # sentences of ours that only test

Weights = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Sentence:
    """A labelled sentence: whose it is, its label and what is weighed in it."""

    council: str
    polarity: str
    features: Sequence[Feature]


def read_labels(path: Path) -> list[Sentence]:
    """The labelled sentences of a file, each read with those around it."""
    pages: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in rows_of(path):
        pages[row["council"], row.get("statement", "")].append(row)
    return [
        Sentence(_short(row["council"]), row["polarity"], found)
        for page in pages.values()
        for row, found in zip(page, features_of(_passages(page)), strict=True)
        if row["polarity"] in POLARITIES
    ]


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a file of labels."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _passages(page: Sequence[dict[str, str]]) -> list[tuple[int, int, str]]:
    return [(int(row["paragraph"]), int(row["n"]), row["text"]) for row in page]


def _short(council: str) -> str:
    """A council's name without what kind it is, for one that two files call differently."""
    left_out = {"london", "royal", "borough", "of", "city", "county", "council", "metropolitan"}
    return " ".join(word for word in council.lower().split() if word not in left_out)


def our_own() -> list[Sentence]:
    """The sentences of our own, as often as they count: examples one by one, and paragraphs."""
    found: list[Sentence] = []
    for path in OWN:
        for at, row in enumerate(rows_of(path)):
            if row.get("set") == KEPT_APART:
                continue
            before = [(1, 1, row["before"])] if row["before"] else []
            seen = features_of([*before, (1, 2, row["text"])])[-1]
            found += [Sentence(f"{_OURS} {at % 4}", row["polarity"], seen)] * TIMES[OWN]
    for path in (OWN_PARAGRAPHS, ANALOGUES):
        rows = rows_of(path)
        for row, seen in zip(rows, features_of(_passages(rows)), strict=True):
            council = f"{_OURS} {path.stem} {int(row['paragraph']) // 3}"
            found += [Sentence(council, row["polarity"], seen)] * TIMES[path]
    return found


@dataclass(frozen=True)
class Model:
    """Learned weights: a row for each feature, and last what always counts."""

    names: tuple[str, ...]
    weights: Weights

    @classmethod
    def none(cls) -> Model:
        """Weights that know nothing."""
        return cls((), np.zeros((1, len(POLARITIES))))

    @classmethod
    def shipped(cls) -> Model:
        """Those that the product has."""
        known = dict(learned_weights())
        always = known.pop(ALWAYS)
        return cls(tuple(known), np.array([*known.values(), always]))

    def of(self, names: Sequence[str]) -> Weights:
        """The weights of these features, and last what always counts; 0 where there is none."""
        known = dict(zip(self.names, self.weights, strict=False))
        nothing = np.zeros(len(POLARITIES))
        return np.array([*(known.get(name, nothing) for name in names), self.weights[-1]])

    def probabilities(self, sentences: Sequence[Sentence]) -> Weights:
        """Each sentence's probability of each polarity."""
        return _softmax(_matrix(sentences, self.names) @ self.weights)


def learn(sentences: Sequence[Sentence], before: Model) -> Model:
    """The weights that fit the labels best and are not far from those of before."""
    councils: dict[str, set[str]] = defaultdict(set)
    for sentence in sentences:
        for feature in sentence.features:
            councils[feature.name].add(sentence.council)
    often = {name for name in councils if len(councils[name]) >= COUNCILS}
    names = tuple(sorted(often | set(before.names)))
    matrix = _matrix(sentences, names)
    labels = np.eye(len(POLARITIES))[[POLARITIES.index(each.polarity) for each in sentences]]
    ridge = np.array([_ridge(name) for name in names] + [1e-3])[:, None]
    earlier = before.of(names)

    def loss(flat: Weights) -> tuple[float, Weights]:
        weights = flat.reshape(earlier.shape)
        shares = _softmax(matrix @ weights)
        misfit = -float(np.log(np.maximum((shares * labels).sum(axis=1), 1e-300)).sum())
        moved = weights - earlier
        slope = matrix.T @ (shares - labels) + ridge * moved
        return misfit + 0.5 * float((ridge * moved**2).sum()), slope.ravel()

    best = minimize(loss, earlier.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    return Model(names, best.x.reshape(earlier.shape))


def _ridge(name: str) -> float:
    of_words = not name.startswith(("rules:", "sentence ", "voice:", "first of", "length", "has a"))
    return RIDGE_OF_WORDS if of_words else RIDGE_OF_RULES


def _matrix(sentences: Sequence[Sentence], names: Sequence[str]) -> csr_array:
    place = {name: at for at, name in enumerate(names)}
    values, columns, ends = [], [], [0]
    for sentence in sentences:
        known = [each for each in sentence.features if each.name in place]
        columns += [place[each.name] for each in known] + [len(names)]
        values += [each.value for each in known] + [1.0]
        ends.append(len(columns))
    return csr_array((values, columns, ends), shape=(len(ends) - 1, len(names) + 1))


def _softmax(sums: Weights) -> Weights:
    shares = np.exp(sums - sums.max(axis=1, keepdims=True))
    return np.asarray(shares / shares.sum(axis=1, keepdims=True))


def left_out(
    sentences: Sequence[Sentence], before: Model, folds: int = FOLDS
) -> list[tuple[Sentence, Weights]]:
    """Real sentences with their probabilities by weights that saw nothing of their council."""
    councils = sorted({each.council for each in sentences if not each.council.startswith(_OURS)})
    measured: list[tuple[Sentence, Weights]] = []
    for fold in range(folds):
        out = set(councils[fold::folds])
        tested = [each for each in sentences if each.council in out]
        if tested:
            model = learn([each for each in sentences if each.council not in out], before)
            measured += zip(tested, model.probabilities(tested), strict=True)
    return measured


def told(measured: Sequence[tuple[Sentence, Weights]]) -> str:
    """How far what is suggested agrees with the labels, and how right the clear ones are."""
    favour = np.array([IN_DOUBT.get(polarity, 1.0) for polarity in POLARITIES])
    chosen = [int((shares * favour).argmax()) for _, shares in measured]
    pairs = [
        (sentence.polarity, POLARITIES[at])
        for (sentence, _), at in zip(measured, chosen, strict=True)
    ]
    lines = table(pairs, POLARITIES)
    for sure, word in ((True, "clear"), (False, "to look at")):
        right = [
            label == said
            for (label, said), (_, shares), at in zip(pairs, measured, chosen, strict=True)
            if (shares[at] >= SURE) == sure
        ]
        lines.append(f"  {word}: {share(sum(right), len(right))} as labelled")
    return "\n".join(lines)


def write(model: Model, path: Path = WEIGHTS) -> int:
    """Write the weights that count for something; how many features they are."""
    written = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["feature", *POLARITIES])
        for name, weights in zip((*model.names, ALWAYS), model.weights, strict=True):
            if (np.abs(weights) < SMALLEST).all():
                continue
            out.writerow([name, *(f"{each:.2f}" for each in weights)])
            written += 1
    return written


def main() -> None:
    """Measure, or learn from everything and write."""
    parser = argparse.ArgumentParser(prog="coding_weights")
    parser.add_argument("labels", type=Path, nargs="*", help="sentences labelled by hand (CSV)")
    parser.add_argument("--check", action="store_true", help="measure only, write nothing")
    parser.add_argument("--anew", action="store_true", help="keep nothing of earlier labels")
    arguments = parser.parse_args()
    files = {path: read_labels(path) for path in arguments.labels}
    before = Model.none() if arguments.anew else Model.shipped()
    sentences = [*our_own(), *(each for found in files.values() for each in found)]
    if not arguments.check:
        print(f"{write(learn(sentences, before))} features written to {WEIGHTS.name}")
        return
    measured = {id(sentence): (sentence, found) for sentence, found in left_out(sentences, before)}
    print("By weights that saw nothing of the council.")
    for path, found in files.items():
        those = [measured[id(sentence)] for sentence in found]
        print(f"{path.name}: {len(those)} sentences\n{told(those)}")
    print("All together:\n" + told(list(measured.values())))


if __name__ == "__main__":
    main()
