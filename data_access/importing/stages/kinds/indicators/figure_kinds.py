"""A row for each kind of figure (numerator, denominator, outcome) becomes one row with all."""

from __future__ import annotations

import re
from dataclasses import replace

import polars as pl

from data_access.importing.stages.columns.column import Columns
from data_access.importing.stages.kinds.blocks import with_column
from data_access.importing.stages.kinds.indicators.periods import Turned
from data_access.importing.stages.meaning.figure_words import figure_of
from data_access.importing.stages.meaning.numbers import read_number
from data_access.importing.stages.meaning.wording import fold
from data_access.importing.stages.table.table import Table
from data_access.importing.stages.values.log import Log
from vocabulary.wording import number_of

_FIGURES = {
    "numerator": "Numerator",
    "denominator": "Denominator",
    "value": "Outcome",
    "target": "Target",
}


_ANSWERED = "answered"
_NO_KEYS = frozenset({"figure_kind", "numerator", "denominator", "value"})


def figure_kinds_across(table: Table, columns: Columns, log: Log) -> Turned | None:
    """A long table with a row for each kind of figure: one row for each place, measure, period and
    group. `members` counts the lines behind each. Two figures of one kind that contradict each
    other stay apart, so that both are to mend."""
    kind, value = columns.place("figure_kind"), columns.place("value")
    if kind is None or value is None:
        return None
    keys = [
        each.place
        for each in columns.columns
        if each.field is not None and each.field not in _NO_KEYS
    ]
    said = table.texts(kind).cast(pl.String)
    which = {text: figure_of(text) for text in said.unique(maintain_order=True).drop_nulls()}
    if "denominator" in map(fold, which):  # then a base beside it is how many people answered
        which |= {text: _ANSWERED for text in which if fold(text) == "base"}
    if unknown := [text for text, figure in which.items() if figure is None]:
        log.notes.append(f"kinds of figure that are not kept: {', '.join(unknown)}")
    figures = {
        name: label
        for name, label in _FIGURES.items()
        if name != "target" or "target" in which.values()
    }
    pivoted = [*figures, *([_ANSWERED] if _ANSWERED in which.values() else [])]
    names = [str(place) for place in keys]
    wide = table.cells.with_columns(
        which=said.replace_strict(which, default=None, return_dtype=pl.String)
    )
    # another figure of the same kind for the same place, measure and period: another row
    again = pl.col(str(value)).rank("dense").over([*names, "which"]).fill_null(1)
    wide = wide.with_columns(again=pl.when(pl.col("which").is_null()).then(1).otherwise(again))
    came = ["came"] if "came" in table.cells.columns else []
    grouped = wide.group_by([*names, "again"], maintain_order=True).agg(
        pl.col("line", "sheet", "row").first(),
        members=pl.col(*came or ["line"]),
        **{
            f"figure_{name}": pl.col(str(value)).filter(pl.col("which") == name).first()
            for name in pivoted
        },
    )
    if _ANSWERED in pivoted:
        grouped = _of_those_who_answered(grouped, log)
    selected = [pl.col("line", "sheet", "row", "members")]
    selected += [pl.col(str(old)).alias(f"n{new}") for new, old in enumerate(keys)]
    selected += [
        pl.col(f"figure_{name}").alias(f"n{len(keys) + number}")
        for number, name in enumerate(figures)
    ]
    cells = grouped.select(selected)
    if came:
        cells = _once_each(cells)
    cells = cells.rename({name: name[1:] for name in cells.columns if re.fullmatch(r"n\d+", name)})
    headers = (*(table.headers[place] for place in keys), *figures.values())
    told = {table.headers[place]: str(columns.columns[place].field) for place in keys}
    told |= {label: name for name, label in figures.items()}
    return replace(table, headers=headers, groups=(None,) * len(headers), cells=cells), told


def _of_those_who_answered(grouped: pl.DataFrame, log: Log) -> pl.DataFrame:
    """Figures of surveys, whose numerator and denominator stand for all people: put to those who
    answered, by whom an interval goes. Source: NHS England, ASCOF, how to use the data: the base is
    how many responses an outcome rests on."""
    counts: list[str | None] = []
    people: list[str | None] = []
    count = 0
    columns = ["figure_numerator", "figure_denominator", f"figure_{_ANSWERED}"]
    for texts in grouped.select(columns).iter_rows():
        numerator, denominator, answered = (read_number(text) if text else None for text in texts)
        if numerator and answered and denominator and denominator.value:
            put = numerator.value * answered.value / denominator.value
            counts.append(f"{put:.6g}")
            people.append(texts[2])
            count += 1
        else:
            counts.append(texts[0])
            people.append(texts[1])
    if count:
        log.notes.append(
            f"figures of surveys: numerator and denominator of {number_of(count, 'row')} are of "
            "those who answered (Base), with the published share"
        )
    return grouped.with_columns(
        pl.Series("figure_numerator", counts, pl.String),
        pl.Series("figure_denominator", people, pl.String),
    )


def _once_each(cells: pl.DataFrame) -> pl.DataFrame:
    """Each row of the file is counted with the first line that it stands behind."""
    seen: set[int] = set()
    members = []
    for lines in cells.get_column("members").to_list():
        members.append([line for line in dict.fromkeys(lines) if line not in seen])
        seen |= set(lines)
    return cells.with_columns(pl.Series("members", members, pl.List(pl.Int64)))


_KIND_BEHIND = re.compile(
    r"(?i)^(.+?)\s*(?:[-–:(]\s*)(numerator|denominator|num|den|%|percentage|rate|outcome|target|"
    r"actual)\)?$"
)
KIND, MEASURE = "Kind of figure", "Measure without it"


def kinds_in_names(table: Table, columns: Columns) -> Turned | None:
    """Measures whose rows say the kind of figure behind their names ("Reviews - numerator"): a
    column for each. None where hardly any does."""
    place = columns.place("indicator")
    if place is None or "figure_kind" in columns.fields:
        return None
    texts = table.texts(place).cast(pl.String).to_list()
    found = [_KIND_BEHIND.match(text) if text else None for text in texts]
    names = [match[1] for match in found if match]
    if len(names) < 0.6 * len(texts) or len(set(names)) == len(names):
        return None
    pairs = list(zip(found, texts, strict=True))
    table = with_column(table, MEASURE, [match[1] if match else text for match, text in pairs])
    table = with_column(table, KIND, [match[2] if match else "value" for match, _ in pairs])
    return table, {table.headers[place]: "", MEASURE: "indicator", KIND: "figure_kind"}
