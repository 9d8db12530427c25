"""The first five stages in their order: what a file gives.

`read_book` is pure: the same book, recipe and context give the same reading.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import polars as pl

from data_access.datasets import ACTION, COMPLIMENT, INDICATOR, OMBUDSMAN, TRAINING, Dataset
from data_access.importing.stages.columns.column import Columns
from data_access.importing.stages.columns.columns import read_columns, tie_questions
from data_access.importing.stages.columns.header_names import fits_recipe, recogniser
from data_access.importing.stages.context import Context, Part
from data_access.importing.stages.files.book import Book, FileError
from data_access.importing.stages.kinds import cases, compliments, figures
from data_access.importing.stages.kinds.actions import completed
from data_access.importing.stages.kinds.decimals import with_points
from data_access.importing.stages.kinds.indicators.comparators import areas_beside
from data_access.importing.stages.kinds.ombudsman_tables import measures_across
from data_access.importing.stages.kinds.people_part import people_part
from data_access.importing.stages.kinds.reshaped import reshaped
from data_access.importing.stages.meaning.councils import Councils
from data_access.importing.stages.people.about_people import about_people
from data_access.importing.stages.people.counts import is_people_list
from data_access.importing.stages.people.workforce import is_workforce
from data_access.importing.stages.questions import Question
from data_access.importing.stages.reading import Reading
from data_access.importing.stages.recipe import Recipe, RecipeError
from data_access.importing.stages.rows.check import checked
from data_access.importing.stages.rows.rows import sort_rows
from data_access.importing.stages.table.choose import (
    OF_FIGURES,
    SURE_MARGIN,
    candidate,
    datasets_of,
    groups_of,
    sheet_notes,
    tables_of,
)
from data_access.importing.stages.table.exported import as_exported, as_published
from data_access.importing.stages.table.own_layouts import own_layout
from data_access.importing.stages.table.table import Aside, Table, merged_notes
from data_access.importing.stages.values.days import order_of_file
from data_access.importing.stages.values.guards import (
    guard,
    guard_counted,
    guard_words,
    without_people,
)
from data_access.importing.stages.values.log import Log
from data_access.importing.stages.values.typed import (
    closed_notes,
    days_of,
    hidden_figures,
    is_published,
    typed_of,
    without_suppressed,
)

STEPS = (
    "Finding the table",
    "Finding out which column is which",
    "Reading days, numbers and words",
    "Checking the rows",
)
Step = Callable[[str], object]
"""Is told what is being done, in words for a person."""


def read_book(
    book: Book, recipe: Recipe, context: Context, step: Step = lambda what: None
) -> Reading:
    """What a file gives, read with a recipe. FileError or RecipeError where it cannot be read."""
    step(STEPS[0])
    recognise = recogniser(recipe)
    tables = tables_of(book, recipe, recognise)
    if not tables:
        raise FileError(f"{book.name} has no row that names columns.")
    exported = as_exported(tables, recipe) or as_published(tables, recipe, context)
    if exported is not None:
        guard(exported.columns.dataset, exported.table, exported.columns, book.name)
        return checked(
            book,
            exported.columns.dataset,
            1.0,
            [exported.table],
            exported,
            Log(),
            list(book.notes),
            recipe,
            context,
        )
    recipe = _of_a_template(tables, recipe)
    candidates = sorted(
        (
            candidate(book, dataset, table, recipe)
            for table in tables
            for dataset in datasets_of(recipe)
            if recipe.dataset is not None or fits_recipe(dataset, recipe)
        ),
        key=lambda each: -each.score,
    )
    if not candidates:
        raise RecipeError("the recipe names fields that no dataset has together.")
    best = candidates[0]
    rival = next((c for c in candidates if c.dataset is not best.dataset), None)
    confidence = min(1.0, best.score)
    questions: list[Question] = []
    if recipe.dataset is None and (
        best.score < 0.35 or (rival is not None and best.score - rival.score < SURE_MARGIN)
    ):
        likely = list(dict.fromkeys(c.dataset for c in candidates if c.score > 0.2))[:4]
        questions.append(
            Question(
                "dataset",
                "dataset",
                "What kind of records are these?",
                choices=tuple(each.name for each in likely or datasets_of(recipe)),
            )
        )
    step(STEPS[1])
    groups = groups_of(best, tables, recipe)
    log = Log(questions=questions, teams=context.teams)
    parts = [_read_group(book, best.dataset, group, recipe, context, log, step) for group in groups]
    part = _joined(parts)
    read = {sheet for group in groups for sheet in group.sheets}
    step(STEPS[3])
    notes = [*book.notes, *sheet_notes(book, groups, read), *log.notes]
    return checked(book, best.dataset, confidence, groups, part, log, notes, recipe, context)


def _of_a_template(tables: Sequence[Table], recipe: Recipe) -> Recipe:
    """The recipe, with the columns of this product's own export or template told."""
    layouts = [own_layout(table.headers) for table in tables]
    if len(layouts) != 1 or layouts[0] is None:
        return recipe
    dataset, fields = layouts[0]
    if recipe.dataset is not None and datasets_of(recipe) != (dataset,):
        return recipe
    return replace(recipe, dataset=dataset.name, columns={**fields, **recipe.columns})


