"""The fourth stage as a whole: every column of a table that is a field, typed; and what is about
people or suppressed taken out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import polars as pl

from data_access.datasets import ACTION, INDICATOR, OMBUDSMAN, STAFF_VOICE, Dataset, FieldSpec
from data_access.importing.personal_data.names import without_names
from data_access.importing.stages.columns.column import Columns
from data_access.importing.stages.context import Context
from data_access.importing.stages.kinds import figures
from data_access.importing.stages.kinds.actions import closing_days
from data_access.importing.stages.kinds.blocks import rows_aside
from data_access.importing.stages.kinds.indicators.breakdowns import is_everybody_group
from data_access.importing.stages.kinds.indicators.shares import shares_of_one
from data_access.importing.stages.kinds.surveys.agreed import agreed
from data_access.importing.stages.meaning.breakdown_kinds import kind_of_header
from data_access.importing.stages.meaning.dates import read_span
from data_access.importing.stages.meaning.teams import team_names
from data_access.importing.stages.meaning.wording import fold
from data_access.importing.stages.people.courses import course_of, level_questions
from data_access.importing.stages.questions import Question
from data_access.importing.stages.recipe import Recipe
from data_access.importing.stages.table.table import Aside, Table
from data_access.importing.stages.values.days import rough_note
from data_access.importing.stages.values.log import MARK, STATES, Log, Word
from data_access.importing.stages.values.problems import problems_of
from data_access.importing.stages.values.values import read_column
from data_access.importing.stages.values.word_questions import unknown_themes
from vocabulary.wording import agree, month_end


def days_of(
    dataset: Dataset, table: Table, columns: Columns
) -> list[tuple[pl.Series, pl.Series | None]]:
    """The columns that are read as days."""
    return [
        (table.texts(each.place), table.kinds(each.place))
        for each in columns.columns
        if each.field in dataset.columns and dataset.spec(str(each.field)).python_type is date
    ]


def typed_of(
    dataset: Dataset, table: Table, columns: Columns, recipe: Recipe, context: Context, log: Log
) -> tuple[pl.DataFrame, dict[str, str], dict[str, str], dict[str, pl.Series]]:
    """The dataset's fields as far as columns tell them, typed, with `line`; the fields spoken of,
    the header of each, and the states of each field's cells."""
    lines = table.cells.get_column("line")
    typed: dict[str, pl.Series] = {"line": lines}
    spoken: dict[str, str] = {}
    headers: dict[str, str] = {}
    states: dict[str, pl.Series] = {}
    survey = agreed(table, columns, log, recipe) if dataset is STAFF_VOICE else None
    for spec in dataset.fields:
        place = columns.place(spec.name)
        if place is None:
            continue
        header = table.headers[place]
        headers[spec.name] = header
        texts, kinds = table.texts(place).cast(pl.String), table.kinds(place)
        if survey is not None and spec.name in {"responses", "agree"}:
            continue
        if spec.name == "question":
            texts, kinds = _question_words(texts, typed, recipe, log), None
        if spec.name == "course":
            _course_words(texts, typed, recipe, log)
            spoken["course"] = header
            continue
        if spec.name == "team":
            names, questions, notes = team_names(texts, recipe, log.teams)
            log.questions += questions
            log.notes += notes
            texts = texts.replace_strict(names, default=None, return_dtype=pl.String)
        texts = _as_the_dataset_says(dataset, spec.name, header, texts, recipe, log)
        read = read_column(spec, header, texts, kinds, recipe, log, themes=context.themes)
        if spec.name == "breakdown":
            read = replace(read, values=_groups_of_people(read.values, header, recipe, log))
        typed[spec.name] = read.values
        states[spec.name] = read.states
        spoken[spec.name] = header
        log.problems.append(problems_of(spec, header, lines, texts, read))
        log.notes += _word_notes(spec, header, log)
    _with_revised(dataset, table, columns, typed, spoken, recipe, log)
    if survey is not None:
        _with_survey(survey, typed, states)
        spoken |= {
            name: columns.header(name) or name for name in ("responses", "agree") if name in typed
        }
    if dataset is INDICATOR:
        typed = shares_of_one(table, columns, typed, recipe, log)
        _with_kind_of_breakdown(typed, spoken, headers)
    period = columns.place("period")
    if period is not None and "period_start" in dataset.columns:
        _periods(table, period, typed, recipe, log)
        spoken |= {"period_start": table.headers[period], "period_end": table.headers[period]}
        headers |= {"period_start": table.headers[period], "period_end": table.headers[period]}
    return pl.DataFrame(typed), spoken, headers, states


