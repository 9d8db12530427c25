"""All stages in their order: what a file would give, and landing it.

`read_book` is pure: the same book, recipe and context give the same reading. `plan` adds what the
store knows; `land` writes.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import polars as pl

from data_access.datasets import INDICATOR, OMBUDSMAN, STAFF_VOICE, TRAINING, Dataset
from data_access.errors import DataError
from data_access.importing.personal_data.guard import (
    PersonalDataError,
    kinds_in,
)
from data_access.importing.stages import cases, figures, wide
from data_access.importing.stages.check import (
    column_notes,
    good_rows,
    members_of,
    row_notes,
    unique_questions,
    unique_words,
)
from data_access.importing.stages.choose import (
    SURE_MARGIN,
    candidate,
    datasets_of,
    groups_of,
    sheet_notes,
    tables_of,
)
from data_access.importing.stages.columns import (
    Column,
    Columns,
    fits_recipe,
    read_columns,
    recogniser,
)
from data_access.importing.stages.compare import Compared, compare
from data_access.importing.stages.constants import bare_name_of, constant_day, with_constants_of
from data_access.importing.stages.context import Context, Part
from data_access.importing.stages.files.book import Book, FileError
from data_access.importing.stages.files.open_file import open_file
from data_access.importing.stages.find_table import Aside, Table
from data_access.importing.stages.kept_recipes import (
    keep_recipe,
    layout_of,
    merged,
    recipe_for,
)
from data_access.importing.stages.meaning.councils import Councils
from data_access.importing.stages.meaning.dates import read_span
from data_access.importing.stages.meaning.wording import fold
from data_access.importing.stages.people import (
    about_people,
    count_people,
    holds_personal,
    is_people_list,
    is_workforce,
)
from data_access.importing.stages.questions import Question
from data_access.importing.stages.recipe import Recipe, RecipeError, write_recipe
from data_access.importing.stages.rows import HEADING_COLUMN, sort_rows
from data_access.importing.stages.typed import (
    days_of,
    guard,
    guard_words,
    hidden_figures,
    is_published,
    month_end,
    rag_notes,
    typed_of,
    without_people,
    without_suppressed,
)
from data_access.importing.stages.values import (
    Log,
    Word,
    order_of_file,
    word_questions,
)
from data_access.importing.tables.rows import by_nature
from data_access.ledger.as_known import batches, rows_as_known
from data_access.ledger.classify import Prepared
from data_access.ledger.entry import Entry
from data_access.ledger.ledger import Landed, append, prepare
from data_access.snapshot import councils, home_authority
from data_access.store.database import Store
from vocabulary.principal import Principal


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
    """A reading beside what the store holds; nothing is written until `land`. recipe: what it was
    read with, kept answers included; layout: which files those are kept for."""

    reading: Reading
    compared: Compared
    prepared: Prepared | None
    sha256: str
    recipe: Recipe = field(default_factory=Recipe)
    layout: str = ""

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions, those of the comparison too."""
        return (*self.reading.questions, *self.compared.questions)

    @property
    def needed(self) -> tuple[Question, ...]:
        """Questions that have to be answered first."""
        return tuple(question for question in self.questions if question.needed)


def read_book(book: Book, recipe: Recipe, context: Context) -> Reading:
    """What a file gives, read with a recipe. FileError or RecipeError where it cannot be read."""
    recognise = recogniser(recipe)
    tables = tables_of(book, recipe, recognise)
    if not tables:
        raise FileError(f"{book.name} has no row that names columns.")
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
    groups = groups_of(best, tables, recipe, book)
    log = Log(questions=questions)
    parts = [_read_group(book, best.dataset, group, recipe, context, log) for group in groups]
    part = _joined(best.dataset, parts, log)
    read = {sheet for group in groups for sheet in group.sheets}
    notes = [*book.notes, *sheet_notes(book, groups, read), *log.notes]
    return _checked(book, best.dataset, confidence, groups, part, log, notes, recipe, context)


