"""Which measure of the catalogue a number in a sentence is of, told by the words beside it.

A measure is taken only where nearly all the words of one of its names stand in the number's own
part of the sentence, the number is in the measure's unit, and no word there says that only some of
the people are meant ("people with a learning disability"); where two measures fit as well, none is.
A number of England, the region or similar councils goes with the council's own that stands before
it; any other that is compared with (a target, the year before) is nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from data_access.importing.reports.figures.areas_named import area_of, of_two_areas
from data_access.importing.reports.figures.measures_named import (
    EXTREMES,
    NARROWING,
    Named,
    denies,
    told_by,
    words_of,
)
from data_access.importing.reports.figures.quantities import Quantity, quantities_in
from data_access.importing.reports.figures.topics import is_bare
from vocabulary.indicators import ComparatorLevel

_ENOUGH = 0.8  # share of a name's words that must stand beside the number
_NEAR = (20, 12)  # words before and after a number in which a name of two words must stand
_BESIDE = 2  # words after the last telling one that still belong to the number
_COMPARED = re.compile(
    r"\b(?:target|benchmark|expected|compared (?:with|to)|as opposed to|against|"
    r"similar (?:councils?|authorities)|previous(?:ly)?|last year)\b\W*(?:\w+\W+){0,4}$|"
    r"\b(?:than|from|by)\W+(?:(?:the|a|an|about|around|over|just)\W+)*$",
    re.IGNORECASE,
)
_AVERAGE = re.compile(r"\baverage\b\W*(?:\w+\W+){0,8}$", re.IGNORECASE)  # of others, of a share
_ALL_COUNCILS = re.compile(
    r"\b(?:councils|(?:local )?authorities)\b\W+(?:\w+\W+){0,2}?(?:received|had|have|reported|"
    r"recorded|completed|were|are|made)\b",
    re.IGNORECASE,
)
_ANSWER = re.compile(r"^\W*I (?:am|was|feel|felt|have|do|find|found|can)\b")  # of a survey
_EXCLUDING = re.compile(r"\(?\b(?:excluding|not including|other than|except)\b [\w’']+\)?", re.I)
_COMPARED_AFTER = re.compile(
    r"^[^\w(]*(?:\w+[^\w(]+){0,2}?(?:average|target|previously|the year before|"
    r"(?:the )?(?:last|previous|prior) year)\b",
    re.IGNORECASE,
)
# What follows these is said of the comparison, not of what was counted.
_COMPARISON = re.compile(
    r"[,(–-]?\s*\b(?:(?:and |but )?(?:which|this|that) (?:was|is|were|are)\b|compared (?:with|to)|"
    r"in line with|similar to|lagging|equating|although|though|whereas|while|however|but|"
    r"(?:(?:far|much|slightly|significantly|somewhat|well|statistically|just) )*"
    r"(?:higher|lower|better|worse|more|above|below|not statistically)\b"
    r"(?= than| the| average| different| and| or|\W))",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\b(?:at the time|at the date|during|since|on the day) of (?:the|our|this|that)?\s*"
    r"(?:assessment|inspection|visit|report)\b",
    re.IGNORECASE,
)  # says when, and not of what
_CLAUSE = re.compile(r"[,;]|\b(?:and|but)\b", re.IGNORECASE)
_NATIONAL = re.compile(
    r"\bnational(?:ly)?\b|\bengland\b|\bASC[SO]|\bASCOF\b|\bSACE\b|\bsurvey\b|\bSALT\b",
    re.IGNORECASE,
)
_FROM_BEFORE = re.compile(r"^\W*(?:this|that|these|it|which|both)\b", re.IGNORECASE)
# Questions of the national surveys that share the words of a measure and ask something else.
_ANOTHER_QUESTION = re.compile(
    r"\b(?:ma(?:de|kes?|king) (?:\w+ ){1,3}feel|help(?:s|ed)? (?:\w+ ){1,3}(?:feel|think|have))\b|"
    r"(?<!\d )\b(?:over|more than|longer than|at least|up to) (?:\d+|\w+) (?:working )?"
    r"(?:days|weeks|months)\b",
    re.IGNORECASE,
)
_PER = re.compile(r"\bper (\d[\d,]*)")
_SCORES = frozenset({"score out of 24", "score out of 12"})
_UNITS: Mapping[str, frozenset[str]] = {
    "percent": frozenset({"percent"}),
    "minutes": frozenset({"minutes"}),
    "days": frozenset({"days"}),
    "weeks": frozenset({"weeks"}),
    "count": frozenset(
        {"people", "contacts", "concerns", "enquiries", "assessments", "packages", "placements",
         "cases per worker"}
    ),
    "decimal": frozenset({"days", "weeks", "cases per worker", *_SCORES}),
    "score": _SCORES,
    "rate": frozenset({"per 100,000 people", "per 1,000 adults"}),
}  # fmt: skip


@dataclass(frozen=True)
class ReadNumber:
    """A number and the measure it is of; `area`: whose it is where it is not the council's own."""

    measure: Named
    number: Quantity
    area: ComparatorLevel | None = None


