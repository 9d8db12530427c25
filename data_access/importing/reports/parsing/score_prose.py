"""A sentence that gives a quality statement its score: "Safeguarding was given a score of two".

Only sentences with one number and no comparison are read. One that gives scores in a way that
could be read two ways is pointed out instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from data_access.importing.reports.files.characters import folded
from data_access.importing.reports.parsing.statement_names import recognise_statement
from vocabulary.framework import STATEMENTS

_LONGEST = 500
_NUMBER = {"one": 1, "two": 2, "three": 3, "four": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_NUMBERS = r"(?:one|two|three|four|[1-4])"
_GIVEN = re.compile(
    rf"\b(?:score of|scored|scores|scoring|a score of)(?: an?)?\s+(?P<value>{_NUMBERS})\b"
    r"(?!\s*(?:%|per cent|points?\b|out of (?!four|4\b)|[.,]\d))"
)
_OUT_OF = re.compile(r"\bout of (?:four|4)\b")
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
    if len(sentence) > _LONGEST:
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
    counted = _COUNTED.sub(" ", _OUT_OF.sub(" ", plain))
    if len(_ANY_NUMBER.findall(counted)) != 1 or _TWO_WAYS.search(counted):
        return "gives scores in a sentence that can be read in more than one way"
    return SaidScore(named, _NUMBER[given.group("value")])


def _names_in(plain: str) -> tuple[str, ...]:
    found = (recognise_statement(match.group()) for match in _IN_SENTENCE.finditer(plain))
    named = {statement for statement in found if statement}
    return tuple(statement for statement in STATEMENTS if statement in named)
