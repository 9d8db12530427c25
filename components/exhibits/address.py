"""What an address says: read and written here, the same for pages, links and files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from vocabulary.wording import short_date


def day_in_address(day: date) -> str:
    """A day as the address says it, such as "30 Sep 2026"."""
    return short_date(day)


def option_asked(asked: Mapping[str, str], name: str, labels: Mapping[str, str]) -> str | None:
    """The option that the parameter `name` asks for, by itself or by its label; None if it asks for
    none of `labels` (label by option)."""
    said = asked.get(name, "")
    return next((each for each, label in labels.items() if said in (each, label)), None)