def _read_group(
    book: Book,
    dataset: Dataset,
    table: Table,
    recipe: Recipe,
    context: Context,
    log: Log,
    step: Step,
) -> Part:
    file_rows = table.cells.height + len(table.aside)
    if dataset in OF_FIGURES:
        table = with_points(table)
    if dataset is OMBUDSMAN:
        table = measures_across(table) or table
    columns = read_columns(dataset, table, recipe)
    log.notes += [*merged_notes(table), *table.notes, *filter(None, columns.notes)]
    done = sort_rows(table, columns, recipe)
    if done.added:
        recipe = replace(recipe, columns={**recipe.columns, **done.added})
        columns = read_columns(dataset, done.table, recipe)
    table = done.table
    log.questions += done.questions
    log.notes += done.notes
    people = about_people(table.headers)
    table, columns, recipe = reshaped(dataset, table, columns, recipe, context, log)
    people = {header: kind for header, kind in people.items() if header in table.headers}
    # A person may choose any column for a field; a column about people is no team by its name.
    columns = without_people(columns, people, dataset)
    of_people = dataset is TRAINING and (is_workforce(table) or is_people_list(table, columns))
    same = table is done.table and not of_people
    _not_too_wide(done.table, book.name, log, rows_stay=same)
    if of_people:
        part = people_part(book, table, columns, recipe, log)
        guard_counted(dataset, part.typed, table, book.name)
        return replace(part, file_rows=file_rows)
    log.questions += tie_questions(columns)
    guard(dataset, table, columns, book.name)
    log.file_month_first = order_of_file(days_of(dataset, table, columns))
    step(STEPS[2])
    before = len(log.words)
    typed, spoken, headers, states = typed_of(dataset, table, columns, recipe, context, log)
    guard_words(log.words[before:], table, book.name)
    aside: list[Aside] = list(table.aside)
    typed, into = _one_row_each(dataset, table, columns, typed, spoken, log)
    typed, aside = without_suppressed(dataset, table, typed, states, aside)
    if dataset is ACTION:
        typed, where = completed(table, columns, typed, recipe, log)
        spoken, headers = where | spoken, where | headers
    published = dataset is INDICATOR and is_published(table, columns)
    typed, places, beside = _of_councils(dataset, table, columns, typed, recipe, context, log)
    aside += places
    kept = typed.get_column("line")
    if marks := hidden_figures(states, table.cells.get_column("line"), kept):
        log.notes.append(
            f"figures that are hidden or missing in the source: {marks}, kept as not known"
        )
    return Part(
        table,
        columns,
        typed,
        spoken,
        headers,
        aside,
        tuple(people),
        into,
        published=published,
        follows=frozenset({"ombudsman_referred"} & (set(typed.columns) - set(spoken))),
        file_rows=file_rows,
        beside=beside,
    )


