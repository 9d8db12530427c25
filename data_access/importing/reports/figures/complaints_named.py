"""Whose complaints a text is about: the ombudsman's, the council's own or all councils'."""

from __future__ import annotations

import re

_OMBUDSMAN = re.compile(
    r"(?<!housing )(?<!health service )(?<!financial )(?<!pensions )(?<!children’s )"
    r"\b(?:ombudsman|lgsco|lgo)\b",
    re.IGNORECASE,
)
_ANOTHERS = re.compile(
    r"\b(?:housing|health service|financial|pensions) ombudsman\b", re.IGNORECASE
)
_ADULTS = re.compile(r"\badult(?:s'?|s’)? (?:social care|services)\b|\bASC\b", re.IGNORECASE)
_ALL = re.compile(
    r"\b(?:all (?:council )?services|whole council|council as a whole)\b", re.IGNORECASE
)
_OWN = re.compile(
    r"\b(?:corporate|statutory|stage (?:1|2|one|two)) (?:complaints?|investigations?)\b|"
    r"\b(?:service|department|directorate|complaints team)\b(?:\W+\w+){0,3}?\W+(?:received|"
    r"recorded|resolved)\b|\b(?:dealt with|handled|resolved|upheld) internally\b|"
    r"\b(?:council|authority) (?:dismissed|rejected)\b",
    re.IGNORECASE,
)
_OF_ALL_MADE = re.compile(
    r"(?:%|per ?cent) of (?:all )?(?:(?:the|our|its|these) )?complaints\b|"
    r"\bcomplaints (?:were|was) (?:received|made)\b|"
    r"\b(?:council|authority) (?:received|dealt with|handled|recorded|logged) [\d,]+ complaints\b"
    r"(?! (?:and|to|from)\b)|"
    r"\bcomplaints (?:about|against) (?:the council|us)\W*$",
    re.IGNORECASE,
)
_UPHELD = r"(?:upheld|uphold)"

# What is said of all councils is not this council's.
_NATIONAL = re.compile(
    r"\b(?:all (?:other )?(?:local )?(?:authorit|council)\w+|nation(?:al|ally|wide)|"
    r"every (?:council|(?:local )?authority)|english (?:local )?(?:councils|authorities)|"
    r"across (?:england|the country)|in england|for england|their (?:average )?uphold rate|"
    r"the ombudsman[’']?s? (?:average )?uphold rate"
    r"(?! (?:for|of|in|at|against) (?:the|this|our|us)\b))\b",
    re.IGNORECASE,
)
_OF_THEM = re.compile(
    r"^\W*(?:among|amongst|of) (?:the|these|those|them)\b|"
    r"^\W*(?:it|they|the (?:ombudsman|lgsco))\b[^.]{0,40}? of (?:these|those|them)\b",
    re.IGNORECASE,
)


def speaks_of_ombudsman(paragraph: str) -> bool:
    """Whether a paragraph is about the ombudsman's decisions."""
    return _OMBUDSMAN.search(paragraph) is not None


def speaks_of_another(text: str) -> bool:
    """Whether a text is about an ombudsman of other matters, such as housing."""
    return _ANOTHERS.search(text) is not None


def speaks_of_own_complaints(sentence: str, *, mentioned: bool = True) -> bool:
    """Whether a sentence is about complaints that the council dealt with itself. `mentioned`:
    whether it or one before it names the ombudsman; before that, complaints are the council's."""
    if speaks_of_ombudsman(sentence):
        return False
    if _OWN.search(sentence):
        return True
    return not mentioned and _OF_ALL_MADE.search(sentence) is not None


def speaks_of_complaints(sentence: str) -> bool:
    """Whether a sentence is about complaints, the ombudsman's or others."""
    return re.search(r"\bcomplaint|\bremed|upheld|ombudsman|lgs?c?o\b", sentence, re.I) is not None


def tells_of_complaints(sentence: str) -> bool:
    """Whether a sentence is about complaints, and does not only name who deals with them."""
    return re.search(r"\bcomplain|\bremed|upheld", sentence, re.IGNORECASE) is not None


def speaks_of_upheld(sentence: str) -> bool:
    """Whether a sentence is about complaints that were upheld."""
    return re.search(_UPHELD, sentence, re.IGNORECASE) is not None


def scope_of(paragraph: str) -> str | None:
    """Of which services the paragraph's figures are, in the dataset's words; None: not said."""
    if _ALL.search(paragraph):
        return "all services"
    return "adult social care" if _ADULTS.search(paragraph) else None


def tells_of_all_councils(sentence: str, before: bool) -> bool:
    """Whether a sentence is of the ombudsman's work for all councils; `before`: whether the
    sentence before it was, so that "Of these 4,003 …" is too."""
    return _NATIONAL.search(sentence) is not None or (
        before and _OF_THEM.match(sentence) is not None
    )
