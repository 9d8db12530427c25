"""The network that is learned: a small sentence encoder, and on it one layer in which each piece
of a word votes. A sentence is what its pieces vote on average, a number what its own do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from data_access.importing.encoder.encode import LONGEST, LONGEST_SENTENCE
from data_access.importing.encoder.outputs import Outputs
from tests.data_access.importing.encoder.labelled_texts import Paragraph

UNKNOWN = -100  # what is not known teaches nothing


class Voting(nn.Module):  # type: ignore[misc]  # untyped where it is not installed
    """An encoder whose pieces vote for each output."""

    def __init__(self, encoder: Any, outputs: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.drop = nn.Dropout(0.1)
        self.votes = nn.Linear(encoder.config.hidden_size, outputs)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """The votes (texts × pieces × outputs) of the pieces of texts (texts × pieces)."""
        read = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        return self.votes(self.drop(read))


@dataclass(frozen=True)
class Piece:
    """Something in a text that has a label: its first piece and one past its last, and which
    output of each group it is."""

    first: int
    last: int
    labels: dict[str, int]


@dataclass(frozen=True)
class Pieces:
    """A text as the network reads it: pieces of words by number, and what is known in it."""

    ids: list[int]
    known: list[Piece]


def windows(
    paragraph: Paragraph, tokenizer: Any, outputs: Outputs, cuts: Sequence[int] = ()
) -> list[Pieces]:
    """A paragraph as one text or several: where it would be too long, and before the sentences
    of `cuts`."""
    found: list[Pieces] = []
    ids: list[int] = []
    known: list[Piece] = []
    for place, sentence in enumerate(paragraph):
        told = tokenizer(sentence.text, add_special_tokens=False, return_offsets_mapping=True)
        pieces = told["input_ids"][:LONGEST_SENTENCE]
        offsets = told["offset_mapping"][:LONGEST_SENTENCE]
        if ids and (len(ids) + len(pieces) + 2 > LONGEST or place in cuts):
            found.append(Pieces([*ids, tokenizer.sep_token_id], known))
            ids, known = [], []
        ids = ids or [tokenizer.cls_token_id]
        ids.append(tokenizer.sep_token_id)
        start = len(ids)
        ids += pieces
        labels = {
            group: outputs.place(group, value)
            for group, value in (("polarity", sentence.polarity), ("category", sentence.category))
            if value
        }
        if labels and pieces:
            known.append(Piece(start, len(ids), labels))
        for number in sentence.numbers:
            its = [at for at, (a, b) in enumerate(offsets) if a < number.end and b > number.start]
            if its:
                labels = {"measure": outputs.place("measure", number.of)}
                if labels["measure"]:
                    labels["area"] = outputs.place("area", number.area)
                known.append(Piece(start + its[0], start + its[-1] + 1, labels))
    if ids:
        found.append(Pieces([*ids, tokenizer.sep_token_id], known))
    return found


def batches(texts: Sequence[Pieces], most: int) -> list[list[Pieces]]:
    """Texts of like lengths together, of at most so many pieces."""
    found: list[list[Pieces]] = []
    batch: list[Pieces] = []
    for text in sorted(texts, key=lambda each: len(each.ids)):
        if batch and len(text.ids) * (len(batch) + 1) > most:
            found.append(batch)
            batch = []
        batch.append(text)
    return [*found, batch] if batch else found


def loss_of(
    network: Voting, batch: Sequence[Pieces], outputs: Outputs, weights: dict[str, float]
) -> Tensor:
    """How far the votes are from what is known, each group of outputs with its weight."""
    length = max(len(text.ids) for text in batch)
    ids = torch.zeros((len(batch), length), dtype=torch.long)
    mask = torch.zeros_like(ids)
    for row, text in enumerate(batch):
        ids[row, : len(text.ids)] = torch.tensor(text.ids)
        mask[row, : len(text.ids)] = 1
    with torch.autocast("cpu", dtype=torch.bfloat16):
        votes = network(ids, mask)
    votes = votes.float()
    known = [(row, piece) for row, text in enumerate(batch) for piece in text.known]
    if not known:
        return votes.sum() * 0
    said = torch.stack([votes[row, piece.first : piece.last].mean(0) for row, piece in known])
    total = votes.new_zeros(())
    for group, weight in weights.items():
        labels = torch.tensor([piece.labels.get(group, UNKNOWN) for _, piece in known])
        if (labels != UNKNOWN).any():
            total = total + weight * nn.functional.cross_entropy(
                said[:, outputs.slice(group)], labels, label_smoothing=0.05
            )
    return total
