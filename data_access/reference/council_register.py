"""The register of the 153 councils in England with adult social care duties, and all their names.

Sources: `councils.csv` is the register; `council_other_names.csv` holds names in everyday use, and
codes of the ONS that came before or after those in it: of a county that became one council for the
same area, or of an area whose border moved. What was split or merged is no council of today.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rapidfuzz import fuzz

_ALIKE = 86  # of 100: one letter wrong in a short name, two in a long one
_MOST_ALIKE = 3
REGISTER = Path(__file__).parent / "councils.csv"
OTHER_NAMES = Path(__file__).parent / "council_other_names.csv"

_CODE = re.compile(r"[EKNSWJ]\d{8}")
_KIND_WORDS = (
    "metropolitan borough council", "metropolitan district council", "metropolitan borough",
    "metropolitan district", "metropolitan", "met", "london borough of", "london borough",
    "royal borough of", "royal borough", "royal", "city council", "county council",
    "borough council", "district council", "unitary authority", "local authority", "council of the",
    "council", "corporation", "city and county of", "city of", "county of", "county", "co",
    "borough", "city", "unitary",
    "authority", "adult social care", "adult services", "social services", "the", "of",
    "mbc", "mdc", "bmbc", "lb", "lbc", "rb", "ua", "cc", "bc",
)  # fmt: skip
_KIND = re.compile(
    r"\b(?:" + "|".join(sorted(map(re.escape, _KIND_WORDS), key=len, reverse=True)) + r")\b"
)
_KIND_AS_WRITTEN = re.compile(
    r"(?i:(?:\b(?:metropolitan|royal|london|city|county|borough|district|unitary)\s+)+(?:of\b|council\b|"
    r"borough\b|district\b)\s*)|\b(?:Council|Corporation|Metropolitan|of the)\b"
)
_SHORT = {
    "beds": "bedfordshire", "bucks": "buckinghamshire", "cambs": "cambridgeshire",
    "glos": "gloucestershire", "hants": "hampshire", "herts": "hertfordshire",
    "lancs": "lancashire", "leics": "leicestershire", "lincs": "lincolnshire",
    "northants": "northamptonshire", "notts": "nottinghamshire", "oxon": "oxfordshire",
    "shrops": "shropshire", "staffs": "staffordshire", "warks": "warwickshire",
    "wilts": "wiltshire", "worcs": "worcestershire", "yorks": "yorkshire", "berks": "berkshire",
}  # fmt: skip
_POINTS = {"n": "north", "s": "south", "e": "east", "w": "west", "ne": "north east"}
_SMALL = frozenset(("and", "upon", "on", "with", "in"))
# A name that is left when the words of kind are gone, and yet is no council's.
_NO_NAMES = frozenset(("london", "", "greater london", "england"))


@dataclass(frozen=True)
class Registered:
    """A council of the register: its full and its short name, ONS codes, present one first, kind,
    and region."""

    name: str
    short_name: str
    codes: tuple[str, ...]
    authority_type: str
    region: str


@lru_cache(maxsize=1)
def register() -> tuple[Registered, ...]:
    """Every council of the register, by name."""
    more: dict[str, list[str]] = {}
    for row in _rows(OTHER_NAMES):
        if _CODE.fullmatch(row["other"]):
            more.setdefault(row["authority"], []).append(row["other"])
    return tuple(
        Registered(
            _spaced(row["authority"]),
            _spaced(row["short_name"]),
            (
                row["ons_code"],
                *filter(None, re.split(r"[;, ]+", row["former_ons_codes"] or "")),
                *more.get(row["authority"], ()),
            ),
            row["authority_type"],
            row["region"],
        )
        for row in _rows(REGISTER)
    )


def registered(name: str) -> str | None:
    """The register's name of a council by any of its names, with or without the words for its kind;
    None for what is no council of the register."""
    names, sets = _by_name()
    bare = bare_name(name)
    return names.get(bare) or sets.get(_words(bare))


def registered_by_code(code: str) -> str | None:
    """The register's name of a council by its ONS code, present or former; None if it has none."""
    return _by_code().get(code.strip().upper())


