"""The words of a sentence that are said of each of its numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from data_access.importing.reports.figures.quantities import Quantity

_CLAUSE = re.compile(r"[,;]|\b(?:and|but|while|whilst|whereas)\b", re.IGNORECASE)
_NEARLY = r"(?:(?:a|an|about|around|over|just|only|nearly|almost|now|some|under|more than)\W+)*"
_FROM = re.compile(rf"\bfrom\W+{_NEARLY}$", re.IGNORECASE)
_TO = re.compile(rf"^[^.;]{{0,60}}?\bto\W+{_NEARLY}$", re.IGNORECASE)
_OPENS = re.compile(r"\s*\(\s*")
_CLOSES = re.compile(r"\s*\)\s*(?:[,;.]|and\b|or\b)", re.IGNORECASE)
_TURNS = re.compile(r"\W*(?:and|but|while|whilst|whereas)\b", re.IGNORECASE)
_LISTED = re.compile(r"\s*[,;]\s*(?:[\w’'-]+\s+){1,6}", re.IGNORECASE)  # "contact 45%, safety 72%"
_OF_WHICH = re.compile(rf"\bof (?:which|these|those|them|whom)\W*{_NEARLY}$", re.IGNORECASE)
_OUT_OF_ALL = re.compile(r"\W*(?:out )?of (?:(?:the|its|our|these|all) )*", re.IGNORECASE)
_OF_THESE = re.compile(r"^\W*of (?:these|those|them|which|whom)\b", re.IGNORECASE)
# "…, and turnover was" belongs to the number that follows, "…, against an average of" does not.
_NEXT_ONES = re.compile(
    r"\b(?:was|were|is|are|stood|stands|at|had|has|of|took|to|being)\W+(?:\w+\W+){0,2}$",
    re.IGNORECASE,
)
_COMPARES = re.compile(
    r"\b(?:compar\w+|against|than|average|england|nation\w+|region\w*|similar|from)\b",
    re.IGNORECASE,
)
# "In line with the England average, 72% …" tells no number of England's.
_OPENING = re.compile(
    r"^\W*(?:in line with|similar to|unlike|like|(?:\w+ )?(?:above|below|higher than|lower than|"
    r"better than|worse than)|compared (?:with|to)|against)\b[^,\d]{0,60},",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Beside:
    """What stands before a number and behind it, as far as it is said of it; `of_which`: it is
    counted out of what the number before it is of; `to`: "from" another number to this."""

    before: str
    after: str
    of_which: bool = False
    to: bool = False


def beside(sentence: str, numbers: Sequence[Quantity]) -> list[Beside]:
    """What is said of each of a sentence's numbers, in their order."""
    found: list[Beside] = []
    for place, number in enumerate(numbers):
        start = numbers[place - 1].end if place else 0
        last = place + 1 == len(numbers)
        until = len(sentence) if last else numbers[place + 1].start
        between, after = sentence[start : number.start], sentence[number.end : until]
        to = bool(place and _FROM.search(found[-1].before) and _TO.match(between))
        if to:
            before = _FROM.sub("", found[-1].before)  # "rose from 58% to 61%"
        elif place and _OPENS.fullmatch(between):  # "1,020 (32%) were …"
            before = found[-1].before
        elif place:  # what stands before the last "and" is said of the number before
            before = _CLAUSE.split(between)[-1]
        else:
            before = _OPENING.sub("", between)
        out_of = bool(_OF_WHICH.search(before) or _OF_THESE.match(after))
        if place == 1 and _OUT_OF_ALL.fullmatch(sentence[: numbers[0].start]):
            out_of = True  # "Of the 60 homes 82% were …"
        if out_of:
            before = sentence[: number.start]
        if _TURNS.match(after) or (not last and _LISTED.fullmatch(after) and before.strip()):
            after = ""  # "to 8% and vacancies were few"
        if between.endswith("(") and _CLOSES.match(after):
            after = ""  # "easy (71%), safe (70%)"
        if not last and _OPENS.fullmatch(after) and sentence[numbers[place + 1].end :][:1] == ")":
            until = numbers[place + 2].start if place + 2 < len(numbers) else len(sentence)
            after = sentence[numbers[place + 1].end + 1 : until]
        found.append(Beside(before, after if last else _own(after), out_of, to))
    return found


def _own(after: str) -> str:
    """What stands behind a number, without the clause that begins the next."""
    turns = list(_CLAUSE.finditer(after))
    if not turns:
        return after
    rest = after[turns[-1].end() :]
    return after[: turns[-1].start()] if _begins(rest) else after


def _begins(rest: str) -> bool:
    return _NEXT_ONES.search(rest) is not None and not _COMPARES.search(rest)
