"""Which council a place in a file is: told by its ONS code, else by any of its names.

Rule (README of the shared cases, 12): by code, else by name with or without the words for its kind,
in whatever capitals; the own council first. A name that is neither stays as written. Regions,
England and types of council are no councils. Source of the register: `data_access/reference`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from data_access.importing.stages.meaning.areas import area_of
from data_access.importing.stages.meaning.wording import fold
from data_access.reference.council_register import bare_name, registered, registered_by_code

# Areas of the ONS's coding system that are councils: unitary authorities, districts, metropolitan
# districts, London boroughs, counties. Others (E12 regions, E54 health areas, E92 England, K, N,
# S, W: other countries) are none.
_COUNCIL_CODE = re.compile(r"E(?:0[6-9]|10)\d{6}")
_AREA_CODE = re.compile(r"[EKNSWJ]\d{8}")
_LEVELS_OF_NONE = re.compile(
    r"(?i).*\b(?:regions?|national|country|england|type|types|group|statistical|icbs?|icss?|ccgs?|"
    r"nhs|family|nearest neighbours?|comparators?|total|all|districts? only|sub-?region|"
    r"average)\b.*"
)
_REGIONS = frozenset(
    fold(name)
    for name in (
        "England",
        "English average",
        "All England",
        "England average",
        "National",
        "Great Britain",
        "United Kingdom",
        "UK",
        "Wales",
        "Scotland",
        "Northern Ireland",
        "North East",
        "North West",
        "Yorkshire and The Humber",
        "Yorkshire & Humber",
        "Yorkshire and Humberside",
        "East Midlands",
        "West Midlands",
        "East of England",
        "Eastern",
        "East",
        "London",
        "Greater London",
        "South East",
        "South West",
        "Inner London",
        "Outer London",
        "Shire County",
        "Shire Counties",
        "Shire",
        "Metropolitan District",
        "Metropolitan Districts",
        "Metropolitan",
        "Unitary Authority",
        "Unitary Authorities",
        "Unitary",
        "London Boroughs",
        "County Councils",
        "Counties",
        "All councils",
        "All authorities",
        "Statistical neighbours",
        "CIPFA neighbours",
        "Nearest neighbours",
        "CIPFA nearest neighbours",
        "Similar councils",
        "Comparator group",
        "Regional average",
        "National average",
        "Region",
    )
)


@dataclass(frozen=True)
class Place:
    """What a place is. name: the council's name, None where it is no council. told_by: own, code,
    name, or written (a council nobody knows)."""

    name: str | None
    told_by: str = ""


class Councils:
    """The councils a file may speak of: the register's, and those of a store (`known`). Each goes
    by one name: by the one the store has it under, else by the register's."""

    def __init__(self, own: str | None, known: Iterable[str] = ()) -> None:
        held: dict[str, str] = {}
        for name in known:
            key = _key(name)
            # A store in which a council stands under two names goes on with the register's.
            if held.get(key) != key:
                held[key] = name
        self._held = held
        self.known = tuple(held.values())
        self.own = None if own is None else held.get(_key(own)) or registered(own) or own

    def named(self, name: str) -> str | None:
        """The council of this name, the own one first; None if it is not known."""
        key = _key(name)
        if self.own is not None and key == _key(self.own):
            return self.own
        return self._held.get(key) or registered(name)

    def named_or_new(self, name: str) -> str:
        """The council of this name, or the name as it is written, if nobody knows it."""
        written = " ".join(name.split())
        return self.named(written) or written

    def place(self, name: str | None, code: str | None = None, level: str | None = None) -> Place:
        """What a place is, by its code, the level it is on, and its name."""
        code = (code or "").strip().upper()
        if _AREA_CODE.fullmatch(code) and not _COUNCIL_CODE.fullmatch(code):
            return Place(None)
        if (found := registered_by_code(code)) is not None:
            known = self.named(found)
            return Place(known, "own" if known == self.own else "code")
        if level and _LEVELS_OF_NONE.fullmatch(level) and not _COUNCIL_CODE.fullmatch(code):
            return Place(None)
        if name is None:
            return Place(None)
        known = self.named(name)
        if known is not None and known == self.own:
            return Place(known, "own")
        none = _none_by_name(name) or (known is None and area_of(name, code, level, None))
        if none and not _COUNCIL_CODE.fullmatch(code):
            return Place(None)
        if known is not None:
            return Place(known, "name")
        return Place(name, "written")


def _key(name: str) -> str:
    """What all names of a council have in common: its name in the register, else its bare name."""
    return registered(name) or bare_name(name)


def _none_by_name(name: str) -> bool:
    said = re.sub(r"(?i)\s*\b(?:region|average|total|(?:statistical)|eng)\b|\(.*?\)", "", name)
    return fold(name) in _REGIONS or fold(said) in _REGIONS


def is_area_code(text: str) -> bool:
    """Whether a text is a code of the ONS's coding system."""
    return _AREA_CODE.fullmatch(text.strip().upper()) is not None