def region_of(name: str) -> str | None:
    """The region a council lies in, by any of its names; None for what is not in the register."""
    told = registered(name)
    return next((each.region for each in register() if each.name == told), None) if told else None


def like(name: str) -> tuple[str, ...]:
    """Councils of the register that a name nobody knows may mean: those it is the beginning of, or
    that are spelt much like it; three at most, the likeliest first."""
    bare = bare_name(name)
    if registered(name) is not None or not bare:
        return ()
    names, _ = _by_name()
    likely = {said: 100.0 if said.startswith(bare) else fuzz.ratio(bare, said) for said in names}
    best = sorted(likely, key=lambda said: (-likely[said], said))
    found = dict.fromkeys(names[said] for said in best if likely[said] >= _ALIKE)
    return tuple(found)[:_MOST_ALIKE]


def same_council(one: str, other: str) -> bool:
    """Whether two names mean one council: "LB Camden" and "Camden Council" do; also councils the
    register does not have."""
    told = registered(one)
    if told is not None:
        return told == registered(other)
    return bare_name(one) == bare_name(other)


@lru_cache(maxsize=8192)
def bare_name(name: str) -> str:
    """A council's name without the words for its kind: "hull" for "Hull City Council",
    "bristol" for "Bristol, City of", "saint helens" for "St. Helens"; "city of london" stays, as
    London alone is a region."""
    said = fold_name(name)
    bare = " ".join(_KIND.sub(" ", re.sub(r"\bst\b", "saint", said)).split())
    if bare in _NO_NAMES:
        london = {"city", "london"} <= {*said.split()} or "corporation" in said
        return "city of london" if london else said
    first, *others = (_SHORT.get(word, word) for word in bare.split())
    return " ".join((_POINTS.get(first, first) if others else first, *others))


def without_kind(name: str) -> str:
    """A name as it is written, without the words for its kind: "Hillingdon" for "London Borough of
    Hillingdon"."""
    return " ".join(_KIND_AS_WRITTEN.sub(" ", name).split()).strip(" ,")


def fold_name(name: str) -> str:
    """A name in small letters, without accents, signs, and marks of footnotes; hyphens part words,
    and "and" stands for "&"."""
    said = unicodedata.normalize("NFKD", re.sub(r"[⁰¹²³⁴-⁹]+", "", name.casefold()))
    said = "".join(letter for letter in said if not unicodedata.combining(letter))
    said = re.sub(r"['’`´.]", "", said).replace("&", " and ").replace("+", " and ")
    said = re.sub(r"[\[(](?:note )?\w?\d{0,2}[\])]\s*$", "", said)
    return " ".join(re.findall(r"[a-z0-9]+", said))


@lru_cache(maxsize=1)
def _by_code() -> dict[str, str]:
    return {code: each.name for each in register() for code in each.codes}


@lru_cache(maxsize=1)
def _by_name() -> tuple[dict[str, str], dict[frozenset[str], str]]:
    """Names by bare name, and by its words in any order."""
    names: dict[str, str] = {}
    for said in ("name", "short_name"):
        for each in register():
            names.setdefault(bare_name(getattr(each, said)), each.name)
    present = {each.name for each in register()}
    for row in _rows(OTHER_NAMES):
        if not _CODE.fullmatch(row["other"]) and _spaced(row["authority"]) in present:
            names.setdefault(bare_name(row["other"]), _spaced(row["authority"]))
    sets = {_words(bare): name for bare, name in reversed(names.items())}
    return names, sets


def _words(bare: str) -> frozenset[str]:
    return frozenset(bare.split()) - _SMALL


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _spaced(name: str) -> str:
    return " ".join(name.split())
