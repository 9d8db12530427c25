"""All stages in their order: what a file would give, and landing it.

`read_book` is pure: the same book, recipe and context give the same reading. `plan` adds what the
store knows; `land` writes.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import polars as pl

from data_access.datasets import DATASETS, INDICATOR, OMBUDSMAN, STAFF_VOICE, TRAINING, Dataset
from data_access.datasets.base import plain
from data_access.errors import DataError
from data_access.importing.personal_data.guard import (
    PersonalDataError,
    kinds_in,
    personal_values,
    refuse,
)
from data_access.importing.stages import cases, figures, wide
from data_access.importing.stages.files.book import Book, FileError
from data_access.importing.stages.columns import (
    CANDIDATES,
    Column,
    Columns,
    fits_recipe,
    read_columns,
    recogniser,
    subject_score,
)
from data_access.importing.stages.compare import Compared, compare
from data_access.importing.stages.meaning.councils import Councils
from data_access.importing.stages.meaning.dates import read_span
from data_access.importing.stages.find_table import Aside, Table, find_table, same_layout, together
from data_access.importing.stages.files.open_file import open_file
from data_access.importing.stages.people import (
    about_people,
    count_people,
    course_columns,
    course_of,
    holds_personal,
    is_people_list,
    is_workforce,
)
from data_access.importing.stages.questions import Question
from data_access.importing.stages.recipe import Recipe, RecipeError
from data_access.importing.stages.rows import sort_rows
from data_access.importing.stages.meaning.teams import team_names
from data_access.importing.stages.values import (
    MARK,
    PROBLEM_SCHEMA,
    Log,
    Word,
    empty_problems,
    order_of_file,
    problems_of,
    read_column,
    rough_note,
    word_questions,
)
from data_access.importing.stages.meaning.wording import fold
from data_access.importing.tables.natures import by_nature
from data_access.ledger.as_known import batches, rows_as_known
from data_access.ledger.ledger import Entry, Landed, Prepared, append, prepare
from data_access.ledger.natural_key import row_key
from data_access.principal import Principal
from data_access.store.database import Store

_SURE_MARGIN = 0.12  # how much likelier a kind of records has to be than the next


@dataclass(frozen=True)
class Context:
    """What is known beside the file: whose store it is, councils that have records in it, kinds of
    teams and their names, and themes of the codebook by their folded names."""

    own: str | None = None
    councils: tuple[str, ...] = ()
    team_kinds: Mapping[str, str] = field(default_factory=dict)
    teams: tuple[str, ...] = ()
    themes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """What a file gives. rows: the dataset's columns, typed, without rows to mend. problems:
    PROBLEM_SCHEMA. members: lines of the file by the line that stands for them. declined: why the
    file is not taken at all, in a sentence."""

    source: str
    dataset: Dataset
    confidence: float
    sheets: tuple[str, ...]
    columns: tuple[Column, ...]
    about_people: tuple[str, ...]
    rows: pl.DataFrame
    spoken: Mapping[str, str]
    problems: pl.DataFrame
    aside: tuple[Aside, ...]
    words: tuple[Word, ...]
    questions: tuple[Question, ...]
    notes: tuple[str, ...]
    file_rows: int
    used: int
    rejected: int
    titles: tuple[str, ...] = ()
    declined: str | None = None
    published: bool = False
    places: Mapping[int, tuple[str, int]] = field(default_factory=dict)
    personal: tuple[str, ...] = ()  # headers of columns that hold personal data; never shown

    @property
    def set_aside(self) -> dict[str, int]:
        """Rows set aside, by kind."""
        return dict(Counter(each.kind for each in self.aside))

    @property
    def needed(self) -> tuple[Question, ...]:
        """Questions that have to be answered before anything is imported."""
        return tuple(question for question in self.questions if question.needed)


@dataclass(frozen=True)
class Plan:
    """A reading beside what the store holds; nothing is written until `land`."""

    reading: Reading
    compared: Compared
    prepared: Prepared | None
    sha256: str

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions, those of the comparison too."""
        return (*self.reading.questions, *self.compared.questions)

    @property
    def needed(self) -> tuple[Question, ...]:
        """Questions that have to be answered first."""
        return tuple(question for question in self.questions if question.needed)


@dataclass(frozen=True)
class _Candidate:
    dataset: Dataset
    table: Table
    columns: Columns
    score: float


