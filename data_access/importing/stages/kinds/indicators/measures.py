"""Measures in the headers become rows: contacts, reviews and waits beside each other, in a row for
each council or period."""

from __future__ import annotations

import re

from data_access.importing.stages.columns.column import Columns
from data_access.importing.stages.kinds.blocks import Block, blocks_down, plain_header, said_texts
from data_access.importing.stages.kinds.indicators.periods import Turned, period_of
from data_access.importing.stages.meaning.figure_words import figure_of
from data_access.importing.stages.meaning.numbers import read_number
from data_access.importing.stages.table.table import Table

MEASURE = "Measure across"
FIGURES = {
    "numerator": "Numerator across",
    "denominator": "Denominator across",
    "value": "Value across",
}
_MOST = 80  # characters of an indicator's name


def measures_down(table: Table, columns: Columns) -> Turned | None:
    """A table of figures with a column for each measure: a row for each row and measure. None where
    a column names measures or holds the value, or where rows are of no council, team or period."""
    fields = set(columns.fields)
    if fields & {"indicator", "name", "value", "numerator", "denominator", "figure_kind"}:
        return None
    if not fields & {"authority", "area_code", "period", "period_start", "team"}:
        return None
    across = [
        each.place
        for each in columns.columns
        if each.field is None
        and not each.told
        and not period_of(each.header)
        and _holds_numbers(table, each.place)
    ]
    if not across:
        return None
    kept = [place for place in range(len(table.headers)) if place not in across]
    found: dict[str, dict[str, int]] = {}
    for place in across:
        name, figure = _name_and_figure(plain_header(table.headers[place]))
        places = found.setdefault(name[:_MOST], {})
        if FIGURES[figure] in places:  # two columns of one name are measures of their own
            places = found.setdefault(table.headers[place][:_MOST], {})
            figure = "value"
        places[FIGURES[figure]] = place
    blocks = [Block((name,), places) for name, places in found.items()]
    figures = [name for name in FIGURES.values() if any(name in each for each in found.values())]
    turned = blocks_down(table, kept, blocks, [MEASURE], figures)
    told = {header: name for name, header in FIGURES.items() if header in figures}
    return turned, {MEASURE: "indicator", **told}


_BEHIND = re.compile(r"(?i)^(.+?)[\s_:–(-]+(numerator|denominator|num|den|outcome|value)\)?$")


def _name_and_figure(header: str) -> tuple[str, str]:
    """A measure's name, and which of its figures a column holds: "2A(1) Outcome"."""
    match = _BEHIND.match(header)
    figure = figure_of(match[2]) if match else None
    return (match[1], figure) if match and figure else (header, "value")


def _holds_numbers(table: Table, place: int) -> bool:
    said = said_texts(table, place)
    return bool(said) and sum(read_number(text) is not None for text in said) >= 0.8 * len(said)
