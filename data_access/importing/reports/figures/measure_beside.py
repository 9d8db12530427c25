"""The measure whose name stands beside a number.

A measure is taken only where nearly all the words of one of its names stand in the number's own
part of the sentence, the number is in the measure's unit, and no word there says that only some of
the people are meant ("people with a learning disability"); where two measures fit as well, none is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from data_access.importing.reports.figures.beside import Beside
from data_access.importing.reports.figures.measures_named import (
    EXTREMES,
    NARROWING,
    WHOLE,
    Named,
    denies,
    telling,
    told_by,
    words_of,
)
from data_access.importing.reports.figures.other_questions import asks_something_else
from data_access.importing.reports.figures.quantities import Quantity

_ENOUGH = 0.8  # share of a name's words that must stand beside the number
# Words before and after a number in which a name of one or two words must stand.
_NEAR = {1: (4, 3), 2: (20, 12)}
_FARTHER = 6  # words that "longest" may stand before those
_AFAR = EXTREMES | telling("sector")
_BESIDE = 2  # words after the last telling one that still belong to the number
_EXCLUDING = re.compile(r"\(?\b(?:excluding|not including|other than|except)\b [\w’']+\)?", re.I)
# What follows these is said of the comparison, not of what was counted.
_COMPARISON = re.compile(
    r"[,(–-]?\s*\b(?:(?:and |but )?(?:which|this|that) (?:was|is|were|are|no|had|has|puts?|places?|"
    r"ranks?|makes?|compares?|exceeds?)\b|without (?:the|a|any|needing|having|further)\b|"
    r"compared (?:with|to)|"
    r"in line with|similar to|lagging|equating|although|though|whereas|while|however|but|"
    r"(?:the |our |its )?(?:\w+ )?(?:highest|lowest|best|worst)(?: \w+){0,3}? "
    r"(?:in|of|for|since|on record|nationally|regionally|among|amongst|across)\b|ranked|ranking|"
    r"(?<!good or )(?:(?:far|much|slightly|significantly|somewhat|well|statistically|just) )*"
    r"(?:higher|lower|better|worse|more|above|below|not statistically)\b"
    r"(?= than(?! \d)| the| average| different| and| or|(?! than \d)\W))",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\b(?:at the time|at the date|during|since|on the day) of (?:the|our|this|that)?\s*"
    r"(?:assessment|inspection|visit|report)\b",
    re.IGNORECASE,
)  # says when, and not of what
_NATIONAL = re.compile(
    r"\bnational(?:ly)?\b|\bengland\b|\bASC[SO]|\bASCOF\b|\bSACE\b|\bsurvey\b|\bSALT\b",
    re.IGNORECASE,
)
# Those who waited too long are some of those who wait.
_TOO_LONG = re.compile(
    r"(?<!\d )\b(?:over|more than|longer than|at least|up to) (?:\d+|\w+) (?:working )?"
    r"(?:days|weeks|months)\b",
    re.IGNORECASE,
)
# Without one of these nothing is said of time that was kept.
_KEPT = re.compile(
    r"\b(?:within|inside|in time|on time|on schedule|timel\w+|timescales?|time ?frames?|"
    r"time limits?|legal time|targets?|limits?|deadlines?|statutory|same day|next day|"
    r"\d+[- ](?:working )?(?:hours?|days?|weeks?)|\w+ (?:working )?"
    r"(?:hours|days|weeks|months))\b",
    re.IGNORECASE,
)
_LATE = re.compile(r"\b(?:miss(?:ed|es|ing)?|outside|beyond|overdue|overran|late)\b", re.IGNORECASE)
_IN_TIME = re.compile(r"_in_time$|_on_time$")
# What is said of some of those that a measure counts, or of another count.
_NOT_OF: Mapping[str, re.Pattern[str]] = {
    code: re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for code, words in (
        (
            "dols_waiting",
            r"refused|rejected|(?:not |were |was |been )granted|withdrawn|turned down|criteria|"
            r"declined|died|deaths?|(?:waiting|waited|limbo|system) for (?:more|over|at|longer)",
        ),
        ("dols_in_time", r"refused|rejected|granted|withdrawn|not|took longer|longer than|late"),
        ("dols_longest_wait", r"took|taken|completed?|finalised"),
        ("safeguarding_asked", r"achieved|fully|partly|partially|met"),
        ("sickness_days", r"(?:a|per|each|every) month"),
    )
}
_OF_OWN_STAFF = frozenset({"vacancies", "staff_turnover"})
_IN_THE_SECTOR = re.compile(r"\b(?:care|independent) (?:sector|market|workforce)\b", re.IGNORECASE)
_OWN_STAFF = re.compile(r"\b(?:own|council|department|directorate|social work\w*)\b", re.IGNORECASE)
_PER = re.compile(r"\bper (\d(?:[\d,]*\d)?)")
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


_UNIT_SAID = {
    "days": re.compile(r"\bdays\b", re.IGNORECASE),
    "weeks": re.compile(r"\bweeks\b", re.IGNORECASE),
    "per 100,000 people": re.compile(r"\b(?:per|every|each) 100,000\b", re.IGNORECASE),
    "per 1,000 adults": re.compile(r"\b(?:per|every|each) 1,000\b", re.IGNORECASE),
}


def of_topic(number: Quantity, topic: Iterable[Named]) -> Named | None:
    """The measure the sentences are about, where it is in the number's unit; a rate's own number
    does not say again per how many it is."""
    kinds = _UNITS.get(number.kind, frozenset())
    rates = _UNITS["rate"] if number.kind in {"count", "decimal"} else frozenset()
    fitting = [each for each in topic if each.unit in kinds | rates]
    return fitting[0] if len(fitting) == 1 else None


def told_beside(
    number: Quantity, said: Beside, measures: Iterable[Named], sentence: str
) -> Named | None:
    """The one measure, in the number's unit, of whose name most stands beside the number; of those
    that have as much there, the one whose words stand nearest; None where that are several."""
    before, after = _WHEN.sub(" ", said.before), _WHEN.sub(" ", said.after)
    before, after = _EXCLUDING.sub(" ", before), _EXCLUDING.sub(" ", after)
    turn = _COMPARISON.search(after)
    after = after[: turn.start()] if turn else after
    text = f"{before} {number.value:g} {after}"
    if asks_something_else(text):
        return None
    too_long = _TOO_LONG.search(text) is not None
    unit = words_of(sentence[number.start : number.end])  # "days" may be of the name, too
    if _IN_THE_SECTOR.search(sentence[: number.start]) and not _OWN_STAFF.search(sentence):
        measures = [each for each in measures if each.indicator not in _OF_OWN_STAFF]
    sides = (_distances([*unit, *reversed(words_of(before))]), _distances(words_of(after)))
    clause = before.rsplit(",", 1)[-1]  # another's denies nothing
    denied = denies(f"{clause if clause.strip() else before} {after}")
    fitting: list[tuple[int, int, int, Named]] = []
    for measure in measures:
        if not is_in_unit_of(number, measure, sentence):
            continue
        if too_long and not measure.over_limit:
            continue
        if _IN_TIME.search(measure.indicator) and (_LATE.search(text) or not _KEPT.search(text)):
            continue
        for name in measure.denying if denied else measure.names:
            there = _there(name, sides)
            if len(there) >= _ENOUGH * len(name) and not _of_some(name, measure, sides):
                away = max(min(side[word] for side in sides if word in side) for word in there)
                if _is_far(there, len(name), sides):
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
    only = first.popitem()[1] if len(first) == 1 else None
    never = _NOT_OF.get(only.indicator) if only else None
    return None if never and never.search(f"{before} {said.after}") else only


def is_in_unit_of(number: Quantity, measure: Named, sentence: str) -> bool:
    """Whether a number of a sentence is in the unit of a measure."""
    fits = measure.unit in _UNITS.get(number.kind, ())
    return fits and _per_as_many(number, measure, sentence)


def could_be_of(number: Quantity, measure: Named, sentence: str, said_before: str = "") -> bool:
    """Whether a number of a sentence may be of a measure: it is in its unit, which may stand apart
    ("Median days until it began: 4"), also in what was said before, and not of the care sector
    where the measure is of the council's own staff."""
    sector = _IN_THE_SECTOR.search(sentence) and not _OWN_STAFF.search(sentence)
    fits = is_in_unit_of(number, measure, sentence) or _in_unit_apart(
        number, measure, f"{said_before} {sentence[: number.start]}"
    )
    return fits and not (sector and measure.indicator in _OF_OWN_STAFF)