def read_book(book: Book, recipe: Recipe, context: Context) -> Reading:
    """What a file gives, read with a recipe. FileError or RecipeError where it cannot be read."""
    recognise = recogniser(recipe)
    tables = _tables(book, recipe, recognise)
    if not tables:
        raise FileError(f"{book.name} has no row that names columns.")
    candidates = sorted(
        (
            _candidate(book, dataset, table, recipe)
            for table in tables
            for dataset in _datasets(recipe)
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
        best.score < 0.35 or (rival is not None and best.score - rival.score < _SURE_MARGIN)
    ):
        likely = list(dict.fromkeys(c.dataset for c in candidates if c.score > 0.2))[:4]
        questions.append(
            Question(
                "dataset",
                "dataset",
                "What kind of records are these?",
                choices=tuple(each.name for each in likely or _datasets(recipe)),
            )
        )
    groups = _groups(best, tables, recipe, book)
    log = Log(questions=questions)
    parts = [_read_group(book, best.dataset, group, recipe, context, log) for group in groups]
    part = _joined(best.dataset, parts, log)
    read = {sheet for group in groups for sheet in group.sheets}
    notes = [*book.notes, *_sheet_notes(book, groups, read), *log.notes]
    return _checked(book, best.dataset, confidence, groups, part, log, notes, recipe, context)


def _datasets(recipe: Recipe) -> tuple[Dataset, ...]:
    if recipe.dataset is None:
        return CANDIDATES
    name = recipe.dataset.replace("-", "_")
    for candidate in (name, name.removesuffix("s")):
        if candidate in DATASETS:
            return (DATASETS[candidate],)
    raise RecipeError(f"there is no dataset '{recipe.dataset}'.")


def _tables(book: Book, recipe: Recipe, recognise) -> list[Table]:  # type: ignore[no-untyped-def]
    sheets = list(book.sheets)
    if recipe.sheets:
        wanted = {name.casefold() for name in recipe.sheets}
        sheets = [sheet for sheet in sheets if sheet.name.casefold() in wanted]
        missing = wanted - {sheet.name.casefold() for sheet in sheets}
        if missing and book.form != "csv":
            raise RecipeError(f"{book.name} has no sheet '{sorted(missing)[0]}'.")
        sheets = sheets or list(book.sheets)
    else:
        sheets = [sheet for sheet in sheets if not sheet.hidden] or sheets
    found = [find_table(book, sheet, recognise) for sheet in sheets]
    return [table for table in found if table is not None and table.cells.height]


def _groups(best: _Candidate, tables: list[Table], recipe: Recipe, book: Book) -> list[Table]:
    """Tables to be read: those of one layout as one, and, of the ombudsman's figures, sheets that
    tell other figures of the same councils."""
    chosen = [table for table in tables if table is best.table or same_layout(table, best.table)]
    chosen = [table for table in chosen
              if recipe.sheets or table is best.table or table.cells.height]  # fmt: skip
    groups = [together(chosen)]
    if best.dataset is OMBUDSMAN:
        for table in tables:
            if any(table is each for each in chosen):
                continue
            columns = read_columns(best.dataset, table, recipe)
            fields = set(columns.fields) & set(best.dataset.columns)
            if "authority" in fields and len(fields - {"authority", "year", "scope"}) >= 2:
                groups.append(table)
    del book
    return groups


def _sheet_notes(book: Book, groups: Sequence[Table], read: set[str]) -> list[str]:
    notes = []
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
    "compliment": ("month", "received"),
    "training": ("course|required", "required|status|completed|expires", "team|role"),
    "staff_voice": ("question", "agree|agree_only", "responses|team"),
    "workforce_route": (),
    "coproduction": ("held", "title", "method|level|said"),
    "seldom_heard": (),
    "audit": ("audited", "auditor_grade", "practice_area|team"),
    "learning": ("origin", "found", "lesson"),
    "action": ("action", "due|opened", "owner|statement|progress"),
    "innovation": (),
    "indicator": ("authority|indicator", "value|numerator", "indicator|name", "period|period_start"),
    "ombudsman": ("year|authority", "upheld|uphold_rate|received|compliance_rate",
                  "investigations|not_upheld|closed_after_enquiries|compliance_rate"),
}  # fmt: skip


def _candidate(book: Book, dataset: Dataset, table: Table, recipe: Recipe) -> _Candidate:
    """A table read as a dataset's records, with how likely that is (0 to about 1.5)."""
    if dataset is OMBUDSMAN:
        turned = wide.years_down(dataset, table)
        if turned is not None:
            table_read = turned
        else:
            table_read = table
    else:
        table_read = table
    columns = read_columns(dataset, table_read, recipe)
    fields = set(columns.fields)
    telling = _TELLING.get(dataset.name) or tuple(
        spec.name
        for spec in dataset.fields
        if spec.required and spec.name not in {"authority", "team_kind"} and not spec.is_list
    )
    told = [bool(fields & set(each.split("|"))) for each in telling]
    own = [c for c in columns.columns if c.field in dataset.columns or c.field is not None]
    filled = [p for p in range(len(table_read.headers))
              if table_read.texts(p).null_count() < table_read.cells.height]  # fmt: skip
    score = 0.55 * (sum(told) / len(told) if told else 0)
    score += 0.25 * sum(c.confidence for c in own) / max(len(filled), 1)
    score += 0.03 * min(len(own), 10)
    titles = [*table.titles[:4], *table.sheets, re.sub(r"[_.-]", " ", book.name)]
    score += 0.2 * subject_score(dataset, titles)
    if dataset is TRAINING and columns.place("required") is None:
        persons = bool(about_people(table.headers))
        courses = [course.title for course in course_columns(table, columns)]
        if persons and columns.place("course") is None and len(courses) >= 2:
            score += _matrix_score(courses, titles)
        if persons and columns.place("course") is not None:
            score += 0.15
        if is_workforce(table):
            score += 0.6
    if dataset is INDICATOR:
        periods = sum(1 for header in table.headers if wide.period_of(header))
        if periods >= 2:
            score += 0.3 + (0.1 if fields & {"indicator", "name"} else 0)
        if {"figure_kind", "level"} & fields:
            score += 0.3
    if dataset is OMBUDSMAN and table_read is not table:
        score += 0.3
    if dataset is STAFF_VOICE and columns.place("question") is None:
        down = wide.questions_down(table, columns, recipe)
        score += 0.3 if down is not None and subject_score(dataset, titles) else 0
    return _Candidate(dataset, table, columns, score)


_COURSE_WORDS = re.compile(
    r"(?i)\b(?:training|awareness|level|refresher|course|induction|safety|first aid|gdpr|module|"
    r"e-?learning|l[1-5]|handling|certificate|fire|safeguarding|dementia|equality|mental)\b"
)


def _matrix_score(courses: Sequence[str], titles: Sequence[str]) -> float:
    """How clearly the headers of a matrix are courses."""
    known = sum(
        1
        for title in courses
        if course_of(title, Recipe())[0] != "other" or _COURSE_WORDS.search(title)
    )
    share = min(1.0, known / max(2.0, 0.4 * len(courses)))
    return max(0.5 * share, 0.25 if subject_score(TRAINING, titles) else 0.0)


@dataclass(frozen=True)
class _Part:
    """One table's records: typed rows with `line`, and how they came to be."""

    table: Table
    columns: Columns
    typed: pl.DataFrame
    spoken: dict[str, str]
    headers: dict[str, str]
    aside: list[Aside]
    people: tuple[str, ...] = ()
    into: dict[int, int] = field(default_factory=dict)
    declined: str | None = None
    published: bool = False
    used_all: bool = False
    file_rows: int = 0


