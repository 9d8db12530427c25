"""Which council a place in a file is: told by its ONS code, else by any of its names.

Rule (README of the shared cases, 12): by code, else by name with or without the words for its kind,
in whatever capitals; the own council first. A name that is neither stays as written. Regions,
England and types of council are no councils. Source of the register: `data_access/reference`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from data_access.importing.stages.meaning.wording import fold

REGISTER = Path(__file__).parents[3] / "reference" / "councils.csv"

# Areas of the ONS's coding system that are councils: unitary authorities, districts, metropolitan
# districts, London boroughs, counties. Others (E12 regions, E54 health areas, E92 England, K, N,
# S, W: other countries) are none.
_COUNCIL_CODE = re.compile(r"E(?:0[6-9]|10)\d{6}")
_AREA_CODE = re.compile(r"[EKNSWJ]\d{8}")
_KIND_WORDS = (
    "metropolitan borough council",
    "metropolitan district council",
    "metropolitan borough",
    "metropolitan district",
    "london borough",
    "royal borough",
    "city council",
    "county council",
    "borough council",
    "district council",
    "unitary authority",
    "council of the",
    "council",
    "city of",
    "county of",
    "royal",
    "mbc",
    "mdc",
    "bmbc",
    "lb",
    "lbc",
    "ua",
    "cc",
    "bc",
    "county",
    "borough",
    "city",
    "metropolitan",
    "unitary",
    "authority",
    "the",
    "of",
    "london borough of",
    "royal borough of",
    "met",
    "rb",
)
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


@lru_cache(maxsize=4)
def _register() -> tuple[dict[str, str], dict[str, str]]:
    """Names of the register by ONS code, present and former; and by bare name."""
    by_code: dict[str, str] = {}
    by_name: dict[str, str] = {}
    with REGISTER.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            name = row["authority"]
            for code in (row["ons_code"], *re.split(r"[;, ]+", row["former_ons_codes"] or "")):
                if code:
                    by_code.setdefault(code, name)
            for said in (name, row["short_name"]):
                by_name[fold(said)] = name
            for said in (name, row["short_name"]):
                by_name.setdefault(bare_name(said), name)
    return by_code, by_name


@lru_cache(maxsize=8192)
def bare_name(name: str) -> str:
    """A council's name without the words for its kind: "hull" for "Hull City Council",
    "bristol" for "Bristol, City of", "saint helens" for "St. Helens"."""
    said = re.sub(r"\bst\b", "saint", fold(name.replace("-", " ")))
    said = f" {said} "
    for words in sorted(_KIND_WORDS, key=len, reverse=True):
        said = said.replace(f" {words} ", "  ")
    bare = " ".join(said.split())
    return bare or fold(name)


class Councils:
    """The councils a file may speak of: the register, and the store's own."""

    def __init__(self, own: str | None, known: Iterable[str] = ()) -> None:
        self.own = own
        self._known = {fold(name): name for name in known}

    def named(self, name: str) -> str | None:
        """The council of this name, the own one first; None if it is not known."""
        if self.own is not None and (
            fold(name) == fold(self.own) or bare_name(name) == bare_name(self.own)
        ):
            return self.own
        by_name = _register()[1]
        return (
            by_name.get(fold(name)) or self._known.get(fold(name)) or by_name.get(bare_name(name))
        )

    def place(self, name: str | None, code: str | None = None, level: str | None = None) -> Place:
        """What a place is, by its code, the level it is on, and its name."""
        code = (code or "").strip().upper()
        if _AREA_CODE.fullmatch(code) and not _COUNCIL_CODE.fullmatch(code):
            return Place(None)
        found = _register()[0].get(code)
        if found is not None:
            if self.own is not None and bare_name(found) == bare_name(self.own):
                return Place(self.own, "own")
            return Place(found, "code")
        if level and _LEVELS_OF_NONE.fullmatch(level) and not _COUNCIL_CODE.fullmatch(code):
            return Place(None)
        if name is None:
            return Place(None)
        known = self.named(name)
        if known is not None and known == self.own:
            return Place(known, "own")
        if _none_by_name(name) and not _COUNCIL_CODE.fullmatch(code):
            return Place(None)
        if known is not None:
            return Place(known, "name")
        return Place(name, "written")


def _none_by_name(name: str) -> bool:
    said = re.sub(r"(?i)\s*\b(?:region|average|total|(?:statistical)|eng)\b|\(.*?\)", "", name)
    return fold(name) in _REGIONS or fold(said) in _REGIONS


def is_area_code(text: str) -> bool:
    """Whether a text is a code of the ONS's coding system."""
    return _AREA_CODE.fullmatch(text.strip().upper()) is not None
