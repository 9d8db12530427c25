"""What a report says of the ombudsman's decisions, number by number.

A number is told by the words beside it: "9 complaints, of which 89% were upheld" are nine
investigations (a rate is out of what was decided) and an uphold rate. Two numbers "respectively"
go with the two things named before them, in their order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from data_access.datasets import OMBUDSMAN
from data_access.importing.reports.figures.beside import beside
from data_access.importing.reports.figures.quantities import Kind, Quantity, quantities_in

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
    r"recorded|resolved)\b|\b(?:dealt with|handled|resolved|upheld) internally\b",
    re.IGNORECASE,
)
_UPHELD = r"(?:upheld|uphold)"

AVERAGE = "similar_authority_average"
_OTHERS = r"(?:similar|comparable)(?: councils?| authorit(?:y|ies)| organisations?)?"

_BEFORE_ASKED = r"before (?:they|it|the complaint) (?:reached|went to|came to|was|were)"
# What is said of all councils is not this council's.
_NATIONAL = re.compile(
    r"\b(?:all (?:other )?(?:local )?(?:authorit|council)\w+|nation(?:al|ally|wide)|every council|"
    r"across (?:england|the country)|in england|for england|their (?:average )?uphold rate|"
    r"the ombudsman[’']?s? (?:average )?uphold rate"
    r"(?! (?:for|of|in|at|against) (?:the|this|our|us)\b))\b",
    re.IGNORECASE,
)
_OF_THEM = re.compile(r"^\W*(?:among|amongst|of) (?:the|these|those|them)\b", re.IGNORECASE)
# The count in brackets behind a rate is of what the rate is of.
_COUNT_OF = {"uphold_rate": "upheld", "remedied_before_rate": "remedied_before"}
_IN_BRACKETS = re.compile(
    r"^\s*(?:of (?:the )?(?:complaints|cases|decisions|investigations) )?"
    r"(?:(?:at|by|with|from) the (?:ombudsman|lgsco) )?"
    r"\(\s*(?:\d+|one|two|three)(?: (?:out )?of(?: the)? \d+)?"
    r"(?: (?:cases?|complaints?|decisions?|investigations?))?\s*\)",
    re.IGNORECASE,
)
_RATE_OF = {count: rate for rate, count in _COUNT_OF.items()}
_RATE_IN_BRACKETS = re.compile(r"^\s*\(\s*\d+(?:\.\d+)?\s?%\s*\)")
# "… and upheld 9" is said of the nine.
_NEXT_ONES = re.compile(
    r"(?:,|;|\band\b|\bbut\b)(?:\W+\w+){0,3}?\W+(?:upheld|uphold|investigated|received|considered|"
    r"referred|closed|fault in)\s*$",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\b(?:previous(?:ly)?|last year(?:’s|'s)?|the year before|as opposed to|from|than)\b"
    r"(?:\W+(?!\d)[\w’']+){0,4}\W*$",
    re.IGNORECASE,
)

_BODY = r"(?:the )?(?:ombudsman|lgsco|lgo)"
_TAKEN_ON = r"(?:accepted|taken|put forward|passed)(?: \w+){0,3} for (?:\w+ )?investigation"

# Field, kind of number, on which side of it the words stand, and how many words may stand between.
# The first that fits decides.
_TABLE: tuple[tuple[str, Kind, str, int, str], ...] = (
    ("uphold_rate", "percent", "before", 0, r"uphold rate(?: of| was| at| is)?"),
    (
        "received",
        "count",
        "after",
        3,
        rf"(?:referred|taken|went|gone|go|escalated|passed|progressed|sent)(?: on| up)? to {_BODY}",
    ),
    (
        "remedied_before",
        "count",
        "after",
        20,
        r"of (?:the|these|those) (?:upheld )?(?:cases|complaints|decisions)\b[^\d,;]*?"
        r"satisfactory remed\w+",
    ),
    ("late_remedies", "count", "after", 4, r"(?:completed|carried out|done|implemented) late"),
    ("late_remedies", "count", "after", 0, r"of (?:which|them|these) (?:was|were) (?:\w+ )?late"),
    ("late_remedies", "count", "after", 4, r"late remed(?:y|ies)|remed(?:y|ies) (?:was|were) late"),
    ("late_remedies", "count", "before", 1, r"late remed(?:y|ies)(?: was| were| numbered)?"),
    ("expected", "count", "before", 4, r"expected(?: number)?"),
    ("expected", "count", "after", 3, r"expected"),
    ("similar_authority_average", "percent", "after", 3, rf"(?:in|at|for|of|among) {_OTHERS}"),
    ("similar_authority_average", "percent", "after", 1, r"average (?:for|of|among|in)"),
    ("similar_authority_average", "percent", "before", 4, rf"{_OTHERS}|of this type|average"),
    (
        "compliance_rate",
        "percent",
        "after",
        4,
        rf"compli\w+|of (?:(?:the|its|our|their|these|{_BODY})(?:’s|'s)? )?(?:agreed )?"
        r"(?:recommend\w+|remedies)",
    ),
    (
        "compliance_rate",
        "percent",
        "before",
        3,
        r"(?:acted on|carried out|implemented|followed|met) (?:all )?(?:the|its|our|their|his|her) "
        r"(?:recommend\w+|remedies)",
    ),
    ("compliance_rate", "percent", "after", 14, r"implemented (?:our|the|its) recommendations"),
    (
        "compliance_rate",
        "percent",
        "before",
        2,
        r"(?:recommend\w+|remedies) (?:had been|were|have been|are|being) (?:fully |all )?"
        r"(?:implemented|carried out|followed|acted on|met|completed)",
    ),
    ("compliance_rate", "percent", "before", 9, r"compli\w+"),
    ("remedied_before_rate", "percent", "after", 14, r"satisfactory remed\w+|already put right"),
    ("remedied_before_rate", "percent", "after", 9, r"(?:put right|remedied|resolved) before"),
    ("remedied_before_rate", "percent", "after", 4, rf"(?:complaints|cases) {_BEFORE_ASKED}"),
    ("remedied_before_rate", "percent", "before", 30, r"satisfactory remed\w+"),
    ("remedied_before", "count", "after", 5, r"satisfactor(?:y|il?y) (?:remed|resol)\w+"),
    ("remedied_before", "count", "before", 4, r"satisfactory (?:remed|resol)\w+"),
    (
        "remedied_before",
        "count",
        "after",
        8,
        r"(?:resolved|remedied|settled|put (?:\w+ )?right) before",
    ),
    ("uphold_rate", "percent", "after", 9, r"(?<!not )upheld"),
    ("uphold_rate", "percent", "before", 8, r"(?<!not )upheld|uphold rate"),
    ("remedies", "count", "after", 1, r"compliance outcomes?|remedies"),
    ("investigations", "count", "after", 1, r"investigations?(?!(?:\W+\w+){0,4}\W+found)"),
    ("not_upheld", "count", "before", 1, r"not (?:to be |been )?at fault(?: \w+)? in"),
    (
        "upheld",
        "count",
        "before",
        1,
        r"(?<!not )at fault in|maladministration(?: \w+)? in|"
        r"fault (?:was |had been )?found in",
    ),
    ("upheld", "count", "after", 6, r"(?<!not )found fault|fault was found"),
    ("upheld", "count", "before", 1, r"(?:found|finding|identified) fault(?: \w+)? in"),
    ("not_upheld", "count", "before", 1, r"(?:no fault(?: \w+)? in|(?:not|n't) uphold)"),
    ("not_upheld", "count", "after", 3, r"not upheld"),
    ("not_upheld", "count", "after", 1, r"(?:was|were) not(?=\W*$)"),
    ("upheld", "count", "after", 3, r"(?<!not )upheld"),
    ("upheld", "count", "before", 2, rf"(?<!not )upheld(?: by {_BODY})?"),
    ("advice_given", "count", "after", 4, r"(?:given |provided with |for )?advice(?: given)?"),
    ("advice_given", "count", "before", 4, r"advice (?:was |were )?(?:given |provided )?in"),
    ("incomplete_or_invalid", "count", "after", 4, r"(?:incomplete|invalid)"),
    ("incomplete_or_invalid", "count", "before", 2, r"(?:incomplete|invalid)"),
    ("closed_after_enquiries", "count", "after", 5, r"closed after (?:initial|first) enquir\w+"),
    ("referred_back", "count", "after", 5, r"(?:referred|sent|passed) back"),
    ("investigations", "count", "after", 5, r"(?<!not )(?<!not be )investigat\w+"),
    ("investigations", "count", "after", 3, rf"{_TAKEN_ON}"),
    ("investigations", "count", "before", 2, r"investigated(?!\W+(?:and|of which)\b)"),
    ("investigations", "count", "before", 1, r"investigations? (?:into|of|in|on)"),
    ("received", "count", "after", 2, r"complaints? and (?:enquir|inquir)\w+"),
    (
        "received",
        "count",
        "after",
        5,
        r"(?:received|referred|brought|sent|taken|reached|went to|submitted|lodged)",
    ),
    (
        "received",
        "count",
        "after",
        5,
        r"(?:complaints?|referrals|cases) (?:had been |were |was )?made",
    ),
    ("received", "count", "after", 0, rf"complaints? to {_BODY}"),
    ("received", "count", "after", 7, rf"(?:made|sent|put|brought) to {_BODY}"),
    ("received", "count", "before", 2, r"received|considered"),
    ("received", "count", "before", 3, rf"complaints (?:made |sent |brought )?to {_BODY}"),
)
_FIELDS = frozenset(field for field, *_ in _TABLE)
_LABELS = {spec.name: spec.label for spec in OMBUDSMAN.fields if spec.name in _FIELDS}


def _pattern(side: str, reach: int, words: str) -> re.Pattern[str]:
    between = rf"(?:(?!\d)[\w’']+[^\w;]+){{0,{reach}}}"
    said = (
        rf"\b(?:{words})\W*{between}$"
        if side == "before"
        else rf"^\W*{between[:-1]}}}?(?:{words})\b"
    )
    return re.compile(said, re.IGNORECASE)


_RULES = tuple(
    (field, kind, side, _pattern(side, reach, words)) for field, kind, side, reach, words in _TABLE
)
_SIMILAR = re.compile(
    r"\b(?:similar|comparable|other) (?:local )?(?:councils?|authorit\w+|organisations?)\b|"
    r"\bof (?:this|its|the same|our) (?:type|kind)\b",
    re.IGNORECASE,
)
_NATIONAL_AVERAGE = re.compile(
    r"(?P<than>\b(?:against|below|above|than|with|to|from)) (?:the|a) national average\b",
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
    rf"decisions)(?: (?:to|by) {_BODY})?|"
    rf"(?:cases|complaints)(?: that| which)? (?:were upheld|{_BODY} (?:had )?upheld)) "
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
    rf"\b(?:referred|taken|went|gone|go|escalated|passed|progressed|sent)(?: on| up)? to {_BODY}\b",
    re.IGNORECASE,
)
_OUT_OF = re.compile(r"\s*(?:out )?of (?:the |its |our |all )?", re.IGNORECASE)
_OUT_OF_THEM = re.compile(
    rf"^[^.]{{0,120}}?\bof (?:which|these|those|them)\b[^.%]{{0,20}}%[^.]{{0,20}}?\b{_UPHELD}\b",
    re.IGNORECASE,
)
_RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)
_NAMED = (
    ("expected", re.compile(r"\bexpected number\b|\bnumber expected\b", re.IGNORECASE)),
    (
        "similar_authority_average",
        re.compile(
            r"\buphold rate (?:for|of|in|at) (?:an? |the )?"
            r"(?:authorit|similar|comparable|councils? of)",
            re.IGNORECASE,
        ),
    ),
)


def speaks_of_ombudsman(paragraph: str) -> bool:
    """Whether a paragraph is about the ombudsman's decisions."""
    return _OMBUDSMAN.search(paragraph) is not None