def _read_group(
    book: Book, dataset: Dataset, table: Table, recipe: Recipe, context: Context, log: Log
) -> _Part:
    file_rows = table.cells.height + len(table.aside)
    if dataset is OMBUDSMAN:
        table = wide.years_down(dataset, table) or table
    columns = read_columns(dataset, table, recipe)
    merged = [header for header in table.merged_down]
    if merged:
        log.notes.append(
            f"merged down: {', '.join(merged)} (a merged cell stands for every row it covers)"
        )
    log.notes += table.notes
    log.notes += [note for note in columns.notes if note]
    done = sort_rows(table, columns, recipe)
    table = done.table
    log.questions += done.questions
    log.notes += done.notes
    people = about_people(table.headers)
    table, columns, recipe = _reshaped(dataset, table, columns, recipe, log)
    # A person may choose any column for a field; a column about people is no team by its name.
    columns = _without_people(columns, people, dataset)
    if dataset is TRAINING and (is_workforce(table) or is_people_list(table, columns)):
        part = _people(book, table, columns, recipe, context, log)
        return replace(part, file_rows=file_rows)
    _guard(dataset, table, columns, book.name)
    log.file_month_first = order_of_file(_days(dataset, table, columns))
    typed, spoken, headers, states = _typed(dataset, table, columns, recipe, context, log)
    aside: list[Aside] = list(table.aside)
    stage = columns.place("stage")
    into: dict[int, int] = {}
    if dataset.name == "complaint":
        came = table.cells.get_column("came") if "came" in table.cells.columns else None
        stages = table.texts(stage).cast(pl.String) if stage is not None else None
        typed, into = cases.one_case(typed, stages, came, log)
        typed = cases.referred(typed, log)
        if "ombudsman_referred" in typed.columns:
            spoken.setdefault("ombudsman_referred", "ombudsman's decision")
    typed, aside = _suppressed(dataset, table, typed, states, aside)
    log.notes += _rag_notes(dataset, table, columns, typed)
    published = dataset is INDICATOR and _is_published(table, columns)
    if "authority" in typed.columns and columns.place("authority") is not None:
        level = columns.place("level")
        levels = table.texts(level).cast(pl.String) if level is not None else None
        if levels is not None:
            levels = levels.filter(
                table.cells.get_column("line").is_in(typed.get_column("line").implode())
            )
        councils = Councils(recipe.constants.get("authority") or context.own, context.councils)
        typed, places = figures.councils_of(typed, table, levels, councils, log)
        aside += places
    kept = set(typed.get_column("line").to_list())
    if marks := _hidden_figures(states, table.cells.get_column("line"), kept):
        log.notes.append(f"figures that are hidden or missing in the source: {marks}, kept as not "
                         "known")  # fmt: skip
    return _Part(table, columns, typed, spoken, headers, aside, tuple(people), into,
                 published=published, file_rows=file_rows)  # fmt: skip


def _days(
    dataset: Dataset, table: Table, columns: Columns
) -> list[tuple[pl.Series, pl.Series | None]]:
    """The columns that are read as days."""
    return [
        (table.texts(each.place), table.kinds(each.place))
        for each in columns.columns
        if each.field in dataset.columns and dataset.spec(str(each.field)).python_type is date
    ]


def _reshaped(
    dataset: Dataset, table: Table, columns: Columns, recipe: Recipe, log: Log
) -> tuple[Table, Columns, Recipe]:
    """Tables that hold values in their headers, or a row for each kind of figure, turned so that a
    row is a record."""
    told: dict[str, str] | None = None
    reshaped = None
    if dataset is INDICATOR:
        place, question = figures.breakdown_column(table, columns)
        if question is not None:
            log.questions.append(question)
        columns = _with_breakdown(columns, place)
        reshaped = wide.periods_down(dataset, table, columns, recipe)
        if reshaped is None:
            reshaped = figures.figure_kinds_across(table, columns)
        if reshaped is not None:
            fixed = {c.header: c.field or "" for c in columns.columns}
            recipe = replace(recipe, columns={**fixed, **recipe.columns})
    elif dataset is STAFF_VOICE:
        reshaped = wide.questions_down(table, columns, recipe)
    elif dataset.name == "complaint":
        reshaped = cases.stages_down(table, columns)
    elif dataset is OMBUDSMAN:
        reshaped = wide.periods_down(dataset, table, columns, recipe)
    if reshaped is None:
        return table, columns, recipe
    table, told = reshaped
    recipe = replace(recipe, columns={**recipe.columns, **told})
    return table, read_columns(dataset, table, recipe), recipe


def _with_breakdown(columns: Columns, place: int | None) -> Columns:
    changed = []
    for each in columns.columns:
        if each.place == place:
            changed.append(replace(each, field="breakdown", confidence=max(each.confidence, 0.9)))
        elif each.field == "breakdown" and not each.told:
            changed.append(replace(each, field=None))
        else:
            changed.append(each)
    return replace(columns, columns=tuple(changed))


def _without_people(columns: Columns, people: Mapping[str, str], dataset: Dataset) -> Columns:
    return replace(
        columns,
        columns=tuple(
            replace(each, field=None)
            if each.header in people
            and each.field is not None
            and not each.told
            and not _is_named(dataset, each)
            else each
            for each in columns.columns
        ),
    )


def _is_named(dataset: Dataset, column: Column) -> bool:
    """Whether a header is one of the field's own names, such as Owner (a role)."""
    if column.field not in dataset.columns:
        return False
    spec = dataset.spec(str(column.field))
    return plain(column.header) in {plain(n) for n in (spec.name, spec.label, *spec.aliases)}


