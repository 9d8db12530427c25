"""Measures of the whole service at a quarter's end: shares, from counts that are shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from components.charts.spec import Intervals
from components.editions.exhibits.parts import (
    SHARE_COLUMNS,
    OwnRecords,
    Share,
    Tables,
    caveats,
    cell,
    share,
    share_rows,
)
from components.exhibits.exhibit import Content, Definition
from measures.disclosure.count_tables import ProtectedTable
from measures.editions.indicators import BEGINS, COUNTED, NOT_COUNTED
from measures.editions.periods import period_words
from vocabulary.wording import counted

_CHARTED: Final = 12


def _share(table: ProtectedTable) -> Share:
    return share(cell(table, state=COUNTED), cell(table, state=NOT_COUNTED))


def _measures(tables: Tables, _themes: Mapping[str, str]) -> Content | None:
    there = tables.beginning(BEGINS)
    if not there:
        return None
    newest = max(table.period for table in there)
    rows = [
        (table.counts_of.partition(": ")[2], _share(table))
        for table in there
        if table.period == newest
    ]
    rows.sort(key=lambda row: row[0].casefold())
    frame = share_rows(rows)
    known, day = frame.get_column("share").count(), period_words(newest)
    measures = counted(known, "measure")
    return Content(
        headline=f"{measures} of the whole service, in the month or quarter to {day}"
        if known
        else f"Measures of the whole service are not shown for {day}: the numbers are small",
        subtitle=f"Shares in the month or quarter that ended on {day}",
        frame=frame,
        columns={
            "name": "Measure",
            "part_said": "Counted",
            "whole_said": "Out of",
            **SHARE_COLUMNS,
        },
        source="The council's indicators; what each counts stands in its catalogue of indicators.",
        alternative="; ".join(
            f"{name}: " + ("not shown" if value is None else f"{value:.0%}")
            for name, value in frame.select("name", "share").rows()
        ),
        chart=Intervals("name", "share", "low", "high", most=1.0)
        if known > 0 and frame.height <= _CHARTED
        else None,
        signal="usual",
        caveats=caveats([table for table in there if table.period == newest]),
    )


MEASURES = OwnRecords(
    Definition(
        "edition_measures",
        "Measures of the whole service",
        "Shares that the council counts of its work, at the newest quarter's end.",
        "Counted ÷ counted and not counted, both rounded to fives, with Clopper and Pearson's 95% "
        "interval. The month or quarter that ends with the quarter; months are not added up.",
        "Indicators of the catalogue that are shares in percent, out of 100 or more.",
        "Read each line by itself: for some measures more is better, for others less.",
        (
            "Medians, averages and plain counts are not shown, and neither are teams and groups.",
            "One month may differ from the next by chance.",
        ),
    ),
    (),
    _measures,
    begins=BEGINS,
)
