"""The fifth stage: which rows are good, and what is wrong with the others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import polars as pl

from data_access.datasets import INDICATOR, Dataset
from data_access.importing.stages.context import Context, Part
from data_access.importing.stages.files.book import Book
from data_access.importing.stages.kinds.indicators.breakdown_words import told_apart
from data_access.importing.stages.kinds.indicators.comparators import comparators_of
from data_access.importing.stages.kinds.indicators.known_measures import as_measures
from data_access.importing.stages.kinds.made_references import made_references
from data_access.importing.stages.meaning.teams import asked_together
from data_access.importing.stages.people.about_people import holds_personal
from data_access.importing.stages.questions import Question
from data_access.importing.stages.reading import Reading
from data_access.importing.stages.recipe import Recipe
from data_access.importing.stages.rows.as_it_came import first_rows
from data_access.importing.stages.rows.left_out import keys_left_out
from data_access.importing.stages.rows.notes import column_notes, course_headers, row_notes
from data_access.importing.stages.rows.to_mend import mending
from data_access.importing.stages.table.table import Table
from data_access.importing.stages.values.constants import with_constants_of
from data_access.importing.stages.values.log import PROBLEM_SCHEMA, Log, Word
from data_access.importing.stages.values.problems import empty_problems
from data_access.importing.stages.values.word_questions import word_questions
from data_access.ledger.as_known import row_key
from vocabulary.wording import agree, number_of


def checked(
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
    """What a file gives: constants, what follows from them, and which rows are good."""
    sheets = tuple(sheet for group in groups for sheet in group.sheets)
    table, typed, spoken = part.table, part.typed, dict(part.spoken)
    noted = len(log.notes)
    beside = part.beside
    if part.declined is None and not typed.is_empty() and not part.as_exported:
        if beside.height:  # what holds for all rows, and which measures they are, holds for these
            typed = pl.concat([typed, beside.drop("level_said")], how="diagonal_relaxed")
        typed = with_constants_of(book, dataset, table, typed, spoken, recipe, context, log)
        typed = made_references(dataset, typed, log)
        if dataset is INDICATOR:
            typed = as_measures(table, part.columns, typed, context.measures, log)
        if beside.height:
            theirs = pl.col("area").is_not_null()
            typed, beside = typed.filter(~theirs).drop("level", "area"), typed.filter(theirs)
        if dataset is INDICATOR:
            typed = told_apart(typed)
        if "reference" in dataset.columns:
            spoken.setdefault("reference", "reference")
    problems = log.problem_lines()
    good, rejected_lines, problems, more = _good_rows(
        dataset, part, typed, problems, len(groups) > 1
    )
    at = table.cells.select("line", "sheet", "row")
    if not at.get_column("line").equals(good.get_column("line")):
        at = good.select("line").join(at, on="line", how="left", maintain_order="left")
    good = good.select(dataset.columns)
    told = [*asked_together(log.questions), *word_questions(dataset, log)]
    questions = _unique_questions(told)
    members = _members_of(table, typed)
    rejected = sum(members.get(line, 1) for line in rejected_lines)
    used = _used(part, typed, members, rejected_lines)
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
    waiting = table.cells.filter(pl.col("line").is_in(list(rejected_lines)))
    places = {
        line: (sheet, row)
        for line, sheet, row in waiting.select("line", "sheet", "row").iter_rows()
    }
    read = {each.header for each in part.columns.columns if each.field is not None}
    personal = tuple(
        header
        for group in groups
        for place, header in enumerate(group.headers)
        # what goes into a field was searched before it was read
        if header not in read and holds_personal(group.texts(place).cast(pl.String))
    )
    hidden = {*part.people, *personal}
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
        left_out=keys_left_out(dataset, typed, rejected_lines, problems, members),
        titles=table.titles,
        declined=part.declined,
        published=part.published,
        places=places,
        follows=part.follows,
        personal=personal,
        across=course_headers(part),
        all_sheets=tuple(sheet.name for sheet in book.sheets),
        first_rows=first_rows(groups, hidden),
        at=at,
        mending=mending(groups, part, () if part.declined else rejected_lines, personal),
        comparators=comparators_of(beside, log.problem_lines().get_column("line"))
        if beside.height and not part.declined
        else pl.DataFrame(),
    )


def _used(
    part: Part, typed: pl.DataFrame, members: dict[int, int], rejected_lines: set[int]
) -> int:
    """How many rows of the file went into rows that are taken."""
    if part.declined:
        return 0
    if part.used_all:
        return part.table.cells.height
    if "line" not in typed.columns:
        return 0
    good = typed.filter(~pl.col("line").is_in(list(rejected_lines))).get_column("line").unique()
    used = sum(members.get(line, 1) for line in good) if members else good.len()
    if "came" not in part.table.cells.columns:
        used += sum(1 for to in part.into.values() if to not in rejected_lines)
    return used


def _members_of(table: Table, typed: pl.DataFrame) -> dict[int, int]:
    """How many rows of the file each line stands for, of the lines that were not set aside."""
    if "members" in table.cells.columns:
        return {
            line: len(members)
            for line, members in table.cells.select("line", "members").iter_rows()
        }
    if "came" in table.cells.columns:
        # of the lines made of one row of the file, the first counts it
        there = (
            typed.get_column("line") if "line" in typed.columns else pl.Series([], dtype=pl.Int64)
        )
        firsts = table.cells.filter(pl.col("line").is_in(there.implode())).select(
            "line", first=pl.col("came").is_first_distinct()
        )
        return {line: int(first) for line, first in firsts.iter_rows()}
    return {}


def _good_rows(
    dataset: Dataset, part: Part, typed: pl.DataFrame, problems: pl.DataFrame, several: bool
) -> tuple[pl.DataFrame, set[int], pl.DataFrame, list[str]]:
    """The good rows (line and the dataset's columns); lines to mend; all problems; notes."""
    notes: list[str] = []
    empty = pl.DataFrame(schema={"line": pl.Int64(), **dataset.schema})
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
            texts = (
                lines.to_frame()
                .join(
                    part.table.cells.select("line", text=pl.col(str(place)).cast(pl.String)),
                    on="line",
                    how="left",
                    maintain_order="left",
                )
                .get_column("text")
            )
        found.append(
            empty_problems(spec, part.headers.get(spec.name, spec.label), lines, missing, texts)
        )
    full = typed.with_columns(
        pl.lit(None, dtype=pl.String() if spec.is_list else spec.polars_type).alias(spec.name)
        for spec in dataset.fields
        if spec.name not in typed.columns
    )
    breaches = _certain(dataset, full, dataset.breaches(_for_rules(dataset, full)))
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
            )
        )
    problems = pl.concat(
        [frame.select(PROBLEM_SCHEMA.keys()).cast(pl.Schema(PROBLEM_SCHEMA)) for frame in found]
    )
    bad = set(problems.get_column("line").to_list())
    good = full.filter(~pl.col("line").is_in(list(bad))).select("line", *dataset.columns)
    if several:
        good, clash = _coalesced(dataset, good)
    else:
        good, clash, twice = _once(dataset, good)
        notes += twice
    if clash.height:
        problems = pl.concat(
            [problems, clash.select(PROBLEM_SCHEMA.keys()).cast(pl.Schema(PROBLEM_SCHEMA))]
        )
        bad |= set(clash.get_column("line").to_list())
    return good, bad, problems.sort("line"), notes