def _guard(dataset: Dataset, table: Table, columns: Columns, source: str) -> None:
    """No text with personal data in it goes into a field."""
    found = []
    rows = table.cells.get_column("row")
    for each in columns.columns:
        if each.field in dataset.columns:
            spec = dataset.spec(str(each.field))
            if spec.python_type is str and not spec.choices and spec.name != "authority":
                found += personal_values(table.texts(each.place), each.header, rows)
    refuse(found, source)


def _typed(
    dataset: Dataset, table: Table, columns: Columns, recipe: Recipe, context: Context, log: Log
) -> tuple[pl.DataFrame, dict[str, str], dict[str, str], dict[str, pl.Series]]:
    """The dataset's fields as far as columns tell them, typed, with `line`; the fields spoken of,
    the header of each, and the states of each field's cells."""
    lines = table.cells.get_column("line")
    typed: dict[str, pl.Series] = {"line": lines}
    spoken: dict[str, str] = {}
    headers: dict[str, str] = {}
    states: dict[str, pl.Series] = {}
    survey = figures.agreed(table, columns, log, recipe) if dataset is STAFF_VOICE else None
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
            names, questions, notes = team_names(texts, recipe, context.teams)
            log.questions += questions
            log.notes += notes
            texts = texts.replace_strict(names, default=None, return_dtype=pl.String)
        if dataset is OMBUDSMAN and spec.name in {"year", "scope"}:
            texts = _ombudsman_words(spec.name, texts, log)
        read = read_column(spec, header, texts, kinds, recipe, log, themes=context.themes)
        if spec.name == "breakdown":
            read = replace(read, values=_groups_of_people(read.values, header, recipe, log))
        typed[spec.name] = read.values
        states[spec.name] = read.states
        spoken[spec.name] = header
        log.problems.append(problems_of(spec, header, lines, texts, read))
        if spec.python_type is date and spec.name != "month":
            note = rough_note(spec, header, log.words)
            log.notes += [note] if note else []
    if survey is not None:
        answers, agree, hidden = survey
        typed["responses"] = answers.cast(pl.Int64, strict=False)
        typed["agree"] = agree.round(0).cast(pl.Int64, strict=False)
        states["agree"] = pl.Series([MARK if each else None for each in hidden], dtype=pl.String)
        spoken |= {"responses": "responses", "agree": "agree"}
    period = columns.place("period")
    if period is not None and "period_start" in dataset.columns:
        _periods(dataset, table, period, typed, recipe, log)
        spoken |= {"period_start": table.headers[period], "period_end": table.headers[period]}
        headers |= {"period_start": table.headers[period], "period_end": table.headers[period]}
    return pl.DataFrame(typed), spoken, headers, states


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
        known[text] = (spec.value_of(told) if told else None) if told is not None else (
            found.value if found else "other")  # fmt: skip
    others = [text for text, value in known.items() if value in {"other", None}]
    if others:
        log.notes.append(f"questions kept as other in their own words: {', '.join(others)}")
    typed["wording"] = texts.set(~texts.is_in(others).fill_null(value=False), None)
    return texts.replace_strict(
        {text: value or "other" for text, value in known.items()},
        default=None,
        return_dtype=pl.String,
    )


def _course_words(texts: pl.Series, typed: dict[str, pl.Series], recipe: Recipe, log: Log) -> None:
    from data_access.importing.stages.people import course_of

    known = {
        text: course_of(text, recipe) for text in texts.unique(maintain_order=True).drop_nulls()
    }
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


def _ombudsman_words(name: str, texts: pl.Series, log: Log) -> pl.Series:
    known: dict[str, str] = {}
    for text in texts.unique(maintain_order=True).drop_nulls():
        if name == "year":
            known[text] = figures.ombudsman_year(text) or text
            extra = re.sub(
                r"[\d\s/-]|\b(?:to|fy|year|ending|ended|31|march)\b", "", text.casefold()
            )
            if extra.strip("() "):
                log.notes.append(f"{known[text]} is marked '{text}'")
        else:
            found = figures.ombudsman_scope([text])
            known[text] = found[0] if found else (
                "all services" if fold(text) in {"all", "total", "council"} else text)  # fmt: skip
    return texts.replace_strict(known, default=None, return_dtype=pl.String)


def _groups_of_people(values: pl.Series, header: str, recipe: Recipe, log: Log) -> pl.Series:
    everybody = [
        text
        for text in values.unique(maintain_order=True).drop_nulls()
        if figures.is_everybody_group(text) and recipe.word("breakdown", text) is None
    ]
    for text in everybody:
        log.words.append(Word("breakdown", header, text, int((values == text).sum()), ""))
    return values.set(values.is_in(everybody).fill_null(value=False), None)


def _periods(
    dataset: Dataset,
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
            last[text] = _month_end(span.first)
        log.words.append(Word("period", header, text, int((texts == text).sum()),
                              f"{first[text]} to {last[text]}"))  # fmt: skip
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
            )  # fmt: skip
        )
    for name, days in (("period_start", first), ("period_end", last)):
        typed[name] = texts.replace_strict(days, default=None, return_dtype=pl.Date)
    del dataset


