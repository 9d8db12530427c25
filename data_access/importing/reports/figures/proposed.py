"""A figure as it is proposed: what it would be in our record, and the words it was read in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from data_access.importing.stages.meaning.dates import MONTHS, days_in, financial_year
from vocabulary.indicators import ComparatorLevel
from vocabulary.wording import month_end

_LAST_MONTHS = re.compile(
    r"\b(?:in|over|during|for) the (?:last|past|previous) (?:12|twelve) months\b|"
    r"\b(?:in|over|during) the (?:last|past|previous) year\b",
    re.IGNORECASE,
)
_FIRST_YEAR = 2000
_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)? )?(?:{'|'.join(MONTHS)})\b\.?(?: 20\d\d)?"
_BETWEEN = re.compile(rf"\b(?:between|from) ({_DAY}) (?:and|to|until) ({_DAY})", re.IGNORECASE)
# "2023/24", "2023-2024", "23/24"; "2021" and "14-15 weeks" are none.
_YEAR = re.compile(
    r"(?<![\d/])(?:20\d\d\s?[-/–]\s?(?:20)?\d\d|20\d\d to 20\d\d|[12]\d/[12]\d)(?![\d/])|"
    r"\byear (?:to|end(?:ed|ing)?)\s*:?\s*(?:31(?:st)? )?march 20\d\d",
    re.IGNORECASE,
)
_YEAR_SAID = r"(?P<year>20\d\d\s?[-/–]\s?(?:20)?\d\d)"
_QUARTER = re.compile(
    rf"\b(?:(?:Q|quarter )(?P<number>[1-4])|(?P<word>first|second|third|fourth|last|final) quarter)"
    rf"\W+(?:of\W+)?(?:the\W+)?(?:year\W+)?{_YEAR_SAID}",
    re.IGNORECASE,
)
_WHICH_QUARTER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}
_NAMED = "|".join(MONTHS)
_SPAN = re.compile(
    rf"\b(?:between|from) (?:the (?:start|beginning) of )?(?P<first>{_NAMED})\b\.?"
    rf"(?: (?P<year>20\d\d))? "
    rf"(?:and|to|until) (?:the end of )?(?P<last>{_NAMED})\b\.? (?P<until>20\d\d)",
    re.IGNORECASE,
)
_MONTHS_TO = re.compile(
    rf"\b(?P<many>quarter|(?:three|six|nine|twelve|3|6|9|12) months) "
    rf"(?:to|ending|ended|up to) (?:the end of )?"
    rf"(?:\d\d (?:of )?)?(?P<last>{_NAMED})\b\.? (?P<until>20\d\d)",
    re.IGNORECASE,
)
_MANY = {"quarter": 3, "three": 3, "six": 6, "nine": 9, "twelve": 12}
# Then a number may be of the last day of the months, and not of all of them.
_CHANGED = re.compile(
    r"\b(?:from|fell|fallen|falling|rose|risen|rising|grew|grown|increas\w*|decreas\w*|reduc\w*|"
    r"dropp?\w*|improv\w*|declin\w*|doubled|halved|(?:went|gone) (?:up|down)|cut|change\w*)\b",
    re.IGNORECASE,
)
_MONTHS_OF_YEAR = 12
_A_YEAR = 360  # days, nearly


@dataclass(frozen=True)
class Period:
    """Days that a figure is for, and what that period is called."""

    first: date
    last: date
    said: str

    @property
    def short(self) -> bool:
        """Whether it is less than a year, such as the month a survey was published in."""
        return (self.last - self.first).days < _A_YEAR


@dataclass(frozen=True)
class ProposedFigure:
    """One number of a report that could be one of the record.

    `dataset`: "ombudsman", "indicator" or "comparator"; `field`: the ombudsman's column, or the
    indicator's code; `area`: whose the comparator's figure is;
    `name`: what it is called on screen; `unit`: what it is in; `direction`: which way the indicator
    is better. `scope`: the ombudsman's. `period`:
    None where none is said, and then it cannot land before a person has given it. `reference`:
    document, paragraph and sentence; `sentence`: the words.
    """

    dataset: str
    field: str
    name: str
    value: float
    unit: str
    scope: str | None
    period: Period | None
    sentence: str
    reference: str
    direction: str | None = None
    area: ComparatorLevel | None = None


def confirmed_as(
    figure: ProposedFigure,
    *,
    value: float,
    first: date | None,
    last: date | None,
    scope: str | None,
) -> ProposedFigure:
    """The figure as a person says it is; without both days it has no period."""
    told = figure.period
    if first is None or last is None:
        return replace(figure, value=value, period=None, scope=scope)
    if told is None or (first, last) != (told.first, told.last):
        said = _whole_year(first, last) or f"{first:%B %Y} to {last:%B %Y}"
        told = Period(first, last, said)
    return replace(figure, value=value, period=told, scope=scope)


def year_before(period: Period) -> Period:
    """The same days a year earlier; months stay whole."""
    last = period.last.replace(day=1, year=period.last.year - 1)
    ends = period.last == month_end(period.last)
    return _of_days(
        period.first.replace(year=period.first.year - 1),
        month_end(last) if ends else last.replace(day=period.last.day),
    )


def one_period(periods: Iterable[Period | None]) -> Period | None:
    """The period that all of them are that are any, where they are one."""
    told = {period for period in periods if period}
    return told.pop() if len(told) == 1 else None


def period_of(text: str, day: date | None) -> Period | None:
    """The period a sentence speaks of; None where it names none, or more than one. "The last 12
    months" are the whole months before `day`, on which the report was published."""
    if _LAST_MONTHS.search(text):
        return _year_before(day) if day else None
    if part := _part_of_year(text):
        return part
    if year := financial_year(" ; ".join(_YEAR.findall(text))):
        return Period(*year, f"{year[0].year}-{year[1].year % 100:02d}")
    spans = {(span.first, span.last) for span in days_in(text) if span.first.year > _FIRST_YEAR}
    if len(spans) == 2 and _BETWEEN.search(text):
        first, last = min(spans)[0], max(spans)[1]
        # Shorter or longer, it may be the time in which something changed.
        spans = {(first, last)} if _whole_year(first, last) else spans
    return _of_days(*spans.pop()) if len(spans) == 1 else None


