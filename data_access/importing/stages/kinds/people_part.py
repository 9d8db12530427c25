"""A list of people as a part of a file: counted for a month, and nothing about a person kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from data_access.datasets import TRAINING
from data_access.importing.stages.columns.column import Columns
from data_access.importing.stages.context import Part
from data_access.importing.stages.files.book import Book
from data_access.importing.stages.kinds import figures
from data_access.importing.stages.kinds.sheets import by_sheet, months_of_sheets
from data_access.importing.stages.meaning.dates import read_span
from data_access.importing.stages.meaning.teams import team_names
from data_access.importing.stages.people.about_people import about_people
from data_access.importing.stages.people.counts import Counted, count_people
from data_access.importing.stages.questions import Question
from data_access.importing.stages.recipe import Recipe
from data_access.importing.stages.table.table import Table
from data_access.importing.stages.values.constants import bare_name_of, constant_day
from data_access.importing.stages.values.log import Log
from data_access.importing.stages.values.values import read_column
from vocabulary.wording import month_end


def people_part(book: Book, table: Table, columns: Columns, recipe: Recipe, log: Log) -> Part:
    """A list of people counted; nothing about a person goes further."""
    titles = [*table.titles, *table.sheets, bare_name_of(book.name)]
    month = constant_day(recipe, "month")
    months = _months_of(table, columns, titles) if month is None else None
    if month is None and months is None:
        found = figures.month_of_titles(titles)
        if found is not None:
            month = found[0]
            log.notes.append(f"the month is {month:%B %Y}, from '{found[1][:80]}'")
    if months is not None and months.n_unique() > 1:
        counted = _counted_by_month(table, columns, months, recipe, log)
        month = None
    else:
        if months is not None and months.drop_nulls().len():
            month = months.drop_nulls()[0]
        counted = count_people(table, columns, month, recipe, log)
    people = tuple(about_people(table.headers))
    if counted.declined:
        empty = pl.DataFrame(schema={"line": pl.Int64()})
        return Part(table, columns, empty, {}, {}, [], people, declined=counted.declined)
    typed = counted.rows
    if typed.is_empty():
        return Part(
            table,
            columns,
            pl.DataFrame(schema={"line": pl.Int64()}),
            {},
            {},
            list(table.aside),
            people,
        )
    if columns.place("role") is None and "role" not in recipe.constants:
        log.questions.append(
            Question(
                "columns",
                "columns or constants.role",
                "No column says which role people have: which one is it, or which role do all "
                "have?",
                field="role",
                choices=tuple(table.headers),
            )
        )
    if kinds := _team_kinds(table, columns, recipe, log):
        kind = pl.col("team").replace_strict(kinds, default=None, return_dtype=pl.String)
        typed = typed.with_columns(team_kind=kind)
    if month is not None:
        typed = typed.with_columns(month=pl.lit(month))
        persons = (
            len(people)
            and table.cells.select(
                pl.struct([str(table.place(h)) for h in people]).n_unique()
            ).item()
        )
        rows = table.cells.height
        said = f"{persons} people" if persons == rows else f"{rows} rows of people"
        log.notes.append(
            f"{said} counted as at {month_end(month):%-d %B %Y}; names and numbers of people are "
            "not kept"
        )
    if typed.get_column("in_date").null_count() == typed.height:
        log.notes.append("who is in date is not in this file")
    spoken = {
        name: columns.header(name) or name
        for name in typed.columns
        if name != "line" and typed.get_column(name).null_count() < typed.height
    }
    return Part(table, columns, typed, spoken, {}, list(table.aside), people, used_all=True)


def _months_of(table: Table, columns: Columns, titles: Sequence[str]) -> pl.Series | None:
    """The month of each line, by its column or its sheet; None where neither gives one."""
    place = columns.place("month")
    if place is None:
        sheets = months_of_sheets(table, titles)
        if sheets is None:
            return None
        return by_sheet(table, "month", sheets, pl.Date()).get_column("month")
    texts = table.texts(place).cast(pl.String)
    spans = {text: read_span(text) for text in texts.unique().drop_nulls()}
    known = {text: span.last.replace(day=1) for text, span in spans.items() if span is not None}
    return texts.replace_strict(known, default=None, return_dtype=pl.Date)


def _counted_by_month(
    table: Table, columns: Columns, months: pl.Series, recipe: Recipe, log: Log
) -> Counted:
    """A list with several months, each of which counts everybody again."""
    parts: list[Counted] = []
    for month in months.unique().drop_nulls().sort():
        cells = table.cells.filter((months == month).fill_null(value=False))
        part = count_people(replace(table, cells=cells), columns, month, recipe, log)
        parts.append(replace(part, rows=part.rows.with_columns(month=pl.lit(month))))
    log.notes.append(f"people are counted for each of {len(parts)} months")
    rows = pl.concat([part.rows for part in parts], how="diagonal_relaxed")
    return replace(parts[0], rows=rows, used=sum(part.used for part in parts))


def _team_kinds(table: Table, columns: Columns, recipe: Recipe, log: Log) -> dict[str, str]:
    """The kind of each team, where a column gives it: the one that most of its rows say."""
    kind, team = columns.place("team_kind"), columns.place("team")
    if kind is None or team is None:
        return {}
    texts = table.texts(team).cast(pl.String)
    names, _, _ = team_names(texts, recipe, log.teams)
    read = read_column(
        TRAINING.spec("team_kind"),
        table.headers[kind],
        table.texts(kind).cast(pl.String),
        table.kinds(kind),
        recipe,
        log,
    )
    said = pl.DataFrame(
        {
            "team": texts.replace_strict(names, default=None, return_dtype=pl.String),
            "kind": read.values,
        }
    ).drop_nulls()
    usual = said.group_by("team").agg(pl.col("kind").mode().sort().first())
    return dict(usual.iter_rows())
