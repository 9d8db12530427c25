"""Days as councils write them.

Rules (README of the shared cases, 1 to 3): day first unless the column shows otherwise; times and
weekdays fall away; of a month, quarter or span, fields that say when something began take the
first day, those that say when it is due or ended the last; quarters and years with a slash are of
the financial year (April to March); a season, a year alone, or a day without a year says too
little; a day that does not exist is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from vocabulary.wording import month_end

EARLIEST, LATEST = 1940, 2100
# Day 0 of spreadsheets as they count since 1900 (they believe in 29 February 1900).
_SERIAL_ZERO = date(1899, 12, 30)
_SERIALS = range(25_569, 73_051)  # 1970 to 2099

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}
"""Which month a name or its short form means."""
_MONTH = r"(?P<{0}>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_TIME = re.compile(
    r"(?i)(?:[T,]?\s*(?:at\s+)?(?<!\d[./-])\b\d{1,2}[:.]\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*"
    r"(?:am|pm|hrs|hours|Z|GMT|BST|UTC|[+-]\d{2}:?\d{2})?|\s+\d{1,2}\s?(?:am|pm))$"
)
_TIME_ISO = re.compile(r"(?i)^(\d{4}-\d{1,2}-\d{1,2})[T ]\d{1,2}:\d{2}.*$")
_WEEKDAY = re.compile(
    r"(?i)\b(?:mon|tues?|wed(?:nes|s)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?\s*"
)
_BEFORE = re.compile(
    r"(?i)^(?:by|due|end(?:ing)?(?: of)?|start(?: of)?|beginning(?: of)?|from|on|since|until|till|"
    r"to|before|completed|done|passed|attended|closed|received|acknowledged|"
    r"responded|extended(?: to)?|revised(?: to)?|agreed|emailed|letter(?: sent)?|expires?|expired|"
    r"expiry|valid (?:to|until)|booked"
    r"(?: for)?|sent|approx\.?|c\.|circa|early|mid|late|as at|as of|month of)\s*:?\s+"
)


@dataclass(frozen=True)
class Span:
    """Days from first to last; one day where both are the same. rough: the text says no day, but
    a month, a quarter, a year or a span."""

    first: date
    last: date
    rough: bool = False


@lru_cache(maxsize=131_072)
def read_span(text: str, *, month_first: bool = False) -> Span | None:
    """The days a text gives; None if it gives none, or too little, or a day that does not exist."""
    said = _plain(text)
    if not said:
        return None
    day = _day(said, month_first)
    if day is not None:
        return Span(day, day)
    for reader in (_serial, _quarter, _quarters, _financial_year, _month, _range):
        found = reader(said, month_first)
        if found is not None:
            return found
    return None


def read_day(text: str, *, ends: bool = False, month_first: bool = False) -> date | None:
    """The one day a text stands for: the first of a span, or the last where `ends`."""
    span = read_span(text, month_first=month_first)
    if span is None:
        return None
    return span.last if ends else span.first


@lru_cache(maxsize=131_072)
def day_parts(text: str) -> tuple[int, int] | None:
    """The first two numbers of a day written in numbers alone, as in 3/4/2026 (3, 4); None for
    other texts. It is not known which of the two is the day."""
    found = re.match(r"^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})$", _plain(text))
    return (int(found[1]), int(found[2])) if found else None


def says_month_first(texts: Iterable[str]) -> bool | None:
    """Whether a column's days are written month first; None where nothing shows it. Decided over
    the whole column: a number above 12 can be no month."""
    first = second = False
    for text in texts:
        parts = day_parts(text)
        if parts is not None:
            first |= parts[0] > 12
            second |= parts[1] > 12
    if first == second:
        return None
    return second


def financial_year(text: str) -> tuple[date, date] | None:
    """First and last day of a financial year named somewhere in a text, as in "ascof-2024-25.csv",
    "1920-open-data", "year to 31 March 2025", "FY25/26". None if none or several are named."""
    said = text.replace("_", " ").replace("–", "-")
    found = set()
    for start, end in re.findall(
        r"(?<!\d)(20\d\d)\s?(?:[-/]|to|-to-)?\s?(?:20)?(\d\d)(?!\d)", said
    ):
        if (int(start) + 1) % 100 == int(end):
            found.add(int(start))
    if not found:
        for start, end in re.findall(r"(?<!\d)(\d\d)\s?[-/]?\s?(\d\d)(?!\d)", said):
            if (int(start) + 1) % 100 == int(end) and int(start) >= 9:
                found.add(2000 + int(start))
    if not found:
        pattern = r"(?i)year (?:to|end(?:ed|ing)?)\s*:?\s*(?:31(?:st)? )?march (20\d\d)"
        found = {int(year) - 1 for year in re.findall(pattern, said)}
    if len(found) != 1:
        return None
    year = found.pop()
    return date(year, 4, 1), date(year + 1, 3, 31)


def days_in(text: str) -> list[Span]:
    """Days and spans named inside a sentence, such as a title's "as at 30 Sept 2026" or "Fieldwork
    1-26 June 2026"; days first, then whole months."""
    month = _MONTH.format("m")
    number = r"(?<!\d)\d{1,2}(?:st|nd|rd|th)?"
    year = r"(?:,?\s*(?:19|20)\d\d|\s+'?\d\d)\b"
    patterns = (
        rf"{number}\s+{month}(?:{year})?\s*(?:-|–|to|until)\s*{number}\s+"
        rf"{month.replace('<m>', '<m2>')}{year}",
        rf"{number}\s*(?:-|–|to|and)\s*{number}\s+{month}{year}",
        rf"{number}\s+(?:of\s+)?{month}{year}",
        r"\b\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})\b(?:\s*(?:-|–|to)\s*"
        r"\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})\b)?",
        r"\b\d{4}-\d{2}-\d{2}\b",
        r"\b\d{1,2}-\d{1,2}-\d{4}\b",
        r"(?<!\d)20\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?!\d)",
        rf"\b{month}\s*(?:-|–|to)\s*{month.replace('<m>', '<m2>')}{year}",
        rf"\b{month}[ -]?{year}",
        r"(?i)\bq(?:uarter|tr)?\s?[1-4]\s*(?:of\s*)?(?:20)?\d\d\s?[/-]\s?(?:20)?\d\d",
    )
    left, found = text, []
    for pattern in patterns:
        for match in list(re.finditer(rf"(?i){pattern}", left)):
            span = read_span(match.group().strip())
            if span is not None:
                found.append(span)
                left = left.replace(match.group(), " " * len(match.group()), 1)
    return found