def _month_end(day: date) -> date:
    import calendar

    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _suppressed(
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
    rows = table.cells.filter(pl.col("line").is_in(list(gone)))
    aside = [*aside, *(Aside("suppressed", sheet, row) for sheet, row in
                       rows.select("sheet", "row").iter_rows())]  # fmt: skip
    return typed.filter(~pl.col("line").is_in(list(gone))), aside


def _rag_notes(dataset: Dataset, table: Table, columns: Columns, typed: pl.DataFrame) -> list[str]:
    """Actions that are marked complete and have no closing day."""
    place = columns.place("rag")
    if dataset.name != "action" or place is None:
        return []
    done = table.cells.select(
        "line",
        done=pl.col(str(place)).cast(pl.String).str.contains(
            r"(?i)^\s*(?:b|blue|complete[d]?|closed|done|delivered|implemented|finished)\b"),
    )  # fmt: skip
    closed = pl.col("closed") if "closed" in typed.columns else pl.lit(None, pl.Date)
    count = typed.join(done, on="line").filter(pl.col("done") & closed.is_null()).height
    if not count:
        return []
    return [
        f"actions marked as complete in '{table.headers[place]}' without a closing day: {count}"
    ]


def _hidden_figures(states: Mapping[str, pl.Series], lines: pl.Series, kept: set[int]) -> int:
    """Cells of the kept rows in which a publisher's mark stands for a figure."""
    there = lines.is_in(list(kept))
    return sum(int(((state == MARK).fill_null(value=False) & there).sum())
               for state in states.values())  # fmt: skip


def _is_published(table: Table, columns: Columns) -> bool:
    """Whether a file of figures is one that somebody published: it has places of several levels,
    or more than one council."""
    if columns.place("level") is not None or columns.place("area_code") is not None:
        return True
    place = columns.place("authority")
    return place is not None and table.texts(place).drop_nulls().n_unique() > 1


def _people(
    book: Book, table: Table, columns: Columns, recipe: Recipe, context: Context, log: Log
) -> _Part:
    """A list of people counted; nothing about a person goes further."""
    titles = [*table.titles, *table.sheets, _bare(book.name)]
    month = _constant_day(recipe, "month")
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
        return _Part(table, columns, empty, {}, {}, [], people, declined=counted.declined)
    typed = counted.rows
    if typed.is_empty():
        return _Part(table, columns, pl.DataFrame(schema={"line": pl.Int64()}), {}, {},
                     list(table.aside), people)  # fmt: skip
    if columns.place("role") is None and "role" not in recipe.constants:
        log.questions.append(
            Question("columns", "columns or constants.role",
                     "No column says which role people have: which one is it, or which role do all "
                     "have?", field="role", choices=tuple(table.headers))
        )  # fmt: skip
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
            f"{said} counted as at {_month_end(month):%-d %B %Y}; names and numbers of people are "
            "not kept"
        )
    if typed.get_column("in_date").null_count() == typed.height:
        log.notes.append("who is in date is not in this file")
    spoken = {name: columns.header(name) or name for name in typed.columns
              if name != "line" and typed.get_column(name).null_count() < typed.height}  # fmt: skip
    return _Part(table, columns, typed, spoken, {}, list(table.aside), people, used_all=True)


def _bare(name: str) -> str:
    return re.sub(r"[_]", " ", name.rsplit(".", 1)[0])


def _constant_day(recipe: Recipe, name: str) -> date | None:
    said = recipe.constants.get(name)
    if said is None:
        return None
    span = read_span(said)
    if span is None:
        raise RecipeError(f"the recipe's constant {name} is '{said}', which is no day.")
    return span.first


def _joined(dataset: Dataset, parts: list[_Part], log: Log) -> _Part:
    """Parts about the same councils and years as one: what one tells, none empties."""
    if len(parts) == 1:
        return parts[0]
    del log
    first, offset, frames = parts[0], 0, []
    aside: list[Aside] = []
    for part in parts:
        frames.append(part.typed.with_columns(pl.col("line") + offset))
        offset += 1_000_000
        aside += part.aside
    typed = pl.concat(frames, how="diagonal_relaxed")
    spoken = {name: header for part in parts for name, header in part.spoken.items()}
    headers = {name: header for part in parts for name, header in part.headers.items()}
    columns = replace(first.columns,
                      columns=tuple(c for part in parts for c in part.columns.columns))  # fmt: skip
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
    del dataset
    return replace(
        first, table=table, columns=columns, typed=typed, spoken=spoken, headers=headers,
        aside=aside, people=tuple(p for part in parts for p in part.people),
        file_rows=sum(part.file_rows for part in parts),
    )  # fmt: skip


def _checked(
    book: Book,
    dataset: Dataset,
    confidence: float,
    groups: list[Table],
    part: _Part,
    log: Log,
    notes: list[str],
    recipe: Recipe,
    context: Context,
) -> Reading:
    """The fifth stage: constants, what follows, and which rows are good."""
    sheets = tuple(sheet for group in groups for sheet in group.sheets)
    table, typed, spoken = part.table, part.typed, dict(part.spoken)
    noted = len(log.notes)
    if part.declined is None and not typed.is_empty():
        typed = _constants(book, dataset, table, typed, spoken, recipe, context, log)
        typed = cases.made_references(dataset, typed, log)
        if "reference" in dataset.columns:
            spoken.setdefault("reference", "reference")
    problems = log.problem_lines()
    good, rejected_lines, problems, more = _good(dataset, part, typed, problems, len(groups) > 1)
    questions = _unique_questions([*log.questions, *word_questions(dataset, log)])
    members = _members(part, table)
    rejected = sum(members.get(line, 1) for line in rejected_lines)
    lines = set(typed.get_column("line").to_list()) if "line" in typed.columns else set()
    if part.declined:
        used = 0
    elif part.used_all:
        used = table.cells.height
    else:
        used = sum(members.get(line, 1) for line in lines - rejected_lines)
        if "came" not in table.cells.columns:
            used += sum(1 for line, to in part.into.items() if to not in rejected_lines)
    all_notes = [*notes, *log.notes[noted:], *more, *_column_notes(dataset, part),
                 *_row_notes(dataset, part, good)]  # fmt: skip
    if part.declined:
        all_notes.append(part.declined)
        questions = []
    places = {
        line: (sheet, row)
        for line, sheet, row in table.cells.select("line", "sheet", "row").iter_rows()
        if line in rejected_lines
    }
    return Reading(
        source=book.name,
        dataset=dataset,
        confidence=round(confidence, 2),
        sheets=sheets,
        columns=part.columns.columns,
        about_people=part.people,
        rows=good,
        spoken=spoken,
        problems=problems,
        aside=() if part.declined else tuple(part.aside),
        words=tuple(_unique_words(log.words)),
        questions=tuple(questions),
        notes=tuple(dict.fromkeys(all_notes)),
        file_rows=part.file_rows,
        used=used,
        rejected=0 if part.declined else rejected,
        titles=table.titles,
        declined=part.declined,
        published=part.published,
        places=places,
        personal=tuple(
            header
            for group in groups
            for place, header in enumerate(group.headers)
            if holds_personal(group.texts(place).cast(pl.String))
        ),
    )