def indicator_figures(
    sentence: str,
    measures: Sequence[Named],
    before: ReadNumber | None = None,
    topic: Sequence[Named] = (),
    own_period: Collection[int] = (),
) -> list[ReadNumber]:
    """The measures that a sentence gives figures for, and the figures. `before`: the last number of
    the sentence before it, which "This was below the England average of …" is compared with.
    `topic`: what the sentences before it are about, of which a bare number is. `own_period`: where
    the numbers start that have a period of their own, as the year before's does."""
    numbers = [each for each in quantities_in(sentence) if not each.in_words]
    if _is_row(sentence, numbers) or _ANSWER.match(sentence):
        return []
    about = topic if topic and is_bare(sentence, topic) else ()
    found: list[ReadNumber] = []
    own = before if _FROM_BEFORE.match(sentence) else None
    for place, number in enumerate(numbers):
        start = numbers[place - 1].end if place else 0
        until = numbers[place + 1].start if place + 1 < len(numbers) else len(sentence)
        said, after = sentence[start : number.start], sentence[number.end : until]
        if place:  # what stands before the last "and" is said of the number before
            said = _CLAUSE.split(said)[-1]
        area = area_of(said, after)
        named = _measure_of(number, said, after, measures, sentence)
        if area is not None:
            of = _same(named, own or before) or named
            of = of or (own.measure if own and own.number.kind == number.kind else None)
            of = of or (None if own else _of_topic(number, about))
            if of and not of_two_areas(said):
                found.append(ReadNumber(of, number, area))
            continue
        alone = number.start not in own_period
        if alone and (_COMPARED.search(said) or _COMPARED_AFTER.match(after)):
            continue
        if (number.kind == "percent" and _AVERAGE.search(said)) or _ALL_COUNCILS.search(said):
            continue
        measure = named or _of_topic(number, about)
        if (
            measure is None
            and own
            and not alone
            and is_bare(_CLAUSE.split(said)[-1], [own.measure])
        ):
            measure = own.measure if own.number.kind == number.kind else None
        own = ReadNumber(measure, number) if measure is not None else None
        if own is not None:
            found.append(own)
    return found


def _same(named: Named | None, own: ReadNumber | None) -> Named | None:
    """The measure of the council's own number, where a comparator's goes by a name of it."""
    if named is None or own is None or named.unit != own.measure.unit:
        return None
    return own.measure if any(name <= own.measure.words for name in named.names) else None


def _is_row(sentence: str, numbers: Sequence[Quantity]) -> bool:
    """Whether a line is a row of a table, whose columns' names stand elsewhere."""
    return any(not sentence[one.end : other.start].strip() for one, other in pairwise(numbers))


