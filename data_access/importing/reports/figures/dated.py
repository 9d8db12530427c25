"""Which number of a sentence is of when, where each has its own period: "672 in 2020/21, 1,270 in
2021/22", "596 were assessed (436 in 2013/14)"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from data_access.importing.reports.figures.proposed import Period, period_of, year_before
from data_access.importing.reports.figures.quantities import Quantity, quantities_in

_BEHIND = re.compile(
    r"^\s*(?:(?:[a-z]+\s+){0,2}(?:people|cases|carers|concerns|enquiries|contacts)\s+)?(?:\(\s*|\(?"
    r"(?:in|for|during|at|as at|as of|by|on|at the end of)\s+)(?P<when>[^,;:()]{4,40})",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"[(;,]\s*(?:in |for )?(?P<when>[^,;()]{4,30}?)\s*[:=]\s*$", re.IGNORECASE)
# "similar to the 2018/19 score of 19.5"
_ITS_YEAR = re.compile(
    r"\b(?:the|our|its) (?P<when>20\d\d(?:\s?[-/–]\s?(?:20)?\d\d)?) (?:[a-z]+ ){0,2}?(?:score|"
    r"result|figure|rate|outturn|performance|level|position|average)(?: of| was| at|:)?\s*$",
    re.IGNORECASE,
)
# "68% (2021/22 66%)"
_YEAR_ALONE = re.compile(
    r"[(;,]\s*(?:in |for )?(?P<when>20\d\d\s?[-/–]\s?(?:20)?\d\d)\s*[:=–-]?\s*$", re.IGNORECASE
)
# "346 waited on 31 March; by the end of December 2024 this had come down to 118"
_IN_CLAUSE = re.compile(
    r"(?:[;,]|\b(?:and|but|while|whereas))\s+(?:in|by|at|on|as at|for|during)\s+(?:the end of )?"
    r"(?P<when>[^,;:()]{4,30}?20\d\d(?:\s?[-/–]\s?(?:20)?\d\d)?)\b[^,;:()]{0,40}$",
    re.IGNORECASE,
)
# "(Adult Social Care Survey 2023/24)" at its end is where all of a sentence's numbers are from.
_SOURCE = re.compile(
    r"\s*\([^()]*\b(?:survey|collection|framework|data|ASCS|SACE|ASCOF|SALT)\b[^()]*\)\W*$",
    re.IGNORECASE,
)
_AFTER_A_YEAR = re.compile(
    r"\W*(?:\w+\W+){0,2}?(?:a|one|the) year (?:before|earlier|ago|previously)\b", re.IGNORECASE
)
_BEFORE_A_YEAR = re.compile(
    r"\b(?:a|one|the) year (?:before|earlier|ago|previously)\b[^,;:()]{0,40}$", re.IGNORECASE
)
FROM = re.compile(r"\bfrom (?:[a-z]+ ){0,2}$", re.IGNORECASE)
"""What stands before a number that was so before: "up from 61% to 64%"."""
_ENDS = re.compile(r"\s(?:to|and|but|compared|from|which|while|against|than)\s.*$", re.IGNORECASE)


@dataclass(frozen=True)
class Dated:
    """The period of each number that has its own, by where the number starts, and that of what is
    left of the sentence; None: it says none, or several. `earlier`: where the numbers start that
    are of a year earlier than the others."""

    own: Mapping[int, Period]
    others: Period | None
    earlier: frozenset[int] = frozenset()

    def of(self, number: Quantity) -> Period | None:
        """The period of a number, where the sentence says it."""
        return self.own.get(number.start, self.others)


def dated(sentence: str, day: date | None) -> Dated:
    """The periods of a sentence's numbers. `day`: see `period_of`."""
    numbers = quantities_in(sentence)
    own: dict[int, Period] = {}
    rest = sentence
    for place, number in enumerate(numbers):
        until = numbers[place + 1].start if place + 1 < len(numbers) else len(sentence)
        behind = _BEHIND.match(sentence[number.end : until])
        if behind is None:
            since = numbers[place - 1].end if place else 0
            until = number.start
            kinds = (_BEFORE, _ITS_YEAR, _YEAR_ALONE)
            found = (kind.search(sentence, since, until) for kind in kinds)
            ahead = next((each for each in found if each), None)
            ahead = ahead or (_IN_CLAUSE.search(sentence, since, until) if place else None)
            period = period_of(ahead["when"], day) if ahead else None
            if ahead and period:  # "80% (2022/23: 78%)"
                own[number.start] = period
                first, last = ahead.span("when")
                rest = rest[:first] + " " * (last - first) + rest[last:]
            continue
        said = _ENDS.sub("", behind["when"])
        period = None if _SOURCE.match(sentence, number.end) else period_of(said, day)
        if period is not None:
            own[number.start] = period
            first = number.end + behind.start("when")
            rest = rest[:first] + " " * len(said) + rest[first + len(said) :]
    others = period_of(rest, day) if len(own) < len(numbers) or not own else None
    first_alone = next((each for each in numbers if each.start not in own), None)
    if others is None and first_alone is not None and first_alone is numbers[0]:
        # "In 2021/22 62% were satisfied, against 63% in the survey of 2019/20"
        before = period_of(sentence[: first_alone.start], day)
        own |= {first_alone.start: before} if before else {}
    earlier = _year_before(sentence, numbers, own, others)
    carried = _carried_on(rest, numbers, own, day) if others else {}
    return Dated(own | carried | earlier, others, frozenset(earlier))


def _year_before(
    sentence: str, numbers: Sequence[Quantity], own: Mapping[int, Period], others: Period | None
) -> dict[int, Period]:
    """The periods of numbers that are of "a year before" the number before them, or the others."""
    found = {}
    for place, number in enumerate(numbers):
        last = numbers[place - 1] if place else None
        earlier = _AFTER_A_YEAR.match(sentence, number.end) or (
            last and _BEFORE_A_YEAR.search(sentence, last.end, number.start)
        )
        now = own.get(last.start, others) if last else others
        if earlier and now and number.start not in own:
            found[number.start] = year_before(now)
    return found


def _carried_on(
    rest: str, numbers: Sequence[Quantity], own: Mapping[int, Period], day: date | None
) -> dict[int, Period]:
    """The periods of numbers that go on with the one before them, as no other is said by then:
    "4,218 in 2023/24, of which 29% …; in 2022/23 …"."""
    found: dict[int, Period] = {}
    last: Period | None = None
    for number in numbers:
        last = own.get(number.start, last)
        if last and number.start not in own and period_of(rest[: number.start], day) is None:
            found[number.start] = last
    return found