def _of_days(first: date, last: date) -> Period:
    """The period that these days are called."""
    if year_of := _whole_year(first, last):
        return Period(first, last, year_of)
    if (first.year, first.month) == (last.year, last.month):
        # A figure "on 30 June" is of a day; its month is the nearest that our record has.
        return Period(first.replace(day=1), month_end(last), f"{first:%B %Y}")
    return Period(first, last, f"{first:%B %Y} to {last:%B %Y}")


def _part_of_year(text: str) -> Period | None:
    """The quarter, the months to one, or the months between two that a sentence names."""
    if quarter := _QUARTER.search(text):
        year = financial_year(quarter["year"])
        which = int(quarter["number"] or _WHICH_QUARTER[quarter["word"].lower()])
        return _months(_later(year[0], 3 * which - 3), 3) if year else None
    if months := _MONTHS_TO.search(text):
        said = months["many"].lower().split()[0]
        many = _MANY.get(said) or int(said)
        return _months(_later(_month(months["last"], months["until"]), 1 - many), many)
    span = _SPAN.search(text)
    if span and not (span["year"] and _CHANGED.search(text.replace(span[0], ""))):
        first = _month(span["first"], span["year"] or span["until"])
        last = _month(span["last"], span["until"])
        many = _MONTHS_OF_YEAR * (last.year - first.year) + last.month - first.month + 1
        return _months(first, many) if 1 < many <= _MONTHS_OF_YEAR else None
    return None


def _month(name: str, year: str) -> date:
    return date(int(year), MONTHS[name.lower()], 1)


def _later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, _MONTHS_OF_YEAR)
    return date(day.year + years, month + 1, 1)


def _months(first: date, many: int) -> Period:
    last = _later(first, many) - timedelta(days=1)
    return Period(first, last, _whole_year(first, last) or f"{first:%B %Y} to {last:%B %Y}")


def _whole_year(first: date, last: date) -> str | None:
    """What a financial year is called; None where the days are none."""
    said = f"{first.year}-{last.year % 100:02d}"
    return said if financial_year(said) == (first, last) else None


def _year_before(day: date) -> Period:
    last = day.replace(day=1) - timedelta(days=1)
    first = (last + timedelta(days=1)).replace(year=day.year - 1)
    return Period(first, last, f"12 months before the {day.year} assessment")