def _plain(text: str) -> str:
    said = re.sub(r"\s+", " ", text.strip().strip("'\"").replace("–", "-").replace("—", "-"))
    said = re.sub(r"\s*\(.*\)$", "", said).rstrip(".,;")
    iso = _TIME_ISO.match(said)
    if iso:
        return iso[1]
    said = _TIME.sub("", said).strip(" ,")
    said = _WEEKDAY.sub("", said).strip(" ,")
    said = re.sub(r"(?i)(\d)(?:st|nd|rd|th)\b", r"\1", said)
    return _BEFORE.sub("", said)


def _year(said: str) -> int | None:
    year = int(said)
    if len(said) <= 2:
        year += 2000 if year < 60 else 1900
    return year if EARLIEST <= year < LATEST else None


def _date(year: int | None, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year is not None else None
    except ValueError:
        return None


def _day(said: str, month_first: bool) -> date | None:
    found = re.fullmatch(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})", said)
    if found:
        return _date(_year(found[1]), int(found[2]), int(found[3]))
    found = re.fullmatch(r"(\d{1,2})\s?[-/. ]\s?(\d{1,2})\s?[-/. ]\s?'?(\d{4}|\d{2})", said)
    if found:
        day, number = int(found[1]), int(found[2])
        if month_first:
            day, number = number, day
        return _date(_year(found[3]), number, day) if number <= 12 else None
    found = re.fullmatch(r"(20\d\d|19\d\d)(\d\d)(\d\d)", said)
    if found:
        return _date(int(found[1]), int(found[2]), int(found[3]))
    month = _MONTH.format("m")
    found = re.fullmatch(rf"(?i)(\d{{1,2}})[ -/.]*(?:of )?{month}[ -/.,]*'?(\d{{4}}|\d{{2}})", said)
    if found:
        return _date(_year(found[3]), MONTHS[found["m"].casefold()], int(found[1]))
    found = re.fullmatch(rf"(?i){month}[ -/.]*(\d{{1,2}}),? ?(\d{{4}})", said)
    if found:
        return _date(_year(found[3]), MONTHS[found["m"].casefold()], int(found[2]))
    found = re.fullmatch(rf"(?i)(\d{{4}})[ -/.]*{month}[ -/.]*(\d{{1,2}})", said)
    if found:
        return _date(_year(found[1]), MONTHS[found["m"].casefold()], int(found[3]))
    return None


