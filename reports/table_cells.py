"""A table's values as people read them on report."""

from __future__ import annotations

from datetime import date

from vocabulary.wording import short_date


def cell(value: object) -> str:
    """Such as "1,204", "0.5545" (four places at most, as on screen), "3 Jan 2025", "not known"."""
    match value:
        case None:
            said = "not known"
        case bool():
            said = "yes" if value else "no"
        case int():
            said = f"{value:,}"
        case float():
            said = f"{value:,.4f}".rstrip("0").rstrip(".")
        case date():
            said = short_date(value)
        case list():
            said = "; ".join(cell(item) for item in value)
        case _:
            said = str(value)
    return said