def _members(part: _Part, table: Table) -> dict[int, int]:
    """How many rows of the file each line stands for."""
    del part
    if "members" in table.cells.columns:
        return {line: len(members) for line, members in
                table.cells.select("line", "members").iter_rows()}  # fmt: skip
    if "came" in table.cells.columns:
        # of the lines made of one row of the file, the first counts it
        firsts = table.cells.select("line", first=pl.col("came").is_first_distinct())
        return {line: int(first) for line, first in firsts.iter_rows()}
    return {}


def _constants(
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
    titles = [*table.titles, *table.sheets, _bare(book.name)]
    for name, said in recipe.constants.items():
        if name == "period" and "period_start" in dataset.columns:
            span = read_span(said)
            if span is None:
                raise RecipeError(f"the recipe's constant period is '{said}', which is no period.")
            typed = typed.with_columns(
                period_start=pl.lit(span.first), period_end=pl.lit(span.last)
            )
            continue
        if name not in dataset.columns:
            continue
        typed = _with_constant(dataset, typed, name, said)
        spoken.setdefault(name, name)
    typed = _authority(dataset, typed, recipe, context, log)
    if "team_kind" in dataset.columns:
        typed = _team_kinds(dataset, typed, recipe, context, log, book.name)
        spoken.setdefault("team_kind", "team_kind")
    if "course_kind" in dataset.columns and "course" in typed.columns:
        typed = _course_kinds(typed)
        spoken.setdefault("course_kind", "course_kind")
    if "period_start" in dataset.columns and not {"period_start", "period_end"} <= set(
        typed.columns
    ):
        typed = _period_of(dataset, typed, titles, log)
        spoken |= {"period_start": "period", "period_end": "period"}
    if "month" in dataset.columns and "month" not in typed.columns:
        found = figures.month_of_titles(titles)
        if found is not None:
            log.notes.append(f"the month is {found[0]:%B %Y}, from '{found[1][:80]}'")
            typed = typed.with_columns(month=pl.lit(found[0]))
            spoken.setdefault("month", "month")
        else:
            log.questions.append(_constant_question(dataset, "month", "Which month is this for?"))
    if dataset is OMBUDSMAN:
        typed = _year_and_scope(dataset, typed, titles, log)
        spoken |= {"year": "year", "scope": "scope"}
    if dataset is INDICATOR:
        typed = _indicator_names(table, typed, titles)
    missing = [
        spec.name
        for spec in dataset.fields
        if spec.required
        and not spec.is_list
        and spec.name not in typed.columns
        and spec.name not in {"authority", "reference", "month", "period_start", "period_end",
                              "team_kind", "year", "scope"}
    ]  # fmt: skip
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


def _authority(
    dataset: Dataset, typed: pl.DataFrame, recipe: Recipe, context: Context, log: Log
) -> pl.DataFrame:
    own = context.own
    if "authority" in typed.columns and not typed.get_column("authority").has_nulls():
        return typed
    if "authority" in recipe.constants:
        return typed
    if own is not None:
        filled = pl.col("authority").fill_null(pl.lit(own)) if "authority" in typed.columns else (
            pl.lit(own).alias("authority"))  # fmt: skip
        return typed.with_columns(filled)
    log.questions.append(_constant_question(dataset, "authority", "Which council is this for?"))
    return typed


def _constant_question(dataset: Dataset, name: str, said: str) -> Question:
    return Question("constants", f"constants.{name}", said, field=name,
                    choices=dataset.spec(name).choices if name in dataset.columns else ())  # fmt: skip


def _team_kinds(
    dataset: Dataset, typed: pl.DataFrame, recipe: Recipe, context: Context, log: Log, source: str
) -> pl.DataFrame:
    """The kind of each team: a column, a person's word (teams not named are general), or what the
    store knows; else it is asked."""
    del source
    if "team_kind" in typed.columns and not typed.get_column("team_kind").has_nulls():
        return typed
    if "team" not in typed.columns:
        return typed
    spec = dataset.spec("team_kind")
    said = {fold(team): spec.value_of(kind) for team, kind in
            recipe.words.get("team_kind", {}).items()}  # fmt: skip
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
    from data_access.importing.stages.people import kind_of_course

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
    dataset: Dataset, typed: pl.DataFrame, titles: Sequence[str], log: Log
) -> pl.DataFrame:
    found = figures.period_of_titles(titles)
    if found is None and {"period_start", "period_end"} & set(typed.columns):
        return typed
    if found is None:
        log.questions.append(
            Question("constants", "constants.period", "Which period is this for?", field="period")
        )
        return typed
    first, last, where = found
    named = f"{first.year}-{last.year % 100:02d}" if (last - first).days > 360 else (
        f"{first:%-d %B %Y} to {last:%-d %B %Y}")  # fmt: skip
    log.notes.append(f"period {named} ({first:%-d %B %Y} to {last:%-d %B %Y}), from "
                     f"'{where[:80]}'")  # fmt: skip
    del dataset
    return typed.with_columns(period_start=pl.lit(first), period_end=pl.lit(last))


def _year_and_scope(
    dataset: Dataset, typed: pl.DataFrame, titles: Sequence[str], log: Log
) -> pl.DataFrame:
    if "year" not in typed.columns:
        years = list(dict.fromkeys(y for y in (figures.ombudsman_year(t) for t in titles) if y))
        found = figures.period_of_titles(titles)
        if not years and found is not None:
            years = [f"{found[0].year}-{found[1].year % 100:02d}"]
        if years:
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
                _constant_question(dataset, "scope", "Are these figures of adult social care, or "
                                   "of all services?")
            )  # fmt: skip
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


