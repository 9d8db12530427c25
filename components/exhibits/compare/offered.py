"""Whom one can choose to be compared with, and how many of them have published scores."""

from __future__ import annotations

from typing import NamedTuple

from components.exhibits.memo import memo
from components.exhibits.peers import peers_asked, register_of
from components.exhibits.records import Records
from components.exhibits.view import View
from measures.ratings.scores import newest
from vocabulary.peers import CHOSEN, PeerChoice


class Offered(NamedTuple):
    """A choice of councils: as the address has it, what it is called, how many of how many have
    published scores (size None: there is no register)."""

    choice: str
    label: str
    scored: int
    size: int | None

    @property
    def words(self) -> str:
        """Such as "Nearest neighbours, 11 of 15"."""
        return self.label if self.size is None else f"{self.label} {self.scored:,} of {self.size:,}"


def offered(records: Records, view: View) -> tuple[Offered, ...]:
    """The sets that follow from the register, each where the register can tell it."""
    return memo(records, _offered, view)


def _offered(records: Records, view: View) -> tuple[Offered, ...]:
    scored = newest(records.peers["score"]).drop_nulls("score").select("authority").unique()
    found = []
    for choice in PeerChoice:
        peers = peers_asked(records, choice.value, view)
        if peers.choice == choice.value:
            found.append(Offered(choice.value, choice.label, peers.of(scored).height, peers.size))
    return tuple(found)


def council_options(records: Records, view: View, *, scored: bool) -> tuple[str, ...]:
    """Short names of the councils one can choose, in order. scored: those with published scores
    alone."""
    return memo(records, _options, view.council, scored)


def _options(records: Records, council: str, scored: bool) -> tuple[str, ...]:
    register = register_of(records)
    names = register.filter(register["authority"] != council)
    if scored:
        told = newest(records.peers["score"]).drop_nulls("score").get_column("authority")
        names = names.filter(names["authority"].is_in(told.implode()))
    return tuple(names.get_column("short_name").drop_nulls().sort())


def chosen_names(records: Records, asked: str, view: View) -> tuple[str, ...]:
    """Short names of the councils that an address names; none for a set of the register."""
    peers = peers_asked(records, asked, view)
    register = register_of(records)
    if peers.choice in (*PeerChoice, CHOSEN) or peers.members is None:
        return ()
    of = register.filter(register["authority"].is_in(list(peers.members)))
    return tuple(of.get_column("short_name").drop_nulls().sort())
