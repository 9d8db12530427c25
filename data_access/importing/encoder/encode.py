"""Two small networks that read a paragraph as a whole: each piece of a word, as it is read among
the others, votes for what its sentence says, or for what its number is of.

They are learned from labelled sentences (`make encoder`), run on this computer alone, and give the
same for the same text. Where the library that runs them cannot be loaded, there are none: words
alone decide what a sentence says, and no number is told.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np
import numpy.typing as npt

from data_access.importing.encoder.outputs import outputs
from data_access.importing.encoder.pieces import OPENS, PARTS, known_pieces

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Network = Literal["findings", "numbers"]
_FOLDER = Path(__file__).parent
LONGEST_SENTENCE = 150  # pieces; what is longer is read as far as this
LONGEST = 300  # pieces that are read together
_THREADS = 2

Votes = npt.NDArray[np.float32]
_Cut = tuple[list[int], tuple[tuple[int, int], ...]]  # a sentence's pieces, and where they stand


@dataclass(frozen=True)
class Encoded:
    """A sentence as it was read: where each piece stands in it (from, to), and its votes (pieces ×
    outputs)."""

    where: tuple[tuple[int, int], ...]
    votes: Votes

    def shares(
        self, group: str, first: int = 0, last: int | None = None
    ) -> npt.NDArray[np.float64] | None:
        """The probability of each output of a group for the sentence, or for what stands between
        two places in it; None where no piece does."""
        sums = self.votes_of(group, first, last)
        if sums is None:
            return None
        shares = np.exp(sums - sums.max())
        return np.asarray(shares / shares.sum())

    def votes_of(
        self, group: str, first: int = 0, last: int | None = None
    ) -> npt.NDArray[np.float64] | None:
        """What the pieces vote on average for each output of a group; see `shares`."""
        pieces = [
            at
            for at, (start, end) in enumerate(self.where)
            if end > first and (last is None or start < last)
        ]
        if not pieces:
            return None
        votes = self.votes[pieces][:, outputs().slice(group)]
        return np.asarray(votes.mean(axis=0), dtype=np.float64)


@lru_cache(maxsize=256)
def encode(sentences: tuple[str, ...], by: Network = "findings") -> tuple[Encoded, ...] | None:
    """The sentences of a paragraph as a network reads them together; None where it cannot."""
    network = _network(by)
    if network is None:
        return None
    found: list[Encoded] = []
    window: list[_Cut] = []
    length = 0
    for sentence in sentences:
        ids, where = known_pieces().of(sentence)
        if window and length + min(len(ids), LONGEST_SENTENCE) + 2 > LONGEST:
            found += _read(window, network)
            window, length = [], 0
        window.append((ids[:LONGEST_SENTENCE], tuple(where[:LONGEST_SENTENCE])))
        length += len(window[-1][0]) + 1
    return (*found, *_read(window, network))


def _read(window: Sequence[_Cut], network: InferenceSession) -> list[Encoded]:
    """The sentences that are read at once."""
    if not window:
        return []
    opens, parts = (known_pieces().number(piece) for piece in (OPENS, PARTS))
    ids, starts = [opens], []
    for pieces, _ in window:
        ids.append(parts)
        starts.append(len(ids))
        ids += pieces
    [votes] = network.run(None, {"ids": np.array([[*ids, parts]], dtype=np.int64)})
    return [
        Encoded(where, np.asarray(votes)[start : start + len(pieces)])
        for start, (pieces, where) in zip(starts, window, strict=True)
    ]


def file_of(network: Network) -> Path:
    """The file that a network is read from."""
    return _FOLDER / f"{network}.onnx"


@lru_cache(maxsize=2)
def _network(name: Network) -> InferenceSession | None:
    try:
        import onnxruntime
    except ImportError as error:  # such as on Windows without Microsoft's runtime of C++
        logging.getLogger(__name__).warning(
            "%s are read by words alone, if at all: %s", name, error
        )
        return None
    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = _THREADS
    # Whoever waits for the next text does not compute meanwhile.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # The weights are kept in bytes and read once, not with every text.
    options.add_session_config_entry("session.disable_quant_qdq", "1")
    return onnxruntime.InferenceSession(file_of(name), options, providers=["CPUExecutionProvider"])
