"""Which measure of the catalogue a number in a sentence is of, told by the words beside it.

A measure is taken only where nearly all the words of one of its names stand in the number's own
part of the sentence, and the number is in the measure's unit; where two measures fit as well, none
is. A number that is compared with (an average, a target) is not the council's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from data_access.importing.coding.phrases import word_set
from data_access.importing.reports.figures.quantities import Quantity, quantities_in

_WORD = re.compile(r"[a-z]+")
_SMALL = word_set(
    "a an the of in on for to with at by from who that which was were is are be been had has have "
    "as it its their there this these than and or s more about per cent percent percentage "
    "proportion number total share people person adult adults client clients council authority "
    "local users user use using new would they them how not after straight"
)
_SAME = {
    "ot": "occupational therapy", "dols": "deprivation liberty", "clients": "people",
    "domiciliary": "home", "homecare": "home care", "s": "", "lgsco": "ombudsman",
    "therapist": "therapy", "therapists": "therapy", "awaiting": "waiting", "waited": "waiting",
    "wait": "waiting", "waits": "waiting", "telephone": "call", "calls": "call",
}  # fmt: skip
_ENOUGH = 0.8  # share of a name's words that must stand beside the number
_COMPARED = re.compile(
    r"\b(?:average|england|national(?:ly)?|regional(?:ly)?|region|target|benchmark|expected|"
    r"compared (?:with|to)|against|than|from|similar (?:councils?|authorities)|previous(?:ly)?)\b"
    r"\W*(?:\w+\W+){0,4}$",
    re.IGNORECASE,
)
_COMPARED_AFTER = re.compile(
    r"^\W*(?:\w+\W+){0,2}?(?:nationally|for england|in england|regionally|average|target)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|never|without|no)\b|n't\b", re.IGNORECASE)
_UNITS: Mapping[str, frozenset[str]] = {
    "percent": frozenset({"percent"}),
    "minutes": frozenset({"minutes"}),
    "days": frozenset({"days"}),
    "weeks": frozenset({"weeks"}),
    "count": frozenset(
        {"people", "contacts", "concerns", "enquiries", "assessments", "packages", "placements",
         "days", "cases per worker"}
    ),
    "score": frozenset({"score out of 24", "score out of 12"}),
}  # fmt: skip


@dataclass(frozen=True)
class Named:
    """A measure of the catalogue and its names, each as its telling words; `denying`: those of
    names that say "not" or "no"."""

    indicator: str
    name: str
    unit: str
    direction: str
    names: tuple[frozenset[str], ...]
    denying: tuple[frozenset[str], ...]


def named_measures(catalogue: pl.DataFrame) -> tuple[Named, ...]:
    """The catalogue's measures (rows of indicator_definition) by their names."""
    return tuple(
        Named(
            row["indicator"],
            row["name"],
            row["unit"] or "",
            row["direction"],
            _known_by(row["name"], row["other_names"] or (), denying=False),
            _known_by(row["name"], row["other_names"] or (), denying=True),
        )
        for row in catalogue.filter(pl.col("same_as").is_null()).iter_rows(named=True)
    )


def _known_by(name: str, others: Iterable[str], *, denying: bool) -> tuple[frozenset[str], ...]:
    """The names that deny something, or those that do not; one word alone names no measure."""
    named = (each for each in (name, *others) if bool(_DENIED.search(each)) is denying)
    return tuple(words for each in named if len(words := _telling(each)) > 1)


def indicator_figures(sentence: str, measures: Sequence[Named]) -> list[tuple[Named, Quantity]]:
    """The measures that a sentence gives figures for, and the figures."""
    numbers = [each for each in quantities_in(sentence) if not each.in_words]
    found = []
    for place, number in enumerate(numbers):
        start = numbers[place - 1].end if place else 0
        until = numbers[place + 1].start if place + 1 < len(numbers) else len(sentence)
        before, after = sentence[start : number.start], sentence[number.end : until]
        if _COMPARED.search(before) or _COMPARED_AFTER.match(after):
            continue
        measure = _measure_of(number, before, after, measures)
        if measure is not None:
            found.append((measure, number))
    return found


def _measure_of(
    number: Quantity, before: str, after: str, measures: Iterable[Named]
) -> Named | None:
    """The one measure, in the number's unit, of whose name most stands beside the number; of those
    that have as much there, the one whose words stand nearest; None where that are several."""
    far = _distances(before, after)
    denied = _DENIED.search(f"{before} {after}") is not None
    fitting: list[tuple[int, int, Named]] = []
    for measure in measures:
        if measure.unit not in _UNITS.get(number.kind, ()):
            continue
        for name in measure.denying if denied else measure.names:
            there = name & far.keys()
            if len(there) >= _ENOUGH * len(name):
                fitting.append((-len(name), max(far[word] for word in there), measure))
    if not fitting:
        return None
    best = min((fewer, far_off) for fewer, far_off, _ in fitting)
    first = {each.indicator: each for *fits, each in fitting if tuple(fits) == best}
    return first.popitem()[1] if len(first) == 1 else None


def _distances(before: str, after: str) -> dict[str, int]:
    """How many words away from the number each telling word stands, on its nearer side."""
    far: dict[str, int] = {}
    for said in (reversed(_WORD.findall(_plain(before))), _WORD.findall(_plain(after))):
        for away, word in enumerate(said, 1):
            for telling in _telling(word):
                far[telling] = min(away, far.get(telling, away))
    return far


def _plain(text: str) -> str:
    return text.lower().replace("’", "'").replace("'s", "").replace("s'", "s")


def _telling(text: str) -> frozenset[str]:
    """The words of a text by which it is known, in one form each."""
    words: list[str] = []
    for word in _WORD.findall(_plain(text)):
        words += _SAME.get(word, word).split()
    return frozenset(_stem(word) for word in words if word not in _SMALL and len(word) > 2)


def _stem(word: str) -> str:
    for ending, instead in (
        ("ies", "y"),
        ("ing", ""),
        ("ed", ""),
        ("es", ""),
        ("s", ""),
        ("e", ""),
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)] + instead
    return word
