"""What a spreadsheet shows in a cell: its value by its number format, with every digit kept.

Rules: a percentage is in percent (81%, not 0.81); zeros that a format puts before or behind a
number stand there (00042); a day whose format shows month and year alone is a month; a time of day
falls away. Nothing is rounded to what the column's width or the format leaves of it.
Source of the signs: ECMA-376 part 1, 18.8.31 (number formats).
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from math import isnan

from data_access.importing.stages.files.book import DAY, LOGICAL, MONTH, NUMBER, PERCENT, TEXT

# Excel shows fifteen digits. What differs only beyond them is what 0.1 + 0.2 leaves over 0.3.
_DIGITS = 15
_DECIMALS = 9
_COLOUR = re.compile(r"\[(?!h|m|s)[^\]]*\]", re.IGNORECASE)


def shown(value: object, number_format: str) -> tuple[str | None, int]:
    """The text of a cell and what it is (`book.TEXT`, …)."""
    if value is None:
        return None, TEXT
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), LOGICAL
    if isinstance(value, datetime | date):
        day = value.date() if isinstance(value, datetime) else value
        if _month_only(number_format):
            return f"{day:%b %Y}", MONTH
        return day.isoformat(), DAY
    if isinstance(value, int | float):
        return _number(value, number_format)
    if isinstance(value, time):
        return f"{value:%H:%M}", TEXT
    if isinstance(value, timedelta):
        return str(value), TEXT
    return str(value), TEXT


def bare_number(value: float) -> str:
    """A number with every digit but those that arithmetic left: 66.66666666666667, and 0.1, not
    0.1000000000000000055 or 0.30000000000000004."""
    if isinstance(value, int) or (float(value).is_integer() and abs(value) < 1e15):
        return str(int(value))
    text = f"{value:.{_DIGITS}g}"
    if float(text) not in {value, round(value, _DECIMALS)}:
        text = repr(value)
    if "e" not in text or not 1e-15 < abs(value) < 1e30:
        return text
    return f"{Decimal(text):f}"


def survives(value: float) -> bool:
    """Whether a number written in a cell is read back as the same: a cell holds sixteen digits, and
    the last may be taken for what arithmetic left."""
    return float(bare_number(float(f"{value:.16G}"))) == value


def percent_text(share: float) -> str:
    """A share of one in percent, to a ten-thousandth: 0.8333333333 is 83.3333."""
    return bare_number(round(share * 100, 4))


@lru_cache(maxsize=512)
def changes_what_is_shown(number_format: str) -> bool:
    """Whether a cell of this format is read otherwise than its bare value."""
    section = _sections(number_format)
    before, zeros, decimals, behind = _pattern(section)
    plain = not ("%" in section or before or behind or zeros > 1 or decimals)
    return not plain or _month_only(number_format)


def _number(value: float, number_format: str) -> tuple[str, int]:
    if isnan(value) or value in {float("inf"), float("-inf")}:
        return "", TEXT
    section = _sections(number_format)
    if "%" in section:
        return f"{percent_text(value)}%", PERCENT
    before, zeros, decimals, behind = _pattern(section)
    text = bare_number(value)
    if zeros > 1 or decimals:
        whole, _, part = text.lstrip("-").partition(".")
        whole = whole.zfill(zeros)
        part = part.ljust(decimals, "0")
        text = ("-" if value < 0 else "") + whole + (f".{part}" if part else "")
    if before or behind:  # a code, such as "ASC-"0000
        return f"{before}{text}{behind}", TEXT
    return text, NUMBER


def _sections(number_format: str) -> str:
    """The format of numbers above zero, without what is quoted or only colours."""
    return _COLOUR.sub("", (number_format or "General").split(";")[0])


@lru_cache(maxsize=512)
def _pattern(section: str) -> tuple[str, int, int, str]:
    """What a format writes before the number, its least digits before the point, its fixed
    decimals, and what it writes behind."""
    literal = re.sub(r'"([^"]*)"|\\(.)', lambda found: f"\x01{found[1] or found[2]}\x02", section)
    number = re.search(r"[#0?][#0?,]*(?:\.(0*)[#?]*)?", re.sub(r"\x01[^\x02]*\x02", _mask, literal))
    if number is None:
        return "", 0, 0, ""
    digits = number.group().partition(".")[0]
    zeros = digits.count("0")
    before = "".join(re.findall(r"\x01([^\x02]*)\x02", literal[: number.start()]))
    behind = "".join(re.findall(r"\x01([^\x02]*)\x02", literal[number.end() :]))
    if not re.search(r"[A-Za-z]", before) and zeros < 3:
        before = ""
    if not re.search(r"[A-Za-z]", before):
        behind = ""  # a unit of measure, as in 0" days", is no part of the number
    return before, zeros, len(number.group(1) or ""), behind


def _mask(found: re.Match[str]) -> str:
    return "\x01" * len(found.group())


@lru_cache(maxsize=512)
def _month_only(number_format: str) -> bool:
    """Whether a format shows month and year and no day."""
    first = _COLOUR.sub("", number_format.split(";", maxsplit=1)[0])
    bare = re.sub(r'"[^"]*"|\\.', "", first).casefold()
    return "m" in bare and "y" in bare and "d" not in bare and "h" not in bare and "s" not in bare