def _with_kind_of_breakdown(
    typed: dict[str, pl.Series], spoken: dict[str, str], headers: Mapping[str, str]
) -> None:
    """What the breakdown is by, where its column's name says so and no column does."""
    kind = kind_of_header(headers.get("breakdown", ""))
    if kind is None or "breakdown_kind" in typed:
        return
    there = typed["breakdown"].is_not_null()
    typed["breakdown_kind"] = pl.Series(
        [str(kind) if each else None for each in there], dtype=pl.String
    )
    spoken["breakdown_kind"] = headers["breakdown"]


def _with_survey(
    survey: tuple[pl.Series, pl.Series, pl.Series],
    typed: dict[str, pl.Series],
    states: dict[str, pl.Series],
) -> None:
    answers, agree, hidden = survey
    if answers.null_count() < answers.len():  # else nobody knows out of how many: asked
        typed["responses"] = answers.cast(pl.Int64, strict=False)
    typed["agree"] = agree.round(0).cast(pl.Int64, strict=False)
    states["agree"] = pl.Series([MARK if each else None for each in hidden], dtype=STATES)


def _as_the_dataset_says(
    dataset: Dataset, name: str, header: str, texts: pl.Series, recipe: Recipe, log: Log
) -> pl.Series:
    """Texts that a dataset writes in a way of its own, or that say something else beside."""
    if dataset is ACTION and name == "closed":
        return closing_days(texts)
    if name == "owner":
        return _roles(texts, header, log)
    if dataset is OMBUDSMAN and name in {"year", "scope"}:
        return _ombudsman_words(name, header, texts, recipe, log)
    return texts


def _word_notes(spec: FieldSpec, header: str, log: Log) -> list[str]:
    """What is said of the words of a column: months taken for days, words that are no themes."""
    if spec.refers_to == "theme" and (words := unknown_themes(log, spec.name, header)):
        listed = ", ".join(f"'{word.word[:40]}' ×{word.count}" for word in words[:6])
        more = f" and {len(words) - 6} more" if len(words) > 6 else ""
        return [f"{header}: not in the codebook, so no theme is kept for {listed}{more}"]
    if spec.python_type is date and spec.name != "month":
        note = rough_note(spec, header, log.words)
        return [note] if note else []
    return []


def _roles(texts: pl.Series, header: str, log: Log) -> pl.Series:
    """Who sees to something, as roles: names of people fall away."""
    roles = {text: without_names(text) for text in texts.unique(maintain_order=True).drop_nulls()}
    named = [text for text, role in roles.items() if role != text]
    if named:
        rows = int(texts.is_in(named).sum())
        log.notes.append(
            f"columns about people are not kept: names of people in {header} fall away, the role "
            f"is kept where one stands there: {agree(rows, '1 row', f'{rows} rows')}"
        )
    return texts.replace_strict(roles, default=None, return_dtype=pl.String)


def _with_revised(
    dataset: Dataset,
    table: Table,
    columns: Columns,
    typed: dict[str, pl.Series],
    spoken: dict[str, str],
    recipe: Recipe,
    log: Log,
) -> None:
    """A day that was put off: the one agreed last goes before the first."""
    place = columns.place("revised")
    name = next((each for each in ("due", "answer_due") if each in dataset.columns), None)
    if place is None or name is None:
        return
    spec, header = dataset.spec(name), table.headers[place]
    texts = table.texts(place).cast(pl.String)
    read = read_column(spec, header, texts, table.kinds(place), recipe, log)
    log.problems.append(problems_of(spec, header, table.cells.get_column("line"), texts, read))
    frame = pl.DataFrame({"new": read.values}).with_columns(old=typed.get(name, pl.lit(None)))
    later = frame.get_column("new").drop_nulls().len()
    typed[name] = frame.select(pl.coalesce("new", "old")).to_series()
    spoken.setdefault(name, header)
    log.notes.append(
        f"{spec.label.lower()} is the day in '{header}' where there is one ({later} rows)"
    )