def _read_group(
    book: Book, dataset: Dataset, table: Table, recipe: Recipe, context: Context, log: Log
) -> Part:
    file_rows = table.cells.height + len(table.aside)
    if dataset is OMBUDSMAN:
        table = wide.years_down(dataset, table) or table
    columns = read_columns(dataset, table, recipe)
    merged = list(table.merged_down)
    if merged:
        log.notes.append(
            f"merged down: {', '.join(merged)} (a merged cell stands for every row it covers)"
        )
    log.notes += table.notes
    log.notes += [note for note in columns.notes if note]
    done = sort_rows(table, columns, recipe)
    if len(done.table.headers) > len(table.headers):  # teams that stood in headings
        recipe = replace(recipe, columns={**recipe.columns, HEADING_COLUMN: "team"})
        columns = read_columns(dataset, done.table, recipe)
    table = done.table
    log.questions += done.questions
    log.notes += done.notes
    people = about_people(table.headers)
    table, columns, recipe = _reshaped(dataset, table, columns, recipe, log)
    # A person may choose any column for a field; a column about people is no team by its name.
    columns = without_people(columns, people, dataset)
    if dataset is TRAINING and (is_workforce(table) or is_people_list(table, columns)):
        part = _people(book, table, columns, recipe, context, log)
        return replace(part, file_rows=file_rows)
    guard(dataset, table, columns, book.name)
    log.file_month_first = order_of_file(days_of(dataset, table, columns))
    before = len(log.words)
    typed, spoken, headers, states = typed_of(dataset, table, columns, recipe, context, log)
    guard_words(log.words[before:], book.name)
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
    typed, aside = without_suppressed(dataset, table, typed, states, aside)
    log.notes += rag_notes(dataset, table, columns, typed)
    published = dataset is INDICATOR and is_published(table, columns)
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
        file_rows=file_rows,
    )


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
        reshaped = wide.questions_down(table, columns, recipe) or wide.respondents_down(
            table, columns
        )
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


def _people(
    book: Book, table: Table, columns: Columns, recipe: Recipe, context: Context, log: Log
) -> Part:
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


def _joined(dataset: Dataset, parts: list[Part], log: Log) -> Part:
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
    del dataset
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
    )


