"""Councils in the headers become rows, and so do the areas beside them that they are compared with;
other areas are left out."""

from __future__ import annotations

from data_access.importing.stages.columns.column import Columns
from data_access.importing.stages.context import Context
from data_access.importing.stages.kinds.blocks import Block, blocks_down, plain_header, said_texts
from data_access.importing.stages.kinds.indicators.periods import Turned
from data_access.importing.stages.meaning.areas import area_of
from data_access.importing.stages.meaning.councils import Councils
from data_access.importing.stages.meaning.dates import read_span
from data_access.importing.stages.meaning.numbers import read_number
from data_access.importing.stages.table.table import Table
from data_access.importing.stages.values.log import Log

COUNCIL, PERIOD, FIGURE = "Council across", "Period across", "Value across"


def councils_across(table: Table, columns: Columns, context: Context, log: Log) -> Turned | None:
    """A table of figures with a column for each council: a row for each row and council. None
    where no header names a council of ours, or two others."""
    if {"authority", "area_code"} & set(columns.fields):
        return None
    councils = Councils(context.own, context.councils)
    found: dict[int, tuple[str, str | None]] = {}
    beside: dict[int, tuple[str, str | None]] = {}
    passed: list[str] = []
    for each in columns.columns:
        if each.told or not _holds_figures(table, each.place):
            continue
        name, period = _council_and_period(table, each.place, councils)
        if name is not None and councils.named(name) is not None:
            found[each.place] = name, period
        elif name is not None and area_of(name, None, None, None) is not None:
            beside[each.place] = name, period
        elif name is not None and councils.place(name).name is None:
            passed.append(each.header)
    named = {councils.named(name) for name, _ in found.values()}
    if context.own not in named and len(named) < 2:
        return None
    found |= beside
    gone = {table.place(header) for header in passed}
    kept = [
        place for place in range(len(table.headers)) if place not in found and place not in gone
    ]
    dated = all(period for _, period in found.values())
    blocks = [
        Block((name, period or "") if dated else (name,), {FIGURE: place})
        for place, (name, period) in found.items()
    ]
    labels = [COUNCIL, PERIOD] if dated else [COUNCIL]
    if passed:
        log.notes.append(f"columns that are of no council passed over: {', '.join(passed)}")
    told = {COUNCIL: "authority", FIGURE: "value"} | ({PERIOD: "period"} if dated else {})
    return blocks_down(table, kept, blocks, labels, [FIGURE]), told


def _council_and_period(
    table: Table, place: int, councils: Councils
) -> tuple[str | None, str | None]:
    """The place a header names, and the period that stands over or beside it."""
    header, group = plain_header(table.headers[place]), table.groups[place]
    if group is not None and read_span(group) is not None:
        return header, group
    if group is not None and read_span(header) is not None:
        return group, header
    words = header.split()
    for count in (1, 2):
        if len(words) <= count:
            continue
        for name, period in (
            (" ".join(words[:-count]), " ".join(words[-count:])),
            (" ".join(words[count:]), " ".join(words[:count])),
        ):
            if read_span(period.strip("()")) and (
                councils.named(name)
                or councils.place(name).name is None
                or area_of(name, None, None, None)
            ):
                return name, period.strip("()")
    return header, None


def _holds_figures(table: Table, place: int) -> bool:
    said = said_texts(table, place)
    numbers = sum(1 for text in said if read_number(text) is not None)
    filled = table.texts(place).null_count() < table.cells.height
    return filled and numbers >= 0.6 * len(said)
