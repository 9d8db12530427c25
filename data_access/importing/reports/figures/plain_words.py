"""A sentence as its numbers are read: without what says only how many were asked.

"65% of the 412 people who answered" is read as "65% of people who answered"; "62, or 20%, were
completed" as "20% were completed"; "in all 9 cases (100%)" as "in 100% of cases".
"""

from __future__ import annotations

import re

_COUNT = r"\d{1,3}(?:,\d{3})+|\d+"
_SHARE = r"\d+(?:\.\d+)?(?:\s?%|\s+per ?cent\b)"
_ASKED = (
    r"respondents?|people|users?|carers?|clients?|adults?|residents?|homes?|providers?|services?|"
    r"settings|agencies|organisations?|applications?|requests?|cases|staff|those|participants|"
    r"replies|responses|who"
)
_OR = re.compile(
    rf"\b(?:{_COUNT}),?\s*(?:or |– |- )\s*(?P<share>{_SHARE}),?"
    r"(?=\s+(?:were|was|had)\b(?! (?:still )?(?:waiting|awaiting|outstanding)))"
)
_IN_BRACKETS = re.compile(
    rf"(?P<share>{_SHARE})\s*\((?!(?:19|20)\d\d\))(?:{_COUNT})"
    rf"(?: (?:out )?of (?:the )?(?:{_COUNT}))?"
    r"(?: [a-z]+){0,2}\)"
)
_BASE = re.compile(
    rf"(?P<share>{_SHARE}\)?) (?:out )?of (?P<whose>(?:(?!\d)[\w’']+ ){{0,3}})"
    rf"(?:some |about |around |nearly )?(?:{_COUNT}) "
    rf"(?=(?:(?!\d)[\w’'-]+ ){{0,4}}(?:{_ASKED})\b(?! (?:were |are )?(?:waiting|awaiting)))",
    re.IGNORECASE,
)
# Who the neighbours are: "Statistical Neighbours (the 15 councils most like us) 46%".
_WHO = re.compile(
    rf"(?<=\w)\s*\((?:the |our |of |all )*(?:{_COUNT}|[a-z]+teen|ten|twelve) (?:[a-z]+ )*"
    r"(?:councils|authorities|neighbours|boroughs|counties)\b[^)%]*\)",
    re.IGNORECASE,
)
# What stands before a colon tells no number: "Better than the national average: 86% of homes …"
_ABOVE = re.compile(
    r"^[^:%\d]*\b(?:better|worse|higher|lower|above|below|beats?|exceeds?)\b[^:%\d]*\baverage\s*:\s*"
)
_CARERS = re.compile(
    r"\b(?:unpaid )?carers?[’']s? satisfaction\b(?! with (?!(?:social )?services))|"
    r"\bsatisfaction (?:of|among|amongst|for) (?:unpaid )?carers\b",
    re.IGNORECASE,
)
_YORKSHIRE = re.compile(r"\bYorkshire (?:and|&) (?:the )?Humber(?:side)?\b")  # "and" parts others
_OF_24 = re.compile(r"(?<=[a-z])(?:, (?:which|that) is)? out of (?:24|12)\b,?")  # of every score
# "was the highest in the land, with 900 cases" is of all cases
_RANK = re.compile(
    r"(?<=\bwas )(?:(?:one of |among )?the (?:\w+ )?(?:highest|lowest) (?:in|of|across) "
    r"[^,.;:\d]{3,40}, )(?=with \d)"
)
_IN_ALL = re.compile(rf"\bin all (?:of )?(?:the )?(?:{_COUNT}) cases \((?P<share>{_SHARE})\)")


def plain_words(sentence: str) -> str:
    """The sentence without counts of those asked or looked at, beside their share."""
    said = _OR.sub(r"\g<share>", share_of_all(sentence))
    said = _ABOVE.sub("", _CARERS.sub("overall satisfaction of carers", said))
    said = _OF_24.sub("", _YORKSHIRE.sub("Yorkshire", _WHO.sub("", said)))
    said = _RANK.sub("", said)
    said = _IN_BRACKETS.sub(r"\g<share>", said)
    return _BASE.sub(r"\g<share> of \g<whose>", said)


def share_of_all(sentence: str) -> str:
    """The sentence with "in 100% of cases" for "in all 9 cases (100%)"."""
    return _IN_ALL.sub(r"in \g<share> of cases", sentence)
