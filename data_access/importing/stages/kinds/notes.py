"""A plan with a column of notes for each month or quarter: the latest note of each action."""

from __future__ import annotations

import re
from dataclasses import replace

import polars as pl

from data_access.importing.stages.columns.column import Columns
from data_access.importing.stages.columns.header_names import likely_fields
from data_access.importing.stages.meaning.dates import days_in, read_span
from data_access.importing.stages.table.table import Table

_HEADER = "Latest note"
_PERIOD = re.compile(
    r"(?i)\b(?:(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*|q(?:uarter|tr)?\s?"
    r"[1-4]|h[12]|(?:month|period|week|board|meeting|cycle)\s?\d+|\d[\d/.-]*)\b"
)


def latest_notes(table: Table, columns: Columns) -> tuple[Table, dict[str, str]] | None:
    """The table with one column for the latest of several notes of progress, by the months or
    quarters in their headers; None where there are not several."""
    if any(each.told and each.field == "progress" for each in columns.columns):
        return None
    places = [
        each.place
        for each in columns.columns
        if each.field in {None, "progress"} and not each.told and _is_note(each.header)
    ]
    if len(places) < 2:
        return None
    ordered = sorted(places, key=lambda place: (_when(table.headers[place]), place), reverse=True)
    name = str(len(table.headers))
    cells = table.cells.with_columns(
        pl.coalesce([pl.col(str(place)) for place in ordered]).alias(name)
    )
    if "k0" in cells.columns:
        cells = cells.with_columns(pl.lit(0, pl.UInt8()).alias(f"k{name}"))
    headers = (*table.headers, _HEADER)
    told = {table.headers[place]: "" for place in places} | {_HEADER: "progress"}
    return replace(table, headers=headers, groups=(*table.groups, None), cells=cells), told


def _is_note(header: str) -> bool:
    bare = re.sub(r" \(\d+\)$", "", header)
    if not _PERIOD.search(bare):
        return False
    left = re.sub(r"[\s–-]+", " ", _PERIOD.sub(" ", bare)).strip(" :()-")
    return likely_fields("action", left).get("progress", 0) >= 0.75


def _when(header: str) -> tuple[str, str]:
    """What tells which of several headers is later: the day of its period, else its words, in
    which Q2 comes after Q1; months without a year are in the order of their columns."""
    span = read_span(header)
    spans = [span] if span else days_in(header)
    if spans:
        return spans[-1].last.isoformat(), ""
    numbers = re.findall(r"(?i)(?:q|qtr|quarter|h|month|period|week|board|meeting|cycle)\s?(\d+)",
                         header)  # fmt: skip
    return "", f"{int(numbers[0]):04d}" if numbers else ""
