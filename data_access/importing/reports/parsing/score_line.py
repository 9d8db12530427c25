"""A line that is a score, with or without the name of its quality statement, and a sentence that
gives a quality statement its score.

Written in many ways: "Score: 3", "Score 3", "3 – Evidence shows a good standard", "1 - Inadequate:
Evidence shows significant shortfalls", "Safeguarding – 2", "a score of two". The number is read,
not judged, here; `scores.py` decides what stands. Only sentences with one number and no comparison
are read ("Safeguarding was given a score of two"). One that gives scores in a way that could be
read two ways is pointed out instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from data_access.importing.reports.files.characters import folded
from data_access.importing.reports.parsing.statement_names import recognise_statement
from data_access.importing.stages.meaning.numbers import NUMBER_WORDS
from vocabulary.framework import STATEMENTS

_LONGEST_SENTENCE = 500
_SCORES = {word: number for word, number in NUMBER_WORDS.items() if 1 <= number <= 4}
_NUMBER = {**_SCORES, **{str(number): number for number in _SCORES.values()}}
_NUMBERS = rf"(?:{'|'.join(_NUMBER)})"
_GIVEN = re.compile(
    rf"\b(?:score of|scored|scores|scoring|a score of)(?: an?)?\s+(?P<value>{_NUMBERS})\b"
    r"(?!\s*(?:%|per cent|points?\b|out of (?!four|4\b)|[.,]\d))"
)
_OUT_OF_FOUR = re.compile(r"\bout of (?:four|4)\b")
_COUNTED = re.compile(
    r"\b(?:other |remaining )?(?:one|two|three|four|[1-4]) (?:other |remaining |more )?"
    r"(?:quality )?(?:statements?|areas?)\b"
)
_ANY_NUMBER = re.compile(rf"\b{_NUMBERS}\b(?!\s*%)")
_TWO_WAYS = re.compile(
    r"\b(?:all (?:the )?other|every other|others|remaining|except|apart from|respectively|average|"
    r"previously|not|overall|improv\w+ from|up from|down from|at least|self-assess\w*|peer)\b"
)
_ABOUT = re.compile(r"\b(?:area|statement|theme)s?\b")
# Names plain enough to be found inside a sentence; the shorter older ones would match by chance.
_IN_SENTENCE = re.compile(
    r"assessing (?:people's )?needs|supporting people to (?:live|lead) healthier lives|"
    r"equity (?:in|of) experiences? and outcomes?|"
    r"care provision, integration,? and continuity(?: of care)?|partnerships? and communities|"
    r"safe (?:pathways, systems|systems, pathways),? and transitions|safeguarding|"
    r"governance, management,? and sustainability|learning, improvement,? and innovation|"
    r"['\"](?:leadership|governance|equity|how the local authority [a-z ]{1,40})['\"]"
)


@dataclass(frozen=True)
class SaidScore:
    """Statements a sentence names and the one score it gives them."""

    statements: tuple[str, ...]
    value: int


def read_said_score(sentence: str) -> SaidScore | str | None:
    """The score a sentence gives, a plain-words reason why it cannot be told, or None if the
    sentence gives no quality statement a score."""
    if len(sentence) > _LONGEST_SENTENCE:
        return None
    plain = folded(sentence)
    given = _GIVEN.search(plain)
    if given is None:
        return None
    named = _names_in(plain)
    if not named:
        return (
            "speaks of a score without naming its quality statement"
            if _ABOUT.search(plain)
            else None
        )
    counted = _COUNTED.sub(" ", _OUT_OF_FOUR.sub(" ", plain))
    if len(_ANY_NUMBER.findall(counted)) != 1 or _TWO_WAYS.search(counted):
        return "gives scores in a sentence that can be read in more than one way"
    return SaidScore(named, _NUMBER[given.group("value")])


def _names_in(plain: str) -> tuple[str, ...]:
    found = (recognise_statement(match.group()) for match in _IN_SENTENCE.finditer(plain))
    named = {statement for statement in found if statement}
    return tuple(statement for statement in STATEMENTS if statement in named)


_LONGEST = 220
_WORDS = {"nil": 0, **{word: number for word, number in NUMBER_WORDS.items() if number <= 6}}
_VALUE = rf"(?P<value>\d{{1,3}}(?:[.,]\d{{1,2}})?|{'|'.join(_WORDS)})"
_OUT_OF = r"(?:\s*(?:/|out of)\s*(?:4|four)\b)?"
_RATING = r"(?:inadequate|requires improvement|good|outstanding)"
_SHOWN = rf"(?:{_RATING}\s*[-:,]?\s*)?evidence shows\b.{{1,120}}"
_SCORE_WORD = r"(?:(?:overall|indicative|quality statement|the|a|an|our)\s+){0,3}scor(?:e|ed|es)"
_SCORE = re.compile(
    rf"^{_SCORE_WORD}\s*(?:of|is|was|as|:|=|-)?\s*(?:a\s+)?{_VALUE}\b{_OUT_OF}"
    rf"(?:\s*[-:,(]\s*[a-z].{{0,120}}|\s+(?:{_SHOWN}|{_RATING}))?[.)]*$"
)
_SHOWN_SCORE = re.compile(rf"^{_VALUE}{_OUT_OF}\s*[-:=]\s*(?P<rest>{_SHOWN})$")
_BARE = re.compile(rf"^\(?{_VALUE}{_OUT_OF}\)?\.?$")
_LOST = re.compile(
    r"^(?:(?:indicative|overall|quality statement) ){0,2}score\s*(?:[:=-]\s*(?:n/?a|-+|\?|tbc|"
    r"not (?:yet )?(?:scored|rated|available|given))?)?$"
)
_SHOWN_ALONE = re.compile(
    r"^(?:[-:]\s*)?evidence shows (?:significant shortfalls|some shortfalls|a good standard|"
    r"an exceptional standard)\.?$"
)
_NUMBERING = re.compile(r"^\(?\d{1,2}[.)]\s+(?=\D)")
_NAMED = re.compile(
    rf"^(?P<name>[^\d]{{3,120}}?)(?P<mark>\s*[-:=,(|]\s*|\s+)"
    rf"(?P<word>(?:is |was |were )?(?:given |awarded |received )?{_SCORE_WORD}"
    rf"\s*(?:of|is|was|as|:|=|-)?\s*(?:a\s+)?|rated\s+|scored\s+(?:a\s+)?)?"
    rf"(?<![\w.]){_VALUE}(?![\w.%£])(?P<out>{_OUT_OF})\)?"
    rf"(?:\s*[-:,]?\s*(?P<rest>{_SHOWN}|{_RATING}))?[.,;)]*$"
)
_LIST_BREAK = re.compile(r"(?<=[-–—:]\s\d)[,;.]?\s+(?=\S)")
_STANDARD = re.compile(r"evidence shows\b.*", re.IGNORECASE)

# Source: CQC, "How we determine ratings" for local authorities, the scoring framework.
STANDARDS = {
    1: "significant shortfalls",
    2: "some shortfalls",
    3: "good standard",
    4: "exceptional standard",
}


@dataclass(frozen=True)
class ScoreMark:
    """A score as read: `value` is None where the number is missing or is no whole number, and
    `number` is what stands in the number's place, if anything does."""

    value: int | None
    written: str
    standard: str | None = None
    number: str | None = None

    @property
    def implied(self) -> int | None:
        """The score the regulator's wording stands for, if the line has that wording."""
        wording = folded(self.standard or "")
        return next((n for n, words in STANDARDS.items() if words in wording), None)


