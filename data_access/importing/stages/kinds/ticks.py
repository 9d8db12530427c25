"""Columns that are ticked: one for each word of a field, with a cross in the one that holds. They
become one column of words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from data_access.datasets import FieldSpec
from data_access.importing.stages.columns.column import Columns
from data_access.importing.stages.meaning.words import SURE, TICKS, meaning, yes_or_no
from data_access.importing.stages.table.table import Table


def ticks_as_words(table: Table, columns: Columns) -> tuple[Table, dict[str, str]] | None:
    """The table with a column of words for each field whose words are columns of their own; and
    the field of each column added. None where nothing is ticked."""
    told: dict[str, str] = {}
    gone: set[int] = set()
    added: list[tuple[str, pl.Series]] = []
    for spec in columns.dataset.fields:
        if not spec.choices or spec.name in {"course", "question", "team_kind"}:
            continue
        places = dict(_ticked(spec, table, columns, gone))
        if len(set(places.values())) < 2:
            continue
        header = f"{spec.label} (ticked)"
        added.append((header, _words(table, places)))
        told[header] = spec.name
        gone |= set(places)
    if not added:
        return None
    kept = [place for place in range(len(table.headers)) if place not in gone]
    kinds = any(f"k{place}" in table.cells.columns for place in kept)
    selected = [pl.col(name) for name in ("line", "sheet", "row", "came", "members")
                if name in table.cells.columns]  # fmt: skip
    selected += [pl.col(str(old)).alias(str(new)) for new, old in enumerate(kept)]
    if kinds:
        selected += [pl.col(f"k{old}").alias(f"k{new}") for new, old in enumerate(kept)]
    cells = table.cells.select(selected)
    for number, (_, words) in enumerate(added, start=len(kept)):
        cells = cells.with_columns(words.alias(str(number)))
        if kinds:
            cells = cells.with_columns(pl.lit(0, pl.UInt8()).alias(f"k{number}"))
    return (
        replace(
            table,
            headers=(*(table.headers[place] for place in kept), *told),
            groups=(*(table.groups[place] for place in kept), *([None] * len(told))),
            cells=cells,
        ),
        told,
    )


def _ticked(
    spec: FieldSpec, table: Table, columns: Columns, gone: set[int]
) -> Iterator[tuple[int, str]]:
    """Places of the columns that are words of a field and hold ticks, and the words. None of them
    where another column gives the field."""
    found: list[tuple[int, str]] = []
    for each in columns.columns:
        word = meaning(spec, each.header, whole=True)
        mine = not each.told and word is not None and word.confidence == SURE
        free = each.place not in gone and each.field in {None, spec.name}
        if mine and free and _only_ticks(table, each.place):
            found.append((each.place, each.header))
        elif each.field == spec.name:
            return
    yield from found


def _only_ticks(table: Table, place: int) -> bool:
    texts = table.texts(place).drop_nulls().unique().to_list()
    return all(text.strip().casefold() in TICKS or yes_or_no(text) is False for text in texts)


def _words(table: Table, places: dict[int, str]) -> pl.Series:
    ticked = [
        pl.when(pl.col(str(place)).str.strip_chars().str.to_lowercase().is_in(list(TICKS)))
        .then(pl.lit(word))
        .otherwise(None)
        for place, word in places.items()
    ]
    joined = pl.concat_str(ticked, separator="; ", ignore_nulls=True)
    return table.cells.select(pl.when(joined != "").then(joined)).to_series()
