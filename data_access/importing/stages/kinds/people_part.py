"""A list of people as a part of a file: counted for a month, and nothing about a person kept."""

from __future__ import annotations

import polars as pl

from data_access.importing.stages.columns import Columns
from data_access.importing.stages.constants import bare_name_of, constant_day
from data_access.importing.stages.context import Part
from data_access.importing.stages.files.book import Book
from data_access.importing.stages.find_table import Table
from data_access.importing.stages.kinds import figures
from data_access.importing.stages.meaning.dates import read_span
from data_access.importing.stages.people.about_people import about_people
from data_access.importing.stages.people.counts import count_people
from data_access.importing.stages.questions import Question
from data_access.importing.stages.recipe import Recipe
from data_access.importing.stages.typed import month_end
from data_access.importing.stages.values import Log


def people_part(book: Book, table: Table, columns: Columns, recipe: Recipe, log: Log) -> Part:
    """A list of people counted; nothing about a person goes further."""
    titles = [*table.titles, *table.sheets, bare_name_of(book.name)]
    month = constant_day(recipe, "month")
    if month is None and columns.place("month") is None:
        found = figures.month_of_titles(titles)
        if found is not None:
            month = found[0]
            log.notes.append(f"the month is {month:%B %Y}, from '{found[1][:80]}'")
    if month is None and columns.place("month") is not None:
        days = [read_span(t) for t in table.texts(columns.place("month")).drop_nulls().unique()]  # type: ignore[arg-type]
        known = [span.last for span in days if span is not None]
        month = max(known).replace(day=1) if known else None
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