def _good(
    dataset: Dataset, part: _Part, typed: pl.DataFrame, problems: pl.DataFrame, several: bool
) -> tuple[pl.DataFrame, set[int], pl.DataFrame, list[str]]:
    """The good rows in the dataset's columns; lines to mend; all problems; notes."""
    notes: list[str] = []
    empty = pl.DataFrame(schema=dataset.schema)
    if typed.is_empty() or part.declined:
        return empty, set(), pl.DataFrame(schema=PROBLEM_SCHEMA), notes
    lines = typed.get_column("line")
    # a row that went into another is mended with it
    problems = problems.with_columns(
        pl.col("line").replace(part.into) if part.into else pl.col("line")
    ).filter(pl.col("line").is_in(lines.implode()))
    found = [problems]
    for spec in dataset.fields:
        if not spec.required or spec.is_list or spec.name not in typed.columns:
            continue
        values = typed.get_column(spec.name)
        told = problems.filter(pl.col("field").is_in([spec.name, "period"])).get_column("line")
        missing = values.is_null() & ~lines.is_in(told.implode())
        place = part.columns.place(spec.name)
        texts = None
        if place is not None and str(place) in part.table.cells.columns:
            texts = lines.to_frame().join(
                part.table.cells.select("line", text=pl.col(str(place)).cast(pl.String)),
                on="line", how="left", maintain_order="left",
            ).get_column("text")  # fmt: skip
        found.append(empty_problems(spec, part.headers.get(spec.name, spec.label), lines, missing,
                                    texts))  # fmt: skip
    lacking = [spec for spec in dataset.fields
               if spec.required and not spec.is_list and spec.name not in typed.columns]  # fmt: skip
    full = typed.with_columns(
        pl.lit(None, dtype=pl.String() if spec.is_list else spec.polars_type).alias(spec.name)
        for spec in dataset.fields
        if spec.name not in typed.columns
    )
    breaches = dataset.breaches(_for_rules(dataset, full))
    if breaches.height:
        found.append(
            pl.DataFrame(
                {
                    "line": lines.gather(breaches.get_column("row")),
                    "field": breaches.get_column("field"),
                    "problem": breaches.get_column("problem").str.strip_chars_end("."),
                }
            ).select(
                "line",
                "field",
                column=pl.lit(""),
                value=pl.lit(""),
                problem="problem",
                mend=pl.lit(""),
            )  # fmt: skip
        )
    problems = pl.concat([frame.select(PROBLEM_SCHEMA.keys()).cast(PROBLEM_SCHEMA)
                          for frame in found])  # fmt: skip
    bad = set(problems.get_column("line").to_list())
    good = full.filter(~pl.col("line").is_in(list(bad))).select("line", *dataset.columns)
    if several:
        good, clash = _coalesced(dataset, good)
    else:
        good, clash, twice = _once(dataset, good)
        notes += twice
    if clash.height:
        problems = pl.concat([problems, clash.select(PROBLEM_SCHEMA.keys()).cast(PROBLEM_SCHEMA)])
        bad |= set(clash.get_column("line").to_list())
    del lacking
    return good.select(dataset.columns), bad, problems.sort("line"), notes


def _for_rules(dataset: Dataset, full: pl.DataFrame) -> pl.DataFrame:
    return full.select(
        pl.col(spec.name).cast(spec.polars_type) for spec in dataset.fields if not spec.is_list
    )


def _once(dataset: Dataset, good: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame, list[str]]:
    """Rows that stand twice count once; two of one key that say different things are to mend."""
    keyed = good.with_columns(row_key(dataset))
    notes = []
    if keyed.get_column("row_key").n_unique() == keyed.height:
        return good, pl.DataFrame(schema=PROBLEM_SCHEMA), notes
    once = keyed.unique([*dataset.columns], keep="first", maintain_order=True)
    twice = keyed.height - once.height
    if twice:
        again = keyed.filter(~pl.col("line").is_in(once.get_column("line").implode()))
        name = dataset.natural_key[-1] if "reference" not in dataset.columns else "reference"
        listed = ", ".join(str(v) for v in again.get_column(name).head(5))
        notes.append(f"{twice} rows stand twice, word for word, and count once: {listed}")
    clash = once.filter(pl.col("row_key").is_duplicated())
    if clash.is_empty():
        return once.drop("row_key"), pl.DataFrame(schema=PROBLEM_SCHEMA), notes
    names = " and ".join(dataset.spec(name).label.lower() for name in dataset.natural_key)
    told = keyed.filter(pl.col("row_key").is_in(clash.get_column("row_key").implode())).select(
        "line", field=pl.lit(""), column=pl.lit(""), value=pl.lit(""),
        problem=pl.lit("contradicts another row of the same key"),
        mend=pl.lit(f"Keep one row for each {names}."),
    )  # fmt: skip
    return once.filter(~pl.col("row_key").is_duplicated()).drop("row_key"), told, notes


