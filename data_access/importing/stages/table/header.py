"""Which row of a sheet names the columns, what stands over them, and the names as written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from data_access.importing.stages.files.book import DAY, NUMBER, PERCENT, Sheet
from data_access.importing.stages.meaning.dates import read_span
from data_access.importing.stages.meaning.numbers import read_number
from data_access.importing.stages.meaning.wording import fold, is_mark
from data_access.importing.stages.table.own_layouts import own_layout

HEADER_WITHIN = 40

Recognise = Callable[[str], float]
"""How surely a text is the name of a column: 0 to 1."""


def header_row(
    head: Sequence[Sequence[str | None]], sheet: Sheet, recognise: Recognise
) -> int | None:
    """The row that names most columns; None where no row names any."""
    for row, cells in enumerate(head[:HEADER_WITHIN]):
        if own_layout(cells) is not None:
            return row
    best, most, titled = None, 0.0, False
    for row, cells in enumerate(head[:HEADER_WITHIN]):
        filled = [(place, cell) for place, cell in enumerate(cells) if cell]
        if not filled:
            continue
        known = sum(recognise(cell) for _, cell in filled)
        words = sum(1 for place, cell in filled if _is_label(sheet, row, place, cell))
        spans = sum(1 for _, cell in filled if _is_period(cell))
        data = len(filled) - words
        again = _stands_again(head, row, filled)
        alone = len(filled) == 1 and any(sum(map(bool, below)) > 1 for below in head[row + 1 :])
        score = (
            2 * known
            + 0.15 * words
            + 0.3 * (spans if spans > 1 else 0)
            - 0.3 * max(data - spans, 0)
        )
        score -= 1.5 * again
        days = sum(1 for _, cell in filled if _is_day(cell))
        if 0 < days < len(filled) / 2:
            score -= 1.5 * days  # a record of one day; a header has none, or one over each column
        if alone:
            score = min(score, 0.05)
        elif data - spans > words:
            score = min(score, 0.3)  # a row of figures, whose first cell may name a measure
        # a later row has to be clearly better, but than a title: data may hold words that are names
        if score > most + (0.5 if best is not None and not titled else 0):
            best, most, titled = row, score, alone
    return best


def _stands_again(
    head: Sequence[Sequence[str | None]], row: int, filled: Sequence[tuple[int, str]]
) -> int:
    """How many cells of a row stand once more below it in their column, as words of data do. A
    whole row that stands again is a header printed on every page."""
    again = 0
    for place, cell in filled:
        again += any(
            place < len(other) and other[place] == cell and other != head[row]
            for other in head[row + 1 :]
        )
    return again


def _is_label(sheet: Sheet, row: int, place: int, cell: str) -> bool:
    """Whether a cell may name a column: no number, no day, not a whole paragraph."""
    if sheet.kinds is not None and sheet.kinds.item(row, place) in {DAY, NUMBER, PERCENT}:
        return False
    if is_mark(cell) or fold(cell) == "n a":
        return False
    return len(cell) <= 120 and read_number(cell) is None and read_span(cell) is None


def _is_period(cell: str) -> bool:
    span = read_span(cell)
    return (span is not None and span.rough) or re.fullmatch(r"(?:19|20)\d\d", cell) is not None


def _is_day(cell: str) -> bool:
    span = read_span(cell)
    return span is not None and not span.rough and not cell.isdigit()


def header_rows(
    head: Sequence[Sequence[str | None]], sheet: Sheet, top: int
) -> tuple[int | None, int, int]:
    """The row of groups if there is one, the row of names, and the last row of the header."""
    if own_layout(head[top]) is not None:
        return None, top, top
    lower = head[top + 1] if top + 1 < len(head) else ()
    if any(lower) and all(fold(cell) in _ECHO for cell in lower if cell):
        return None, top, top + 1  # a form's second header, which only says that answers follow
    below = [area for area in sheet.merged if area[0] <= top < area[2] and area[2] - top <= 2]
    across = [area for area in sheet.merged if area[0] == top and area[3] > area[1]]
    grouped = _sub_labels(head[top], lower) or _labels_under(across, head[top], lower)
    if (below and any(lower)) or grouped:
        if across or grouped:
            return top, top + 1, top + 1
        if below:
            return None, top, max(area[2] for area in below)
    above = top - 1
    if above >= 0 and any(head[above]):
        width = sum(1 for cell in head[top] if cell)
        over = [
            area
            for area in sheet.merged
            if area[0] == above and area[3] > area[1] and area[3] - area[1] + 1 < 0.8 * width
        ]
        filled = [place for place, cell in enumerate(head[above]) if cell]
        if over or (filled and filled[0] > 0 and len(filled) < width):
            return above, top, top
    return None, top, top


_ECHO = frozenset({"response", "openended response", "other please specify", "answer"})


def _labels_under(
    across: Sequence[tuple[int, int, int, int]],
    upper: Sequence[str | None],
    lower: Sequence[str | None],
) -> bool:
    """Whether a row names the columns under cells that are merged across, and nothing else."""
    filled = {place for place, cell in enumerate(lower) if cell}
    if not across or not filled:
        return False
    under = {place for area in across for place in range(area[1], area[3] + 1)}
    alone = any(cell and place not in under for place, cell in enumerate(upper))
    labels = [cell for cell in lower if cell]
    return (
        alone
        and filled <= under
        and all(sum(p in filled for p in range(a[1], a[3] + 1)) > 1 for a in across)
        and not any(read_number(c) or len(c) > 120 for c in labels)
        and all(read_span(c) is None or _is_period(c) for c in labels)
    )


def _sub_labels(upper: Sequence[str | None], lower: Sequence[str | None]) -> bool:
    """Whether a row names columns within the groups of the row above: the same words again and
    again, and nothing under some of the names above."""
    filled = [cell for cell in lower if cell]
    if len(filled) < 2 or any(read_number(c) or read_span(c) or len(c) > 40 for c in filled):
        return False
    repeated = max(Counter(map(fold, filled)).values())
    alone = sum(1 for over, cell in zip(upper, lower, strict=False) if over and not cell)
    under = sum(1 for over, cell in zip(upper, lower, strict=False) if cell and not over)
    return repeated > 1 and alone > 0 and under > 0


def names_of(
    head: Sequence[Sequence[str | None]],
    sheet: Sheet,
    group_row: int | None,
    label_row: int,
    width: int,
) -> tuple[list[str], list[str | None]]:
    """Column names as written, repeats numbered; and what stands over each."""
    groups: list[str | None] = [None] * width
    labels = list(head[label_row]) + [None] * (width - len(head[label_row]))
    if group_row is not None:
        upper = list(head[group_row])
        spans = {
            area[1]: area[3]
            for area in sheet.merged
            if area[0] <= group_row <= area[2] and area[3] > area[1]
        }
        merged = bool(spans)
        current, until = None, -1
        for place in range(width):
            if upper[place]:
                current = upper[place]
                until = spans.get(place, place if merged else width - 1)
            if current and place <= until and labels[place]:
                groups[place] = current
            elif upper[place] and not labels[place]:
                labels[place] = upper[place]
        # a single name with nothing repeated under it is a column's own, written above
        for place in range(width):
            if labels[place] is None and upper[place]:
                labels[place] = upper[place]
    names: list[str] = []
    seen: dict[str, int] = {}
    for place in range(width):
        name = " ".join((labels[place] or "").split()) or f"column {place + 1}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names, groups
