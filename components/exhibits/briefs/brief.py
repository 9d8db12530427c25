"""What an exhibit that is watched comes to in a line: for the five rows of the Overview and the
sentence for the board."""

from __future__ import annotations

from dataclasses import dataclass

from vocabulary.attention import Stake


@dataclass(frozen=True)
class People:
    """People counted one by one: how many have it, how many not yet, and in words what both are,
    such as "recorded", "social workers" and "October 2026"."""

    have: int
    lack: int
    who: str
    counted: str


@dataclass(frozen=True)
class Brief:
    """An exhibit in a line.

    text: what is so. detail: what it is beside, or how sure. stake: what is at stake. pressing: it
    is getting worse, or past its day. figure, said: what is set beside the same of another day,
    and how it is said; counts: it is a count of things, of which more or fewer is a fact. owners:
    the roles that answer for it by the record itself. people: where each is a dot.
    """

    text: str
    detail: str
    stake: Stake
    pressing: bool = False
    figure: float | None = None
    said: str = ""
    counts: bool = False
    owners: tuple[str, ...] = ()
    people: People | None = None