def read_score(text: str, *, bare: bool = False) -> ScoreMark | None:
    """The score this whole line is, or None. `bare` also takes a number standing alone.

    A line that has the word or the wording but no number ("Score:") gives a mark without value.
    """
    if len(text) > _LONGEST:
        return None
    plain = folded(text).strip(" |*")
    if _LOST.match(plain) or _SHOWN_ALONE.match(plain):
        return ScoreMark(None, text, _standard(text))
    match = _SCORE.match(plain) or _SHOWN_SCORE.match(plain)
    if match is None and bare:
        match = _BARE.match(plain)
    if match is None:
        return None
    return _mark(match, text)


def read_named_scores(text: str) -> list[tuple[str, ScoreMark]]:
    """Statements and scores this whole line is made of; none if any part of it is something else.

    "Safeguarding –" names a statement whose number was lost: a mark without value.
    """
    one = _named(text)
    if one is not None:
        return [one]
    parts = _LIST_BREAK.split(text) if len(text) <= 1000 else []
    if len(parts) < 2:
        return []
    marks = [_named(part) for part in parts]
    read = [mark for mark in marks if mark is not None]
    return read if len(read) == len(marks) else []


def unknown_name_with_score(text: str) -> bool:
    """Whether a short line has the shape "Name – 3" but names no quality statement."""
    plain = _NUMBERING.sub("", folded(text))
    match = _NAMED.match(plain) if len(plain) <= 100 else None
    return bool(
        match
        and (match.group("mark").strip() or match.group("word"))
        and recognise_statement(match.group("name")) is None
    )


def _named(text: str) -> tuple[str, ScoreMark] | None:
    if len(text) > _LONGEST:
        return None
    plain = _NUMBERING.sub("", folded(text).strip(" |*"))
    if plain and plain[-1] in "-:=":
        statement = recognise_statement(plain)
        return (statement, ScoreMark(None, text)) if statement else None
    match = _NAMED.match(plain)
    if match is None:
        return None
    said = match.group("mark").strip() or match.group("word") or match.group("out")
    if not said and not match.group("value").isdigit():
        return None
    statement = recognise_statement(match.group("name"))
    if statement is None:
        return None
    return statement, _mark(match, text)


def _mark(match: re.Match[str], text: str) -> ScoreMark:
    number = match.group("value")
    return ScoreMark(_number(number), text, _standard(text), number)


def _number(value: str) -> int | None:
    if value in _WORDS:
        return _WORDS[value]
    return int(value) if value.isdigit() else None


def _standard(text: str) -> str | None:
    match = _STANDARD.search(text)
    return match.group().strip(" .|*") if match else None