def _serial(said: str, month_first: bool) -> Span | None:
    del month_first
    found = re.fullmatch(r"(\d{5})(?:\.\d+)?", said)
    if not found or int(found[1]) not in _SERIALS:
        return None
    day = _SERIAL_ZERO + timedelta(days=int(found[1]))
    return Span(day, day)


def _month_span(year: int | None, month: int) -> Span | None:
    if year is None or not 1 <= month <= 12:
        return None
    first = date(year, month, 1)
    return Span(first, month_end(first), True)


def _month(said: str, month_first: bool) -> Span | None:
    del month_first
    month = _MONTH.format("m")
    found = re.fullmatch(rf"(?i){month}[ -/.,]*'?(\d{{4}}|\d{{2}})", said)
    if found:
        return _month_span(_year(found[2]), MONTHS[found["m"].casefold()])
    found = re.fullmatch(rf"(?i)(\d{{4}})[ -/.]*{month}", said)
    if found:
        return _month_span(_year(found[1]), MONTHS[found["m"].casefold()])
    found = re.fullmatch(r"(\d{4})[-/.](\d{1,2})", said)
    if found and not re.fullmatch(r"\d{4}[-/]\d{2}", said):
        return _month_span(_year(found[1]), int(found[2]))
    if found and not _follows(int(found[1]), found[2]):
        return _month_span(_year(found[1]), int(found[2]))
    found = re.fullmatch(r"(\d{1,2})[-/.](\d{4})", said)
    if found:
        return _month_span(_year(found[2]), int(found[1]))
    found = re.fullmatch(r"(20\d\d)(0[1-9]|1[0-2])", said)
    if found and not _follows(int(found[1]), found[2]):
        return _month_span(int(found[1]), int(found[2]))
    return None


def _follows(start: int, end: str) -> bool:
    """Whether the two are a year and the next, as in 2024-25."""
    return (start + 1) % 100 == int(end)


def _financial(said: str) -> int | None:
    """The first calendar year of a financial one: 2024/25, 2024-25, 24/25, 2024/2025."""
    found = re.fullmatch(r"(?i)(?:fy|f/y|year)?\s?(\d{4}|\d{2})\s?[/-]\s?(\d{4}|\d{2})", said)
    if not found:
        return None
    start = _year(found[1])
    return start if start is not None and _follows(start, found[2][-2:]) else None


def _financial_year(said: str, month_first: bool) -> Span | None:
    del month_first
    start = _financial(said)
    if start is not None:
        return Span(date(start, 4, 1), date(start + 1, 3, 31), True)
    # A span of whole calendar years, as in "2019 - 21" or "2019-2021".
    found = re.fullmatch(r"(\d{4})\s?-\s?(\d{4}|\d{2})", said)
    if found:
        first, last = int(found[1]), int(found[1][:2] + found[2][-2:])
        if len(found[2]) == 4:
            last = int(found[2])
        if EARLIEST <= first < last < LATEST and last - first <= 10 and last - first > 1:
            return Span(date(first, 1, 1), date(last, 12, 31), True)
    # Several financial years: "2019/20 - 21/22".
    found = re.fullmatch(r"(\d{4}/\d{2})\s?-\s?((?:20)?\d{2}/\d{2})", said)
    if found:
        first_year, last_year = _financial(found[1]), _financial(found[2])
        if first_year is not None and last_year is not None and first_year < last_year:
            return Span(date(first_year, 4, 1), date(last_year + 1, 3, 31), True)
    return None


