"""Which groups of people figures are of: one column says it, or several together (sex and age)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from data_access.importing.stages.columns.column import Column, Columns
from data_access.importing.stages.columns.header_names import likely_fields
from data_access.importing.stages.kinds.blocks import with_column
from data_access.importing.stages.meaning.wording import fold
from data_access.importing.stages.recipe import Recipe
from data_access.importing.stages.table.table import Table
from data_access.importing.stages.values.log import Log, Word

# Groups that mean everybody.
_EVERYBODY = frozenset(
    {
        "total",
        "all",
        "overall",
        "everyone",
        "all people",
        "all adults",
        "all ages",
        "persons all",
        "all persons",
        "everybody",
        "persons",
        "person",
        "both",
        "both sexes",
        "all sexes",
        "all genders",
        "all groups",
        "all clients",
        "all categories",
        "total all ages",
        "not applicable",
    }
)
_KEYS = frozenset(
    {"authority", "indicator", "area_code", "period", "period_start", "figure_kind", "team"}
)


def is_everybody_group(text: str) -> bool:
    """Whether a breakdown's word means everybody."""
    return fold(text) in _EVERYBODY


def with_breakdown(
    table: Table, columns: Columns, recipe: Recipe, log: Log
) -> tuple[Table, Columns]:
    """The columns with the breakdown where it stands: in the one column that tells rows of a
    measure apart, else in all that do so together, joined ("Female, 65+ yrs")."""
    told = [each.place for each in columns.columns if each.told and each.field == "breakdown"]
    places = told or _telling(table, columns)
    if len(places) < 2:
        return table, _chosen(columns, places[0] if places else None)
    headers = [table.headers[place] for place in places]
    table = with_column(table, " and ".join(headers), _joined(table, places, recipe, log))
    log.notes.append(f"the breakdown is made of {', '.join(headers)}")
    column = Column(len(table.headers) - 1, table.headers[-1], (), "breakdown", 0.95)
    columns = _chosen(columns, None)
    return table, replace(columns, columns=(*columns.columns, column))


def _telling(table: Table, columns: Columns) -> list[int]:
    """The columns that say which group a figure is of. What only repeats the measure, or is the
    same in every row, tells nothing."""
    measure = columns.place("indicator")
    telling = []
    for each in columns.columns:
        if each.told or each.field not in {None, "breakdown"}:
            continue
        if likely_fields("indicator", each.header).get("breakdown", 0) < 0.85:
            continue
        texts = table.texts(each.place).cast(pl.String)
        values = texts.drop_nulls().unique()
        if values.len() + (texts.null_count() > 0) < 2:
            continue
        if measure is not None:
            codes = table.texts(measure).cast(pl.String)
            pairs = pl.DataFrame({"measure": codes, "group": texts}).drop_nulls().unique()
            if all(_same_code(code, group) for code, group in pairs.iter_rows()):
                continue
        telling.append(each.place)
    alone = [place for place in telling if not _doubled(table, columns, [place])]
    if alone or len(telling) < 2:
        return (alone or telling)[:1]
    return telling


def _doubled(table: Table, columns: Columns, places: Sequence[int]) -> bool:
    """Whether two rows are of one measure, place, time and group."""
    keys = [each.place for each in columns.columns if each.field in _KEYS]
    return table.cells.select([str(p) for p in {*keys, *places}]).is_duplicated().any()


def _joined(table: Table, places: Sequence[int], recipe: Recipe, log: Log) -> list[str | None]:
    """The groups of each row without those that mean everybody."""
    for place in places:
        header, texts = table.headers[place], table.texts(place).cast(pl.String)
        for text in texts.unique(maintain_order=True).drop_nulls():
            if recipe.word("breakdown", text) is None and is_everybody_group(text):
                log.words.append(Word("breakdown", header, text, int((texts == text).sum()), ""))
    joined = []
    for row in table.cells.select([str(place) for place in places]).iter_rows():
        said = [_meant(text, recipe) for text in row if text]
        joined.append(", ".join(dict.fromkeys(text for text in said if text)) or None)
    return joined


def _meant(text: str, recipe: Recipe) -> str:
    told = recipe.word("breakdown", text)
    if told is not None:
        return told
    return "" if is_everybody_group(text) else text


def _same_code(code: str, group: str) -> bool:
    return fold(code).startswith(fold(group)) or fold(group) == fold(code)


def _chosen(columns: Columns, place: int | None) -> Columns:
    """The columns with the breakdown in this place alone."""
    changed = []
    for each in columns.columns:
        if each.place == place:
            changed.append(replace(each, field="breakdown", confidence=max(each.confidence, 0.9)))
        elif each.field == "breakdown":
            changed.append(replace(each, field=None))
        else:
            changed.append(each)
    return replace(columns, columns=tuple(changed))
