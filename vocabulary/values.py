"""A table's value as people read it, the same on every screen and in every file."""

from __future__ import annotations

from datetime import date
from typing import Final

from vocabulary.wording import short_date

NOT_KNOWN: Final = "not known"
PLACES: Final = 4
"""Decimals of a number, at most."""

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
