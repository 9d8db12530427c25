"""A sheet for each month, quarter or year: what each sheet's name and titles say of its rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TypeVar

import polars as pl

from data_access.importing.stages.kinds.figures import period_of_titles
from data_access.importing.stages.meaning.dates import read_span
from data_access.importing.stages.table.table import Table

T = TypeVar("T")


def months_of_sheets(table: Table, titles: Sequence[str]) -> dict[str, date] | None:
    """Each sheet's month by its name, with the year of the titles or the file's name where the
    sheet's has none. None where the sheets are no months."""
    sheets = table.cells.get_column("sheet").unique(maintain_order=True).to_list()
    if len(sheets) < 2:
        return None
    years = {year for text in titles for year in re.findall(r"(?<!\d)(20\d\d)(?!\d)", text)}
    financial = [f for f in (period_of_titles([text]) for text in titles) if f is not None]
    months: dict[str, date] = {}
    for sheet in sheets:
        span = read_span(sheet)
        if span is None and len(years) == 1:
            span = read_span(f"{sheet} {next(iter(years))}")
        if span is None and financial:
            first, last, _ = financial[0]
            spans = [read_span(f"{sheet} {year}") for year in (first.year, last.year)]
            span = next((s for s in spans if s and first <= s.first <= last), None)
        if span is None or (span.last - span.first).days > 31:
            return None
        months[sheet] = span.first.replace(day=1)
    return months


def found_by_sheet(
    table: Table, find: Callable[[Sequence[str]], T | None]
) -> Mapping[str, T | None] | None:
    """What is found in each sheet's name and in the titles above its table, where sheets differ in
    it; None for one sheet, and where all say the same."""
    sheets = table.cells.get_column("sheet").unique(maintain_order=True).to_list()
    if len(sheets) < 2:
        return None
    titles: dict[str, list[str]] = {sheet: [sheet] for sheet in sheets}
    for each in table.aside:
        if each.kind == "titles" and each.sheet in titles:
            titles[each.sheet].append(each.text)
    found = {sheet: find(texts) for sheet, texts in titles.items()}
    return found if len({value for value in found.values() if value is not None}) > 1 else None


def by_sheet(
    table: Table, name: str, values: Mapping[str, object], kind: pl.DataType
) -> pl.DataFrame:
    """The lines of a table with what their sheets say: `line` and a column of that name."""
    column = pl.col("sheet").replace_strict(dict(values), default=None, return_dtype=kind)
    return table.cells.select("line", column.alias(name))
