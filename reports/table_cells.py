"""A table's values as people read them on paper."""

from __future__ import annotations

from datetime import date

from components.phrasing import short_date


def cell(value: object) -> str:
    """Such as "1,204", "0.5545" (four places at most, as on screen), "3 Jan 2025", "not known"."""
    if value is None:
        return "not known"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:,.4f}".rstrip("0").rstrip(".")
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, list):
        return "; ".join(cell(item) for item in value)
    return str(value)