def _certain(dataset: Dataset, full: pl.DataFrame, breaches: pl.DataFrame) -> pl.DataFrame:
    """Breaches without those by an empty field that what is held may fill."""
    if breaches.is_empty():
        return breaches
    certain = [
        field in dataset.natural_key or full.item(row, field) is not None
        for row, field in breaches.select("row", "field").iter_rows()
    ]
    return breaches.filter(pl.Series(certain, dtype=pl.Boolean))


def _for_rules(dataset: Dataset, full: pl.DataFrame) -> pl.DataFrame:
    """The fields that rules between fields speak of, in their types."""
    return full.select(
        pl.col(spec.name).cast(spec.polars_type) for spec in dataset.fields if not spec.is_list
    )


def _once(dataset: Dataset, good: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame, list[str]]:
    """Rows that stand twice count once; two of one key that say different things are to mend."""
    keyed = good.with_columns(row_key(dataset))
    notes: list[str] = []
    if keyed.get_column("row_key").n_unique() == keyed.height:
        return good, pl.DataFrame(schema=PROBLEM_SCHEMA), notes
    once = keyed.unique([*dataset.columns], keep="first", maintain_order=True)
    twice = keyed.height - once.height
    if twice:
        again = keyed.filter(~pl.col("line").is_in(once.get_column("line").implode()))
        name = dataset.natural_key[-1] if "reference" not in dataset.columns else "reference"
        listed = ", ".join(str(v) for v in again.get_column(name).head(5))
        stand, count = agree(twice, "stands", "stand"), agree(twice, "counts", "count")
        rows = number_of(twice, "row")
        notes.append(f"{rows} {stand} twice, word for word, and {count} once: {listed}")
    clash = once.filter(pl.col("row_key").is_duplicated())
    if clash.is_empty():
        return once.drop("row_key"), pl.DataFrame(schema=PROBLEM_SCHEMA), notes
    names = " and ".join(dataset.spec(name).label.lower() for name in dataset.natural_key)
    telling = dataset.natural_key[1:] or dataset.natural_key
    key = pl.concat_str(
        [pl.col(name).cast(pl.String).fill_null("") for name in telling], separator=", "
    )
    told = keyed.filter(pl.col("row_key").is_in(clash.get_column("row_key").implode())).select(
        "line",
        field=pl.lit(""),
        column=pl.lit(""),
        value=key.str.strip_chars(", "),
        problem=pl.lit("contradicts another row of the same key"),
        mend=pl.lit(f"Keep one row for each {names}."),
    )
    return once.filter(~pl.col("row_key").is_duplicated()).drop("row_key"), told, notes


