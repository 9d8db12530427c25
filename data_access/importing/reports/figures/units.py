"""Whether a number is in the unit of a measure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from data_access.importing.reports.figures.quantities import Quantity

_PER = re.compile(r"\bper (\d(?:[\d,]*\d)?)")
_SCORES = frozenset({"score out of 24", "score out of 12"})
_UNITS: Mapping[str, frozenset[str]] = {
    "percent": frozenset({"percent"}),
    "minutes": frozenset({"minutes"}),
    "days": frozenset({"days"}),
    "weeks": frozenset({"weeks"}),
    "count": frozenset(
        {"people", "contacts", "concerns", "enquiries", "assessments", "packages", "placements",
         "cases per worker"}
    ),
    "decimal": frozenset({"days", "weeks", "cases per worker", *_SCORES}),
    "score": _SCORES,
    "rate": frozenset({"per 100,000 people", "per 1,000 adults"}),
}  # fmt: skip
_SAID_APART = {
    "days": re.compile(r"\bdays\b", re.IGNORECASE),
    "weeks": re.compile(r"\bweeks\b", re.IGNORECASE),
    "per 100,000 people": re.compile(r"\b(?:per|every|each) 100,000\b", re.IGNORECASE),
    "per 1,000 adults": re.compile(r"\b(?:per|every|each) 1,000\b", re.IGNORECASE),
}


def could_be_in(unit: str, number: Quantity, sentence: str, said_before: str = "") -> bool:
    """Whether a number of a sentence may be in a unit, which may stand apart ("Median days until
    it began: 4"), also in what was said before."""
    if unit in _UNITS.get(number.kind, ()):
        return _per_as_many(unit, number, sentence)
    said = _SAID_APART.get(unit)
    before = f"{said_before} {sentence[: number.start]}"
    return number.kind in {"count", "decimal"} and said is not None and bool(said.search(before))


def _per_as_many(unit: str, number: Quantity, sentence: str) -> bool:
    """Whether a rate is per as many people as the unit."""
    if number.kind != "rate":
        return True
    per = _PER.search(sentence, number.end)
    return per is not None and unit.startswith(f"per {per[1]} ")
