"""Values of all rows that stand in no column: told by a person, by titles and names, or known from
the store; else they are asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import polars as pl

from data_access.datasets import INDICATOR, OMBUDSMAN, Dataset
from data_access.datasets.base import plain
from data_access.importing.stages.context import Context
from data_access.importing.stages.files.book import Book
from data_access.importing.stages.kinds import figures
from data_access.importing.stages.kinds.indicators.periods import bare_parts
from data_access.importing.stages.kinds.sheets import (
    by_sheet,
    found_by_sheet,
    months_of_sheets,
)
from data_access.importing.stages.meaning.councils import Councils
from data_access.importing.stages.meaning.dates import read_span
from data_access.importing.stages.meaning.wording import fold
from data_access.importing.stages.people.courses import kind_of_course
from data_access.importing.stages.questions import Question
from data_access.importing.stages.recipe import NONE, Recipe, RecipeError
from data_access.importing.stages.table.table import Table
from data_access.importing.stages.values.log import Log
from data_access.importing.stages.values.values import read_column


def bare_name_of(name: str) -> str:
    """A file's name without its ending, as words."""
    return re.sub(r"[_]", " ", name.rsplit(".", 1)[0])


def constant_day(recipe: Recipe, name: str) -> date | None:
    """The day a recipe gives for all rows; None if it gives none."""
    said = recipe.constants.get(name)
    if said is None:
        return None
    span = read_span(said)
    if span is None:
        raise RecipeError(f"the recipe's constant {name} is '{said}', which is no day.")
    return span.first


def with_constants_of(
    book: Book,
    dataset: Dataset,
    table: Table,
    typed: pl.DataFrame,
    spoken: dict[str, str],
    recipe: Recipe,
    context: Context,
    log: Log,
) -> pl.DataFrame:
    """Values of all rows: told by a person, by titles and names, or known from the store."""
    titles = [*table.titles, *table.sheets, bare_name_of(book.name)]
    for name, said in recipe.constants.items():
        if name == "period" and "period_start" in dataset.columns:
            span = read_span(said)
            if span is None:
                raise RecipeError(f"the recipe's constant period is '{said}', which is no period.")
            typed = typed.with_columns(
                # a column that says it goes before, where it is filled
                (pl.coalesce(field, pl.lit(day)) if field in typed.columns else pl.lit(day)).alias(
                    field
                )
                for field, day in (("period_start", span.first), ("period_end", span.last))
            )
            continue
        if name not in dataset.columns or (name == "reference" and said == NONE):
            continue
        typed = _with_constant(dataset, typed, name, said)
        spoken.setdefault(name, name)
    typed = _authority(dataset, typed, recipe, context, log)
    if "team_kind" in dataset.columns:
        typed = _team_kinds(dataset, typed, recipe, context, log)
        if "team_kind" in recipe.words:
            spoken.setdefault("team_kind", "team_kind")
    if "course_kind" in dataset.columns and "course" in typed.columns:
        typed = _course_kinds(typed)
    if "period_start" in dataset.columns and not {"period_start", "period_end"} <= set(
        typed.columns
    ):
        typed = _period_of(dataset, table, typed, titles, log)
        spoken |= {"period_start": "period", "period_end": "period"}
    if "month" in dataset.columns and "month" not in typed.columns:
        found = figures.month_of_titles(titles)
        months = months_of_sheets(table, titles)
        if months is not None:
            log.notes.append("the month is that of each sheet's name")
            typed = _joined(typed, by_sheet(table, "month", months, pl.Date()))
            spoken.setdefault("month", "sheet")
        elif found is not None:
            log.notes.append(f"the month is {found[0]:%B %Y}, from '{found[1][:80]}'")
            typed = typed.with_columns(month=pl.lit(found[0]))
            spoken.setdefault("month", "month")
        else:
            log.questions.append(_constant_question(dataset, "month", "Which month is this for?"))
    if dataset is OMBUDSMAN:
        typed = _year_and_scope(dataset, table, typed, titles, log)
        spoken |= {"year": "year", "scope": "scope"}
    if dataset is INDICATOR:
        typed = _indicator_names(table, typed, titles)
    missing = [
        spec.name
        for spec in dataset.fields
        if spec.required
        and not spec.is_list
        and spec.name not in typed.columns
        and spec.name
        not in {
            "authority",
            "reference",
            "month",
            "period_start",
            "period_end",
            "team_kind",
            "year",
            "scope",
        }
    ]
    figures_of = {"numerator", "denominator", "value"}
    waits = any(question.key == "constants.period" for question in log.questions) and bare_parts(
        table
    )  # months across, whose year is asked first
    if dataset is INDICATOR and not figures_of & set(typed.columns) and not waits:
        missing.append("value")
    for name in missing:
        spec = dataset.spec(name)
        log.questions.append(
            Question(
                "columns",
                f"columns or constants.{name}",
                f"Which column is {spec.label.lower()}?",
                field=name,
                choices=table.headers,
            )
        )
    return typed