def _in_unit_apart(number: Quantity, measure: Named, before: str) -> bool:
    """Whether a bare number stands behind the unit of a measure."""
    said = _UNIT_SAID.get(measure.unit)
    return number.kind in {"count", "decimal"} and said is not None and bool(said.search(before))


def _per_as_many(number: Quantity, measure: Named, sentence: str) -> bool:
    """Whether a rate is per as many people as the measure's."""
    if number.kind != "rate":
        return True
    per = _PER.search(sentence, number.end)
    return per is not None and measure.unit.startswith(f"per {per[1]} ")


def _there(name: frozenset[str], sides: Sequence[Mapping[str, int]]) -> frozenset[str]:
    """The words of a name that stand on either side of a number."""
    return frozenset(word for word in name if any(word in side for side in sides))


def _is_far(there: Iterable[str], length: int, sides: Sequence[Mapping[str, int]]) -> bool:
    """Whether a word of a short name stands too far from the number to be said of it."""
    if length not in _NEAR:
        return False
    return any(
        all(
            side.get(word, reach + 1) > reach
            for side, reach in zip(sides, _NEAR[length], strict=True)
        )
        for word in there
    )


def _of_some(name: frozenset[str], measure: Named, sides: Sequence[Mapping[str, int]]) -> bool:
    """Whether the number is of other people than the name's: it lacks a word that tells whom the
    name is of ("carers"), or has one that the measure knows nothing of, on the way to its words."""
    if (name & (NARROWING | EXTREMES | WHOLE)) - _there(name, sides):
        return True
    for side in sides:
        reach = max((side[word] for word in name if word in side), default=0) + _BESIDE
        if any(
            away <= reach + (_FARTHER if word in _AFAR else 0) and word not in measure.words
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
