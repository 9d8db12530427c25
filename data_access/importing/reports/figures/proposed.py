"""A figure as it is proposed: what it would be in our record, and the words it was read in."""

from __future__ import annotations

import re
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


@dataclass(frozen=True)
class Period:
    """Days that a figure is for, and what that period is called."""

    first: date
    last: date
    said: str


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


def period_of(text: str, day: date | None) -> Period | None:
    """The period a sentence speaks of; None where it names none, or more than one. "The last 12
    months" are the whole months before `day`, on which the report was published."""
    if _LAST_MONTHS.search(text):
        return _year_before(day) if day else None
    if year := financial_year(" ; ".join(_YEAR.findall(text))):
        return Period(*year, f"{year[0].year}-{year[1].year % 100:02d}")
    spans = {(span.first, span.last) for span in days_in(text) if span.first.year > _FIRST_YEAR}
    if len(spans) == 2 and _BETWEEN.search(text):
        first, last = min(spans)[0], max(spans)[1]
        # Shorter or longer, it may be the time in which something changed.
        spans = {(first, last)} if _whole_year(first, last) else spans
    if len(spans) != 1:
        return None
    first, last = spans.pop()
    if year_of := _whole_year(first, last):
        return Period(first, last, year_of)
    if (first.year, first.month) == (last.year, last.month):
        # A figure "on 30 June" is of a day; its month is the nearest that our record has.
        return Period(first.replace(day=1), month_end(last), f"{first:%B %Y}")
    return Period(first, last, f"{first:%B %Y} to {last:%B %Y}")


def _whole_year(first: date, last: date) -> str | None:
    """What a financial year is called; None where the days are none."""
    said = f"{first.year}-{last.year % 100:02d}"
    return said if financial_year(said) == (first, last) else None


def _year_before(day: date) -> Period:
    last = day.replace(day=1) - timedelta(days=1)
    first = (last + timedelta(days=1)).replace(year=day.year - 1)
    return Period(first, last, f"12 months before the {day.year} assessment")
