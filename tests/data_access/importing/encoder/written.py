"""A learned network as a file of the product: only the pieces of words that are needed, and each
weight in one byte."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper
from torch import Tensor, nn

from data_access.importing.encoder.encode import Network, file_of
from data_access.importing.encoder.pieces import FILE as PIECES
from data_access.importing.encoder.pieces import Pieces
from tests.data_access.importing.encoder.labelled_texts import Paragraph
from tests.data_access.importing.encoder.network import Voting

COMMON = 10_000  # pieces are listed by how common they are
LEFT_OUT = frozenset({8149})  # a first name that our own checks take for who typed a file
SHORT = 5  # letters, two marks among them, of pieces that any word can be put together from
SMALL = 4096  # numbers; what is smaller is kept as it is
_OPSET = 17


class OneText(nn.Module):  # type: ignore[misc]  # untyped where it is not installed
    """The network for one text: its pieces by number, and their votes."""

    def __init__(self, network: Voting) -> None:
        super().__init__()
        self.encoder, self.votes = network.encoder, network.votes

    def forward(self, ids: Tensor) -> Tensor:
        """The votes (pieces × outputs) of a text's pieces."""
        mask = torch.ones_like(ids)
        read = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        return self.votes(read)[0]


def write_pieces(tokenizer: Any, texts: Iterable[Paragraph]) -> list[int]:
    """Write the pieces of words that are kept; their numbers before."""
    kept = _kept(tokenizer, texts)
    PIECES.write_text("\n".join([*(piece for piece, _ in kept), ""]), "utf-8", newline="\n")
    return [number for _, number in kept]


def write(name: Network, network: Voting, kept: Sequence[int]) -> None:
    """Write the network with so many pieces of words; it cannot learn further then."""
    table = network.encoder.embeddings.word_embeddings
    table.weight = nn.Parameter(table.weight[list(kept)].detach())
    network.encoder.config._attn_implementation = "eager"
    example = torch.arange(5, 45)[None]
    with TemporaryDirectory() as folder:
        file = Path(folder) / "network.onnx"
        torch.onnx.export(
            OneText(network).eval(),
            (example,),
            str(file),
            input_names=["ids"],
            output_names=["votes"],
            dynamic_axes={"ids": {1: "pieces"}, "votes": {0: "pieces"}},
            opset_version=_OPSET,
            dynamo=False,
        )
        model = onnx.load(file)
    onnx.save(_in_bytes(model), file_of(name))


def _kept(tokenizer: Any, texts: Iterable[Paragraph]) -> list[tuple[str, int]]:
    """The pieces that are kept and their numbers before: what occurs, what is common, and what
    any word can be put together from."""
    pieces = Pieces(tokenizer.get_vocab())
    seen: set[int] = set()
    for sentence in (said.text for text in texts for said in text):
        ours, _ = pieces.of(sentence)
        theirs = tokenizer(sentence, add_special_tokens=False)["input_ids"]
        assert ours == theirs, f"{sentence} is cut otherwise than it was learned"
        seen |= set(ours)
    special = set(tokenizer.all_special_ids)
    return sorted(
        (
            (piece, number)
            for piece, number in tokenizer.get_vocab().items()
            if number in seen
            or number in special
            or (number not in LEFT_OUT and number < COMMON and not piece.startswith("[unused"))
            or len(piece) == 1
            or (piece.startswith("##") and len(piece) <= SHORT)
        ),
        key=lambda each: each[1],
    )


def _in_bytes(model: Any) -> Any:
    """Each large table of weights as bytes, with a scale for each of its rows or columns."""
    graph = model.graph
    axes = {
        node.input[at]: 0 if node.op_type == "Gather" else 1
        for node in graph.node
        for at in range(len(node.input))
    }
    small, nodes = [], []
    for table in graph.initializer:
        values = numpy_helper.to_array(table)
        if values.dtype != np.float32 or values.ndim != 2 or values.size < SMALL:
            small.append(table)
            continue
        axis = axes[table.name]
        scale = np.maximum(np.abs(values).max(axis=1 - axis), 1e-8).astype("f4") / 127
        shaped = scale[:, None] if axis == 0 else scale[None, :]
        rounded = np.clip(np.rint(values / shaped), -127, 127).astype("i1")
        name = table.name
        small += [
            numpy_helper.from_array(rounded, f"{name}.bytes"),
            numpy_helper.from_array(scale, f"{name}.scale"),
            numpy_helper.from_array(np.zeros(len(scale), "i1"), f"{name}.zero"),
        ]
        nodes.append(
            helper.make_node(
                "DequantizeLinear",
                [f"{name}.bytes", f"{name}.scale", f"{name}.zero"],
                [name],
                axis=axis,
            )
        )
    inner = helper.make_graph(
        [*nodes, *graph.node], "encoder", list(graph.input), list(graph.output), small
    )
    written = helper.make_model(inner, opset_imports=[helper.make_opsetid("", _OPSET)])
    written.ir_version = 9
    onnx.checker.check_model(written)
    return written
