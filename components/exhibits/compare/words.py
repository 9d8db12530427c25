"""What exhibits that compare say alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from measures.peers.sets import PeerSet
from vocabulary.wording import agree, listed, span, within

NOT_A_RANKING: Final = (
    "Scores differ by when and by whom a council was assessed; this is not a ranking."
)
NOT_ALL: Final = (
    "Councils are shown whose figures were found in public; the others are not without a score."
)
HEADLINE: Final = 88  # letters that the first lines of a page have room for


def known_of(peers: PeerSet, number: int) -> str:
    """How many of a set have what is shown: "11 of 15 neighbours have"."""
    return f"{count_of(peers, number)} {agree(number, 'has', 'have')}"


def when_published(words: pl.Series, days: pl.Series) -> str:
    """From when to when something was published, as exactly as sources say: "February 2025" where
    one month is all they say; empty where none says."""
    said = words.unique().to_list()
    return str(said[0]) if len(said) == 1 and days.drop_nulls().len() else span(days)


def count_of(peers: PeerSet, number: int) -> str:
    """How many of a set: "11 of 15 neighbours"."""
    if peers.size is None:
        return f"{number:,} {agree(number, peers.one, peers.several)}"
    return f"{number:,} of {peers.size:,} {agree(peers.size, peers.one, peers.several)}"


def on_statements(names: Sequence[str]) -> str:
    """Statements by their short names: "equity and on learning"."""
    return listed([within(name) for name in names])
