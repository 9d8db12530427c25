"""Whose number it is in a sentence that compares: England's, the region's, similar councils'."""

from __future__ import annotations

import re

from vocabulary.indicators import ComparatorLevel

_REGIONS = (
    r"(?:north east|north west|yorkshire(?: and (?:the )?humber(?:side)?)?|east midlands|"
    r"west midlands|east(?:ern)? (?:of england|region)|london|south east|south west)"
)
_LINKED = r"\W*(?:(?:of|was|is|were|at|being|which|for|over|the|figure|rate|average|mean)\W+){0,5}$"
_WHOSE = {
    ComparatorLevel.NEIGHBOURS: (
        r"\b(?:(?:similar|comparable|neighbouring|comparator) (?:councils?|"
        r"(?:local )?authorities)(?:’|')?|(?:statistical|nearest|cipfa|family group) neighbours?|"
        rf"(?:comparator|comparison|benchmarking|family|peer) (?:family )?group){_LINKED}"
    ),
    ComparatorLevel.REGION: (
        rf"\b(?:regional(?= (?:average|mean|figure|rate))|region(?:’s|'s)? (?=average|mean)|"
        rf"regionally|{_REGIONS}(?= (?:regional )?(?:average|mean|figure|rate)|\W*$)){_LINKED}"
    ),
    ComparatorLevel.ENGLAND: (
        rf"(?:(?<!nhs )(?<!of )\bengland(?:’s|'s)?|\benglish (?=average|mean)|\bnational(?= (?:"
        rf"average|mean|figure|rate|level))|\bnationally|(?<!north )(?<!east )\baverage (?:of|for) "
        rf"england){_LINKED}"
    ),
}  # fmt: skip
_AREAS = tuple((level, re.compile(words, re.IGNORECASE)) for level, words in _WHOSE.items())
_AFTER = (
    (
        ComparatorLevel.ENGLAND,
        re.compile(
            r"^\W*(?:(?:\w+\W+)?nationally|(?:of \w+ |\w+ )?(?:for|in|across) england)\b",
            re.IGNORECASE,
        ),
    ),
    (
        ComparatorLevel.REGION,
        re.compile(
            r"^\W*(?:\w+\W+)?(?:regionally|(?:for|in|across) (?:the region\b|"
            rf"(?:the )?(?:{_REGIONS}|SW|SE|NW|NE|WM|EM|YH|EE)\b))",
            re.IGNORECASE,
        ),
    ),
)
# "National (2015/16) users with …: 86%"; "National data showed that …" is of the council.
_AT_HEAD = (
    (
        ComparatorLevel.ENGLAND,
        re.compile(
            r"^\W*(?:national|england)(?: average| figure| mean)?\s*(?:\(\s*20\d\d[^)]*\)|:)",
            re.IGNORECASE,
        ),
    ),
    (
        ComparatorLevel.REGION,
        re.compile(
            r"^\W*region(?:al)?(?: average| figure| mean)?\s*(?:\(\s*20\d\d[^)]*\)|:)",
            re.IGNORECASE,
        ),
    ),
)
_TWO = re.compile(
    r"\b(?:england|national)\b(?:\W+average)?\W+(?:and|or)\W+(?:the\W+)?region", re.IGNORECASE
)


def area_of(before: str, after: str) -> ComparatorLevel | None:
    """Whose number it is, where it is England's, the region's or similar councils': told by the
    words right before or right after it."""
    for level, words in (*_AREAS, *_AT_HEAD):
        if words.search(before):
            return level
    return next((level for level, words in _AFTER if words.match(after)), None)


def of_two_areas(before: str) -> bool:
    """Whether a number is said to be England's and the region's at once."""
    return _TWO.search(before) is not None