def speaks_of_own_complaints(sentence: str) -> bool:
    """Whether a sentence is about complaints that the council dealt with itself."""
    return _OWN.search(sentence) is not None and not speaks_of_ombudsman(sentence)


def speaks_of_complaints(sentence: str) -> bool:
    """Whether a sentence is about complaints, the ombudsman's or others."""
    return re.search(r"\bcomplaint|\bremed|upheld|ombudsman|lgs?c?o\b", sentence, re.I) is not None


def speaks_of_upheld(sentence: str) -> bool:
    """Whether a sentence is about complaints that were upheld."""
    return re.search(_UPHELD, sentence, re.IGNORECASE) is not None


def scope_of(paragraph: str) -> str | None:
    """Of which services the paragraph's figures are, in the dataset's words; None: not said."""
    if _ALL.search(paragraph):
        return "all services"
    return "adult social care" if _ADULTS.search(paragraph) else None


def label_of(field: str) -> str:
    """What a column of the dataset is called on screen."""
    return _LABELS[field]


def tells_of_all_councils(sentence: str, before: bool) -> bool:
    """Whether a sentence is of the ombudsman's work for all councils; `before`: whether the
    sentence before it was, so that "Of these 4,003 …" is too."""
    return _NATIONAL.search(sentence) is not None or (
        before and _OF_THEM.match(sentence) is not None
    )


