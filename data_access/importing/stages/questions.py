"""What only a person can know, in the terms of a recipe."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Question:
    """Something to be answered. kind: dataset, columns, constants, words, teams, dates, numbers,
    rows, wide, empty. key: where in a recipe the answer goes. said: the question in a sentence.
    counts: how often each of the words comes, where that is known. needed: nothing is imported
    before it is answered; else its rows wait to be mended."""

    kind: str
    key: str
    said: str
    column: str | None = None
    field: str | None = None
    words: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    needed: bool = True
    counts: tuple[int, ...] = ()
