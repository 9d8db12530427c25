"""Which councils one is compared with: its nearest, its region's, those of its type, all, or those
that somebody chose."""

from __future__ import annotations

from typing import NamedTuple

import polars as pl

from measures.peers.distance import distances
from measures.statistics.columns import require
from vocabulary.peers import BETWEEN_NAMES, CHOSEN, OF_TYPE, PeerChoice


class PeerSet(NamedTuple):
    """Councils to compare with. choice: as the address has it. members: their full names; None:
    every other council, where there is no register. one, several: what they are called."""

    choice: str
    members: tuple[str, ...] | None
    one: str
    several: str

    @property
    def size(self) -> int | None:
        """How many there are, published or not."""
        return None if self.members is None else len(self.members)

    def of(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The rows of these councils, of a frame with authority."""
        if self.members is None:
            return frame
        return frame.filter(pl.col("authority").is_in(list(self.members)))


def peer_set(profiles: pl.DataFrame, council: str, asked: str = "") -> PeerSet:
    """The councils that a choice means (`PeerChoice`, `CHOSEN`, or names parted by
    `BETWEEN_NAMES`), the council itself never among them.

    `profiles`: the register's rows, as `distances` takes them, with short_name and region. Empty:
    the nearest neighbours, or all councils where the own figures are not known. What a register
    cannot tell (the region of a council that is not in it) is all councils too.

    Raises ValueError naming a column that is missing.
    """
    require(profiles, "authority", "short_name", "authority_type", "region")
    others = profiles.filter(pl.col("authority") != council)
    everyone = PeerSet(
        PeerChoice.ENGLAND.value,
        tuple(others.get_column("authority").sort()) if others.height else None,
        "council in England",
        "councils in England",
    )
    own = profiles.filter(pl.col("authority") == council)
    mine = own.row(0, named=True) if own.height else dict.fromkeys(profiles.columns)
    if asked in ("", PeerChoice.NEIGHBOURS):
        near = distances(profiles, council).filter("nearest")
        members = tuple(near.get_column("authority"))
        return _set(PeerChoice.NEIGHBOURS, members, "neighbour", "neighbours") or everyone
    if asked == PeerChoice.REGION:
        there = _named(others.filter(pl.col("region") == pl.lit(mine["region"], pl.String)))
        one, several = (f"{said} in {mine['region']}" for said in ("council", "councils"))
        return _set(PeerChoice.REGION, there, one, several) or everyone
    if asked == PeerChoice.TYPE:
        kind = pl.lit(mine["authority_type"], pl.String)
        alike = _named(others.filter(pl.col("authority_type") == kind))
        one, several = OF_TYPE.get(mine["authority_type"] or "", ("council", "councils"))
        return _set(PeerChoice.TYPE, alike, one, several) or everyone
    if asked == PeerChoice.ENGLAND:
        return everyone
    chosen = _named(others.filter(_is_named(asked.split(BETWEEN_NAMES))))
    short = others.filter(pl.col("authority").is_in(list(chosen))).get_column("short_name")
    said = BETWEEN_NAMES.join(short) or CHOSEN
    return PeerSet(said, chosen, "chosen council", "chosen councils")


def council_named(profiles: pl.DataFrame, name: str) -> str | None:
    """The full name of a council of the register by its full or its short name."""
    found = _named(profiles.filter(_is_named([name]))) if name else ()
    return found[0] if found else None


def _set(choice: PeerChoice, members: tuple[str, ...], one: str, several: str) -> PeerSet | None:
    return PeerSet(choice.value, members, one, several) if members else None


def _named(frame: pl.DataFrame) -> tuple[str, ...]:
    return tuple(frame.get_column("authority").sort())


def _is_named(names: list[str]) -> pl.Expr:
    asked = [name.strip().casefold() for name in names if name.strip()]
    return pl.any_horizontal(
        pl.col(column).str.to_lowercase().is_in(asked) for column in ("authority", "short_name")
    )
