"""Complaints and compliments over time: how many came, quarter by quarter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import polars as pl

from components.charts.spec import Bars, ChartSpec, ControlChart
from components.editions.exhibits.parts import OwnRecords, Tables, caveats, said, year_words, years
from components.exhibits.exhibit import Content, Definition
from measures.disclosure.count_tables import QUARTER, ProtectedTable
from measures.editions.periods import period_words
from measures.process_control.charts import xmr
from measures.process_control.special_causes import Meaning
from vocabulary.verdict import Verdict
from vocabulary.wording import listed, sentence

_ENOUGH = 8
"""Quarters from which on it is said what is usual."""
_DRAWN = 12
_SOURCE = "Counted by the day of receipt, from the council's record, in quarters that are over."


def quarters(tables: list[ProtectedTable]) -> pl.DataFrame:
    """Every quarter there is in tables of years and of quarters, oldest first: label, name, date
    (its first day), value (missing where hidden), shown."""
    rows: dict[str, int | None] = {}
    for table in tables:
        for label, count in table.cells.select(QUARTER, "count").rows():
            if label != "Total":
                rows[label] = count
    return pl.DataFrame(
        [
            (label, period_words(label), _first_day(label), count, said(count))
            for label, count in sorted(rows.items())
        ],
        schema={
            "label": pl.String,
            "name": pl.String,
            "date": pl.Date,
            "value": pl.Int64,
            "shown": pl.String,
        },
        orient="row",
    )


def _first_day(label: str) -> date:
    year, number = label.split(" Q")
    month = 3 * int(number) + 1
    return date(int(year[:4]) + (month > 12), (month - 1) % 12 + 1, 1)


class _Judged(NamedTuple):
    frame: pl.DataFrame
    chart: ChartSpec
    verdict: str
    judged: Verdict
    meaning: str


def _judged(frame: pl.DataFrame, thing: str) -> _Judged:
    """What is usual, where every quarter is shown and there are enough of them."""
    told = frame.drop_nulls("value").height == frame.height >= _ENOUGH
    points, latest = xmr(frame.with_columns(series=pl.lit("all"))) if told else (frame, None)
    if latest is None or latest.item(0, "lower_limit") is None:
        newest = frame.reverse().head(_DRAWN)
        return _Judged(newest, Bars("name", "value", unit=thing), "", Verdict.TOO_FEW, "")
    points = points.with_columns(
        pl.col("mean", "upper_limit").round(1),
        lower_shown=pl.col("lower_limit").clip(0).round(1),
        reading=pl.when(pl.col("meaning") == Meaning.COMMON_CAUSE)
        .then(pl.lit("usual"))
        .otherwise(pl.lit("stood out")),
    )
    low, high = max(latest.item(0, "lower_limit"), 0.0), latest.item(0, "upper_limit")
    usual = f"a quarter usually brings {-(-low // 1):.0f} to {high // 1:.0f}"
    chart = ControlChart("date", "value", "mean", "lower_limit", "upper_limit", "meaning")
    last = points.row(-1, named=True)
    if last["meaning"] != Meaning.COMMON_CAUSE:
        way = "More" if last["meaning"] == Meaning.NEUTRAL_HIGH else "Fewer"
        meaning = f"{last['name']}: {last['value']:,}; {usual}."
        return _Judged(points, chart, f"{way} than usual.", Verdict.BEYOND_CHANCE, meaning)
    stood = points.filter(pl.col("meaning") != Meaning.COMMON_CAUSE).get_column("name").to_list()
    before = f" {sentence(listed(stood[-2:]))} stood out." if stood else ""
    meaning = f"{sentence(usual)}.{before}"
    return _Judged(points, chart, "As usual now.", Verdict.USUAL_VARIATION, meaning)


def _headline(tables: list[ProtectedTable], frame: pl.DataFrame, things: str, verb: str) -> str:
    told = [(year, year.count()) for year in years(tables)]
    known = [(year, count) for year, count in told if count is not None]
    if known and known[0][0] is told[0][0]:
        newest = f"{known[0][1]:,} {things} were {verb} in the {year_words(known[0][0])}"
        if len(known) > 1 and known[1][0] is told[1][0]:
            return f"{newest}, {known[1][1]:,} in the year before"
        return newest
    shown = frame.drop_nulls("value")
    if shown.height:
        row = shown.row(-1, named=True)
        return f"{row['value']:,} {things} were {verb} from {row['name']}"
    return f"How many {things} were {verb} is not shown: the numbers are small"


def _content(tables: list[ProtectedTable], thing: str, verb: str) -> Content | None:
    frame = quarters(tables)
    if frame.is_empty():
        return None
    found = _judged(frame, f"{thing}s")
    columns = {"name": "Quarter", "shown": f"{sentence(thing)}s"}
    if "mean" in found.frame.columns:
        columns |= {
            "mean": "Mean",
            "lower_shown": "Usual from",
            "upper_limit": "Usual to",
            "reading": "Reading",
        }
    first, last = frame.item(0, "name"), frame.item(-1, "name")
    return Content(
        headline=_headline(tables, frame, f"{thing}s", verb),
        subtitle=f"{sentence(thing)}s by quarter, all teams, {first} to {last}",
        frame=found.frame,
        columns=columns,
        source=_SOURCE,
        alternative="; ".join(
            f"{name}: {'not shown' if value is None else f'{value:,}'}"
            for name, value in frame.select("name", "value").rows()
        ),
        verdict=found.verdict,
        judged=found.judged,
        meaning=found.meaning,
        chart=found.chart if frame.drop_nulls("value").height else None,
        signal="attention"
        if thing == "complaint" and found.verdict.startswith("More")
        else "usual",
        caveats=caveats(tables),
    )


def _complaints(tables: Tables, themes: Mapping[str, str]) -> Content | None:
    return _content(tables.all("complaints_received"), "complaint", "received")


def _compliments(tables: Tables, themes: Mapping[str, str]) -> Content | None:
    return _content(tables.all("compliments_received"), "compliment", "recorded")


_FORMULA = (
    "Counts of each quarter that is over and of which the record is whole. Mean and usual range by "
    "an XmR chart: mean ± 2.66 × mean moving range."
)
_HOW = (
    "Grey dots inside the band vary as they usually do: asking why one differs from the last leads "
    "nowhere. A square stood out. Bars stand where there are too few quarters to say what is usual."
)
COMPLAINTS = OwnRecords(
    Definition(
        key="edition_complaints",
        title="Complaints received",
        meaning="How many complaints about adult social care came each quarter.",
        formula=_FORMULA,
        source="The council's record of complaints.",
        how_to_read=_HOW,
        caveats=(
            "Fewer complaints are no proof of fewer reasons: people may not know how to complain.",
        ),
    ),
    ("complaints_received",),
    _complaints,
)
COMPLIMENTS = OwnRecords(
    Definition(
        key="edition_compliments",
        title="Compliments received",
        meaning="How many compliments teams wrote down each quarter.",
        formula=_FORMULA,
        source="Counts of compliments that teams sent in.",
        how_to_read=_HOW,
        caveats=("Compliments are counted where somebody wrote them down; many are not.",),
    ),
    ("compliments_received",),
    _compliments,
)