def _with_constant(dataset: Dataset, typed: pl.DataFrame, name: str, said: str) -> pl.DataFrame:
    """A value of all rows; a column that says it goes before, where it is filled."""
    spec = dataset.spec(name)
    read = read_column(spec, name, pl.Series([said]), None, Recipe(), Log())
    if read.values[0] is None:
        raise RecipeError(f"the recipe's constant {name} is '{said}', which it cannot be.")
    value = pl.lit(read.values[0], dtype=read.values.dtype)
    if name in typed.columns and name != "authority":
        return typed.with_columns(pl.coalesce(name, value).alias(name))
    if name in typed.columns:
        return typed.with_columns(pl.col(name).fill_null(value))
    return typed.with_columns(value.alias(name))


def _joined(typed: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    return typed.join(lines, on="line", how="left", maintain_order="left")


def _authority(
    dataset: Dataset, typed: pl.DataFrame, recipe: Recipe, context: Context, log: Log
) -> pl.DataFrame:
    own = context.own
    if "authority" in typed.columns:
        # A council goes by the name it has here, however a file or an answer spells it.
        councils = Councils(own, context.councils)
        written = typed.get_column("authority").unique().drop_nulls()
        named = {name: councils.named_or_new(name) for name in written}
        typed = typed.with_columns(pl.col("authority").replace(named))
        if "authority" in recipe.constants or not typed.get_column("authority").has_nulls():
            return typed
    if own is not None:
        filled = (
            pl.col("authority").fill_null(pl.lit(own))
            if "authority" in typed.columns
            else (pl.lit(own).alias("authority"))
        )
        return typed.with_columns(filled)
    log.questions.append(_constant_question(dataset, "authority", "Which council is this for?"))
    return typed


def _constant_question(dataset: Dataset, name: str, said: str) -> Question:
    return Question(
        "constants",
        f"constants.{name}",
        said,
        field=name,
        choices=dataset.spec(name).choices if name in dataset.columns else (),
    )


def _team_kinds(
    dataset: Dataset, typed: pl.DataFrame, recipe: Recipe, context: Context, log: Log
) -> pl.DataFrame:
    """The kind of each team: a column, a person's word (teams not named are general), or what the
    store knows; else it is asked."""
    if "team_kind" in typed.columns and not typed.get_column("team_kind").has_nulls():
        return typed
    if "team" not in typed.columns:
        return typed
    spec = dataset.spec("team_kind")
    said = {
        fold(team): spec.value_of(kind) for team, kind in recipe.words.get("team_kind", {}).items()
    }
    known: dict[str, str | None] = {}
    unknown = []
    for team in typed.get_column("team").unique(maintain_order=True).drop_nulls():
        kind = said.get(fold(team)) or context.team_kinds.get(plain(team))
        if kind is None and said:
            kind = "general"
        if kind is None:
            unknown.append(team)
        known[team] = kind
    if unknown:
        log.questions.append(
            Question(
                "words",
                "words.team_kind: " + ", ".join(f"'{team}'" for team in unknown[:12]),
                f"Which of these teams are specialist? {', '.join(unknown[:20])}",
                field="team_kind",
                words=tuple(unknown),
                choices=spec.choices,
            )
        )
    kinds = pl.col("team").replace_strict(known, default=None, return_dtype=pl.String)
    if "team_kind" in typed.columns:
        return typed.with_columns(pl.coalesce("team_kind", kinds).alias("team_kind"))
    return typed.with_columns(kinds.alias("team_kind"))


def _course_kinds(typed: pl.DataFrame) -> pl.DataFrame:
    courses = typed.get_column("course").unique().drop_nulls().to_list()
    kinds = pl.col("course").replace_strict(
        {course: kind_of_course(course, None) for course in courses},
        default=None,
        return_dtype=pl.String,
    )
    if "course_kind" in typed.columns:
        return typed.with_columns(pl.coalesce("course_kind", kinds).alias("course_kind"))
    return typed.with_columns(kinds.alias("course_kind"))


def _period_of(
    dataset: Dataset, table: Table, typed: pl.DataFrame, titles: Sequence[str], log: Log
) -> pl.DataFrame:
    sheets = found_by_sheet(table, figures.period_of_titles)
    if sheets is not None and not {"period_start", "period_end"} & set(typed.columns):
        log.notes.append("the period is that of each sheet's name or titles")
        for at, name in enumerate(("period_start", "period_end")):
            days = {sheet: span[at] if span else None for sheet, span in sheets.items()}
            typed = _joined(typed, by_sheet(table, name, days, pl.Date()))
        return typed
    found = figures.period_of_titles(titles)
    if found is None and {"period_start", "period_end"} & set(typed.columns):
        known = "period_start" if "period_start" in typed.columns else "period_end"
        other = "period_end" if known == "period_start" else "period_start"
        log.questions.append(
            _constant_question(dataset, other, f"What is the {dataset.spec(other).label.lower()}?")
        )
        return typed
    if found is None:
        log.questions.append(
            Question("constants", "constants.period", "Which period is this for?", field="period")
        )
        return typed
    first, last, where = found
    named = (
        f"{first.year}-{last.year % 100:02d}"
        if (last - first).days > 360
        else (f"{first:%-d %B %Y} to {last:%-d %B %Y}")
    )
    log.notes.append(f"period {named} ({first:%-d %B %Y} to {last:%-d %B %Y}), from '{where[:80]}'")
    return typed.with_columns(period_start=pl.lit(first), period_end=pl.lit(last))


def _ombudsman_year(texts: Sequence[str]) -> str | None:
    """The year that some texts give; None where they give none, or several."""
    years = {year for text in texts if (year := figures.ombudsman_year(text))}
    return years.pop() if len(years) == 1 else None


def _year_and_scope(
    dataset: Dataset, table: Table, typed: pl.DataFrame, titles: Sequence[str], log: Log
) -> pl.DataFrame:
    sheets = found_by_sheet(table, _ombudsman_year)
    if "year" not in typed.columns and sheets is not None:
        log.notes.append("the year is that of each sheet's name or titles")
        typed = _joined(typed, by_sheet(table, "year", sheets, pl.String()))
    if "year" not in typed.columns:
        years = list(dict.fromkeys(y for y in (figures.ombudsman_year(t) for t in titles) if y))
        found = figures.period_of_titles(titles)
        if not years and found is not None:
            years = [f"{found[0].year}-{found[1].year % 100:02d}"]
        if len(years) == 1:
            log.notes.append(f"year {years[0]}, from the titles")
            typed = typed.with_columns(year=pl.lit(years[0]))
        else:
            log.questions.append(_constant_question(dataset, "year", "Which year is this for?"))
    if "scope" not in typed.columns:
        scope = figures.ombudsman_scope(titles)
        if scope is not None:
            log.notes.append(f"scope: {scope[0]}, from '{scope[1][:80]}'")
            typed = typed.with_columns(scope=pl.lit(scope[0]))
        else:
            log.questions.append(
                _constant_question(
                    dataset, "scope", "Are these figures of adult social care, or of all services?"
                )
            )
    return typed


def _indicator_names(table: Table, typed: pl.DataFrame, titles: Sequence[str]) -> pl.DataFrame:
    """ASCOF's codes are named as the product does: "ASCOF 1A"."""
    if "indicator" not in typed.columns and "name" in typed.columns:
        typed = typed.with_columns(indicator=pl.col("name").str.slice(0, 80))
    if "indicator" not in typed.columns:
        return typed
    said = " ".join((*table.headers, *titles)).casefold()
    if "ascof" in said or "asc-of-eng" in said or "asc of eng" in said:
        code = pl.col("indicator")
        typed = typed.with_columns(
            indicator=pl.when(code.str.contains(r"^\d[A-Za-z0-9() ]{0,8}$"))
            .then(pl.lit("ASCOF ") + code)
            .otherwise(code)
        )
    return typed
