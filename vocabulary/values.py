"""A table's value, and a figure with its unit, as people read them: the same everywhere."""

from __future__ import annotations

import math
from datetime import date
from typing import Final

from vocabulary.wording import short_date

NOT_KNOWN: Final = "not known"
PLACES: Final = 4
"""Decimals of a number, at most."""

TIMES: Final = frozenset({"minutes", "hours", "days", "weeks", "months", "years"})
SHARES: Final = frozenset({"percent", "%"})
_SCORE: Final = "score"
_RATE: Final = " per "
_WHOLE: Final = 1e-9

# Also in the wide letters of East Asian keyboards.
BEGINS_A_FORMULA: Final = frozenset("=+-@\t\r\n＝＋－＠")


def text_cell(text: str) -> str:
    """A text for a cell: one that a spreadsheet would take for a formula is marked as text."""
    return f"'{text}" if text[:1] in BEGINS_A_FORMULA else text


def value_text(value: object, *, places: int = PLACES) -> str:
    """Such as "1,204", "0.5545", "3 Jan 2025", "yes", "one; two", "not known"."""
    match value:
        case None:
            text = NOT_KNOWN
        case bool():
            text = "yes" if value else "no"
        case int():
            text = f"{value:,}"
        case float():
            text = f"{value:,.{places}f}".rstrip("0").rstrip(".")
        case date():
            text = short_date(value)
        case list():
            text = "; ".join(value_text(item, places=places) for item in value)
        case _:
            text = str(value)
    return text


def figure_in(value: float | None, unit: str | None, apart: float | None = None) -> str:
    """A figure as somebody would say it: "62%", "14 days", "4.1 per 1,000 adults", "18.7 out of
    24", and "1,204" for a count, whose name says what is counted; "not known" where it is missing.

    No more digits than tell something: whole numbers from 100 on, else one decimal place where the
    figure is not whole; shares have one below 10% and above 90%, where it matters. `apart`: how
    little figures beside it differ; then so many digits that this is seen.
    """
    if value is None or math.isnan(value):
        return "not known"
    what = (unit or "").strip()
    if what in SHARES:
        return f"{_number(value, _places(apart, 1 if abs(value) < 10 or abs(value) > 90 else 0))}%"
    said = _number(value, _places(apart, 1 if abs(value) < 100 else 0))
    if what in TIMES:
        return f"{said} {what.removesuffix('s') if said == '1' else what}"
    if what.startswith("per ") or _RATE in what:
        return f"{said} {what}"
    if what.startswith(_SCORE):
        return f"{said} {what.removeprefix(_SCORE).strip()}".strip()
    return said


def range_in(low: float, high: float, unit: str | None) -> str:
    """A range as somebody would say it: "58 to 75%", "11 to 13.6 days"; of counts, the smallest and
    the largest whole number within: "41 to 50"."""
    what, apart = (unit or "").strip(), high - low
    if is_count(what) and math.ceil(low - _WHOLE) <= math.floor(high + _WHOLE):
        return f"{math.ceil(low - _WHOLE):,} to {math.floor(high + _WHOLE):,}"
    first = figure_in(low, "%", apart)[:-1] if what in SHARES else figure_in(low, None, apart)
    return f"{first} to {figure_in(high, unit, apart)}"


def is_count(unit: str) -> bool:
    """Whether a unit is what is counted, such as people or contacts."""
    other = unit in SHARES or unit in TIMES or unit.startswith(("per ", _SCORE)) or _RATE in unit
    return bool(unit) and not other


def _places(apart: float | None, usual: int) -> int:
    """Decimal places: so many that a tenth of what figures differ by is seen, two at most."""
    if not apart or not math.isfinite(apart):
        return usual
    return max(usual, min(2, 1 - math.floor(math.log10(abs(apart)))))


def _number(value: float, places: int) -> str:
    text = f"{value:,.{places}f}"
    if places:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace("-", "−")