def ombudsman_figures(sentence: str) -> list[tuple[str, Quantity]]:
    """The ombudsman's columns that a sentence gives numbers for, and the numbers."""
    numbers = quantities_in(sentence)
    together = _respectively(sentence, numbers)
    if together:
        return together
    found: dict[str, Quantity] = {}
    last: str | None = None
    for place, (number, said) in enumerate(zip(numbers, beside(sentence, numbers), strict=True)):
        before = sentence[numbers[place - 1].end if place else 0 : number.start]
        before = said.before if said.to else before
        until = numbers[place + 1].start if place + 1 < len(numbers) else len(sentence)
        after = _NEXT_ONES.sub("", sentence[number.end : until])
        if place + 1 < len(numbers) and _OUT_OF.fullmatch(after):  # "2 out of the 9 upheld"
            after = sentence[numbers[place + 1].end :]
        elif place and _OUT_OF.fullmatch(before):
            after = " ".join(after.split()[:3])
        field = _field_of(number, before, after)
        if place and last and _IN_BRACKETS.match(sentence[numbers[place - 1].end :]):
            field = _COUNT_OF.get(last, field)
        elif place and last and _RATE_IN_BRACKETS.match(sentence[numbers[place - 1].end :]):
            field = _RATE_OF.get(last, field)
        elif _EARLIER.search(before) and field != "similar_authority_average":
            field = None
        aside = _IN_BRACKETS if number.kind == "percent" else _RATE_IN_BRACKETS
        if field is None and aside.match(sentence[number.end :]):
            field = _field_of(number, before, aside.sub("", sentence[number.end :], count=1))
        if last == "upheld" and number.kind == "count" and _OUT_OF.fullmatch(before):
            field = "investigations"
        if field == "received" and _OUT_OF_THEM.match(sentence[number.end :]):
            field = "investigations"
        if field is not None:
            found.setdefault(field, number)
        last = field
    rate = _rate_of(numbers, found)
    if rate and "uphold_rate" not in found:
        found["uphold_rate"] = rate
    return list(found.items())