def _question_words(
    texts: pl.Series, typed: dict[str, pl.Series], recipe: Recipe, log: Log
) -> pl.Series:
    """Questions of a survey: a standard one, or `other` with its wording as written."""
    from data_access.importing.stages.meaning.words import meaning

    spec = STAFF_VOICE.spec("question")
    known = {}
    for text in texts.unique(maintain_order=True).drop_nulls():
        told = recipe.word("question", text)
        found = meaning(spec, text, whole=True)
        known[text] = (
            (spec.value_of(told) if told else None)
            if told is not None
            else (found.value if found else "other")
        )
    others = [text for text, value in known.items() if value in {"other", None}]
    if others:
        log.notes.append(f"questions kept as other in their own words: {', '.join(others)}")
        open_ones = [text for text in others if recipe.word("question", text) is None]
        if open_ones:
            log.questions.append(
                Question(
                    "words",
                    "words.question",
                    "Is any of these one of the standard questions? " + "; ".join(open_ones[:8]),
                    field="question",
                    words=tuple(open_ones),
                    choices=spec.choices,
                    needed=False,
                )
            )
    typed["wording"] = texts.set(~texts.is_in(others).fill_null(value=False), None)
    return texts.replace_strict(
        {text: value or "other" for text, value in known.items()},
        default=None,
        return_dtype=pl.String,
    )


def _course_words(texts: pl.Series, typed: dict[str, pl.Series], recipe: Recipe, log: Log) -> None:
    known = {
        text: course_of(text, recipe) for text in texts.unique(maintain_order=True).drop_nulls()
    }
    log.questions += level_questions(known)
    others = [text for text, (course, _) in known.items() if course == "other"]
    for text, (course, told) in known.items():
        log.words.append(Word("course", "course", text, int((texts == text).sum()), course, told))
    if others:
        log.notes.append(f"courses kept under other: {', '.join(others)}")
    typed["course"] = texts.replace_strict(
        {text: course for text, (course, _) in known.items()}, default=None, return_dtype=pl.String
    )
    if "course_name" not in typed:
        typed["course_name"] = texts.set(~texts.is_in(others).fill_null(value=False), None)


def _ombudsman_words(
    name: str, header: str, texts: pl.Series, recipe: Recipe, log: Log
) -> pl.Series:
    """Years as the ombudsman writes them, and scopes; a year alone is asked."""
    known: dict[str, str] = {}
    for text in texts.unique(maintain_order=True).drop_nulls():
        if name == "year" and re.fullmatch(r"(?:19|20)\d\d", text.strip()):
            told = recipe.word("year", text)
            known[text] = told or text
            times = int((texts == text).sum())
            log.words.append(Word("year", header, text, times, told, told=told is not None))
        elif name == "year":
            known[text] = figures.ombudsman_year(text) or text
            extra = re.sub(
                r"[\d\s/-]|\b(?:to|fy|year|ending|ended|31|march)\b", "", text.casefold()
            )
            if extra.strip("() "):
                log.notes.append(f"{known[text]} is marked '{text}'")
        else:
            found = figures.ombudsman_scope([text])
            known[text] = (
                found[0]
                if found
                else ("all services" if fold(text) in {"all", "total", "council"} else text)
            )
    return texts.replace_strict(known, default=None, return_dtype=pl.String)


def _groups_of_people(values: pl.Series, header: str, recipe: Recipe, log: Log) -> pl.Series:
    everybody = [
        text
        for text in values.unique(maintain_order=True).drop_nulls()
        if is_everybody_group(text) and recipe.word("breakdown", text) is None
    ]
    for text in everybody:
        log.words.append(Word("breakdown", header, text, int((values == text).sum()), ""))
    return values.set(values.is_in(everybody).fill_null(value=False), None)


