"""How words are compared: without case, punctuation and the ways of writing 'and'; and what people
write where nothing is known yet, or where a publisher hides a figure."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from data_access.ledger.entry import MISSING_VALUES


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """A text's words alone, in small letters, 'and' for '&', without apostrophes and accents."""
    said = unicodedata.normalize("NFKD", text.casefold())
    said = "".join(letter for letter in said if not unicodedata.combining(letter))
    said = re.sub(r"['’`´]", "", said).replace("&", " and ").replace("+", " and ")
    said = re.sub(r"(?<=[a-z])-(?=[a-z])", "", said)  # co-produced, re-audit, e-mail
    return " ".join(re.findall(r"[a-z0-9%£]+", said))


# What short forms stand for, in headers and in words of closed lists alike.
_LONG = {
    "ref": "reference", "refs": "reference", "no": "number", "num": "number", "nr": "number",
    "recd": "received", "rec": "received", "rcvd": "received", "ack": "acknowledged",
    "ackd": "acknowledged", "acknowledgement": "acknowledged", "acknowledgment": "acknowledged",
    "resp": "response", "req": "requires", "reqs": "requires", "imp": "improvement",
    "impr": "improvement", "improve": "improvement", "grps": "groups", "grp": "group",
    "wkshop": "workshop", "mtg": "meeting", "mtgs": "meetings", "dept": "department",
    "svc": "service", "serv": "service", "mgr": "manager", "mgmt": "management", "avg": "average",
    "ave": "average", "pct": "%", "percent": "%", "percentage": "%", "yr": "year", "qtr": "quarter",
    "auth": "authority", "la": "authority", "cllr": "councillor", "tel": "telephone",
    "dt": "date", "comp": "completed", "compl": "completed", "exp": "expires", "hosp": "hospital",
    "sg": "safeguarding", "partial": "partly",
    "safeg": "safeguarding", "partially": "partly", "part": "partly",
    "invest": "investigations", "investigated": "investigations", "lgsco": "ombudsman",
    "lgo": "ombudsman", "ombudsmans": "ombudsman", "desc": "description", "cat": "category",
    "loc": "locality", "mand": "mandatory", "intro": "introduction", "obs": "observation",
}  # fmt: skip
_SMALL = frozenset({"of", "the", "on", "a", "an", "for", "was", "were", "is", "in", "to", "by"})


@lru_cache(maxsize=65_536)
def tokens(text: str) -> tuple[str, ...]:
    """A text's telling words in their order, short forms written out."""
    return tuple(_LONG.get(word, word) for word in fold(text).split() if word not in _SMALL)


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """A word without the endings of number, tense and 'one who'; rough, for comparing alone."""
    for ending in ("ations", "ation", "ments", "ment", "ings", "ing", "tions", "tion", "ions",
                   "ion", "ed", "es", "s", "e", "d", "t"):  # fmt: skip
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=65_536)
def stems(text: str) -> tuple[str, ...]:
    """The stems of a text's telling words."""
    return tuple(stem(word) for word in tokens(text))


