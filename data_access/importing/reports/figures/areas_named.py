"""Whose number it is in a sentence that compares: England's, the region's, similar councils'."""

from __future__ import annotations

import re

from vocabulary.indicators import ComparatorLevel

REGIONS = (
    r"(?:north east|north west|yorkshire(?: and (?:the )?humber(?:side)?)?|east midlands|"
    r"west midlands|east(?:ern)? (?:of england|region)|london(?! borough)|south east|south west)"
)
_OTHERS = (
    r"(?:(?:similar|comparable|neighbouring|comparator) (?:councils?|(?:local )?authorities)"
    r"(?:’|')?|(?:statistical|nearest|cipfa|family group) neighbours?|"
    r"(?:comparator|comparison|benchmarking|family|peer) (?:family )?group)"
)
# "The England average was somewhat lower, at …"
_LINKED = (
    r"\W*(?:(?:of|was|is|were|at|being|which|for|over|the|figure|rate|average|mean|averages|"
    r"similar|same|comparable|lower|higher|better|worse|somewhat|slightly|much|far|also|only|just|"
    r"about|around|broadly|marginally|significantly|little|as|a|whole|stood|stands|level|score|"
    r"percentage|result|equivalent|overall|in|that|year|outturn|it|they|this|achieved|scored|reported|"
    r"recorded|had|saw|averaged|equivalent)\W+){0,6}$"
)
_IN_SHORT = r"(?:SW|SE|NW|NE|WM|EM|YH|EE)"
_WHOSE = {
    ComparatorLevel.NEIGHBOURS: (
        rf"\b{_OTHERS}{_LINKED}|\b(?:comparators?|peers?|statistical)\s*[:(]\s*$|"
        r"(?:^|[(;,])\s*(?:our |the )?neighbours\s*$"
    ),
    ComparatorLevel.REGION: (
        rf"\b(?:regional(?= (?:average|mean|figure|rate))|region(?:’s|'s)? (?=average|mean)|"
        rf"regionally|{REGIONS}(?= (?:regional )?(?:average|mean|figure|rate)|\W*$)){_LINKED}|"
        rf"\b{REGIONS}{_LINKED}|\b{_IN_SHORT} (?:regional )?(?:average|mean|figure){_LINKED}|"
        rf"\bregion(?:al)?\s*[:(]?\s*$|\b{REGIONS} as a whole{_LINKED}|"
        rf"\b(?:average|mean|figure|rate) (?:for|in|of|across) (?:the )?(?:region|{REGIONS})"
        rf"{_LINKED}"
    ),
    ComparatorLevel.ENGLAND: (
        rf"(?:(?<!nhs )(?<!of )\bengland(?:’s|'s)?|\benglish (?=average|mean)|\bnational(?= (?:"
        rf"average|mean|figure|rate|level|score|result|percentage))|\bnationally|"
        rf"(?<!north )(?<!east )\baverage (?:of|for|across) (?:all )?england){_LINKED}|"
        r"\bnational\s*[:(]\s*$|[(;,]\s*(?:the )?national\s*$|"
        r"\b(?:england|national) (?:average|mean|figure) (?:for|of) "
        r"[^,;%\d]{3,90} (?:is|was|stood at)\W*$"
    ),
}  # fmt: skip
_AREAS = tuple((level, re.compile(words, re.IGNORECASE)) for level, words in _WHOSE.items())
_IN = r"(?:for|in|across|among|amongst|throughout)"
_OWNER = r"(?:average|mean|figure|rate)"
_AFTER = (
    (
        ComparatorLevel.ENGLAND,
        rf"^\W*(?:(?:\w+\W+){{0,2}}?nationally|(?:of \w+ |\w+ )?{_IN} (?:all |the whole of )?"
        rf"england|{_IN} the country(?: as a whole)?|of (?:all )?"
        rf"(?:\w+ ){{1,2}}(?:in england|nationally|"
        rf"across (?:england|the country))|of national \w+)\b|^\s*england(?=\s*(?:[,;.)]|and\b))|"
        rf"^\W*(?:which )?(?:is|was|being) the (?:england|english|national) {_OWNER}\b|"
        rf"^\s*\(?(?:the )?(?:england|national)(?: {_OWNER})?\s*\)|"
        rf"^\s*(?:england|english|national) {_OWNER}\b",
    ),
    (
        ComparatorLevel.REGION,
        rf"^\W*(?:(?:\w+\W+)?regionally|(?:\w+\W+)?{_IN} (?:the region\b|"
        rf"(?:the )?(?:{REGIONS}|{_IN_SHORT})\b))|"
        rf"^\s*{REGIONS}(?=\s*(?:[,;.)]|and\b))|"
        rf"^\W*(?:which )?(?:is|was|being) the (?:{REGIONS}|regional) {_OWNER}\b|"
        rf"^\s*\(?(?:the )?(?:regional|{REGIONS}) {_OWNER}\s*\)|"
        rf"^\s*(?:regional|{REGIONS}) {_OWNER}\b",
    ),
    (
        ComparatorLevel.NEIGHBOURS,
        rf"^\W*(?:\w+\W+)?(?:{_IN}|at|of) (?:our |the |its |their )?{_OTHERS}|"
        rf"^\s*{_OTHERS}(?=\s*(?:[,;.)]|and\b))",
    ),
)
_RANKED = re.compile(
    r"^\W*(?:(?:which is|making it|and|the|or)\W+)*(?:\w+\W+)?(?:highest|lowest|best|worst|"
    r"ranked|rank|top|bottom|\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth)\b",
    re.IGNORECASE,
)  # "ninth highest nationally" is of the council
# "the best in London, at"
_IS_FIRST = re.compile(
    r"\b(?:highest|lowest|best|worst|ranked|top|bottom|\d(?:st|nd|rd|th))\b[^.\d]{0,30}$",
    re.IGNORECASE,
)
_BEHIND = tuple((level, re.compile(words, re.IGNORECASE)) for level, words in _AFTER)
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
_A_YEAR = re.compile(r"\(?\b20\d\d(?:\s?[-/–]\s?(?:20)?\d\d)?\b\)?")
_ONE_AREA = (
    (ComparatorLevel.ENGLAND, r"(?:england|national|english)"),
    (ComparatorLevel.REGION, rf"(?:regional|region|{REGIONS})"),
    (ComparatorLevel.NEIGHBOURS, _OTHERS),
)
_ANY = "|".join(words for _, words in _ONE_AREA)
_PAIR = re.compile(
    rf"\b(?P<one>{_ANY})(?:’s|'s)?(?: averages?)? (?:and|or) (?:(?:the|for|in) )*"
    rf"(?P<other>{_ANY})(?:’s|'s)?(?: (?:averages?|figures?|means?|rates?))?\W*(?:\w+\W+){{0,2}}$",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\b(?:brackets?|parenthes[ei]s)\b|\(\s*\)", re.IGNORECASE)
_EARLIER = re.compile(r"\b(?:previous|last|earlier|prior) (?:year|survey|result)|\b20\d\d", re.I)


def area_of(before: str, after: str) -> ComparatorLevel | None:
    """Whose number it is, where it is England's, the region's or similar councils': told by the
    words right before or right after it."""
    for level, words in (*_AREAS, *_AT_HEAD):
        if _IS_FIRST.search(before):
            break
        if words.search(before) or words.search(_A_YEAR.sub("", before)):
            return level
    if _RANKED.match(after):
        return None
    return next((level for level, words in _BEHIND if words.match(after)), None)


def two_areas_of(before: str) -> tuple[ComparatorLevel, ComparatorLevel] | None:
    """The two areas of which a number is at once, or it and the next in turn."""
    pair = _PAIR.search(before)
    if pair is None:
        return None
    one, other = _level(pair["one"]), _level(pair["other"])
    return None if one is other else (one, other)


def area_in_brackets(sentence: str) -> ComparatorLevel | None:
    """Whose the numbers in brackets are, where the sentence says so: "the average for England is
    given in brackets"."""
    if not _BRACKETS.search(sentence) or _EARLIER.search(sentence):
        return None
    told = {level for level, words in _ONE_AREA if re.search(rf"\b{words}\b", sentence, re.I)}
    return told.pop() if len(told) == 1 else None


def _level(said: str) -> ComparatorLevel:
    return next(level for level, words in _ONE_AREA if re.fullmatch(words, said, re.I))
