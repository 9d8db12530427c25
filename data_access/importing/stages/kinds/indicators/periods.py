"""Months, quarters and years in the headers become rows.

A month or quarter without its year ("Apr", "Q3") is of the year that stands over it, or of the
financial year that the titles, the sheet or the file's name give.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from data_access.datasets import Dataset
from data_access.importing.stages.columns.column import Columns
from data_access.importing.stages.columns.header_names import likely_fields
from data_access.importing.stages.kinds.blocks import (
    Block,
    blocks_down,
    plain_header,
    said_texts,
)
from data_access.importing.stages.kinds.figures import period_of_titles
from data_access.importing.stages.meaning.dates import read_span
from data_access.importing.stages.meaning.numbers import read_number
from data_access.importing.stages.meaning.wording import fold
from data_access.importing.stages.recipe import Recipe
from data_access.importing.stages.table.table import Table
from data_access.importing.stages.values.log import Log

Turned = tuple[Table, dict[str, str]]
"""A table turned round, and which field each of its new headers is."""

_BARE = re.compile(
    r"(?i)(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?|"
    r"(?:q|qtr|quarter)\s?[1-4](?:\s*\(.*\))?"
)
_QUARTER = re.compile(r"(?i)(?:q|qtr|quarter)\s?([1-4])")


def period_of(header: str) -> bool:
    """Whether a header names a month, quarter, year or day."""
    plain = plain_header(header)
    span = read_span(plain)
    return span is not None and not re.fullmatch(r"\d{5}(?:\.\d+)?", plain)


def year_of(table: Table, recipe: Recipe) -> tuple[date, date] | None:
    """The year that a person, the titles, the sheet or the file's name give."""
    said = recipe.constants.get("period")
    bare = re.sub("_", " ", table.source.rsplit(".", 1)[0])
    titles = [said] if said else [*table.titles, *table.sheets, bare]
    found = period_of_titles(titles)
    if found is None or not 360 < (found[1] - found[0]).days < 370:
        return None
    return found[0], found[1]


def with_year(part: str, year: tuple[date, date]) -> str | None:
    """A month or quarter of a year, as a text that says enough; None for other texts."""
    if not _BARE.fullmatch(part.strip()):
        return None
    quarter = _QUARTER.match(part.strip())
    if quarter:
        first, last = year
        financial = first.year < last.year
        return f"Q{quarter[1]} {first.year}/{last.year % 100:02d}" if financial else None
    for each in dict.fromkeys(day.year for day in year):
        span = read_span(f"{part.strip()} {each}")
        if span is not None and year[0] <= span.first <= year[1]:
            return f"{span.first:%b} {each}"
    return None


def bare_parts(table: Table) -> list[str]:
    """The headers that name a month or quarter without its year."""
    plain = [plain_header(header) for header in table.headers]
    return [header for header in plain if _BARE.fullmatch(header) and read_span(header) is None]


def _period_and_figure(
    dataset: Dataset, table: Table, place: int, year: tuple[date, date] | None
) -> tuple[str, str | None] | None:
    """The period that a column is of, and what says which figure it holds."""
    header, group = plain_header(table.headers[place]), table.groups[place]
    over = read_span(group) if group else None
    if group is not None and over is not None:
        part = with_year(header, (over.first, over.last)) if over.first < over.last else None
        return (part, None) if part else (group, header)
    if period_of(header) or _is_year_alone(table, header):
        return header, group
    if year is not None and (part := with_year(header, year)):
        return part, group
    return _split(dataset, header, year)


def _is_year_alone(table: Table, header: str) -> bool:
    """Whether a header is a year alone, one of several: which days that is, is asked."""
    years = [each for each in table.headers if re.fullmatch(r"(?:19|20)\d\d", each)]
    return header in years and len(years) > 1


def _split(dataset: Dataset, header: str, year: tuple[date, date] | None) -> tuple[str, str] | None:
    """A header that says a period and a figure: "2024/25 outturn", "Target Q1 2026/27"."""
    words = re.split(r"\s+", re.sub(r"\s[-–:]\s|[()]", " ", header).strip())
    for count in range(1, min(3, len(words) - 1) + 1):
        for said, figure in (
            (" ".join(words[:-count]), " ".join(words[-count:])),
            (" ".join(words[count:]), " ".join(words[:count])),
        ):
            part = said if period_of(said) else (with_year(said, year) if year else None)
            if part and value_field(dataset, figure, least=0.85):
                return part, figure
    return None


