"""Whom an exhibit that compares sets the council against: what the request asks for, looked up in
the register."""

from __future__ import annotations

from typing import Final

import polars as pl

from components.exhibits.declaration import ExhibitRequest
from components.exhibits.memo import memo
from components.exhibits.records import Records
from components.exhibits.view import View
from measures.peers.sets import PeerSet, council_named, peer_set

REGISTER: Final = "council_profile"
LONGEST_CHOICE: Final = 2000  # of an address's own choice of councils, in letters


def register_of(records: Records) -> pl.DataFrame:
    """The register's rows of all councils, the council's own among them."""
    return memo(records, _register)


def _register(records: Records) -> pl.DataFrame:
    return pl.concat([records[REGISTER], records.peers[REGISTER]]).sort("authority")


def peers_asked(records: Records, asked: str, view: View) -> PeerSet:
    """The councils that a choice means; see `measures.peers.sets.peer_set`."""
    return memo(records, _peers_asked, asked, view.council)


def _peers_asked(records: Records, asked: str, council: str) -> PeerSet:
    return peer_set(register_of(records), council, asked)


def compared_with(records: Records, request: ExhibitRequest, view: View) -> PeerSet:
    """The councils that a request sets the council against."""
    return peers_asked(records, request.peers, view)


def beside_us(records: Records, request: ExhibitRequest, view: View) -> str | None:
    """The full name of the council that a request puts beside ours; None for none, and for
    ourselves."""
    named = council_named(register_of(records), request.beside)
    return named if named != view.council else None


def short_name(register: pl.DataFrame, council: str) -> str:
    """A council's short name in the register; its full name where it is not there."""
    found = register.filter(pl.col("authority") == council).get_column("short_name").drop_nulls()
    return str(found[0]) if found.len() else council
