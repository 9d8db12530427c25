"""Whose turn it is where there is more heavy work than may be done at once: in the order in which
it was asked for, and whoever waits is told what it is for and how many come before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Final

from vocabulary.labels import LabelledEnum
from vocabulary.wording import agree, counted, listed, sentence

NOBODY: Final = ""
_whose: ContextVar[str] = ContextVar("whose", default=NOBODY)


class Kind(LabelledEnum):
    """What heavy work is, in a word."""

    PACK = "pack", "pack"
    DOCUMENT = "document", "document"
    PICTURE = "picture", "picture"
    EXPORT = "export", "export"
    EDITION = "edition", "edition"
    PREVIEW = "preview", "preview of an import"
    IMPORT = "import", "import"
    COUNCILS = "councils", "look at several councils"


_SEVERAL: Final = {
    Kind.PREVIEW: "previews of imports",
    Kind.COUNCILS: "looks at several councils",
}


@dataclass(eq=False)
class Turn:
    """One piece of work, of somebody (see `asked_by`)."""

    kind: Kind
    whose: str = field(default_factory=_whose.get)


@contextmanager
def asked_by(whose: str) -> Iterator[None]:
    """What is asked for until the block ends is asked for by somebody, told by any word that tells
    people apart."""
    before = _whose.set(whose)
    try:
        yield
    finally:
        _whose.reset(before)


def place_in_words(done: Sequence[Turn], waiting: Sequence[Turn], mine: Turn) -> str:
    """What somebody is told whose turn has not come: "Two packs are under way; yours is next".

    Args:
        done: what is being worked on.
        waiting: what waits, mine among it, in order.
        mine: whose place is told.
    """
    kinds = Counter(turn.kind for turn in done)
    things = listed([counted(many, kind.label, _several(kind)) for kind, many in kinds.items()])
    are = agree(len(done), "is", "are")
    before = waiting.index(mine)
    place = (
        f"{counted(before, 'other')} {agree(before, 'comes', 'come')} before yours"
        if before
        else "yours is next"
    )
    if not done:
        return f"{sentence(place)}."
    return f"{sentence(things)} {are} under way; {place}."


def _several(kind: Kind) -> str:
    return _SEVERAL.get(kind, f"{kind.label}s")
