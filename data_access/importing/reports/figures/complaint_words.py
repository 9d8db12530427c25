"""A sentence about complaints as its numbers are read: without what is of other councils or of the
council's own complaints."""

from __future__ import annotations

import re

from data_access.importing.reports.figures.complaints_named import (
    speaks_of_another,
    speaks_of_ombudsman,
)
from data_access.importing.reports.figures.ombudsman_columns import BODY

_SIMILAR = re.compile(
    r"\b(?:similar|comparable|other) (?:local )?(?:councils?|authorit\w+|organisations?)\b|"
    r"\bof (?:this|its|the same|our) (?:type|kind)\b",
    re.IGNORECASE,
)
_THAN_NATIONAL = r"(?P<than>\b(?:against|below|above|than|with|to|from)) (?:the|a) national "
_NATIONAL_AVERAGE = re.compile(rf"{_THAN_NATIONAL}average\b(?!:)", re.IGNORECASE)
# "In line with the national rate: …" tells no number.
_NATIONAL_RATE = re.compile(
    rf"{_THAN_NATIONAL}(?:average|figure|rate|level)(?=\W*(?::|$))", re.IGNORECASE
)
# Councils of one kind are those that its letter sets a council beside.
_OF_A_KIND = re.compile(
    r"\b(?:county|unitary|metropolitan) (?:councils|authorities)"
    r"(?: (?:nationally|in england|across (?:england|the country)))?(?=\W*$)",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"^\W*compared (?:with|to) [^.]{0,90}?,(?= (?:it|the council|the ombudsman|this)\b)",
    re.IGNORECASE,
)
# "83% (10) of the 12 complaints it looked into were upheld"
_SHARE_OF = re.compile(
    r"(?P<share>\d+(?:\.\d+)?(?:\s?%|\s+per ?cent) \(\d+\)) of (?P<of>(?:the )?\d+) "
    r"(?P<what>(?:complaints|cases|investigations|decisions)[^.;,\d]{0,70}?) (?:were|was) upheld\b",
    re.IGNORECASE,
)
# "Seven of the 12 upheld cases were about schools" tells how they divide.
_PARTS = re.compile(
    rf"\b(?:\w+|\d+) of (?:(?:the|these|those) )?(?:\d+|\w+) (?:upheld (?:cases|complaints|"
    rf"decisions)(?: (?:to|by) {BODY})?|"
    rf"(?:cases|complaints)(?: that| which)? (?:were upheld|{BODY} (?:had )?upheld)) "
    r"(?:were|was|are|had been|concerned|related|came|involved)\b(?! (?:the )?satisfact)",
    re.IGNORECASE,
)
# The council's own complaints, of which some came to the Ombudsman.
_OWN_ONES = re.compile(
    r"\b(?:council|authority|department|service|we)\b(?: \w+){0,2} (?:received|dealt with|handled|"
    r"had|recorded|logged) (?:\w+ ){0,2}?\d[\d,]*(?= (?:\w+ ){0,2}complaints)|"
    r"\d[\d,]*(?= complaints (?:\w+ )?(?:made |sent |put )?to (?:the|our) (?:council|authority))",
    re.IGNORECASE,
)
_REACHED = re.compile(
    rf"\b(?:referred|taken|went|gone|go|escalated|passed|progressed|sent)(?: on| up)? to {BODY}\b",
    re.IGNORECASE,
)


def speaks_of_similar(text: str) -> bool:
    """Whether a text sets the council beside councils like it."""
    return _SIMILAR.search(text) is not None


def complaint_words(sentence: str, *, similar: bool) -> str:
    """The sentence without what is of all councils or of the council's own complaints. `similar`:
    its page sets it beside councils like it, so that its average is theirs."""
    said = _NATIONAL_RATE.sub(r"\g<than> the mean", sentence)
    said = _NATIONAL_AVERAGE.sub(rf"\g<than> the {'average' if similar else 'mean'}", said)
    said = _OF_A_KIND.sub("similar councils", said)
    said = _SHARE_OF.sub(r"Of \g<of> \g<what>, \g<share> were upheld", _COMPARED.sub("", said))
    if speaks_of_another(said) and not speaks_of_ombudsman(said):
        return ""
    if _PARTS.search(said):
        return ""  # how the upheld ones divide among services
    if _REACHED.search(said):
        said = _OWN_ONES.sub(lambda own: re.sub(r"\d[\d,]*", "some", own[0]), said)
    return said
