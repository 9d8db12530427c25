"""The guard against personal data stands before anything that is read is kept or shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import polars as pl

from data_access.datasets import Dataset
from data_access.importing.personal_data.guard import (
    Found,
    kinds_in,
    person_columns,
    personal_names,
    personal_values,
    refuse,
)
from data_access.importing.stages.columns.column import Column, Columns
from data_access.importing.stages.columns.header_names import is_named
from data_access.importing.stages.table.table import Table
from data_access.importing.stages.values.log import Word


def without_people(columns: Columns, people: Mapping[str, str], dataset: Dataset) -> Columns:
    """The columns without those about people, unless a person chose them or they bear a field's
    own name."""
    return replace(
        columns,
        columns=tuple(
            replace(each, field=None)
            if each.header in people
            and each.field is not None
            and not each.told
            and not _is_named(dataset, each)
            else each
            for each in columns.columns
        ),
    )


def _is_named(dataset: Dataset, column: Column) -> bool:
    """Whether a header is one of the field's own names, such as Owner (a role) or Case number."""
    return column.field in dataset.columns and is_named(dataset, column.header, str(column.field))


def guard(dataset: Dataset, table: Table, columns: Columns, source: str) -> None:
    """No text with personal data in it goes into a field, nor a column of names that somebody chose
    for one; and no header may have any, as where a file has none."""
    found = personal_names(table.headers)
    rows = table.cells.get_column("row")
    for each in columns.columns:
        if each.field is None:
            continue
        if each.told and not _is_named(dataset, each):
            found += person_columns([each.header])
        if each.field in dataset.columns:
            spec = dataset.spec(each.field)
            if spec.python_type is str and not spec.choices and spec.name != "authority":
                found += personal_values(table.texts(each.place), each.header, rows)
    refuse(found, source)


def guard_words(words: Iterable[Word], table: Table, source: str) -> None:
    """What was meant as a day, a number or a word of a list and is none may be anything, and would
    be shown."""
    rows = table.cells.get_column("row")
    found: dict[tuple[str, str], set[int]] = {}
    for word in words:
        for kind in kinds_in(word.word) if word.value is None else ():
            place = table.place(word.column)
            there = found.setdefault((kind, word.column), set())
            if place is not None:
                texts = table.texts(place).cast(pl.String)
                has = texts.str.contains(word.word, literal=True).fill_null(value=False)
                there |= set(rows.filter(has).to_list())
    refuse(
        [
            Found(kind, column, tuple(sorted(lines)) or None)
            for (kind, column), lines in found.items()
        ],
        source,
    )


def guard_counted(dataset: Dataset, typed: pl.DataFrame, table: Table, source: str) -> None:
    """The same for what is counted of people: their team, role and course."""
    rows = typed.join(table.cells.select("line", "row"), on="line", how="left").get_column("row")
    found = personal_names(table.headers)
    for spec in dataset.fields:
        if spec.name in typed.columns and spec.python_type is str and not spec.choices:
            found += personal_values(typed.get_column(spec.name), spec.label, rows)
    refuse(found, source)
