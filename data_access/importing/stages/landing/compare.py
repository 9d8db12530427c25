"""The sixth stage: rows read beside those that are held. A field that the file does not speak of
keeps what is held; an empty cell that meets a held value is asked, and erases nothing by itself;
rules between fields are held over what the file says and what is held together."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

import polars as pl

from data_access.datasets import Dataset
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

_Waiting = tuple[Reading, pl.DataFrame, pl.DataFrame]
"""A reading, its rows, and line, sheet and row of each."""


def compare(reading: Reading, held: pl.DataFrame, recipe: Recipe) -> tuple[Reading, Compared]:
    """A reading beside the standing rows of its councils: the reading, with rows that wait for a
    person after all and notes; and what landing its rows would do."""
    dataset = reading.dataset
    if held.is_empty():
        reading, rows, _ = _ruled(reading, reading.rows, reading.at)
        return reading, effect_of(dataset, rows, held)
    rows = known_again(dataset, tidy(dataset, reading.rows), held, reading.spoken)
    questions = _reference_question(reading, rows, held, recipe)
    gone, note = absent_rows(dataset, rows, held, reading.spoken, frozenset(reading.left_out))
    rows, asked = filled(dataset, rows, held, reading.spoken, recipe, reading.follows)
    reading, rows, _ = _ruled(*_as_update(reading, rows, held))
    compared = effect_of(dataset, rows, held, (*questions, *asked))
    if note is not None:
        reading = replace(reading, notes=(*reading.notes, note))
        named = named_keys(dataset, gone.head(MOST))
        compared = replace(compared, absent=gone.height, absent_keys=named)
    return reading, compared


def filled(
    dataset: Dataset,
    rows: pl.DataFrame,
    held: pl.DataFrame,
    spoken: Mapping[str, str],
    recipe: Recipe,
    follows: Collection[str] = (),
) -> tuple[pl.DataFrame, tuple[Question, ...]]:
    """Rows (the dataset's columns, typed) with what is held where they say nothing, and questions
    on empty cells that meet a held value.

    spoken: the fields the file says something about, with the header of each. follows: fields that
    follow from others where there is a value, and say nothing where there is none.
    """
    new = comparable(dataset, rows).with_columns(row_key(dataset))
    old = comparable(dataset, held).with_columns(row_key(dataset))
    joined = new.join(old, on="row_key", how="left", suffix="_held", maintain_order="left")
    values: dict[str, pl.Series] = {}
    questions = []
    for spec in dataset.fields:
        name = spec.name
        if name in dataset.natural_key:
            continue
        mine, theirs = joined.get_column(name), joined.get_column(f"{name}_held")
        if name in follows or name not in spoken:
            first, second = (name, f"{name}_held") if name in follows else (f"{name}_held", name)
            values[name] = joined.select(pl.coalesce(first, second).alias(name)).to_series()
            continue
        default = default_of(dataset, spec)
        lost = mine.is_null() & theirs.is_not_null()
        if default is not None:
            lost &= theirs != default
        count = int(lost.sum())
        answer = _answer(recipe, spoken[name], name) if count else CLEARED
        if answer == CLEARED:
            continue
        values[name] = joined.select(pl.coalesce(name, f"{name}_held").alias(name)).to_series()
        if answer is None:
            questions.append(_empty_question(dataset, spoken[name], name, count))
    result = new.select(dataset.columns).with_columns(values.values())
    defaults = {spec.name: default_of(dataset, spec) for spec in dataset.fields}
    result = result.with_columns(
        pl.col(name).fill_null(default) for name, default in defaults.items() if default is not None
    )
    return result, tuple(questions)


def _as_update(reading: Reading, rows: pl.DataFrame, held: pl.DataFrame) -> _Waiting:
    """A file that lacks needed columns can say more of records that are held: then nothing has to
    be asked for, and rows of records that are not held are to mend."""
    dataset = reading.dataset
    lacking = {q.field for q in reading.questions if q.kind == "columns" and q.field}
    absent = sorted(str(name) for name in lacking & set(dataset.columns))
    known = held.select(row_key(dataset)).to_series()
    if not absent or not rows.select(row_key(dataset).is_in(known.implode()).any()).item():
        return reading, rows, reading.at
    questions = tuple(q for q in reading.questions if q.kind != "columns" or q.field not in absent)
    reading = replace(reading, questions=questions)
    labels = ", ".join(dataset.spec(name).label.lower() for name in absent)
    said = f"is not held, and the file has no column for {labels}"
    unknown = pl.any_horizontal(pl.col(absent).is_null())
    problems = rows.select(pl.when(unknown).then(pl.lit(said))).to_series()
    return _to_mend(reading, rows, reading.at, problems)


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
    found, there = rows.filter(wrong), at.filter(wrong)
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