def _quarter(said: str, month_first: bool) -> Span | None:
    del month_first
    part = r"(?P<kind>q|qtr|quarter|h|half)\s?(?P<number>[1-4])"
    year = r"(?P<year>(?:fy)?\s?\d{2,4}\s?[/-]\s?\d{2,4})"
    found = re.fullmatch(rf"(?i){part}[ ,:-]*(?:of\s*)?{year}", said) or re.fullmatch(
        rf"(?i){year}[ ,:-]*{part}", said
    )
    if not found:
        return None
    start = _financial(found["year"].strip())
    number, months = int(found["number"]), 6 if found["kind"][0] in "hH" else 3
    if start is None or number * months > 12:
        return None
    first = 4 + (number - 1) * months
    last = first + months - 1
    begins = _month_span(start + (first - 1) // 12, (first - 1) % 12 + 1)
    ends = _month_span(start + (last - 1) // 12, (last - 1) % 12 + 1)
    return Span(begins.first, ends.last, True) if begins and ends else None


def _quarters(said: str, month_first: bool) -> Span | None:
    """From one quarter to another of the same financial year: "Q2-Q3 26/27", "Q1 to Q4 2026/27"."""
    kind = r"(?:q|qtr|quarter)\s?"
    year = r"((?:fy)?\s?\d{2,4}\s?[/-]\s?\d{2,4})"
    found = re.fullmatch(
        rf"(?i){kind}([1-4])\s?(?:-|to|and|&|/)\s?(?:{kind})?([1-4])[ ,:-]*{year}", said
    )
    if not found:
        return None
    first = _quarter(f"Q{found[1]} {found[3]}", month_first)
    last = _quarter(f"Q{found[2]} {found[3]}", month_first)
    return (
        Span(first.first, last.last, True) if first and last and first.first < last.last else None
    )


def _range(said: str, month_first: bool) -> Span | None:
    """A span between two days or months, the first of which may leave out what the second says."""
    parts = re.split(
        r"\s*(?:\bto\b|\buntil\b|\band\b|&|(?<=\w)\s-\s|(?<=[a-z.])[-/](?=[a-z])|"
        r"(?<=\d)-(?=\d{1,2} ?[A-Za-z])|(?<=\d)-(?=\d{1,2}/))\s*",
        said,
        maxsplit=1,
        flags=re.IGNORECASE,
    )
    if len(parts) != 2 or not all(parts):
        # "Jan 25-Mar 25": a year, a hyphen, a month
        parts = re.split(r"(?<=\d)-(?=[A-Za-z])", said, maxsplit=1)
    if len(parts) != 2 or not all(parts):
        return None
    last = _single(parts[1], month_first)
    if last is None:
        return None
    first = _single(parts[0], month_first)
    if first is None:
        first = _completed(parts[0], last, month_first)
    if first is None or first.first > last.last:
        return None
    return Span(first.first, last.last, True)


def _single(said: str, month_first: bool) -> Span | None:
    day = _day(said, month_first)
    return Span(day, day) if day else _month(said, month_first)


def _completed(said: str, last: Span, month_first: bool) -> Span | None:
    """The first of two, with the month and year of the second; a month behind it is of the year
    before."""
    month = f"{last.last:%b}"
    for year in (last.last.year, last.last.year - 1):
        for text in (f"{said} {year}", f"{said} {month} {year}", f"{said}/{year}"):
            found = _single(text, month_first)
            if found is not None and found.first <= last.last:
                return found
    return None
