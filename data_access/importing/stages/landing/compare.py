"""The sixth stage: rows read beside those that are held. A field that the file does not speak of
keeps what is held; an empty cell that meets a held value is asked, and erases nothing by itself;
rules between fields are held over what the file says and what is held together."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

import polars as pl

from data_access.datasets import INDICATOR, Dataset
from data_access.datasets.follows import with_what_follows
from data_access.importing.stages.kinds.indicators.breakdown_words import told_apart
from data_access.importing.stages.kinds.made_references import (
    is_made,
    known_again,
)
from data_access.importing.stages.landing.changes import (
    MOST,
    Compared,
    absent_rows,
    comparable,
    effect_of,
    named_keys,
)
from data_access.importing.stages.meaning.wording import fold
from data_access.importing.stages.questions import Question
from data_access.importing.stages.reading import Reading
from data_access.importing.stages.recipe import CLEARED, NONE, UNKNOWN, Recipe
from data_access.importing.stages.rows.to_mend import after_comparing
from data_access.ledger.as_known import row_key
from data_access.ledger.entry import default_of, keys_of, tidy
from data_access.ledger.standing import beyond, places_of

_Waiting = tuple[Reading, pl.DataFrame, pl.DataFrame]
"""A reading, its rows, and line, sheet and row of each, with its place among the held rows (`held`,
null for a new one)."""


def compare(reading: Reading, held: pl.DataFrame, recipe: Recipe) -> tuple[Reading, Compared]:
    """A reading beside the standing rows of its councils (as `rows_as_known` gives them): the
    reading, with rows that wait for a person after all and notes; and what landing its rows would
    do."""
    dataset = reading.dataset
    new = reading.at.with_columns(held=pl.lit(None, pl.UInt32()))
    if held.is_empty():
        reading, rows, at = _ruled(reading, reading.rows, new)
        return reading, effect_of(dataset, rows, held, at.get_column("held"))
    held = held.with_columns(comparable(dataset, held))
    rows = known_again(dataset, tidy(dataset, reading.rows), held, reading.spoken)
    if dataset is INDICATOR:
        rows = told_apart(rows, held)
    keys = rows.select(row_key(dataset)).to_series()
    at = new.with_columns(held=places_of(keys, held.get_column("row_key")))
    questions = _reference_question(reading, rows, held, recipe)
    gone, note = absent_rows(
        dataset,
        rows,
        held.filter(beyond(at.get_column("held"), held.height)),
        reading.spoken,
        frozenset(reading.left_out),
    )
    rows, asked = filled(
        dataset, rows, held, at.get_column("held"), reading.spoken, recipe, reading.follows
    )
    reading, rows, at = _ruled(*_as_update(reading, rows, at))
    compared = effect_of(dataset, rows, held, at.get_column("held"), (*questions, *asked))
    if note is not None:
        reading = replace(reading, notes=(*reading.notes, note))
        named = named_keys(dataset, gone.head(MOST))
        compared = replace(compared, absent=gone.height, absent_keys=named)
    return reading, compared


def filled(
    dataset: Dataset,
    rows: pl.DataFrame,
    held: pl.DataFrame,
    places: pl.Series,
    spoken: Mapping[str, str],
    recipe: Recipe,
    follows: Collection[str] = (),
) -> tuple[pl.DataFrame, tuple[Question, ...]]:
    """Rows (the dataset's columns, typed) with what is held where they say nothing, and questions
    on empty cells that meet a held value.

    held: standing rows, as `comparable` gives them; places: of each row among these. spoken: the
    fields the file says something about, with the header of each. follows: fields that follow from
    others where there is a value, and say nothing where there is none.
    """
    result = comparable(dataset, rows)
    questions = []
    for spec in dataset.fields:
        name = spec.name
        if name in dataset.natural_key:
            continue
        mine = result.get_column(name)
        unspoken = name not in spoken and name not in follows
        if not unspoken and not mine.has_nulls():
            continue
        theirs = held.get_column(name).gather(places)
        if unspoken:
            result = result.with_columns(_either(theirs, mine))
            continue
        if name in spoken and name not in follows:
            default = default_of(dataset, spec)
            lost = mine.is_null() & theirs.is_not_null()
            if default is not None:
                lost &= theirs != default
            for follow in dataset.follows:
                if follow.field == name:  # nobody said it: it follows from what else is held
                    told = held.select(follow.holds()).to_series().gather(places)
                    lost &= ~told.fill_null(value=False)
            count = int(lost.sum())
            answer = _answer(recipe, spoken[name], name) if count else CLEARED
            if answer == CLEARED:
                continue
            if answer is None:
                questions.append(_empty_question(dataset, spoken[name], name, count))
        result = result.with_columns(_either(mine, theirs))
    defaults = {spec.name: default_of(dataset, spec) for spec in dataset.fields}
    result = result.with_columns(
        pl.col(name).fill_null(default) for name, default in defaults.items() if default is not None
    )
    return with_what_follows(result, dataset.follows), tuple(questions)


def _either(first: pl.Series, second: pl.Series) -> pl.Series:
    """The first where it says something, else the second."""
    if first.null_count() == first.len():
        return second.alias(first.name)
    return first.zip_with(first.is_not_null(), second)


def _as_update(reading: Reading, rows: pl.DataFrame, at: pl.DataFrame) -> _Waiting:
    """A file that lacks needed columns can say more of records that are held: then nothing has to
    be asked for, and rows of records that are not held are to mend."""
    dataset = reading.dataset
    lacking = {q.field for q in reading.questions if q.kind == "columns" and q.field}
    absent = sorted(str(name) for name in lacking & set(dataset.columns))
    if not absent or at.get_column("held").null_count() == at.height:
        return reading, rows, at
    questions = tuple(q for q in reading.questions if q.kind != "columns" or q.field not in absent)
    reading = replace(reading, questions=questions)
    labels = ", ".join(dataset.spec(name).label.lower() for name in absent)
    said = f"is not held, and the file has no column for {labels}"
    unknown = pl.any_horizontal(pl.col(absent).is_null())
    problems = rows.select(pl.when(unknown).then(pl.lit(said))).to_series()
    return _to_mend(reading, rows, at, problems)


def _ruled(reading: Reading, rows: pl.DataFrame, at: pl.DataFrame) -> _Waiting:
    """Rows that break a rule between fields, as the file and what is held say together, wait."""
    dataset = reading.dataset
    typed = rows.select(
        pl.col(spec.name).cast(spec.polars_type) for spec in dataset.fields if not spec.is_list
    )
    broken = dataset.breaches(typed).unique("row", keep="first", maintain_order=True)
    if broken.is_empty():
        return reading, rows, at
    told = {row: said.rstrip(".") for row, said in broken.select("row", "problem").iter_rows()}
    places = pl.int_range(rows.height, eager=True)
    problems = places.replace_strict(told, default=None, return_dtype=pl.String)
    return _to_mend(reading, rows, at, problems)


def _to_mend(
    reading: Reading, rows: pl.DataFrame, at: pl.DataFrame, problems: pl.Series
) -> _Waiting:
    """The reading, its rows and their places without those that have a problem."""
    wrong = problems.is_not_null()
    if not wrong.any():
        return reading, rows, at
    key = reading.dataset.natural_key[-1]
    found, there = rows.filter(wrong), at.filter(wrong).select("line", "sheet", "row")
    more = found.select(
        line=there.get_column("line"),
        field=pl.lit(key),
        column=pl.lit(reading.spoken.get(key, key)),
        value=pl.col(key).cast(pl.String).fill_null(""),
        problem=problems.filter(wrong),
        mend=pl.lit(""),
    )
    places = {line: (sheet, row) for line, sheet, row in there.iter_rows()}
    keys = dict.fromkeys(keys_of(reading.dataset, found), 1)
    reading = replace(
        reading,
        problems=pl.concat([reading.problems, more]),
        left_out={**reading.left_out, **keys},
        rejected=reading.rejected + found.height,
        used=max(reading.used - found.height, 0),
        places={**reading.places, **places},
        mending=after_comparing(reading, found, there),
    )
    return reading, rows.filter(~wrong), at.filter(~wrong)


def _answer(recipe: Recipe, header: str, name: str) -> str | None:
    for said, answer in recipe.empty.items():
        if fold(said) in {fold(header), fold(name)} or said == "*":
            return answer
    return None


def _empty_question(dataset: Dataset, header: str, name: str, count: int) -> Question:
    label = dataset.spec(name).label.lower()
    if header == name:  # no column of the file: what it worked out
        header = dataset.spec(name).label
    rows = "1 row" if count == 1 else f"{count:,} rows"
    return Question(
        "empty",
        f"empty: '{header}'",
        f"{header} is empty in {rows} for which {label} is held. Is it cleared, or unknown to this "
        "file?",
        column=header,
        field=name,
        choices=(f'"{header}" = "{CLEARED}"', f'"{header}" = "{UNKNOWN}"'),
    )


def _reference_question(
    reading: Reading, rows: pl.DataFrame, held: pl.DataFrame, recipe: Recipe
) -> tuple[Question, ...]:
    """Asked where a file without references meets records that have them: they would come in a
    second time."""
    dataset = reading.dataset
    if "reference" not in dataset.natural_key or recipe.constants.get("reference") == NONE:
        return ()
    own = held.join(rows.select("authority").unique(), on="authority", how="semi")
    named = int(own.select((~is_made()).sum()).item())
    if not named or not rows.select(is_made().all()).item():
        return ()
    many = "1 record is" if named == 1 else f"{named:,} records are"
    return (
        Question(
            "columns",
            "columns or constants.reference",
            f"Which column is the reference? {many} held under references of their own: rows "
            f'without one would come in beside them. "{NONE}" says that the file has none.',
            field="reference",
            choices=(*(each.header for each in reading.columns), NONE),
        ),
    )