def _rate_of(numbers: Sequence[Quantity], found: Mapping[str, Quantity]) -> Quantity | None:
    """The share that is the upheld of those investigated, where a sentence gives both and it."""
    upheld, of = found.get("upheld"), found.get("investigations")
    if upheld is None or of is None or not of.value:
        return None
    rest = (each for each in numbers if each.kind == "percent" and each not in found.values())
    return next((one for one in rest if abs(100 * upheld.value / of.value - one.value) < 1), None)


def speaks_of_similar(text: str) -> bool:
    """Whether a text sets the council beside councils like it."""
    return _SIMILAR.search(text) is not None


def complaint_words(sentence: str, *, similar: bool) -> str:
    """The sentence without what is of all councils or of the council's own complaints. `similar`:
    its page sets it beside councils like it, so that its average is theirs."""
    said = _NATIONAL_AVERAGE.sub(rf"\g<than> the {'average' if similar else 'mean'}", sentence)
    said = _SHARE_OF.sub(r"Of \g<of> \g<what>, \g<share> were upheld", _COMPARED.sub("", said))
    if _ANOTHERS.search(said) and not _OMBUDSMAN.search(said):
        return ""
    if _PARTS.search(said):
        return ""  # how the upheld ones divide among services
    if _REACHED.search(said):
        said = _OWN_ONES.sub(lambda own: re.sub(r"\d[\d,]*", "some", own[0]), said)
    return said


def _field_of(number: Quantity, before: str, after: str) -> str | None:
    for field, kind, side, pattern in _RULES:
        if kind == number.kind and pattern.search(before if side == "before" else after):
            return field
    return None


def _respectively(sentence: str, numbers: Sequence[Quantity]) -> list[tuple[str, Quantity]]:
    if len(numbers) < 2 or not _RESPECTIVELY.search(sentence):
        return []
    named = sorted(
        (match.start(), field)
        for field, pattern in _NAMED
        if (match := pattern.search(sentence)) is not None and match.start() < numbers[0].start
    )
    if len(named) != len(numbers):
        return []
    return [(field, number) for (_, field), number in zip(named, numbers, strict=True)]
