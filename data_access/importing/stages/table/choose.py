"""Which kind of records a file holds, and which of its sheets are read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from data_access.datasets import DATASETS, INDICATOR, OMBUDSMAN, STAFF_VOICE, TRAINING, Dataset
from data_access.importing.stages.columns.column import Columns
from data_access.importing.stages.columns.columns import read_columns
from data_access.importing.stages.columns.header_names import CANDIDATES, subject_score
from data_access.importing.stages.files.book import Book
from data_access.importing.stages.kinds.course_figures import COURSE, courses_down
from data_access.importing.stages.kinds.decimals import with_points
from data_access.importing.stages.kinds.indicators.measures import measures_down
from data_access.importing.stages.kinds.indicators.periods import bare_parts, period_of
from data_access.importing.stages.kinds.ombudsman_tables import (
    measures_across,
    measures_named,
    subjects_down,
)
from data_access.importing.stages.kinds.surveys.answers import answers_across, respondents_down
from data_access.importing.stages.kinds.surveys.tables import (
    groups_down,
    questions_down,
    teams_down,
)
from data_access.importing.stages.meaning.wording import fold
from data_access.importing.stages.people.about_people import about_people
from data_access.importing.stages.people.courses import names_a_course
from data_access.importing.stages.people.matrix import course_columns
from data_access.importing.stages.people.workforce import is_workforce
from data_access.importing.stages.recipe import Recipe, RecipeError
from data_access.importing.stages.rows.to_mend import as_it_was
from data_access.importing.stages.table.find_table import find_table
from data_access.importing.stages.table.header import Recognise
from data_access.importing.stages.table.own_layouts import own_layout, without_examples
from data_access.importing.stages.table.table import Table, same_layout, together
from data_access.importing.stages.values.log import Log

_KNOWN_HEADERS = 2
_SAMPLE = 400  # rows that tell which kind of records a table holds
OF_FIGURES = (INDICATOR, OMBUDSMAN, STAFF_VOICE, TRAINING)
"""Kinds of records that hold figures, which may have a comma as the decimal sign."""

SURE_MARGIN = 0.08  # how much likelier a kind of records has to be than the next


@dataclass(frozen=True)
class Candidate:
    """A table read as a dataset, with how likely that is."""

    dataset: Dataset
    table: Table
    columns: Columns
    score: float


def datasets_of(recipe: Recipe) -> tuple[Dataset, ...]:
    """The dataset a recipe names; all that a file may hold otherwise."""
    if recipe.dataset is None:
        return CANDIDATES
    name = recipe.dataset.replace("-", "_")
    for candidate in (name, name.removesuffix("s")):
        if candidate in DATASETS:
            return (DATASETS[candidate],)
    raise RecipeError(f"there is no dataset '{recipe.dataset}'.")


def tables_of(book: Book, recipe: Recipe, recognise: Recognise) -> list[Table]:
    """The tables of the sheets that are read: the named ones, else those that are shown."""
    sheets = list(book.sheets)
    if recipe.sheets:
        wanted = {name.casefold() for name in recipe.sheets}
        sheets = [sheet for sheet in sheets if sheet.name.casefold() in wanted]
        there = {sheet.name.casefold() for sheet in sheets}
        missing = [name for name in recipe.sheets if name.casefold() not in there]
        if missing and book.form != "csv":
            names = ", ".join(sheet.name for sheet in book.sheets)
            raise RecipeError(f"{book.name} has no sheet '{missing[0]}'; it has {names}.")
        sheets = sheets or list(book.sheets)
    else:
        sheets = without_examples(sheets)
        sheets = [sheet for sheet in sheets if not sheet.hidden] or sheets
    found = [find_table(book, sheet, recognise) for sheet in sheets]
    tables = [as_it_was(table) for table in found if table is not None]
    # a header that is known is a table without rows, if there is no other
    empty = [
        table
        for table in tables
        if table.certainty >= _KNOWN_HEADERS or own_layout(table.headers) is not None
    ]
    return [table for table in tables if table.cells.height] or empty[:1]


def groups_of(best: Candidate, tables: list[Table], recipe: Recipe) -> list[Table]:
    """Tables to be read: those of one layout as one, and, of the ombudsman's figures, sheets that
    tell other figures of the same councils."""
    chosen = [
        table if table is best.table else _with_headers_of(best, table, recipe)
        for table in tables
        if table is best.table
        or same_layout(table, best.table)
        or _same_fields(best, table, recipe)
    ]
    groups = [together(chosen)]
    if best.dataset is OMBUDSMAN:
        for table in tables:
            if any(table is each for each in chosen):
                continue
            columns = read_columns(best.dataset, table, recipe)
            fields = set(columns.fields) & set(best.dataset.columns)
            told = fields - {"authority", "year", "scope"}
            named = recipe.sheets and (told or subjects_down(table, columns))
            if "authority" in fields and (named or len(told) >= 2):
                groups.append(table)
    return groups


def _same_fields(best: Candidate, table: Table, recipe: Recipe) -> bool:
    """Whether a sheet has the same records under other headers, as a year's log whose headings
    drifted: it tells all that records of the kind have to tell, and nearly the same fields."""
    if best.dataset is OMBUDSMAN or best.dataset.name not in _ONE_LOG:
        return False
    fields = set(read_columns(best.dataset, table, recipe).fields)
    telling = _TELLING.get(best.dataset.name, ())
    if not all(fields & set(each.split("|")) for each in telling):
        return False
    mine = set(best.columns.fields)
    return len(fields & mine) >= max(3, 0.6 * min(len(fields), len(mine)))


def _with_headers_of(best: Candidate, table: Table, recipe: Recipe) -> Table:
    """A sheet with the headers of the best one for the same fields, so that the two are read as
    one table: "Date Recd" of last year is "Date received" of this year."""
    if best.dataset.name not in _ONE_LOG:
        return table
    known = {fold(header) for header in best.table.headers}
    ours = {each.field: each.header for each in best.columns.columns if each.field}
    headers = list(table.headers)
    there = {fold(header) for header in headers}
    for each in read_columns(best.dataset, table, recipe).columns:
        name = ours.get(each.field or "")
        if name is None or fold(each.header) in known or fold(name) in there:
            continue
        headers[each.place] = name
    return replace(table, headers=tuple(headers))


# Kinds of records that are kept as one log, cut into sheets by year, month, team or topic.
_ONE_LOG = frozenset(
    {"complaint", "compliment", "audit", "learning", "action", "coproduction", "innovation"}
)


def sheet_notes(book: Book, groups: Sequence[Table], read: set[str]) -> list[str]:
    """Which sheets are read and which are not."""
    notes: list[str] = []
    if len(book.sheets) < 2:
        return notes
    names = [sheet.name for sheet in book.sheets if sheet.name in read]
    layouts = len(groups)
    if layouts > 1:
        notes.append(f"sheets {_listed(names)} are read together, a row a council")
    elif len(names) > 1:
        rows = sum(group.cells.height for group in groups)
        notes.append(
            f"sheets {_listed(names)} have the same columns and are read together: {rows} rows"
        )
    else:
        notes.append(f"read the sheet {_listed(names)}")
    shown = [sheet.name for sheet in book.sheets if sheet.name not in read and not sheet.hidden]
    hidden = [sheet.name for sheet in book.sheets if sheet.name not in read and sheet.hidden]
    if shown:
        notes.append(f"sheets not read: {_listed(shown)}")
    if hidden:
        notes.append(f"hidden sheets not read: {_listed(hidden)}")
    return notes


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)


# What a table has to tell for its rows to be records of a dataset; the rest can come from
# elsewhere (a title, a constant) or be made. Alternatives are separated by "|".
_TELLING: dict[str, tuple[str, ...]] = {
    "complaint": ("reference", "received", "outcome|responded|acknowledged|ombudsman_decided"),
    "compliment": ("month", "received|theme|team"),
    "training": ("course|required", "required|status|completed|expires", "team|role"),
    "staff_voice": ("question", "agree|agree_only", "responses|team"),
    "workforce_route": (),
    "coproduction": ("held", "title", "method|level|said"),
    "seldom_heard": (),
    "audit": ("audited", "auditor_grade", "practice_area|team"),
    "learning": ("origin", "found", "lesson"),
    "action": ("action", "due|opened", "owner|statement|progress"),
    "innovation": (),
    "indicator": (
        "authority|indicator",
        "value|numerator",
        "indicator|name",
        "period|period_start",
    ),
    "ombudsman": (
        "year|authority",
        "upheld|uphold_rate|received|compliance_rate",
        "investigations|not_upheld|closed_after_enquiries|compliance_rate",
    ),
}


def candidate(book: Book, dataset: Dataset, table: Table, recipe: Recipe) -> Candidate:
    """A table read as a dataset's records, with how likely that is (0 to about 1.5)."""
    whole, table = table, replace(table, cells=table.cells.head(_SAMPLE))
    if dataset in OF_FIGURES:
        table = with_points(table)
    turned = measures_across(table) if dataset is OMBUDSMAN else None
    table_read = turned or table
    columns = read_columns(dataset, table_read, recipe)
    fields = set(columns.fields)
    telling = _TELLING.get(dataset.name) or tuple(
        spec.name
        for spec in dataset.fields
        if spec.required and spec.name not in {"authority", "team_kind"} and not spec.is_list
    )
    told = [bool(fields & set(each.split("|"))) for each in telling]
    own = [c for c in columns.columns if c.field in dataset.columns or c.field is not None]
    filled = [
        p
        for p in range(len(table_read.headers))
        if table_read.texts(p).null_count() < table_read.cells.height
    ]
    score = 0.55 * (sum(told) / len(told) if told else 0)
    score += 0.25 * sum(c.confidence for c in own) / max(len(filled), 1)
    score += 0.03 * min(len(own), 10)
    titles = [*table.titles[:4], *table.sheets, re.sub(r"[_.-]", " ", book.name)]
    score += 0.2 * subject_score(dataset, titles)
    if dataset is TRAINING:
        score += _training_score(table, columns, recipe, titles)
    if dataset is INDICATOR:
        periods = sum(1 for header in table.headers if period_of(header))
        if max(periods, len(bare_parts(table))) >= 2:
            score += 0.3 + (0.1 if fields & {"indicator", "name"} else 0)
        if {"figure_kind", "level"} & fields:
            score += 0.3
        if measures_down(table, columns):
            score += 0.25
    if dataset is OMBUDSMAN and turned is not None:
        score += 0.3
    if dataset is INDICATOR and subject_score(OMBUDSMAN, titles):
        firsts = table.texts(0).cast(pl.String).drop_nulls().to_list() if table.headers else []
        score -= 0.3 if len(measures_named(firsts)) >= 2 else 0
    if dataset is OMBUDSMAN and subjects_down(table_read, columns):
        score += 0.6
    if dataset is STAFF_VOICE:
        score += _survey_score(table, columns, recipe, bool(subject_score(dataset, titles)))
    return Candidate(dataset, whole, columns, score)


