"""Finding the header: the row that names most columns, under whatever titles stand above it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from data_access.importing.tables.files.sheet import HEADER_WITHIN

Recognise = Callable[[str], bool]


def find_header(rows: Sequence[Sequence[str | None]], recognise: Recognise) -> int | None:
    """Index of the header among the first rows: the one with most recognised names; if none has
    any, the first with at least two cells that are not numbers. None if there is no such row."""
    best, best_known = None, 0
    for index, row in enumerate(rows[:HEADER_WITHIN]):
        known = sum(1 for cell in row if cell and recognise(cell))
        if known > best_known:
            best, best_known = index, known
    if best is not None:
        return best
    for index, row in enumerate(rows[:HEADER_WITHIN]):
        words = [cell for cell in row if cell and not _is_number(cell)]
        if len(words) >= 2:
            return index
    return None


def unique_headers(row: Sequence[str | None], width: int) -> tuple[str, ...]:
    """Column names as written, those without a name called by their place, repeats numbered."""
    names: list[str] = []
    seen: dict[str, int] = {}
    for place in range(width):
        cell = row[place] if place < len(row) else None
        name = " ".join((cell or "").split()) or f"column {place + 1}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(names)


def _is_number(cell: str) -> bool:
    return bool(re.fullmatch(r"[-+£%\d.,\s]+", cell))
