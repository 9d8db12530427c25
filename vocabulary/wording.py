"""Plain British words for numbers, dates and lists; months and their ends."""

from __future__ import annotations

import math
import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

_UK: Final = ZoneInfo("Europe/London")
_END_OF_DAY: Final = time(23, 59, 59)
SO_FAR: Final = "so far"
"""How a period is marked whose record is not whole yet."""

_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def number_word(number: int) -> str:
    """ "three" up to ten, digits above."""
    return _SMALL[number] if 0 <= number < len(_SMALL) else f"{number:,}"


def agree(number: float, one: str, many: str) -> str:
    """The word that agrees with a number: "is" after 1, "are" after any other."""
    return one if number == 1 else many


_ONE_OF = {"people": "person", "enquiries": "enquiry"}


def with_unit(value: float, unit: str) -> str:
    """A figure with what it is in: "28%", "212 people", "1 complaint", "19.4 out of 24"."""
    figure = f"{value:,g}"
    if unit == "percent":
        return f"{figure}%"
    if unit.startswith("score"):
        return f"{figure} {unit.removeprefix('score').strip()}".strip()
    one = _ONE_OF.get(unit, unit if " " in unit else unit.removesuffix("s"))
    return f"{figure} {agree(value, one, unit)}"


def counted(number: int, thing: str, things: str | None = None) -> str:
    """A number in words up to ten, with what it counts: "no scores", "one score", "12 scores"."""
    return f"{number_word(number)} {agree(number, thing, things or thing + 's')}"


def number_of(number: int, thing: str, things: str | None = None, *, nought: str = "no") -> str:
    """A number in figures, with what it counts: "no lessons", "1 lesson", "1,204 lessons"."""
    figures = f"{number:,}" if number else nought
    return f"{figures} {agree(number, thing, things or thing + 's')}"


def none_or(number: int) -> str:
    """ "none", "one", "two" … standing alone."""
    return number_word(number) if number else "none"


def within(text: str) -> str:
    """A name as it stands within a sentence: a small first letter, unless it is an abbreviation
    ("NHS trust"), a title ("Principal Social Worker") or a people's name ("Asian or Asian
    British")."""
    first, *others = text.replace(",", "").split() or [""]
    title = bool(others) and others[0].istitle() and others[0].isalpha()
    keeps = text[1:2].isupper() or title or first in others
    return text if keeps else text[:1].lower() + text[1:]


def listed(things: Sequence[str], last: str = "and") -> str:
    """ "a, b and c"."""
    if len(things) < 2:
        return "".join(things)
    return f"{', '.join(things[:-1])} {last} {things[-1]}"


def listed_up_to(things: Sequence[str], most: int = 3) -> str:
    """The first `most` by name, the rest by their number: "a, b and 4 more"."""
    left = len(things) - most
    return listed([*things[:most], *([f"{left:,} more"] if left > 0 else [])])


def slug(*words: object) -> str:
    """Words as part of a file's name, in small letters, digits and hyphens:
    "example-borough-2026-09-30"; "" where none are left."""
    return re.sub(r"[^a-z0-9]+", "-", " ".join(map(str, words)).casefold()).strip("-")


def sentence(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def long_date(day: date) -> str:
    """ "13 December 2024"."""
    return f"{day.day} {month_and_year(day)}"


def weekday_date(day: date) -> str:
    """ "Thursday 26 November 2026"."""
    return f"{day:%A} {long_date(day)}"


def short_date(day: date) -> str:
    """ "13 Dec 2024"."""
    return f"{day.day} {day:%b %Y}"


def entered_date(day: date | None) -> str:
    """A date as a form's field takes it: "31/01/2026"; nothing where none is given."""
    return f"{day:%d/%m/%Y}" if day else ""


def month_and_year(day: date) -> str:
    """ "December 2024"."""
    return f"{day:%B %Y}"


def uk_day(when: datetime) -> date:
    """The day of a moment (UTC; naive is taken for it) in the United Kingdom; the last moment of a
    day belongs to that day."""
    if when.time() >= _END_OF_DAY:
        return when.date()
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(_UK).date()


def uk_moment(when: datetime) -> str:
    """A moment (UTC; naive is taken for it) as clocks in the United Kingdom show it: "30 September
    2026, 10:30 UK time"; the last moment of a day is "30 September 2026, end of day"."""
    if when.time() >= _END_OF_DAY:
        return f"{long_date(when)}, end of day"
    there = (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(_UK)
    return f"{long_date(there)}, {there:%H:%M} UK time"


def span(days: Iterable[date | None]) -> str:
    """From the first day to the last: "13 December 2024" if all are one, else "May 2024 to March
    2026"; empty if none is known."""
    known = sorted(day for day in days if day is not None)
    if not known:
        return ""
    if known[0] == known[-1]:
        return long_date(known[0])
    first, last = month_and_year(known[0]), month_and_year(known[-1])
    return first if first == last else f"{first} to {last}"


def ago(days: int) -> str:
    """ "today", "3 days ago", "5 weeks ago", "11 months ago", "2 years ago"."""
    if days <= 0:
        return "today"
    for unit, length in (("year", 730), ("month", 60), ("week", 14), ("day", 1)):
        if days >= length:
            size = {"year": 365.25, "month": 30.44, "week": 7, "day": 1}[unit]
            whole = int(days // size)
            return f"{number_of(whole, unit)} ago"
    return "today"


_RHYTHMS = ((1, "day"), (7, "week"), (28, "month"), (89, "quarter"), (180, "half-year"),
            (365, "year"))  # fmt: skip
_GRACE = 1.25


def every(days: int | None) -> str:
    """ "every year", "every month" (28 days with some grace: 35 too), "every 50 days", and "no set
    time" for None."""
    if days is None:
        return "no set time"
    for length, name in _RHYTHMS:
        if length <= days <= length * _GRACE:
            return f"every {name}"
    return f"every {days:,} days"


def expected_range(lower: float, upper: float, *, percent: bool) -> str:
    """A control chart's limits: "4 to 26", the smallest and largest count within them, or
    "3 to 26%", rounded. Limits below 0 are shown as 0."""
    if percent:
        return f"{max(lower, 0):,.0f} to {upper:,.0f}%"
    return f"{math.ceil(max(lower, 0) - 1e-9):,} to {math.floor(upper + 1e-9):,}"


def month_end(day: date) -> date:
    """The last day of the month that a day lies in."""
    return day.replace(day=monthrange(day.year, day.month)[1])