def _periods(
    table: Table,
    place: int,
    typed: dict[str, pl.Series],
    recipe: Recipe,
    log: Log,
) -> None:
    """First and last day of the span that one cell gives."""
    texts, header = table.texts(place).cast(pl.String), table.headers[place]
    first, last, unread = {}, {}, []
    for text in texts.unique(maintain_order=True).drop_nulls():
        said = recipe.word("period", text)
        span = read_span(said if said is not None else text)
        if span is None:
            unread.append(text)
            continue
        first[text], last[text] = span.first, span.last
        if not span.rough and span.first == span.last:
            # a single day stands for the period that ends with it, or its month
            first[text] = span.first.replace(day=1)
            last[text] = month_end(span.first)
        log.words.append(
            Word(
                "period", header, text, int((texts == text).sum()), f"{first[text]} to {last[text]}"
            )
        )
    for text in unread:
        log.words.append(Word("period", header, text, int((texts == text).sum()), None))
    lines = table.cells.get_column("line")
    wrong = texts.is_in(unread).fill_null(value=False)
    if wrong.any():
        log.problems.append(
            pl.DataFrame({"line": lines.filter(wrong), "value": texts.filter(wrong)}).select(
                "line",
                field=pl.lit("period"),
                column=pl.lit(header),
                value="value",
                problem=pl.lit("is not a month, quarter or year that says enough"),
                mend=pl.lit("Write April 2026, Q1 2026/27 or 2026/27."),
            )
        )
    for name, days in (("period_start", first), ("period_end", last)):
        typed[name] = texts.replace_strict(days, default=None, return_dtype=pl.Date)


def without_suppressed(
    dataset: Dataset,
    table: Table,
    typed: pl.DataFrame,
    states: Mapping[str, pl.Series],
    aside: list[Aside],
) -> tuple[pl.DataFrame, list[Aside]]:
    """Rows whose needed figure a publisher hides are set aside, not to be mended."""
    lines = table.cells.get_column("line")
    gone: set[int] = set()
    for name, state in states.items():
        spec = dataset.spec(name)
        if spec.required and spec.python_type in (int, float):
            hidden = (state == MARK).fill_null(value=False)
            gone |= set(lines.filter(hidden).to_list())
    if not gone:
        return typed, aside
    aside = [*aside, *rows_aside(table, gone, "suppressed")]
    return typed.filter(~pl.col("line").is_in(list(gone))), aside


_CLOSED = r"(?i)^\s*(?:complete[d]?|closed|done|finished|resolved)\b"


def closed_notes(table: Table, columns: Columns, typed: pl.DataFrame) -> list[str]:
    """Cases that are marked closed and have no day of it."""
    place = columns.place("status")
    if place is None:
        return []
    done = table.cells.select("line", done=pl.col(str(place)).cast(pl.String).str.contains(_CLOSED))
    day = pl.col("responded") if "responded" in typed.columns else pl.lit(None, pl.Date)
    count = typed.join(done, on="line").filter(pl.col("done") & day.is_null()).height
    if not count:
        return []
    return [f"cases marked as closed in '{table.headers[place]}' without a closing day: {count}"]


def hidden_figures(states: Mapping[str, pl.Series], lines: pl.Series, kept: pl.Series) -> int:
    """Cells of the kept lines in which a publisher's mark stands for a figure."""
    marked = [(state == MARK).fill_null(value=False) for state in states.values()]
    if not any(each.any() for each in marked):
        return 0
    there = lines.is_in(kept.implode())
    return sum(int((each & there).sum()) for each in marked)


def is_published(table: Table, columns: Columns) -> bool:
    """Whether a file of figures is one that somebody published: it has places of several levels,
    or more than one council."""
    if columns.place("level") is not None or columns.place("area_code") is not None:
        return True
    place = columns.place("authority")
    return place is not None and table.texts(place).drop_nulls().n_unique() > 1
