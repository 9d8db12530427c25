"""Which places that are no council a council is compared with: England, its region, and similar
councils together.

Regions are told by their ONS code, else by any of their names. Source: ONS, names and codes of
regions in England (E12000001 to E12000009).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from data_access.importing.stages.meaning.wording import fold
from vocabulary.indicators import ComparatorLevel

ENGLAND = "England"
_ENGLAND_CODE = "E92000001"
_REGION_CODE = re.compile(r"E12\d{6}")
_REGIONS = {
    "North East": ("E12000001",),
    "North West": ("E12000002",),
    "Yorkshire and The Humber": ("E12000003", "Yorkshire & Humber", "Yorkshire and Humberside",
                                 "Yorkshire & The Humber"),
    "East Midlands": ("E12000004",),
    "West Midlands": ("E12000005",),
    "East of England": ("E12000006", "Eastern", "East"),
    "London": ("E12000007", "Greater London"),
    "South East": ("E12000008",),
    "South West": ("E12000009",),
}  # fmt: skip
_NAMED = {fold(said): name for name, others in _REGIONS.items() for said in (name, *others)}
_ENGLAND_NAMES = frozenset(
    map(fold, (ENGLAND, "All England", "English", "English average", "National"))
)
_OWN_REGION = frozenset(map(fold, ("Region", "Regional", "Our region")))
_TOGETHER = frozenset(
    map(
        fold,
        (
            "Statistical neighbours", "Nearest neighbours", "CIPFA neighbours", "CIPFA",
            "CIPFA nearest neighbours", "Similar councils", "Similar authorities", "Neighbours",
            "Comparator group", "Comparators", "Comparator councils", "Peer group",
        ),
    )
)  # fmt: skip
SIMILAR = "Similar councils"
_BESIDE = re.compile(r"(?i)\s*(?:\b(?:average|mean|total|region|statistical)\b|\(.*?\))")
_OTHER_LEVELS = re.compile(r"(?i)\b(?:type|icbs?|icss?|ccgs?|nhs|family)\b")


@dataclass(frozen=True)
class Area:
    """What a council is compared with: on which level, and by which name."""

    level: ComparatorLevel
    name: str


def area_of(
    name: str | None, code: str | None, level: str | None, region: str | None
) -> Area | None:
    """The area that a place is, which is no council; None where it is not one to compare with.

    region: the council's own, for a place that is only called its region (None: not known).
    """
    code = (code or "").strip().upper()
    if code == _ENGLAND_CODE:
        return Area(ComparatorLevel.ENGLAND, ENGLAND)
    if _REGION_CODE.fullmatch(code):
        named = _NAMED.get(fold(code)) or _region_named(name) or (name and " ".join(name.split()))
        return Area(ComparatorLevel.REGION, named) if named else None
    if name is None or (level and _OTHER_LEVELS.search(level)):
        return None
    bare = fold(_BESIDE.sub(" ", name))
    if fold(name) in _ENGLAND_NAMES or bare in _ENGLAND_NAMES:
        return Area(ComparatorLevel.ENGLAND, ENGLAND)
    if (named := _region_named(name)) is not None:
        return Area(ComparatorLevel.REGION, named)
    if fold(name) in _OWN_REGION or bare in _OWN_REGION:
        return Area(ComparatorLevel.REGION, region or "Region")
    if fold(name) in _TOGETHER or bare in _TOGETHER:
        return Area(ComparatorLevel.NEIGHBOURS, SIMILAR)
    return None


def _region_named(name: str | None) -> str | None:
    if name is None:
        return None
    return _NAMED.get(fold(name)) or _NAMED.get(fold(_BESIDE.sub(" ", name)))
