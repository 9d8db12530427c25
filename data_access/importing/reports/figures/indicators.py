"""The measures that a sentence gives figures for.

A number of England, the region or similar councils goes with the council's own that stands before
or behind it; any other that is compared with (a target, the year before) is nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from data_access.importing.reports.figures.areas_named import area_of, two_areas_of
from data_access.importing.reports.figures.beside import Beside, beside
from data_access.importing.reports.figures.compared import counts_a_nation, is_compared
from data_access.importing.reports.figures.measure_beside import of_topic, told_beside
from data_access.importing.reports.figures.measures_named import (
    NARROWING,
    Named,
    denies,
    telling,
)
from data_access.importing.reports.figures.other_questions import asks_something_else
from data_access.importing.reports.figures.places import of_another
from data_access.importing.reports.figures.quantities import Quantity, quantities_in
from data_access.importing.reports.figures.topics import is_bare
from vocabulary.indicators import ComparatorLevel

SURE = 0.9  # so likely, a number is what the encoder takes it for
_ANSWER = re.compile(r"^\W*I (?:am|was|feel|felt|have|do|find|found|can)\b")  # of a survey
_FROM_BEFORE = re.compile(r"^\W*(?:this|that|these|it|which|both)\b", re.IGNORECASE)
_AND = re.compile(r"\s*(?:and|or)\s*", re.IGNORECASE)
_DOLS = re.compile(r"\bDoLS\b|\bdepriv(?:ations?|ed|ing) of (?:their )?liberty\b", re.IGNORECASE)
_APPLICATIONS = re.compile(
    r"\b(?:applications?|authorisations?|requests? for authorisation)\b", re.IGNORECASE
)
_OURS = re.compile(
    r"\b(?:ours|our (?:own )?(?:\w+ )?(?:figure|result|rate|score))\W*(?:\w+\W+)?$", re.IGNORECASE
)
# "Both were below the England averages of 37% and 66%" is of two measures of the sentence before.
_BOTH = re.compile(r"^\W*(?:both|these|they)\b.*\baverages\b.*\d.*\band\b", re.IGNORECASE)
_OF_CARERS = re.compile(r"^\W*of (?:\w+ ){0,2}carers\b", re.IGNORECASE)
_OF_WHOM = re.compile(r"^\W*of\b|\b(?:people|users|clients|adults)\b", re.IGNORECASE)
_CARERS_SURVEY = re.compile(r"\bcarers?[’']? survey\b|\bsurvey of (?:adult )?carers\b|\bSACE\b")
_A_RATE = re.compile(r"^\W*(?:\w+ )?(?:a|the) rate of\W*$", re.IGNORECASE)
_RANGED = re.compile(
    r"\b(?:ranged?|ranges|ranging|varied|varies|varying) (?:\w+ ){0,3}?from\b", re.I
)
_ANOTHER = re.compile(r"\b(?:another|a further|an additional)\W*$", re.IGNORECASE)
# What one measure counts together: "36% had as much as they wanted and 44% adequate control".
_APART = re.compile(
    r"\b(?:want\w*|like\w*)\b[^.%]{0,12}?(?:\band\b|[,;])\W+(?:a further |another )?"
    r"\d[\d.]*\s?(?:%|per cent) (?:\w+ ){0,3}adequate\b",
    re.IGNORECASE,
)
_THAN_AVERAGE = re.compile(
    r"\b(?:than|above|below|with|to) (?:the |that of )?[\w’' ]{3,40}[:,(–-]\s*$", re.IGNORECASE
)
_RESPECTIVELY = re.compile(r"\s*,? ?\(?respectively\b", re.IGNORECASE)
_SCORED = re.compile(r"\b(?:score[ds]?|scoring)\b", re.IGNORECASE)
_GOOD_ONES = frozenset({"providers_good", "ASCOF 6B"})
# "82% of homes and 94% of agencies were …": neither is of all providers.
_OF_PARTS = re.compile(r"^\W*of (?:[\w-]+ ){1,5}(?:and|but) (?:\w+ )?$", re.IGNORECASE)
_HOW = re.compile(r"\b(?:longest|maximum|median|average|mean|shortest)\b", re.IGNORECASE)


@dataclass(frozen=True)
class ReadNumber:
    """A number and the measure it is of; `area`: whose it is where it is not the council's own;
    `likely`: how likely that is (0 to 1), where the encoder told it."""

    measure: Named
    number: Quantity
    area: ComparatorLevel | None = None
    likely: float = 1.0


@dataclass(frozen=True)
class Context:
    """What is known of a sentence beside its words. `before`: the last number of the sentence
    before it, which "This was below the England average of …" is compared with. `topic`: what the
    sentences before it are about, of which a bare number is. `own_period`: where the numbers start
    that have a period of their own, as the year before's does. `in_brackets`: whose the numbers
    are that stand alone in brackets, where the page says so. `about_dols`: whether the sentences
    before it are about deprivation of liberty. `told`: what the encoder takes numbers for, by where
    they start; it has its say where the words beside a number say nothing, or name another measure
    in the same unit. `dated`: whether the sentence says a period of its own."""

    before: ReadNumber | None = None
    topic: Sequence[Named] = ()
    own_period: Collection[int] = ()
    in_brackets: ComparatorLevel | None = None
    about_dols: bool = False
    told: Mapping[int, ReadNumber] = field(default_factory=dict)
    dated: bool = False

    @property
    def unsaid(self) -> str:
        """What the sentence before was of, which "The longest wait was …" does not say again."""
        if self.before:
            return self.before.measure.name
        return self.topic[0].name if len(self.topic) == 1 else ""


NO_CONTEXT = Context()


def indicator_figures(
    sentence: str, measures: Sequence[Named], context: Context = NO_CONTEXT
) -> list[ReadNumber]:
    """The measures that a sentence gives figures for, and the figures."""
    numbers = [each for each in quantities_in(sentence) if not each.in_words]
    if _is_row(sentence, numbers) or _ANSWER.match(sentence) or _BOTH.match(sentence):
        return []
    reading = _Reading(sentence, measures, context, numbers)
    for place in range(len(numbers)):
        reading.read(place)
    return reading.found


def told_aside(sentence: str, own_period: Collection[int]) -> frozenset[int]:
    """Where the numbers of a sentence start that are of a target, of another time, which is not
    said ("(70%)", "against 71% the year before"), or of another question of a survey.
    `own_period`: see `Context`."""
    numbers = quantities_in(sentence)
    found = set()
    for last, number, said in zip(
        (None, *numbers), numbers, beside(sentence, numbers), strict=False
    ):
        again = (
            last is not None
            and last.kind == number.kind
            and _is_bracketed(sentence, number)
            and sentence[last.end : number.start].strip() == "("
        )
        elsewhere = again or is_compared(number, said, own_period=False)
        if (elsewhere and number.start not in own_period) or asks_something_else(
            f"{said.before} {said.after}"
        ):
            found.add(number.start)
    return frozenset(found)


def speaks_of_dols(sentence: str) -> bool:
    """Whether a sentence is about deprivation of liberty."""
    return _DOLS.search(sentence) is not None


class _Reading:
    """The numbers of one sentence, read from the first to the last."""

    def __init__(
        self,
        sentence: str,
        measures: Sequence[Named],
        context: Context,
        numbers: Sequence[Quantity],
    ) -> None:
        self._sentence, self._measures, self._context = sentence, measures, context
        self._numbers, self._beside = numbers, beside(sentence, numbers)
        self._topic = context.topic if context.topic and is_bare(sentence, context.topic) else ()
        if not self._topic and _SCORED.search(sentence):
            self._topic = [each for each in context.topic if each.unit.startswith("score")]
        self._dols = context.about_dols or speaks_of_dols(sentence)
        self._own = context.before if _FROM_BEFORE.match(sentence) else None
        self._in_turn: ComparatorLevel | None = None  # "England and London, 71% and 66%"
        self._ahead: list[tuple[Quantity, ComparatorLevel]] = []  # "Against England's 71%, 70% …"
        self.found: list[ReadNumber] = []

    def read(self, place: int) -> None:
        """Read one number."""
        number, said = self._numbers[place], self._said_of(place)
        if counts_a_nation(number, self._sentence):
            return
        area = self._area_of(place, said)
        pair = two_areas_of(self._sentence[: number.start])
        if pair:
            if not self._is_followed(place):
                return  # of both at once
            area, self._in_turn = pair
        named = self._measure_of(number, said)
        told = self._told_of(number, said, named)
        if told:
            named, area = told.measure, area or (None if named else told.area)
        if area is None and self._in_brackets(number, named):
            return
        if area is not None:
            if not self._is_aside(place, area):
                self._add_of(area, number, named)
        elif self._in_turn or not (
            of_another(said.before, said.after, self._sentence)
            or _RANGED.search(self._sentence[: number.start])
            or is_compared(number, said, own_period=number.start in self._context.own_period)
        ):
            self._add_own(number, said, named)

    def _said_of(self, place: int) -> Beside:
        """What is said of a number, with what the sentence leaves unsaid."""
        number, said = self._numbers[place], self._beside[place]
        before = self._context.before
        if said.of_which and before and not self.found:
            said = replace(said, before=f"{before.measure.name}, {said.before}")
        if self._is_of_carers(place):
            said = replace(said, before=f"carers {said.before}")
        if number.kind == "rate" and _A_RATE.fullmatch(said.before):
            said = replace(said, before=self._sentence[: number.start])
        return said

    def _area_of(self, place: int, said: Beside) -> ComparatorLevel | None:
        area, self._in_turn = self._in_turn or area_of(said.before, said.after), None
        if area and self._is_in_turn(place):
            # "… than the England average: 75% and 71%, respectively"
            area, self._in_turn = None, area
        return area

    def _told_of(self, number: Quantity, said: Beside, named: Named | None) -> ReadNumber | None:
        """What the encoder takes a number for: another measure in the same unit than the words
        beside it name, or one where neither they nor the topic say any; not for a second number of
        the council's own where one was said of the same time."""
        told = self._context.told.get(number.start)
        clause = f"{said.before} {said.after}"
        if denies(clause.rsplit(":", 1)[-1]) and (named or (told and told.likely < SURE)):
            return None  # words know better what "not" turns
        if named:
            same = told and (told.measure.unit, told.measure.yearly) == (named.unit, named.yearly)
            return told if same else None
        if told is None or of_topic(number, self._topic):
            return None
        if asks_something_else(clause):
            return None
        before = self._context.before
        owns = [each for each in self.found if not each.area]
        dated = number.start in self._context.own_period or (self._context.dated and not owns)
        owns += [before] if before else []
        again = any(each.measure is told.measure for each in owns)
        return None if again and not (told.area or dated) else told

    def _is_of_carers(self, place: int) -> bool:
        """Whether those of whom a share is are the carers of the share before: "31% of carers were
        satisfied and 60% felt consulted"."""
        number = self._numbers[place]
        if number.kind != "percent":
            return False
        until = next((n.start for n in self._numbers[place + 1 :]), len(self._sentence))
        after = self._sentence[number.end : until]
        if _CARERS_SURVEY.search(self._sentence[: number.start]):
            return not _OF_WHOM.search(after)
        one = next((n for n in self._numbers[:place] if n.kind == "percent"), None)
        if one is None or not _OF_CARERS.match(self._sentence[one.end :]):
            return False
        between = self._sentence[one.end : number.start]
        return not _OF_WHOM.search(after) and not re.search(r"\bpeople\b(?! they)", between)

    def _is_in_turn(self, place: int) -> bool:
        """Whether the council's own number and an average stand side by side, in this order."""
        if not self._is_followed(place):
            return False
        before, after = self._sentence[: self._numbers[place].start], self._sentence
        than = _THAN_AVERAGE.search(before)
        return (
            than is not None
            and _RESPECTIVELY.match(after, self._numbers[place + 1].end) is not None
        )

    def _is_followed(self, place: int) -> bool:
        if place + 1 == len(self._numbers):
            return False
        one, other = self._numbers[place : place + 2]
        return _AND.fullmatch(self._sentence[one.end : other.start]) is not None

    def _in_brackets(self, number: Quantity, named: Named | None) -> bool:
        """Whether a number alone in brackets is beside the council's own and not another of it."""
        own, whose = self._own, self._context.in_brackets
        if own is None or own.number.kind != number.kind:
            return False
        if number.start in self._context.own_period or not _is_bracketed(self._sentence, number):
            return False
        if whose is not None:
            self.found.append(ReadNumber(own.measure, number, whose))
        return whose is not None or named in {None, own.measure}

    def _is_aside(self, place: int, area: ComparatorLevel) -> bool:
        """Whether a number is another of the area before it, in brackets: "England – 70% (69%)" is
        of two years."""
        number, last = self._numbers[place], self.found[-1] if self.found else None
        if last is None or last.area is not area or number.start in self._context.own_period:
            return False
        between = self._sentence[last.number.end : number.start]
        return not between.strip(" (") and _is_bracketed(self._sentence, number)

    def _add_of(self, area: ComparatorLevel, number: Quantity, named: Named | None) -> None:
        own = self._own
        of = _same(named, own or self._context.before) or named
        of = of or (own.measure if own and _could_be(number, own) else None)
        of = of or (None if own else of_topic(number, self._topic))
        if of:
            self.found.append(ReadNumber(of, number, area))
        else:
            self._ahead.append((number, area))

    def _add_own(self, number: Quantity, said: Beside, named: Named | None) -> None:
        own, last = self._own, self.found[-1] if self.found else None
        measure = named or of_topic(number, self._topic)
        if measure is None and last and _OURS.search(said.before):
            measure = last.measure if last.number.kind == number.kind else None
        has_period = number.start in self._context.own_period
        if measure is None and own and has_period and is_bare(said.before, [own.measure]):
            measure = own.measure if own.number.kind == number.kind else None
        self._own = ReadNumber(measure, number) if measure is not None else None
        if self._own is None:
            return
        self.found.append(self._own)
        self.found += [
            ReadNumber(self._own.measure, each, whose)
            for each, whose in self._ahead
            if _could_be(each, self._own)
        ]
        self._ahead = []

    def _measure_of(self, number: Quantity, said: Beside) -> Named | None:
        """The measure that stands beside a number; where it is left half unsaid ("and the longest
        wait was 180 days") it is told by what stands before, too."""
        if self._dols and _APPLICATIONS.search(f"{said.before} {said.after}"):
            said = replace(said, before=f"DoLS {said.before}")
        named = self._told(number, said)
        before = self._context.before
        known = [each.measure for each in (*self.found, *([before] if before else ()))]
        some = said.of_which or _ANOTHER.search(said.before)
        if some and named and any(each is named for each in known):
            return None  # some of those counted before
        if named and named.indicator in _GOOD_ONES and self._of_parts(number):
            return None
        if named and _APART.search(self._sentence):
            return None
        if named is None and number.kind in {"days", "weeks"} and _HOW.search(said.before):
            clauses = self._sentence[: number.start - len(said.before)] if self.found else ""
            whole = f"{_HOW.sub(' ', f'{self._context.unsaid}, {clauses}')} {said.before}"
            named = self._told(number, replace(said, before=whole))
            if named and (telling(whole) & NARROWING) - named.words:
                named = None
        if named is None and self._dols and not speaks_of_dols(f"{said.before} {said.after}"):
            named = self._told(number, replace(said, before=f"DoLS {said.before}"))
            named = named if named and named.indicator.startswith("dols") else None
        return named

    def _of_parts(self, number: Quantity) -> bool:
        before = [each for each in self._numbers if each.end <= number.start]
        return bool(before) and (
            _OF_PARTS.match(self._sentence[before[-1].end : number.start]) is not None
        )

    def _told(self, number: Quantity, said: Beside) -> Named | None:
        return told_beside(number, said, self._measures, self._sentence)


def _is_bracketed(sentence: str, number: Quantity) -> bool:
    """Whether a number stands alone in brackets."""
    before, after = sentence[: number.start].rstrip(), sentence[number.end :].lstrip()
    return before.endswith("(") and after.startswith(")")


def _could_be(number: Quantity, own: ReadNumber) -> bool:
    """Whether a number could be of the measure of the council's own: scores and rates do not say
    again out of how much they are."""
    if number.kind == own.number.kind:
        return True
    plain = number.kind in {"count", "decimal"}
    return plain and own.number.kind in {"count", "decimal", "score", "rate"}


def _same(named: Named | None, own: ReadNumber | None) -> Named | None:
    """The measure of the council's own number, where a comparator's goes by a name of it."""
    if named is None or own is None or named.unit != own.measure.unit:
        return None
    return own.measure if any(name <= own.measure.words for name in named.names) else None


def _is_row(sentence: str, numbers: Sequence[Quantity]) -> bool:
    """Whether a line is a row of a table, whose columns' names stand elsewhere."""
    return any(not sentence[one.end : other.start].strip() for one, other in pairwise(numbers))