def _of_councils(
    dataset: Dataset,
    table: Table,
    columns: Columns,
    typed: pl.DataFrame,
    recipe: Recipe,
    context: Context,
    log: Log,
) -> tuple[pl.DataFrame, list[Aside], pl.DataFrame]:
    """The rows that are of councils, what is set aside as none, and what to compare them with."""
    if "authority" not in typed.columns or columns.place("authority") is None:
        return typed, [], pl.DataFrame()
    level = columns.place("level")
    there = table.cells.get_column("line").is_in(typed.get_column("line").implode())
    levels = table.texts(level).cast(pl.String).filter(there) if level is not None else None
    councils = Councils(recipe.constants.get("authority") or context.own, context.councils)
    typed, aside, of_none = figures.councils_of(typed, table, levels, councils, log)
    beside = areas_beside(of_none, councils.own, log) if dataset is INDICATOR else pl.DataFrame()
    return typed, aside, beside


def _one_row_each(
    dataset: Dataset,
    table: Table,
    columns: Columns,
    typed: pl.DataFrame,
    spoken: dict[str, str],
    log: Log,
) -> tuple[pl.DataFrame, dict[int, int]]:
    """Rows that are of one record as one: the stages of a case, compliments of a month. And which
    line each line that went into another is in."""
    into: dict[int, int] = {}
    if dataset.name == "complaint":
        stage = columns.place("stage")
        came = table.cells.get_column("came") if "came" in table.cells.columns else None
        stages = table.texts(stage).cast(pl.String) if stage is not None else None
        typed, into = cases.one_case(typed, stages, came, log)
        typed = cases.referred(typed, log)
        log.notes += closed_notes(table, columns, typed)
    if dataset is COMPLIMENT:
        wrong = log.problem_lines().get_column("line")
        typed, into = compliments.counted(typed, columns, wrong, log)
        if "received" in typed.columns:
            spoken.setdefault("received", "rows of the list")
    return typed, into


def _not_too_wide(table: Table, source: str, log: Log, *, rows_stay: bool) -> None:
    """Rows with more cells than the header are to mend; FileError where rows become others."""
    wide = table.cells.filter(pl.col("line").is_in(list(table.too_wide)))
    if wide.is_empty():
        return
    mend = "Put a text that has the separator in it in quotation marks."
    if not rows_stay:
        row = wide.item(0, "row")
        raise FileError(f"Row {row} of {source} has more cells than the header. {mend}")
    log.problems.append(
        wide.select(
            "line",
            field=pl.lit(""),
            column=pl.lit(""),
            value=pl.lit(""),
            problem=pl.lit("has more cells than the header"),
            mend=pl.lit(mend),
        )
    )


def _joined(parts: list[Part]) -> Part:
    """Parts about the same councils and years as one: what one tells, none empties."""
    if len(parts) == 1:
        return parts[0]
    first, offset, frames = parts[0], 0, []
    aside: list[Aside] = []
    beside = []
    for part in parts:
        frames.append(part.typed.with_columns(pl.col("line") + offset))
        if part.beside.height:
            beside.append(part.beside.with_columns(pl.col("line") + offset))
        offset += 1_000_000
        aside += part.aside
    typed = pl.concat(frames, how="diagonal_relaxed")
    spoken = {name: header for part in parts for name, header in part.spoken.items()}
    headers = {name: header for part in parts for name, header in part.headers.items()}
    columns = replace(
        first.columns, columns=tuple(c for part in parts for c in part.columns.columns)
    )
    cells = pl.concat(
        [
            part.table.cells.select(pl.col("line") + place * 1_000_000, "sheet", "row")
            for place, part in enumerate(parts)
        ]
    )
    table = replace(
        first.table,
        cells=cells,
        titles=tuple(title for part in parts for title in part.table.titles),
        sheets=tuple(sheet for part in parts for sheet in part.table.sheets),
    )
    return replace(
        first,
        table=table,
        columns=columns,
        typed=typed,
        spoken=spoken,
        headers=headers,
        aside=aside,
        people=tuple(p for part in parts for p in part.people),
        file_rows=sum(part.file_rows for part in parts),
        beside=pl.concat(beside, how="diagonal_relaxed") if beside else pl.DataFrame(),
    )
