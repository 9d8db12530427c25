"""The catalogue's measures by the words that tell them apart in a sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from data_access.importing.coding.phrases import word_set
from data_access.importing.reports.figures.prose_names import prose_names

_WORD = re.compile(r"[a-z]+")
_A_YEAR = re.compile(r"\b(?:12|twelve)[ -]months?\b")
# Whose team it is says who counted, not whom.
_WHO_COUNTED = re.compile(
    r"\b(safeguarding(?: adults?)?|social care|adults? services|front door|access|contact|duty|"
    r"triage|first (?:contact|response)|customer|call|dols|liberty|brokerage|reablement) teams?\b"
)
# What is said in several words, as names say it.
_PHRASES = tuple(
    (re.compile(said), instead)
    for said, instead in (
        (r"\bdeprivations? of liberty(?: safeguards?)?(?: \(dols\))?", "dols"),
        (
            r"\b(?:residential and nursing|nursing and residential)(?: care)?(?: homes?)?",
            "care home",
        ),
        (
            r"\b(?:went|go|goes|gone|going|moved|taken) (?:on|forward|through) (?:to|as)\b",
            "convert",
        ),
        (r"\bin full (?:or|and) (?:in )?part\b|\bin part or (?:in )?full\b", "fully partly"),
        (r"\bself[- ]direction\b", "self-directed support"),
        (r"\bagency use\b|\buse of agency\b|\bagency usage\b", "agency staff"),
        (r"\b(?:resulted in|turned into|met the (?:threshold|criteria) for)\b", "convert"),
        (
            r"\b(?:age[ds]?|over|people) ?(?:of )?65(?:\+|s\b)?(?: (?:and|or|years) (?:over|above|"
            r"older))?|\b65 ?(?:\+|(?:years )?(?:and|or) (?:over|above|older))|\bover-65s?\b|"
            r"\belderly\b",
            "older",
        ),
        (
            r"\b(?:aged? )?18 ?(?:-|–|to|and) ?6[45]\b|\bunder(?:-| (?:the age of )?)65s?\b|"
            r"\bworking[- ]age\b|\byounger (?:adults|people)\b",
            "younger",
        ),
    )
)
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
    "past": "last", "previous": "last", "within": "last", "every": "last", "lives": "life",
    "day": "days", "require": "need", "required": "need", "requires": "need", "requiring": "need",
    "needing": "need", "returned": "return", "partially": "partly", "partial": "partly",
    "getting": "get", "got": "get", "gets": "get",
    "received": "receive", "receiving": "receive",
    "oldest": "older",
}  # fmt: skip
# A figure beside such a word is of some of the people only, unless the measure's name has it too.
_NARROWING = word_set(
    "carer occupational therapy financial mental learning disability autism dementia child "
    "children young transition nursing residential safeguarding liberty dols call online hospital "
    "black asian ethnic minority women men lgbt older urgent priority complex sensory reablement "
    "overdue waiting equipment prison homeless veteran direct payment advocate advocacy annual "
    "unallocated team younger emergency bed beds sector application applications education school "
    "pupil parent relative tenant patient visitor housing planning"
)
_DENIED = re.compile(r"\b(?:not|never|without|no|yet to)\b|n't\b", re.IGNORECASE)
_OVER = re.compile(r"\blonger than\b")
_YEARLY = frozenset({"yearly", "every_two_years"})


@dataclass(frozen=True)
class Named:
    """A measure of the catalogue and its names, each as its telling words; `denying`: those of
    names that say "not" or "no"; `yearly`: it is published for whole years only; `words`: those of
    its names and of what it counts; `over_limit`: it is of those who waited too long."""

    indicator: str
    name: str
    unit: str
    direction: str
    names: tuple[frozenset[str], ...]
    denying: tuple[frozenset[str], ...]
    yearly: bool
    words: frozenset[str]
    over_limit: bool


def named_measures(catalogue: pl.DataFrame) -> tuple[Named, ...]:
    """The catalogue's measures (rows of indicator_definition) by their names."""
    return tuple(
        Named(
            row["indicator"],
            row["name"],
            row["unit"] or "",
            row["direction"],
            _known_by(row, denying=False),
            _known_by(row, denying=True),
            row["frequency"] in _YEARLY,
            telling(
                " ".join(
                    filter(
                        None,
                        (
                            row["name"],
                            *(row["other_names"] or ()),
                            *prose_names(row["indicator"]),
                            row["counted"],
                            row["out_of"],
                        ),
                    )
                )
            ),
            _OVER.search(row["name"]) is not None,
        )
        for row in catalogue.filter(pl.col("same_as").is_null()).iter_rows(named=True)
    )


def denies(text: str) -> bool:
    """Whether a text says that something is not so."""
    return _DENIED.search(text) is not None


@lru_cache(maxsize=8192)
def telling(text: str) -> frozenset[str]:
    """The words of a text by which it is known, in one form each."""
    return frozenset(stem for word in words_of(text) for stem in told_by(word))


def words_of(text: str) -> list[str]:
    """The words of a text, in order, without possessive endings."""
    said = text.lower().replace("’", "'").replace("'s", "").replace("s'", "s")
    for words, instead in _PHRASES:
        said = words.sub(instead, said)
    return _WORD.findall(_WHO_COUNTED.sub(r"\1", _A_YEAR.sub("year", said)))


@lru_cache(maxsize=8192)
def told_by(word: str) -> tuple[str, ...]:
    """What a word tells, in one form each; nothing where it is a small word."""
    return tuple(
        _stem(said)
        for said in _SAME.get(word, word).split()
        if said not in _SMALL and len(said) > 2
    )


def _known_by(row: Mapping[str, object], *, denying: bool) -> tuple[frozenset[str], ...]:
    """The names that deny something, or those that do not. Of the catalogue's own, one word alone
    names no measure."""
    others = row["other_names"]
    own = (str(row["name"]), *(others if isinstance(others, list) else ()))
    named = [each for each in own if len(telling(each)) > 1]
    named += prose_names(str(row["indicator"]))
    found = (telling(each) for each in named if denies(each) is denying)
    return tuple(dict.fromkeys(words for words in found if words))


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
# Nor are these, where a name has them: "rated outstanding" is not "rated good or outstanding".
WHOLE = telling("good outstanding offered asked recorded wanted no longer")