def _checked(
    book: Book,
    dataset: Dataset,
    confidence: float,
    groups: list[Table],
    part: Part,
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
        typed = with_constants_of(book, dataset, table, typed, spoken, recipe, context, log)
        typed = cases.made_references(dataset, typed, log)
        if "reference" in dataset.columns:
            spoken.setdefault("reference", "reference")
    problems = log.problem_lines()
    good, rejected_lines, problems, more = good_rows(
        dataset, part, typed, problems, len(groups) > 1
    )
    questions = unique_questions([*log.questions, *word_questions(dataset, log)])
    members = members_of(part, table)
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
    all_notes = [
        *notes,
        *log.notes[noted:],
        *more,
        *column_notes(dataset, part),
        *row_notes(dataset, part, good),
    ]
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
        words=tuple(unique_words(log.words)),
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


def context_of(store: Store, principal: Principal, own: str | None = None) -> Context:
    """What a store knows that helps to read a file."""
    from data_access.importing.tables.remembered import team_kinds
    from data_access.reference.published_facts import codebook_frame

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
    context = context_of(store, principal, own)
    layout = layout_of(book)
    kept = recipe_for(store, layout, context.own)
    if kept is not None:
        recipe = merged(kept, recipe)
    reading = read_book(book, recipe, context)
    sha256 = hashlib.sha256(content).hexdigest()
    if reading.declined or reading.rows.is_empty():
        return Plan(reading, Compared(reading.rows), None, sha256, recipe, layout)
    with store.reading() as connection:
        authorities = reading.rows.get_column("authority").unique().to_list()
        held = rows_as_known(connection, reading.dataset, batches(connection), authorities)
    compared = compare(reading.dataset, reading.rows, held, reading.spoken, recipe)
    reading, compared = _as_update(reading, compared)
    if reading.needed or compared.questions:
        return Plan(reading, compared, None, sha256, recipe, layout)
    entries = [
        Entry(
            reading.dataset,
            rows,
            rejected=0 if place else reading.rejected,
            guarded=True,
            nature=nature,
        )
        for place, (nature, rows) in enumerate(
            by_nature(reading.dataset, compared.rows, published=reading.published)
        )
    ]
    prepared = prepare(store, entries, principal=principal, nature=reading.dataset.nature)
    return Plan(reading, compared, prepared, sha256, recipe, layout)


def _as_update(reading: Reading, compared: Compared) -> tuple[Reading, Compared]:
    """A file that lacks needed columns can say more of records that are held: then nothing has to
    be asked for, and rows of records that are not held are to mend. Rules between fields are held
    over what the file says and what is held together."""
    lacking = {q.field for q in reading.questions if q.kind == "columns" and q.field}
    known = sorted(str(name) for name in lacking & set(reading.dataset.columns))
    if known and compared.changed + compared.unchanged:
        questions = tuple(
            q for q in reading.questions if q.kind != "columns" or q.field not in known
        )
        reading = replace(reading, questions=questions)
        labels = ", ".join(reading.dataset.spec(name).label.lower() for name in known)
        unknown = pl.any_horizontal(pl.col(known).is_null())
        reading, compared = _to_mend(
            reading, compared, unknown, f"is not held, and the file has no column for {labels}"
        )
    rows = compared.rows.with_row_index("row")
    typed = rows.select(
        pl.col(spec.name).cast(spec.polars_type)
        for spec in reading.dataset.fields
        if not spec.is_list
    )
    broken = reading.dataset.breaches(typed)
    for row, problem in broken.select("row", "problem").unique("row").iter_rows():
        which = pl.int_range(pl.len()) == row
        reading, compared = _to_mend(reading, compared, which, problem, again=False)
    if broken.height:
        gone = broken.get_column("row").cast(rows.schema["row"])
        kept = rows.filter(~pl.col("row").is_in(gone.implode())).drop("row")
        compared = replace(compared, rows=kept)
    return reading, compared


def _to_mend(
    reading: Reading, compared: Compared, which: pl.Expr, problem: str, *, again: bool = True
) -> tuple[Reading, Compared]:
    """Rows, chosen from the compared ones, that wait for a person after all."""
    found = compared.rows.filter(which)
    if found.is_empty():
        return reading, compared
    key = reading.dataset.natural_key[-1]
    problems = pl.DataFrame({"value": found.get_column(key).cast(pl.String)}).select(
        line=pl.lit(-1, pl.Int64()),
        field=pl.lit(key),
        column=pl.lit(reading.spoken.get(key, key)),
        value="value",
        problem=pl.lit(problem),
        mend=pl.lit(""),
    )
    reading = replace(
        reading,
        problems=pl.concat([reading.problems, problems]),
        rejected=reading.rejected + found.height,
        used=max(reading.used - found.height, 0),
    )
    if again:
        compared = replace(
            compared, rows=compared.rows.filter(~which), new=max(compared.new - found.height, 0)
        )
    return reading, compared


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
    done = append(
        store,
        planned.prepared,
        principal=principal,
        source_name=reading.source,
        sha256=planned.sha256,
        note=note,
    )
    own = home_authority(store, principal=principal)
    personal = kinds_in(write_recipe(planned.recipe))  # the guard stands before recipes as well
    if own is not None and _has_answers(planned.recipe) and not personal:
        keep_recipe(
            store,
            planned.recipe,
            layout=planned.layout,
            authority=own,
            name=reading.source,
            records=reading.dataset.name,
            principal=principal,
        )
    return done


def _has_answers(recipe: Recipe) -> bool:
    """Whether a recipe says more than whose rows they are and of which kind."""
    constants = {name: said for name, said in recipe.constants.items() if name != "authority"}
    return replace(recipe, dataset=None, constants=constants) != Recipe()


__all__ = ["Context", "Plan", "Reading", "check", "context_of", "land", "plan", "read_book"]