def _coalesced(dataset: Dataset, good: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows of several tables with one key as one, where they do not contradict each other."""
    keyed = good.with_columns(row_key(dataset))
    others = [name for name in dataset.columns if name not in dataset.natural_key]
    clash = (
        keyed.group_by("row_key")
        .agg(
            pl.max_horizontal(pl.col(name).drop_nulls().n_unique() for name in others)
            .max()
            .alias("ways")
        )
        .filter(pl.col("ways") > 1)
    )
    told = keyed.join(clash, on="row_key", how="semi").select(
        "line",
        field=pl.lit(""),
        column=pl.lit(""),
        value=pl.lit(""),
        problem=pl.lit("contradicts another sheet about the same council and year"),
        mend=pl.lit("Correct one of them."),
    )
    merged = (
        keyed.join(clash, on="row_key", how="anti")
        .group_by("row_key", maintain_order=True)
        .agg(
            pl.col("line").first(),
            *(pl.col(name).first() for name in dataset.natural_key),
            *(pl.col(name).drop_nulls().first() for name in others),
        )
    )
    return merged.select("line", *dataset.columns), told


def _unique_questions(questions: Iterable[Question]) -> list[Question]:
    """Each question once; in which order days are written is one question of all columns."""
    found: dict[str, Question] = {}
    for question in questions:
        key = "dates.order" if question.key.startswith("dates.order") else question.key
        found.setdefault(key, question)
    return list(found.values())


def _unique_words(words: Iterable[Word]) -> list[Word]:
    """Words of one field and meaning counted together over columns."""
    found: dict[tuple[str, str], Word] = {}
    for word in words:
        key = (word.field, word.word)
        known = found.get(key)
        found[key] = replace(word, count=word.count + known.count) if known else word
    return list(found.values())