def _coalesced(dataset: Dataset, good: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows of several tables with one key as one, where they do not contradict each other."""
    keyed = good.with_columns(row_key(dataset))
    others = [name for name in dataset.columns if name not in dataset.natural_key]
    clash = (
        keyed.group_by("row_key")
        .agg(pl.max_horizontal(pl.col(name).drop_nulls().n_unique() for name in others).max()
             .alias("ways"))
        .filter(pl.col("ways") > 1)
    )  # fmt: skip
    told = keyed.join(clash, on="row_key", how="semi").select(
        "line", field=pl.lit(""), column=pl.lit(""), value=pl.lit(""),
        problem=pl.lit("contradicts another sheet about the same council and year"),
        mend=pl.lit("Correct one of them."),
    )  # fmt: skip
    merged = (
        keyed.join(clash, on="row_key", how="anti")
        .group_by("row_key", maintain_order=True)
        .agg(pl.col("line").first(),
             *(pl.col(name).first() for name in dataset.natural_key),
             *(pl.col(name).drop_nulls().first() for name in others))
    )  # fmt: skip
    return merged.select("line", *dataset.columns), told


def _column_notes(dataset: Dataset, part: _Part) -> list[str]:
    notes = []
    people = set(part.people)
    used = {each.header for each in part.columns.columns if each.field in dataset.columns}
    if dropped := [header for header in part.people if header not in used]:
        notes.append(f"columns about people are not kept: {', '.join(dropped)}")
    courses = set()
    if part.used_all:
        for course in course_columns(part.table, part.columns):
            courses |= {part.table.headers[place] for place in course.places.values()}
    none = [
        each.header
        for each in part.columns.columns
        if each.field is None and each.header not in people | courses
    ]
    if none:
        notes.append(f"columns that belong to no field: {', '.join(none)}")
    absent = [
        spec.label.lower()
        for spec in dataset.fields
        if spec.name not in part.spoken and not spec.required
    ]
    if absent and not part.declined:
        notes.append(f"not in this file: {', '.join(absent)}")
    return notes


def _row_notes(dataset: Dataset, part: _Part, good: pl.DataFrame) -> list[str]:
    notes = []
    counts = Counter(each.kind for each in part.aside)
    said = {
        "totals": "rows of totals passed over",
        "suppressed": "suppressed rows without a figure",
        "notes": "notes passed over",
        "headings": "headings between rows passed over",
    }
    notes += [f"{words}: {counts[kind]}" for kind, words in said.items() if counts[kind]]
    if dataset.dated_by and dataset.dated_by in good.columns and good.height:
        newest = good.get_column(dataset.dated_by).max()
        if isinstance(newest, date):
            notes.append(f"the newest {dataset.singular} is of {newest:%-d %B %Y}")
    return notes


def _unique_questions(questions: Iterable[Question]) -> list[Question]:
    return list({question.key: question for question in questions}.values())


def _unique_words(words: Iterable[Word]) -> list[Word]:
    """Words of one field and meaning counted together over columns."""
    found: dict[tuple[str, str], Word] = {}
    for word in words:
        key = (word.field, word.word)
        known = found.get(key)
        found[key] = replace(word, count=word.count + known.count) if known else word
    return list(found.values())


def context_of(store: Store, principal: Principal, own: str | None = None) -> Context:
    """What a store knows that helps to read a file."""
    from data_access.importing.tables.known_teams import team_kinds
    from data_access.reference.published_facts import codebook_frame
    from data_access.snapshot import councils, home_authority

    home = own or home_authority(store, principal=principal)
    themes = {}
    for theme, name in codebook_frame().select("theme", "name").iter_rows():
        themes[fold(str(theme).replace("_", " "))] = str(theme)
        themes[fold(str(name))] = str(theme)
    names = tuple(councils(store, principal=principal).get_column("authority").to_list())
    return Context(home, names, team_kinds(store, home) if home else {}, (), themes)


def plan(
    store: Store,
    name: str,
    content: bytes,
    *,
    principal: Principal,
    recipe: Recipe,
    own: str | None = None,
) -> Plan:
    """What importing a file would do. FileError or RecipeError where it cannot be read,
    PersonalDataError where a field would hold personal data (the value is never repeated)."""
    if kinds := kinds_in(name):
        raise PersonalDataError(
            f"The file's name has {' and '.join(kinds)} in it: give the file another name."
        )
    book = open_file(name, content)
    reading = read_book(book, recipe, context_of(store, principal, own))
    sha256 = hashlib.sha256(content).hexdigest()
    if reading.declined or reading.rows.is_empty():
        return Plan(reading, Compared(reading.rows), None, sha256)
    with store.reading() as connection:
        authorities = reading.rows.get_column("authority").unique().to_list()
        held = rows_as_known(connection, reading.dataset, batches(connection), authorities)
    compared = compare(reading.dataset, reading.rows, held, reading.spoken, recipe)
    if reading.needed or compared.questions:
        return Plan(reading, compared, None, sha256)
    entries = [
        Entry(reading.dataset, rows, rejected=0 if place else reading.rejected, guarded=True,
              nature=nature)
        for place, (nature, rows) in enumerate(
            by_nature(reading.dataset, compared.rows, published=reading.published)
        )
    ]  # fmt: skip
    prepared = prepare(store, entries, principal=principal, nature=reading.dataset.nature)
    return Plan(reading, compared, prepared, sha256)


def check(planned: Plan, *, good_rows_only: bool = False) -> None:
    """DataError, in one line, while a question is open, where the file is declined, or where rows
    are to be mended and the good ones alone shall not land."""
    reading = planned.reading
    if reading.declined:
        raise DataError(f"{reading.source}: {reading.declined}.")
    if planned.needed:
        first = planned.needed[0]
        more = len(planned.needed) - 1
        rest = f" ({more} more {'questions' if more > 1 else 'question'})" if more else ""
        raise DataError(f"{reading.source}: {first.said} Answer with {first.key}.{rest}")
    if reading.rejected and not good_rows_only:
        raise DataError(
            f"{reading.source}: {reading.rejected} rows are to be mended, so nothing was imported; "
            "mend them, or use --good-rows-only."
        )


def land(
    store: Store, planned: Plan, *, principal: Principal, good_rows_only: bool = False
) -> Landed:
    """Land a plan; raises as `check`."""
    check(planned, good_rows_only=good_rows_only)
    reading = planned.reading
    if planned.prepared is None:
        return Landed(None, (), {})
    note = f"{reading.rejected} rows rejected and left out" if reading.rejected else None
    return append(
        store,
        planned.prepared,
        principal=principal,
        source_name=reading.source,
        sha256=planned.sha256,
        note=note,
    )


__all__ = ["Context", "Plan", "Reading", "check", "context_of", "land", "plan", "read_book"]