def _of_topic(number: Quantity, topic: Iterable[Named]) -> Named | None:
    """The measure the sentences are about, where it is in the number's unit; a rate's own number
    does not say again per how many it is."""
    kinds = _UNITS.get(number.kind, frozenset())
    rates = _UNITS["rate"] if number.kind in {"count", "decimal"} else frozenset()
    fitting = [each for each in topic if each.unit in kinds | rates]
    return fitting[0] if len(fitting) == 1 else None


def _measure_of(
    number: Quantity, before: str, after: str, measures: Iterable[Named], sentence: str
) -> Named | None:
    """The one measure, in the number's unit, of whose name most stands beside the number; of those
    that have as much there, the one whose words stand nearest; None where that are several."""
    before, after = _WHEN.sub(" ", before), _WHEN.sub(" ", after)
    before, after = _EXCLUDING.sub(" ", before), _EXCLUDING.sub(" ", after)
    turn = _COMPARISON.search(after)
    after = after[: turn.start()] if turn else after
    if _ANOTHER_QUESTION.search(f"{before} {number.value:g} {after}"):
        return None
    unit = words_of(sentence[number.start : number.end])  # "days" may be of the name, too
    sides = (_distances([*unit, *reversed(words_of(before))]), _distances(words_of(after)))
    denied = denies(f"{before} {after}")
    fitting: list[tuple[int, int, int, Named]] = []
    for measure in measures:
        if measure.unit not in _UNITS.get(number.kind, ()) or not _per_as_many(
            number, measure, sentence
        ):
            continue
        for name in measure.denying if denied else measure.names:
            there = _there(name, sides)
            if len(there) >= _ENOUGH * len(name) and not _of_some(name, measure, sides):
                away = max(min(side[word] for side in sides if word in side) for word in there)
                if len(name) == 2 and _is_far(there, sides):
                    continue
                fitting.append((-len(there), len(name) - len(there), away, measure))
    if not fitting:
        return None
    best = min((more, lacking, away) for more, lacking, away, _ in fitting)
    first = {each.indicator: each for *fits, each in fitting if tuple(fits) == best}
    if len(first) > 1:
        # A figure of national data is the yearly one, any other the council's own.
        national = _NATIONAL.search(sentence) is not None
        first = {code: each for code, each in first.items() if each.yearly is national}
    return first.popitem()[1] if len(first) == 1 else None


def _per_as_many(number: Quantity, measure: Named, sentence: str) -> bool:
    """Whether a rate is per as many people as the measure's."""
    if number.kind != "rate":
        return True
    per = _PER.search(sentence, number.end)
    return per is not None and measure.unit.startswith(f"per {per[1]} ")


def _there(name: frozenset[str], sides: Sequence[Mapping[str, int]]) -> frozenset[str]:
    """The words of a name that stand on either side of a number."""
    return frozenset(word for word in name if any(word in side for side in sides))


def _is_far(there: Iterable[str], sides: Sequence[Mapping[str, int]]) -> bool:
    """Whether a word of a short name stands too far from the number to be said of it."""
    return any(
        all(side.get(word, reach + 1) > reach for side, reach in zip(sides, _NEAR, strict=True))
        for word in there
    )


def _of_some(name: frozenset[str], measure: Named, sides: Sequence[Mapping[str, int]]) -> bool:
    """Whether the number is of other people than the name's: it lacks a word that tells whom the
    name is of ("carers"), or has one that the measure knows nothing of, on the way to its words."""
    if (name & (NARROWING | EXTREMES)) - _there(name, sides):
        return True
    for side in sides:
        reach = max((side[word] for word in name if word in side), default=0) + _BESIDE
        if any(
            away <= reach and word not in measure.words
            for word, away in side.items()
            if word in NARROWING | EXTREMES
        ):
            return True
    return False


def _distances(words: Iterable[str]) -> dict[str, int]:
    """How many words away from the number each telling word stands."""
    far: dict[str, int] = {}
    for away, word in enumerate(words, 1):
        for told in told_by(word):
            far.setdefault(told, away)
    return far