def _training_score(table: Table, columns: Columns, recipe: Recipe, titles: Sequence[str]) -> float:
    """How clearly a table is a list or matrix of people's training, or has courses across."""
    score = 0.0
    if columns.place("required") is None:
        persons = bool(about_people(table.headers))
        courses = [course.title for course in course_columns(table, columns)]
        if persons and columns.place("course") is None and len(courses) >= 2:
            score += _matrix_score(courses, titles)
        if persons and columns.place("course") is not None:
            score += 0.15
        if is_workforce(table):
            score += 0.6
    across = courses_down(table, columns, recipe, Log())
    if across and COURSE in across[0].headers:
        named = across[0].texts(across[0].headers.index(COURSE)).unique(maintain_order=True)
        score += _matrix_score(named.to_list(), titles)
    elif across:  # teams across, with figures of training under each
        score += 0.3
    return score


def _survey_score(table: Table, columns: Columns, recipe: Recipe, named: bool) -> float:
    """How clearly a table is a survey with questions, teams or answers across, or a row for each
    answer or person."""
    if answers_across(table, columns, recipe, Log()) or groups_down(table, columns):
        return 0.4
    people = respondents_down(table, columns, recipe, Log())
    if people is not None:
        return 0.45 if named else 0.3
    across = questions_down(table, columns, recipe) or teams_down(table, columns, recipe)
    return 0.3 if across is not None and named else 0.0


def _matrix_score(courses: Sequence[str], titles: Sequence[str]) -> float:
    """How clearly the headers of a matrix are courses."""
    known = sum(1 for title in courses if names_a_course(title))
    share = min(1.0, known / max(2.0, 0.4 * len(courses)))
    return max(0.5 * share, 0.25 if subject_score(TRAINING, titles) else 0.0)
