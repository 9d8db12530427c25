"""What a report says of the ombudsman's decisions, number by number.

A number is told by the words beside it: "9 complaints, of which 89% were upheld" are nine
investigations (a rate is out of what was decided) and an uphold rate. Two numbers "respectively"
go with the two things named before them, in their order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from data_access.importing.reports.figures.beside import beside
from data_access.importing.reports.figures.ombudsman_columns import field_of
from data_access.importing.reports.figures.quantities import Quantity, quantities_in

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
    r"\b(?:previous(?:ly)?|last year(?:’s|'s)?|the year before|as opposed to|"
    r"from(?! the (?:ombudsman|lgsco)\b)|than)\b"
    r"(?:\W+(?!\d)[\w’']+){0,4}\W*$",
    re.IGNORECASE,
)

_OUT_OF = re.compile(r"\s*(?:out )?of (?:the |its |our |all )?", re.IGNORECASE)
# "12 of 18 investigations were upheld" tells no twelve investigations.
_OUT_OF_WHAT = re.compile(
    r"^\W*(?:investigations?(?: by (?:the )?(?:ombudsman|lgsco))?|"
    r"(?:complaints|cases) (?:(?:that |which )?(?:the )?(?:ombudsman|lgsco|"
    r"it) (?:had )?)?(?:investigated|looked (?:at|into)))\b(?=\W+(?:were|was)\b)",
    re.IGNORECASE,
)
# "Complaints upheld (of a total of 13) stood at 69%"
_SAID_ASIDE = re.compile(r"\([^()]*\d[^()]*\)")
_OUT_OF_THEM = re.compile(
    r"^[^.]{0,120}?\bof (?:which|these|those|them)\b[^.%]{0,20}%[^.]{0,20}?\b(?:upheld|uphold)\b",
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
            after = _OUT_OF_WHAT.sub("", sentence[numbers[place + 1].end :])
        elif place and _OUT_OF.fullmatch(before):
            after = " ".join(after.split()[:3])
        field = field_of(number, before, after)
        if place and last and _IN_BRACKETS.match(sentence[numbers[place - 1].end :]):
            field = _COUNT_OF.get(last, field)
        elif place and last and _RATE_IN_BRACKETS.match(sentence[numbers[place - 1].end :]):
            field = _RATE_OF.get(last, field)
        elif _EARLIER.search(before) and field != "similar_authority_average":
            field = None
        aside = _IN_BRACKETS if number.kind == "percent" else _RATE_IN_BRACKETS
        if field is None and aside.match(sentence[number.end :]):
            field = field_of(number, before, aside.sub("", sentence[number.end :], count=1))
        field = field or _past_brackets(sentence, number, after)
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


def _past_brackets(sentence: str, number: Quantity, after: str) -> str | None:
    """The column of a share by what stands before the brackets that stand before it."""
    before = sentence[: number.start]
    whole = _SAID_ASIDE.sub("", before)
    if number.kind != "percent" or whole == before or quantities_in(whole):
        return None
    return None if _EARLIER.search(whole) else field_of(number, whole, after)


def _rate_of(numbers: Sequence[Quantity], found: Mapping[str, Quantity]) -> Quantity | None:
    """The share that is the upheld of those investigated, where a sentence gives both and it."""
    upheld, of = found.get("upheld"), found.get("investigations")
    if upheld is None or of is None or not of.value:
        return None
    rest = (each for each in numbers if each.kind == "percent" and each not in found.values())
    return next((one for one in rest if abs(100 * upheld.value / of.value - one.value) < 1), None)


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