def periods_down(
    dataset: Dataset, table: Table, columns: Columns, recipe: Recipe, log: Log
) -> Turned | None:
    """A table with periods in its headers (or over groups of columns), a row for each period."""
    name = "period" if dataset.name in {"indicator", "staff_voice"} else recipe.wide_across
    if dataset.name == "ombudsman":
        name = "year"
    wanted = recipe.wide_across in {"period", "year", "month"} or dataset.name == "indicator"
    if not wanted and dataset.name != "ombudsman":
        return None
    year = year_of(table, recipe)
    across: list[tuple[int, str, str]] = []
    for each in columns.columns:
        if each.field is not None and each.told:
            continue
        found = _period_and_figure(dataset, table, each.place, year)
        if found is None:
            continue
        field = recipe.wide_value or (value_field(dataset, found[1]) if found[1] else None)
        if field is None and (found[1] is None or table.groups[each.place] == found[1]):
            field = "value" if "value" in dataset.columns else None
        if field and _may_hold_figures(table, each.place):
            across.append((each.place, found[0], field))
    figures = list(dict.fromkeys(field for _, _, field in across))
    across, target = _one_target(across)
    periods = list(dict.fromkeys(period for _, period, _ in across))
    if len(periods) < (1 if _holds_no_figure(dataset, columns, across) else 2):
        return None
    if year is not None and any(_is_bare(table, place) for place, _, _ in across):
        log.notes.append(
            f"months and quarters without a year are of {year[0]:%B %Y} to {year[1]:%B %Y}, from "
            "the titles or the file's name"
        )
    places = {place for place, _, _ in across}
    kept = [place for place in range(len(table.headers)) if place not in places]
    figures = [figure for figure in figures if any(f == figure for _, _, f in across)]
    headers = {figure: f"{figure} across" for figure in figures}
    blocks = [
        Block(
            (period,),
            {headers[figure]: place for place, said, figure in reversed(across) if said == period},
        )
        for period in periods
    ]
    turned = blocks_down(table, kept, blocks, ["Period across"], list(headers.values()))
    told = {"Period across": name or "period", **{header: f for f, header in headers.items()}}
    if target is not None:
        told[table.headers[target]] = "target"
    return turned, told


def _may_hold_figures(table: Table, place: int) -> bool:
    """Whether a column's cells are numbers, where any are there: letters of a rating are none."""
    said = said_texts(table, place)
    return not said or sum(read_number(text) is not None for text in said) >= 0.5 * len(said)


def _is_bare(table: Table, place: int) -> bool:
    group = table.groups[place]
    bare = _BARE.fullmatch(plain_header(table.headers[place]))
    return bare is not None and (group is None or read_span(group) is None)


def _one_target(
    across: Sequence[tuple[int, str, str]],
) -> tuple[list[tuple[int, str, str]], int | None]:
    """A target that stands alone in its period ("Target 2026/27" beside the months) is that of
    every row."""
    alone = {
        period
        for _, period, figure in across
        if figure == "target" and all(f == "target" for _, said, f in across if said == period)
    }
    left = [each for each in across if each[1] not in alone]
    targets = [place for place, period, _ in across if period in alone]
    return (left, targets[0]) if len(targets) == 1 and left else (list(across), None)


def _holds_no_figure(
    dataset: Dataset, columns: Columns, across: Sequence[tuple[int, str, str]]
) -> bool:
    """Whether a single period's column is the only figure of a table of indicators."""
    places = {place for place, _, _ in across}
    figures = {"value", "numerator", "denominator"}
    return dataset.name == "indicator" and not any(
        each.field in figures and each.place not in places for each in columns.columns
    )


_VALUES = frozenset({"outturn", "actual", "actuals", "result", "final", "performance", "value",
                     "year end", "year end outturn", "provisional", "figure", "%"})  # fmt: skip


def value_field(dataset: Dataset, header: str | None, *, least: float = 0.7) -> str | None:
    """The figure a header under or beside a period means, if it is that sure."""
    if header is None:
        return None
    if "value" in dataset.columns and fold(plain_header(header)) in _VALUES:
        return "value"
    likely = likely_fields(dataset.name, plain_header(header))
    numbers = [
        name
        for name in likely
        if name in dataset.columns and dataset.spec(name).python_type in (int, float)
    ]
    best = max(numbers, key=lambda name: likely[name], default=None)
    return best if best is not None and likely[best] >= least else None