# Marks by which publishers say that a figure is hidden or missing. Sources: NHS England and DHSC
# open data ([c], c, :, *), GSS symbols of the Government Analysis Function ([c] [x] [z] [u] [low]
# [w]), ONS (.., -), Fingertips and councils' own (supp, <5).
_MARKS = re.compile(
    r"(?i)\[?(?:c|x|z|u|w|low|supp|suppressed|s|n|r|e|p|b)\]|[*:†‡#~]+|\.\.|\.{3}|c|z|u|x|s|"
    r"supp(?:ressed)?\.?|\(?suppressed\)?|redacted|low (?:base|numbers?)|[<≤]\s*\d+|"
    r"(?:less|fewer) than \d+|not (?:shown|published|available|collected|disclosed|applicable)|"
    r"n/?[cspd]|dnc|data not (?:available|collected)|missing|disc(?:losive)?"
)
# What means that something has not happened, or is not known.
_NOTHING_YET = re.compile(
    r"(?i)(?:tb[cadn]|to be (?:confirmed|agreed|advised|decided|determined|arranged|set)|"
    r"not (?:yet|moderated|graded|rated|assessed|audited|shared|checked|embedded|changed|reviewed|"
    r"required|needed|applicable|booked|scheduled|allocated|assigned|determined|finalised|"
    r"concluded|resolved|finished|answered|replied|arranged|held|logged|sought|sent|known|recorded|stated|started|done|due|received|set|decided|agreed|given|"
    r"issued|entered|available|acknowledged|responded|closed|completed?|required yet|provided)"
    r"(?:[ -]yet)?|n/?k|nk|unk|unknown|(?:date )?not known|don ?t know|dk|(?:on ?going|"
    r"still open|in progress|"
    r"pending|in hand)\b.*|open|awaiting.*|awaited|waiting.*|outstanding response|"
    r"under (?:way|review|investigation|consideration)|being (?:investigated|reviewed|"
    r"considered)|live|current(?:ly open)?|no (?:date|decision|outcome|response|reply|answer)"
    r"(?: yet| set| given)?|none(?: yet| set)?|nothing yet|nil|blank|empty|no(?:t)? (?:info|"
    r"information|data|record)|\?+|x+|-+|_+|–|—|…|n/?a(?:pplicable)?|#n/?a|null|asap|"
    r"continuous|rolling|on hold|deferred|see (?:notes?|comments?)|tbc.*|as above)"
)
# Words of a sentence that says so: "Response not yet sent", "Still investigating".
_STILL = re.compile(
    r"(?i)\b(?:not (?:yet|sent|received|done|started|due|agreed|issued|completed?|responded|closed|"
    r"acknowledged|known|concluded|decided|shared|checked|needed|required|applicable)|yet to|"
    r"to be |tb[ca]|still|on ?going|await(?:s|ed|ing)?|pending|in progress|"
    r"under (?:way|review|investigation)|outstanding|unknown|"
    r"no (?:date|response|reply|decision|answer|longer))"
)


NOT_KNOWN = frozenset({"tbc", "n/k", "not known", "unknown", "?"})


@lru_cache(maxsize=131_072)
def is_mark(text: str) -> bool:
    """Whether a text is a publisher's mark for a figure that is hidden or missing."""
    return _MARKS.fullmatch(text.strip()) is not None


def is_nothing(text: str) -> bool:
    """Whether a text in a list or a name says that there is none."""
    said = text.strip().strip(".!*").casefold()
    return not said or said in MISSING_VALUES or said in NOT_KNOWN


def says_not_yet(text: str) -> bool:
    """Whether a text where a day is wanted says in words that there is none: it has no number in
    it, and a word of not yet."""
    return not re.search(r"\d", text) and (_STILL.search(text) is not None or is_nothing_yet(text))


_DONE = re.compile(
    r"(?i)(?:yes|y|✓|✔|√|tick(?:ed)?|done|complete[d]?|closed|finished|sent|actioned|achieved|"
    r"delivered|implemented)\b.*"
)


def says_done(text: str) -> bool:
    """Whether a text where a day is wanted says that it has happened, and not when."""
    return _DONE.fullmatch(text.strip()) is not None


@lru_cache(maxsize=131_072)
def is_nothing_yet(text: str) -> bool:
    """Whether a text means that nothing has happened yet, or is not known, in a day, a number or a
    choice. Words in brackets behind do not count: "TBC (awaiting panel)"."""
    said = re.sub(r"\s+", " ", text.strip().strip(".!*")).strip()
    if not said or said.casefold() in MISSING_VALUES:
        return True
    bare = re.sub(r"\s*\(.*\)$|\s*[-–:;,/]\s.*$", "", said)
    return any(_NOTHING_YET.fullmatch(each.replace("’", "'").replace("'", " ")) is not None
               for each in {said, bare})  # fmt: skip
