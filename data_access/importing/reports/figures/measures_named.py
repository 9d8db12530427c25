"""The catalogue's measures by the words that tell them apart in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from data_access.importing.coding.phrases import word_set

_WORD = re.compile(r"[a-z]+")
_A_YEAR = re.compile(r"\b(?:12|twelve)[ -]months?\b")
# Whose team it is says who counted, not whom.
_WHO_COUNTED = re.compile(r"\b(safeguarding(?: adults?)?|social care|adults? services) teams?\b")
_SMALL = word_set(
    "a an the of in on for to with at by from who that which was were is are be been had has have "
    "as it its their there this these than and or s more about per cent percent percentage "
    "proportion number total share people person adult adults client clients council authority "
    "local users user use using used new would they them how not after straight"
)
_SAME = {
    "ot": "occupational therapy", "dols": "deprivation liberty", "clients": "people",
    "domiciliary": "home", "homecare": "home care", "s": "", "lgsco": "ombudsman",
    "therapist": "therapy", "therapists": "therapy", "awaiting": "waiting", "waited": "waiting",
    "wait": "waiting", "waits": "waiting", "telephone": "call", "calls": "call", "felt": "feel",
    "found": "find", "finding": "find", "met": "meet", "left": "leave", "leaving": "leave",
    "held": "hold", "kept": "keep", "chose": "choose", "living": "live", "lived": "live",
    "satisfaction": "satisfied", "autistic": "autism", "carers": "carer", "enquiry": "enquiries",
    "assess": "assessment", "assessed": "assessment", "assessing": "assessment",
    "became": "convert", "become": "convert", "progressed": "convert", "progress": "convert",
    "progressing": "convert", "proceeded": "convert", "led": "convert", "conversion": "convert",
    "past": "last", "previous": "last", "within": "last", "every": "last",
}  # fmt: skip
# A figure beside such a word is of some of the people only, unless the measure's name has it too.
_NARROWING = word_set(
    "carer occupational therapy financial mental learning disability autism dementia child "
    "children young transition nursing residential safeguarding liberty dols call online hospital "
    "black asian ethnic minority women men lgbt older urgent priority complex sensory reablement "
    "overdue waiting equipment prison homeless veteran direct payment advocate advocacy annual "
    "unallocated team"
)
_DENIED = re.compile(r"\b(?:not|never|without|no)\b|n't\b", re.IGNORECASE)
_YEARLY = frozenset({"yearly", "every_two_years"})


@dataclass(frozen=True)
class Named:
    """A measure of the catalogue and its names, each as its telling words; `denying`: those of
    names that say "not" or "no"; `yearly`: it is published for whole years only; `words`: those of
    its names and of what it counts."""

    indicator: str
    name: str
    unit: str
    direction: str
    names: tuple[frozenset[str], ...]
    denying: tuple[frozenset[str], ...]
    yearly: bool
    words: frozenset[str]


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
            row["frequency"] in _YEARLY,
            telling(
                " ".join(
                    filter(
                        None,
                        (
                            row["name"],
                            *(row["other_names"] or ()),
                            row["counted"],
                            row["out_of"],
                        ),
                    )
                )
            ),
        )
        for row in catalogue.filter(pl.col("same_as").is_null()).iter_rows(named=True)
    )


def denies(text: str) -> bool:
    """Whether a text says that something is not so."""
    return _DENIED.search(text) is not None


def telling(text: str) -> frozenset[str]:
    """The words of a text by which it is known, in one form each."""
    return frozenset(stem for word in words_of(text) for stem in told_by(word))


def words_of(text: str) -> list[str]:
    """The words of a text, in order, without possessive endings."""
    said = text.lower().replace("’", "'").replace("'s", "").replace("s'", "s")
    return _WORD.findall(_WHO_COUNTED.sub(r"\1", _A_YEAR.sub("year", said)))


def told_by(word: str) -> list[str]:
    """What a word tells, in one form each; nothing where it is a small word."""
    return [
        _stem(said)
        for said in _SAME.get(word, word).split()
        if said not in _SMALL and len(said) > 2
    ]


def _known_by(name: str, others: Iterable[str], *, denying: bool) -> tuple[frozenset[str], ...]:
    """The names that deny something, or those that do not; one word alone names no measure."""
    named = (each for each in (name, *others) if denies(each) is denying)
    return tuple(words for each in named if len(words := telling(each)) > 1)


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


NARROWING = frozenset(stem for word in _NARROWING for stem in told_by(word))
EXTREMES = telling("longest shortest maximum highest lowest")  # never left unsaid
