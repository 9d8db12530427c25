"""Numbers that stand in a sentence, with what they are numbers of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from data_access.importing.stages.meaning.dates import MONTHS
from data_access.importing.stages.meaning.numbers import NUMBER_WORDS

Kind = Literal["percent", "count", "decimal", "rate", "minutes", "days", "weeks", "months", "score"]

_TEENS = [
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
_WORDS = {
    "no": 0,
    **{word: number for word, number in NUMBER_WORDS.items() if number},
    **{word: number for number, word in enumerate(_TEENS, 13)},
}
NUMBER = r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|" + "|".join(_WORDS)
_QUANTITY = re.compile(
    rf"(?<![\w.,/£-])(?P<number>{NUMBER})(?P<unit>\s?%|\s+per ?cent\b|\s+out of (?:12|24)\b|"
    r"[\s-]+(?:calendar |working )?(?:minute|day|week|month)s?\b)?(?![\w/]|,\d|\.\d|-\w|"
    r" (?:fault\b|longer\b|thirds?|quarters?|fifths?|tenths?|halves|half|of the (?:nine|four))\b)",
    re.IGNORECASE,
)
# Numbers that count nothing: of years, days of a date, ages, sections of an act, groups, ordinals.
_NAMES = re.compile(
    r"(?:\b(?:section|part|theme|phase|level|tier|band|stage|page|figure|quarter|q|aged?|over|"
    r"under|age of|ages?|(?:aged?|ages|between)(?: \S+ (?:to|and|-|–))?|up to|score of|scored?|"
    r"statement|covid|number|"
    r"(?:lowest|highest|best|worst|ranked|\d(?:st|nd|rd|th))(?: out)? of)\s*$)",
    re.IGNORECASE,
)
# How much something changed is not where it stands.
_CHANGED_BY = re.compile(
    r"\b(?:increas|ris|rose|fell|fall|drop|decreas|declin|reduc|improv|gr[eo]w|up|down)\w*\s+"
    r"(?:by|of)\s+(?:(?:a|an|about|around|over|nearly|almost|more than|up to)\s+)*$",
    re.IGNORECASE,
)
_UP = re.compile(
    r"\b(?:up|down|rose|fell|risen|fallen|increased|decreased|grew|grown|dropped)\s*$",
    re.IGNORECASE,
)
_SINCE = re.compile(r"^\s*(?:to\s+\d|on\b|from\b|since\b|in the year|compared|\))", re.IGNORECASE)
_CHANGE = re.compile(
    r"^[\s(%-]*(?:percentage points?|(?:\w+ )?(?:increase|rise|fall|drop|decrease|reduction|"
    r"decline|improvement|growth)\b)",
    re.IGNORECASE,
)
_ITEM = re.compile(r"^(?:\.|\)|\.\))\s")
_RATIO = re.compile(r"^\s+(?:[a-z]+\s+){1,3}to\s+\d", re.IGNORECASE)  # "1 worker to 16 cases"
_RATE = re.compile(
    r"^\W*(?:(?!\d)[\w’-]+\W+){0,8}?per (?:1,000|10,000|100,000|head)", re.IGNORECASE
)
_SCORED = re.compile(r"\b(?:score of|scored?)\s*$", re.IGNORECASE)
_MORE = re.compile(r"\b(?:over|under)\s*$", re.IGNORECASE)
# "a share of up to 20%"; "had gone up to 20%" and "national figure 20%" say where it stands.
_AT_MOST = re.compile(
    r"(?<!gone )(?<!went )(?<!going )(?<!rose )(?<!risen )(?<!was )(?<!is )\bup to\s*$|"
    r"\bof\s*$|\b(?:aged?|ages?)\s*$",
    re.IGNORECASE,
)
_OLDEST = 120
_PER = re.compile(r"\bper\s*$", re.IGNORECASE)
_MONTHS = "|".join(MONTHS)
_DATE_AROUND = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?:{_MONTHS})\.?\s+(?:19|20)\d\d\b|"
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTHS})\b|\b(?:19|20)\d\d(?:\s?[-/–]\s?\d{{2,4}})?\b|"
    r"\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b\d+\s?(?:to|-|–)\s?\d+\s+year|"
    r"\b\d+[- ](?:working[- ])?(?:day|week|hour|minute) (?:legal |statutory )?(?:limit|target|"
    r"deadline|timescale|timeframe|standard|window|period|maximum|rule)\b|"
    r"\b\d+ (?:days?|weeks?) (?:after|following|later)\b|"
    r"\b\d+ years?(?: old| and over)?\b|\b\d+\+|\b\d\d (?:and|or) (?:over|above|older|under)\b|"
    r"\b(?:last|past|next|previous|within|in|over|under|than|every|after) (?:the )?"
    r"(?:last |past |next |previous )?(?:\d+|[a-z]+)[ -](?:calendar |working )?"
    r"(?:second|minute|hour|day|week|month|year)s?\b(?! on average)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Quantity:
    """A number and its kind, with where it stands in the sentence (from, to); `in_words`: it is
    written as a word, which may count nothing ("one of the largest")."""

    value: float
    kind: Kind
    start: int
    end: int
    in_words: bool = False


def quantities_in(sentence: str) -> list[Quantity]:
    """The numbers of a sentence that count or measure something, in their order; years, days,
    ages, spans ("within 28 days"), changes ("rose by 8%") and numbers in names are not among
    them."""
    dates = [match.span() for match in _DATE_AROUND.finditer(sentence)]
    found = []
    for match in _QUANTITY.finditer(sentence):
        start, end = match.span()
        unit = _kind((match.group("unit") or "").strip().lower())
        in_date = any(first <= start < last for first, last in dates)
        before, after = sentence[:start], sentence[end:]
        if (in_date and unit != "percent") or _is_name(before, unit, match.group("number")):
            continue
        if _CHANGED_BY.search(before) or _CHANGE.match(after) or _PER.search(before):
            continue
        if unit == "percent" and _UP.search(before) and _SINCE.match(after):
            continue
        said = match.group("number")
        if (said.lower() in {"1", "one"} and _RATIO.match(after)) or _is_item(before, after):
            continue
        if unit == "count" and _RATE.match(after):
            unit = "rate"
        elif unit == "count" and "." in said:
            unit = "decimal"
        found.append(Quantity(_value(said), unit, start, end, said[0].isalpha()))
    return found


def _is_name(before: str, unit: Kind, said: str) -> bool:
    """Whether a number names something: "over 65" is an age, "over 600" and "over 65%" none; a
    score of 3 is the regulator's, one of 19.4 or 19 out of 24 a survey's."""
    if _SCORED.search(before) and (unit == "score" or (unit == "count" and "." in said)):
        return False
    named = _NAMES.search(before)
    if named is not None and unit == "percent" and not _MORE.search(before):
        return _AT_MOST.search(before) is not None
    if named is None or not _MORE.search(before):
        return named is not None
    return unit != "percent" and not (unit == "count" and _value(said) > _OLDEST)


def _is_item(before: str, after: str) -> bool:
    """Whether a number numbers the sentence that it begins: "3. People waiting"."""
    return not before.strip(" \t•-–·(") and _ITEM.match(after) is not None


def _value(said: str) -> float:
    plain = said.lower()
    return float(_WORDS[plain]) if plain in _WORDS else float(plain.replace(",", ""))


def _kind(unit: str) -> Kind:
    if unit.startswith(("%", "per")):
        return "percent"
    if unit.startswith("out"):
        return "score"
    times: tuple[Kind, ...] = ("minutes", "days", "weeks", "months")
    return next((kind for kind in times if kind[:-1] in unit), "count")
