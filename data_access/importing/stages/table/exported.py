"""Files that this product wrote, and their templates: told by their headers.

A file whose header is a dataset's columns and whose every cell is written as an export writes it
is taken as it stands, word for word: what is exported comes in as the same rows. One that a person
has worked on since is read like any other.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import polars as pl

from data_access.datasets import FieldSpec
from data_access.importing.stages.columns.column import Column, Columns
from data_access.importing.stages.context import Context, Part
from data_access.importing.stages.meaning.councils import Councils
from data_access.importing.stages.recipe import Recipe
from data_access.importing.stages.table.choose import datasets_of
from data_access.importing.stages.table.own_layouts import own_layout
from data_access.importing.stages.table.table import Table
from data_access.ledger.entry import is_missing
from data_access.reference.published_tables import published_table
from data_access.store.distinct_texts import distinct_texts


def as_exported(tables: Iterable[Table], recipe: Recipe) -> Part | None:
    """The rows of a file as an export wrote it; None where a person has to be understood."""
    given = [table for table in tables if table.cells.height]
    if len(given) != 1 or given[0].hidden_lines or _says_more(recipe):
        return None
    [table] = given
    known = own_layout(table.headers)
    if known is None or set(table.headers) != set(known[0].columns):
        return None
    dataset = known[0]
    if recipe.dataset is not None and datasets_of(recipe) != (dataset,):
        return None
    typed: dict[str, pl.Series] = {"line": table.cells.get_column("line")}
    for spec in dataset.fields:
        place = table.headers.index(spec.name)
        values = _as_written(spec, table.texts(place).cast(pl.String))
        if values is None or (spec.required and not spec.is_list and values.has_nulls()):
            return None
        typed[spec.name] = values
    columns = tuple(
        Column(place, header, (), header, 1.0) for place, header in enumerate(table.headers)
    )
    spoken = {name: name for name in dataset.columns}
    return Part(
        table,
        Columns(dataset, columns),
        pl.DataFrame(typed),
        spoken,
        spoken,
        list(table.aside),
        file_rows=table.cells.height + len(table.aside),
        as_exported=True,
    )


def as_published(tables: Iterable[Table], recipe: Recipe, context: Context) -> Part | None:
    """The rows of a table of published facts, of the columns of those that come with the product;
    None for any other, and where a person said more of it. What is no council is left out."""
    given = [table for table in tables if table.cells.height]
    if len(given) != 1 or given[0].hidden_lines or _says_more(recipe):
        return None
    [table] = given
    known = published_table(table.headers)
    if known is None:
        return None
    texts = table.cells.select(
        table.texts(place).cast(pl.String).alias(header or "")
        for place, header in enumerate(table.headers)
    )
    texts = texts.with_columns(pl.when(pl.all() != "").then(pl.all()))
    councils = Councils(context.own, context.councils)
    rows = known.rows(texts).with_columns(
        table.cells.get_column("line"),
        authority=pl.Series(
            [
                councils.place(name, code).name
                for name, code in texts.select("authority", "ons_code").iter_rows()
            ],
            dtype=pl.String,
        ),
    )
    columns = tuple(
        Column(place, header, (), header if header in known.dataset.columns else None, 1.0)
        for place, header in enumerate(table.headers)
    )
    spoken = {name: name for name in known.dataset.columns}
    return Part(
        table,
        Columns(known.dataset, columns),
        rows,
        spoken,
        spoken,
        list(table.aside),
        published=True,
        file_rows=table.cells.height + len(table.aside),
        as_exported=True,
    )


def _says_more(recipe: Recipe) -> bool:
    """Whether a recipe says more than which records these are and whose."""
    return bool(
        recipe.columns
        or recipe.words
        or recipe.leave_out
        or recipe.teams
        or recipe.turned_round
        or recipe.percent
        or set(recipe.constants) - {"authority"}
    )


def _as_written(spec: FieldSpec, texts: pl.Series) -> pl.Series | None:
    """The values of a column as exports write them; None where a text is none of that."""
    words, places = distinct_texts(texts)
    words = words.set(is_missing(words), None) if spec.python_type is str else words
    values = _values(spec, words)
    lost = values.is_null() & words.is_not_null() if values is not None else None
    if values is None or (lost is not None and lost.any()):
        return None
    return (values if places is None else values.gather(places)).alias(spec.name)


def _values(spec: FieldSpec, words: pl.Series) -> pl.Series | None:
    if spec.is_list:
        return words if not spec.choices or _all_choices(spec, words) else None
    if spec.choices:
        return words if words.drop_nulls().is_in(spec.choices).all() else None
    if spec.python_type is date:
        days = words.str.to_date("%Y-%m-%d", strict=False)
        firsts = spec.name != "month" or (days.drop_nulls().dt.day() == 1).all()
        return days if firsts else None
    if spec.python_type is bool:
        return words.str.to_lowercase().replace_strict(
            {"true": True, "false": False}, default=None, return_dtype=pl.Boolean
        )
    if spec.python_type in (int, float):
        numbers = words.cast(spec.polars_type, strict=False)
        low, high = spec.minimum, spec.maximum
        inside = numbers.drop_nulls()
        outside = (low is not None and (inside < low).any()) or (
            high is not None and (inside > high).any()
        )
        return None if outside or not inside.cast(pl.Float64).is_finite().all() else numbers
    return words


def _all_choices(spec: FieldSpec, words: pl.Series) -> bool:
    parts = words.drop_nulls().str.split(";").explode().str.strip_chars()
    return bool(parts.filter(parts != "").is_in(spec.choices).all())
