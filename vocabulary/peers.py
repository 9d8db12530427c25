"""Whom a council is compared with: sets of other councils, as the address calls them."""

from __future__ import annotations

from typing import Final

from vocabulary.framework import AuthorityType
from vocabulary.labels import LabelledEnum


class PeerChoice(LabelledEnum):
    """Sets of councils that follow from the register."""

    NEIGHBOURS = "neighbours", "Nearest neighbours"
    REGION = "region"
    TYPE = "type", "Same type"
    ENGLAND = "england"


class Most(LabelledEnum):
    """What more than half of other councils scored, against ours."""

    HIGHER = "most scored higher"
    LOWER = "most scored lower"
    NEITHER = "no majority"


CHOSEN: Final = "chosen"
"""Own choice, before a council is chosen; then the address has their names."""
BETWEEN_NAMES: Final = ";"
"""What parts names of councils in the address: no council's name has one."""

OF_TYPE: Final[dict[str, tuple[str, str]]] = {
    AuthorityType.LONDON_BOROUGH: ("London borough", "London boroughs"),
    AuthorityType.METROPOLITAN_DISTRICT: ("metropolitan district", "metropolitan districts"),
    AuthorityType.UNITARY_AUTHORITY: ("unitary authority", "unitary authorities"),
    AuthorityType.COUNTY_COUNCIL: ("county council", "county councils"),
}
"""One and several councils of a type."""

BETWEEN_COUNCILS: Final = "; "
"""What parts councils that are named in one cell."""
