"""Tables that hold values in their headers, or a row for each kind of figure, turned so that a row
is a record: which ways are tried for which kind of records."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from data_access.datasets import INDICATOR, OMBUDSMAN, STAFF_VOICE, TRAINING, Dataset
from data_access.importing.stages.columns.column import Columns
from data_access.importing.stages.columns.columns import read_columns
from data_access.importing.stages.context import Context
from data_access.importing.stages.kinds import cases
from data_access.importing.stages.kinds.blocks import with_column
from data_access.importing.stages.kinds.course_figures import (
    courses_down,
    shares_counted,
    statuses_summed,
)
from data_access.importing.stages.kinds.events import events_across
from data_access.importing.stages.kinds.indicators.breakdowns import with_breakdown
from data_access.importing.stages.kinds.indicators.figure_kinds import (
    figure_kinds_across,
    kinds_in_names,
)
from data_access.importing.stages.kinds.indicators.measures import measures_down
from data_access.importing.stages.kinds.indicators.periods import Turned, periods_down
from data_access.importing.stages.kinds.indicators.places import councils_across
from data_access.importing.stages.kinds.notes import latest_notes
from data_access.importing.stages.kinds.ombudsman_tables import scopes_down, subjects_down
from data_access.importing.stages.kinds.surveys.answers import answers_across, respondents_down
from data_access.importing.stages.kinds.surveys.tables import (
    groups_down,
    questions_down,
    teams_down,
)
from data_access.importing.stages.kinds.ticks import ticks_as_words
from data_access.importing.stages.meaning.dates import read_span
from data_access.importing.stages.recipe import Recipe
from data_access.importing.stages.rows.rows import is_whole_service
from data_access.importing.stages.table.table import Aside, Table
from data_access.importing.stages.values.log import Log

Shaped = tuple[Table, Columns, Recipe]


def reshaped(
    dataset: Dataset, table: Table, columns: Columns, recipe: Recipe, context: Context, log: Log
) -> Shaped:
    """The table with a row for each record; the recipe says which field each new column is."""
    shaped = table, columns, recipe
    if dataset is INDICATOR:
        return _indicators(shaped, context, log)
    if dataset is STAFF_VOICE:
        return _survey(shaped, log)
    if dataset is TRAINING:
        return _training(shaped, log)
    if dataset is OMBUDSMAN:
        shaped = _taken(shaped, periods_down(dataset, table, columns, recipe, log))
        shaped = _taken(shaped, scopes_down(shaped[0], shaped[1]))
        return _taken(shaped, subjects_down(shaped[0], shaped[1], recipe.constants.get("scope")))
    return _case_records(shaped, log)


def _case_records(shaped: Shaped, log: Log) -> Shaped:
    """Records that are no figures: words that are ticked, and what stands in several columns or
    rows of one record."""
    dataset = shaped[1].dataset
    ticked = ticks_as_words(shaped[0], shaped[1])
    if ticked is not None:
        labels = [dataset.spec(name).label.lower() for name in ticked[1].values()]
        log.notes += [f"columns that are ticked are read as {label}" for label in labels]
    shaped = _taken(shaped, ticked)
    if dataset.name == "complaint":
        shaped = _taken(shaped, events_across(shaped[0], shaped[1]))
        return _taken(shaped, cases.stages_down(shaped[0], shaped[1]))
    if dataset.name == "action":
        return _taken(shaped, latest_notes(shaped[0], shaped[1]))
    return shaped


def _taken(shaped: Shaped, turned: Turned | None) -> Shaped:
    if turned is None:
        return shaped
    table, told = turned
    columns, recipe = shaped[1], shaped[2]
    recipe = replace(recipe, columns={**recipe.columns, **told})
    return table, read_columns(columns.dataset, table, recipe), recipe


def _indicators(shaped: Shaped, context: Context, log: Log) -> Shaped:
    table, columns, recipe = shaped
    turned = councils_across(table, columns, context, log)
    shaped = _taken((table, columns, recipe), turned)
    if not {"name", "indicator"} & set(shaped[2].constants):
        shaped = _taken(shaped, measures_down(shaped[0], shaped[1]))
    if "name" not in shaped[1].fields:
        shaped = _by_sheet(shaped, "indicator", log)
    table, columns, recipe = shaped
    shaped = _taken(shaped, kinds_in_names(shaped[0], shaped[1]))
    table, columns, recipe = shaped
    table, columns = with_breakdown(table, columns, recipe, log)
    # what the columns are was decided on the table as it is: rows of one kind may look otherwise
    fixed = {each.header: each.field or "" for each in columns.columns}
    shaped = table, columns, replace(recipe, columns={**fixed, **recipe.columns})
    turned = periods_down(INDICATOR, table, columns, shaped[2], log)
    shaped = _taken(shaped, turned)
    again = figure_kinds_across(shaped[0], shaped[1], log)
    if turned is None and again is None:
        return table, columns, recipe
    return _taken(shaped, again)


def _training(shaped: Shaped, log: Log) -> Shaped:
    shaped = _by_sheet(shaped, "team", log)
    table, columns, recipe = shaped
    turned = (
        courses_down(table, columns, recipe, log)
        or statuses_summed(table, columns)
        or shares_counted(table, columns, log)
    )
    return _taken(shaped, turned)


def _by_sheet(shaped: Shaped, field: str, log: Log) -> Shaped:
    """A sheet for each team, or each measure: a column more, with the sheets' names. Sheets of
    months are none, and those of the whole service are left out."""
    table, columns, recipe = shaped
    names = table.cells.get_column("sheet").unique(maintain_order=True).to_list()
    if field in {*columns.fields, *recipe.constants} or len(names) < 2:
        return shaped
    if any(read_span(name) or read_span(f"{name} 2026") for name in names):
        return shaped
    whole = [name for name in names if field == "team" and is_whole_service(name)]
    if whole:
        gone = table.cells.filter(pl.col("sheet").is_in(whole)).select("sheet", "row")
        aside = (Aside("totals", name, row) for name, row in gone.iter_rows())
        cells = table.cells.filter(~pl.col("sheet").is_in(whole))
        table = replace(table, cells=cells, aside=(*table.aside, *aside))
    header = f"{field.capitalize()} (sheet)"
    log.notes.append(f"the sheets' names are taken for the {field}s of their rows")
    table = with_column(table, header, table.cells.get_column("sheet").to_list())
    return _taken((table, columns, recipe), (table, {header: field}))


def _survey(shaped: Shaped, log: Log) -> Shaped:
    table, columns, recipe = shaped
    turned = groups_down(table, columns) or teams_down(table, columns, recipe)
    shaped = _by_sheet(_taken(shaped, turned), "team", log)
    table, columns, recipe = shaped
    turned = (
        answers_across(table, columns, recipe, log)
        or questions_down(table, columns, recipe)
        or respondents_down(table, columns, recipe, log)
    )
    return _taken(shaped, turned)
