"""What a paragraph is about where a sentence gives a bare number: "The longest wait for an
assessment: 2022/23 = 353 days", "England 77%".

A measure is the topic once a heading or a sentence names it wholly; a sentence is bare where it
says nothing of its own but when, whose and how much.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from data_access.importing.reports.figures.measures_named import EXTREMES, NARROWING, Named, telling
from data_access.importing.stages.meaning.dates import MONTHS

_SAYS_NOTHING = telling(
    "result figure rate score performance compare comparison compared comparator average median "
    "mean proportion level stand stood rise risen rose increase increased decrease decreased "
    "rising increasing decreasing improving falling growing grew grown going went up "
    "improve improved improvement fall fallen fell drop dropped reduce reduced remain remained "
    "quarter year month single overall current currently latest national nationally england "
    "english region regional statistical neighbours similar family group peer benchmark target "
    "data show showed shown report reported lower higher better worse below above than slightly "
    "significantly end but also only just same both while whereas against down out when "
    "maximum possible out further there continue continued however after again since then "
    "somewhat similar comparable broadly marginally well much far statistically different "
    "difference line stands whole across score worse better "
    "come came reached ours our among amongst gone now little too cipfa nearest neighbour "
    "comparators councils authorities achieved recorded scored give gave given compares this peers "
    "keep kept still yet outturn profile equivalent north south east west midland london "
    "yorkshire humber "
) | telling(" ".join(MONTHS))
_NOT_THE_SAME = re.compile(
    r"\b(?:of|among|amongst) (?:these|those|them|which|whom)\b|"
    r"\b(?:previous|prior|preceding|earlier|last) (?:year|quarter|month)\b|"
    r"\b(?:previously|earlier|before|target|response rate)\b",
    re.IGNORECASE,
)


_SHORT = 6  # telling words of a heading


def named_in(
    sentence: str, measures: Iterable[Named], *, yearly: bool = False
) -> tuple[Named, ...]:
    """The measures that a sentence or heading names with every word of a name, those with the
    longest name; several where they go by one name in different units. Two words are a name in a
    heading only. `yearly`: of two in one unit it is the one that is published for years."""
    words = telling(sentence)
    enough = 2 if len(words) <= _SHORT else 3
    fitting = [
        (name, measure)
        for measure in measures
        for name in measure.names
        if len(name) >= enough
        and name <= words
        and words & EXTREMES <= name
        and not (words & NARROWING) - measure.words
    ]
    longest = max((len(name) for name, _ in fitting), default=0)
    of_name: dict[frozenset[str], set[str]] = {}
    for name, each in fitting:
        if len(name) == longest:
            of_name.setdefault(name, set()).add(each.indicator)
    if len({frozenset(each) for each in of_name.values()}) > 1:
        return ()
    named = {each.indicator: each for name, each in fitting if name in of_name}
    if yearly and len(named) > 1:
        named = {code: each for code, each in named.items() if each.yearly}
    units = [each.unit for each in named.values()]
    return tuple(named.values()) if len(set(units)) == len(units) else ()


def is_bare(sentence: str, topic: Iterable[Named]) -> bool:
    """Whether a sentence says nothing of its own, so that its number is of the topic."""
    if _NOT_THE_SAME.search(sentence):
        return False
    known = frozenset[str]().union(*(each.words for each in topic))
    said = telling(sentence)
    if not said <= known | _SAYS_NOTHING:
        return False
    # "The number of assessments" is of everybody's where the topic is carers' assessments.
    names = [name for each in topic for name in each.names if name & said]
    return not names or any(name & NARROWING <= said for name in names)
